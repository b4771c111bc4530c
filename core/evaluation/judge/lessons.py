"""Crops the namer learns from: each sprite some times, on painted ground, soft and shifted."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.evaluation.judge.descriptor import CROP, MARGIN, describe
from core.evaluation.judge.namer import Label, Namer, fit
from core.training.backdrops import Backdrops
from core.training.sprites import Bank

log = logging.getLogger(__name__)

BATCH = 192


@dataclass
class Lessons:
    """Draws crops of sprites as they stand in scenes."""

    bank: Bank
    backdrops: Backdrops
    rng: np.random.Generator

    def draw(self, sprites: np.ndarray) -> Tensor:
        """Crops [N, 3, 48, 48] in [0, 1] of the sprites of those indices."""
        rng, n = self.rng, len(sprites)
        scene = self._ground(n)
        for layer in (rng.choice(len(self.bank.rows), n), sprites):
            behind = layer is not sprites
            rgba = torch.from_numpy(self.bank.pixels[layer]).permute(0, 3, 1, 2).float() / 255
            colour, alpha = self._placed(rgba, far=behind)
            scene = colour + scene * (1 - alpha)
        gain = torch.from_numpy(rng.uniform(0.9, 1.1, (n, 3, 1, 1))).float()
        return (self._softened(scene) * gain).clamp(0, 1)

    def _ground(self, n: int) -> Tensor:
        """Pieces [N, 3, 48, 48] of backgrounds."""
        rng, pixels = self.rng, self.backdrops.pixels
        pieces = []
        for at in rng.integers(0, len(pixels), n):
            side = int(rng.integers(40, 200))
            x, y = rng.integers(0, 256 - side, 2)
            pick = np.linspace(0, side - 1, CROP).astype(int)
            pieces.append(pixels[at][y + pick[:, None], x + pick])
        return torch.from_numpy(np.stack(pieces)).permute(0, 3, 1, 2).float() / 255

    def _placed(self, rgba: Tensor, far: bool) -> tuple[Tensor, Tensor]:
        """Premultiplied colour and alpha on the crop; `far`: a neighbour that only reaches in."""
        rng, n = self.rng, len(rgba)
        spread = 0.045 if not far else 0.1
        theta = torch.zeros(n, 2, 3)
        scale = (1 + 2 * MARGIN) * np.exp(rng.normal(0, spread, (n, 2)))
        theta[:, 0, 0], theta[:, 1, 1] = torch.from_numpy(scale).float().unbind(1)
        shift = rng.normal(0, 0.05, (n, 2))
        if far:  # beside the thing in one direction; most have no neighbour at all
            away = rng.uniform(1.4, 2.6, n) * rng.choice([-1, 1], n)
            shift[np.arange(n), rng.integers(0, 2, n)] += np.where(rng.random(n) < 0.35, away, 9.0)
        theta[:, :, 2] = torch.from_numpy(shift).float()
        grid = F.affine_grid(theta, [n, 4, CROP, CROP], align_corners=False)
        pre = F.avg_pool2d(torch.cat([rgba[:, :3] * rgba[:, 3:], rgba[:, 3:]], 1), 2)
        out = F.grid_sample(pre, grid, align_corners=False)
        return out[:, :3], out[:, 3:]

    def _softened(self, x: Tensor) -> Tensor:
        for part in x.split(32):
            if self.rng.random() < 0.65:
                side = int(self.rng.integers(14, 40))
                soft = F.interpolate(part, size=side, mode="area")
                part.copy_(F.interpolate(soft, size=CROP, mode="bilinear"))
        return x + 0.015 * torch.randn_like(x)


def labels_of(bank: Bank, sprites: np.ndarray) -> tuple[Label, ...]:
    """What the sprites are: the names of their plain picture, and their own colour."""
    plain = {
        row.names[0]: row.names
        for row in bank.rows
        if not row.colour and row.names[0] == row.entity
    }
    return tuple(
        Label(plain.get(bank.rows[i].entity, (bank.rows[i].entity,)), bank.rows[i].colour)
        for i in sprites
    )


def teach(bank: Bank, backdrops: Backdrops, views: int = 4, seed: int = 17) -> Namer:
    """A namer of the sprites that training may see (about a minute of one core)."""
    torch.manual_seed(seed)
    lessons = Lessons(bank, backdrops, np.random.default_rng(seed))
    sprites = bank.trained()
    described, owners = [], []
    for view in range(views):
        for start in range(0, len(sprites), BATCH):
            part = np.arange(start, min(start + BATCH, len(sprites)))
            described.append(describe(lessons.draw(sprites[part])))
            owners.append(torch.from_numpy(part))
        log.info("namer: view %d of %d", view + 1, views)
    return fit(torch.cat(described), torch.cat(owners), labels_of(bank, sprites))
