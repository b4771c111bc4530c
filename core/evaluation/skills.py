"""Skills after VPEval, direction, and the five of LLM-grounded Video Diffusion, as checks.

A check looks at the sights of one rendered clip and gives a score in [0, 1]. VPEval's skills are
scored on every frame and averaged; motion is scored on the whole clip. Paper, section 5.2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.evaluation.judge.judge import Detection
from core.evaluation.sight import Sight
from core.plan.geometry import Box

SAME = 0.05  # VPEval: areas that differ by at most this share are the same
MOVED = 0.05  # of the picture's side, below which nothing moved


class Check(Protocol):
    """What a prompt asks for."""

    def score(self, sights: Sequence[Sight]) -> float:
        """How far the clip obeys, in [0, 1]."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """The things it is about."""
        ...


def _share(sights: Sequence[Sight], holds: Callable[[Sight], bool]) -> float:
    return sum(holds(sight) for sight in sights) / len(sights) if sights else 0.0


@dataclass(frozen=True)
class Present:
    """The thing is seen."""

    name: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def score(self, sights: Sequence[Sight]) -> float:
        return _share(sights, lambda s: s.best(self.name) is not None)


@dataclass(frozen=True)
class Count:
    """Exactly `n` are seen."""

    name: str
    n: int

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def score(self, sights: Sequence[Sight]) -> float:
        return _share(sights, lambda s: len(s.all(self.name)) == self.n)


SIDES: dict[str, Callable[[Box, Box], bool]] = {
    "left": lambda a, b: a.center[0] < b.center[0],
    "right": lambda a, b: a.center[0] > b.center[0],
    "above": lambda a, b: a.center[1] < b.center[1],
    "below": lambda a, b: a.center[1] > b.center[1],
}


@dataclass(frozen=True)
class Beside:
    """`name` lies on `side` (a key of SIDES) of `other`, by the middles of their boxes."""

    name: str
    side: str
    other: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, self.other)

    def score(self, sights: Sequence[Sight]) -> float:
        def holds(sight: Sight) -> bool:
            a, b = sight.best(self.name), sight.best(self.other)
            return a is not None and b is not None and SIDES[self.side](a.box, b.box)

        return _share(sights, holds)


@dataclass(frozen=True)
class Size:
    """`name` is "bigger" or "smaller" than `other`, or the "same", by area."""

    name: str
    relation: str
    other: str
    tolerance: float = SAME

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, self.other)

    def score(self, sights: Sequence[Sight]) -> float:
        """Per frame; "same" compares areas averaged over the clip, as a box may tremble."""
        pairs = [(s.best(self.name), s.best(self.other)) for s in sights]
        seen = [(a.box.area, b.box.area) for a, b in pairs if a is not None and b is not None]
        if not seen:
            return 0.0
        if self.relation == "same":
            ratio = sum(a for a, _ in seen) / sum(b for _, b in seen)
            close = 1 - self.tolerance <= ratio <= 1 / (1 - self.tolerance)
            return close * len(seen) / len(pairs)
        bigger = self.relation == "bigger"
        return sum((a > b) == bigger for a, b in seen) / len(pairs)


DIRECTIONS = {"right": (1, 0), "left": (-1, 0), "up": (0, -1), "down": (0, 1)}


@dataclass(frozen=True)
class Moves:
    """The thing's middle moves towards `direction` between the first frame and the last."""

    name: str
    direction: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def score(self, sights: Sequence[Sight]) -> float:
        path = displacement(sights[0].best(self.name), sights[-1].best(self.name))
        if path is None:
            return 0.0
        along = sum(p * d for p, d in zip(path, DIRECTIONS[self.direction], strict=True))
        return float(along > MOVED)


def displacement(first: Detection | None, last: Detection | None) -> tuple[float, float] | None:
    """From the middle of the first box to that of the last, or None when one is not seen."""
    if first is None or last is None:
        return None
    (ax, ay), (bx, by) = first.box.center, last.box.center
    return bx - ax, by - ay


@dataclass(frozen=True)
class Coloured:
    """The thing is seen and most of it has that colour."""

    name: str
    colour: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def score(self, sights: Sequence[Sight]) -> float:
        def holds(sight: Sight) -> bool:
            return any(d.colour == self.colour for d in sight.all(self.name))

        return _share(sights, holds)


@dataclass(frozen=True)
class Visible:
    """The thing is seen in most frames of one half ("first", "second") and few of the other."""

    name: str
    half: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def score(self, sights: Sequence[Sight]) -> float:
        middle = len(sights) // 2
        first = Present(self.name).score(sights[:middle])
        second = Present(self.name).score(sights[len(sights) - middle :])
        inside, outside = (first, second) if self.half == "first" else (second, first)
        return float(inside > 0.5 and outside < 0.5)


@dataclass(frozen=True)
class Passes:
    """The thing begins on one side of `other` and ends on the other side."""

    name: str
    start: str
    end: str
    other: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, self.other)

    def score(self, sights: Sequence[Sight]) -> float:
        first = Beside(self.name, self.start, self.other).score(sights[:1])
        return first * Beside(self.name, self.end, self.other).score(sights[-1:])


@dataclass(frozen=True)
class Visits:
    """The thing is in the quarters `corners` ("lower left", …) in turn, evenly over the clip."""

    name: str
    corners: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def score(self, sights: Sequence[Sight]) -> float:
        last = len(sights) - 1
        for i, corner in enumerate(self.corners):
            thing = sights[round(i * last / (len(self.corners) - 1))].best(self.name)
            if thing is None or quarter(thing.box) != corner:
                return 0.0
        return 1.0


def quarter(box: Box) -> str:
    """The quarter of the picture that holds the middle of `box`, such as "lower left"."""
    x, y = box.center
    return f"{'upper' if y < 0.5 else 'lower'} {'left' if x < 0.5 else 'right'}"
