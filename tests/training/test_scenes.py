"""Training scenes: boxes are where things are painted, and the same seed gives the same scenes."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.training.backdrops import Backdrops
from core.training.latents import covered, points
from core.training.painting import Draft, Painter
from core.training.scenes import WILD, WILD_SHARE, Composer
from core.training.sprites import SIDE, Bank, Row

RED = (255, 0, 0, 255)


@pytest.fixture
def bank() -> Bank:
    """A full red square whose left half is darker, a green one nobody may train on, a wild one."""
    pixels = np.zeros((3, SIDE, SIDE, 4), np.uint8)
    pixels[0] = RED
    pixels[0, :, : SIDE // 2, 0] = 128
    pixels[1, ...] = (0, 255, 0, 255)
    pixels[2, ...] = (0, 0, 255, 255)
    rows = (
        Row(("brick",), "brick", "tool", 1.0),
        Row(("secret",), "secret", "tool", 1.0, "", True),
        Row((), "brick", "tool", 1.0, WILD),
    )
    return Bank(pixels, rows)


@pytest.fixture
def grounds() -> Backdrops:
    """One white background."""
    return Backdrops(
        np.full((1, 256, 256, 3), 255, np.uint8), ("a white room",), ("room",),
        np.array([0.5], np.float32),
    )  # fmt: skip


def one(box: tuple[float, float, float, float], mirrored: bool = False) -> Draft:
    """A draft with the brick in one box."""
    return Draft(
        backdrop=np.zeros(1, np.int64),
        view=np.array([[1, 1, 0, 0]], np.float32),
        frame=np.zeros(1, np.int64),
        sprite=np.zeros(1, np.int64),
        mirrored=np.array([mirrored]),
        shadow=np.zeros(1, bool),
        boxes=np.array([box], np.float32),
    )


@pytest.mark.parametrize(
    "box", [(0.25, 0.5, 0.75, 1.0), (0.1, 0.1, 0.2, 0.2), (0.0, 0.0, 1.0, 1.0)]
)
def test_a_sprite_fills_its_box_and_nothing_else(
    bank: Bank, grounds: Backdrops, box: tuple[float, float, float, float]
) -> None:
    picture = Painter(bank, grounds).paint(one(box))[0]
    painted = picture[1] < 0.5  # red things have no green
    x0, y0, x1, y1 = (round(v * 256) for v in box)
    inside = torch.zeros_like(painted)
    inside[y0:y1, x0:x1] = True
    wrong = (painted != inside).float().sum()
    assert float(wrong) <= 2 * (x1 - x0 + y1 - y0)  # the soft edge


def test_a_mirrored_sprite_is_the_mirror_image(bank: Bank, grounds: Backdrops) -> None:
    painter, box = Painter(bank, grounds, size=64), (0.25, 0.25, 0.75, 0.75)
    plain, turned = painter.paint(one(box)), painter.paint(one(box, mirrored=True))
    assert torch.allclose(plain.flip(-1), turned, atol=1e-5)
    assert float(plain[0, 0, 32, 20]) < float(plain[0, 0, 32, 44])


def test_the_same_seed_gives_the_same_scenes_and_held_out_sprites_never_appear(
    bank: Bank, grounds: Backdrops
) -> None:
    a, b = (Composer(bank, grounds, np.random.default_rng(4)).arrange(40) for _ in range(2))
    assert a == b
    used = {p.sprite for scene in a for p in scene.placed}
    assert used == {0, 2}
    for scene in a:
        assert [p.box[3] for p in scene.placed] == sorted(p.box[3] for p in scene.placed)
        assert all(0 <= v <= 1 + 1e-6 for p in scene.placed for v in p.box)
        assert "secret" not in scene.caption


def test_wild_sprites_are_drawn_as_often_as_said(bank: Bank, grounds: Backdrops) -> None:
    scenes = Composer(bank, grounds, np.random.default_rng(1)).arrange(600)
    first = [scene.placed[0].sprite == 2 for scene in scenes if len(scene.placed) == 1]
    assert abs(float(np.mean(first)) - WILD_SHARE) < 0.08


def test_shares_of_positions_that_boxes_cover() -> None:
    boxes = torch.tensor([[0.0, 0.0, 0.5, 0.5], [0.25, 0.0, 0.75, 1.0]])
    shares = covered(boxes, torch.tensor([0, 1]), 3, 2)[:, 0, 0]
    assert shares[0].tolist() == [[1.0, 0.0], [0.0, 0.0]]
    assert shares[1].tolist() == [[0.5, 0.5], [0.5, 0.5]]
    assert shares[2].sum() == 0


def test_a_middle_says_where_but_not_how_large() -> None:
    small, large = torch.tensor([[0.4, 0.4, 0.6, 0.6]]), torch.tensor([[0.1, 0.2, 0.9, 0.8]])
    assert torch.allclose(points(small), points(large))
