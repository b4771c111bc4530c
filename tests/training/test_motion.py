from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image

from core.grounding.motion import PHASES, MotionShape
from core.training import motion
from core.training.fit import Schedule
from core.training.moving import Cycles, cycle
from core.training.sprites import SIDE, Bank, Row
from core.training.table import Table

SHAPE = MotionShape(cells=8, cell_width=12, text_dim=768, width=32, heads=2, layers=1)


def swinging(path: Path, n: int = 32) -> Path:
    """A bar that swings from left to right and back, 16 of 64 pixels wide."""
    frames = []
    for i in range(n):
        frame = Image.new("RGBA", (64, 64))
        x = round(24 + 16 * np.sin(2 * np.pi * i / n))
        frame.paste((255, 0, 0, 255), (x, 8, x + 16, 56))
        frames.append(frame)
    frames[0].save(path, save_all=True, append_images=frames[1:], lossless=True, duration=40)
    return path


def test_a_cycle_is_cut_at_one_box_for_all_its_moments(tmp_path: Path) -> None:
    found = cycle(swinging(tmp_path / "bar.webp"), 32)
    assert found.shape == (PHASES, 32, 32, 4)
    middles = [np.nonzero(f[16, :, 3] > 128)[0].mean() for f in found]
    assert middles[4] > middles[0] > middles[12]  # right, middle, left
    assert (found[:, 2:-2, :, 3].max((1, 2)) == 255).all()
    assert found[0, :, 0, 3].max() == 0  # at rest it does not reach the box's side


def test_a_picture_that_does_not_move_has_one_moment(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (64, 64))
    picture.paste((0, 0, 255, 255), (10, 20, 40, 60))
    picture.save(tmp_path / "still.webp", lossless=True)
    found = cycle(tmp_path / "still.webp", 32)
    assert (found == found[0]).all()
    assert found[..., 3].min() > 240  # cut tight


def test_motion_is_learnt_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    generator = torch.Generator().manual_seed(3)
    rest = torch.nn.functional.normalize(torch.randn(2, 1, 768, generator=generator), dim=-1)
    steps = torch.randn(2, 1, PHASES, 768, generator=generator)
    cycles = Cycles(torch.tensor([0, 1]), (rest * 768**0.5).half(), steps.half())
    rows = tuple(Row((name,), name, "animal-mammal", 1.0) for name in ("cat", "dog"))
    bank = Bank(np.zeros((2, SIDE, SIDE, 4), np.uint8), rows)
    table = Table(
        torch.zeros(2, 2, 2, 768), ("cat", "dog"), torch.zeros(2, 768), torch.zeros(2, 4, 256)
    )
    untrained = motion.train(tmp_path / "none", bank, cycles, table, Schedule(0, 4), SHAPE)
    assert abs(motion.explained(untrained, cycles, [0, 1])) < 0.01
    for n in (30, 60):
        made = motion.train(tmp_path, bank, cycles, table, Schedule(n, 8, 3e-3, warm_up=5), SHAPE)
    state = torch.load(tmp_path / "motion" / "state.pt", weights_only=True)
    assert state["step"] == 60
    assert motion.explained(made, cycles, [0, 1]) > 0.1
