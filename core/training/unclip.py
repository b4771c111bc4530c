"""Trains unCLIP: from a sprite's embedding back to its picture, wild sprites among them."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.grounding.clip import mirrored
from core.grounding.unclip import EMBEDDED, SIDE, Unclip, UnclipShape
from core.training import checkpoints
from core.training.fit import Fit, Schedule
from core.training.painting import Rows, premultiplied
from core.training.scenes import shares
from core.training.sprites import Bank
from core.training.table import Table

log = logging.getLogger(__name__)

NOISE = 0.2  # the most that is added to an embedding, as deviation: the prior's are not exact
HELD = 256  # pictures that training never shows, to say how good it has become
EDGES = 0.7  # weight of differences between neighbouring pixels


def train(
    root: Path, bank: Bank, table: Table, schedule: Schedule, shape: UnclipShape = EMBEDDED
) -> Unclip:
    """Train (or go on) by `schedule` where `table` lies; state and EMA under `root`/unclip.

    `bank` has the table's rows.
    """
    torch.manual_seed(0)
    device = table.image.device
    model = Unclip(shape).to(device).to(memory_format=torch.channels_last)
    fit = Fit("unclip", model, root / "unclip" / "state.pt")
    rng = np.random.default_rng((83, fit.start))
    sprites, rows = Rows(bank.pixels, device), bank.trained()
    often = shares([bank.rows[i] for i in rows])

    def losses() -> dict[str, Tensor]:
        at = rng.choice(rows, schedule.batch, p=often)
        given, wanted = pair(sprites, table, at, rng.random(len(at)) < 0.5)
        given = given + NOISE * torch.rand(len(at), 1, device=device) * torch.randn_like(given)
        with checkpoints.autocast(device):
            made = model(given).float()
        return {"pixels": F.l1_loss(made, wanted), "edges": edges(made, wanted)}

    fit.run(schedule, losses, {"edges": EDGES})
    held = np.array([i for i, row in enumerate(bank.rows) if row.held_out], np.int64)[:HELD]
    if len(held):
        log.info("held out: %.1f dB", fidelity(model, bank, table, held))
    return model.eval()


def edges(made: Tensor, wanted: Tensor) -> Tensor:
    """L1 of horizontal and vertical differences."""
    dx = F.l1_loss(made.diff(dim=-1), wanted.diff(dim=-1))
    return dx + F.l1_loss(made.diff(dim=-2), wanted.diff(dim=-2))


def pair(sprites: Rows, table: Table, at: np.ndarray, turned: np.ndarray) -> tuple[Tensor, Tensor]:
    """Embeddings [N, D] of the sprites of those rows, and their pictures [N, 4, 64, 64]."""
    device = table.image.device
    small = F.interpolate(premultiplied(sprites.take(at)), size=SIDE, mode="area")
    flip = torch.from_numpy(turned).to(device)
    wanted = torch.where(flip.view(-1, 1, 1, 1), small.flip(-1), small)
    plain = table.image[at, 0, 0].float()
    return torch.where(flip[:, None], mirrored(plain), plain), wanted


@torch.no_grad()
def fidelity(model: Unclip, bank: Bank, table: Table, rows: np.ndarray) -> float:
    """Mean peak signal-to-noise ratio in dB over the pictures of those rows."""
    sprites = Rows(bank.pixels, table.image.device)
    given, wanted = pair(sprites, table, rows, np.zeros(len(rows), bool))
    made = model(given).clamp(0, 1)
    return float((-10 * torch.log10((made - wanted).square().mean((1, 2, 3)))).mean())
