"""What was understood, in plain words, so that people learn to steer the planner."""

from __future__ import annotations

from core.planner.offline.discourse import MOST, Actors, Discourse
from core.planner.offline.lexicon.inflect import plural
from core.planner.offline.model import Beside, Move, SceneModel
from core.planner.offline.syntax import Region

_RELATIONS = {  # beside anything not named here
    "left": "left of",
    "right": "right of",
    "above": "above",
    "below": "below",
    "under": "under",
    "on": "on",
    "inside": "inside",
    "front": "in front of",
    "behind": "behind",
    "beside": "beside",
    "hold": "held by",
    "ride": "on",
    "push": "pushed by",
    "pull": "led by",
    "between": "between",
}
_MOVES = {
    "fall": "falls",
    "rise": "rises",
    "jump": "jumps",
    "circle": "goes round",
    "sway": "sways",
    "approach": "comes up to",
    "meet": "meets",
    "follow": "follows",
    "past": "passes",
    "near": "comes nearer",
    "far": "goes further away",
    "grow": "grows",
    "shrink": "shrinks",
    "enter": "enters",
    "leave": "leaves",
    "back": "goes back",
    "throw": "is thrown",
    "hop-over": "jumps over",
    "hop-onto": "jumps onto",
    "hop-off": "jumps off",
    "climb": "climbs",
    "slope": "moves along",
    "along": "crosses",
    "drift": "floats",
}
_SPOTS = {
    (-1, None): "left",
    (1, None): "right",
    (None, -1): "top",
    (None, 1): "bottom",
    (0, 0): "centre",
    (0, None): "centre",
    (None, 0): "middle",
    (-1, -1): "upper left",
    (1, -1): "upper right",
    (-1, 1): "lower left",
    (1, 1): "lower right",
    (0, -1): "top",
    (0, 1): "bottom",
    (-1, 0): "left",
    (1, 0): "right",
}


def reading(scene: SceneModel, talk: Discourse) -> str:
    """One short paragraph about one scene."""
    parts = [
        f"Shows {_list([_count(talk, b, scene) for b in _beings(scene)])}."
        if scene.cast
        else "Shows only the background."
    ]
    said = [
        f"{_who(talk, r.a)} {_RELATIONS.get(r.kind, r.kind)} {_who(talk, r.b + r.c)}"
        for r in scene.relations
    ]
    said += [
        f"{_who(talk, (a,))} at the {_SPOTS.get((r.h, r.v), 'centre')}"
        for a, r in scene.regions.items()
        if a[1] == 0
    ]
    said += [_scale(talk, a, b, ratio) for a, b, ratio in scene.scales]
    done: set[int] = set()
    for actor, moves in scene.moves.items():
        for move in moves:
            if id(move) not in done:
                done.add(id(move))
                who = tuple(a for a, ms in scene.moves.items() if any(m is move for m in ms))
                said.append(f"{_who(talk, who or (actor,))} {_number(_move(talk, move), len(who))}")
    for actor, (first, last) in scene.windows.items():
        if actor[1] == 0:
            said.append(f"{_who(talk, (actor,))} {_window(first, last)}")
    if said:
        text = "; ".join(said)
        parts.append(text[0].upper() + text[1:] + ".")
    where = "Background" if scene.explicit else "Background, guessed"
    parts.append(f"{where}: {scene.background}.")
    parts += scene.notes
    strange = [talk.beings[b].head for b in _beings(scene) if not talk.beings[b].noun.known]
    if strange:
        parts.append(f"Unknown word shown as a thing: {', '.join(strange)}.")
    return " ".join(parts)


def _beings(scene: SceneModel) -> list[int]:
    return list(dict.fromkeys(a[0] for a in scene.cast))


def _count(talk: Discourse, index: int, scene: SceneModel) -> str:
    being = talk.beings[index]
    here = sum(a[0] == index for a in scene.cast)
    words = " ".join(a for a in being.attributes if " " not in a)
    tail = " ".join(a for a in being.attributes if " " in a)
    name = plural(being.head) if here > 1 else being.head
    text = " ".join(t for t in (words, name, tail) if t)
    if being.said > MOST and here == MOST:
        return f"{here} of the {being.said} {text}"
    return f"{here} {text}" if here > 1 else text


def _who(talk: Discourse, actors: Actors) -> str:
    names = []
    for index in dict.fromkeys(a[0] for a in actors):
        many = sum(a[0] == index for a in actors)
        head = talk.beings[index].head
        names.append(plural(head) if many > 1 else head)
    return _list(names)


def _list(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _scale(talk: Discourse, a: Actors, b: Actors, ratio: float) -> str:
    how = "as big as" if abs(ratio - 1) < 0.01 else "bigger than" if ratio > 1 else "smaller than"
    return f"{_who(talk, a)} {how} {_who(talk, b)}"


def _spot(talk: Discourse, spot: Region | Beside | None) -> str:
    if isinstance(spot, Region):
        return "the " + _SPOTS.get((spot.h, spot.v), "centre")
    if isinstance(spot, Beside):
        side = _SPOTS.get((spot.h, spot.v or None), "side") if spot.h or spot.v else "middle"
        return f"the {side} of {_who(talk, spot.actors)}"
    return ""


def _move(talk: Discourse, move: Move) -> str:
    if move.kind == "path":
        start, end = _spot(talk, move.start), _spot(talk, move.end)
        if not start and not end:
            way = _SPOTS.get((move.h, move.v), "right")
            end = f"the {way}"
        text = "moves" + (f" from {start}" if start else "") + (f" to {end}" if end else "")
        return text + {
            "zigzag": " in zigzags",
            "hop": " in hops",
            "shuttle": " and back",
            "bounce": " and down again",
            "downhill": ", downhill",
            "uphill": ", uphill",
        }.get(move.style, "")
    text = _MOVES.get(move.kind, move.kind)
    if move.target and move.kind in ("fall", "rise"):
        text += {"off": " from", "onto": " onto", "from": " from"}.get(move.style, " beside")
    return f"{text} {_who(talk, move.target)}".strip() if move.target else text


def _number(text: str, many: int) -> str:
    """The verb in the subject's number: "moves up" for one, "move up" for several."""
    verb, space, rest = text.partition(" ")
    if many < 2:
        return text
    plain = {"is": "are", "goes": "go", "passes": "pass"}.get(verb, verb.removesuffix("s"))
    return plain + space + rest


def _window(first: int, last: int) -> str:
    if first and last < 8:
        return "is seen in the middle only"
    if first:
        return "appears in the second half" if first >= 4 else "appears after the beginning"
    return "is seen in the first half only" if last <= 4 else "disappears towards the end"
