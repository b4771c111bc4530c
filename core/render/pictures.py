"""Pictures from people: read under caps by three decoders, pixels rebuilt, everything else dropped.

Owns the way from a file's bytes to the PNG that a plan names by its digest. Does not own what an
engine sees in it (`core.grounding`).
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from core import limits
from core.errors import PictureError

FORMATS = ("PNG", "JPEG", "WEBP")
STORED_SIDE = 1024  # more than any engine looks at
_HEADS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")

_TOO_MANY = (
    "the picture has {} megapixels: at most"
    f" {limits.IMAGE_PIXELS / 1e6:.0f} are read; save it smaller"
)


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept: `png` is RGB or RGBA, upright, without metadata."""

    digest: str  # sha256 of `png`
    png: bytes
    width: int
    height: int


def read_picture(data: bytes) -> Picture:
    """The picture in `data`: its first frame, upright, at most STORED_SIDE pixels a side.

    Raises:
        PictureError: no PNG, JPEG or WebP, damaged, or over a cap of `core.limits`.
    """
    if len(data) > limits.IMAGE_BYTES:
        raise PictureError(
            f"the picture has {len(data) / limits.MIB:.1f} MiB: at most"
            f" {limits.IMAGE_BYTES // limits.MIB} are read; save it smaller"
        )
    if not data.startswith(_HEADS):
        raise PictureError("this file is no PNG, JPEG or WebP picture: convert it and try again")
    image = _decoded(data)
    pixels = _plain(image)
    buffer = io.BytesIO()
    pixels.save(buffer, "PNG", compress_level=6)
    png = buffer.getvalue()
    return Picture(hashlib.sha256(png).hexdigest(), png, *pixels.size)


def _decoded(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a bomb is refused, not warned about
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            _check_size(*image.size)  # from the header: nothing was decoded yet
            if image.format == "JPEG":
                image.draft("RGB", (2 * STORED_SIDE, 2 * STORED_SIDE))
            image.load()
            return ImageOps.exif_transpose(image)
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(_TOO_MANY.format("far too many")) from None
    except Exception as error:  # the decoders' edge: whatever a hostile file made them say
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        raise PictureError(f"the picture is damaged ({reason}): save it again") from None


def _check_size(width: int, height: int) -> None:
    low, high = limits.IMAGE_SIDE_MIN, limits.IMAGE_SIDE_MAX
    if not (low <= width <= high and low <= height <= high):
        raise PictureError(f"the picture measures {width}x{height}: give {low} to {high} a side")
    if width * height > limits.IMAGE_PIXELS:
        raise PictureError(_TOO_MANY.format(f"{width * height / 1e6:.0f}"))


def _plain(image: Image.Image) -> Image.Image:
    """RGB or RGBA pixels in a new image that carries nothing else."""
    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.point(lambda value: value / 256).convert("L")
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if max(image.size) > STORED_SIDE:
        image.thumbnail((STORED_SIDE, STORED_SIDE), Image.Resampling.LANCZOS)
    plain = Image.new(image.mode, image.size)
    plain.paste(image)
    return plain
