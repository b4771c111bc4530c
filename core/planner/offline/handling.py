"""What is done with things in hand: carrying, pushing, throwing, lifting."""

from __future__ import annotations

from core.planner.offline.acts import Act, half_of, heading, spot, way_of
from core.planner.offline.footing import flies
from core.planner.offline.going import go
from core.planner.offline.model import Move
from core.planner.offline.settings import HOLDS
from core.planner.offline.syntax import Region

_CARRIES_STILL = frozenset("hold clutch cradle wear hug catch grab pick take get".split())


def carried(one: Act, kind: str) -> None:
    """Subject and object move as one: pushes, pulls, carries, rides, leads."""
    scene, subjects, objects = one.scene, one.subjects, one.objects
    if not subjects or not objects:
        if one.clause.lemma not in HOLDS:
            go(one)
        return
    if one.things("out-of") and kind in ("pull", "carry", "push"):
        one.relate("beside", subjects, one.things("out-of"))
        scene.move(objects, Move("rise", target=one.things("out-of"), style="from"))
        return
    if way_of(one) == -1 and kind in ("push", "pull"):
        kind = {"push": "pull", "pull": "push"}[kind]  # which side of the pusher is ahead
    still = kind == "carry" and one.clause.lemma in _CARRIES_STILL
    aloft = kind == "carry" and flies(one.clause.lemma)  # "flies a kite"
    one.relate(
        "above" if aloft else {"carry": "hold", "lead": "pull", "ride": "ride"}.get(kind, kind),
        subjects if kind == "ride" else objects,
        objects if kind == "ride" else subjects,
    )
    if still:
        return
    if "meanwhile" in one.clause.adverbs:
        scene.joined.append((subjects, objects))
        return
    scene.joined.append((subjects, objects))
    go(one, subjects)


def thrown(one: Act) -> None:
    """Thrown, kicked or shot, to somebody or out of the hand."""
    objects = one.objects or ()
    if not one.subjects:
        if {"into-the-air", "in-the-air"} & set(one.clause.adverbs):
            one.scene.move(objects, Move("rise"))
        else:
            go(one)
        return
    if not objects:
        return
    target = one.things("to", "toward", "at", "into", "onto", "through", "over", "in")
    h, v = heading(one)
    region = [s for s in map(spot, one.said("to", "toward", "into")) if isinstance(s, Region)]
    up = v == -1 or "into-the-air" in one.clause.adverbs or "in-the-air" in one.clause.adverbs
    one.relate("hold", objects, one.subjects)
    one.scene.move(
        objects,
        Move("throw", target=target, end=region[0] if region else None, h=h, v=-1 if up else None),
    )


def lifted(one: Act) -> None:
    """Lifted or lowered by somebody, or by itself."""
    down = one.clause.group == "lower"
    movers = one.objects or one.subjects
    if one.subjects and one.objects:
        one.relate("hold", one.objects, one.subjects)
    on = one.things("on", "onto")
    if on and down:
        one.scene.move(movers, Move("fall", target=on, style="onto"))
        return
    one.scene.move(
        movers,
        Move(
            "fall" if down else "rise",
            style="held" if one.subjects and one.objects else "",
            half=half_of(one),
        ),
    )
