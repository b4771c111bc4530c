from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from core.evaluation.judge import tracing
from core.evaluation.judge.outliner import VIEW, Outliner, extent, outlined
from core.evaluation.judge.refiner import reach
from core.grounding.places import inside
from core.training.fit import Schedule
from core.training.painting import Painter
from core.training.scenes import Composer
from tests.evaluation.test_trials import tiny_backdrops, tiny_bank


def mask(x0: int, y0: int, x1: int, y1: int) -> torch.Tensor:
    """Logits [1, 96, 96] of a rectangle of whole pixels."""
    logits = torch.full((1, VIEW, VIEW), -12.0)
    logits[:, y0:y1, x0:x1] = 12.0
    return logits


def test_sides_lie_where_a_mask_ends() -> None:
    sides = extent(mask(12, 24, 60, 90))[0] * VIEW
    assert sides.tolist() == pytest.approx([12, 24, 60, 90], abs=0.05)


def test_a_half_covered_pixel_counts_half() -> None:
    logits = mask(12, 24, 60, 90)
    logits[:, 24:90, 11] = 0.0  # as likely in as out
    assert float(extent(logits)[0, 0]) * VIEW == pytest.approx(11.5, abs=0.05)


def test_sides_can_be_learnt() -> None:
    logits = mask(12, 24, 60, 90).requires_grad_()
    extent(logits)[0, 0].backward()
    assert float(logits.grad[0, 24:90, 11].min()) <= 0  # more of it there, further to the left
    assert float(logits.grad.abs().sum()) > 0


class Bright(Outliner):
    """Takes what is bright for the thing."""

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        return (seen.mean(1) - 0.5) * 40


def test_a_box_is_drawn_around_what_is_made_out() -> None:
    frames = torch.zeros(2, 3, 256, 256)
    frames[1, :, 64:128, 96:192] = 1
    about = torch.tensor([[0.40, 0.22, 0.80, 0.46]])
    found = outlined(Bright(), frames, torch.tensor([1]), about)[0]
    assert found.tolist() == pytest.approx([96 / 256, 0.25, 0.75, 0.5], abs=0.006)


def test_where_nothing_is_made_out_a_box_stays() -> None:
    about = torch.tensor([[0.4, 0.2, 0.8, 0.5]])
    found = outlined(Bright(), torch.zeros(1, 3, 256, 256), torch.tensor([0]), about)
    assert torch.equal(found, about)
    none = torch.zeros(0, 4)
    assert len(outlined(Bright(), torch.zeros(1, 3, 64, 64), none[:, 0].long(), none)) == 0


def test_masks_of_painted_things_end_where_their_boxes_do() -> None:
    bank, grounds = tiny_bank(), tiny_backdrops()
    draft = next(Composer(bank, grounds, np.random.default_rng(3)).drafts(8))
    painter = Painter(bank, grounds)
    chosen, about = tracing.asked(draft, np.random.default_rng(0), painter.device)
    seen = reach(about)
    masks = painter.masks(draft, chosen, seen, VIEW)
    found = extent(torch.logit(masks.clamp(1e-5, 1 - 1e-5)))
    true = torch.from_numpy(draft.boxes[chosen])
    assert float((found - inside(true, seen).clamp(0, 1)).abs().max()) < 1.5 / VIEW


def test_an_outliner_learns_from_painted_scenes_and_goes_on_where_it_stopped(
    tmp_path: Path,
) -> None:
    bank, grounds = tiny_bank(), tiny_backdrops()
    drafts = Composer(bank, grounds, np.random.default_rng(0)).drafts(2)
    painter = Painter(bank, grounds)
    tracing.train(tmp_path, drafts, painter, Schedule(2, 2))
    tracing.train(tmp_path, drafts, painter, Schedule(3, 2))
    state = torch.load(tmp_path / "judge" / "outliner.pt", weights_only=True)
    assert state["step"] == 3
