from __future__ import annotations

import pytest
import torch
from PIL import Image, ImageDraw

from core.grounding.unclip import SIDE, Unclip, UnclipShape, as_thing, joined, laid

SHAPE = UnclipShape(cells=8, cell_width=3, widths=(8, 4), blocks=(1, 1))
LEFT, RIGHT = (0.0, 0.25, 0.5, 0.75), (0.5, 0.25, 1.0, 0.75)


def plain(*rgba: float) -> torch.Tensor:
    """One picture of one premultiplied colour."""
    return torch.tensor(rgba).float().view(1, 4, 1, 1).expand(1, 4, SIDE, SIDE)


def on_frames(
    pictures: torch.Tensor, boxes: list[tuple[float, ...]], frame: list[int], depth: list[float]
) -> torch.Tensor:
    where = torch.tensor(boxes).view(-1, 4), torch.tensor(depth)
    return laid(pictures, torch.tensor(frame, dtype=torch.int64), *where, n_frames=2, side=32)


def test_every_embedding_is_one_small_picture() -> None:
    torch.manual_seed(0)
    assert Unclip(SHAPE)(torch.randn(3, 8 * 8 * 3)).shape == (3, 4, SIDE, SIDE)


def test_a_picture_lies_in_its_box_on_its_own_frame() -> None:
    things = on_frames(plain(1, 0, 0, 1), [LEFT], [1], [1.0])
    assert float(things[0].abs().max()) == 0
    assert things[1, :, 16, 8].tolist() == pytest.approx([1, 0, 0, 1])
    assert float(things[1, 3, :, 17:].max()) == 0
    assert float(things[1, 3, :7].max()) == 0


def test_a_picture_in_a_small_box_is_averaged_so_that_it_does_not_glitter() -> None:
    torch.manual_seed(0)
    noise = torch.rand(1, 4, SIDE, SIDE)
    things = on_frames(noise, [LEFT], [0], [1.0])
    assert float(things[0, :, 9:23, 1:15].std()) < 0.06  # four pixels alone would leave 0.15


def test_what_is_in_front_covers_what_is_behind_however_they_are_listed() -> None:
    pictures = torch.cat([plain(0, 0, 1, 1), plain(0.5, 0, 0, 0.5)])
    for order in ([0, 1], [1, 0]):
        depth = torch.tensor([0.5, 1.0])[order].tolist()
        things = on_frames(pictures[order], [LEFT, LEFT], [0, 0], depth)
        assert things[0, :, 16, 8].tolist() == pytest.approx([0.5, 0, 0.5, 1])


def test_no_things_are_nothing() -> None:
    things = on_frames(torch.zeros(0, 4, SIDE, SIDE), [], [], [])
    assert things.shape == (2, 4, 32, 32)
    assert float(things.abs().max()) == 0


def test_a_given_picture_is_shown_as_it_is_while_its_thing_rests() -> None:
    given, rest = plain(0, 1, 0, 1), plain(0.4, 0.4, 0.4, 1)
    assert torch.equal(joined(rest, rest, given, torch.ones(1)), given)
    assert torch.equal(joined(rest + 0.01, rest, given, torch.ones(1)), given)


def test_what_nothing_can_be_carried_to_is_shown_as_it_was_made() -> None:
    given, rest = plain(0, 1, 0, 1), plain(0.4, 0.4, 0.4, 1)
    now = rest.clone()
    now[:, :, 80:, :40] = torch.tensor([0.9, 0.1, 0.1, 1.0]).view(4, 1, 1)
    shown = joined(now, rest, given, torch.ones(1))
    assert shown[0, :, 110, 10].tolist() == pytest.approx([0.9, 0.1, 0.1, 1], abs=1e-3)
    assert torch.allclose(shown[:, :, :56, 64:], given[:, :, :56, 64:], atol=1e-3)
    assert torch.allclose(joined(now, rest, given, 10 * torch.ones(1)), given, atol=1e-3)


def test_the_face_of_a_picture_goes_along_when_its_thing_moves() -> None:
    rest, now = (spot(at) for at in (60, 68))
    given = rest.clone()
    given[:, :3, 62:66, 58:62] = 0  # an eye, which no embedding knows of
    shown = joined(now, rest, given, torch.ones(1))
    dark = 1 - shown[0, 0, 62:66]
    assert int(dark.mean(0)[40:88].argmax()) + 40 == pytest.approx(67.5, abs=2)
    assert float(dark.max()) > 0.5


def test_a_given_picture_rests_where_its_moment_is_another_thing() -> None:
    given, rest, now = spot(60), spot(60), 1 - spot(64)
    assert torch.allclose(joined(now, rest, given, torch.full((1,), 1.5)), given, atol=1e-3)
    assert not torch.allclose(joined(now, rest, given, torch.ones(1)), given, atol=0.1)


def spot(at: int) -> torch.Tensor:
    """A light disc around column `at`, its edge soft."""
    line = torch.arange(SIDE) + 0.5
    away = ((line[None] - at) ** 2 + (line[:, None] - 64) ** 2).sqrt()
    return ((30 - away) / 8).clamp(0, 1).expand(1, 4, SIDE, SIDE).clone()


def test_a_thing_is_what_is_visible_of_a_picture_premultiplied() -> None:
    picture = Image.new("RGBA", (300, 200))
    ImageDraw.Draw(picture).rectangle((100, 50, 139, 189), fill=(255, 0, 0, 255))
    thing = as_thing(picture)
    assert thing.shape == (4, SIDE, SIDE)
    assert thing.amin((1, 2)).tolist() == pytest.approx([1, 0, 0, 1])
    assert float(as_thing(Image.new("RGBA", (40, 40)))[3].max()) == 0
