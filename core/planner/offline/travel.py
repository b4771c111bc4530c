"""Room for moves that concern another thing: where the mover begins, turns and ends."""

from __future__ import annotations

from core.planner.offline.body import Body, Rect
from core.planner.offline.discourse import Actors
from core.planner.offline.model import Beside, Move
from core.planner.offline.relations import GAP

# how the mover's home stands to its target in the layout, by kind of move
HOMES = {
    "approach": "approach",
    "meet": "approach",
    "follow": "pull",
    "hop-over": "left",
    "hop-onto": "left",
    "hop-off": "on",
    "climb": "right",
    "along": "on",
    "slope": "on",
}


def home(move: Move) -> str:
    """The layout relation of mover to target that `move` asks for, or ""."""
    if move.kind == "fall" and move.target:
        return "on"
    if move.kind == "rise" and move.target:
        return "right" if move.style == "above" else "on"
    if move.kind == "follow" and move.h == -1:
        return "push"
    if move.kind == "circle" and move.target:
        return "left"
    return HOMES.get(move.kind, "") if move.target else ""


def keep_room(body: Body, actors: Actors, move: Move) -> None:
    """Add the ghosts of `move` for `actors`, once both stand in `body`."""
    target = tuple(a for a in move.target if a in body.parts)
    if not target:
        return
    mine, theirs = body.around(actors), body.around(target)
    ends = _ghosts(mine, theirs, move)
    for name, rect in ends.items():
        for actor in actors:
            part = body.parts[actor]
            body.ghost(actor, name, part.moved(rect.x - mine.x, rect.y - mine.y))


def _ghosts(a: Rect, b: Rect, move: Move) -> dict[str, Rect]:
    kind = move.kind
    if kind in ("approach", "meet"):
        away = -1 if a.cx < b.cx else 1
        return {"start": a.moved(away * max(0.55, 0.55 * a.w), 0)}
    if kind == "hop-over":
        return {
            "start": a.moved(-0.25 * a.w, 0),
            "end": a.at(b.right + GAP + 0.25 * a.w, b.bottom - a.h),
            "peak": a.at(b.cx - a.w / 2, b.y - a.h - 0.08),
        }
    if kind == "hop-onto":
        return {
            "end": a.at(b.cx - a.w / 2, b.y - a.h),
            "peak": a.at((a.x + b.x) / 2, b.y - 1.3 * a.h),
        }
    if kind in ("hop-off", "slope"):
        ground = a.at(b.right + GAP, b.bottom - a.h)
        return (
            {"end": ground}
            if (move.v or 1) > 0
            else {"start": a.at(b.x - GAP - a.w, b.bottom - a.h)}
        )
    if kind == "along":
        ends = (b.x - 0.1 * a.w, b.right - 0.9 * a.w)
        back = move.h == -1
        return {
            "start": a.at(ends[back], b.y - a.h),
            "end": a.at(ends[not back], b.y - a.h),
        }
    if kind == "fall":
        return _fall(a, b, move)
    if kind in ("climb", "rise"):
        high = b.y - a.h if move.style != "from" else a.y - 1.2 * max(a.h, 0.8)
        return {"end": a.at(a.x, high)}
    if kind == "circle":
        return _orbit(a, b)
    return {}


def _fall(a: Rect, b: Rect, move: Move) -> dict[str, Rect]:
    if move.style == "onto":
        return {"start": a.at(a.x, b.y - a.h - 1.2)}
    if b.h > 1.5 * a.h:  # off a tree: down along its side
        return {"start": a.at(b.right + 0.03, b.y), "end": a.at(b.right + 0.03, b.bottom - a.h)}
    return {"end": a.at(b.right + GAP, b.bottom - a.h)}


def _orbit(a: Rect, b: Rect) -> dict[str, Rect]:
    pad = 0.1 + (
        0.2 * a.h if a.w > 1.6 * a.h or a.w * a.h > 2.5 * b.w * b.h else 0
    )  # a pair needs more room at the corners
    rx, ry = (a.w + b.w) / 2 + pad, (a.h + b.h) / 2 + pad
    left, top = b.cx - a.w / 2, b.cy - a.h / 2
    return {
        "start": a.at(left - rx, top),
        "east": a.at(left + rx, top),
        "north": a.at(left, top - ry),
        "south": a.at(left, top + ry),
    }


def sideways(body: Body, actors: Actors, move: Move, target: Actors) -> None:
    """Ghosts for "from the left of a chair to its right": in front of it, below its foot."""
    mine, theirs = body.around(actors), body.around(target)
    for name, place in (("start", move.start), ("end", move.end)):
        if not isinstance(place, Beside):
            continue
        if move.start and move.end and _upright(move):
            x = theirs.cx - mine.w / 2
            y = theirs.y - GAP - mine.h if place.v < 0 else theirs.bottom + GAP
        elif (
            isinstance(move.start, Beside)
            and isinstance(move.end, Beside)
            and move.start.actors != move.end.actors
        ):
            other = body.around(tuple(a for a in place.actors if a in body.parts) or target)
            x = other.right + GAP if place.h > 0 else other.x - GAP - mine.w
            y = other.bottom - mine.h
        else:
            x = {-1: theirs.x - GAP - mine.w, 1: theirs.right + GAP, 0: theirs.cx - mine.w / 2}[
                place.h
            ]
            y = (
                theirs.bottom + 0.04
                if not place.v
                else (theirs.y - GAP - mine.h if place.v < 0 else theirs.bottom + GAP)
            )
        for actor in actors:
            part = body.parts[actor]
            body.ghost(actor, name, part.moved(x - mine.x, y - mine.y))


def _upright(move: Move) -> bool:
    return all(isinstance(s, Beside) and s.v and not s.h for s in (move.start, move.end))
