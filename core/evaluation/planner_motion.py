"""Checks on how a plan's boxes move: ways, windows, meetings; `planner_checks` has the rest."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from core.plan.geometry import Box
from core.plan.schema import Scene, Track, VideoPlan, group_key
from core.plan.tracks import Boxes, dense

FRAMES = 16
MOVED = 0.12  # of the frame's side: less is standing still
_CORNERS = {
    "left": (-1, None), "right": (1, None), "top": (None, -1), "bottom": (None, 1),
    "upper": (None, -1), "lower": (None, 1), "center": (0, 0), "middle": (0, 0),
}  # fmt: skip

Check = Callable[[VideoPlan, Scene, list[str]], str]


def tracks(scene: Scene, name: str) -> list[Track]:
    """The tracks of an entity, by its name or by the last words of it."""
    wanted = group_key(name)
    exact = [t for t in scene.tracks if group_key(t.entity) == wanted]
    if exact:
        return exact
    return [
        t for t in scene.tracks
        if group_key(t.entity).endswith(f" {wanted}") or f" {wanted} " in f" {group_key(t.entity)} "
    ]  # fmt: skip


def path(scene: Scene, name: str) -> Boxes:
    """Boxes of the first instance on every rendered frame, () when there is none."""
    found = tracks(scene, name)
    return dense(found[0], scene, FRAMES) if found else ()


def seen(scene: Scene, name: str) -> list[Box]:
    """The boxes of frames where it is visible."""
    return [b for b in path(scene, name) if b is not None]


def _moves(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    if not tracks(scene, args[0]):
        return "missing"
    for track in tracks(scene, args[0]):
        boxes = [b for b in dense(track, scene, FRAMES) if b]
        dx, dy = (q - p for p, q in zip(boxes[0].center, boxes[-1].center, strict=True))
        for way in args[1].split("-"):
            step = {"right": dx, "left": -dx, "down": dy, "up": -dy}[way]
            if step < MOVED:
                return f"displacement {dx:.2f}, {dy:.2f}"
    return ""


def _still(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    boxes = seen(scene, args[0])
    if not boxes:
        return "missing"
    away = max(abs(p - q) for b in boxes for p, q in zip(b.center, boxes[0].center, strict=True))
    return "" if away < 0.03 else f"moves {away:.2f}"


def _window(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    """Visible exactly in the half (first, second), or from/until about a frame."""
    boxes = path(scene, args[0])
    if not boxes:
        return "missing"
    shown = [b is not None for b in boxes]
    wanted = {
        "first": lambda: all(shown[:7]) and not any(shown[9:]),
        "second": lambda: not any(shown[:7]) and all(shown[9:]),
        "late": lambda: not shown[0] and shown[-1],
        "early": lambda: shown[0] and not shown[-1],
        "always": lambda: all(shown),
    }[args[1]]
    return "" if wanted() else "".join(".#"[s] for s in shown)


def _place(box: Box, corner: str) -> bool:
    x, y = box.center
    for word in corner.split("-"):
        h, v = _CORNERS[word]
        if h is not None and not ((x < 0.45) if h < 0 else (x > 0.55) if h > 0 else 0.3 < x < 0.7):
            return False
        if v is not None and not (
            (y < 0.45) if v < 0 else (y > 0.55) if v > 0 else 0.25 < y < 0.75
        ):
            return False
    return True


def _at(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    boxes = seen(scene, args[0])
    return (
        ""
        if boxes and _place(boxes[0], args[1])
        else f"stands at {boxes[0].center if boxes else None}"
    )


def _via(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    """Passes the corners in this order, beginning at the first and ending at the last."""
    boxes = seen(scene, args[0])
    if not boxes:
        return "missing"
    if not _place(boxes[0], args[1]):
        return f"from {boxes[0].center}"
    return _passes(plan, scene, args)


def _passes(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    """Passes the corners in this order and ends at the last."""
    boxes = seen(scene, args[0])
    if not boxes:
        return "missing"
    if not _place(boxes[-1], args[-1]):
        return f"to {boxes[-1].center}"
    at = 0
    for corner in args[1:]:
        while at < len(boxes) and not _place(boxes[at], corner):
            at += 1
        if at == len(boxes):
            return f"never at {corner}"
    return ""


def _side(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    """`side ball chair left right`: from its left to its right."""
    mover, other = seen(scene, args[0]), seen(scene, args[1])
    if not mover or not other:
        return "missing"
    for box, base, way in ((mover[0], other[0], args[2]), (mover[-1], other[-1], args[3])):
        dx, dy = box.center[0] - base.center[0], box.center[1] - base.center[1]
        if {"left": -dx, "right": dx, "above": -dy, "below": dy}[way] < 0.08:
            return f"{way} fails with {dx:.2f}, {dy:.2f}"
    return ""


def _grows(low: float, high: float) -> Check:
    def check(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
        boxes = seen(scene, args[0])
        if not boxes:
            return "missing"
        ratio = boxes[-1].area / boxes[0].area
        return "" if low <= ratio <= high else f"area changes by {ratio:.2f}"

    return check


def _closer(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    a, b = seen(scene, args[0]), seen(scene, args[1])
    if not a or not b:
        return "missing"
    before = abs(a[0].center[0] - b[0].center[0]) + abs(a[0].center[1] - b[0].center[1])
    after = abs(a[-1].center[0] - b[-1].center[0]) + abs(a[-1].center[1] - b[-1].center[1])
    return "" if after < before - 0.05 else f"distance {before:.2f} to {after:.2f}"


def _meet(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    """The first two instances come together."""
    found = tracks(scene, args[0])[:2]
    if len(found) < 2:
        return "fewer than two"
    a, b = (dense(t, scene, FRAMES) for t in found)
    gaps = [abs(p.center[0] - q.center[0]) for p, q in ((a[0], b[0]), (a[-1], b[-1])) if p and q]
    return "" if len(gaps) == 2 and gaps[1] < gaps[0] - 0.05 else f"gaps {gaps}"


def _jumps(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    boxes = seen(scene, args[0])
    if not boxes:
        return "missing"
    top = min(b.center[1] for b in boxes)
    low = min(boxes[0].center[1], boxes[-1].center[1])
    return "" if top < low - 0.05 else "does not leave the ground"


def _circles(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    boxes = seen(scene, args[0])
    if not boxes:
        return "missing"
    xs, ys = [b.center[0] for b in boxes], [b.center[1] for b in boxes]
    cx, cy = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    corners = {(x > cx, y > cy) for x, y in zip(xs, ys, strict=True)}
    return (
        ""
        if len(corners) == 4 and max(xs) - min(xs) > 0.2 < max(ys) - min(ys)
        else f"{len(corners)} quarters"
    )


def _zigzags(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    boxes = seen(scene, args[0])
    turns = 0
    for axis in (0, 1):
        steps = [b.center[axis] - a.center[axis] for a, b in pairwise(boxes)]
        signs = [s > 0 for s in steps if abs(s) > 0.01]
        turns = max(turns, sum(p != q for p, q in pairwise(signs)))
    return "" if turns >= 2 else f"{turns} turns"


def _apart(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    a, b = path(scene, args[0]), path(scene, args[1])
    if not a or not b:
        return "missing"
    worst = max((p.iou(q) for p, q in zip(a, b, strict=True) if p and q), default=0.0)
    return "" if worst < 0.05 else f"overlap {worst:.2f}"


MOTION: dict[str, Check] = {
    "moves": _moves, "still": _still, "window": _window, "at": _at, "via": _via, "passes": _passes,
    "side": _side, "near": _grows(1.5, 99), "far": _grows(0, 0.67), "closer": _closer,
    "meet": _meet, "jumps": _jumps, "circles": _circles, "zigzags": _zigzags, "apart": _apart,
}  # fmt: skip
