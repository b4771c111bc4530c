"""What was read in a reply, before it is a plan: scenes, frames and boxes with raw numbers.

Owns the shape only. `coordinates` decides what the numbers mean, `assemble` makes the plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Order = Literal["xyxy", "xywh", "cxcywh", "yxyx"]
Style = Literal["pair", "record", "keyed"]


@dataclass(frozen=True, slots=True)
class RawBox:
    """One box as it was written. `order` is None unless keys or words said it."""

    name: str
    numbers: tuple[float, float, float, float] | None  # None: written as absent
    style: Style = "pair"
    order: Order | None = None
    ident: str | None = None
    fraction: bool = False  # given in per cent, hence already in [0, 1]


@dataclass(slots=True)
class DraftFrame:
    """One layout frame. `read` is False where only prose was found."""

    number: int
    boxes: list[RawBox] = field(default_factory=list)
    caption: str = ""
    read: bool = True


@dataclass(slots=True)
class DraftScene:
    """One scene as it was read, in the order it was written."""

    number: int | None = None
    description: str = ""
    background: str = ""
    reasoning: str = ""
    entities: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    frames: list[DraftFrame] = field(default_factory=list)
    layout_strength: float | None = None
    where: str = ""  # "scene 2", for messages

    @property
    def boxes(self) -> list[RawBox]:
        return [box for frame in self.frames for box in frame.boxes]


@dataclass(slots=True)
class Draft:
    """A whole reply as it was read."""

    scenes: list[DraftScene]
    format: str  # "videodirectorgpt", "lvd", "json", "boxes"
    title: str = ""
    hints: str = ""  # the prose of the reply, which may say how boxes are written
    frame_size: tuple[float, float] | None = None  # where the file states its own
    order: Order | None = None
