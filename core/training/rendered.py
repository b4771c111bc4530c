"""What the denoiser makes of pictures that are known: the decoder's last lessons.

A picture's latents are noised part of the way and denoised again under its own caption and boxes,
so what comes out is off as rendered latents are, yet should still be that picture.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from core.layout2vid.model import Layout2Vid
from core.training.backbone import predicted
from core.training.codec import LATENT_NOISE
from core.training.latents import Batch, Source

STEP = 0.1  # of the way; a final scene takes ten
NOISED = (0.25, 0.8)  # how far pictures are noised
TRUE = 0.2  # share of latents that are decoded as they are


def rendered(
    source: Source, model: Layout2Vid, size: int, seed: int
) -> Iterator[tuple[Tensor, Tensor]]:
    """Endless latents [size, C, 16, 16] and the pictures [size, 3, 256, 256] they should be."""
    generator = torch.Generator(source.device).manual_seed(seed)
    for batch in source.batches(size, seed):
        yield denoised(model, batch, generator), batch.pixels


@torch.no_grad()
def denoised(model: Layout2Vid, batch: Batch, generator: torch.Generator) -> Tensor:
    """The batch's latents [B, C, h, w], noised by as much for all, and denoised in STEPs.

    TRUE of them are as they were, under a little noise.
    """
    device, clean = batch.latents.device, batch.latents

    def normal() -> Tensor:
        return torch.randn(clean.shape, generator=generator, device=device)

    low, high = NOISED
    start = low + (high - low) * float(torch.rand((), generator=generator, device=device))
    n_steps = max(1, round(start / STEP))
    x = (1 - start) * clean + start * normal()
    for i in range(n_steps):
        t = torch.full((len(x),), 1000 * start * (1 - i / n_steps), device=device)
        flow = predicted(model, x, t, batch.states, batch.grounding)
        x = x - flow * start / n_steps
    kept = torch.rand(len(x), generator=generator, device=device) < TRUE
    soft = clean + LATENT_NOISE * normal()
    return torch.where(kept.view(-1, 1, 1, 1, 1), soft, x)[:, :, 0]
