"""Trains the motion network: from a thing's embedding at rest to those of its cycle.

Squared error of what each phase adds, on things that move and on things that hardly do; what is
given is noised, mirrored, and often nameless, as embeddings of photographs are.
"""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from core.grounding.clip import mirrored
from core.grounding.motion import EMBEDDED, Motion, MotionShape
from core.training import checkpoints
from core.training.fit import Fit, Schedule
from core.training.moving import Cycles
from core.training.sprites import Bank
from core.training.table import Table

log = logging.getLogger(__name__)

NOISE = 0.25  # the most that is added to an embedding, as deviation
NAMELESS = 0.5
STILL = 0.15  # how often what does not move is drawn, beside 1 for what moves as most things do


def train(
    root: Path, bank: Bank, cycles: Cycles, table: Table, schedule: Schedule,
    shape: MotionShape = EMBEDDED,
) -> Motion:  # fmt: skip
    """Train (or go on training) by `schedule`; state and EMA under `root`/motion."""
    torch.manual_seed(0)
    device = cycles.rest.device
    model = Motion(shape).to(device)
    fit = Fit("motion", model, root / "motion" / "state.pt", weight_decay=0.05)
    rng = np.random.default_rng((71, fit.start))
    weights = shares(bank, cycles)
    texts = table.rows_of(bank)
    names = [texts[int(sprite)] for sprite in cycles.sprite]

    def losses() -> dict[str, Tensor]:
        at = rng.choice(len(weights), schedule.batch, p=weights)
        look = rng.integers(0, cycles.rest.shape[1], schedule.batch)
        rest, steps = cycles.rest[at, look].float(), cycles.steps[at, look].float()
        turned = torch.from_numpy(rng.random(schedule.batch) < 0.5).to(device)
        rest = torch.where(turned[:, None], mirrored(rest), rest)
        steps = torch.where(turned[:, None, None], mirrored(steps), steps)
        amount = NOISE * torch.rand(len(rest), 1, device=device)
        given = rest + amount * torch.randn_like(rest)
        named = torch.from_numpy((look == 0) & (rng.random(schedule.batch) >= NAMELESS)).to(device)
        text = table.text[[int(rng.choice(names[i])) for i in at]].float()
        with checkpoints.attention(device), checkpoints.autocast(device):
            added = model(given, text, named)
        return {"loss": F.mse_loss(added.float(), steps)}

    model.train()
    fit.run(schedule, losses)
    for title, held_out in (("trained", False), ("held out", True)):
        of = [bank.rows[int(sprite)].held_out == held_out for sprite in cycles.sprite]
        if any(of):
            foreseen = explained(model, cycles, [i for i, chosen in enumerate(of) if chosen])
            log.info("%s: %.2f of the change foreseen", title, foreseen)
    return model.eval()


@torch.no_grad()
def explained(model: Motion, cycles: Cycles, rows: list[int]) -> float:
    """Share of the change over their cycles that `model` foresees for things without a name.

    1 - (squared error) / (squared change), over `rows` of `cycles` together: 0 for a thing that
    is thought to stand still, 1 for perfect foresight.
    """
    model.eval()
    rest, steps = cycles.rest[rows, 0].float(), cycles.steps[rows, 0].float()
    unknown = torch.zeros(len(rest), dtype=torch.bool, device=rest.device)
    added = model(rest, rest.new_zeros(len(rest), model.shape.text_dim), unknown)
    return 1 - float((added - steps).square().sum() / steps.square().sum())


def shares(bank: Bank, cycles: Cycles) -> npt.NDArray[np.float64]:
    """How often each is drawn: skins share what is one entity's, and what moves is seen more."""
    rows = [bank.rows[int(sprite)] for sprite in cycles.sprite]
    skins = Counter(row.entity for row in rows)
    moves = cycles.steps[:, 0].float().square().mean((1, 2)).cpu().numpy()
    weights = np.array([0.0 if row.held_out else 1 / skins[row.entity] for row in rows])
    weights *= STILL + moves / max(moves.mean(), 1e-9)
    return weights / weights.sum()
