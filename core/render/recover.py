"""One scene with a second chance: less memory after OutOfMemory, float32 after bad frames.

An engine may offer `with_less_memory()` and `in_float32()`, each giving an engine over the same
weights that works that way; without them the retry is the same call again. Never more than one
retry of each kind, and frames that are still bad never leave this module.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from typing import Protocol, runtime_checkable

from core.errors import BadFrames, OutOfMemory
from core.render.types import Clip, Engine, SceneRequest, StepEvent

log = logging.getLogger(__name__)

BLACK = 2  # a frame whose brightest value is at most this shows nothing


@runtime_checkable
class SavesMemory(Protocol):
    """An engine that can work in less memory, more slowly, to the same frames."""

    def with_less_memory(self) -> Engine: ...


@runtime_checkable
class WorksInFloat32(Protocol):
    """An engine that can work in full precision."""

    def in_float32(self) -> Engine: ...


def render_safely(
    engine: Engine,
    request: SceneRequest,
    on_step: Callable[[StepEvent], None],
    cancelled: Callable[[], bool],
) -> Clip:
    """A clip whose frames were looked at.

    Raises:
        OutOfMemory: also with less memory.
        BadFrames: also in float32; names the scene and the frame.
        Cancelled, InputError: as the engine raises them.
    """
    try:
        return _checked(engine, request, on_step, cancelled)
    except OutOfMemory as error:
        reason: Exception = error
    except BadFrames as error:
        reason = error
    log.warning("scene %s: %s; one more try", request.scene.id, reason)
    gc.collect()
    return _checked(_second(engine, reason), request, on_step, cancelled)


def _second(engine: Engine, reason: Exception) -> Engine:
    if isinstance(reason, OutOfMemory) and isinstance(engine, SavesMemory):
        return engine.with_less_memory()
    if isinstance(reason, BadFrames) and isinstance(engine, WorksInFloat32):
        return engine.in_float32()
    return engine


def _checked(
    engine: Engine,
    request: SceneRequest,
    on_step: Callable[[StepEvent], None],
    cancelled: Callable[[], bool],
) -> Clip:
    clip = engine.render(request, on_step, cancelled)
    problem = frames_problem(clip, request.scene.frame_count)
    if problem:
        raise BadFrames(
            f"scene {request.scene.id} came out damaged ({problem}): try another seed or more steps"
        )
    return clip


def frames_problem(clip: Clip, n_frames: int) -> str | None:
    """What is wrong with a clip's frames, or None."""
    frames = clip.frames
    if frames.ndim != 4 or frames.shape[-1] != 3 or frames.dtype.name != "uint8":
        return f"frames are {frames.dtype} {list(frames.shape)}, not uint8 [F, H, W, 3]"
    if frames.shape[0] != n_frames:
        return f"{frames.shape[0]} frames instead of {n_frames}"
    brightest = frames.reshape(n_frames, -1).max(axis=1)
    for number, value in enumerate(brightest, start=1):
        if value <= BLACK:
            return f"frame {number} is black"
    return None
