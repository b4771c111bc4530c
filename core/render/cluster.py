"""A film's scenes on many machines, through Ray: one engine an actor, scenes as its tasks.

The same requests, keys, cache and second chances as `film`, so the same frames. Scenes render
in any order and are told of in the film's. A scene whose worker is lost runs again on a new
one. Owns the order of a film's scenes; connections and actors are `cluster_pool`'s.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.errors import Cancelled, VideoDirectorError, WorkerDied
from core.render.cache import ClipCache
from core.render.cluster_pool import Cluster, EngineFactory, Pool, joined
from core.render.film import FilmOrder, requests_for
from core.render.results import FilmEvent, SceneResult
from core.render.scene_key import scene_key
from core.render.types import SceneRequest, StepEvent

log = logging.getLogger(__name__)

TICK_S = 0.1  # how often progress is asked for and a cancel passed on
TRIES = 2


def render_on_cluster(
    order: FilmOrder,
    factory: EngineFactory,
    cache: ClipCache,
    cluster: Cluster,
    on_event: Callable[[FilmEvent], None] = lambda event: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[SceneResult]:
    """As `film.render_film`, with engines made by `factory` on the workers.

    Raises:
        ModelError: Ray is not installed, or no cluster is at that address.
        WorkerDied: a scene's worker was lost in each of two tries.
        Cancelled, InputError, RenderError: as `render_film`; finished scenes stay in the cache.
    """
    with joined(cluster) as ray:
        pool = Pool(ray, factory, cluster)
        try:
            return _Film(order, pool, cache, on_event, cancelled).render()
        finally:
            pool.close()


@dataclass
class _Task:
    """A scene at work on an actor."""

    number: int  # its place in the film, from 0
    actor: Any
    asked: Any = None  # the progress that was asked for
    step: int = 0


@dataclass
class _Film:
    """One film being rendered."""

    order: FilmOrder
    pool: Pool
    cache: ClipCache
    on_event: Callable[[FilmEvent], None]
    cancelled: Callable[[], bool]
    _done: dict[int, SceneResult] = field(default_factory=dict)
    _twins: dict[int, list[int]] = field(default_factory=dict)  # same pixels as that scene
    _told: int = 0

    def render(self) -> list[SceneResult]:
        info, fingerprint = self.pool.hello()
        requests = requests_for(self.order, info)
        keys = [scene_key(request, fingerprint) for request in requests]
        waiting = self._not_cached(requests, keys)
        tries = dict.fromkeys(waiting, 0)
        running: dict[Any, _Task] = {}
        self._tell(requests)
        while waiting or running:
            self._start(waiting, running, requests, tries)
            for reference in self.pool.wait(list(running), TICK_S):
                task = running.pop(reference)
                if not self._finish(reference, task, requests, keys):
                    self._again(task, waiting, tries, requests)
            self._tell(requests)
            self._follow(running.values(), requests)
            if self.cancelled():
                self.pool.stop()
                raise Cancelled("stopped while scenes were rendered on the cluster")
        return [self._done[i] for i in range(len(requests))]

    def _not_cached(self, requests: Sequence[SceneRequest], keys: Sequence[str]) -> list[int]:
        """Scenes to render, each key once; what stands in the cache is done."""
        waiting = []
        for i, (request, key) in enumerate(zip(requests, keys, strict=True)):
            if key in self.cache and self.cache.get(key, request.scene.fps) is not None:
                self._done[i] = SceneResult(request.scene.id, key, True, self.cache.similarity(key))
            elif key in keys[:i]:
                self._twins.setdefault(keys.index(key), []).append(i)
            else:
                waiting.append(i)
        return waiting

    def _start(
        self, waiting: list[int], running: dict[Any, _Task], requests: Sequence[SceneRequest],
        tries: dict[int, int],
    ) -> None:  # fmt: skip
        while waiting and (actor := self.pool.take()) is not None:
            number = waiting.pop(0)
            tries[number] += 1
            running[actor.render.remote(requests[number])] = _Task(number, actor)

    def _finish(
        self, reference: Any, task: _Task, requests: Sequence[SceneRequest], keys: Sequence[str]
    ) -> bool:
        """Keep a finished scene; False when its worker was lost."""
        ray = self.pool.ray
        try:
            answer = ray.get(reference)
        except (ray.exceptions.RayActorError, ray.exceptions.WorkerCrashedError) as error:
            log.warning(
                "the worker of scene %s was lost: %s",
                requests[task.number].scene.id,
                type(error).__name__,
            )
            self.pool.lose(task.actor)
            return False
        self.pool.give(task.actor)
        if isinstance(answer, VideoDirectorError):
            raise answer
        key = keys[task.number]
        self.cache.put(key, answer.clip, answer.similarity)
        scene = requests[task.number].scene.id
        self._done[task.number] = SceneResult(
            scene, key, cached=False, similarity=answer.similarity
        )
        for twin in self._twins.get(task.number, ()):
            scene = requests[twin].scene.id
            self._done[twin] = SceneResult(scene, key, cached=True, similarity=answer.similarity)
        return True

    def _again(
        self,
        task: _Task,
        waiting: list[int],
        tries: Mapping[int, int],
        requests: Sequence[SceneRequest],
    ) -> None:
        if tries[task.number] >= TRIES:
            scene = requests[task.number].scene.id
            raise WorkerDied(
                f"the worker of scene {scene} was lost {TRIES} times: see the cluster's logs"
            )
        waiting.insert(0, task.number)

    def _tell(self, requests: Sequence[SceneRequest]) -> None:
        """Tell of finished scenes in the order of the film."""
        while self._told in self._done:
            steps = requests[self._told].settings.steps
            result = self._done[self._told]
            self._told += 1
            self.on_event(
                FilmEvent(result.scene_id, self._told, len(requests), steps, steps, result=result)
            )

    def _follow(self, tasks: Iterable[_Task], requests: Sequence[SceneRequest]) -> None:
        """Ask actors how far they are; tell what they answered since."""
        ray = self.pool.ray
        for task in tasks:
            if task.asked is None:
                task.asked = task.actor.progress.remote()
                continue
            if not ray.wait([task.asked], timeout=0)[0]:
                continue
            try:
                event: StepEvent | None = ray.get(task.asked)
            except ray.exceptions.RayActorError:
                continue  # the scene's own answer will tell
            task.asked = None
            if event is not None and event.step > task.step:
                task.step = event.step
                number = task.number + 1
                self.on_event(
                    FilmEvent(
                        event.scene_id,
                        number,
                        len(requests),
                        event.step,
                        event.steps,
                        event.preview,
                    )
                )
