"""Boxes in the unit square: xyxy, origin top left, y down. Owns no pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
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

    def shared(self, other: Box) -> float:
        """Area that lies in both."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        return width * height if width > 0 and height > 0 else 0.0

    def iou(self, other: Box) -> float:
        """Intersection over union in [0, 1]."""
        shared = self.shared(other)
        return shared / (self.area + other.area - shared) if shared else 0.0


def finite(values: Sequence[float]) -> tuple[float, float, float, float]:
    """`values` as four floats, without negative zeros.

    Raises:
        PlanError: there are not four of them, or one is not finite.
    """
    if len(values) != 4:
        raise PlanError(f"a box has four numbers [x0, y0, x1, y1], not {len(values)}")
    try:
        x0, y0, x1, y1 = (float(v) + 0.0 for v in values)
    except (TypeError, ValueError):
        raise PlanError("a box holds what is no number: give four in [0, 1]") from None
    except OverflowError:
        raise PlanError(
            "a box holds an integer with hundreds of digits: give numbers in [0, 1]"
        ) from None
    if not all(math.isfinite(v) for v in (x0, y0, x1, y1)):
        raise PlanError(
            f"box {[x0, y0, x1, y1]} holds a number that is not finite: give four in [0, 1]"
        )
    return x0, y0, x1, y1


def checked(values: Sequence[float]) -> Box:
    """`values` as a Box, strictly.

    Raises:
        PlanError: a number is not finite, lies outside [0, 1], or corners are not in order.
    """
    x0, y0, x1, y1 = finite(values)
    if not (0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1):
        raise PlanError(
            f"box {[x0, y0, x1, y1]} is not [x0, y0, x1, y1] with 0 <= x0 < x1 <= 1 (same for y)"
        )
    return Box(x0, y0, x1, y1)


def snapped(values: Sequence[float]) -> Box:
    """`values` as the box a person meant: corners sorted, clamped, no side below MIN_SIDE.

    Idempotent. A side that is too small grows around its middle and stays in the square.

    Raises:
        PlanError: a number is not finite.
    """
    x0, y0, x1, y1 = finite(values)
    x0, x1 = _side(x0, x1)
    y0, y1 = _side(y0, y1)
    return Box(x0, y0, x1, y1)


def _side(a: float, b: float) -> tuple[float, float]:
    low, high = min(max(min(a, b), 0.0), 1.0), min(max(max(a, b), 0.0), 1.0)
    if high - low >= MIN_SIDE - 1e-12:
        return low, high
    low = min(max((low + high) / 2 - MIN_SIDE / 2, 0.0), 1 - MIN_SIDE)
    return low, low + MIN_SIDE


def lerp(a: Box, b: Box, t: float) -> Box:
    """Linear interpolation, `t` in [0, 1]."""
    ax0, ay0, ax1, ay1 = a
    bx0, by0, bx1, by1 = b
    return Box(
        ax0 + (bx0 - ax0) * t, ay0 + (by0 - ay0) * t, ax1 + (bx1 - ax1) * t, ay1 + (by1 - ay1) * t
    )
