"""Batches for the denoiser: composed scenes as latents, texts and grounding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from core.grounding.batch import GroundingBatch, pack
from core.grounding.clip import Clip, Tokenizer
from core.layout2vid.codec import Codec
from core.training.scenes import Composer, SceneSample
from core.training.table import Table

DROP_TEXT = 0.1
DROP_GROUNDING = 0.12
DROP_IMAGE = 0.08
DROP_NAME = 0.35
NOISE_ON_IMAGE = 0.12  # deviation added to image embeddings: the prior's are not exact
CONTEXT = 16


@dataclass(frozen=True)
class Batch:
    """latents [B, C, 1, 16, 16]; states [B, T, W]; inside [B, 1, 1, 16, 16] in [0, 1]: share of
    each position that some box covers."""

    latents: Tensor
    states: Tensor
    grounding: GroundingBatch
    inside: Tensor


@dataclass
class Source:
    """Draws batches; frozen codec and CLIP make them."""

    composer: Composer
    table: Table
    codec: Codec
    clip: Clip
    tokenizer: Tokenizer
    rng: np.random.Generator

    @torch.no_grad()
    def draw(self, n: int) -> Batch:
        scenes = [self.composer.draw() for _ in range(n)]
        pixels = (
            torch.from_numpy(np.stack([s.image for s in scenes])).permute(0, 3, 1, 2).float() / 255
        )
        captions = ["" if self.rng.random() < DROP_TEXT else s.caption for s in scenes]
        with torch.autocast("cpu", torch.bfloat16):
            latents = self.codec.encode(
                pixels.contiguous(memory_format=torch.channels_last)
            ).float()
            states = self.states(captions)
        return Batch(latents[:, :, None], states, self._grounding(scenes), _inside(scenes))

    def states(self, captions: list[str]) -> Tensor:
        """Token states [n, CONTEXT, W] float32 of captions."""
        tokens = self.tokenizer(captions)[:, :CONTEXT]
        return self.clip.states(tokens)[0].float()

    def _grounding(self, scenes: list[SceneSample]) -> GroundingBatch:
        rng, rows = self.rng, self.composer.bank.rows
        image: list[Tensor] = []
        text: list[Tensor | None] = []
        frames: list[list[tuple[int, tuple[float, ...]]]] = []
        for scene in scenes:
            kept = scene.placed if rng.random() >= DROP_GROUNDING else ()
            frames.append([(len(image) + i, p.box) for i, p in enumerate(kept)])
            for p in kept:
                view = int(rng.integers(0, self.table.image.shape[2]))
                image.append(self.table.image[p.sprite, int(p.mirrored), view].float())
                names = rows[p.sprite].names
                name = str(rng.choice(names)) if names else ""
                text.append(self.table.text[self.table.row_of(name)].float() if name else None)
        dim = self.table.image.shape[-1]
        if not image:
            return pack(torch.zeros(1, dim), torch.zeros(1, dim), frames)
        has_text = torch.tensor([t is not None and rng.random() >= DROP_NAME for t in text])
        has_image = torch.from_numpy(rng.random(len(image)) >= DROP_IMAGE) | ~has_text
        images = torch.stack(image)
        images = images + NOISE_ON_IMAGE * torch.rand(len(image), 1) * 2 * torch.randn_like(images)
        zero = torch.zeros(self.table.text.shape[-1])
        texts = torch.stack([zero if t is None else t for t in text])
        return pack(images, texts, frames, has_image, has_text)


def _inside(scenes: list[SceneSample], side: int = 16) -> Tensor:
    out = torch.zeros(len(scenes), side, side)
    edges = torch.arange(side) / side
    for i, scene in enumerate(scenes):
        for p in scene.placed:
            x0, y0, x1, y1 = p.box
            x = ((edges + 1 / side).clamp(max=x1) - edges.clamp(min=x0)).clamp(min=0) * side
            y = ((edges + 1 / side).clamp(max=y1) - edges.clamp(min=y0)).clamp(min=0) * side
            out[i] = torch.maximum(out[i], y[:, None] * x[None, :])
    return out[:, None, None]
