"""An engine on a Space whose GPU is lent for one call at a time (`spaces.GPU`, "ZeroGPU").

The engine is loaded on the CPU of the program itself. Each scene is one call of a function that
`spaces.GPU` wrapped: it runs in a fork of the program, sees CUDA there, and sends steps and the
clip back. Without `spaces`, or where no GPU is lent, nothing here is used.

Not covered: engines that are small enough for the CPU (`embedded`) never ask for a GPU.
"""

from __future__ import annotations

import hashlib
import importlib
import logging
import os
import queue
import threading
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from core.errors import Cancelled, RenderError, VideoDirectorError
from core.render.failure import Failure
from core.render.film import similarities
from core.render.recover import render_safely
from core.render.types import Clip, Engine, EngineInfo, SceneRequest, StepEvent

log = logging.getLogger(__name__)

VARIABLE = "SPACES_ZERO_GPU"
START_S = 20  # weights onto the GPU, text and pictures encoded
STEP_S = 0.6  # one step of 16 frames with guidance; assumed, no such GPU was at hand
LONGEST_S = 120  # what visitors are lent at most without an account

Lend = Callable[..., Callable[[Callable[..., Any]], Callable[..., Any]]]  # spaces.GPU


class Movable(Engine, Protocol):
    """An engine that can give itself on another device, over the same weights."""

    def on(self, device: str) -> Engine: ...


@dataclass(frozen=True)
class _Done:
    clip: Clip
    similarity: tuple[tuple[str, float], ...]


def lender(environment: Mapping[str, str] | None = None) -> Lend | None:
    """`spaces.GPU` where GPUs are lent and the package is there, else None."""
    values = os.environ if environment is None else environment
    if values.get(VARIABLE, "").casefold() not in ("1", "t", "true"):
        return None
    try:
        lend: Lend = importlib.import_module("spaces").GPU
    except (ImportError, AttributeError):
        log.warning("GPUs are lent here, but the package `spaces` is missing: using the CPU")
        return None
    return lend


def seconds_for(request: SceneRequest) -> int:
    """How long a GPU is asked for to render a scene."""
    work = request.settings.steps * max(1.0, request.scene.frame_count / 16)
    return min(LONGEST_S, round(START_S + STEP_S * work))


class ZeroGpuEngine:
    """The engine that `load` gives (on the CPU), each of its scenes inside a lent GPU."""

    def __init__(self, load: Callable[[], Movable], lend: Lend, device: str = "cuda") -> None:
        self._load = load
        self._engine: Movable | None = None
        self._moved: Engine | None = None  # in the fork only
        self._device = device
        self._last: tuple[Clip, dict[str, float]] | None = None
        # wrapped here, before the page is up: a Space without a wrapped function does not start
        self._lent = lend(duration=seconds_for)(self._scene)

    @property
    def info(self) -> EngineInfo:
        return replace(self._known().info, device="a GPU that is lent for each scene")

    @property
    def fingerprint(self) -> str:
        text = f"{self._known().fingerprint} lent {self._device}"
        return hashlib.sha256(text.encode()).hexdigest()

    def render(
        self,
        request: SceneRequest,
        on_step: Callable[[StepEvent], None] = lambda event: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Clip:
        """See `Engine.render`.

        Raises:
            RenderError: no GPU was lent, or it was taken away; the message is the lender's.
        """
        self._known()  # loaded before the fork, so that every fork has it
        if cancelled():
            raise Cancelled("stopped before a GPU was asked for")
        sent = self._lent(request)
        try:
            for message in sent:
                if isinstance(message, StepEvent):
                    on_step(message)
                elif isinstance(message, Failure):
                    raise message.raised()
                elif isinstance(message, _Done):
                    self._last = message.clip, dict(message.similarity)
                    return message.clip
                if cancelled():
                    raise Cancelled("stopped")
        except VideoDirectorError:
            raise
        except Exception as error:  # the lender's own kinds, which are Gradio's
            raise RenderError(f"no GPU for this scene: {error}") from error
        finally:
            sent.close()
        raise RenderError("the lent GPU was taken away before the scene was done: try again")

    def similarity(self, clip: Clip, request: SceneRequest, entity: str) -> float | None:
        """Measured while the GPU was lent, so known of the latest clip only; see `Engine`."""
        if self._last is None or self._last[0] is not clip:
            return None
        return self._last[1].get(entity)

    def _known(self) -> Movable:
        if self._engine is None:
            self._engine = self._load()
        return self._engine

    def _scene(self, request: SceneRequest) -> Generator[object, None, None]:
        """In the fork: steps as they come, then what was made, or why it was not."""
        if self._moved is None:
            self._moved = self._known().on(self._device)
        engine, stop = self._moved, threading.Event()
        news: queue.SimpleQueue[object] = queue.SimpleQueue()

        def work() -> None:
            try:
                clip = render_safely(engine, request, news.put, stop.is_set)
                news.put(_Done(clip, similarities(engine, clip, request)))
            except Exception as error:
                news.put(Failure.of(error))

        thread = threading.Thread(target=work, name="lent", daemon=True)
        thread.start()
        try:
            while isinstance(message := news.get(), StepEvent):
                yield message
            yield message
        finally:
            stop.set()
            thread.join()
