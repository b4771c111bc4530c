"""Small pictures for the report: sheets of frames with boxes, pairs of crops, bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from core.evaluation.shots import Shot
from core.grounding.pictures import cropped
from core.plan.geometry import Box
from core.render.types import Frames

Strips = tuple[Frames, Frames]  # what was given, what was rendered
MOST_BYTES = 200_000
CELL = 128
WANTED, SEEN = (255, 255, 255), (60, 230, 90)
COLOURS = ((46, 118, 196), (120, 190, 110), (205, 120, 60), (130, 130, 130))


def save(picture: Image.Image, path: Path) -> None:
    """Write a PNG of at most MOST_BYTES: fewer colours first, then smaller."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for colours in (256, 128, 64):
        picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= MOST_BYTES:
            return
    size = (picture.width * 4 // 5, picture.height * 4 // 5)
    save(picture.resize(size, Image.Resampling.LANCZOS), path)


def cut(frame: Frames, box: Box, side: int) -> Frames:
    """What a box shows of a frame [H, W, 3], stretched to [side, side, 3]."""
    return np.asarray(cropped(Image.fromarray(frame), box).resize((side, side)))


def framed(shot: Shot, frame: int) -> Image.Image:
    """A frame with its planned boxes in white and the seen ones in green."""
    picture = Image.fromarray(shot.clip.frames[frame]).resize((CELL, CELL), Image.Resampling.BOX)
    draw = ImageDraw.Draw(picture)
    for planned in shot.planned[frame]:
        draw.rectangle([v * (CELL - 1) for v in planned.box], outline=WANTED)
    for detection in shot.detections[frame]:
        if detection.seen:
            draw.rectangle([v * (CELL - 1) for v in detection.box], outline=SEEN)
    return picture


def sheet(shots: Sequence[Shot], path: Path, most: int = 30) -> None:
    """First and last frame of each shot, side by side; evenly chosen when there are many."""
    if not shots:
        return
    picked = [shots[i * len(shots) // min(most, len(shots))] for i in range(min(most, len(shots)))]
    columns = 5
    rows = -(-len(picked) // columns)
    out = Image.new("RGB", (columns * (2 * CELL + 6), rows * (CELL + 6)), (24, 24, 28))
    for i, shot in enumerate(picked):
        x, y = i % columns * (2 * CELL + 6), i // columns * (CELL + 6)
        out.paste(framed(shot, 0), (x, y))
        out.paste(framed(shot, len(shot.planned) - 1), (x + CELL, y))
    save(out, path)


def pairs(crops: Sequence[tuple[Frames, Frames]], path: Path, most: int = 60) -> None:
    """What was given above what was rendered; larger when there are few."""
    shown = crops[:most]
    columns = max(1, min(15, len(shown)))
    rows = -(-len(shown) // columns)
    side = 64 if len(shown) > 8 else 160
    out = Image.new("RGB", (columns * (side + 4), rows * (2 * side + 8)), (24, 24, 28))
    for i, both in enumerate(shown):
        for j, crop in enumerate(both):
            at = (i % columns * (side + 4), i // columns * (2 * side + 8) + j * side)
            out.paste(Image.fromarray(crop).resize((side, side)), at)
    save(out, path)


def strips(rows: Sequence[Strips], path: Path, most: int = 16) -> None:
    """Two clips of crops a row, real above rendered, every other frame of each; evenly chosen."""
    picked = [rows[i * len(rows) // min(most, len(rows))] for i in range(min(most, len(rows)))]
    side, columns = 48, 2
    frames = len(rows[0][0]) // 2
    width, height = frames * side + 8, 2 * side + 8
    out = Image.new("RGB", (columns * width, -(-len(picked) // columns) * height), (24, 24, 28))
    for i, both in enumerate(picked):
        for j, crops in enumerate(both):
            for k, crop in enumerate(crops[::2]):
                at = (i % columns * width + k * side, i // columns * height + j * side)
                out.paste(Image.fromarray(crop).resize((side, side)), at)
    save(out, path)


def bars(groups: Mapping[str, Mapping[str, float]], path: Path, title: str) -> None:
    """Horizontal bars of values in [0, 1], a group a row, a colour a column of the report."""
    names = list(dict.fromkeys(name for group in groups.values() for name in group))
    height, left, width = 18, 130, 420
    full = [(name, group) for name, group in groups.items() if group]
    tall = 30 + sum(len(group) * height // 2 + 12 for _, group in full)
    out = Image.new("RGB", (left + width + 60, tall), (255, 255, 255))
    draw = ImageDraw.Draw(out)
    for i, name in enumerate(names):
        draw.text((left + 100 * i, 6), name, fill=COLOURS[i % len(COLOURS)])
    draw.text((6, 6), title, fill=(0, 0, 0))
    y = 28
    for name, group in full:
        draw.text((6, y), name, fill=(0, 0, 0))
        for key, value in group.items():
            end = left + float(np.clip(value, 0, 1)) * width
            colour = COLOURS[names.index(key) % len(COLOURS)]
            draw.rectangle((left, y, end, y + height // 2 - 2), fill=colour)
            draw.text((end + 4, y - 2), f"{value:.2f}", fill=(90, 90, 90))
            y += height // 2
        y += 12
    save(out, path)
