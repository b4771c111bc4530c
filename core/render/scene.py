"""From a plan's scene to what conditions a network: text, who, where, which way they face.

No torch here: `Layout` is plain numbers, so that it can be tested and hashed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from core.grounding.vocabulary import Vocabulary
from core.plan.geometry import Box
from core.plan.schema import Entity, Track, group_key
from core.plan.tracks import dense
from core.render.types import SceneRequest

PLAIN = Vocabulary()  # leaves words as they are
STILL = 0.004  # move a frame below which a thing stands, and keeps facing as it did
# Pictures of things face left by nature, but for these.
FACE_RIGHT = frozenset({"rocket", "spaceship", "space rocket", "airplane", "plane", "jet"})
STRETCH = 1.35  # how far a picture's own proportions may be stretched to fill its box


@dataclass(frozen=True)
class Appearance:
    """One way an entity looks in a scene: its group, whether it is mirrored, which of its like."""

    entity: str  # group key
    mirrored: bool
    instance: int = 0  # how many tracks of its group come before


@dataclass(frozen=True)
class Layout:
    """Appearances, and for each rendered frame (appearance index, box) from back to front."""

    appearances: tuple[Appearance, ...]
    frames: tuple[tuple[tuple[int, Box], ...], ...]


def scene_text(request: SceneRequest, vocabulary: Vocabulary = PLAIN) -> str:
    """The text that conditions the whole picture: the place first, then who is there, in the
    words of a vocabulary.

    A scene without a background is conditioned on its description.
    """
    scene = request.scene
    place = vocabulary.places.known(scene.background or scene.description)
    counts: dict[str, int] = {}
    captions = {group_key(e.name): vocabulary.things.known(e.caption) for e in request.entities}
    for track in scene.tracks:
        caption = captions[group_key(track.entity)]
        counts[caption] = counts.get(caption, 0) + 1
    who = ", ".join(name if n == 1 else f"{n} {name}s" for name, n in counts.items())
    return f"{place}, {who}" if who else place


def layout_of(request: SceneRequest, aspects: dict[str, float] | None = None) -> Layout:
    """The scene's layout on its rendered frames.

    Things that move sideways face where they go; things that stand beside others face them.
    An entity with a reference keeps its picture's direction.
    `aspects` maps a group key to width over height of its reference, to which boxes are fitted.
    """
    scene = request.scene
    fixed = {group_key(e.name) for e in request.entities if _pictured(e)}
    paths = [(track, dense(track, scene, scene.frame_count)) for track in scene.tracks]
    appearances: list[Appearance] = []
    frames: list[list[tuple[int, Box]]] = [[] for _ in range(scene.frame_count)]
    instances: Counter[str] = Counter()
    for track, boxes in paths:
        key = group_key(track.entity)
        facing = [False] * len(boxes) if key in fixed else _facing(track, boxes, paths)
        if key in FACE_RIGHT:
            facing = [not right for right in facing]
        for frame, box in enumerate(boxes):
            if box is None:
                continue
            look = Appearance(key, facing[frame], instances[key])
            if look not in appearances:
                appearances.append(look)
            if aspects and key in aspects:
                box = fitted(box, aspects[key])
            frames[frame].append((appearances.index(look), box))
        instances[key] += 1
    return Layout(tuple(appearances), tuple(tuple(f) for f in frames))


def travelled(layout: Layout) -> tuple[tuple[int, ...], ...]:
    """For each box of each frame, in how many frames until then its thing was on its way."""
    at: dict[tuple[str, int], tuple[Box, int]] = {}
    out = []
    for instances in layout.frames:
        row = []
        for index, box in instances:
            look = layout.appearances[index]
            before, count = at.get((look.entity, look.instance), (box, 0))
            count += max(abs(a - b) for a, b in zip(before, box, strict=True)) > STILL
            at[look.entity, look.instance] = box, count
            row.append(count)
        out.append(tuple(row))
    return tuple(out)


def fitted(box: Box, aspect: float) -> Box:
    """The largest part of `box`, standing on its floor, whose shape is `aspect` up to STRETCH."""
    ratio = box.width / box.height / aspect
    if ratio > STRETCH:
        spare = box.width * (1 - STRETCH / ratio) / 2
        return Box(box.x0 + spare, box.y0, box.x1 - spare, box.y1)
    if ratio < 1 / STRETCH:
        return Box(box.x0, box.y1 - box.height * ratio * STRETCH, box.x1, box.y1)
    return box


def _pictured(entity: Entity) -> bool:
    return any(reference.enabled for reference in entity.references)


def _facing(
    track: Track, boxes: tuple[Box | None, ...], paths: list[tuple[Track, tuple[Box | None, ...]]]
) -> list[bool]:
    """Per frame: True where the thing looks right."""
    steps = []
    for frame, box in enumerate(boxes):
        before = boxes[frame - 1] if frame else None
        after = boxes[frame + 1] if frame + 1 < len(boxes) else None
        first, last = before or box, after or box
        moved = last.center[0] - first.center[0] if first and last else 0.0
        spans = (before is not None) + (after is not None)
        steps.append(moved / max(1, spans))
    known = next((s > 0 for s in steps if abs(s) > STILL), None)
    if known is None:
        return [_towards_others(track, boxes, paths)] * len(boxes)
    out = []
    for step in steps:
        if abs(step) > STILL:
            known = step > 0
        out.append(bool(known))
    return out


def _towards_others(
    track: Track, boxes: tuple[Box | None, ...], paths: list[tuple[Track, tuple[Box | None, ...]]]
) -> bool:
    """A thing that stands still looks at the others' mean place."""
    own = [b.center[0] for b in boxes if b is not None]
    others = [
        b.center[0] for other, seen in paths if other.id != track.id for b in seen if b is not None
    ]
    if not own or not others:
        return False
    return sum(others) / len(others) > sum(own) / len(own) + 0.02
