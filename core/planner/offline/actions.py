"""What verbs do: a clause with its people and targets becomes moves and rigid pairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.planner.offline.acts import Act, half_of, heading, spot, way_of
from core.planner.offline.discourse import Actors, Discourse
from core.planner.offline.going import go, opposed, spans
from core.planner.offline.handling import carried, lifted, thrown
from core.planner.offline.lexicon import access
from core.planner.offline.model import Move, SceneModel
from core.planner.offline.settings import moves
from core.planner.offline.syntax import Clause, Region
from core.planner.offline.vertical import fall, jump, rise


def act(
    scene: SceneModel,
    talk: Discourse,
    clause: Clause,
    subjects: Actors,
    objects: Actors,
    targets: list[tuple[str, object]],
) -> None:
    """Add to `scene` what `clause` says happens."""
    one = Act(scene, talk, clause, subjects, objects, targets)
    if clause.passive and one.said("agent"):
        one = replace(one, subjects=one.things("agent"), objects=subjects)
    if clause.negated:
        _still(one)
        return
    if subjects and all(talk.being(a).noun.kind == "weather" for a in subjects):
        if moves(clause):
            fall(one)  # rain that streams down a window is still rain
        return
    if opposed(one) or (scene.become and scene.become[-1][0] == subjects):
        return  # or becomes another thing where it is
    shines = one.subjects and talk.being(one.subjects[0]).noun.kind == "celestial"
    if shines and one.objects and clause.lemma in ("strike", "hit", "shine", "flash"):
        one.relate("above", one.subjects, one.objects)
        return
    handler = _HANDLERS.get(clause.group)
    if handler:
        handler(one)
    elif clause.group in ("", "be", "still", "spin", "wear", "hug"):
        _still(one)


def _follow(one: Act) -> None:
    target = tuple(a for a in one.objects if a not in one.subjects) or one.things(
        "behind", "after", "to", "toward"
    )
    if not target and len(one.subjects) > 1 and one.subjects:
        one = replace(one, subjects=one.subjects[:1])
        target = tuple(a for a in one.scene.cast if a not in one.subjects)[:1]
    if one.subjects and target:
        one.scene.move(one.subjects, Move("follow", target=target, h=way_of(one)))
    else:
        go(one)


def _approach(one: Act) -> None:
    target = one.objects or one.things("to", "toward", "up-to", "with", "at")
    subjects = one.subjects
    if not target and len(subjects) > 1:
        subjects, target = subjects[:1], subjects[1:]
    if subjects and target:
        kind = (
            "meet"
            if one.clause.group == "meet"
            and one.talk.being(target[0]).noun.alive
            and not one.subjects[1:]
            and not one.objects
            else "approach"
        )
        one.scene.move(subjects, Move(kind, target=target))
    elif subjects and not one.said("place-in", "place-on", "place-at"):
        one.scene.move(subjects, Move("near"))


def _circle(one: Act) -> None:
    target = tuple(a for a in one.objects if a not in one.subjects) or one.things(
        "around", "over", "above"
    )
    one.scene.move(
        one.movers,
        Move("circle", target=target if one.subjects else ()),
    )


def _overtake(one: Act) -> None:
    if one.subjects and one.objects:
        one.scene.move(one.subjects, Move("path", h=way_of(one), style="fast"))
        one.scene.move(one.objects, Move("path", h=way_of(one), style="slow"))
    else:
        go(one)


def _cross(one: Act) -> None:
    if one.objects and one.subjects:
        kind = "along" if spans(one, one.objects) else "past"
        one.scene.move(one.subjects, Move(kind, target=one.objects, h=way_of(one)))
    else:
        go(one)


def _zigzag(one: Act) -> None:
    h, v = heading(one)
    starts = [s for s in map(spot, one.said("from")) if s]
    ends = [s for s in map(spot, one.said("to", "toward")) if s]
    one.scene.move(
        one.movers,
        Move(
            "path", starts[0] if starts else None, ends[0] if ends else None, h, v, style="zigzag"
        ),
    )


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
        h, _ = heading(one)
        way = -sides[0].h if sides and sides[0].h else h
        if sides and ends:
            one.scene.move(one.movers, Move("path", sides[0], ends[0]))
        else:
            one.scene.move(
                one.movers,
                Move(
                    "enter", h=way, v=-(sides[0].v or 0) if sides and sides[0].h is None else None
                ),
            )


def _leave(one: Act) -> None:
    sides = [
        s
        for s in map(spot, one.said("to", "toward", "through", "on", "from"))
        if isinstance(s, Region)
    ]
    h, v = heading(one)
    one.scene.move(one.movers, Move("leave", h=sides[0].h if sides else h, v=v))


def _simple(kind: str, **extra: str) -> Callable[[Act], None]:
    def handler(one: Act) -> None:
        one.scene.move(one.movers, Move(kind, **extra))  # type: ignore[arg-type]

    return handler


def _air(one: Act) -> None:
    if one.targets or one.clause.group in ("swoop", "soar", "surf"):
        go(one)
    else:
        one.scene.move(one.movers, Move("drift", half=half_of(one)))


def _race(one: Act) -> None:
    if one.subjects and one.objects:
        one.scene.move(one.subjects + one.objects, Move("path", h=way_of(one)))
    else:
        go(one)


def _posture(one: Act) -> bool:
    """`burns down`, `lines up`: a verb of rest with a word that is no direction."""
    verb = access.verb(one.clause.lemma)
    still = verb is not None and verb.group == verb.group_object == "still"
    return still and heading(one)[0] is None


def _still(one: Act) -> None:
    if one.things("from") and one.things("to") and one.movers:
        go(one)
    elif one.subjects and one.objects and one.clause.lemma not in ("be", "have"):
        kind = (
            "beside"
            if all(one.talk.being(a).noun.stance != "table" for a in one.objects)
            else "hold"
        )
        if one.clause.lemma in ("breathe", "spit"):
            one.scene.joined.append((one.subjects, one.objects))
            kind = "right"
        high = all(one.talk.being(a).noun.kind == "celestial" for a in one.objects)
        if not high and not any(set(r.a) & set(one.objects) for r in one.scene.relations):
            one.relate(kind, one.objects, one.subjects)
    elif (
        one.said("dir")
        and not _posture(one)
        and one.movers
        and one.clause.lemma not in ("look", "stare", "gaze", "point", "be", "face")
        and one.clause.group in ("still", "spin")
    ) or (one.clause.group == "still" and any(map(spot, one.said("from", "to"))) and one.movers):
        go(one)
    for adverb in one.clause.adverbs:
        if adverb in ("side-by-side", "in-a-row"):
            one.scene.rows |= {a[0] for a in one.movers}


_HANDLERS: dict[str, Callable[[Act], None]] = {
    "go": go,
    "fall": fall,
    "rise": rise,
    "climb": rise,
    "jump": jump,
    "circle": _circle,
    "approach": _approach,
    "meet": _approach,
    "follow": _follow,
    "overtake": _overtake,
    "cross": _cross,
    "zigzag": _zigzag,
    "arrive": _arrive,
    "enter": _arrive,
    "leave": _leave,
    "push": lambda one: carried(one, "push"),
    "pull": lambda one: carried(one, "pull"),
    "carry": lambda one: carried(one, "carry"),
    "ride": lambda one: carried(one, "ride"),
    "lead": lambda one: carried(one, "lead"),
    "throw": thrown,
    "lift": lifted,
    "lower": lifted,
    "near": _simple("near"),
    "far": _simple("far"),
    "grow": _simple("grow"),
    "shrink": _simple("shrink"),
    "back": _simple("back"),
    "dance": _simple("sway"),
    "soar": _air,
    "swoop": _air,
    "drift": _air,
    "hover": _air,
    "surf": _air,
    "race": _race,
    "catch": thrown,
    "juggle": lambda one: one.scene.move(one.objects or one.subjects, Move("jump")),
}
