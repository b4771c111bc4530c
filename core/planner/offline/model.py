"""A scene as meaning: who is there, how they stand to one another, what each does."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.planner.offline.discourse import Actor, Actors
from core.planner.offline.syntax import Region


@dataclass(frozen=True)
class Beside:
    """A spot next to (or on a side of) others: `h`, `v` in -1, 0, 1."""

    actors: Actors
    h: int = 0
    v: int = 0


Spot = Region | Beside


@dataclass(frozen=True)
class Relation:
    """`a` stands to `b` (and `c`) as `kind` says.

    Kinds: left, right, above, below, on, under, inside, front, behind, beside, between, hold,
    ride, push, pull, with.
    """

    kind: str
    a: Actors
    b: Actors
    c: Actors = ()


@dataclass(frozen=True)
class Move:
    """One thing a set of actors does.

    Kinds: path, fall, rise, jump, circle, sway, approach, meet, follow, past, near, far,
    enter, leave, back, throw, under, along.
    """

    kind: str
    start: Spot | None = None
    end: Spot | None = None
    h: int | None = None
    v: int | None = None
    target: Actors = ()
    style: str = ""  # zigzag, hop, wave, shuttle
    half: str = ""  # firsthalf, secondhalf …: when it happens


@dataclass
class SceneModel:
    """What one scene means. Filled by `interpret`, read by `stage` and `motion`."""

    text: list[str] = field(default_factory=list)
    cast: dict[Actor, None] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    regions: dict[Actor, Region] = field(default_factory=dict)
    origins: dict[Actor, Spot] = field(default_factory=dict)  # "starts on the left of the tree"
    scales: list[tuple[Actors, Actors, float]] = field(default_factory=list)
    moves: dict[Actor, list[Move]] = field(default_factory=dict)
    windows: dict[Actor, tuple[int, int]] = field(
        default_factory=dict
    )  # first, last layout frame seen
    rows: set[int] = field(default_factory=set)  # beings said to stand in a row
    joined: list[tuple[Actors, Actors]] = field(default_factory=list)  # move as one
    landed: set[Actor] = field(default_factory=set)  # birds that walk, sit or sleep
    aloft: set[Actor] = field(default_factory=set)  # geese and witches that fly
    slope: int = 0  # 1: those who go, go downhill; -1: uphill
    become: list[tuple[Actors, Actors]] = field(default_factory=list)  # in the same place
    background: str = ""
    explicit: bool = False
    times: str = ""
    notes: list[str] = field(default_factory=list)

    def move(self, actors: Actors, move: Move) -> None:
        """`actors` do `move` after what they did before."""
        for actor in actors:
            before = self.moves.setdefault(actor, [])
            if not (before and before[-1].kind == "far" and move.kind == "leave"):
                before.append(move)

    def add(self, actors: Actors) -> Actors:
        """Put `actors` on stage."""
        self.cast.update(dict.fromkeys(actors))
        return actors
