"""Trains the embedded unCLIP prior on (name, sprite embedding) pairs; it sees no pixels."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.grounding.prior import EMBEDDED, N_TRAIN_STEPS, Prior, PriorShape, scheduler
from core.training import checkpoints
from core.training.fit import Fit, Schedule
from core.training.sprites import Bank, Row
from core.training.table import Table, plain_rows

log = logging.getLogger(__name__)


def train(
    root: Path, bank: Bank, table: Table, schedule: Schedule, shape: PriorShape = EMBEDDED
) -> Prior:
    """Train (or go on) by `schedule` where `table` lies; state and EMA under `root`/prior."""
    torch.manual_seed(0)
    device = table.image.device
    prior = Prior(shape).to(device)
    rows = plain_rows(bank.rows)
    image = table.image[rows, 0].float()
    prior.mean.copy_(image[:, 0].mean(0))
    prior.deviation.copy_(image[:, 0].std(0) + 0.05)
    weights = np.array([_weight(bank.rows[i]) for i in rows])
    weights /= weights.sum()
    fit = Fit("prior", prior, root / "prior" / "state.pt", average=0.999)
    rng = np.random.default_rng((3, fit.start))
    alphas = scheduler().alphas_cumprod.to(device)
    batch = schedule.batch
    texts = table.rows_of(bank)
    names = [texts[i] for i in rows]

    def losses() -> dict[str, Tensor]:
        at = rng.choice(len(rows), batch, p=weights)
        views = np.where(rng.random(batch) < 0.7, 0, rng.integers(0, table.image.shape[2], batch))
        clean = (image[at, views] - prior.mean) / prior.deviation
        named = [_one_of(names[i], rng) for i in at]
        text, summary = table.text[named].float(), table.summary[named].float()
        text = text + 0.05 * torch.randn_like(text)
        summary = summary + 0.03 * torch.randn_like(summary)
        t = torch.from_numpy(rng.integers(0, N_TRAIN_STEPS, batch)).to(device)
        a = alphas[t][:, None]
        noisy = a.sqrt() * clean + (1 - a).sqrt() * torch.randn_like(clean)
        with checkpoints.autocast(device):
            return {"loss": F.mse_loss(prior(noisy, t, text, summary).float(), clean)}

    fit.run(schedule, losses)
    return prior


def _one_of(names: list[int], rng: np.random.Generator) -> int:
    """The main name more often than the others."""
    return names[0] if rng.random() < 0.4 else names[int(rng.integers(len(names)))]


def _weight(row: Row) -> float:
    """Plain pictures far more often: "bus" alone must not mean one of its colour variants."""
    if row.colour:
        return 0.3
    return 0.12 if row.toned else 3.0
