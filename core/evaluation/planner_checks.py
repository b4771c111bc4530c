"""Predicates on the dense boxes of a plan, in a small language that suites are written in.

A check is `name argument …`, with `_` for a space inside a name and `@2` for "in scene 2"
(scene 1 unless said): `count fire_truck 2`, `moves dog right @2`, `left spoon knife`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from core.evaluation.planner_motion import FRAMES, MOTION, Check, seen, tracks
from core.plan.schema import Scene, VideoPlan, group_key
from core.plan.tracks import dense

SAME_AREA = 0.05
GROUND = 0.86  # feet below this line stand in front
BACK = (0.45, 0.64)  # between these they stand behind those who cross


def problem(plan: VideoPlan, check: str) -> str:
    """Why `plan` fails `check`, or "" when it holds.

    Raises:
        KeyError: the suite names a check that does not exist.
    """
    name, *arguments = check.split()
    number = 1
    if arguments and arguments[-1].startswith("@"):
        number = int(arguments.pop()[1:])
    handler = CHECKS[name]
    if number > len(plan.scenes):
        return f"{check}: there is no scene {number}"
    found = handler(plan, plan.scenes[number - 1], [a.replace("_", " ") for a in arguments])
    return f"{check}: {found}" if found else ""


def _middle(scene: Scene, name: str) -> tuple[float, float] | None:
    """Mean centre over all instances where they first stand."""
    firsts = [
        b
        for t in tracks(scene, name)
        for b in [next((x for x in dense(t, scene, FRAMES) if x), None)]
        if b
    ]
    if not firsts:
        return None
    centers = [b.center for b in firsts]
    return sum(c[0] for c in centers) / len(centers), sum(c[1] for c in centers) / len(centers)


def _scenes(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    return "" if len(plan.scenes) == int(args[0]) else f"{len(plan.scenes)} scenes"


def _has(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    missing = [a for a in args if not tracks(scene, a)]
    return f"no {missing} among {[t.entity for t in scene.tracks]}" if missing else ""


def _lacks(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    return next((f"{a} is there" for a in args if tracks(scene, a)), "")


def _count(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    found = len(tracks(scene, args[0]))
    return "" if found == int(args[1]) else f"{found} of them"


def _total(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    return "" if len(scene.tracks) == int(args[0]) else f"{[t.entity for t in scene.tracks]}"


def _attr(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    """Caption of the entity holds the words, and its head is there."""
    for track in tracks(scene, args[0]):
        caption = plan.entity(track.entity).caption
        if all(word in caption for word in args[1:]):
            return ""
    return f"captions are {[plan.entity(t.entity).caption for t in scene.tracks]}"


def _bg(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    words = args[0].split("/")
    return (
        "" if any(w in scene.background for w in words) else f"background is {scene.background!r}"
    )


def _relation(axis: int, sign: int) -> Check:
    def check(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
        a, b = _middle(scene, args[0]), _middle(scene, args[1])
        if a is None or b is None:
            return f"missing among {[t.entity for t in scene.tracks]}"
        way = (a[axis] - b[axis]) * sign
        return "" if way > 0.05 else f"centres {a} and {b}"

    return check


def _between(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    points = [_middle(scene, a) for a in args]
    if any(p is None for p in points):
        return "missing"
    a, b, c = (p[0] for p in points if p)
    return "" if min(b, c) < a < max(b, c) else f"x {a:.2f}, {b:.2f}, {c:.2f}"


def _on(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    a, b = seen(scene, args[0]), seen(scene, args[1])
    if not a or not b:
        return "missing"
    top, base = a[0], b[0]
    touching = abs(top.y1 - base.y0) < 0.12 and min(top.x1, base.x1) > max(top.x0, base.x0)
    return "" if touching and top.center[1] < base.center[1] else f"{top} and {base}"


def _inside(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    a, b = seen(scene, args[0]), seen(scene, args[1])
    if not a or not b:
        return "missing"
    x, y = a[0].center
    return "" if b[0].x0 <= x <= b[0].x1 and b[0].y0 <= y <= b[0].y1 else "centre outside"


def _grounded(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    """Feet on the ground, near or farther back, or on something; never in the sky."""
    found = tracks(scene, args[0])
    if not found:
        return "missing"
    others = [t for t in scene.tracks if t not in found]
    for track in found:
        box = next(b for b in dense(track, scene, FRAMES) if b)
        tops = [b.y0 for t in others for b in dense(t, scene, FRAMES)[:1] if b]
        on = any(abs(top - box.y1) < 0.08 for top in tops)
        back = BACK[0] < box.y1 < BACK[1] and box.y0 > 0.12
        if not (box.y1 > GROUND or back or on):
            return f"stands at {box}"
    return ""


def _level(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    """All of them stand on one line."""
    feet = []
    for name in args:
        boxes = [next((b for b in dense(t, scene, FRAMES) if b), None) for t in tracks(scene, name)]
        if not boxes:
            return f"no {name}"
        feet += [b.y1 for b in boxes if b]
    return "" if max(feet) - min(feet) < 0.03 else f"feet at {[round(f, 2) for f in feet]}"


def _beside(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    a, b = seen(scene, args[0]), seen(scene, args[1])
    if not a or not b:
        return "missing"
    gap = max(a[-1].x0 - b[-1].x1, b[-1].x0 - a[-1].x1)
    return "" if -0.02 <= gap < 0.3 else f"gap {gap:.2f}"


def _area(scene: Scene, name: str) -> float:
    boxes = seen(scene, name)
    return boxes[0].area if boxes else 0.0


def _scale(low: float, high: float) -> Check:
    def check(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
        a, b = _area(scene, args[0]), _area(scene, args[1])
        if not a or not b:
            return "missing"
        return "" if low <= a / b <= high else f"area ratio {a / b:.2f}"

    return check


def _group(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    """`group dog 1,3`: one entity, seen in exactly these scenes."""
    wanted = {int(n) for n in args[1].split(",")}
    found = {n for n, s in enumerate(plan.scenes, start=1) if tracks(s, args[0])}
    names = {t.entity for s in plan.scenes for t in tracks(s, args[0])}
    if len(names) > 1:
        return f"split into {sorted(names)}"
    return "" if found == wanted else f"in scenes {sorted(found)}"


def _entities(plan: VideoPlan, scene: Scene, args: list[str]) -> str:
    names = sorted(group_key(e.name) for e in plan.entities)
    return "" if len(names) == int(args[0]) else f"entities {names}"


CHECKS: dict[str, Check] = {
    "scenes": _scenes, "has": _has, "lacks": _lacks, "count": _count, "total": _total,
    "attr": _attr, "bg": _bg, "left": _relation(0, -1), "right": _relation(0, 1),
    "above": _relation(1, -1),
    "below": _relation(1, 1), "between": _between, "on": _on, "inside": _inside, "beside": _beside,
    "bigger": _scale(1.15, 99), "smaller": _scale(0, 0.87),
    "grounded": _grounded, "level": _level,
    "same": _scale(1 - SAME_AREA, 1 + SAME_AREA), "group": _group, "entities": _entities, **MOTION,
}  # fmt: skip


def parted(line: str) -> tuple[str, ...]:
    """The checks of a line, which semicolons part."""
    return tuple(c.strip() for c in line.split(";") if c.strip())


def problems(plan: VideoPlan, checks: Iterable[str]) -> tuple[str, ...]:
    """Why `plan` fails `checks`, and what it does that no plan may; empty when all holds.

    Raises:
        KeyError: as `problem`.
    """
    found = [problem(plan, check) for check in checks]
    return tuple(filter(None, [*found, implausible(plan)]))


def implausible(plan: VideoPlan) -> str:
    """What no plan may do, whatever its prompt: leap, hide, or show next to nothing."""
    for scene in plan.scenes:
        for track in scene.tracks:
            boxes = dense(track, scene, scene.layout_frames)
            for a, b in pairwise(boxes):
                if (
                    a
                    and b
                    and max(abs(p - q) for p, q in zip(a.center, b.center, strict=True)) > 0.32
                ):
                    return f"{track.entity} leaps in {scene.id}"
            if any(b and min(b.width, b.height) < 0.06 for b in boxes):
                return f"{track.entity} is tiny in {scene.id}"
    return ""
