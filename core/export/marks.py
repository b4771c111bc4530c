"""Colours of entities, and their boxes drawn over frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from core.export.fonts import font
from core.export.stitch import Frames
from core.plan.geometry import Box
from core.plan.schema import Scene, VideoPlan, group_key
from core.plan.tracks import dense

# far apart in hue, readable on light and on dark
PALETTE = (
    "#e8590c", "#1c7ed6", "#2f9e44", "#ae3ec9", "#d6336c", "#0c8599",
    "#b08000", "#5f3dc4", "#74a812", "#c2255c", "#3b82a0", "#8a5a33",
)  # fmt: skip


@dataclass(frozen=True)
class Outline:
    """The boxes of one track, one a frame (None where it is absent), and how they are marked."""

    label: str
    color: str
    boxes: tuple[Box | None, ...]


def entity_color(plan: VideoPlan, name: str) -> str:
    """The colour of an entity, by its place in the plan. Raises PlanError for an unknown name."""
    return PALETTE[plan.entities.index(plan.entity(name)) % len(PALETTE)]


def outlines(plan: VideoPlan, scene: Scene, n_frames: int | None = None) -> tuple[Outline, ...]:
    """The visible tracks of a scene, back to front, with a box for each of its frames."""
    count = scene.frame_count if n_frames is None else n_frames
    names = [group_key(track.entity) for track in scene.tracks]
    return tuple(
        Outline(
            label=track.entity + (f" {track.instance + 1}" if names.count(key) > 1 else ""),
            color=entity_color(plan, track.entity),
            boxes=dense(track, scene, count),
        )
        for track, key in zip(scene.tracks, names, strict=True)
        if not track.hidden
    )


def overlay_boxes(frames: Frames, marks: Sequence[Outline]) -> Frames:
    """Frames uint8 [F, H, W, 3] with named boxes drawn over a copy of them."""
    drawn = []
    for number, frame in enumerate(frames):
        picture = Image.fromarray(frame)
        draw_boxes(picture, marks, number)
        drawn.append(np.asarray(picture))
    return np.stack(drawn)


def draw_boxes(picture: Image.Image, marks: Sequence[Outline], number: int) -> None:
    """Draw the boxes of frame `number` on an RGB picture of any size."""
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    line = max(1, round(min(width, height) / 128))
    letters = font(max(9, round(min(width, height) / 22)))
    for mark in marks:
        box = mark.boxes[number]
        if box is None:
            continue
        x0, y0 = round(box.x0 * (width - 1)), round(box.y0 * (height - 1))
        x1, y1 = round(box.x1 * (width - 1)), round(box.y1 * (height - 1))
        draw.rectangle((x0, y0, x1, y1), outline=mark.color, width=line)
        length = round(letters.getlength(mark.label)) + 2 * line + 2
        left = max(0, min(x0, width - length))
        bottom = draw.textbbox((left, y0 + line), mark.label, font=letters)[3] + 1
        draw.rectangle((left, y0, left + length, bottom), fill=mark.color)
        draw.text((left + line + 1, y0 + line), mark.label, fill="white", font=letters)
