"""Cutting things out: by transparency, from a plain backdrop, or not at all."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from core.grounding.cutout import cut_out


def alpha(image: Image.Image) -> np.ndarray:
    return np.asarray(image.getchannel("A"))


def test_a_thing_on_a_plain_backdrop_is_cut_out() -> None:
    picture = Image.new("RGB", (120, 90), (240, 240, 238))
    ImageDraw.Draw(picture).ellipse((40, 20, 90, 80), fill=(200, 40, 30))
    found = alpha(cut_out(picture))
    assert found[50, 65] == 255
    assert found[5, 5] == 0 and found[85, 115] == 0


def test_a_hole_of_the_backdrop_s_colour_inside_the_thing_stays() -> None:
    picture = Image.new("RGB", (120, 120), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((20, 20, 100, 100), fill=(20, 60, 160))
    draw.ellipse((50, 50, 70, 70), fill="white")
    assert alpha(cut_out(picture))[60, 60] == 255


def test_own_transparency_is_kept_as_it_is() -> None:
    picture = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((16, 16, 47, 47), fill=(10, 200, 10, 255))
    assert np.array_equal(alpha(cut_out(picture)), alpha(picture))


def test_a_picture_of_one_colour_stays_whole() -> None:
    assert alpha(cut_out(Image.new("RGB", (64, 64), "teal"))).min() == 255


def disc(alpha_value: int) -> Image.Image:
    picture = Image.new("RGBA", (80, 80), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((20, 20, 60, 60), fill=(200, 30, 30, alpha_value))
    return picture


def test_haze_and_specks_around_a_thing_go_and_its_edge_has_its_colour() -> None:
    picture = disc(255)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 62, 79, 79), fill=(0, 0, 0, 110))  # a soft shadow
    draw.rectangle((19, 38, 19, 42), fill=(30, 200, 30, 200))  # a fringe of the old ground
    draw.rectangle((2, 2, 4, 4), fill=(200, 30, 30, 255))  # a speck
    found = cut_out(picture)
    assert alpha(found)[70].max() == 0
    assert alpha(found)[3, 3] == 0
    assert found.getpixel((19, 40))[:3] == (200, 30, 30)
    assert alpha(found)[40, 40] == 255


def test_what_is_see_through_as_a_whole_stays_so() -> None:
    assert np.array_equal(alpha(cut_out(disc(120))), alpha(disc(120)))
