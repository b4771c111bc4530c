"""What verbs do: a clause with its people and targets becomes moves and rigid pairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.planner.offline.discourse import Actors, Discourse
from core.planner.offline.model import Beside, Move, Relation, SceneModel, Spot
from core.planner.offline.syntax import Clause, Region

_STYLES = {"in-zigzag": "zigzag", "back-and-forth": "shuttle", "up-and-down": "bounce", "in-circles": "circle"}
_CARRIES_STILL = frozenset("hold clutch cradle wear hug catch grab pick take get".split())
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
            if isinstance(target, tuple) and target and isinstance(target[0], tuple) and isinstance(target[0][0], int):
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


def act(
    scene: SceneModel, talk: Discourse, clause: Clause, subjects: Actors, objects: Actors,
    targets: list[tuple[str, object]],
) -> None:
    """Add to `scene` what `clause` says happens."""
    one = Act(scene, talk, clause, subjects, objects, targets)
    if clause.passive and one.said("agent"):
        one = replace(one, subjects=one.things("agent"), objects=subjects)
    if clause.negated:
        _still(one)
        return
    handler = _HANDLERS.get(clause.group)
    if handler:
        handler(one)
    elif clause.group in ("", "be", "still", "spin", "wear", "hug"):
        _still(one)


# -- spots and directions --------------------------------------------------------------------


def spot(target: object) -> Spot | None:
    """A region or a side as a spot."""
    if isinstance(target, Region):
        return target
    if isinstance(target, tuple) and len(target) == 3 and isinstance(target[1], int):
        return Beside(target[0], target[1], target[2])
    return None


def _heading(one: Act) -> tuple[int | None, int | None]:
    h = v = None
    for target in one.said("dir"):
        if isinstance(target, Region):
            h, v = (target.h if target.h is not None else h), (target.v if target.v is not None else v)
    return h, v


def _style(one: Act) -> str:
    for adverb in one.clause.adverbs:
        if adverb in _STYLES:
            return _STYLES[adverb]
    if one.clause.lemma in _HOPPERS:
        return "hop"
    return ""


def _half(one: Act) -> str:
    times = [t for t in one.clause.times if t != "always"]
    return times[0] if times and not any(a in one.scene.windows for a in one.movers) else ""


# -- handlers --------------------------------------------------------------------------------


def _go(one: Act, movers: Actors | None = None) -> None:
    movers = movers if movers is not None else one.movers
    scene, style = one.scene, _style(one)
    if not movers:
        return
    if _special(one, movers):
        return
    h, v = _heading(one)
    starts = [s for s in map(spot, one.said("from", "off", "away-from")) if s]
    ends = [s for s in map(spot, one.said("to", "toward", "up-to", "onto", "into", "through", "via", "at", "along", "across")) if s]
    if h is None and v is None and not starts and not ends and "forward" in one.clause.adverbs:
        h = 1
    if style == "circle":
        scene.move(movers, Move("circle"))
        return
    if style == "bounce":
        scene.move(movers, Move("path", v=-1, style="bounce"))
        return
    start = starts[0] if starts else scene.origins.pop(movers[0], None)
    for number, end in enumerate(ends or [None]):
        scene.move(movers, Move("path", start if number == 0 else None, end, h, v, style=style, half=_half(one)))


def _special(one: Act, movers: Actors) -> bool:
    """Going that is really something else: circling, following, passing, nearing, leaving."""
    scene, things = one.scene, one.things
    rels = {rel for rel, _ in one.targets}
    friends = tuple(a for a in things("with", "beside", "alongside") if a not in movers)
    if friends and one.clause.group not in ("approach",):
        alive = one.talk.being(friends[0]).noun.alive
        one.relate("pull" if alive else "hold", friends, movers)
        scene.joined.append((movers, friends))
    if "each-other" in one.said("toward", "to", "up-to", "at"):
        scene.move(movers[:1], Move("meet", target=movers[1:]))
        return True
    around = things("around")
    chased = things("after", "in-pursuit-of") or (things("behind") if one.clause.lemma in ("follow", "trail") else ())
    if around or chased:
        scene.move(movers, Move("circle" if around else "follow", target=around or chased))
        return True
    if rels & {"camera", "camera-from"}:
        scene.move(movers, Move("near" if "camera" in rels else "far"))
        return True
    if rels & {"enter", "exit"}:
        h, _ = _heading(one)
        side = [s for s in map(spot, one.said("from", "to")) if isinstance(s, Region)]
        scene.move(movers, Move("enter" if "enter" in rels else "leave", h=side[0].h if side else h))
        return True
    return _towards(one, movers)


def _towards(one: Act, movers: Actors) -> bool:
    scene, things = one.scene, one.things
    sources, ends = things("from", "off", "away-from", "out-of"), things("to", "toward", "up-to", "into", "onto", "on", "inside", "at", "in")
    if sources and ends:
        scene.relations.append(Relation("left", sources, ends))
        scene.move(movers, Move("path", Beside(sources, 1, 0), Beside(ends, -1, 0), style=_style(one)))
    elif ends:
        rest = things("on", "in", "inside") and not things("to", "toward", "into", "onto")
        if rest and one.talk.being(ends[0]).noun.kind in ("vehicle", "furniture", "object", "animal"):
            boat = one.talk.being(ends[0]).noun.stance == "water"
            one.relate("ride" if one.said("on") or boat else "inside", movers, ends)
            if one.talk.being(ends[0]).noun.kind in ("furniture", "object"):
                return True  # "swims in a bowl", "runs on a treadmill"
            scene.joined.append((movers, ends))
            scene.move(movers, Move("path", h=_way(one), style=_style(one)))
        else:
            scene.move(movers, Move("approach", target=ends, style=_style(one)))
    elif sources:
        scene.move(movers, Move("path", Beside(sources, 1, 0), None, style=_style(one)))
    else:
        passed = things("past", "by", "over", "under", "below", "above", "through", "across", "between", "behind", "front-of", "near", "along", "down", "up")
        if not passed:
            return False
        rel = next(r for r, t in one.targets if t == passed or (isinstance(t, tuple) and t and t[0] in passed))
        h = _way(one)
        if rel in ("down", "up"):
            scene.move(movers, Move("slope", target=passed, v=1 if rel == "down" else -1))
        else:
            scene.move(movers, Move("past", target=passed, h=h, style=rel))
    return True


def _fall(one: Act) -> None:
    things = one.things("from", "off", "out-of")
    onto = one.things("onto", "on", "into", "in", "to", "toward", "at")
    region = [s for s in map(spot, one.said("to", "toward", "into", "from")) if isinstance(s, Region)]
    if one.clause.lemma == "dive" and not things and not onto and one.said("place-in"):
        one.scene.move(one.movers, Move("path"))
        return
    half = _half(one)
    if len(region) > 1:
        one.scene.move(one.movers, Move("path", region[0], region[-1]))
        return
    if one.clause.lemma == "crash" and onto:
        one.scene.move(one.movers, Move("approach", target=onto))
        return
    if "camera" in {rel for rel, _ in one.targets}:
        one.scene.move(one.movers, Move("near"))
        return
    slope = one.things("down")
    if slope:
        one.scene.move(one.movers, Move("slope", target=slope, v=1))
        return
    end = region[0] if region else None
    one.scene.move(one.movers, Move("fall", target=things or onto, end=end, h=_heading(one)[0], style="off" if things else ("onto" if onto else ""), half=half))


def _rise(one: Act) -> None:
    thing = one.things("up", "on", "onto", "above", "over", "to") or (one.objects if one.subjects else ())
    source = one.things("from", "out-of")
    movers = one.movers
    if one.clause.lemma in ("rise", "climb") and one.talk.being(movers[0]).noun.kind == "celestial" if movers else False:
        one.scene.move(movers, Move("rise"))
        return
    if thing and one.clause.group == "climb":
        one.scene.move(movers, Move("climb", target=thing))
        return
    one.scene.move(movers, Move("rise", target=thing or source, h=_heading(one)[0], style="above" if thing else ("from" if source else ""), half=_half(one)))


def _jump(one: Act) -> None:
    over = one.things("over", "across", "past", "through") or (one.objects if one.subjects and one.clause.group == "jump" and one.clause.lemma in ("vault", "hurdle", "leap") else ())
    onto = one.things("onto", "on", "into", "to", "in", "at", "inside")
    off = one.things("off", "from", "out-of")
    regions = [s for s in map(spot, one.said("from", "to", "toward")) if s]
    h, v = _heading(one)
    if over or onto or off:
        kind = "hop-over" if over else ("hop-onto" if onto else "hop-off")
        if onto and one.said("on") and one.talk.being(onto[0]).noun.name in ("trampoline", "bed", "bouncy castle", "sofa", "couch", "mattress"):
            one.relate("on", one.movers, onto)
            one.scene.move(one.movers, Move("jump"))
            return
        one.scene.move(one.movers, Move(kind, target=over or onto or off, h=h))
    elif regions or h is not None or one.said("place-across", "place-along", "place-through", "across", "place-to", "place-into", "place-over"):
        starts = [s for s in map(spot, one.said("from")) if s]
        ends = [s for s in map(spot, one.said("to", "toward")) if s]
        one.scene.move(one.movers, Move("path", starts[0] if starts else None, ends[0] if ends else None, h, None, style="hop"))
    else:
        one.scene.move(one.movers, Move("jump", half=_half(one)))


def _carried(one: Act, kind: str) -> None:
    """Subject and object move as one: pushes, pulls, carries, rides, leads."""
    scene, subjects, objects = one.scene, one.subjects, one.objects
    if not subjects or not objects:
        _go(one)
        return
    still = kind == "carry" and one.clause.lemma in _CARRIES_STILL
    one.relate({"carry": "hold", "lead": "pull", "ride": "ride"}.get(kind, kind), subjects if kind == "ride" else objects, objects if kind == "ride" else subjects)
    if still:
        return
    scene.joined.append((subjects, objects))
    _go(one, subjects)


def _throw(one: Act) -> None:
    objects = one.objects or ()
    if not one.subjects:
        _go(replace(one, clause=one.clause))
        return
    if not objects:
        return
    target = one.things("to", "toward", "at", "into", "onto", "through", "over", "in")
    h, v = _heading(one)
    region = [s for s in map(spot, one.said("to", "toward", "into")) if isinstance(s, Region)]
    up = v == -1 or "into-the-air" in one.clause.adverbs or "in-the-air" in one.clause.adverbs
    one.relate("hold", objects, one.subjects)
    one.scene.move(objects, Move("throw", target=target, end=region[0] if region else None, h=h, v=-1 if up else None))


def _lift(one: Act) -> None:
    down = one.clause.group == "lower"
    movers = one.objects or one.subjects
    if one.subjects and one.objects:
        one.relate("hold", one.objects, one.subjects)
    on = one.things("on", "onto")
    if on and down:
        one.scene.move(movers, Move("fall", target=on, style="onto"))
        return
    one.scene.move(movers, Move("fall" if down else "rise", style="held" if one.subjects and one.objects else "", half=_half(one)))


def _follow(one: Act) -> None:
    target = tuple(a for a in one.objects if a not in one.subjects) or one.things("behind", "after", "to", "toward")
    if not target and len(one.subjects) > 1 and one.subjects:
        one = replace(one, subjects=one.subjects[:1])
        target = tuple(a for a in one.scene.cast if a not in one.subjects)[:1]
    if one.subjects and target:
        one.scene.move(one.subjects, Move("follow", target=target, h=_way(one)))
    else:
        _go(one)


def _way(one: Act) -> int | None:
    h, _ = _heading(one)
    for target in one.said("from"):
        if isinstance(target, Region) and target.h:
            h = -target.h
    for target in one.said("to", "toward"):
        if isinstance(target, Region) and target.h:
            h = target.h
    return h


def _approach(one: Act) -> None:
    target = one.objects or one.things("to", "toward", "up-to", "with", "at")
    subjects = one.subjects
    if not target and len(subjects) > 1:
        subjects, target = subjects[:1], subjects[1:]
    if subjects and target:
        kind = "meet" if one.clause.group == "meet" and one.talk.being(target[0]).noun.alive and not one.subjects[1:] and not one.objects else "approach"
        one.scene.move(subjects, Move(kind, target=target))
    elif subjects and not one.said("place-in", "place-on", "place-at"):
        one.scene.move(subjects, Move("near"))


def _circle(one: Act) -> None:
    target = tuple(a for a in one.objects if a not in one.subjects) or one.things("around", "over", "above")
    one.scene.move(one.movers if one.subjects else one.movers, Move("circle", target=target if one.subjects else ()))


def _overtake(one: Act) -> None:
    if one.subjects and one.objects:
        one.scene.move(one.subjects, Move("path", h=_way(one), style="fast"))
        one.scene.move(one.objects, Move("path", h=_way(one), style="slow"))
    else:
        _go(one)


def _cross(one: Act) -> None:
    if one.objects and one.subjects:
        one.scene.move(one.subjects, Move("past", target=one.objects, h=_way(one)))
    else:
        _go(one)


def _zigzag(one: Act) -> None:
    h, v = _heading(one)
    starts = [s for s in map(spot, one.said("from")) if s]
    ends = [s for s in map(spot, one.said("to", "toward")) if s]
    one.scene.move(one.movers, Move("path", starts[0] if starts else None, ends[0] if ends else None, h, v, style="zigzag"))


def _arrive(one: Act) -> None:
    thing = one.things("to", "toward", "up-to", "at", "into", "near", "beside") or one.objects
    rels = {rel for rel, _ in one.targets}
    if "camera" in rels:
        one.scene.move(one.movers, Move("near"))
    elif one.clause.lemma == "come" and "each-other" in one.said("toward", "to"):
        one.scene.move(one.movers[:1], Move("meet", target=one.movers[1:]))
    elif one.subjects and thing and one.clause.lemma in ("come", "arrive", "return", "enter"):
        one.scene.move(one.subjects, Move("approach", target=thing))
    else:
        sides = [s for s in map(spot, one.said("from")) if isinstance(s, Region)]
        ends = [s for s in map(spot, one.said("to", "toward")) if isinstance(s, Region)]
        h, _ = _heading(one)
        way = -sides[0].h if sides and sides[0].h else h
        if sides and ends:
            one.scene.move(one.movers, Move("path", sides[0], ends[0]))
        else:
            one.scene.move(one.movers, Move("enter", h=way, v=-(sides[0].v or 0) if sides and sides[0].h is None else None))


def _leave(one: Act) -> None:
    sides = [s for s in map(spot, one.said("to", "toward", "through", "on", "from")) if isinstance(s, Region)]
    h, v = _heading(one)
    one.scene.move(one.movers, Move("leave", h=sides[0].h if sides else h, v=v))


def _simple(kind: str, **extra: str) -> Callable[[Act], None]:
    def handler(one: Act) -> None:
        one.scene.move(one.movers, Move(kind, **extra))  # type: ignore[arg-type]

    return handler


def _air(one: Act) -> None:
    if one.targets or one.clause.group in ("swoop", "soar", "surf"):
        _go(one)
    else:
        one.scene.move(one.movers, Move("drift", half=_half(one)))


def _race(one: Act) -> None:
    if one.subjects and one.objects:
        one.scene.move(one.subjects + one.objects, Move("path", h=_way(one)))
    else:
        _go(one)


def _still(one: Act) -> None:
    if one.subjects and one.objects and one.clause.lemma not in ("be", "have"):
        kind = "beside" if all(one.talk.being(a).noun.stance != "table" for a in one.objects) else "hold"
        if not any(set(r.a) & set(one.objects) for r in one.scene.relations):
            one.relate(kind, one.objects, one.subjects)
    elif one.said("dir") and one.movers and one.clause.lemma not in ("look", "stare", "gaze", "point", "be", "face") and one.clause.group == "still":
        _go(one)
    elif one.clause.group == "still" and any(map(spot, one.said("from", "to"))) and one.movers:
        _go(one)
    for adverb in one.clause.adverbs:
        if adverb in ("side-by-side", "in-a-row"):
            one.scene.rows |= {a[0] for a in one.movers}


_HANDLERS: dict[str, Callable[[Act], None]] = {
    "go": _go, "fall": _fall, "rise": _rise, "climb": _rise, "jump": _jump, "circle": _circle,
    "approach": _approach, "meet": _approach, "follow": _follow, "overtake": _overtake,
    "cross": _cross, "zigzag": _zigzag, "arrive": _arrive, "enter": _arrive, "leave": _leave,
    "push": lambda one: _carried(one, "push"), "pull": lambda one: _carried(one, "pull"),
    "carry": lambda one: _carried(one, "carry"), "ride": lambda one: _carried(one, "ride"),
    "lead": lambda one: _carried(one, "lead"), "throw": _throw, "lift": _lift, "lower": _lift,
    "near": _simple("near"), "far": _simple("far"), "grow": _simple("grow"), "shrink": _simple("shrink"),
    "back": _simple("back"), "dance": _simple("sway"), "soar": _air, "swoop": _air, "drift": _air,
    "hover": _air, "surf": _air, "race": _race, "catch": _throw,
    "juggle": lambda one: one.scene.move(one.objects or one.subjects, Move("jump")),
}
