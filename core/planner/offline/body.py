"""Rectangles glued together: what stands on, beside or under one another, scaled as one.

Ghost parts (`(being, instance, "end")`) keep room for where something moves to and are
scaled and shifted with the rest.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple

from core.planner.offline.discourse import Actors

_ABREAST, _RANK = 5, 7  # so many stand in one row; in rows of at most so many when more

Key = tuple[int, int] | tuple[int, int, str]


class Rect(NamedTuple):
    """Top left corner and size, y down, in any unit."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def cx(self) -> float:
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        return self.y + self.h / 2

    def moved(self, dx: float, dy: float) -> Rect:
        """Shifted."""
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def at(self, x: float, y: float) -> Rect:
        """The same size elsewhere."""
        return Rect(x, y, self.w, self.h)

    def meets(self, other: Rect, slack: float = 0.01) -> bool:
        """Overlaps by more than `slack` in both axes."""
        return (
            min(self.right, other.right) - max(self.x, other.x) > slack
            and min(self.bottom, other.bottom) - max(self.y, other.y) > slack
        )


def bounds(rects: list[Rect]) -> Rect:
    """The smallest rectangle around `rects`."""
    x, y = min(r.x for r in rects), min(r.y for r in rects)
    return Rect(x, y, max(r.right for r in rects) - x, max(r.bottom for r in rects) - y)


@dataclass
class Body:
    """Parts in one local coordinate system."""

    parts: dict[Key, Rect] = field(default_factory=dict)

    @property
    def box(self) -> Rect:
        """Bounds of all parts, ghosts included."""
        return bounds(list(self.parts.values()))

    @property
    def actors(self) -> Actors:
        """The real parts."""
        return tuple((k[0], k[1]) for k in self.parts if len(k) == 2)

    def around(self, actors: Actors) -> Rect:
        """Bounds of some of its actors."""
        return bounds([self.parts[a] for a in actors if a in self.parts])

    def shift(self, dx: float, dy: float) -> None:
        """Move every part."""
        self.parts = {k: r.moved(dx, dy) for k, r in self.parts.items()}

    def scale(self, factor: float) -> None:
        """Scale about the origin."""
        self.parts = {k: Rect(*(v * factor for v in r)) for k, r in self.parts.items()}

    def blocked(self, rect: Rect, ignore: Actors = ()) -> bool:
        """Whether a real part stands where `rect` would."""
        return any(len(k) == 2 and k not in ignore and rect.meets(r) for k, r in self.parts.items())

    def ghost(self, actor: Key, name: str, rect: Rect) -> None:
        """Keep room for `actor` at `rect`."""
        self.parts[(actor[0], actor[1], name)] = rect


def grid(
    actors: Actors, w: float, h: float, *, row: bool, narrow: float = 0.0, standing: bool = False
) -> Body:
    """Equal cells: a row up to three (or when asked for), else rows of near equal length.

    `narrow`: others need room beside the grid, so it has about `narrow * sqrt(n)` columns.
    `standing`: they stand on the ground, so there are as few rows as can be.
    """
    n = len(actors)
    columns = (
        n if (row and n <= 8) or n <= 3 else math.ceil(math.sqrt(n * min(max(h / w, 0.75), 1.35)))
    )
    if standing and not row:
        columns = n if n <= _ABREAST else math.ceil(n / math.ceil(n / _RANK))
    elif narrow and not row:
        columns = max(1, math.ceil(math.sqrt(n) * narrow - 0.01))
    rows = math.ceil(n / columns)
    columns = math.ceil(n / rows)
    gap = 0.08 * w
    body = Body()
    for index, actor in enumerate(actors):
        r, c = divmod(index, columns)
        inside = min(columns, n - r * columns)
        indent = (columns - inside) * (w + gap) / 2
        body.parts[actor] = Rect(indent + c * (w + gap), r * (h + gap), w, h)
    return body
