"""Pictures as a plan names them; how they are read is held by tests/grounding/test_pictures.py."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from core.errors import PictureError
from core.render.pictures import read_picture


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def pixels(png: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image)


def test_the_digest_names_the_png_and_reading_it_again_changes_nothing():
    picture = read_picture(encoded(Image.new("RGB", (40, 30), "teal"), "WEBP"))
    assert hashlib.sha256(picture.png).hexdigest() == picture.digest
    assert (picture.width, picture.height) == (40, 30)
    assert read_picture(picture.png) == picture


def test_F03_nothing_of_the_file_but_its_pixels_is_kept():
    exif = Image.Exif()
    exif[0x010F] = "CANARY"
    picture = read_picture(
        encoded(Image.new("RGB", (64, 32), "red"), "JPEG", exif=exif, comment=b"CANARY")
    )
    assert b"CANARY" not in picture.png
    with Image.open(io.BytesIO(picture.png)) as read:
        assert not read.getexif() and set(read.info) == set()


def test_cut_outs_keep_their_transparency():
    cut = read_picture(encoded(Image.new("RGBA", (40, 40), (1, 2, 3, 0))))
    assert pixels(cut.png).shape == (40, 40, 4)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_F06_a_truncated_picture_is_refused_and_never_half_grey(kind):
    rng = np.random.default_rng(0)
    data = encoded(Image.fromarray(rng.integers(0, 255, (64, 64, 3), np.uint8)), kind)
    with pytest.raises(PictureError):
        read_picture(data[: len(data) * 2 // 3])


def test_reading_pictures_needs_no_torch():
    code = "import sys, core.render.pictures; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
