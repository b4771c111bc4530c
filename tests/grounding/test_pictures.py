"""Cases F01-F06: pictures from strangers are read whole and clean, or refused in one line."""

from __future__ import annotations

import io
import resource
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from core.errors import PictureError
from core.grounding.pictures import STORED_SIDE, as_png, read_picture


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A tiny PNG whose header claims a huge picture."""

    def chunk(tag: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 12_000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(("width", "height"), [(10_000, 10_000), (14_000, 14_000), (8_000, 8_000)])
def test_F01_F02_a_picture_of_too_many_pixels_is_refused_from_its_header(
    width: int, height: int
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PictureError, match="pixels"):
        read_picture(png_claiming(width, height))
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kib < 20 * 1024


def test_F03_a_rotated_photo_comes_upright_and_without_its_place() -> None:
    image = Image.new("RGB", (64, 32), "red")
    image.paste("blue", (0, 0, 32, 32))
    exif = Image.Exif()
    exif[0x0112] = 6  # rotated by 90 degrees clockwise
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 0.0)
    clean = read_picture(encoded(image, "JPEG", exif=exif, quality=95))
    assert clean.size == (32, 64)
    top = np.asarray(clean)[5, 16].astype(int)
    assert top[2] > 200 > top[0]
    assert dict(clean.getexif()) == {}
    _, stored = as_png(clean)
    assert b"eXIf" not in stored and b"Exif" not in stored and b"GPS" not in stored


@pytest.mark.parametrize(
    "data",
    [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html></html>", b"", b"\x89PNG\r\n\x1a\n"],
)
def test_F04_what_is_no_picture_is_refused_whatever_its_name(data: bytes) -> None:
    with pytest.raises(PictureError):
        read_picture(data)


def test_F04_other_picture_kinds_are_refused() -> None:
    with pytest.raises(PictureError, match="PNG, JPEG or WebP"):
        read_picture(encoded(Image.new("RGB", (32, 32)), "GIF"))


def test_F05_an_animation_gives_its_first_frame() -> None:
    frames = [Image.new("RGB", (40, 40), c) for c in ("red", "green")]
    data = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    assert np.asarray(read_picture(data).convert("RGB"))[20, 20].tolist() == [255, 0, 0]


def test_F05_cmyk_and_sixteen_bit_become_rgb() -> None:
    cmyk = read_picture(encoded(Image.new("CMYK", (32, 32), (0, 0, 0, 0)), "JPEG"))
    assert cmyk.mode == "RGB" and np.asarray(cmyk).mean() > 250
    deep = Image.fromarray(np.full((32, 32), 32_768, np.uint16))
    grey = read_picture(encoded(deep, "PNG"))
    assert grey.mode == "RGB" and abs(float(np.asarray(grey).mean()) - 127.5) < 2


@pytest.mark.parametrize("size", [(1, 20_000), (15, 40), (40, 8_200)])
def test_F05_a_side_out_of_range_is_refused_with_the_size(size: tuple[int, int]) -> None:
    with pytest.raises(PictureError, match=f"{size[0]}x{size[1]}"):
        read_picture(encoded(Image.new("L", size), "PNG"))


def test_F06_a_photo_cut_short_is_refused_rather_than_half_grey() -> None:
    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3), np.uint8)
    data = encoded(Image.fromarray(noise), "JPEG")
    with pytest.raises(PictureError, match="damaged or cut short"):
        read_picture(data[: len(data) // 2])


def test_over_ten_mebibytes_is_refused() -> None:
    with pytest.raises(PictureError, match="bytes"):
        read_picture(b"\xff" * (10 * 1024 * 1024 + 1))


def test_a_large_photo_is_kept_at_a_modest_size() -> None:
    clean = read_picture(encoded(Image.new("RGB", (3000, 1500), "navy"), "JPEG"))
    assert clean.size == (STORED_SIDE, STORED_SIDE // 2)


def test_a_thousand_damaged_pictures_never_raise_anything_else() -> None:
    rng = np.random.default_rng(1)
    picture = Image.fromarray(rng.integers(0, 255, (48, 48, 4), np.uint8))
    seeds = [
        encoded(picture, "PNG"),
        encoded(picture, "WEBP"),
        encoded(picture.convert("RGB"), "JPEG"),
    ]
    for _ in range(1000):
        data = bytearray(seeds[int(rng.integers(3))])
        for at in rng.integers(0, len(data), 6):
            data[at] = int(rng.integers(256))
        try:
            read_picture(bytes(data[: int(rng.integers(len(data) // 2, len(data)))]))
        except PictureError as error:
            assert "\n" not in str(error)
