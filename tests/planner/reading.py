"""What the importer made of a text."""

from __future__ import annotations

from core.plan.schema import Scene
from core.plan.tracks import boxes_at
from core.planner.importer import import_plan

Boxes = list[tuple[str, tuple[float, ...]]]
Boxes = list[tuple[str, tuple[float, ...]]]


def at(scene: Scene, frame: int) -> Boxes:
    return sorted(
        (track.entity, tuple(round(v, 4) for v in box))
        for track, box in boxes_at(scene, frame)
        if box is not None
    )


def only(text: str) -> Scene:
    (scene,) = import_plan(text).scenes
    return scene
