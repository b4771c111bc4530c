"""Putting one body to another as a relation says, without running into what is there."""

from __future__ import annotations

from core.planner.offline.body import Body, Rect
from core.planner.offline.discourse import Actors

GAP = 0.1
_SHRINK_BEHIND = 0.85
_INSIDE = 0.62

# relation -> direction to give way in when the place is taken
_GIVE = {
    "left": (-1, 0),
    "right": (1, 0),
    "beside": (1, 0),
    "above": (0, -1),
    "below": (0, 1),
    "approach": (-1, 0),
    "push": (1, 0),
    "pull": (-1, 0),
    "hold": (1, 0),
}


def merge(
    host: Body, guest: Body, a: Actors, b: Actors, kind: str, *, air: bool, low: bool = False
) -> None:
    """Glue `guest` (holding `a`) to `host` (holding `b`) so that `a` stands to `b` as `kind` says.

    `air`: one of them does not stand. `low`: `a` stands on the ground even if `b` does not.
    """
    if kind == "inside":
        _fit_inside(host, guest, a, b)
    elif kind == "behind":
        guest.scale(_SHRINK_BEHIND)
    elif kind == "hold":
        _fit_hand(host, guest, a, b)
    mine, theirs = guest.around(a), host.around(b)
    x, y = _place(mine, theirs, kind, air)
    level = kind in ("left", "right", "beside", "approach") and not air
    if level and (low or guest.box.bottom > mine.bottom + 0.01):
        y = host.box.bottom - (guest.box.bottom - mine.y)
    elif air and kind in ("pull", "push"):
        y = theirs.cy - 0.25 * mine.h
    guest.shift(x - mine.x, y - mine.y)
    guest.shift(*_free(host, guest, kind, b if kind in ("inside", "ride") else ()))
    host.parts.update(guest.parts)


def _place(a: Rect, b: Rect, kind: str, air: bool) -> tuple[float, float]:
    """Where `a`'s top left corner goes."""
    level = b.cy - a.h / 2 if air else b.bottom - a.h
    centre = b.cx - a.w / 2
    spots = {
        "left": (b.x - GAP - a.w, level),
        "right": (b.right + GAP, level),
        "beside": (b.right + 0.6 * GAP, level),
        "approach": (b.x - 0.03 - a.w, level),
        "push": (b.right + 0.02, b.bottom - a.h),
        "pull": (b.x - 0.02 - a.w, b.bottom - a.h),
        "above": (centre, b.y - 1.5 * GAP - a.h),
        "below": (centre, b.bottom + 1.5 * GAP),
        "under": (centre, b.bottom + 0.03),
        "on": (centre, b.y - a.h),
        "ride": (centre, b.y - 0.85 * a.h),
        "front": (centre, b.bottom + 0.03),
        "behind": (centre, b.y - a.h - 0.03),
        "inside": (centre, b.cy - a.h / 2),
        "hold": (b.right + 0.01, min(b.y + 0.55 * b.h - a.h / 2, b.bottom - a.h)),
    }
    return spots[kind]


def _free(host: Body, guest: Body, kind: str, b: Actors) -> tuple[float, float]:
    """The smallest shift that frees the guest from the host's parts, save those of `b`."""
    taken = [r for k, r in host.parts.items() if len(k) == 2 and k not in b]
    mine = list(guest.parts.values())

    def clash(dx: float, dy: float) -> bool:
        return any(r.moved(dx, dy).meets(t, 0.02) for r in mine for t in taken)

    if not clash(0, 0):
        return 0.0, 0.0
    give = _GIVE.get(kind)
    ways = [give] if give else [(1, 0), (-1, 0)]
    if kind in ("beside", "hold", "push"):
        ways.append((-1, 0))
    for step in range(1, 80):
        for dx, dy in ways:
            shift = dx * step * 0.1, dy * step * 0.1
            if not clash(*shift):
                return shift
    return 0.0, 0.0


def _fit_inside(host: Body, guest: Body, a: Actors, b: Actors) -> None:
    mine, theirs = guest.around(a), host.around(b)
    need = max(mine.w / (theirs.w * _INSIDE), mine.h / (theirs.h * _INSIDE))
    if need > 1 and len(host.actors) == len(b):
        host.scale(min(need, 1.35))
        need /= min(need, 1.35)
    if need > 1:
        guest.scale(1 / need)


def _fit_hand(host: Body, guest: Body, a: Actors, b: Actors) -> None:
    mine, theirs = guest.around(a), host.around(b)
    if len(guest.actors) == len(a) and mine.h > 0.8 * theirs.h:
        guest.scale(max(0.8 * theirs.h / mine.h, 0.6))


def nudge(body: Body, a: Actors, b: Actors, kind: str) -> None:
    """`a` and `b` share a body already: slant them so that the second relation holds too."""
    mine, theirs = body.around(a), body.around(b)
    dx = dy = 0.0
    if kind == "left" and mine.cx > theirs.cx - 0.3 * theirs.w:
        dx = theirs.x - 0.6 * mine.w - mine.x
    elif kind == "right" and mine.cx < theirs.cx + 0.3 * theirs.w:
        dx = theirs.right - 0.4 * mine.w - mine.x
    elif kind in ("above", "on") and mine.bottom > theirs.y:
        dy = theirs.y - GAP - mine.bottom
    elif kind in ("below", "under") and mine.y < theirs.bottom:
        dy = theirs.bottom + GAP - mine.y
    for actor in a:
        if actor in body.parts:
            body.parts[actor] = body.parts[actor].moved(dx, dy)
