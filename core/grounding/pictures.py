"""Pictures from strangers, made safe: allow-listed decoders, caps, upright, rebuilt pixels.

Owns the way from bytes to a clean PIL image and back to PNG bytes. Nothing of the original
file but its pixels survives: no metadata, no profile, no second frame.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from core import limits
from core.errors import PictureError

FORMATS = ("PNG", "JPEG", "WEBP")
STORED_SIDE = 1024  # longest side of what is kept


def read_picture(data: bytes) -> Image.Image:
    """Decode a PNG, JPEG or WebP under the caps: RGB or RGBA, upright, first frame only.

    Raises:
        PictureError: not one of these, over 10 MiB or 25 megapixels, a side outside
            16-8,192, truncated, or damaged. Sizes are refused from the header, undecoded.
    """
    if len(data) > limits.IMAGE_BYTES:
        raise PictureError(
            f"the picture has {len(data):,} bytes: at most {limits.IMAGE_BYTES:,} are accepted"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            _check_size(*image.size)
            image.seek(0)
            image.load()
            return _rebuilt(image)
    except PictureError:
        raise
    except UnidentifiedImageError:
        raise PictureError(
            "this is no PNG, JPEG or WebP picture: convert it to one of these"
        ) from None
    except Image.DecompressionBombError:
        raise PictureError(
            f"the picture is over {limits.IMAGE_PIXELS:,} pixels: shrink it"
        ) from None
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        MemoryError,
        OverflowError,
        TypeError,
        KeyError,
        IndexError,
    ) as error:
        raise PictureError(
            f"the picture is damaged or cut short ({type(error).__name__}): save it anew"
        ) from None


def _check_size(width: int, height: int) -> None:
    low, high = limits.IMAGE_SIDE_MIN, limits.IMAGE_SIDE_MAX
    if not (low <= width <= high and low <= height <= high):
        raise PictureError(
            f"the picture is {width}x{height}: each side must be {low} to {high:,} pixels"
        )
    if width * height > limits.IMAGE_PIXELS:
        raise PictureError(
            f"the picture is {width}x{height}: at most {limits.IMAGE_PIXELS:,} pixels are accepted"
        )


def _rebuilt(image: Image.Image) -> Image.Image:
    """Upright, 8-bit RGB(A), at most STORED_SIDE a side, from a bare array of pixels."""
    upright = ImageOps.exif_transpose(image)
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    if upright.mode in ("I;16", "I;16B", "I;16L", "I"):
        wide = np.asarray(upright).astype(np.float64)
        grey = np.clip(wide / 257.0, 0, 255).astype(np.uint8)
        clean = Image.fromarray(grey).convert("RGB")
    else:
        clean = upright.convert("RGBA" if has_alpha else "RGB")
    if max(clean.size) > STORED_SIDE:
        clean.thumbnail((STORED_SIDE, STORED_SIDE), Image.Resampling.LANCZOS)
    return Image.fromarray(np.array(clean))


def as_png(image: Image.Image) -> tuple[str, bytes]:
    """sha256 digest and bytes of `image` as a PNG without metadata."""
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False, compress_level=6)
    data = out.getvalue()
    return hashlib.sha256(data).hexdigest(), data


def cropped(picture: Image.Image, crop: Sequence[float] | None) -> Image.Image:
    """The part of a picture inside an xyxy box of the unit square; None keeps it whole."""
    if crop is None:
        return picture
    width, height = picture.size
    x0, y0, x1, y1 = crop
    return picture.crop((int(x0 * width), int(y0 * height), round(x1 * width), round(y1 * height)))
