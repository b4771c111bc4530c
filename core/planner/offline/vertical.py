"""Falling, rising and jumping."""

from __future__ import annotations

from core.planner.offline.acts import Act, half_of, heading, spot
from core.planner.offline.model import Move
from core.planner.offline.syntax import Region

_SPRINGY = frozenset({"trampoline", "bed", "bouncy castle", "sofa", "couch", "mattress"})
_ALONG = (
    "place-across",
    "place-along",
    "place-through",
    "across",
    "place-to",
    "place-into",
    "place-over",
)


def fall(one: Act) -> None:
    if one.movers and one.talk.being(one.movers[0]).noun.kind == "weather":
        one.scene.move(one.movers, Move("fall", half=half_of(one)))  # on whatever is below
        return
    things = one.things("from", "off", "out-of")
    onto = one.things("onto", "on", "into", "in", "to", "toward", "at")
    region = [
        s for s in map(spot, one.said("to", "toward", "into", "from")) if isinstance(s, Region)
    ]
    if one.clause.lemma == "dive" and not things and not onto and one.said("place-in"):
        one.scene.move(one.movers, Move("path"))
        return
    half = half_of(one)
    if len(region) > 1:
        one.scene.move(one.movers, Move("path", region[0], region[-1]))
        return
    if one.clause.lemma == "crash" and onto:
        one.scene.move(one.movers, Move("approach", target=onto))
        return
    low = one.movers and one.talk.being(one.movers[0]).noun.stance != "air"
    if one.clause.lemma == "crash" and low and not things:
        return  # waves crash where they are
    if "camera" in {rel for rel, _ in one.targets}:
        one.scene.move(one.movers, Move("near"))
        return
    slope = one.things("down")
    if slope:
        one.scene.move(one.movers, Move("slope", target=slope, v=1))
        return
    end = region[0] if region else None
    one.scene.move(
        one.movers,
        Move(
            "fall",
            target=things or onto,
            end=end,
            h=heading(one)[0],
            style="off" if things else ("onto" if onto else ""),
            half=half,
        ),
    )


def rise(one: Act) -> None:
    thing = one.things("up", "on", "onto", "above", "over", "to") or (
        one.objects if one.subjects else ()
    )
    source = one.things("from", "out-of")
    movers = one.movers
    if (
        one.clause.lemma in ("rise", "climb") and one.talk.being(movers[0]).noun.kind == "celestial"
        if movers
        else False
    ):
        one.scene.move(movers, Move("rise"))
        return
    gap = one.things("through") if one.clause.lemma in ("climb", "crawl") else ()
    if gap:
        one.scene.move(movers, Move("past", target=gap, h=heading(one)[0], style="through"))
        return
    if thing and one.clause.group == "climb":
        one.scene.move(movers, Move("climb", target=thing))
        return
    one.scene.move(
        movers,
        Move(
            "rise",
            target=thing or source,
            h=heading(one)[0],
            style="above" if thing else ("from" if source else ""),
            half=half_of(one),
        ),
    )


def jump(one: Act) -> None:
    """Jumps: over, onto or off a thing, along, or where one stands."""
    vaults = one.clause.lemma in ("vault", "hurdle", "leap") and one.subjects
    over = one.things("over", "across", "past", "through") or (one.objects if vaults else ())
    onto = one.things("onto", "on", "into", "to", "in", "at", "inside")
    off = one.things("off", "from", "out-of")
    h, _ = heading(one)
    slope = one.things("down", "up")
    if slope and not (over or onto or off):
        v = 1 if one.things("down") else -1
        one.scene.move(one.movers, Move("slope", target=slope, v=v))
        return
    along = any(map(spot, one.said("from", "to", "toward"))) or one.said(*_ALONG)
    if onto and one.said("on") and one.talk.being(onto[0]).noun.name in _SPRINGY:
        one.relate("on", one.movers, onto)
        one.scene.move(one.movers, Move("jump"))
    elif over or onto or off:
        kind = "hop-over" if over else ("hop-onto" if onto else "hop-off")
        one.scene.move(one.movers, Move(kind, target=over or onto or off, h=h))
    elif along or h is not None:
        starts = [s for s in map(spot, one.said("from")) if s]
        ends = [s for s in map(spot, one.said("to", "toward")) if s]
        start, end = (starts[0] if starts else None), (ends[0] if ends else None)
        one.scene.move(one.movers, Move("path", start, end, h, None, style="hop"))
    else:
        one.scene.move(one.movers, Move("jump", half=half_of(one)))
