"""Teaches the namer: crops of every sprite on painted ground, soft, shifted, partly covered.

The loss is that of a classifier over all sprites by cosine; the classes' vectors become
the namer's. Resumable; the state lies under the training root.
"""

from __future__ import annotations

import logging
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.evaluation.judge.descriptor import CROP, MARGIN
from core.evaluation.judge.namer import DIMENSIONS, Eye, Label, Namer
from core.training import checkpoints
from core.training.backdrops import Backdrops
from core.training.fit import Fit, Schedule
from core.training.painting import Rows, given, premultiplied, warped
from core.training.sprites import Bank

log = logging.getLogger(__name__)

SCALE = 24.0  # of cosines in the classifier
LOOKS, OTHERS = 32, 5_000  # crops of each new sprite, and of others, that a first vector sees
STRIVES = 250  # steps in which it is made
OFF = 0.1  # deviation of a crop from its thing, in halves of its sides: as a detector is off


class Lessons:
    """Draws crops of sprites as they stand in scenes, on one device."""

    def __init__(
        self, bank: Bank, backdrops: Backdrops, rng: np.random.Generator, device: str = "cpu"
    ) -> None:
        self.rng, self.device = rng, torch.device(device)
        self._sprites = Rows(bank.pixels, self.device)
        self._backdrops = Rows(backdrops.pixels, self.device)

    @torch.no_grad()
    def draw(self, sprites: np.ndarray) -> Tensor:
        """Crops [N, 3, 64, 64] in [0, 1] of the sprites of those indices."""
        rng, n = self.rng, len(sprites)
        scene = self._backdrops.pieces(rng, n, (40, 200), CROP)
        behind = rng.integers(0, len(self._sprites), n)
        before = rng.integers(0, len(self._sprites), n)
        for layer, far in ((behind, True), (sprites, False), (before, True)):
            colour, alpha = self._placed(self._sprites.take(layer), far)
            scene = colour + scene * (1 - alpha)
        gain = given(rng.uniform(0.9, 1.1, (n, 3, 1, 1)), self.device)
        return (self._softened(scene) * gain).clamp(0, 1)

    def _placed(self, rgba: Tensor, far: bool) -> tuple[Tensor, Tensor]:
        """Premultiplied colour and alpha on the crop; `far`: a neighbour that only reaches in."""
        rng, n = self.rng, len(rgba)
        theta = np.zeros((n, 2, 3))
        scale = (1 + 2 * MARGIN) * np.exp(rng.normal(0, OFF, (n, 2)))
        theta[:, 0, 0], theta[:, 1, 1] = scale[:, 0], scale[:, 1]
        theta[:, 0, 0] *= rng.choice([-1, 1], n)  # mirrored or not
        shift = rng.normal(0, OFF, (n, 2))
        if far:  # beside the thing in one direction; most have no neighbour at all
            away = rng.uniform(1.4, 2.6, n) * rng.choice([-1, 1], n)
            shift[np.arange(n), rng.integers(0, 2, n)] += np.where(rng.random(n) < 0.25, away, 9.0)
        theta[:, :, 2] = shift
        pre = F.avg_pool2d(premultiplied(rgba), 2)
        out = warped(pre, theta, CROP)
        return out[:, :3], out[:, 3:]

    def _softened(self, x: Tensor) -> Tensor:
        for part in x.split(max(1, len(x) // 16)):
            if self.rng.random() < 0.65:
                side = int(self.rng.integers(14, 48))
                soft = F.interpolate(part, size=side, mode="area")
                part.copy_(F.interpolate(soft, size=CROP, mode="bilinear"))
        return x + 0.015 * torch.randn_like(x)


class Pupil(nn.Module):
    """The eye and a vector for each sprite."""

    def __init__(self, n_sprites: int) -> None:
        super().__init__()
        self.eye = Eye()
        self.sprites = nn.Parameter(torch.randn(n_sprites, DIMENSIONS) * 0.1)

    def loss(self, crops: Tensor, which: Tensor) -> Tensor:
        """Cross-entropy of crops over all sprites."""
        cosines = self.eye(crops) @ F.normalize(self.sprites, dim=-1).T
        return F.cross_entropy(SCALE * cosines, which, label_smoothing=0.02)


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


def widened(namer: Namer, bank: Bank, backdrops: Backdrops) -> Namer:
    """The namer with a vector for each sprite that training may see.

    Sprites are known again by their labels, in the bank's order. What is new gets a vector that
    tells its crops from others', by the same loss as in training, while the eye stays as it is.
    """
    sprites = bank.trained()
    labels = labels_of(bank, sprites)
    vectors, known = torch.zeros(len(labels), DIMENSIONS), np.zeros(len(labels), bool)
    matcher = SequenceMatcher(None, namer.labels, labels, autojunk=False)
    for old, at, n in matcher.get_matching_blocks():
        vectors[at : at + n], known[at : at + n] = namer.sprites[old : old + n], True
    new = np.flatnonzero(~known)
    if not len(new):
        return Namer(namer.eye, vectors, labels)
    rng = np.random.default_rng(31)
    source = Lessons(bank, backdrops, rng)
    others = rng.permutation(np.flatnonzero(known))[:OTHERS]
    which = np.concatenate([np.repeat(new, LOOKS), others])
    parts = np.array_split(which, len(which) // 64 + 1)
    seen = torch.cat([namer.eye(source.draw(sprites[part])) for part in parts])
    for row in new:
        vectors[int(row)] = F.normalize(seen[torch.from_numpy(which == row)].mean(0), dim=0)
    return Namer(namer.eye, _told_apart(vectors, torch.from_numpy(new), seen, which), labels)


def _told_apart(vectors: Tensor, new: Tensor, seen: Tensor, which: npt.NDArray[np.int64]) -> Tensor:
    """Unit vectors [M, D] of which those of the rows `new` have learnt to be nearest to their own
    among embeddings `seen` [N, D], which are of the rows `which` [N]."""
    free = vectors[new].clone().requires_grad_(True)
    optimizer, generator = torch.optim.Adam([free], 0.01), torch.Generator().manual_seed(0)
    wanted = torch.from_numpy(which)
    for _ in range(STRIVES):
        at = torch.randint(len(seen), (1024,), generator=generator)
        now = vectors.index_copy(0, new, F.normalize(free, dim=-1))
        loss = F.cross_entropy(SCALE * seen[at] @ now.T, wanted[at])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return vectors.index_copy(0, new, F.normalize(free.detach(), dim=-1))


def teach(
    root: Path, bank: Bank, backdrops: Backdrops, schedule: Schedule, device: str = "cpu"
) -> Namer:
    """A namer of the sprites that training may see; state under `root`/judge."""
    torch.manual_seed(17)
    sprites = bank.trained()
    pupil = Pupil(len(sprites)).to(device)
    fit = Fit("namer", pupil, root / "judge" / "namer.pt", weight_decay=0.02)
    rng = np.random.default_rng((23, fit.start))
    lessons = Lessons(bank, backdrops, rng, device)

    def losses() -> dict[str, Tensor]:
        which = rng.integers(0, len(sprites), schedule.batch)
        crops = lessons.draw(sprites[which]).contiguous(memory_format=torch.channels_last)
        with checkpoints.autocast(device):
            return {"loss": pupil.loss(crops, torch.from_numpy(which).to(device))}

    fit.run(schedule, losses)
    pupil = pupil.cpu().eval().requires_grad_(False)
    vectors = F.normalize(pupil.sprites.detach(), dim=-1)
    return Namer(pupil.eye, vectors, labels_of(bank, sprites))
