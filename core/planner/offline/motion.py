"""Moves to boxes: for every actor a rectangle on each of the nine layout frames, or None."""

from __future__ import annotations

import math
from dataclasses import dataclass

from core.plan.schema import LAYOUT_FRAMES
from core.planner.offline.arrange import EDGE, FOOT, TOP, Layout
from core.planner.offline.body import Key, Rect, bounds
from core.planner.offline.discourse import Actor, Actors, Discourse
from core.planner.offline.model import Beside, Move, SceneModel
from core.planner.offline.stage import Staging
from core.planner.offline.syntax import Region

LAST = LAYOUT_FRAMES - 1
Frames = list[Rect | None]
Points = list[tuple[float, float, float, float]]  # time in [0, 1], x, y, scale

_STEP = 0.29  # the most a centre moves between two layout frames


@dataclass
class Run:
    """A rigid set in motion: its home box, where it is now, its parts' own ghosts."""

    home: Rect
    now: Rect
    ghosts: dict[str, Rect]
    vertical_room: tuple[float, float]
    stance: str


def animate(scene: SceneModel, talk: Discourse, staging: Staging, layout: Layout) -> dict[Actor, Frames]:
    """Nine rectangles for every actor of the scene."""
    found: dict[Actor, Frames] = {}
    for actors in staging.sets:
        who = tuple(a for a in actors if a in layout.rects)
        for actor, frames in _set(scene, talk, layout, who).items():
            found[actor] = frames
    found = {actor: _gentle(frames) for actor, frames in found.items()}
    for actor, (first, last) in scene.windows.items():
        if actor in found:
            found[actor] = [f if first <= n <= last else None for n, f in enumerate(found[actor])]
    return found


def _gentle(frames: Frames) -> Frames:
    """No leap: where two moves do not join, the way between is walked."""
    calm: Frames = []
    for frame in frames:
        before = calm[-1] if calm else None
        if frame is None or before is None:
            calm.append(frame)
            continue
        dx, dy = frame.cx - before.cx, frame.cy - before.cy
        far = max(abs(dx), abs(dy))
        if far > _STEP:
            frame = frame.moved(dx * (_STEP / far - 1), dy * (_STEP / far - 1))
        calm.append(frame)
    return calm


def _set(scene: SceneModel, talk: Discourse, layout: Layout, actors: Actors) -> dict[Actor, Frames]:
    home = bounds([layout.rects[a] for a in actors])
    lead = next((a for a in actors if any(m.kind != "follow" for m in scene.moves.get(a, []))), None)
    lead = lead or next((a for a in actors if scene.moves.get(a)), actors[0])
    moves = scene.moves.get(lead, [])
    track = _track(scene, talk, layout, lead, home, moves)
    found: dict[Actor, Frames] = {}
    for actor in actors:
        part = layout.rects[actor]
        found[actor] = [None if box is None else _carried(part, home, box) for box in track]
    return found


def _carried(part: Rect, home: Rect, now: Rect) -> Rect:
    """`part` of `home` after `home` became `now`."""
    kx, ky = now.w / home.w, now.h / home.h
    return Rect(now.x + (part.x - home.x) * kx, now.y + (part.y - home.y) * ky, part.w * kx, part.h * ky)


def _track(
    scene: SceneModel, talk: Discourse, layout: Layout, lead: Actor, home: Rect, moves: list[Move]
) -> Frames:
    if not moves:
        return [home] * LAYOUT_FRAMES
    ghosts = _ghosts(layout.rects, lead, home)
    run = Run(home, home, ghosts, (TOP, FOOT), talk.being(lead).noun.stance)
    frames: Frames = [None] * LAYOUT_FRAMES
    begin, end = scene.windows.get(lead, (0, LAST))
    for number, move in enumerate(moves):
        first = begin + round(number * (end - begin) / len(moves))
        last = begin + round((number + 1) * (end - begin) / len(moves))
        if move.half in ("secondhalf", "halfway", "later", "end") and len(moves) == 1:
            first = 4 if move.half != "end" else 6
        elif move.half in ("firsthalf", "start") and len(moves) == 1:
            last = 4 if move.half == "firsthalf" else 3
        points = _points(scene, run, move, number == 0 and lead not in scene.regions)
        _sample(frames, points, run, first, last, move)
        if frames[last] is not None:
            run.now = run.home = frames[last] or run.now
    return _filled(frames)


def _filled(frames: Frames) -> Frames:
    """Before its first frame a thing stands where it begins."""
    first = next(n for n, f in enumerate(frames) if f is not None)
    return [frames[first] if n < first else f for n, f in enumerate(frames)]


def _ghosts(rects: dict[Key, Rect], lead: Actor, home: Rect) -> dict[str, Rect]:
    part = rects[lead]
    return {
        key[2]: home.moved(rect.x - part.x, rect.y - part.y)
        for key, rect in rects.items()
        if len(key) == 3 and (key[0], key[1]) == lead
    }


def _sample(frames: Frames, points: Points, run: Run, first: int, last: int, move: Move) -> None:
    span = max(last - first, 1)
    for frame in range(first, last + 1):
        t = (frame - first) / span
        x, y, scale = _at(points, t)
        w, h = run.home.w * scale, run.home.h * scale
        frames[frame] = Rect(x, y, w, h)
    if last < LAST:
        for frame in range(last + 1, LAYOUT_FRAMES):
            frames[frame] = frames[last]


def _at(points: Points, t: float) -> tuple[float, float, float]:
    for (t0, *a), (t1, *b) in zip(points, points[1:], strict=False):
        if t <= t1 + 1e-9:
            k = 0.0 if t1 <= t0 else (t - t0) / (t1 - t0)
            x, y, s = (p + (q - p) * k for p, q in zip(a, b, strict=True))
            return x, y, s
    return points[-1][1], points[-1][2], points[-1][3]


# -- one move --------------------------------------------------------------------------------


def _points(scene: SceneModel, run: Run, move: Move, fresh: bool) -> Points:
    if move.kind in ("path", "past"):
        return _path(run, move, fresh)
    if "end" in run.ghosts or "start" in run.ghosts:
        return _ghostly(run, move)
    handler = _SHAPES.get(move.kind)
    return handler(run, move, fresh) if handler else _still(run)


def _still(run: Run) -> Points:
    return [(0, run.now.x, run.now.y, run.now.w / run.home.w), (1, run.now.x, run.now.y, run.now.w / run.home.w)]


def _steps(shape: list[tuple[float, float]], scale: float = 1.0) -> Points:
    count = len(shape) - 1
    return [(n / count, x, y, scale) for n, (x, y) in enumerate(shape)]


def _where(run: Run, place: Region, x: float, y: float) -> tuple[float, float]:
    """The top left corner of the run's box at a region of the frame."""
    w, h = run.home.w, run.home.h
    if place.h is not None:
        x = {-1: EDGE, 0: 0.5 - w / 2, 1: 1 - EDGE - w}[place.h]
    if place.v is not None:
        y = {-1: TOP, 0: 0.5 - h / 2, 1: 0.96 - h}[place.v]
    return x, y


def _path(run: Run, move: Move, fresh: bool) -> Points:
    start, end = _ends(run, move, fresh)
    if move.style == "bounce":
        return _steps([(run.now.x, run.now.y if n % 2 == 0 else max(TOP, run.now.y - 0.25)) for n in range(5)])
    if move.style == "fast":
        start, end = (EDGE, start[1]), (1 - EDGE - run.home.w, start[1])
        if move.h == -1:
            start, end = end, start
    elif move.style == "slow":
        room = 1 - 2 * EDGE - run.home.w
        a, b = EDGE + room * 0.35, EDGE + room * 0.6
        start, end = ((a, run.home.y), (b, run.home.y)) if move.h != -1 else ((b, run.home.y), (a, run.home.y))
    if move.style == "shuttle":
        return _steps([start, end, start])
    if move.style in ("zigzag", "hop"):
        return _wavy(run, move, start, end)
    return _steps([start, end])


def _ends(run: Run, move: Move, fresh: bool) -> tuple[tuple[float, float], tuple[float, float]]:
    now = (run.now.x, run.now.y)
    start: tuple[float, float] | None = None
    end: tuple[float, float] | None = None
    if isinstance(move.start, Beside) and "start" in run.ghosts:
        start = (run.ghosts["start"].x, run.ghosts["start"].y)
    elif isinstance(move.start, Region):
        start = _where(run, move.start, *now)
    if isinstance(move.end, Beside) and "end" in run.ghosts:
        end = (run.ghosts["end"].x, run.ghosts["end"].y)
    elif isinstance(move.end, Region):
        end = _where(run, move.end, *now)
    h, v = move.h, move.v
    if end is None and isinstance(move.start, Region):
        h, v = _flip(move.start)
    if end is None and h is None and v is None:
        h = -1 if run.now.cx > 0.66 and start is None else 1
        if isinstance(move.start, Beside) and move.start.h < 0:
            h = -1
    if end is None:
        end = _where(run, Region(h, v), *(start or now))
    if start is None and fresh:
        back = _flip(move.end) if isinstance(move.end, Region) else (None if h is None else -h, None if v is None else -v)
        if isinstance(move.end, Beside):
            back = (-1 if end[0] > 0.4 else 1, None)
        start = _where(run, Region(*back), *end)
    return start or now, end


def _flip(place: Region) -> tuple[int | None, int | None]:
    h = None if place.h is None else -place.h
    v = None if place.v is None else -place.v
    if h == 0 and v in (0, None):
        h = -1
    return h, v


def _wavy(run: Run, move: Move, start: tuple[float, float], end: tuple[float, float]) -> Points:
    shape = []
    sideways = abs(end[0] - start[0]) >= abs(end[1] - start[1])
    size = min(0.16, 0.5 * (1 - TOP - run.home.h)) if move.style == "zigzag" else 0.12
    for n in range(LAYOUT_FRAMES):
        t = n / LAST
        x, y = start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t
        swing = (0, -1, 0, 1)[n % 4] if move.style == "zigzag" else (0, -1)[n % 2]
        if sideways:
            y = min(max(y + swing * size, TOP), 0.97 - run.home.h)
        else:
            x = min(max(x + swing * size, EDGE), 1 - EDGE - run.home.w)
        shape.append((x, y))
    if move.style == "zigzag" and sideways:
        low = max(y for _, y in shape) - min(y for _, y in shape)
        if low < size:  # on the ground: weave above it
            shape = [(x, max(TOP, start[1] - (size if n % 2 else 0))) for n, (x, _) in enumerate(shape)]
    return _steps(shape)


def _ghostly(run: Run, move: Move) -> Points:
    """Moves whose way was laid out with their target."""
    ghosts = run.ghosts
    start, end = ghosts.get("start", run.now), ghosts.get("end", run.now)
    if move.kind == "circle":
        east, north, south = ghosts["east"], ghosts["north"], ghosts["south"]
        cx, cy = (start.x + east.x) / 2, start.y
        rx, ry = (east.x - start.x) / 2, (south.y - north.y) / 2
        angles = [math.pi + 2 * math.pi * n / LAST for n in range(LAYOUT_FRAMES)]
        return _steps([(cx + rx * math.cos(a), cy + ry * math.sin(a)) for a in angles])
    if "peak" in ghosts:
        peak = ghosts["peak"]
        return _arc((start.x, start.y), (end.x, end.y), min(peak.y, start.y, end.y))
    if move.kind in ("hop-off", "throw"):
        return _arc((start.x, start.y), (end.x, end.y), max(TOP / 2, min(start.y, end.y) - 0.08))
    if move.kind in ("approach", "meet"):
        return [(0, start.x, start.y, 1), (0.75, end.x, end.y, 1), (1, end.x, end.y, 1)]
    if move.kind == "fall" and "start" not in ghosts and end.x != start.x:
        return _steps([(start.x, start.y), (end.x, start.y), (end.x, end.y)])
    return _steps([(start.x, start.y), (end.x, end.y)])


def _arc(start: tuple[float, float], end: tuple[float, float], top: float) -> Points:
    """Up and over from start to end, highest in the middle."""
    shape = []
    for n in range(LAYOUT_FRAMES):
        t = n / LAST
        base = start[1] + (end[1] - start[1]) * t
        middle = (start[1] + end[1]) / 2
        shape.append((start[0] + (end[0] - start[0]) * t, base + (top - middle) * (1 - (2 * t - 1) ** 4)))
    return _steps(shape)


def _fall(run: Run, move: Move, fresh: bool) -> Points:
    x, y = run.now.x, run.now.y
    top = TOP / 2 if fresh else y
    bottom = FOOT - run.home.h if run.stance != "water" else 0.95 - run.home.h
    start, end = (x, top), (x, bottom)
    if isinstance(move.end, Region):
        end = _where(run, move.end, x, bottom)
    if move.h:
        end = (_where(run, Region(move.h, None), x, y)[0], end[1])
    if move.style == "held":
        start = (x, y) if y < bottom - 0.2 else (x, max(TOP, y - 0.3))
    return _steps([start, end])


def _rise(run: Run, move: Move, fresh: bool) -> Points:
    x = run.now.x
    bottom = FOOT - run.home.h if fresh and move.style != "held" else run.now.y
    top = TOP / 2 + 0.01
    if move.style == "held":
        top = max(TOP, run.now.y - 0.35)
    end = (x, top)
    if move.h:
        end = (_where(run, Region(move.h, None), x, top)[0], top)
    return _steps([(x, bottom), end])


def _jump(run: Run, move: Move, fresh: bool) -> Points:
    x, y = run.now.x, run.now.y
    height = min(0.34, max(y - 0.02, 0.05))
    return _steps([(x, y - height * 4 * (n / LAST) * (1 - n / LAST)) for n in range(LAYOUT_FRAMES)])


def _circle(run: Run, move: Move, fresh: bool) -> Points:
    r = min(0.27, (1 - 2 * EDGE - run.home.w) / 2, (1 - 2 * EDGE - run.home.h) / 2)
    cx, cy = 0.5 - run.home.w / 2, 0.5 - run.home.h / 2
    angles = [math.pi + 2 * math.pi * n / LAST for n in range(LAYOUT_FRAMES)]
    return _steps([(cx + r * math.cos(a), cy + r * math.sin(a)) for a in angles])


def _near(run: Run, move: Move, fresh: bool) -> Points:
    """Grows towards the viewer, or shrinks away, about the middle of its foot."""
    full, box = 1.0, run.home
    small = 0.42
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
        return _steps([(x, -run.home.h * 0.6 if move.v > 0 else 1 - run.home.h * 0.4), (x, 0.5 - run.home.h / 2)])
    h = move.h or 1
    outside = -run.home.w * 0.6 if h > 0 else 1 - run.home.w * 0.4
    centre = 0.5 - run.home.w / 2
    return [(0, outside, run.now.y, 1), (0.85, centre, run.now.y, 1), (1, centre, run.now.y, 1)]


def _leave(run: Run, move: Move, fresh: bool) -> Points:
    x, y = (0.5 - run.home.w / 2, run.now.y) if fresh else (run.now.x, run.now.y)
    if move.v and not move.h:
        return _steps([(x, y), (x, -1.1 * run.home.h if move.v < 0 else 1.1)])
    h = move.h or 1
    return [(0, x, y, 1), (1, 1.12 if h > 0 else -1.12 * run.home.w, y, 1)]


def _sway(run: Run, move: Move, fresh: bool) -> Points:
    x, y = run.now.x, run.now.y
    return _steps([(min(max(x + d, 0.01), 0.99 - run.home.w), y) for d in (0, -0.04, 0, 0.04, 0, -0.04, 0, 0.04, 0)])


def _drift(run: Run, move: Move, fresh: bool) -> Points:
    x, y = run.now.x, run.now.y
    room = 1 - EDGE - run.home.w
    return _steps([(max(EDGE, x - 0.12), y), (min(room, x + 0.12), max(TOP, y - 0.04))])


def _throw(run: Run, move: Move, fresh: bool) -> Points:
    x, y = run.now.x, run.now.y
    if move.v == -1:
        return _steps([(x, y), (x, TOP / 2)])
    end = _where(run, move.end, x, y) if isinstance(move.end, Region) else ((1 - EDGE - run.home.w) if move.h != -1 else EDGE, y)
    return _arc((x, y), end, max(TOP / 2, min(y, end[1]) - 0.15))


def _back(run: Run, move: Move, fresh: bool) -> Points:
    x, y = run.now.x, run.now.y
    if fresh:
        return _steps([(1 - EDGE - run.home.w, y), (EDGE, y)])
    return _steps([(x, y), (EDGE if x > 0.5 - run.home.w / 2 else 1 - EDGE - run.home.w, y)])


def _follow(run: Run, move: Move, fresh: bool) -> Points:
    return _path(run, Move("path", h=move.h), fresh)


_SHAPES = {
    "fall": _fall, "rise": _rise, "jump": _jump, "circle": _circle, "near": _near, "far": _near,
    "grow": _near, "shrink": _near, "enter": _enter, "leave": _leave, "sway": _sway, "drift": _drift,
    "throw": _throw, "back": _back, "follow": _follow,
}
