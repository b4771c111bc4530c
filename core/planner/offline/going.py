"""Verbs of going: which way, to what, past what, with whom."""

from __future__ import annotations

from core.planner.offline.acts import Act, half_of, heading, spot, style_of, way_of
from core.planner.offline.discourse import Actors
from core.planner.offline.footing import soars
from core.planner.offline.model import Beside, Move, Relation
from core.planner.offline.syntax import Region

_LARGE = 1.5  # metres: a tree or a house is not taken along
_SPANS = frozenset("bridge rope tightrope log plank beam drawbridge wire".split())
_PASSED = tuple(
    """past by over under below above through across between behind front-of near along down
    up""".split()
)


def go(one: Act, movers: Actors | None = None) -> None:
    movers = movers if movers is not None else one.movers
    scene, style = one.scene, style_of(one)
    if not movers:
        return
    if _special(one, movers):
        return
    h, v = heading(one)
    starts = [s for s in map(spot, one.said("from", "off", "away-from")) if s]
    ends = [
        s
        for s in map(
            spot,
            one.said(
                "to", "toward", "up-to", "onto", "into", "through", "via", "at", "along", "across"
            ),
        )
        if s
    ]
    if h is None and v is None and not starts and not ends and "forward" in one.clause.adverbs:
        h = 1
    if style == "circle":
        scene.move(movers, Move("circle"))
        return
    if style == "bounce":
        scene.move(movers, Move("path", v=-1, style="bounce"))
        return
    start = starts[0] if starts else scene.origins.pop(movers[0], None)
    if scene.slope and not ends and not starts and not style and v is None:
        style = "downhill" if scene.slope > 0 else "uphill"
    for number, end in enumerate(ends or [None]):
        scene.move(
            movers,
            Move("path", start if number == 0 else None, end, h, v, style=style, half=half_of(one)),
        )


def _special(one: Act, movers: Actors) -> bool:
    """Going that is really something else: circling, following, passing, nearing, leaving."""
    scene, things = one.scene, one.things
    rels = {rel for rel, _ in one.targets}
    friends = tuple(a for a in things("with", "beside", "alongside") if a not in movers)
    noun = one.talk.being(friends[0]).noun if friends else None
    large = noun is not None and noun.metres > _LARGE
    scenery = large and noun is not None and noun.kind in ("plant", "building", "celestial")
    if friends and not scenery and one.clause.group not in ("approach",):
        alive = one.talk.being(friends[0]).noun.alive
        one.relate("pull" if alive else "hold", friends, movers)
        scene.joined.append((movers, friends))
    if "each-other" in one.said("toward", "to", "up-to", "at"):
        scene.move(movers[:1], Move("meet", target=movers[1:]))
        return True
    around = things("around")
    chased = things("after", "in-pursuit-of") or (
        things("behind") if one.clause.lemma in ("follow", "trail") else ()
    )
    if around or chased:
        scene.move(movers, Move("circle" if around else "follow", target=around or chased))
        return True
    if rels & {"camera", "camera-from"}:
        scene.move(movers, Move("near" if "camera" in rels else "far"))
        return True
    if rels & {"enter", "exit"}:
        h, _ = heading(one)
        side = [s for s in map(spot, one.said("from", "to")) if isinstance(s, Region)]
        scene.move(
            movers, Move("enter" if "enter" in rels else "leave", h=side[0].h if side else h)
        )
        return True
    return _towards(one, movers)


def _towards(one: Act, movers: Actors) -> bool:
    """Going from one thing, to another, or past one; whether the clause names any."""
    scene, things = one.scene, one.things
    sources = things("from", "off", "away-from", "out-of")
    ends = things("to", "toward", "up-to", "into", "onto", "on", "inside", "at", "in")
    style = style_of(one)
    if sources and ends:
        scene.relations.append(Relation("left", sources, ends))
        scene.move(movers, Move("path", Beside(sources, 1, 0), Beside(ends, -1, 0), style=style))
    elif ends:
        _onto(one, movers, ends)
    elif sources:
        scene.move(movers, Move("path", Beside(sources, 1, 0), None, style=style))
    else:
        return _past(one, movers)
    return True


def _onto(one: Act, movers: Actors, ends: Actors) -> None:
    """Going to a thing, or about in or on one that goes along."""
    things, target = one.things, one.talk.being(ends[0]).noun
    rest = things("on", "in", "inside") and not things("to", "toward", "into", "onto")
    if not rest or target.kind not in ("vehicle", "furniture", "object", "animal"):
        one.scene.move(movers, Move("approach", target=ends, style=style_of(one)))
        return
    atop = bool(one.said("on")) or target.stance == "water"
    one.relate("ride" if atop else "inside", movers, ends)
    if target.kind in ("furniture", "object") and not soars(one.clause.lemma):
        return  # "swims in a bowl", "runs on a treadmill"
    one.scene.joined.append((movers, ends))
    one.scene.move(movers, Move("path", h=way_of(one), style=style_of(one)))


def opposed(one: Act) -> bool:
    """`pass each other`, `move away from each other`: each goes its own way; whether it is so."""
    movers = one.movers if len(one.movers) > 1 else one.objects
    if len(movers) < 2 or not _mutual(one):
        return False
    half = (len(movers) + 1) // 2
    apart = one.said("away-from") or one.clause.lemma in ("separate", "part", "deflect")
    if one.clause.lemma in ("collide", "bump", "crash"):
        one.scene.move(movers[:half], Move("meet", target=movers[half:]))
    elif apart:
        one.scene.move(movers[:half], Move("path", Region(0, None), Region(-1, None)))
        one.scene.move(movers[half:], Move("path", Region(0, None), Region(1, None)))
    else:
        one.scene.move(movers[:half], Move("path", h=1))
        one.scene.move(movers[half:], Move("path", h=-1))
    return True


def _mutual(one: Act) -> bool:
    said = [t for _, t in one.targets]
    collide = one.clause.lemma in ("collide", "bump", "crash")
    others = [m for m in one.clause.objects if m.pronoun == "x"]
    if collide and not one.objects and not one.things(*_PASSED, "into", "with", "against"):
        return True
    if one.said("away-from") and "each-other" in one.said("away-from"):
        return True
    return bool(others) and one.clause.lemma in ("pass", "overtake") and "each-other" not in said


def spans(one: Act, things: Actors) -> bool:
    """A bridge, a rope, a log: one goes over it on top of it."""
    return one.talk.being(things[0]).head.split()[-1] in _SPANS


def _past(one: Act, movers: Actors) -> bool:
    passed = one.things(*_PASSED)
    if not passed:
        return False
    if spans(one, passed) and one.things("over", "across", "along"):
        scene_move = Move("along", target=passed, h=way_of(one))
        one.scene.move(movers, scene_move)
        return True
    rel = next(
        r for r, t in one.targets if t == passed or (isinstance(t, tuple) and t and t[0] in passed)
    )
    if rel in ("down", "up"):
        move = Move("slope", target=passed, v=1 if rel == "down" else -1)
    else:
        move = Move("past", target=passed, h=way_of(one), style=rel)
    one.scene.move(movers, move)
    return True
