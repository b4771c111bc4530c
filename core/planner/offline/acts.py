"""One clause with its people and targets, and what it says about direction and manner."""

from __future__ import annotations

from dataclasses import dataclass

from core.planner.offline.discourse import Actors, Discourse
from core.planner.offline.model import Beside, Relation, SceneModel, Spot
from core.planner.offline.syntax import Clause, Region

_STYLES = {
    "in-zigzag": "zigzag",
    "back-and-forth": "shuttle",
    "up-and-down": "bounce",
    "in-circles": "circle",
}
_HOPPERS = frozenset("hop bounce skip bound frolic leap".split())


@dataclass
class Act:
    """One clause, resolved."""

    scene: SceneModel
    talk: Discourse
    clause: Clause
    subjects: Actors
    objects: Actors
    targets: list[tuple[str, object]]

    def said(self, *rels: str) -> list[object]:
        """Targets of the given prepositions, in order."""
        return [target for rel, target in self.targets if rel in rels]

    def things(self, *rels: str) -> Actors:
        """Actors that stand after one of the prepositions."""
        found: Actors = ()
        for target in self.said(*rels):
            if (
                isinstance(target, tuple)
                and target
                and isinstance(target[0], tuple)
                and isinstance(target[0][0], int)
            ):
                found += target
        return found

    def relate(self, kind: str, a: Actors, b: Actors) -> None:
        """A static relation, unless one side is empty."""
        if a and b:
            self.scene.relations.append(Relation(kind, a, b))

    @property
    def movers(self) -> Actors:
        """Who moves: the subject, or the object of a phrase without one."""
        return self.subjects or self.objects


def spot(target: object) -> Spot | None:
    """A region or a side as a spot."""
    if isinstance(target, Region):
        return target
    if isinstance(target, tuple) and len(target) == 3 and isinstance(target[1], int):
        return Beside(target[0], target[1], target[2])
    return None


def heading(one: Act) -> tuple[int | None, int | None]:
    h = v = None
    for target in one.said("dir"):
        if isinstance(target, Region):
            h, v = (
                (target.h if target.h is not None else h),
                (target.v if target.v is not None else v),
            )
    return h, v


def style_of(one: Act) -> str:
    for adverb in one.clause.adverbs:
        if adverb in _STYLES:
            return _STYLES[adverb]
    if one.clause.lemma in _HOPPERS:
        return "hop"
    return ""


def half_of(one: Act) -> str:
    times = [t for t in one.clause.times if t != "always"]
    return times[0] if times and not any(a in one.scene.windows for a in one.movers) else ""


def way_of(one: Act) -> int | None:
    h, _ = heading(one)
    for target in one.said("from"):
        if isinstance(target, Region) and target.h:
            h = -target.h
    for target in one.said("to", "toward"):
        if isinstance(target, Region) and target.h:
            h = target.h
    return h
