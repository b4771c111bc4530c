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
from torch.nn.attention import SDPBackend, sdpa_kernel

from core.grounding.clip import BACKDROP, EMBEDDED, Clip, ClipShape, Tokenizer, mirrored
from core.training import checkpoints, processes, words
from core.training.backdrops import Backdrops
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


@dataclass
class Pictures:
    """Draws batches of augmented sprites from the banks."""

    bank: Bank
    backdrops: Backdrops
    generator: np.random.Generator
    wildness: float = 0.3

    def draw(self, indices: np.ndarray, size: int, warp: bool = True) -> tuple[Tensor, Tensor]:
        """Premultiplied RGBA [B, 4, size, size] in [0, 1], bool [B]: the name is true."""
        rng, n = self.generator, len(indices)
        rgba = torch.from_numpy(self.bank.pixels[indices]).permute(0, 3, 1, 2).float() / 255
        wild = torch.from_numpy(rng.random(n) < self.wildness)
        colour, alpha = rgba[:, :3], rgba[:, 3:]
        for i in torch.nonzero(wild)[:, 0].tolist():
            if rng.random() < 0.4:
                texture = self.backdrops.pixels[rng.integers(len(self.backdrops.pixels))]
                x, y = rng.integers(0, 96, 2)
                side = int(rng.integers(60, 160))
                crop = torch.from_numpy(texture[y : y + side, x : x + side].copy()).permute(2, 0, 1)
                colour[i] = F.interpolate(
                    crop[None].float() / 255, colour.shape[-2:], mode="bilinear"
                )[0]
                if rng.random() < 0.4:
                    alpha[i] = 1.0
            else:
                colour[i] = colour[i][rng.permutation(3)] ** float(rng.uniform(0.6, 1.6))
        gain = torch.from_numpy(rng.uniform(0.9, 1.1, (n, 1, 1, 1))).float()
        colour = (colour * gain).clamp(0, 1)
        pre = torch.cat([colour * alpha, alpha], 1)
        if not warp:
            return F.interpolate(pre, size=size, mode="area"), ~wild
        return self._warp(pre, size), ~wild

    def _warp(self, pictures: Tensor, size: int) -> Tensor:
        rng, n = self.generator, len(pictures)
        theta = torch.zeros(n, 2, 3)
        theta[:, 0, 0] = torch.from_numpy(rng.uniform(0.96, 1.10, n))
        theta[:, 1, 1] = torch.from_numpy(rng.uniform(0.96, 1.10, n))
        theta[:, 0, 1] = torch.from_numpy(rng.normal(0, 0.04, n))
        theta[:, 1, 0] = torch.from_numpy(rng.normal(0, 0.04, n))
        theta[:, :, 2] = torch.from_numpy(rng.normal(0, 0.02, (n, 2)))
        grid = F.affine_grid(theta, [n, 4, size, size], align_corners=False)
        return F.grid_sample(pictures, grid, align_corners=False, padding_mode="zeros")


def on_backdrop(premultiplied: Tensor) -> Tensor:
    """Premultiplied RGBA [B, 4, H, W] laid on BACKDROP: RGB in [0, 1]."""
    ground = torch.tensor(BACKDROP).view(1, 3, 1, 1) / 255
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
        target = torch.arange(len(logits))
        contrast = 0.5 * (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target))
        _, pooled, _ = self.clip.text(texts)
        meant = F.cosine_similarity(self.meaning(pooled).float(), vectors, dim=-1)
        return {
            "thumbnail": rebuilt,
            "mirror": mirror,
            "contrast": contrast,
            "meaning": (1 - meant).mean(),
        }


WEIGHTS = {"thumbnail": 12.0, "mirror": 0.5, "contrast": 0.25, "meaning": 1.5}


def phrases(bank: Bank, backdrops: Backdrops, seed: int = 1) -> list[str]:
    """Names, captions and little sentences that join them, for the word teacher."""
    rng = np.random.default_rng(seed)
    names = sorted({name for row in bank.rows for name in row.names})
    captions = sorted(set(backdrops.captions))
    joined = [
        f"a {rng.choice(names)} {rng.choice(['in', 'on', 'at', 'near'])} {rng.choice(captions)}"
        for _ in range(4000)
    ]
    return [*names, *captions, *joined]


def train(
    root: Path, bank: Bank, backdrops: Backdrops, steps: int = 2400, batch: int = 48,
    seconds: float | None = None, shape: ClipShape = EMBEDDED,
) -> ClipTrainer:  # fmt: skip
    """Train (or go on training) to `steps`; state and EMA under `root`/clip."""
    folder = root / "clip"
    folder.mkdir(parents=True, exist_ok=True)
    Tokenizer.write_merges(shape, folder / "bpe.txt.gz")
    tokenizer = Tokenizer(shape, folder / "bpe.txt.gz")
    meanings = words.build(root, phrases(bank, backdrops))
    rank = processes.join()
    torch.manual_seed(0)
    model = ClipTrainer(shape)
    parameters = list(model.parameters())
    optimizer = checkpoints.adamw(model, 0.02)
    ema = checkpoints.Ema(model, 0.995)
    start = checkpoints.resume(folder / "state.pt", model, optimizer, ema)
    rng = np.random.default_rng((7, start, rank))
    source = Pictures(bank, backdrops, rng)
    trained, entities = bank.trained(), [row.names for row in bank.rows]
    progress = checkpoints.Progress("clip", steps)
    for step in checkpoints.remaining(start, steps, seconds):
        indices = rng.choice(trained, batch, replace=False)
        pictures, kept = source.draw(indices, shape.image_size)
        names = [str(rng.choice(entities[i])) for i in indices]
        same = torch.tensor(
            [
                [a != b and bool(set(entities[a]) & set(entities[b])) for b in indices]
                for a in indices
            ]
        )
        picked = torch.from_numpy(rng.integers(0, len(meanings.texts), 192))
        with sdpa_kernel(SDPBackend.MATH), torch.autocast("cpu", torch.bfloat16):
            losses = model.losses(
                pictures, kept, tokenizer(names, trim=True), same,
                tokenizer([meanings.texts[i] for i in picked.tolist()], trim=True),
                meanings.vectors[picked].float(),
            )  # fmt: skip
        total = torch.stack([WEIGHTS[k] * v for k, v in losses.items()]).sum()
        lr = checkpoints.cosine(step, steps, 1.2e-3, 100)
        checkpoints.descend(
            total, model, optimizer, lr,
            after_backward=lambda: processes.share_gradients(parameters),
        )  # fmt: skip
        ema.update(model)
        progress.add(step, **losses)
        if rank == 0 and ((step + 1) % 200 == 0 or step + 1 == steps):
            checkpoints.keep(folder / "state.pt", step + 1, model, optimizer, ema)
    model.load_state_dict(ema.shadow)
    return model
