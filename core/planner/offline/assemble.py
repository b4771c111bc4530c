"""Rectangles to a VideoPlan: names, keys, ids."""

from __future__ import annotations

from core import limits
from core.errors import PromptError
from core.plan.geometry import Box
from core.plan.schema import LAYOUT_FRAMES, Entity, Key, Scene, Track, group_key
from core.planner.offline.being import Being
from core.planner.offline.body import Rect
from core.planner.offline.discourse import Actor, Discourse
from core.planner.offline.lexicon import words
from core.planner.offline.model import SceneModel
from core.planner.offline.motion import Frames

_NAME, _ATTRIBUTES = 70, 8
_SLACK = 0.004  # a key this close to the straight line between its neighbours says nothing
_LEAST = 0.6  # less than this share in frame: gone
_MINIMUM = 0.09  # smaller than this nothing can be drawn


def entities(talk: Discourse, used: set[int]) -> dict[int, Entity]:
    """A uniquely named entity for every being that is seen."""
    found: dict[int, Entity] = {}
    taken: set[str] = set()
    by_head: dict[str, list[Being]] = {}
    for being in talk.beings:
        if being.index in used:
            by_head.setdefault(group_key(being.head), []).append(being)
    for being in talk.beings:
        if being.index not in used:
            continue
        name, attributes = _name(being, by_head[group_key(being.head)])
        number = 2
        plain = name
        while group_key(name) in taken:
            name, number = f"{plain} {number}", number + 1
        taken.add(group_key(name))
        found[being.index] = Entity(name=name, attributes=attributes)
    return found


def _name(being: Being, others: list[Being]) -> tuple[str, tuple[str, ...]]:
    attributes = [a[:_NAME] for a in being.attributes][:_ATTRIBUTES]
    head = being.head[:_NAME].strip() or "thing"
    if being.noun.kind == "person" and being.head in being.aliases:
        attributes = [*attributes, {"m": "man", "f": "woman"}.get(being.gender, "person")]
    if len(others) == 1:
        return head, tuple(attributes)
    shared = set(others[0].attributes).intersection(*(set(o.attributes) for o in others[1:]))
    own = [a for a in attributes if a not in shared]
    mark = next((a for a in own if a in words.COLOURS), own[0] if own else "")
    if not mark:
        return head, tuple(attributes)
    name = (
        f"{mark} {head}"
        if " " not in mark or mark in words.COLOURS or " and " in mark
        else f"{head} {mark}"
    )
    return name[:80].strip(), tuple(a for a in attributes if a != mark)


def track(actor: Actor, entity: Entity, frames: Frames) -> Track | None:
    """The fewest keys that say the same as `frames`; None when it is never in frame."""
    boxes = [_box(f) for f in frames]
    if all(b is None for b in boxes):
        return None
    keys = tuple(Key(frame=n, box=boxes[n]) for n in _needed(boxes))
    return Track(
        id=f"e{actor[0] + 1}-{actor[1] + 1}",
        entity=entity.name,
        instance=actor[1],
        keys=keys,
        planned=keys,
    )


def _box(rect: Rect | None) -> Box | None:
    """Clipped to the frame, rounded; None when too little of it is left."""
    if rect is None:
        return None
    x0, y0 = max(rect.x, 0.0), max(rect.y, 0.0)
    x1, y1 = min(rect.right, 1.0), min(rect.bottom, 1.0)
    if x1 - x0 < _LEAST * rect.w or y1 - y0 < _LEAST * rect.h:
        return None
    x0, x1 = _grown(x0, x1)
    y0, y1 = _grown(y0, y1)
    return Box(round(x0, 3), round(y0, 3), round(x1, 3), round(y1, 3))


def _grown(low: float, high: float) -> tuple[float, float]:
    """An interval of at least the minimum, about the same middle, within the frame."""
    lacking = _MINIMUM - (high - low)
    if lacking <= 0:
        return low, high
    low = min(max(low - lacking / 2, 0.0), 1 - _MINIMUM)
    return low, low + _MINIMUM


def _needed(boxes: list[Box | None]) -> list[int]:
    """Frames whose boxes cannot be read off the others."""
    kept = [0]
    for n in range(1, LAYOUT_FRAMES):
        last = n == LAYOUT_FRAMES - 1
        if (boxes[n] is None) != (boxes[n - 1] is None):
            if boxes[n] is None and n - 1 not in kept:
                kept.append(n - 1)
            kept.append(n)
        elif boxes[n] is not None and (last or not _straight(boxes, kept[-1], n + 1)):
            kept.append(n)
    if len(kept) > 1 and boxes[kept[-1]] is not None and _same(boxes[kept[-1]], boxes[kept[-2]]):
        kept.pop()
    return kept


def _straight(boxes: list[Box | None], first: int, last: int) -> bool:
    a, b = boxes[first], boxes[last]
    if a is None or b is None:
        return False
    for n in range(first + 1, last):
        middle = boxes[n]
        t = (n - first) / (last - first)
        if middle is None or any(
            abs(p + (q - p) * t - m) > _SLACK for p, q, m in zip(a, b, middle, strict=True)
        ):
            return False
    return True


def _same(a: Box | None, b: Box | None) -> bool:
    return (
        a is not None
        and b is not None
        and all(abs(p - q) <= _SLACK for p, q in zip(a, b, strict=True))
    )


def scene(
    number: int,
    model: SceneModel,
    description: str,
    found: dict[int, Entity],
    frames: dict[Actor, Frames],
    reading: str,
) -> Scene:
    """A plan's scene from everything known about it."""
    if len(frames) > limits.TRACKS_PER_SCENE:
        names = sorted({found[a[0]].name for a in frames})
        raise PromptError(
            f"scene {number} shows {len(frames)} things ({', '.join(names)[:300]});"
            f" a scene holds {limits.TRACKS_PER_SCENE}: split it into several sentences"
        )
    order = sorted(frames, key=lambda a: _depth(frames[a]))
    tracks = [track(a, found[a[0]], frames[a]) for a in order]
    return Scene(
        id=f"s{number}",
        description=description[:2000],
        background=model.background[:200],
        tracks=tuple(t for t in tracks if t),
        reading=reading[:2000],
    )


def _depth(frames: Frames) -> float:
    """Back to front: by the foot, larger first where feet agree."""
    first = next((f for f in frames if f is not None), None)
    return 0.0 if first is None else round(first.bottom, 2) * 10 - first.w * first.h
