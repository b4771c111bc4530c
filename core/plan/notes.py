"""Plausibility notes: what looks odd in a plan, for people to judge. Nothing here is an error.

Looks at the boxes as rendered: paths that jump, boxes too small for the engine or cut by the
frame's edge, overlaps the text does not explain; and at names in texts without a box, and the
reverse. Words are compared roughly (plural, letter case), so a note may be wrong.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal

from core.plan.geometry import Box
from core.plan.schema import Entity, Scene, Track, VideoPlan, group_key
from core.plan.tracks import Boxes, dense

Level = Literal["info", "warning"]

LATENT_CELL = 1 / 16  # one latent position of the embedded engine
JUMP = 0.3  # of the frame's side, between adjacent layout frames
COVERED = 0.5  # share of the smaller box
_SLIVER = 0.6  # of the largest width: what is left at the edge counts as cut

_RELATIONS = frozenset(  # words after which an overlap is meant
    {"on", "onto", "in", "inside", "into", "behind", "before", "front", "under", "below", "beneath",
     "over", "above", "beside", "with", "against", "through", "between", "around", "across",
     "hold", "holding", "ride", "riding", "hug", "hugging", "carry", "carrying", "wear", "wearing",
     "sit", "sitting", "stand", "standing", "eat", "eating", "drive", "driving", "overlap",
     "overlapping", "touch", "touching", "meet", "meeting", "kiss", "kissing", "fight", "fighting",
     "catch", "catching", "cover", "covering"}
)  # fmt: skip
_PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "his", "its", "their"})


@dataclass(frozen=True)
class Note:
    """One remark on a scene, or on one track of it."""

    scene: str
    track: str | None
    level: Level
    text: str


def notes(plan: VideoPlan) -> tuple[Note, ...]:
    """All remarks, scene by scene, in the order of their tracks."""
    found: list[Note] = []
    for scene in plan.scenes:
        found += scene_notes(plan, scene)
    return tuple(found)


def scene_notes(plan: VideoPlan, scene: Scene) -> tuple[Note, ...]:
    """The remarks on one scene of `plan`."""
    found: list[Note] = []
    for track in scene.tracks:
        boxes = dense(track, scene, scene.layout_frames)
        remarks = (_absent(boxes), _jump(boxes), _small(boxes), _cut(boxes))
        found += [
            Note(scene.id, track.id, level, f"{_label(scene, track)} {text}")
            for level, text in filter(None, remarks)
        ]
    return (*found, *_overlaps(scene), *_mentions(plan, scene))


def _absent(boxes: Boxes) -> tuple[Level, str] | None:
    if any(boxes):
        return None
    return "warning", "is never seen: give it a box on some frame"


def _jump(boxes: Boxes) -> tuple[Level, str] | None:
    ways = [
        (math.dist(a.center, b.center), at) for at, (a, b) in enumerate(pairwise(boxes)) if a and b
    ]
    way, at = max(ways, default=(0.0, 0))
    if way <= JUMP:
        return None
    return "warning", f"jumps {way:.0%} of the frame between frames {at} and {at + 1}"


def _small(boxes: Boxes) -> tuple[Level, str] | None:
    sides = [min(box.width, box.height) for box in boxes if box]
    frames = sum(side < LATENT_CELL for side in sides)
    if not frames:
        return None
    return "warning", f"is smaller than one cell of the engine (1/16) on {frames} frames"


def _cut(boxes: Boxes) -> tuple[Level, str] | None:
    seen = [box for box in boxes if box]
    if not seen:
        return None
    widest, highest = max(b.width for b in seen), max(b.height for b in seen)
    edges = set()
    for box in seen:
        if box.width < _SLIVER * widest:
            edges |= {"left"} if box.x0 <= 0 else set()
            edges |= {"right"} if box.x1 >= 1 else set()
        if box.height < _SLIVER * highest:
            edges |= {"top"} if box.y0 <= 0 else set()
            edges |= {"bottom"} if box.y1 >= 1 else set()
    if not edges:
        return None
    return (
        "info",
        f"reaches outside the frame at the {' and '.join(sorted(edges))}, where it is cut",
    )


def _overlaps(scene: Scene) -> list[Note]:
    if _words(scene.description) & _RELATIONS:
        return []
    paths = [(track, dense(track, scene, scene.layout_frames)) for track in scene.tracks]
    found = []
    for (back, under), (front, over) in combinations(paths, 2):
        frames = sum(_covered(a, b) > COVERED for a, b in zip(under, over, strict=True) if a and b)
        if frames:
            text = (
                f"{_label(scene, front)} covers {_label(scene, back)} on {frames} frames,"
                " which the text does not mention"
            )
            found.append(Note(scene.id, front.id, "info", text))
    return found


def _covered(a: Box, b: Box) -> float:
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.y1, b.y1) - max(a.y0, b.y0)
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / min(a.area, b.area)


def _mentions(plan: VideoPlan, scene: Scene) -> list[Note]:
    words = _words(scene.description)
    shown = {group_key(track.entity): track for track in scene.tracks}
    found = []
    for entity in plan.entities:
        named = _named(entity, words)
        track = shown.get(group_key(entity.name))
        if named and track is None:
            text = f"the text names {entity.name}, which has no box in this scene"
            found.append(Note(scene.id, None, "info", text))
        elif track is not None and not named and words and not words & _PRONOUNS:
            text = f"{entity.name} has a box, but the text does not name it"
            found.append(Note(scene.id, track.id, "info", text))
    return found


def _named(entity: Entity, words: frozenset[str]) -> bool:
    """Whether every word of the name is among `words`."""
    name = [_stem(word) for word in re.findall(r"\w+", group_key(entity.name))]
    return bool(name) and all(word in words for word in name)


def _words(text: str) -> frozenset[str]:
    """The words of a text, each as it is and without plural endings."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(words) | frozenset(_stem(word) for word in words)


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _label(scene: Scene, track: Track) -> str:
    """The entity's name, with a number where the scene has several of it."""
    group = group_key(track.entity)
    several = sum(group_key(t.entity) == group for t in scene.tracks) > 1
    return f"{track.entity} {track.instance + 1}" if several else track.entity
