"""A plan to clips: every scene that is asked for, from the cache where it stands there already.

Owns the order of work and what is kept; a run that was killed goes on with the first scene that
is not in the cache. Does not own files of films (`core.export`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.errors import Cancelled, PlanError, VideoDirectorError
from core.export.stitch import Film, stitch
from core.plan.schema import Sampling, VideoPlan
from core.render.cache import ClipCache
from core.render.recover import render_safely
from core.render.request import request_for
from core.render.results import FilmEvent, SceneResult
from core.render.scene_key import scene_key
from core.render.types import Clip, Engine, EngineInfo, SceneRequest, StepEvent

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FilmOrder:
    """What to render: scenes of a plan (None = all) with the pictures of its references."""

    plan: VideoPlan
    pictures: Mapping[str, bytes]
    scenes: tuple[str, ...] | None = None
    override: Sampling | None = None
    preview: bool = False

    @property
    def scene_ids(self) -> tuple[str, ...]:
        """Ids in the order of the film. Raises PlanError for an unknown one, or for none at all."""
        known = tuple(scene.id for scene in self.plan.scenes)
        if not known:
            raise PlanError("this plan has no scenes: add one, or plan from a prompt")
        if self.scenes is None:
            return known
        for scene_id in self.scenes:
            self.plan.scene(scene_id)
        return tuple(scene_id for scene_id in known if scene_id in set(self.scenes))


def scene_number(plan: VideoPlan, number: int) -> str:
    """The id of scene `number`, counted from 1. Raises PlanError when there is none."""
    if not 1 <= number <= len(plan.scenes):
        raise PlanError(f"there is no scene {number}: this plan has {len(plan.scenes)}")
    return plan.scenes[number - 1].id


def requests_for(order: FilmOrder, info: EngineInfo) -> list[SceneRequest]:
    """The requests of an order, in its order. Raises as `request_for` does."""
    return [
        request_for(order.plan, scene_id, order.pictures, info, order.override, order.preview)
        for scene_id in order.scene_ids
    ]


def keys_for(order: FilmOrder, info: EngineInfo, fingerprint: str) -> dict[str, str]:
    """The cache key of each scene of an order, by scene id. Raises as `request_for` does."""
    return {r.scene.id: scene_key(r, fingerprint) for r in requests_for(order, info)}


def render_film(
    order: FilmOrder,
    engine: Engine,
    cache: ClipCache,
    on_event: Callable[[FilmEvent], None] = lambda event: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[SceneResult]:
    """Bring every scene of the order into the cache; only absent ones render.

    Raises:
        Cancelled: `cancelled()` became true; scenes that were done stay in the cache.
        InputError: the plan or its pictures cannot be rendered by this engine.
        RenderError: a scene failed, also at its second try; earlier scenes stay in the cache.
    """
    requests = requests_for(order, engine.info)
    results: list[SceneResult] = []
    for number, request in enumerate(requests, start=1):
        if cancelled():
            raise Cancelled("stopped before the next scene")
        progress = _Progress(on_event, number, len(requests), request.settings.steps)
        result = _scene(request, engine, cache, progress, cancelled)
        results.append(result)
        progress.done(result)
    return results


def clips_of(plan: VideoPlan, results: Sequence[SceneResult], cache: ClipCache) -> list[Clip]:
    """The clips of results that the cache holds. Raises PlanError when one was dropped since."""
    clips = []
    for result in results:
        clip = cache.get(result.key, plan.scene(result.scene_id).fps)
        if clip is None:
            raise PlanError(f"scene {result.scene_id} is no longer in the cache: render it again")
        clips.append(clip)
    return clips


def stitched(
    plan: VideoPlan, results: Sequence[SceneResult], cache: ClipCache, cross_fade: int = 0
) -> Film:
    """The film of rendered scenes. Raises as `clips_of` and `core.export.stitch.stitch` do."""
    return stitch(clips_of(plan, results, cache), cross_fade)


@dataclass(frozen=True)
class _Progress:
    on_event: Callable[[FilmEvent], None]
    number: int
    n_scenes: int
    steps: int

    def step(self, event: StepEvent) -> None:
        self.on_event(
            FilmEvent(
                event.scene_id, self.number, self.n_scenes, event.step, event.steps, event.preview
            )
        )

    def done(self, result: SceneResult) -> None:
        steps = self.steps
        self.on_event(
            FilmEvent(result.scene_id, self.number, self.n_scenes, steps, steps, result=result)
        )


def _scene(
    request: SceneRequest,
    engine: Engine,
    cache: ClipCache,
    progress: _Progress,
    cancelled: Callable[[], bool],
) -> SceneResult:
    scene = request.scene
    key = scene_key(request, engine.fingerprint)
    if key in cache and cache.get(key, scene.fps) is not None:
        return SceneResult(scene.id, key, cached=True, similarity=cache.similarity(key))
    clip = render_safely(engine, request, progress.step, cancelled)
    similarity = similarities(engine, clip, request)
    cache.put(key, clip, similarity)
    return SceneResult(scene.id, key, cached=False, similarity=similarity)


def similarities(
    engine: Engine, clip: Clip, request: SceneRequest
) -> tuple[tuple[str, float], ...]:
    """How near each entity with pictures came to them, as (name, cosine)."""
    found = []
    for entity in request.entities:
        if any(reference.enabled for reference in entity.references):
            try:
                value = engine.similarity(clip, request, entity.name)
            except VideoDirectorError as error:  # the clip is good; only its measure is missing
                log.warning(
                    "scene %s: no similarity of %s: %s", request.scene.id, entity.name, error
                )
                continue
            if value is not None:
                found.append((entity.name, round(float(value), 4)))
    return tuple(found)
