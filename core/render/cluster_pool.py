"""Ray as this project uses it: a connection, and a pool of actors that hold one engine each."""

from __future__ import annotations

import importlib.util
import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import ModelError, VideoDirectorError
from core.render.film import similarities
from core.render.recover import render_safely
from core.render.types import Clip, Engine, EngineInfo, SceneRequest, StepEvent

log = logging.getLogger(__name__)

STILLBORN = 2  # actors that may be lost before they are ready, for no reason of ours
ANSWER_S = 3.0  # how long a head may take to accept a connection

EngineFactory = Callable[[], Engine]


@dataclass(frozen=True)
class Cluster:
    """How many engines, and what each takes of a machine; `gpus` None: one where there are any.

    `address`: "auto" joins the cluster of $RAY_ADDRESS or `ray start`, and else starts one on
    this machine; "local" always starts one; else HOST:PORT.
    """

    address: str = "auto"
    workers: int = 2
    cpus: float = 1.0
    gpus: float | None = None


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
    """Actors, made when they are needed and replaced when they are lost.

    A scene goes only to an actor whose engine is loaded: one for which the cluster has no room
    yet holds nothing up.
    """

    def __init__(self, ray: Any, factory: EngineFactory, cluster: Cluster) -> None:
        self.ray = ray
        self._factory = factory
        gpus = cluster.gpus
        if gpus is None:
            gpus = min(1.0, ray.cluster_resources().get("GPU", 0.0))
        self._kind = ray.remote(
            num_cpus=cluster.cpus, num_gpus=gpus, max_concurrency=3, max_restarts=0
        )(Worker)
        self._n = cluster.workers
        self._coming: dict[Any, Any] = {}  # what an actor will say when it is ready: that actor
        self._stillborn = 0
        self._idle: list[Any] = []
        self._busy: list[Any] = []

    def hello(self) -> tuple[EngineInfo, str]:
        """What the engines are. Raises what the engine's own loading raised."""
        found = None
        while found is None:
            self._call()
            for reference in self._ready([], None):
                found = self._welcome(reference)
        return found

    def take(self) -> Any | None:
        """An actor that is ready, or None while there is none. Raises as `hello`."""
        self._call()
        for reference in self._ready([], 0):
            self._welcome(reference)
        if not self._idle:
            return None
        actor = self._idle.pop()
        self._busy.append(actor)
        return actor

    def wait(self, tasks: list[Any], timeout_s: float) -> list[Any]:
        """Those of `tasks` that are done; returns early when an actor becomes ready.

        Such an actor is welcomed here: while its word lay unread, Ray named nothing else as ready.
        """
        done = []
        for reference in self._ready(tasks, timeout_s):
            if reference in self._coming:
                self._welcome(reference)
            else:
                done.append(reference)
        return done

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
        for actor in [*self._busy, *self._idle, *self._coming.values()]:
            self.ray.kill(actor)
        self._busy, self._idle, self._coming = [], [], {}

    def _call(self) -> None:
        """Have as many actors as were asked for, at work, idle or coming."""
        while len(self._busy) + len(self._idle) + len(self._coming) < self._n:
            actor = self._kind.remote(self._factory)
            self._coming[actor.hello.remote()] = actor

    def _ready(self, tasks: list[Any], timeout_s: float | None) -> list[Any]:
        waited = [*tasks, *self._coming]
        if not waited:
            return []
        found: list[Any] = self.ray.wait(waited, num_returns=1, timeout=timeout_s)[0]
        return found

    def _welcome(self, reference: Any) -> tuple[EngineInfo, str] | None:
        """What a new actor says, which is idle now; None when its machine was lost meanwhile."""
        actor = self._coming.pop(reference)
        try:
            said: tuple[EngineInfo, str] = self.ray.get(reference)
        except self.ray.exceptions.ActorDiedError as error:
            self._stillborn += 1
            cause = _cause(error)
            if isinstance(cause, VideoDirectorError) or self._stillborn > STILLBORN:
                raise _said(cause, error) from None
            return None
        self._idle.append(actor)
        return said


def _cause(error: BaseException) -> BaseException | None:
    """Our own error inside Ray's, or None."""
    inner: BaseException | None = error
    while inner is not None and not isinstance(inner, VideoDirectorError):
        inner = getattr(inner, "cause", None) or inner.__cause__
    return inner


def _said(cause: BaseException | None, error: Exception) -> BaseException:
    """`cause`, or an error of ours with the words of Ray's."""
    if cause is not None:
        return cause
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
    address = cluster.address
    if address == "auto":
        address = _announced() or "local"
        if address != "local" and not _answers(address):
            log.warning("the Ray cluster at %s is gone: starting one on this machine", address)
            address = "local"
    elif address != "local" and not _answers(address):
        raise ModelError(f"no Ray cluster answers at {address}: is it HOST:PORT of a Ray head?")
    try:
        ray.init(address=address, **(here if address == "local" else {}), **quiet)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise ModelError(f"the Ray cluster {address} cannot be used: {str(error)[:160]}") from None


def _announced() -> str | None:
    """The cluster that $RAY_ADDRESS names, or that `ray start` wrote down on this machine."""
    named = os.environ.get("RAY_ADDRESS")
    if named:
        return named
    folders = [os.environ.get(name) for name in ("RAY_TMPDIR", "TMPDIR")]
    written = Path(next((f for f in folders if f), "/tmp"), "ray", "ray_current_cluster")
    return (written.read_text().strip() or None) if written.is_file() else None


def _answers(address: str) -> bool:
    """Whether something listens there: Ray itself waits minutes for a head that is gone."""
    host, _, port = address.split("://")[-1].rpartition(":")
    if not host or not port.isdigit():
        return False
    try:
        with socket.create_connection((host, int(port)), timeout=ANSWER_S):
            return True
    except OSError:
        return False
