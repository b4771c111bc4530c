"""Trains unCLIP: from a sprite's embedding back to its picture, wild sprites among them.

Some of what it is given is what the engine will give it in place of a sprite's own embedding: the
prior's, of its name, and those of its cycle as the motion network foresees them.
"""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from core.grounding.clip import mirrored
from core.grounding.motion import PHASES, Motion, moved
from core.grounding.unclip import EMBEDDED, SIDE, Unclip, UnclipShape
from core.training import checkpoints
from core.training.codec import decibels
from core.training.fit import Fit, Schedule
from core.training.motion import shares as shares_of_cycles
from core.training.moving import Cycles
from core.training.painting import Rows, premultiplied
from core.training.scenes import shares
from core.training.sprites import Bank
from core.training.table import Table, any_of, imagined

log = logging.getLogger(__name__)

NOISE = 0.2  # the most that is added to an embedding, as deviation: the prior's are not exact
IMAGINED = 0.3  # share of embeddings that the prior's own replace, where it is near enough
MOVING = 0.4  # share of things that are seen in the midst of their cycle
HELD = 256  # pictures that training never shows, to say how good it has become
EDGES = 0.7  # weight of differences between neighbouring pixels


class Moves:
    """Things in the midst of their cycles: what `motion` makes of their embeddings, and `frames`
    uint8 [N, PHASES, 128, 128, 4], what they then look like. On the device of `cycles`."""

    def __init__(
        self, bank: Bank, cycles: Cycles, frames: npt.NDArray[np.uint8], table: Table,
        motion: Motion,
    ) -> None:  # fmt: skip
        self._rest, self._often = cycles.rest[:, 0], shares_of_cycles(bank, cycles)
        self._frames = Rows(frames.reshape(-1, *frames.shape[2:]), cycles.rest.device)
        names = [table.row_of(bank.rows[int(sprite)].names[0]) for sprite in cycles.sprite]
        steps = []
        with torch.no_grad():
            for part in torch.arange(len(names)).split(128):
                rest, text = self._rest[part].float(), table.text[names][part].float()
                known = torch.ones(2, len(part), dtype=torch.bool, device=rest.device)
                known[1] = False  # as a picture is that was given
                steps.append(torch.stack([motion(rest, text, k).half() for k in known]))
        self._steps = torch.cat(steps, 1)  # [2, N, PHASES, D]

    def draw(self, rng: np.random.Generator, n: int) -> tuple[Tensor, Tensor]:
        """Embeddings [n, D] and their pictures [n, 4, 128, 128]."""
        at, known = rng.choice(len(self._often), n, p=self._often), rng.integers(0, 2, n)
        phases = rng.integers(0, PHASES, n)
        pictures = premultiplied(self._frames.take(at * PHASES + phases))
        when = torch.from_numpy(phases).to(self._rest.device)
        return moved(self._rest[at].float(), self._steps[known, at].float(), when), pictures


def train(
    root: Path, bank: Bank, table: Table, schedule: Schedule, shape: UnclipShape = EMBEDDED,
    moves: Moves | None = None,
) -> Unclip:  # fmt: skip
    """Train (or go on) by `schedule` where `table` lies; state and EMA under `root`/unclip.

    `bank` has the table's rows; without `moves` everything rests.
    """
    torch.manual_seed(0)
    device = table.image.device
    model = Unclip(shape).to(device).to(memory_format=torch.channels_last)
    fit = Fit("unclip", model, root / "unclip" / "state.pt")
    rng = np.random.default_rng((83, fit.start))
    sprites, rows = Rows(bank.pixels, device), bank.trained()
    often = shares([bank.rows[i] for i in rows])
    names = table.rows_of(bank)
    n_moving = round(MOVING * schedule.batch) if moves else 0

    def losses() -> dict[str, Tensor]:
        at = rng.choice(rows, schedule.batch - n_moving, p=often)
        given, wanted = pair(sprites, table, at)
        name = np.array([any_of(names[i], rng) for i in at])
        given = imagined(table, given, name, (name >= 0) & (rng.random(len(at)) < IMAGINED))
        if moves:
            there, seen = moves.draw(rng, n_moving)
            given, wanted = torch.cat([given, there]), torch.cat([wanted, seen])
        flip = torch.from_numpy(rng.random(schedule.batch) < 0.5).to(device)
        given = torch.where(flip[:, None], mirrored(given), given)
        wanted = torch.where(flip.view(-1, 1, 1, 1), wanted.flip(-1), wanted)
        given = given + NOISE * torch.rand(len(given), 1, device=device) * torch.randn_like(given)
        with checkpoints.autocast(device):
            made = model(given).float()
        return {"pixels": F.l1_loss(made, wanted), "edges": edges(made, wanted)}

    fit.run(schedule, losses, {"edges": EDGES})
    held = np.array([i for i, row in enumerate(bank.rows) if row.held_out], np.int64)[:HELD]
    if len(held):
        log.info("held out: %.1f dB", fidelity(model, sprites, table, held))
    log.info("trained: %.1f dB", fidelity(model, sprites, table, rows[:HELD]))
    return model.eval()


def edges(made: Tensor, wanted: Tensor) -> Tensor:
    """L1 of horizontal and vertical differences."""
    dx = F.l1_loss(made.diff(dim=-1), wanted.diff(dim=-1))
    return dx + F.l1_loss(made.diff(dim=-2), wanted.diff(dim=-2))


def pair(sprites: Rows, table: Table, at: np.ndarray) -> tuple[Tensor, Tensor]:
    """Embeddings [N, D] of the sprites of those rows, and their pictures [N, 4, 128, 128]."""
    pictures = F.interpolate(premultiplied(sprites.take(at)), size=SIDE, mode="area")
    return table.image[at, 0, 0].float(), pictures


@torch.no_grad()
def fidelity(model: Unclip, sprites: Rows, table: Table, rows: np.ndarray) -> float:
    """Mean peak signal-to-noise ratio in dB over the pictures of those rows."""
    given, wanted = pair(sprites, table, rows)
    made = model(given)
    return decibels(made, wanted)
