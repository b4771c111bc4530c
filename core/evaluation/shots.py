"""Shots: a scene of a plan, rendered, kept, and looked at by the judge. Owns no measure."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.evaluation.judge.judge import Detection
from core.evaluation.sight import Sight, Witness, sights
from core.plan.geometry import Box
from core.plan.schema import Scene, VideoPlan
from core.plan.tracks import dense
from core.render.cache import ClipCache
from core.render.request import request_for
from core.render.scene_key import scene_key
from core.render.types import Clip, Engine, SceneRequest, Settings


@dataclass(frozen=True)
class Planned:
    """A box of the plan on one rendered frame, of one name."""

    name: str
    instance: int
    box: Box


@dataclass(frozen=True)
class Shot:
    """A rendered scene: `planned` and `detections` have one entry a frame.

    `seconds` is what rendering took when it was rendered, on whatever machine that was.
    """

    scene: Scene
    clip: Clip
    planned: tuple[tuple[Planned, ...], ...]
    detections: tuple[tuple[Detection, ...], ...]
    seconds: float = 0.0

    def sights(self, names: Iterable[str], witness: Witness) -> tuple[Sight, ...]:
        """What is seen of `names`, and of the others of the cast, on each frame."""
        cast = dict.fromkeys([*names, *(track.entity for track in self.scene.tracks)])
        return sights(self.detections, cast, witness)


def planned_boxes(scene: Scene) -> tuple[tuple[Planned, ...], ...]:
    """What the plan wants on each rendered frame, back to front."""
    frames: list[list[Planned]] = [[] for _ in range(scene.frame_count)]
    for track in scene.tracks:
        if track.hidden:
            continue
        for frame, box in zip(frames, dense(track, scene, scene.frame_count), strict=True):
            if box is not None:
                frame.append(Planned(track.entity, track.instance, box))
    return tuple(tuple(frame) for frame in frames)


def with_frames(plan: VideoPlan, frame_count: int) -> VideoPlan:
    """The plan with every scene that many frames long."""
    data = plan.model_dump(by_alias=True)
    for scene in data["scenes"]:
        scene["frame_count"] = frame_count
    return VideoPlan.model_validate(data)


@dataclass(frozen=True)
class Studio:
    """Renders scenes with one engine; clips stay in `cache`, so that a rerun only measures.

    `settings` replaces the engine's defaults but for the seed, which comes from `seed` and the
    scene; `strength` replaces layout_strength.
    """

    engine: Engine
    witness: Witness
    cache: ClipCache | None = None
    settings: Settings | None = None
    strength: float | None = None

    def shoot(
        self, plan: VideoPlan, scene_id: str, pictures: dict[str, bytes] | None = None
    ) -> Shot:
        """Render a scene of the plan and look at it. Raises as the engine does."""
        scene, clip, seconds = self.shown(plan, scene_id, pictures)
        seen = tuple(tuple(frame) for frame in self.witness.look(clip.frames))
        return Shot(scene, clip, planned_boxes(scene), seen, seconds)

    def shown(
        self, plan: VideoPlan, scene_id: str, pictures: dict[str, bytes] | None = None
    ) -> tuple[Scene, Clip, float]:
        """A scene of the plan, its clip, and the seconds that rendering took; nobody looks."""
        request = request_for(plan, scene_id, pictures or {}, self.engine.info)
        wanted = self.settings or request.settings
        strength = wanted.layout_strength if self.strength is None else self.strength
        settings = replace(wanted, seed=request.settings.seed, layout_strength=strength)
        request = replace(request, settings=settings)
        key = scene_key(request, self.engine.fingerprint)
        return request.scene, *self._clip(request, key)

    def _clip(self, request: SceneRequest, key: str) -> tuple[Clip, float]:
        """The clip and the seconds that rendering it took, now or when it was kept."""
        kept = self.cache.get(key, request.scene.fps) if self.cache else None
        if kept is not None and self.cache is not None:
            return kept, dict(self.cache.similarity(key)).get("seconds", 0.0)
        began = time.monotonic()
        clip = self.engine.render(request)
        seconds = time.monotonic() - began
        if self.cache is not None:
            self.cache.put(key, clip, (("seconds", seconds),))
        return clip, seconds

    def film(self, plan: VideoPlan) -> tuple[Shot, ...]:
        """All scenes of the plan in order."""
        return tuple(self.shoot(plan, scene.id) for scene in plan.scenes)
