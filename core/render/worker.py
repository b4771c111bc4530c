"""An engine in a child process: its crash, its memory and its models stay there.

`WorkerEngine` is an Engine like any other. The child starts at the first call, and again after
it died; a scene during which it dies twice is given up. Requests and clips travel by pickle
between our own two processes only.
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol

from core.errors import Cancelled, WorkerDied
from core.render.failure import Failure
from core.render.recover import render_safely
from core.render.types import Clip, Engine, EngineInfo, SceneRequest, StepEvent

log = logging.getLogger(__name__)

EngineFactory = Callable[[], Engine]
TICK_S = 0.05  # how soon a cancel is passed on while the child is silent
PATIENCE_S = 30.0  # how long a cancelled child may take to answer before it is killed
TRIES = 2


class _Flag(Protocol):
    """A switch that both processes see."""

    def set(self) -> None: ...
    def clear(self) -> None: ...
    def is_set(self) -> bool: ...


@dataclass(frozen=True)
class _Hello:
    info: EngineInfo
    fingerprint: str


@dataclass
class _Child:
    pipe: Connection
    stop: _Flag
    hello: _Hello


class WorkerEngine:
    """An engine made by `factory` (picklable, no arguments) in a process of its own."""

    def __init__(self, factory: EngineFactory, patience_s: float = PATIENCE_S) -> None:
        self._factory = factory
        self._patience_s = patience_s
        self._child: _Child | None = None
        self._process: Any = None  # SpawnProcess, also while it loads
        self._hello: _Hello | None = None

    @property
    def info(self) -> EngineInfo:
        return self._known().info

    @property
    def fingerprint(self) -> str:
        return self._known().fingerprint

    def render(
        self,
        request: SceneRequest,
        on_step: Callable[[StepEvent], None] = lambda event: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Clip:
        """Render in the child; second chances (`recover`) are taken there.

        Raises:
            WorkerDied: the child died in each of two tries.
        """
        answer = self._ask(("render", request), on_step, cancelled)
        assert isinstance(answer, Clip)
        return answer

    def similarity(self, clip: Clip, request: SceneRequest, entity: str) -> float | None:
        answer = self._ask(("similarity", clip, request, entity))
        assert answer is None or isinstance(answer, float)
        return answer

    def close(self) -> None:
        """End the child, also one that is loading; it starts again when something is asked."""
        child, self._child = self._child, None
        process, self._process = self._process, None
        if child is not None:
            child.stop.set()
            with suppress(OSError, ValueError):
                child.pipe.close()
            process.join(1.0)
        if process is not None and process.is_alive():
            process.kill()
            process.join()

    def _known(self) -> _Hello:
        if self._hello is None:
            try:
                self._hello = self._started().hello
            except (EOFError, OSError):
                raise WorkerDied(
                    "the render process died while it loaded the engine: run `videodirector doctor`"
                ) from None
        return self._hello

    def _ask(
        self,
        message: tuple[object, ...],
        on_step: Callable[[StepEvent], None] = lambda event: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> object:
        for number in range(1, TRIES + 1):
            try:
                child = self._started()
                child.stop.clear()
                child.pipe.send(message)
                return self._answer(child, on_step, cancelled)
            except (EOFError, OSError) as error:
                log.warning("the render process died (%s), try %d of %d", error, number, TRIES)
                self.close()
                if cancelled():
                    raise Cancelled("stopped") from None
        raise WorkerDied(
            f"the render process died {TRIES} times at this scene: it is set aside; shorten the"
            " scene, or run `videodirector doctor`"
        )

    def _answer(
        self,
        child: _Child,
        on_step: Callable[[StepEvent], None],
        cancelled: Callable[[], bool],
    ) -> object:
        waited_s = 0.0
        while True:
            if cancelled():
                child.stop.set()
                waited_s += TICK_S
                if waited_s > self._patience_s:
                    self.close()
                    raise Cancelled("stopped; the render process did not answer and was ended")
            if not child.pipe.poll(TICK_S):
                continue
            answer = child.pipe.recv()
            if isinstance(answer, StepEvent):
                on_step(answer)
            elif isinstance(answer, Failure):
                raise answer.raised()
            else:
                return answer

    def _started(self) -> _Child:
        if self._child is not None:
            return self._child
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        stop = context.Event()
        process = context.Process(
            target=_serve, args=(theirs, stop, self._factory), name="render", daemon=True
        )
        process.start()
        self._process = process
        theirs.close()
        try:
            hello = ours.recv()
        except (EOFError, OSError):
            process.join()
            ours.close()
            raise
        if isinstance(hello, Failure):
            process.join()
            ours.close()
            raise hello.raised()
        self._child = _Child(ours, stop, hello)
        return self._child


def _serve(pipe: Connection, stop: _Flag, factory: EngineFactory) -> None:
    """The child: one engine, one request at a time, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to act on
    try:
        engine = factory()
        pipe.send(_Hello(engine.info, engine.fingerprint))
    except Exception as error:
        pipe.send(Failure.of(error))
        return
    with suppress(EOFError, ConnectionError):
        while True:
            message = pipe.recv()
            try:
                answer: object = _done(engine, message, pipe, stop)
            except Exception as error:
                answer = Failure.of(error)
            pipe.send(answer)


def _done(engine: Engine, message: tuple[Any, ...], pipe: Connection, stop: _Flag) -> object:
    if message[0] == "render":
        return render_safely(engine, message[1], pipe.send, stop.is_set)
    return engine.similarity(*message[1:])
