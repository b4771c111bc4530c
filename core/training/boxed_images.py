"""Pictures with named boxes, as people have them: COCO folders, and GRIT or WebDataset shards.

Owns reading and cutting to the square a network sees. Broken pictures and unusable boxes are
skipped and counted; nothing is held in memory but the annotations.
"""

from __future__ import annotations

import io
import json
import logging
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from core.errors import InputError
from core.plan.geometry import Box

log = logging.getLogger(__name__)

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
MIN_SIDE = 0.04  # of the picture's side; smaller things cannot be told at 32 latent positions
MOST = 30  # boxes a picture, the largest ones: GLIGEN's number
VISIBLE = 0.4  # share of a box that must lie inside the square
PIXELS = 100_000_000


@dataclass(frozen=True)
class Source:
    """Where a picture's bytes are: a file, or `size` bytes of it from `offset`."""

    path: Path
    offset: int = 0
    size: int | None = None

    def read(self) -> bytes:
        with self.path.open("rb") as opened:
            opened.seek(self.offset)
            return opened.read(-1 if self.size is None else self.size)


@dataclass(frozen=True)
class BoxedImage:
    """A picture, what it shows as a whole ("" where nobody said), and (name, box) of things."""

    source: Source
    caption: str
    things: tuple[tuple[str, Box], ...]

    def open(self) -> Image.Image:
        """The picture, upright RGB. Raises InputError: it cannot be read."""
        try:
            image = Image.open(io.BytesIO(self.source.read()), formats=("PNG", "JPEG", "WEBP"))
            if image.width * image.height > PIXELS:
                raise InputError(f"{self.source.path} has over {PIXELS:,} pixels")
            return ImageOps.exif_transpose(image).convert("RGB")
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise InputError(f"a picture of {self.source.path} cannot be read: {error}") from None


@dataclass(frozen=True)
class Square:
    """A picture cut to a square of `side` pixels, with the boxes that are still to be seen.

    `kept` holds the index in the picture's `things` for each box.
    """

    picture: Image.Image
    boxes: tuple[Box, ...]
    kept: tuple[int, ...]


def read_boxed_images(place: Path) -> list[BoxedImage]:
    """Every usable picture of a COCO folder, or of a folder or file of shards.

    Raises:
        InputError: nothing usable is there; the message says what was looked for.
    """
    shards = [place] if place.suffix == ".tar" else sorted(place.glob("*.tar"))
    found = list(_shards(shards)) if shards else list(_coco(place))
    usable = [image for image in found if image.things]
    if not usable:
        raise InputError(
            f"{place} holds no boxed pictures: give a folder with COCO annotations (*.json) and its"
            " pictures, or .tar shards with a .json beside each picture"
        )
    log.info("%d pictures with %d boxes", len(usable), sum(len(i.things) for i in usable))
    return usable


def _coco(folder: Path) -> Iterator[BoxedImage]:
    """COCO's instances (and captions, where there are any) of a folder."""
    documents = [_json(path.read_bytes(), path) for path in _annotation_files(folder)]
    images: dict[int, dict[str, Any]] = {}
    names: dict[int, str] = {}
    boxes: dict[int, list[tuple[str, Box]]] = {}
    captions: dict[int, str] = {}
    for document in documents:
        images |= {int(i["id"]): i for i in document["images"]}
        names |= {int(c["id"]): str(c["name"]) for c in document.get("categories", ())}
    for document in documents:
        for note in document["annotations"]:
            at = int(note["image_id"])
            if "caption" in note:
                captions.setdefault(at, str(note["caption"]).strip())
            elif at in images and not note.get("iscrowd") and note.get("category_id") in names:
                box = _from_pixels(note["bbox"], images[at])
                if box is not None:
                    boxes.setdefault(at, []).append((names[note["category_id"]], box))
    for at, row in images.items():
        path = _picture(folder, str(row["file_name"]))
        if path is not None and at in boxes:
            caption = captions.get(at) or str(row.get("caption", ""))
            yield BoxedImage(Source(path), caption, _largest(boxes[at]))


def _annotation_files(folder: Path) -> list[Path]:
    found = []
    for path in sorted([*folder.glob("*.json"), *folder.glob("annotations/*.json")]):
        document = _json(path.read_bytes(), path)
        if isinstance(document, dict) and {"images", "annotations"} <= document.keys():
            found.append(path)
    return found


def _picture(folder: Path, name: str) -> Path | None:
    """A picture by its file name, in the folder or one of its folders; never outside it."""
    plain = Path(name).name
    for place in (folder, folder / "images", *sorted(p for p in folder.iterdir() if p.is_dir())):
        if (place / plain).is_file() and plain.lower().endswith(PICTURES):
            return place / plain
    return None


def _from_pixels(bbox: Any, image: dict[str, Any]) -> Box | None:
    """COCO's [x, y, width, height] in pixels; None where it is too small or no box."""
    try:
        x, y, width, height = (float(v) for v in bbox)
        across, down = float(image["width"]), float(image["height"])
        return _usable(x / across, y / down, (x + width) / across, (y + height) / down)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None


def _usable(x0: float, y0: float, x1: float, y1: float) -> Box | None:
    box = Box(max(x0, 0.0), max(y0, 0.0), min(x1, 1.0), min(y1, 1.0))
    return box if box.width >= MIN_SIDE and box.height >= MIN_SIDE else None  # NaN is no box


def _largest(things: list[tuple[str, Box]]) -> tuple[tuple[str, Box], ...]:
    """Larger first, which is back to front as well as one can tell."""
    return tuple(sorted(things, key=lambda thing: -thing[1].area)[:MOST])


def _shards(paths: list[Path]) -> Iterator[BoxedImage]:
    """Pairs of a picture and its .json of each shard; pictures are read where they lie."""
    for path in paths:
        try:
            with tarfile.open(path) as shard:
                yield from _pairs(path, shard)
        except tarfile.TarError as error:
            raise InputError(f"the shard {path} is damaged: {error}") from None


def _pairs(path: Path, shard: tarfile.TarFile) -> Iterator[BoxedImage]:
    pictures: dict[str, Source] = {}
    notes: dict[str, dict[str, Any]] = {}
    for member in shard:
        key, _, suffix = member.name.rpartition(".")
        if not member.isfile():
            continue
        if f".{suffix.lower()}" in PICTURES:
            pictures[key] = Source(path, member.offset_data, member.size)
        elif suffix.lower() == "json" and (opened := shard.extractfile(member)):
            notes[key] = _json(opened.read(), path)
    for key in pictures.keys() & notes.keys():
        image = _grit(pictures[key], notes[key])
        if image is not None:
            yield image


def _grit(source: Source, note: dict[str, Any]) -> BoxedImage | None:
    """GRIT's note: a caption and noun chunks as [start, end, x0, y0, x1, y1, score] on it; or
    plain `boxes` as [{"name", "box"}] in the unit square."""
    caption = str(note.get("caption", ""))
    things: list[tuple[str, Box]] = []
    try:
        for start, end, *corners in note.get("noun_chunks", ()):
            box = _usable(*(float(v) for v in corners[:4]))
            name = caption[int(start) : int(end)].strip()
            if box is not None and name:
                things.append((name, box))
        for row in note.get("boxes", ()):
            box = _usable(*(float(v) for v in row["box"]))
            if box is not None:
                things.append((str(row["name"]), box))
    except (KeyError, TypeError, ValueError):
        return None
    return BoxedImage(source, caption, _largest(things))


def _json(data: bytes, path: Path) -> Any:
    try:
        return json.loads(data)
    except ValueError as error:
        raise InputError(f"{path} holds damaged JSON: {error}") from None


def square(image: BoxedImage, side: int, along: float) -> Square:
    """The picture's square of `side` pixels at `along` in [0, 1] of its longer side.

    Raises:
        InputError: the picture cannot be read.
    """
    picture = image.open()
    width, height = picture.size
    edge = min(width, height)
    left, top = (width - edge) * along, (height - edge) * along
    area = (left, top, left + edge, top + edge)
    cut = picture.resize((side, side), Image.Resampling.LANCZOS, box=area)
    boxes, kept = [], []
    for i, (_, box) in enumerate(image.things):
        moved = Box(
            (box.x0 * width - left) / edge, (box.y0 * height - top) / edge,
            (box.x1 * width - left) / edge, (box.y1 * height - top) / edge,
        )  # fmt: skip
        inside = _usable(*moved)
        if inside is not None and inside.area >= VISIBLE * moved.area:
            boxes.append(inside)
            kept.append(i)
    return Square(cut, tuple(boxes), tuple(kept))


def crop(picture: Image.Image, box: Box) -> Image.Image:
    """A thing cut out of its picture, as CLIP sees it."""
    width, height = picture.size
    return picture.crop(
        (int(box.x0 * width), int(box.y0 * height), round(box.x1 * width), round(box.y1 * height))
    )
