"""Detections and clips of known content, for measures whose answer is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.evaluation.judge.judge import Detection
from core.evaluation.sight import Sight, sights
from core.plan.geometry import Box
from core.render.types import Frames

LOOKS = {"dog": (1.0, 0.0, 0.0), "cat": (0.0, 1.0, 0.0), "car": (0.0, 0.0, 1.0)}


def thing(
    name: str, box: Sequence[float], score: float = 0.9, colour: str = "", seen: bool = True
) -> Detection:
    """A detection that is surely `name`."""
    look = LOOKS.get(name, (0.6, 0.8, 0.0))
    return Detection(Box(*box), score, (name,), colour, look, seen)


class Witness:
    """Knows every name as itself; sees whatever it is told to see."""

    def __init__(self, *frames: list[Detection]) -> None:
        self.frames = list(frames)

    def look(self, frames: Frames) -> list[list[Detection]]:
        told = self.frames or [[]]
        return [told[min(i, len(told) - 1)] for i in range(len(frames))]

    def known_as(self, name: str) -> frozenset[str]:
        return frozenset({name})


def seeing(*frames: list[Detection], names: Sequence[str] = ("dog", "cat", "car")) -> list[Sight]:
    """Sights of frames that hold these detections."""
    return list(sights(frames, names, Witness()))


def checkered(n_frames: int, shift: int = 0) -> Frames:
    """Grey frames with a fine pattern that moves `shift` pixels a frame."""
    base = np.random.default_rng(0).integers(0, 255, (64, 64, 1), np.uint8).repeat(3, -1)
    return np.stack([np.roll(base, shift * i, 1) for i in range(n_frames)])
