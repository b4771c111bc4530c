"""Schedules, states and the adoption of shipped weights; no network is trained for long here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from core.grounding.batch import pack
from core.layout2vid.model import EMBEDDED, Layout2Vid
from core.render.engine import assets_folder
from core.training import checkpoints
from core.training.backbone import distillation, noised, spanning_all, weighted
from core.training.embedded import Recipe
from core.training.latents import Batch


def test_the_rate_rises_falls_and_ends_with_the_time_given() -> None:
    pace = checkpoints.Pace(0, 100)
    rates = [pace.rate(1.0, 10) for _ in pace]
    assert len(rates) == 100
    assert rates[0] == pytest.approx(0.1, abs=0.01)
    assert max(rates) == rates[9]
    assert rates[-1] == pytest.approx(0.02, abs=0.01)
    assert list(checkpoints.Pace(0, 100, seconds=0.0)) == []
    assert list(checkpoints.Pace(97, 100)) == [97, 98, 99]


def test_training_goes_on_from_a_state_with_or_without_its_optimiser(tmp_path: Path) -> None:
    model = nn.Linear(3, 3)
    optimizer, ema = checkpoints.adamw(model), checkpoints.Ema(model, 0.9)
    checkpoints.descend(model(torch.ones(1, 3)).sum(), model, optimizer, 1e-2)
    ema.update(model)
    path = tmp_path / "state.pt"
    checkpoints.keep(path, 5, model, optimizer, ema)
    other = nn.Linear(3, 3)
    fresh = checkpoints.Ema(other, 0.9)
    assert checkpoints.resume(path, other, checkpoints.adamw(other), fresh) == 5
    assert torch.equal(other.weight, model.weight)
    assert torch.equal(fresh.shadow["weight"], ema.shadow["weight"])
    bare = {"step": 7, "model": model.state_dict(), "ema": ema.shadow, "n_updates": 7}
    checkpoints.save_state(path, bare)
    assert checkpoints.resume(path, other, checkpoints.adamw(other), fresh) == 7


def test_shipped_weights_can_be_adopted_and_exported_unchanged(tmp_path: Path) -> None:
    shipped = assets_folder() / "models" / "embedded"
    recipe = Recipe(tmp_path)
    recipe.adopt(shipped)
    recipe.export(tmp_path / "again")
    for name in ("backbone", "guided", "codec", "prior", "clip", "motion", "unclip", "recall"):
        file = f"{name}.safetensors"
        assert (tmp_path / "again" / file).read_bytes() == (shipped / file).read_bytes()


def tiny_batch() -> Batch:
    generator = torch.Generator().manual_seed(0)
    grounding = pack(torch.zeros(1, 768), torch.zeros(1, 768), [[(0, (0.1, 0.1, 0.6, 0.6))], []])
    return Batch(
        torch.zeros(2, 3, 256, 256), torch.randn(2, 24, 1, 16, 16, generator=generator),
        torch.randn(2, 4, 256, generator=generator), grounding, torch.zeros(2, 1, 1, 16, 16),
        np.zeros(1, np.int64), np.zeros(1, bool),
    )  # fmt: skip


def test_a_teacher_distilled_without_guidance_is_already_learnt() -> None:
    torch.manual_seed(0)
    teacher, batch = Layout2Vid(EMBEDDED).eval(), tiny_batch()
    empty = torch.zeros(1, 4, 256)
    with torch.no_grad():
        same, more = (
            float(distillation(teacher, empty, g)(teacher, batch, torch.Generator().manual_seed(1)))
            for g in (1.0, 3.0)
        )
    assert same < 1e-4 < more


def test_noise_grows_with_time_and_the_flow_leads_back() -> None:
    latents = torch.randn(64, 2, 1, 4, 4, generator=torch.Generator().manual_seed(3))
    given = noised(latents, torch.Generator().manual_seed(2))
    back = given.x - given.t.view(-1, 1, 1, 1, 1) / 1000 * given.flow
    assert torch.allclose(back, latents, atol=1e-5)


def test_errors_inside_boxes_weigh_more() -> None:
    error = torch.zeros(1, 2, 1, 2, 2)
    error[..., 0, 0] = 1
    inside = torch.zeros(1, 1, 1, 2, 2)
    plain = float(weighted(error, inside))
    inside[..., 0, 0] = 1
    assert float(weighted(error, inside)) > 1.5 * plain


def test_the_papers_span_has_no_canvas() -> None:
    shape = spanning_all(EMBEDDED)
    assert (shape.span, shape.tokens.cells, shape.tokens.canvas_channels) == ("all", 0, 0)
    Layout2Vid(shape)
