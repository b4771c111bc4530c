"""Trains the embedded CLIP: contrast with names, appearance kept, word meaning distilled.

Loss = contrast(picture, name) + thumbnail rebuilt from the embedding + mirror equivariance
+ distillation of the text tower from the word teacher. Pictures are sprites on BACKDROP
under colour, shape and texture changes; changed ones train appearance only, as no name
is true of them.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.grounding.clip import BACKDROP, EMBEDDED, Clip, ClipShape, Tokenizer, mirrored
from core.training import checkpoints, processes, words
from core.training.backdrops import Backdrops
from core.training.fit import Fit, Schedule
from core.training.painting import Rows, given, warped
from core.training.sprites import Bank

log = logging.getLogger(__name__)

THUMBNAIL = 64
N_FLIPPED = 16  # pictures a batch that are shown mirrored as well


class Thumbnail(nn.Module):
    """Rebuilds a small RGBA picture from an image embedding; training only."""

    def __init__(self, shape: ClipShape, width: int = 160) -> None:
        super().__init__()
        self.shape = shape
        scale = THUMBNAIL // shape.cells
        self.enter = nn.Conv2d(shape.cell_width, width, 3, padding=1)
        self.mix = nn.Conv2d(width, width, 3, padding=1)
        self.leave = nn.Conv2d(width, 4 * scale**2, 1)

    def forward(self, embedding: Tensor) -> Tensor:
        """[B, D] -> premultiplied RGBA [B, 4, 64, 64] in [0, 1]."""
        n = self.shape.cells
        x = embedding.unflatten(-1, (n, n, -1)).permute(0, 3, 1, 2)
        x = F.silu(self.enter(x))
        x = x + F.silu(self.mix(x))
        return F.pixel_shuffle(self.leave(x), THUMBNAIL // n)


class Pictures:
    """Draws batches of augmented sprites from the banks, on one device."""

    def __init__(
        self, bank: Bank, backdrops: Backdrops, rng: np.random.Generator, wildness: float = 0.3,
        device: str = "cpu",
    ) -> None:  # fmt: skip
        self.rng, self.wildness, self.device = rng, wildness, torch.device(device)
        self._sprites = Rows(bank.pixels, self.device)
        self._backdrops = Rows(backdrops.pixels, self.device)

    @torch.no_grad()
    def draw(self, indices: np.ndarray, size: int, warp: bool = True) -> tuple[Tensor, Tensor]:
        """Premultiplied RGBA [B, 4, size, size] in [0, 1], bool [B]: the name is true."""
        rng, n = self.rng, len(indices)
        rgba = self._sprites.take(indices)
        wild = rng.random(n) < self.wildness
        textured = wild & (rng.random(n) < 0.4)
        turned = np.flatnonzero(wild & ~textured)
        colour, alpha = rgba[:, :3], rgba[:, 3:]
        if textured.any():
            self._texture(colour, alpha, np.flatnonzero(textured))
        if len(turned):
            colour[turned] = self._turned(colour[turned])
        gain = given(rng.uniform(0.9, 1.1, (n, 1, 1, 1)), self.device)
        colour = (colour * gain).clamp(0, 1)
        pre = torch.cat([colour * alpha, alpha], 1)
        named = torch.from_numpy(~wild).to(self.device)
        if not warp:
            return F.interpolate(pre, size=size, mode="area"), named
        return self._warp(pre, size), named

    def _texture(self, colour: Tensor, alpha: Tensor, at: np.ndarray) -> None:
        """Fill some sprites with pieces of backgrounds; some of these to the square's edge."""
        rng, n = self.rng, len(at)
        colour[at] = self._backdrops.pieces(rng, n, (60, 160), colour.shape[-1])
        alpha[at[rng.random(n) < 0.4]] = 1.0

    def _turned(self, colour: Tensor) -> Tensor:
        """Channels in another order, lighter or darker."""
        rng, n = self.rng, len(colour)
        order = torch.from_numpy(rng.permuted(np.tile(np.arange(3), (n, 1)), axis=1))
        order = order.to(self.device)[:, :, None, None].expand_as(colour)
        power = given(rng.uniform(0.6, 1.6, (n, 1, 1, 1)), self.device)
        return colour.gather(1, order) ** power

    def _warp(self, pictures: Tensor, size: int) -> Tensor:
        rng, n = self.rng, len(pictures)
        theta = np.zeros((n, 2, 3))
        theta[:, 0, 0] = rng.uniform(0.96, 1.10, n)
        theta[:, 1, 1] = rng.uniform(0.96, 1.10, n)
        theta[:, 0, 1] = rng.normal(0, 0.04, n)
        theta[:, 1, 0] = rng.normal(0, 0.04, n)
        theta[:, :, 2] = rng.normal(0, 0.02, (n, 2))
        return warped(pictures, theta, size)


def on_backdrop(premultiplied: Tensor) -> Tensor:
    """Premultiplied RGBA [B, 4, H, W] laid on BACKDROP: RGB in [0, 1]."""
    ground = torch.tensor(BACKDROP, device=premultiplied.device).view(1, 3, 1, 1) / 255
    return premultiplied[:, :3] + ground * (1 - premultiplied[:, 3:])


class ClipTrainer(nn.Module):
    """CLIP with its training-only heads."""

    def __init__(self, shape: ClipShape) -> None:
        super().__init__()
        self.clip = Clip(shape)
        self.thumbnail = Thumbnail(shape)
        self.meaning = nn.Linear(shape.text_width, 384)

    def losses(
        self, pictures: Tensor, named: Tensor, tokens: Tensor, same: Tensor,
        texts: Tensor, vectors: Tensor,
    ) -> dict[str, Tensor]:  # fmt: skip
        """Pictures [B, 4, S, S] premultiplied; `same` [B, B] marks pairs sharing a name."""
        both = torch.cat([pictures, pictures[:N_FLIPPED].flip(-1)])
        embedding = self.clip.image(on_backdrop(both))
        plain, flipped = embedding[: len(pictures)], embedding[len(pictures) :]
        wanted = F.interpolate(both, size=THUMBNAIL, mode="area")
        rebuilt = F.l1_loss(self.thumbnail(embedding), wanted)
        mirror = F.mse_loss(flipped, mirrored(plain[:N_FLIPPED], self.clip.shape))
        text, _, _ = self.clip.text(tokens)
        dim = self.clip.shape.embed_dim
        scale = self.clip.model.logit_scale.exp().clamp(max=100) / dim
        logits = scale * plain[named] @ text[named].T
        logits = logits.masked_fill(same[named][:, named], -1e4)
        target = torch.arange(len(logits), device=logits.device)
        contrast = 0.5 * (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target))
        _, pooled, _ = self.clip.text(texts)
        meant = F.cosine_similarity(self.meaning(pooled).float(), vectors, dim=-1)
        return {
            "thumbnail": rebuilt,
            "mirror": mirror,
            "contrast": contrast,
            "meaning": (1 - meant).mean(),
        }


WEIGHTS = {"thumbnail": 12.0, "mirror": 0.5, "contrast": 0.35, "meaning": 1.5}


def phrases(bank: Bank, backdrops: Backdrops, seed: int = 1) -> list[str]:
    """Names, captions and little sentences that join them, for the word teacher."""
    rng = np.random.default_rng(seed)
    names = sorted({name for row in bank.rows for name in row.names})
    captions = sorted(set(backdrops.captions))
    joined = [
        f"a {rng.choice(names)} {rng.choice(['in', 'on', 'at', 'near'])} {rng.choice(captions)}"
        for _ in range(8000)
    ]
    return [*names, *captions, *joined]


@dataclass(frozen=True)
class Labels:
    """Tokens of every name and which sprites bear it.

    tokens int64 [K, T]; `of` lists, for each sprite, rows of its names; `bears` [M, K] float32.
    """

    tokens: Tensor
    of: list[list[int]]
    bears: Tensor

    @staticmethod
    def read(bank: Bank, tokenizer: Tokenizer, device: torch.device) -> Labels:
        """All names of `bank`, tokenised once."""
        names = sorted({name for row in bank.rows for name in row.names})
        index = {name: i for i, name in enumerate(names)}
        of = [[index[name] for name in row.names] for row in bank.rows]
        bears = torch.zeros(len(of), len(names), dtype=torch.float16)
        for i, borne in enumerate(of):
            bears[i, borne] = 1
        return Labels(tokenizer(names, trim=True).to(device), of, bears.to(device))

    def same(self, indices: np.ndarray) -> Tensor:
        """Pairs of different sprites [B, B] that share a name."""
        rows = self.bears[indices].float()
        shared = rows @ rows.T > 0
        return shared & ~torch.eye(len(indices), dtype=torch.bool, device=rows.device)


def train(
    root: Path, bank: Bank, backdrops: Backdrops, schedule: Schedule,
    shape: ClipShape = EMBEDDED, device: str = "cpu",
) -> ClipTrainer:  # fmt: skip
    """Train (or go on training) by `schedule`; state and EMA under `root`/clip."""
    folder = root / "clip"
    folder.mkdir(parents=True, exist_ok=True)
    Tokenizer.write_merges(shape, folder / "bpe.txt.gz")
    tokenizer = Tokenizer(shape, folder / "bpe.txt.gz")
    meanings = words.build(root, phrases(bank, backdrops))
    torch.manual_seed(0)
    model = ClipTrainer(shape).to(device)
    parameters = list(model.parameters())
    fit = Fit("clip", model, folder / "state.pt", weight_decay=0.02)
    rng = np.random.default_rng((7, fit.start, fit.rank))
    source = Pictures(bank, backdrops, rng, device=device)
    labels = Labels.read(bank, tokenizer, source.device)
    texts = tokenizer(list(meanings.texts)).to(device)
    vectors, trained, batch = meanings.vectors.to(device), bank.trained(), schedule.batch

    def losses() -> dict[str, Tensor]:
        indices = rng.choice(trained, batch, replace=False)
        pictures, kept = source.draw(indices, shape.image_size)
        names = labels.tokens[[labels.of[i][int(rng.integers(len(labels.of[i])))] for i in indices]]
        picked = torch.from_numpy(rng.integers(0, len(vectors), 4 * batch)).to(device)
        with checkpoints.attention(device), checkpoints.autocast(device):
            return model.losses(
                pictures, kept, trimmed(names), labels.same(indices), trimmed(texts[picked]),
                vectors[picked].float(),
            )  # fmt: skip

    fit.run(
        schedule, losses, WEIGHTS,
        after_backward=lambda: processes.share_gradients(parameters),
    )  # fmt: skip
    return model


def trimmed(tokens: Tensor) -> Tensor:
    """Tokens [B, T] without the padding that all share (on a GPU, which need not wait, whole)."""
    if tokens.device.type != "cpu":
        return tokens
    return tokens[:, : max(2, int((tokens != 0).sum(1).max()))]
