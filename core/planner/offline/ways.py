"""Ways through the frame: straight, by way of regions, waving, in an arc."""

from __future__ import annotations

from dataclasses import dataclass

from core.plan.schema import LAYOUT_FRAMES
from core.planner.offline.arrange import EDGE, TOP
from core.planner.offline.body import Rect
from core.planner.offline.model import Beside, Move
from core.planner.offline.syntax import Region

LAST = LAYOUT_FRAMES - 1
_SLOPE = 0.2  # how much lower a hill ends than it begins
Points = list[tuple[float, float, float, float]]  # time in [0, 1], x, y, scale


@dataclass
class Run:
    """A rigid set in motion: its home box, where it is now, its parts' own ghosts."""

    home: Rect
    now: Rect
    ghosts: dict[str, Rect]
    vertical_room: tuple[float, float]
    stance: str
    moved: bool = False  # has gone somewhere in this scene already


def still(run: Run) -> Points:
    return [
        (0, run.now.x, run.now.y, run.now.w / run.home.w),
        (1, run.now.x, run.now.y, run.now.w / run.home.w),
    ]


def steps(shape: list[tuple[float, float]], scale: float = 1.0) -> Points:
    count = len(shape) - 1
    return [(n / count, x, y, scale) for n, (x, y) in enumerate(shape)]


def where(run: Run, place: Region, x: float, y: float) -> tuple[float, float]:
    """The top left corner of the run's box at a region of the frame."""
    w, h = run.home.w, run.home.h
    if place.h is not None:
        x = {-1: EDGE, 0: 0.5 - w / 2, 1: 1 - EDGE - w}[place.h]
    if place.v is not None:
        y = {-1: TOP, 0: 0.5 - h / 2, 1: 0.96 - h}[place.v]
    return x, y


def arc(start: tuple[float, float], end: tuple[float, float], top: float) -> Points:
    """Up and over from start to end, highest in the middle."""
    shape = []
    for n in range(LAYOUT_FRAMES):
        t = n / LAST
        base = start[1] + (end[1] - start[1]) * t
        middle = (start[1] + end[1]) / 2
        shape.append(
            (start[0] + (end[0] - start[0]) * t, base + (top - middle) * (1 - (2 * t - 1) ** 4))
        )
    return steps(shape)


def path(run: Run, move: Move, fresh: bool) -> Points:
    start, end = _ends(run, move, fresh)
    if move.style in ("downhill", "uphill"):
        top = max(TOP, start[1] - _SLOPE)
        high, low = (start[0], top), (end[0], end[1])
        return steps(
            [high, low] if move.style == "downhill" else [(start[0], low[1]), (low[0], top)]
        )
    if move.style == "bounce":
        return steps(
            [(run.now.x, run.now.y if n % 2 == 0 else max(TOP, run.now.y - 0.25)) for n in range(5)]
        )
    if move.style == "fast":
        start, end = (EDGE, start[1]), (1 - EDGE - run.home.w, start[1])
        if move.h == -1:
            start, end = end, start
    elif move.style == "slow":
        room = 1 - 2 * EDGE - run.home.w
        a, b = EDGE + room * 0.35, EDGE + room * 0.6
        start, end = (
            ((a, run.home.y), (b, run.home.y))
            if move.h != -1
            else ((b, run.home.y), (a, run.home.y))
        )
    if move.style == "shuttle":
        return steps([start, end, start])
    if move.style in ("zigzag", "hop"):
        return _wavy(run, move, start, end)
    return steps([start, end])


def _ends(run: Run, move: Move, fresh: bool) -> tuple[tuple[float, float], tuple[float, float]]:
    now = (run.now.x, run.now.y)
    start: tuple[float, float] | None = None
    end: tuple[float, float] | None = None
    if isinstance(move.start, Beside) and "start" in run.ghosts:
        start = (run.ghosts["start"].x, run.ghosts["start"].y)
    elif isinstance(move.start, Region):
        start = where(run, move.start, *now)
    if isinstance(move.end, Beside) and "end" in run.ghosts:
        end = (run.ghosts["end"].x, run.ghosts["end"].y)
    elif isinstance(move.end, Region):
        end = where(run, move.end, *now)
    h, v = move.h, move.v
    if end is None and isinstance(move.start, Region):
        h, v = _flip(move.start)
    if end is None and h is None and v is None:
        returns = run.now.cx > 0.66 and start is None and not run.moved and not fresh
        h = -1 if returns else 1
        if isinstance(move.start, Beside) and move.start.h < 0:
            h = -1
    if end is None:
        end = where(run, Region(h, v), *(start or now))
    if start is None and fresh:
        back = (
            _flip(move.end)
            if isinstance(move.end, Region)
            else (None if h is None else -h, None if v is None else -v)
        )
        if isinstance(move.end, Beside):
            back = (-1 if end[0] > 0.4 else 1, None)
        start = where(run, Region(*back), *end)
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
            shape = [
                (x, max(TOP, start[1] - (size if n % 2 else 0))) for n, (x, _) in enumerate(shape)
            ]
    return steps(shape)
