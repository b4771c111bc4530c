"""An engine for tests: textured rectangles in the planned boxes, in milliseconds, without torch.

It obeys the contract of `core.render.types.Engine` to the letter (determinism, steps, cancel,
errors), and misbehaves on request. What it paints depends on everything that reaches a scene's key.
"""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from core.errors import BadFrames, Cancelled, InputError, OutOfMemory
from core.plan.schema import Entity, group_key
from core.plan.tracks import dense
from core.render.types import Clip, EngineInfo, Frames, SceneRequest, Settings, StepEvent

MAX_ENTITIES = 8


def seed_of(*parts: object) -> int:
    """A number in [0, 2^32) that depends on `parts` and nothing else."""
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


@dataclass(frozen=True)
class Mischief:
    """What goes wrong, and when. Counters live in files, so that they survive a process."""

    folder: Path | None = None  # where counters are kept; needed for everything below
    kill_on_scene: str | None = None  # SIGKILL to the own process when this scene begins
    kills: int = 1  # how many times
    out_of_memory: int = 0  # how many renders run out of memory
    black: int = 0  # how many renders come out black
    nan: int = 0  # how many renders are NaN

    def strikes(self, kind: str, limit: int) -> bool:
        """True the first `limit` times that it is asked for `kind`."""
        if not limit or self.folder is None:
            return False
        counter = self.folder / f"{kind}.count"
        count = int(counter.read_text()) if counter.exists() else 0
        counter.write_text(str(count + 1))
        return count < limit


@dataclass
class StubEngine:
    """Paints 64x64 frames; `step_s` makes a step take that long."""

    step_s: float = 0.0
    size: tuple[int, int] = (64, 64)
    mischief: Mischief = Mischief()
    log: Path | None = None  # every scene that begins is appended here, one id a line
    rendered: list[str] = field(default_factory=list)

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(
            name="stub",
            title="Stub for tests",
            width=self.size[0],
            height=self.size[1],
            max_entities=MAX_ENTITIES,
            uses_references=True,
            defaults=Settings(seed=0, steps=4, guidance=3.0, layout_strength=1.0),
            preview=Settings(seed=0, steps=2, guidance=3.0, layout_strength=1.0),
            device="cpu",
        )

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(f"stub {self.size}".encode()).hexdigest()

    def render(
        self,
        request: SceneRequest,
        on_step: Callable[[StepEvent], None] = lambda event: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Clip:
        self._begin(request)
        frames = paint(request, self.size)
        steps = request.settings.steps
        for step in range(1, steps + 1):
            if cancelled():
                raise Cancelled("stopped")
            if self.step_s:
                time.sleep(self.step_s)
            on_step(StepEvent(request.scene.id, step, steps, frames[:, ::4, ::4]))
        if self.mischief.strikes("nan", self.mischief.nan):
            raise BadFrames("latents are NaN")
        if self.mischief.strikes("black", self.mischief.black):
            frames = np.zeros_like(frames)
        return Clip(frames, request.scene.fps)

    def similarity(self, clip: Clip, request: SceneRequest, entity: str) -> float | None:
        return round(seed_of("similarity", entity) / 2**32, 4)

    def _begin(self, request: SceneRequest) -> None:
        scene = request.scene
        self.rendered.append(scene.id)
        if self.log is not None:
            with self.log.open("a") as file:
                file.write(scene.id + "\n")
        if self.mischief.kill_on_scene == scene.id and self.mischief.strikes(
            "kill", self.mischief.kills
        ):
            os.kill(os.getpid(), signal.SIGKILL)
        if self.mischief.strikes("memory", self.mischief.out_of_memory):
            raise OutOfMemory("the device has no memory left")
        if len(request.entities) > MAX_ENTITIES:
            names = ", ".join(entity.name for entity in request.entities)
            raise InputError(
                f"{len(request.entities)} entities do not fit in {MAX_ENTITIES}: {names}"
            )


@dataclass
class FrugalStub(StubEngine):
    """A stub that offers both second chances, and counts who takes them."""

    chances: list[str] = field(default_factory=list)

    def with_less_memory(self) -> StubEngine:
        self.chances.append("memory")
        return replace(self)

    def in_float32(self) -> StubEngine:
        self.chances.append("float32")
        return replace(self)


def paint(request: SceneRequest, size: tuple[int, int]) -> Frames:
    """uint8 [F, H, W, 3]: a rectangle of the entity's own texture in each of its boxes."""
    scene, settings = request.scene, request.settings
    width, height = size
    backdrop = np.random.default_rng(
        seed_of(scene.description, scene.background, settings.seed, settings.steps)
    )
    base = backdrop.integers(40, 90, 3) + backdrop.integers(0, 12, (height, width, 3))
    frames = np.repeat(base[None].astype(np.uint8), scene.frame_count, axis=0)
    groups = {group_key(entity.name): entity for entity in request.entities}
    for track in scene.tracks:
        texture = _texture(groups[group_key(track.entity)], request, size)
        for frame, box in zip(frames, dense(track, scene, scene.frame_count), strict=True):
            if box is not None:
                x0, x1 = round(box.x0 * width), round(box.x1 * width)
                y0, y1 = round(box.y0 * height), round(box.y1 * height)
                frame[y0:y1, x0:x1] = texture[: y1 - y0, : x1 - x0]
    return frames


def _texture(entity: Entity, request: SceneRequest, size: tuple[int, int]) -> Frames:
    enabled = [r for r in entity.references if r.enabled]
    colour = np.asarray(entity_colour(entity.caption), dtype=np.int64)
    if enabled:
        picture = np.asarray(request.pictures[enabled[0].digest].convert("RGB"))
        colour = picture.reshape(-1, 3).mean(axis=0).astype(np.int64)
    rng = np.random.default_rng(seed_of(entity.caption, request.settings.guidance))
    noise = rng.integers(0, 16, (size[1], size[0], 3))
    return np.clip(colour + noise, 0, 255).astype(np.uint8)


def entity_colour(caption: str) -> tuple[int, int, int]:
    """The colour that stands for a caption: bright, and its own."""
    value = seed_of("colour", caption)
    return 120 + value % 120, 120 + (value >> 8) % 120, 120 + (value >> 16) % 120


def stub() -> StubEngine:
    """A factory that pickles."""
    return StubEngine()
