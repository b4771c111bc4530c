"""Moves to boxes: for every actor a rectangle on each of the nine layout frames, or None."""

from __future__ import annotations

from itertools import pairwise

from core.plan.schema import LAYOUT_FRAMES
from core.planner.offline.arrange import FOOT, TOP, Layout
from core.planner.offline.body import Key, Rect, bounds
from core.planner.offline.discourse import Actor, Actors, Discourse
from core.planner.offline.gluing import Staging
from core.planner.offline.model import Move, SceneModel
from core.planner.offline.shapes import points_of
from core.planner.offline.ways import LAST, Points, Run

Frames = list[Rect | None]

_STEP = 0.29  # the most a centre moves between two layout frames


def animate(
    scene: SceneModel, talk: Discourse, staging: Staging, layout: Layout
) -> dict[Actor, Frames]:
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
    lead = next(
        (a for a in actors if any(m.kind != "follow" for m in scene.moves.get(a, []))), None
    )
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
    return Rect(
        now.x + (part.x - home.x) * kx, now.y + (part.y - home.y) * ky, part.w * kx, part.h * ky
    )


def _track(
    scene: SceneModel, talk: Discourse, layout: Layout, lead: Actor, home: Rect, moves: list[Move]
) -> Frames:
    if not moves:
        return [home] * LAYOUT_FRAMES
    ghosts = _ghosts(layout.rects, lead, home)
    noun = talk.being(lead).noun
    stance = "weather" if noun.kind == "weather" and len(scene.cast) > 1 else noun.stance
    run = Run(home, home, ghosts, (TOP, FOOT), stance)
    frames: Frames = [None] * LAYOUT_FRAMES
    begin, end = scene.windows.get(lead, (0, LAST))
    for number, move in enumerate(moves):
        first = begin + round(number * (end - begin) / len(moves))
        last = begin + round((number + 1) * (end - begin) / len(moves))
        if move.half in ("secondhalf", "halfway", "later", "end") and len(moves) == 1:
            first = 4 if move.half != "end" else 6
        elif move.half in ("firsthalf", "start") and len(moves) == 1:
            last = 4 if move.half == "firsthalf" else 3
        points = points_of(run, move, number == 0 and lead not in scene.regions)
        _sample(frames, points, run, first, last, move)
        if frames[last] is not None:
            run.now = run.home = frames[last] or run.now
            run.moved = True
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
    for (t0, *a), (t1, *b) in pairwise(points):
        if t <= t1 + 1e-9:
            k = 0.0 if t1 <= t0 else (t - t0) / (t1 - t0)
            x, y, s = (p + (q - p) * k for p, q in zip(a, b, strict=True))
            return x, y, s
    return points[-1][1], points[-1][2], points[-1][3]
