"""The judge's closer look: boxes come nearer, pass by pass, and it practises on painted scenes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from core.evaluation.judge import practice
from core.evaluation.judge.detector import iou
from core.evaluation.judge.refiner import PASSES, VIEW, Refiner, refined
from core.training.fit import Schedule
from core.training.painting import Painter
from core.training.scenes import Composer
from tests.evaluation.test_judge import Sure
from tests.evaluation.test_trials import tiny_backdrops, tiny_bank


class Homing(Refiner):
    """Moves every side a third of the way to a white square, and is as sure as it is white."""

    def forward(self, seen: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        white = seen[:, 0] > 0.5
        sides = []
        for at, far in ((1, False), (0, False), (1, True), (0, True)):
            line = white.any(1 if at else 2).float()
            index = (line.flip(1) if far else line).argmax(1)
            off = (index / VIEW - 1 / 6) * 1.5
            sides.append((-off if far else off) / 3)
        return white.float().mean((1, 2)), torch.stack(sides, 1)


def test_a_box_comes_nearer_with_every_pass() -> None:
    frame = F.pad(torch.ones(1, 3, 64, 64), [32] * 4)
    first, start = torch.tensor([0]), torch.tensor([[0.15, 0.2, 0.8, 0.8]])
    true = torch.tensor([[0.25, 0.25, 0.75, 0.75]])
    boxes, overlap, index = refined(Homing(), frame, first, start)
    near = [float(iou(start, true)), *(float(iou(box[None], true)) for box in boxes)]
    assert index.tolist() == [0] * PASSES
    assert near == sorted(near)
    assert near[-1] > near[0] + 0.1
    assert all(0.5 < float(value) < 1 for value in overlap)
    assert [len(part) for part in refined(Refiner(), frame, first[:0], start[:0])] == [0, 0, 0]


def test_the_refiner_is_right_where_it_finds_the_true_box_and_says_so() -> None:
    true, frames = torch.tensor([[0.2, 0.2, 0.8, 0.8]]), (torch.tensor([0, 0]), torch.tensor([0]))
    asked = torch.tensor([[0.25, 0.2, 0.8, 0.7], [0.0, 0.0, 0.1, 0.1]])
    answers = torch.cat([true, asked[1:]])
    sure = torch.tensor([9.0, -9.0])
    good = practice.losses(sure, answers, asked, true, frames)
    bad = practice.losses(-sure, asked, asked, true, frames)
    assert all(float(good[k]) < 0.01 < float(bad[k]) for k in ("score", "box", "side"))
    elsewhere = (torch.tensor([1, 1]), torch.tensor([0]))
    assert float(practice.losses(-sure.abs(), asked, asked, true, elsewhere)["score"]) < 0.01


def test_a_refiner_practises_on_painted_scenes_and_goes_on(tmp_path: Path) -> None:
    bank, grounds = tiny_bank(), tiny_backdrops()
    composer = Composer(bank, grounds, np.random.default_rng(0))
    for steps in (1, 2):
        practice.train(
            tmp_path, Sure(), composer.drafts(2), Painter(bank, grounds), Schedule(steps, 2)
        )
    assert torch.load(tmp_path / "judge" / "refiner.pt", weights_only=True)["step"] == 2
