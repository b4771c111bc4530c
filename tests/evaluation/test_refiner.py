"""The judge's closer look: boxes come nearer, pass by pass, and it practises on painted scenes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from core.evaluation.judge import practice
from core.evaluation.judge.detector import iou
from core.evaluation.judge.refiner import BINS, PASSES, VIEW, Refiner, moves, places, refined
from core.training.fit import Schedule
from core.training.painting import Painter
from core.training.scenes import Composer
from tests.evaluation.test_judge import Sure
from tests.evaluation.test_trials import tiny_backdrops, tiny_bank

SURE = 40.0  # logits, for a softmax that is all in one place


def pointing(where: torch.Tensor) -> torch.Tensor:
    """Logits [N, 4, 32] that mean positions [N, 4] along a view."""
    line = places()
    at = (where[..., None] - line) / (line[1] - line[0])
    return (1 - at.abs()).clamp(min=1e-9).log().clamp(min=-SURE)


class Homing(Refiner):
    """Finds every side of a white square a third of the way, and is as sure as it is white."""

    def forward(self, seen: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        white = seen[:, 0] > 0.5
        sides = []
        for at, far in ((1, False), (0, False), (1, True), (0, True)):
            line = white.any(1 if at else 2).float()
            index = (line.flip(1) if far else line).argmax(1)
            off = (index / VIEW - 1 / 6) * 1.5
            sides.append(1 - off / 3 if far else off / 3)
        return white.float().mean((1, 2)), pointing(torch.stack(sides, 1))


class Leftish(Refiner):
    """Sees every side a little to the left of where it is."""

    sure = 1.0

    def forward(self, seen: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        sides = torch.tensor([[-0.1, 0.0, 0.9, 1.0]]).expand(len(seen), -1)
        return torch.full((len(seen),), self.sure), pointing(sides)


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


def test_only_one_of_boxes_that_have_become_one_is_looked_at_again() -> None:
    frame = F.pad(torch.ones(1, 3, 64, 64), [32] * 4)
    start = torch.tensor([[0.25, 0.25, 0.75, 0.75], [0.25, 0.25, 0.75, 0.76], [0.0, 0.0, 0.2, 0.2]])
    boxes, _, _ = refined(Homing(), frame, torch.tensor([0, 0, 0]), start)
    assert len(boxes) == 3 + 2 * (PASSES - 1)


def test_what_shows_nothing_is_not_looked_at_again() -> None:
    blind, start = Leftish(), torch.tensor([[0.3, 0.3, 0.7, 0.7]])
    blind.sure = -9.0
    found = refined(blind, torch.zeros(1, 3, 64, 64), torch.tensor([0]), start)
    assert [len(part) for part in found] == [1, 1, 1]


def test_what_a_mirror_image_shows_counts_as_much() -> None:
    """A refiner that leans to one side leans to the other in a mirror: only its first look does."""
    frame, start = torch.zeros(1, 3, 64, 64), torch.tensor([[0.3, 0.3, 0.7, 0.7]])
    boxes, _, _ = refined(Leftish(), frame, torch.tensor([0]), start)
    first = torch.tensor([0.26, 0.3, 0.66, 0.7])
    assert torch.allclose(boxes, first.expand(PASSES, -1), atol=1e-4)


def test_where_a_refiner_points_is_how_far_sides_move() -> None:
    where = torch.tensor([[-0.2, 0.1, 0.8, 1.15]])
    assert torch.allclose(
        moves(pointing(where)), torch.tensor([[-0.2, 0.1, -0.2, 0.15]]), atol=1e-4
    )
    logits, sides = Refiner()(torch.rand(2, 3, VIEW, VIEW))
    assert logits.shape == (2,)
    assert sides.shape == (2, 4, BINS)
    assert float(moves(sides.detach()).abs().max()) < 0.06  # unmoved, before it has learnt anything


def test_the_loss_of_a_place_is_least_where_it_points() -> None:
    position = torch.tensor([0.33, 2.0])  # the second out of sight
    losses = [
        practice.placed(pointing(torch.full((1, 1), at))[:, 0].expand(2, -1), position)
        for at in (0.0, 0.33, 1.22)
    ]
    assert int(torch.stack(losses)[:, 0].argmin()) == 1
    assert int(torch.stack(losses)[:, 1].argmin()) == 2


def test_the_refiner_is_right_where_it_finds_the_true_box_and_says_so() -> None:
    true, frames = torch.tensor([[0.2, 0.2, 0.8, 0.8]]), (torch.tensor([0, 0]), torch.tensor([0]))
    asked = torch.tensor([[0.25, 0.2, 0.8, 0.7], [0.0, 0.0, 0.1, 0.1]])
    right = pointing(torch.tensor([[-0.05 / 0.55, 0.0, 1.0, 1.2], [0.0, 0.0, 1.0, 1.0]]))
    unmoved = pointing(torch.tensor([[0.0, 0.0, 1.0, 1.0]] * 2))
    sure = torch.tensor([9.0, -9.0])
    good = practice.losses(sure, right, asked, true, frames)
    bad = practice.losses(-sure, unmoved, asked, true, frames)
    assert all(float(good[k]) < 0.01 < float(bad[k]) for k in ("score", "box", "side"))
    assert float(good["place"]) < float(bad["place"]) / 3
    elsewhere = (torch.tensor([1, 1]), torch.tensor([0]))
    assert float(practice.losses(-sure.abs(), unmoved, asked, true, elsewhere)["score"]) < 0.01


def test_a_refiner_practises_on_painted_scenes_and_goes_on(tmp_path: Path) -> None:
    bank, grounds = tiny_bank(), tiny_backdrops()
    composer = Composer(bank, grounds, np.random.default_rng(0))
    for steps in (1, 2):
        practice.train(
            tmp_path, Sure(), composer.drafts(2), Painter(bank, grounds), Schedule(steps, 2)
        )
    assert torch.load(tmp_path / "judge" / "refiner.pt", weights_only=True)["step"] == 2
