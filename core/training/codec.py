"""Trains the embedded codec on composed scenes: L1, gradients and a little latent noise."""

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
RENDERED_NOISE = 0.35  # the most that a denoiser's latents are off, about


def patches_of(images: Tensor, side: int, n: int) -> Tensor:
    """`n` random aligned patches [n, 3 * side²] in [-1, 1] of images [B, 3, H, W] in [0, 1]."""
    rows = F.unfold(images * 2 - 1, side, stride=side).transpose(1, 2).flatten(0, 1)
    return rows[torch.randperm(len(rows), device=rows.device)[:n]]


def loss(codec: Codec, pixels: Tensor, rendered: bool = False) -> Tensor:
    """L1 of pixels and of their horizontal and vertical differences.

    `rendered`: latents stay as they are and are decoded as if a denoiser had made them, off by
    some noise, more in one picture than in another.
    """
    if rendered:
        with torch.no_grad():
            latents = codec.encode(pixels)
        amount = RENDERED_NOISE * torch.rand(len(latents), 1, 1, 1, device=latents.device)
    else:
        latents, amount = codec.encode(pixels), torch.tensor(LATENT_NOISE, device=pixels.device)
    out = codec.decode(latents + amount * torch.randn_like(latents)).float()
    dx = F.l1_loss(out.diff(dim=-1), pixels.diff(dim=-1))
    dy = F.l1_loss(out.diff(dim=-2), pixels.diff(dim=-2))
    return F.l1_loss(out, pixels) + F.mse_loss(out, pixels) * 2 + 0.5 * (dx + dy)


@torch.no_grad()
def psnr(codec: Codec, pixels: Tensor) -> float:
    """Mean peak signal-to-noise ratio in dB over pictures in [0, 1]."""
    out = codec.decode(codec.encode(pixels)).clamp(0, 1)
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


def polish(
    root: Path, pictures: Iterator[Tensor], schedule: Schedule, shape: CodecShape = EMBEDDED
) -> Codec:
    """Train the decoder alone on what a denoiser would give it; state under `root`/decoder.

    Latents keep their meaning, so no other part needs training anew.
    """
    torch.manual_seed(0)
    held = torch.cat(_at_least(32, pictures))
    codec = Codec(shape)
    before = checkpoints.load_state(root / "codec" / "state.pt")
    assert before is not None, "the decoder is polished after the codec is trained"
    codec.load_state_dict(before["ema"])
    codec = codec.to(held.device).to(memory_format=torch.channels_last)
    for name, parameter in codec.named_parameters():
        parameter.requires_grad_(name.startswith(("to_pixels", "up")))
    fit = Fit("decoder", codec, root / "decoder" / "state.pt", weight_decay=0.0)

    def losses() -> dict[str, Tensor]:
        pixels = next(pictures).contiguous(memory_format=torch.channels_last)
        with checkpoints.autocast(held.device):
            return {"loss": loss(codec, pixels, rendered=True)}

    fit.run(schedule, losses)
    log.info("decoder ends at %.2f dB (moving average)", psnr(codec, held))
    return codec


def _at_least(n: int, pictures: Iterator[Tensor]) -> list[Tensor]:
    """Batches that hold `n` pictures or a few more."""
    batches = [next(pictures)]
    while sum(map(len, batches)) < n:
        batches.append(next(pictures))
    return batches
