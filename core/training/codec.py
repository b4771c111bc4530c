"""Trains the embedded codec on composed scenes: L1, gradients and a little latent noise.

At the very end the decoder alone goes on, on latents that the denoiser made (`decoder`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from core.layout2vid.codec import EMBEDDED, Codec, CodecShape
from core.training import checkpoints
from core.training.fit import Fit, Schedule

log = logging.getLogger(__name__)

LATENT_NOISE = 0.05


def patches_of(images: Tensor, side: int, n: int) -> Tensor:
    """`n` random aligned patches [n, 3 * side²] in [-1, 1] of images [B, 3, H, W] in [0, 1]."""
    rows = F.unfold(images * 2 - 1, side, stride=side).transpose(1, 2).flatten(0, 1)
    return rows[torch.randperm(len(rows), device=rows.device)[:n]]


def loss(codec: Codec, pixels: Tensor) -> Tensor:
    """`likeness` of pictures that pass through a little noise on their latents."""
    latents = codec.encode(pixels)
    return likeness(codec.decode(latents + LATENT_NOISE * torch.randn_like(latents)), pixels)


def likeness(decoded: Tensor, pixels: Tensor, weight: Tensor | None = None) -> Tensor:
    """L1 and squared error of pixels, L1 of their horizontal and vertical differences.

    `weight` [B, 1, H, W] counts some pixels less.
    """
    off = decoded.float() - pixels
    if weight is not None:
        off = off * weight
    edges = off.diff(dim=-1).abs().mean() + off.diff(dim=-2).abs().mean()
    return off.abs().mean() + 2 * off.square().mean() + 0.5 * edges


@torch.no_grad()
def psnr(codec: Codec, pixels: Tensor) -> float:
    """Mean peak signal-to-noise ratio in dB over pictures in [0, 1]."""
    return decibels(codec.decode(codec.encode(pixels)), pixels)


def decibels(decoded: Tensor, pixels: Tensor) -> float:
    """The same, of pictures that were decoded."""
    out = decoded.clamp(0, 1)
    return float((-10 * torch.log10((out - pixels).square().mean((1, 2, 3)))).mean())


def train(
    root: Path, pictures: Iterator[Tensor], schedule: Schedule, shape: CodecShape = EMBEDDED
) -> Codec:
    """Train (or go on training) by `schedule`; state and EMA under `root`/codec.

    `pictures` yields batches [B, 3, 256, 256] in [0, 1] on the device to train on.
    """
    torch.manual_seed(0)
    held = torch.cat(_at_least(64, pictures))
    device = held.device
    codec = Codec(shape).to(device)
    patches = [patches_of(x, shape.patch, 128 * len(x)) for x in _at_least(160, pictures)]
    codec.start_from(torch.cat(patches))
    codec = codec.to(memory_format=torch.channels_last)
    log.info("codec begins at %.2f dB", psnr(codec, held))
    fit = Fit("codec", codec, root / "codec" / "state.pt", weight_decay=0.0)

    def losses() -> dict[str, Tensor]:
        pixels = next(pictures).contiguous(memory_format=torch.channels_last)
        with checkpoints.autocast(device):
            return {"loss": loss(codec, pixels)}

    fit.run(schedule, losses)
    log.info("codec ends at %.2f dB (moving average)", psnr(codec, held))
    return codec


def _at_least(n: int, pictures: Iterator[Tensor]) -> list[Tensor]:
    """Batches that hold `n` pictures or a few more."""
    batches = [next(pictures)]
    while sum(map(len, batches)) < n:
        batches.append(next(pictures))
    return batches
