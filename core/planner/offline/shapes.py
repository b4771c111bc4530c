"""The shape of every kind of move: points in time for a rigid set's box."""

from __future__ import annotations

import math

from core.plan.schema import LAYOUT_FRAMES
from core.planner.offline.arrange import EDGE, FOOT, TOP
from core.planner.offline.model import Move
from core.planner.offline.syntax import Region
from core.planner.offline.ways import LAST, Points, Run, arc, path, steps, still, where

_OUT = 0.35  # share of a cloud of rain that is above the frame at first


def points_of(run: Run, move: Move, fresh: bool) -> Points:
    if move.kind in ("path", "past"):
        return path(run, move, fresh)
    if "end" in run.ghosts or "start" in run.ghosts:
        return _ghostly(run, move)
    handler = _SHAPES.get(move.kind)
    return handler(run, move, fresh) if handler else still(run)


def _ghostly(run: Run, move: Move) -> Points:
    """Moves whose way was laid out with their target."""
    ghosts = run.ghosts
    start, end = ghosts.get("start", run.now), ghosts.get("end", run.now)
    if move.kind == "circle" and "east" in ghosts:
        east, north, south = ghosts["east"], ghosts["north"], ghosts["south"]
        cx, cy = (start.x + east.x) / 2, start.y
        rx, ry = (east.x - start.x) / 2, (south.y - north.y) / 2
        angles = [math.pi + 2 * math.pi * n / LAST for n in range(LAYOUT_FRAMES)]
        return steps([(cx + rx * math.cos(a), cy + ry * math.sin(a)) for a in angles])
    if "peak" in ghosts:
        peak = ghosts["peak"]
        return arc((start.x, start.y), (end.x, end.y), min(peak.y, start.y, end.y))
    if move.kind in ("hop-off", "throw"):
        return arc((start.x, start.y), (end.x, end.y), max(TOP / 2, min(start.y, end.y) - 0.08))
    if move.kind in ("approach", "meet"):
        return [(0, start.x, start.y, 1), (0.75, end.x, end.y, 1), (1, end.x, end.y, 1)]
    if move.kind == "fall" and "start" not in ghosts and end.x != start.x:
        return steps([(start.x, start.y), (end.x, start.y), (end.x, end.y)])
    return steps([(start.x, start.y), (end.x, end.y)])


def _fall(run: Run, move: Move, fresh: bool) -> Points:
    x, y = run.now.x, run.now.y
    top = TOP / 2 if fresh else y
    bottom = FOOT - run.home.h if run.stance != "water" else 0.95 - run.home.h
    start, end = (x, top), (x, bottom)
    if run.stance == "weather":  # comes down from the sky over those who stand below
        return steps([(x, -_OUT * run.home.h), (x, y + 0.04)])
    if isinstance(move.end, Region):
        end = where(run, move.end, x, bottom)
    if move.h:
        end = (where(run, Region(move.h, None), x, y)[0], end[1])
    if move.style == "held":
        start = (x, y) if y < bottom - 0.2 else (x, max(TOP, y - 0.3))
    return steps([start, end])


def _rise(run: Run, move: Move, fresh: bool) -> Points:
    x = run.now.x
    bottom = FOOT - run.home.h if fresh and move.style != "held" else run.now.y
    top = TOP / 2 + 0.01
    if move.style == "held":
        top = max(TOP, run.now.y - 0.35)
    end = (x, top)
    if move.h:
        end = (where(run, Region(move.h, None), x, top)[0], top)
    return steps([(x, bottom), end])


def _jump(run: Run, move: Move, fresh: bool) -> Points:
    x, y = run.now.x, run.now.y
    height = min(0.34, max(y - 0.02, 0.05))
    return steps([(x, y - height * 4 * (n / LAST) * (1 - n / LAST)) for n in range(LAYOUT_FRAMES)])


def _circle(run: Run, move: Move, fresh: bool) -> Points:
    r = min(0.27, (1 - 2 * EDGE - run.home.w) / 2, (1 - 2 * EDGE - run.home.h) / 2)
    cx, cy = 0.5 - run.home.w / 2, 0.5 - run.home.h / 2
    angles = [math.pi + 2 * math.pi * n / LAST for n in range(LAYOUT_FRAMES)]
    return steps([(cx + r * math.cos(a), cy + r * math.sin(a)) for a in angles])


def _near(run: Run, move: Move, fresh: bool) -> Points:
    """Grows towards the viewer, or shrinks away, about the middle of its foot."""
    full, box = 1.0, run.home
    small = 0.42 if fresh or move.kind in ("far", "shrink") else 1.0
    grow = min((1 - 2 * EDGE) / box.w, (FOOT - TOP) / box.h, 1.25)
    points: Points = []
    for n in range(LAYOUT_FRAMES):
        t = n / LAST if move.kind in ("near", "grow") else 1 - n / LAST
        scale = small + (full * grow - small) * t
        w, h = box.w * scale, box.h * scale
        lift = 0.18 * (1 - t) if move.kind in ("near", "far") and run.stance != "air" else 0
        x = min(max(box.cx - w / 2, EDGE / 2), 1 - EDGE / 2 - w)
        foot = box.bottom if run.stance != "air" else box.cy + h / 2
        y = min(max(foot - h - lift, TOP / 2), 0.98 - h)
        points.append((n / LAST, x, y, scale))
    return points


def _enter(run: Run, move: Move, fresh: bool) -> Points:
    if move.v and not move.h:
        x = run.now.x
        return steps(
            [
                (x, -run.home.h * 0.6 if move.v > 0 else 1 - run.home.h * 0.4),
                (x, 0.5 - run.home.h / 2),
            ]
        )
    h = move.h or 1
    outside = -run.home.w * 0.6 if h > 0 else 1 - run.home.w * 0.4
    centre = run.now.x
    return [(0, outside, run.now.y, 1), (0.85, centre, run.now.y, 1), (1, centre, run.now.y, 1)]


def _leave(run: Run, move: Move, fresh: bool) -> Points:
    x, y = (0.5 - run.home.w / 2, run.now.y) if fresh else (run.now.x, run.now.y)
    if move.v and not move.h:
        return steps([(x, y), (x, -1.1 * run.home.h if move.v < 0 else 1.1)])
    h = move.h or 1
    return [(0, x, y, 1), (1, 1.12 if h > 0 else -1.12 * run.home.w, y, 1)]


def _sway(run: Run, move: Move, fresh: bool) -> Points:
    x, y = run.now.x, run.now.y
    return steps(
        [
            (min(max(x + d, 0.01), 0.99 - run.home.w), y)
            for d in (0, -0.04, 0, 0.04, 0, -0.04, 0, 0.04, 0)
        ]
    )


def _drift(run: Run, move: Move, fresh: bool) -> Points:
    x, y = run.now.x, run.now.y
    room = 1 - EDGE - run.home.w
    return steps([(max(EDGE, x - 0.12), y), (min(room, x + 0.12), max(TOP, y - 0.04))])


def _throw(run: Run, move: Move, fresh: bool) -> Points:
    x, y = run.now.x, run.now.y
    if move.v == -1:
        return steps([(x, y), (x, TOP / 2)])
    end = (
        where(run, move.end, x, y)
        if isinstance(move.end, Region)
        else ((1 - EDGE - run.home.w) if move.h != -1 else EDGE, y)
    )
    return arc((x, y), end, max(TOP / 2, min(y, end[1]) - 0.15))


def _back(run: Run, move: Move, fresh: bool) -> Points:
    x, y = run.now.x, run.now.y
    if fresh:
        return steps([(1 - EDGE - run.home.w, y), (EDGE, y)])
    return steps([(x, y), (EDGE if x > 0.5 - run.home.w / 2 else 1 - EDGE - run.home.w, y)])


def _follow(run: Run, move: Move, fresh: bool) -> Points:
    return path(run, Move("path", h=move.h), fresh)


_SHAPES = {
    "fall": _fall,
    "rise": _rise,
    "jump": _jump,
    "circle": _circle,
    "near": _near,
    "far": _near,
    "grow": _near,
    "shrink": _near,
    "enter": _enter,
    "leave": _leave,
    "sway": _sway,
    "drift": _drift,
    "throw": _throw,
    "back": _back,
    "follow": _follow,
}
