"""The storyboard on paper: a contact sheet as PNG or PDF, and the film strip of a scene.

A scene is a band: its text at the left, frames with their boxes at the right. Scenes that were
not rendered show their boxes on a plain ground.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from core.errors import InputError, PlanError
from core.export.fonts import font, wrapped
from core.export.marks import Outline, draw_boxes, entity_color, outlines
from core.export.publish import published
from core.export.stitch import Frames
from core.plan.schema import Scene, VideoPlan, group_key

PAGE = (1754, 1240)  # A4 landscape at 150 dots an inch
MARGIN = 64
BAND = 258
HEAD = 122
THUMBS = 4
THUMB = 232
_INK, _SOFT, _LINE, _GROUND = "#1b2430", "#5c6773", "#d5dae0", "#c3ccd4"


@dataclass(frozen=True)
class Sheet:
    """A plan laid out; `frames` maps ids of rendered scenes to uint8 [F, H, W, 3]."""

    plan: VideoPlan
    frames: Mapping[str, Frames]

    def pages(self) -> list[Image.Image]:
        """RGB pages of A4 size, four scenes each."""
        bands = [self.band(number) for number in range(1, len(self.plan.scenes) + 1)]
        per_page = (PAGE[1] - HEAD - MARGIN) // BAND
        groups = [bands[i : i + per_page] for i in range(0, len(bands), per_page)] or [[]]
        return [
            self._page(group, f"{number} / {len(groups)}", PAGE[1])
            for number, group in enumerate(groups, start=1)
        ]

    def tall(self) -> Image.Image:
        """The whole storyboard as one picture."""
        bands = [self.band(number) for number in range(1, len(self.plan.scenes) + 1)]
        return self._page(bands, "", HEAD + BAND * len(bands) + MARGIN)

    def band(self, number: int) -> Image.Image:
        """One scene, counted from 1."""
        scene = self.plan.scenes[number - 1]
        width = PAGE[0] - 2 * MARGIN
        band = Image.new("RGB", (width, BAND), "white")
        draw = ImageDraw.Draw(band)
        draw.line((0, 0, width, 0), fill=_LINE, width=2)
        thumbs = self._thumbs(scene)
        room = width - sum(thumb.width + 12 for thumb in thumbs)
        self._text(draw, number, scene, room - 20)
        x = room + 12
        for thumb in thumbs:
            band.paste(thumb, (x, 14))
            x += thumb.width + 12
        return band

    def _page(self, bands: list[Image.Image], mark: str, height: int) -> Image.Image:
        page = Image.new("RGB", (PAGE[0], height), "white")
        draw = ImageDraw.Draw(page)
        room = PAGE[0] - 2 * MARGIN
        title = self.plan.title or self.plan.prompt or "Storyboard"
        bold, small = font(34, bold=True), font(19)
        draw.text((MARGIN, 40), wrapped(title, bold, room - 320, 1)[0], fill=_INK, font=bold)
        seconds = sum(scene.frame_count / scene.fps for scene in self.plan.scenes)
        facts = f"{len(self.plan.scenes)} scenes, {seconds:.1f} s"
        draw.text((PAGE[0] - MARGIN, 52), facts, fill=_SOFT, font=small, anchor="ra")
        if self.plan.prompt and self.plan.prompt != title:
            line = wrapped(self.plan.prompt, small, room, 1)[0]
            draw.text((MARGIN, 88), line, fill=_SOFT, font=small)
        if mark:
            at = (PAGE[0] - MARGIN, height - MARGIN // 2)
            draw.text(at, mark, fill=_SOFT, font=font(16), anchor="rs")
        for index, band in enumerate(bands):
            page.paste(band, (MARGIN, HEAD + index * BAND))
        return page

    def _text(self, draw: ImageDraw.ImageDraw, number: int, scene: Scene, room: float) -> None:
        bold, body, small = font(24, bold=True), font(19), font(16)
        draw.text((0, 14), str(number), fill=_INK, font=bold)
        seconds = f"{scene.frame_count / scene.fps:.1f} s · {scene.frame_count} frames"
        draw.text((44, 19), f"{seconds} · {scene.fps} fps", fill=_SOFT, font=small)
        y = 52
        for line in wrapped(scene.description, body, room, 4):
            draw.text((0, y), line, fill=_INK, font=body)
            y += 26
        if scene.background:
            line = wrapped(f"in: {scene.background}", small, room, 1)[0]
            draw.text((0, y + 4), line, fill=_SOFT, font=small)
            y += 26
        x = 0.0
        y += 8
        for name in dict.fromkeys(group_key(track.entity) for track in scene.tracks):
            entity = self.plan.entity(name)
            label = wrapped(entity.caption, small, room - 20, 1)[0]
            length = small.getlength(label) + 34
            if x and x + length > room:
                x, y = 0.0, y + 24
            if y + 20 > BAND:
                break
            draw.rectangle((x, y + 3, x + 12, y + 15), fill=entity_color(self.plan, name))
            draw.text((x + 18, y), label, fill=_INK, font=small)
            x += length

    def _thumbs(self, scene: Scene) -> list[Image.Image]:
        frames = self.frames.get(scene.id)
        if frames is not None and len(frames) != scene.frame_count:
            raise PlanError(
                f"scene {scene.id} has {scene.frame_count} frames, {len(frames)} were given"
            )
        marks = outlines(self.plan, scene)
        count = min(THUMBS, scene.frame_count)
        picks = np.linspace(0, scene.frame_count - 1, count).round().astype(int)
        return [_thumb(None if frames is None else frames[i], marks, int(i)) for i in picks]


def contact_sheet(plan: VideoPlan, frames: Mapping[str, Frames] | None = None) -> Image.Image:
    """The storyboard as one RGB picture."""
    return Sheet(plan, frames or {}).tall()


def write_sheet(path: Path, plan: VideoPlan, frames: Mapping[str, Frames] | None = None) -> None:
    """Write a contact sheet, .png (one picture) or .pdf (A4 pages).

    Raises:
        InputError: another suffix, or frames that do not fit the plan.
        ExportError, DiskFull: it could not be written.
    """
    sheet, kind = Sheet(plan, frames or {}), path.suffix.lower()
    if kind not in (".png", ".pdf"):
        raise InputError(f"{path.name} is no contact sheet: end it in .png or .pdf")
    with published(path) as part:
        if kind == ".png":
            sheet.tall().save(part, "PNG", optimize=True)
        else:
            first, *rest = sheet.pages()
            first.save(
                part, "PDF", save_all=True, append_images=rest, resolution=150, title=plan.title
            )


def filmstrip(frames: Frames, quality: int = 90) -> bytes:
    """All frames as one JPEG grid of ceil(sqrt(F)) columns, row by row, for the editor's canvas."""
    n_frames, height, width, _ = frames.shape
    columns = math.ceil(math.sqrt(n_frames))
    rows = math.ceil(n_frames / columns)
    grid = np.zeros((rows * columns, height, width, 3), np.uint8)
    grid[:n_frames] = frames
    grid = grid.reshape(rows, columns, height, width, 3).swapaxes(1, 2)
    picture = Image.fromarray(grid.reshape(rows * height, columns * width, 3))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, subsampling=0)
    return buffer.getvalue()


def _thumb(frame: Frames | None, marks: tuple[Outline, ...], number: int) -> Image.Image:
    if frame is None:
        picture = Image.new("RGB", (THUMB, THUMB), _GROUND)
    else:
        height, width = frame.shape[:2]
        scale = THUMB / max(width, height)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        picture = Image.fromarray(frame).resize(size, Image.Resampling.LANCZOS)
    draw_boxes(picture, marks, number)
    return picture
