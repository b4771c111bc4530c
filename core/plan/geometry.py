"""Boxes in the unit square: xyxy, origin top left, y down. Owns no pixels."""

from __future__ import annotations

import math
from typing import NamedTuple

from core.errors import PlanError

GRID = 0.05  # the paper's layout unit: 20 bins a side
MIN_SIDE = 0.02


class Box(NamedTuple):
    """An axis-aligned box `(x0, y0, x1, y1)` in [0, 1] with x0 < x1 and y0 < y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def center(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def moved(self, dx: float, dy: float) -> Box:
        """The same box shifted, held inside the unit square without change of size."""
        dx = min(max(dx, -self.x0), 1 - self.x1)
        dy = min(max(dy, -self.y0), 1 - self.y1)
        return Box(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)

    def iou(self, other: Box) -> float:
        """Intersection over union in [0, 1]."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        if width <= 0 or height <= 0:
            return 0.0
        shared = width * height
        return shared / (self.area + other.area - shared)


def checked(values: tuple[float, float, float, float]) -> Box:
    """`values` as a Box, strictly.

    Raises:
        PlanError: a number is not finite, lies outside [0, 1], or corners are not in order.
    """
    if not all(math.isfinite(v) for v in values):
        raise PlanError(f"box {list(values)} holds a number that is not finite: give four in [0, 1]")
    x0, y0, x1, y1 = values
    if not (0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1):
        raise PlanError(f"box {list(values)} is not [x0, y0, x1, y1] with 0 <= x0 < x1 <= 1 (same for y)")
    return Box(x0, y0, x1, y1)


def lerp(a: Box, b: Box, t: float) -> Box:
    """Linear interpolation, `t` in [0, 1]."""
    return Box(*(p + (q - p) * t for p, q in zip(a, b, strict=True)))
