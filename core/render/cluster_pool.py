"""Ray as this project uses it: a connection, and a pool of actors that hold one engine each."""

from __future__ import annotations

import importlib.util
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from core.errors import ModelError, VideoDirectorError
from core.render.film import similarities
from core.render.recover import render_safely
from core.render.types import Clip, Engine, EngineInfo, SceneRequest, StepEvent

log = logging.getLogger(__name__)

EngineFactory = Callable[[], Engine]


@dataclass(frozen=True)
class Cluster:
    """How many engines, and what each takes of a machine. `address`: "auto" joins a cluster
    that is to be found and else starts one here; "local" always starts one; else HOST:PORT."""

    address: str = "auto"
    workers: int = 2
    cpus: float = 1.0
    gpus: float = 0.0


@dataclass(frozen=True)
class Rendered:
    clip: Clip
    similarity: tuple[tuple[str, float], ...]


class Worker:
    """Lives in the actor: one engine, one scene at a time; `stop` and `progress` beside it."""

    def __init__(self, factory: EngineFactory) -> None:
        self._engine = factory()
        self._stop = threading.Event()
        self._last: StepEvent | None = None

    def hello(self) -> tuple[EngineInfo, str]:
        return self._engine.info, self._engine.fingerprint

    def render(self, request: SceneRequest) -> Rendered | VideoDirectorError:
        """The scene, or what our own code raised: errors of ours are answers, not crashes."""
        self._last = None
        try:
            clip = render_safely(self._engine, request, self._note, self._stop.is_set)
            return Rendered(clip, similarities(self._engine, clip, request))
        except VideoDirectorError as error:
            return error

    def progress(self) -> StepEvent | None:
        return self._last

    def stop(self) -> None:
        self._stop.set()

    def _note(self, event: StepEvent) -> None:
        self._last = event


class Pool:
    """Actors, made when they are needed and replaced when they are lost."""

    def __init__(self, ray: Any, factory: EngineFactory, cluster: Cluster) -> None:
        self.ray = ray
        self._factory = factory
        self._kind = ray.remote(
            num_cpus=cluster.cpus, num_gpus=cluster.gpus, max_concurrency=3, max_restarts=0
        )(Worker)
        self._n = cluster.workers
        self._idle: list[Any] = []
        self._busy: list[Any] = []

    def hello(self) -> tuple[EngineInfo, str]:
        """What the engines are. Raises what the engine's own loading raised."""
        actor = self.take()
        assert actor is not None
        try:
            found: tuple[EngineInfo, str] = self.ray.get(actor.hello.remote())
        except self.ray.exceptions.ActorDiedError as error:
            raise _cause(error) from None
        self.give(actor)
        return found

    def take(self) -> Any | None:
        """A free actor, or None while all are at work."""
        if not self._idle and len(self._busy) < self._n:
            self._idle.append(self._kind.remote(self._factory))
        if not self._idle:
            return None
        actor = self._idle.pop()
        self._busy.append(actor)
        return actor

    def give(self, actor: Any) -> None:
        self._busy.remove(actor)
        self._idle.append(actor)

    def lose(self, actor: Any) -> None:
        self._busy.remove(actor)

    def stop(self) -> None:
        """Ask every actor at work to stop at its next step."""
        for actor in self._busy:
            actor.stop.remote()

    def close(self) -> None:
        for actor in [*self._busy, *self._idle]:
            self.ray.kill(actor)
        self._busy, self._idle = [], []


def _cause(error: Exception) -> Exception:
    """Our own error inside Ray's, or one that carries its words."""
    inner: BaseException | None = getattr(error, "cause", None) or error.__cause__
    while inner is not None:
        if isinstance(inner, VideoDirectorError):
            return inner
        inner = getattr(inner, "cause", None) or inner.__cause__
    lines = [line.strip() for line in str(error).splitlines() if "Error" in line]
    return ModelError(
        f"no engine could be loaded on the cluster: {(lines or [str(error)])[-1][:200]}"
    )


@contextmanager
def joined(cluster: Cluster) -> Iterator[Any]:
    """Ray, connected; what was started here is ended at the way out."""
    if importlib.util.find_spec("ray") is None:
        raise ModelError(
            "rendering on a cluster needs Ray: pip install 'videodirector-studio[cluster]'"
        )
    import ray

    joined_before = ray.is_initialized()
    if not joined_before:
        _connect(ray, cluster)
    try:
        yield ray
    finally:
        if not joined_before:
            ray.shutdown()


def _connect(ray: Any, cluster: Cluster) -> None:
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    here = {
        "num_cpus": max(1, round(cluster.workers * cluster.cpus)), "include_dashboard": False,
        "object_store_memory": 256 * 2**20,
    }  # fmt: skip
    if cluster.address == "local":
        ray.init(address="local", **here, **quiet)
        return
    try:
        ray.init(address=cluster.address, **quiet)
    except (ConnectionError, ValueError) as error:
        if cluster.address != "auto":
            raise ModelError(
                f"no Ray cluster answers at {cluster.address}: {str(error)[:120]}"
            ) from None
        log.info("no Ray cluster is to be found: starting one on this machine")
        ray.init(address="local", **here, **quiet)
