"""Trains the embedded codec on composed scenes: L1, gradients and a little latent noise."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.layout2vid.codec import EMBEDDED, Codec, CodecShape
from core.training import checkpoints
from core.training.scenes import Composer

log = logging.getLogger(__name__)

LATENT_NOISE = 0.05


def patches_of(images: Tensor, side: int, n: int, generator: torch.Generator) -> Tensor:
    """`n` random aligned patches [n, 3 * side²] in [-1, 1] of images [B, 3, H, W] in [0, 1]."""
    rows = F.unfold(images * 2 - 1, side, stride=side).transpose(1, 2).flatten(0, 1)
    return rows[torch.randperm(len(rows), generator=generator)[:n]]


def draw(composer: Composer, n: int) -> Tensor:
    """`n` scenes as [n, 3, 256, 256] in [0, 1], channels last in memory."""
    images = np.stack([composer.draw().image for _ in range(n)])
    pixels = torch.from_numpy(images).permute(0, 3, 1, 2).float() / 255
    return pixels.contiguous(memory_format=torch.channels_last)


def loss(codec: Codec, pixels: Tensor) -> Tensor:
    """L1 of pixels and of their horizontal and vertical differences."""
    latents = codec.encode(pixels)
    noisy = latents + LATENT_NOISE * torch.randn_like(latents)
    out = codec.decode(noisy).float()
    dx = F.l1_loss(out.diff(dim=-1), pixels.diff(dim=-1))
    dy = F.l1_loss(out.diff(dim=-2), pixels.diff(dim=-2))
    return F.l1_loss(out, pixels) + F.mse_loss(out, pixels) * 2 + 0.5 * (dx + dy)


@torch.no_grad()
def psnr(codec: Codec, pixels: Tensor) -> float:
    """Mean peak signal-to-noise ratio in dB over pictures in [0, 1]."""
    out = codec.decode(codec.encode(pixels)).clamp(0, 1)
    return float((-10 * torch.log10((out - pixels).square().mean((1, 2, 3)))).mean())


def train(
    root: Path, composer: Composer, steps: int = 2500, batch: int = 8,
    seconds: float | None = None, shape: CodecShape = EMBEDDED,
) -> Codec:  # fmt: skip
    """Train (or go on training) to `steps`; state and EMA under `root`/codec."""
    torch.manual_seed(0)
    codec = Codec(shape)
    codec.start_from(
        patches_of(draw(composer, 120), shape.patch, 20_000, torch.Generator().manual_seed(0))
    )
    codec = codec.to(memory_format=torch.channels_last)
    held = draw(composer, 24)
    log.info("codec begins at %.2f dB", psnr(codec, held))
    optimizer, ema = checkpoints.adamw(codec, 0.0), checkpoints.Ema(codec, 0.995)
    path = root / "codec" / "state.pt"
    start = checkpoints.resume(path, codec, optimizer, ema)
    progress = checkpoints.Progress("codec", steps)
    for step in checkpoints.remaining(start, steps, seconds):
        pixels = draw(composer, batch)
        with torch.autocast("cpu", torch.bfloat16):
            value = loss(codec, pixels)
        checkpoints.descend(value, codec, optimizer, checkpoints.cosine(step, steps, 1e-3, 50))
        ema.update(codec)
        progress.add(step, loss=value)
        if (step + 1) % 250 == 0 or step + 1 == steps:
            checkpoints.keep(path, step + 1, codec, optimizer, ema)
            log.info("codec %.2f dB on held pictures", psnr(codec, held))
    codec.load_state_dict(ema.shadow)
    log.info("codec ends at %.2f dB (moving average)", psnr(codec, held))
    return codec
