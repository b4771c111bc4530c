"""Pictures from anywhere become plain pixels, or one clear sentence."""

from __future__ import annotations

import hashlib
import io
import resource
import struct
import subprocess
import sys
import zlib

import numpy as np
import pytest
from PIL import Image

from core import limits
from core.errors import PictureError
from core.render.pictures import STORED_SIDE, read_picture


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def pixels(png: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> bytes:
    """A valid PNG of one black bit a pixel, in a few KiB."""
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + (width + 7) // 8)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("case", "width", "height"), [("F01", 8_000, 12_500), ("F02", 8_192, 8_192)]
)
def test_F01_F02_a_small_file_of_very_many_pixels_is_refused_from_its_header(case, width, height):
    data = bomb(width, height)
    assert len(data) < 64 * limits.KIB
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PictureError, match="megapixels|measures"):
        read_picture(data)
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kib < 20 * 1024


def test_F02_196_megapixels_are_refused():
    with pytest.raises(PictureError, match="far too many megapixels: at most 25"):
        read_picture(bomb(14_000, 14_000))


def test_F03_a_rotated_photo_with_a_place_comes_out_upright_and_knows_nothing():
    image = Image.new("RGB", (64, 32), "red")
    image.paste("blue", (0, 0, 8, 32))  # the left edge, which is the top once it is turned
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees clockwise
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "CANARY"
    picture = read_picture(encoded(image, "JPEG", exif=exif, comment=b"CANARY", quality=95))
    assert (picture.width, picture.height) == (32, 64)
    found = pixels(picture.png).astype(int)
    assert found[2, 16, 2] > 150 and found[60, 16, 0] > 150
    assert b"CANARY" not in picture.png and b"eXIf" not in picture.png
    with Image.open(io.BytesIO(picture.png)) as read:
        assert not read.getexif() and set(read.info) == set()


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html><script>alert(1)</script></html>",
        b"GIF89a" + b"\0" * 40,
        b"",
        b"RIFF\x24\0\0\0WAVEfmt ",
    ],
)
def test_F04_what_is_no_picture_is_refused_whatever_its_name(data):
    with pytest.raises(PictureError, match="no PNG, JPEG or WebP|damaged"):
        read_picture(data)


def test_F05_an_animation_gives_its_first_frame():
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "green")]
    data = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    assert tuple(pixels(read_picture(data).png)[5, 5]) == (255, 0, 0)


def test_F05_print_colours_and_sixteen_bits_become_rgb():
    cmyk = read_picture(encoded(Image.new("CMYK", (32, 32), (0, 255, 255, 0)), "JPEG"))
    assert pixels(cmyk.png).shape == (32, 32, 3) and pixels(cmyk.png)[5, 5, 0] > 200
    deep = Image.fromarray(np.full((32, 32), 40_000, np.uint16))
    grey = pixels(read_picture(encoded(deep)).png)
    assert grey.shape == (32, 32, 3) and abs(int(grey[5, 5, 0]) - 156) <= 1


@pytest.mark.parametrize("size", [(16, 20_000), (8, 40)])
def test_F05_sides_out_of_bounds_are_refused_with_the_numbers(size):
    with pytest.raises(PictureError, match=f"measures {size[0]}x{size[1]}: give 16 to 8192"):
        read_picture(encoded(Image.new("L", size)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_F06_a_truncated_picture_is_refused_and_never_half_grey(kind):
    rng = np.random.default_rng(0)
    data = encoded(Image.fromarray(rng.integers(0, 255, (64, 64, 3), np.uint8)), kind)
    with pytest.raises(PictureError, match="damaged"):
        read_picture(data[: len(data) * 2 // 3])


def test_too_many_bytes_are_refused_unread():
    with pytest.raises(PictureError, match=r"10\.0 MiB: at most 10"):
        read_picture(b"\x89PNG\r\n\x1a\n" + b"\0" * limits.IMAGE_BYTES)


def test_cut_outs_keep_their_transparency_and_large_photos_shrink():
    cut_out = read_picture(encoded(Image.new("RGBA", (40, 40), (1, 2, 3, 0))))
    assert pixels(cut_out.png).shape == (40, 40, 4)
    large = read_picture(encoded(Image.new("RGB", (3000, 1500), "red"), "JPEG"))
    assert (large.width, large.height) == (STORED_SIDE, STORED_SIDE // 2)


def test_the_digest_names_the_png_and_reading_it_again_changes_nothing():
    picture = read_picture(encoded(Image.new("RGB", (40, 30), "teal"), "WEBP"))
    assert hashlib.sha256(picture.png).hexdigest() == picture.digest
    assert read_picture(picture.png) == picture


def test_reading_pictures_needs_no_torch():
    code = "import sys, core.render.pictures; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
