"""Reference pictures for those above this layer: a file's bytes in, what a plan names out."""

from __future__ import annotations

from dataclasses import dataclass

from core.grounding.cutout import cut_out
from core.grounding.pictures import as_png
from core.grounding.pictures import read_picture as read_image

__all__ = ["Picture", "as_png", "cut_out", "read_image", "read_picture"]


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: `png` is RGB or RGBA, upright, without metadata."""

    digest: str  # sha256 of `png`
    png: bytes
    width: int
    height: int


def read_picture(data: bytes) -> Picture:
    """The picture in a file. Raises PictureError: see `core.grounding.pictures`."""
    image = read_image(data)
    digest, png = as_png(image)
    return Picture(digest, png, *image.size)
