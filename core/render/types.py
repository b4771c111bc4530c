"""What passes between plans, engines, caches and files: requests, clips, events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.grounding.vocabulary import Vocabulary
from core.plan.schema import Entity, Scene

Frames = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Settings:
    """Sampling of one scene, nothing left open."""

    seed: int
    steps: int
    guidance: float
    layout_strength: float


@dataclass(frozen=True)
class SceneRequest:
    """Everything that decides a scene's pixels, apart from the engine itself.

    `entities` holds the groups that the scene's tracks name; `pictures` maps the digest of
    every enabled reference among them to its picture (RGB or RGBA, upright, uncropped).
    """

    scene: Scene
    entities: tuple[Entity, ...]
    pictures: Mapping[str, Image.Image]
    settings: Settings


@dataclass(frozen=True)
class Clip:
    """A rendered scene. `frames`: uint8 [F, H, W, 3] RGB."""

    frames: Frames
    fps: int


@dataclass(frozen=True)
class StepEvent:
    """One sampling step of one scene is done; `preview` is uint8 [F, h, w, 3] or None."""

    scene_id: str
    step: int
    steps: int
    preview: Frames | None = None


@dataclass(frozen=True)
class EngineInfo:
    """What an engine is and can do, for people and for defaults; an empty `vocabulary` takes any
    word as it is."""

    name: str
    title: str
    width: int
    height: int
    max_entities: int
    uses_references: bool
    defaults: Settings
    preview: Settings  # fast settings for work in progress
    device: str
    vocabulary: Vocabulary = field(default_factory=Vocabulary, repr=False)


class Engine(Protocol):
    """Owns a device and models. Used from one thread at a time."""

    @property
    def info(self) -> EngineInfo: ...

    @property
    def fingerprint(self) -> str:
        """sha256 of weights and code constants that decide pixels; part of cache keys."""
        ...

    def render(
        self,
        request: SceneRequest,
        on_step: Callable[[StepEvent], None] = lambda event: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Clip:
        """Render one scene: the same frames for the same request on the same machine.

        Raises:
            Cancelled: `cancelled()` became true; checked at every step.
            InputError: the request names more entities than fit, or a picture is missing.
            OutOfMemory, BadFrames: the device or the network failed.
        """
        ...

    def similarity(self, clip: Clip, request: SceneRequest, entity: str) -> float | None:
        """Cosine in [-1, 1] between the rendered entity and its enabled pictures, or None."""
        ...
