"""Sampling: the denoising loop over any diffusers scheduler, and guidance inside it.

The loop knows no model and the denoiser no schedule. `layout_strength` (the paper's alpha)
is the share of first steps that see the boxes; it is decided here, per step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor

from core.grounding.tokens import Grounding
from core.layout2vid.unet import Layout2VidUNet, Text


class Denoise(Protocol):
    """Network output for latents x [1, C, F, h, w] at time t; `guided`: do boxes count."""

    def __call__(self, x: Tensor, t: Tensor, guided: bool) -> Tensor: ...


@dataclass(frozen=True)
class Guided:
    """Classifier-free guidance over text and boxes together.

    out = out_none + guidance * (out_all - out_none); one batch of two when guidance > 1.
    `text` holds rows (empty, prompt) or (prompt,); `grounding` covers as many clips, the
    unconditional one without entities (as IGLIGEN does).
    """

    unet: Layout2VidUNet
    text: Text
    grounding: Grounding | None
    guidance: float

    def __call__(self, x: Tensor, t: Tensor, guided: bool) -> Tensor:
        grounding = self.grounding if guided else None
        if self.guidance <= 1:
            return self.unet(x, t.expand(1), self.text, grounding)
        out = self.unet(x.repeat(2, 1, 1, 1, 1), t.expand(2), self.text, grounding)
        empty, full = out.chunk(2)
        return empty + self.guidance * (full - empty)


@dataclass(frozen=True)
class GuidedInTurn:
    """`Guided` as two calls of half the size: less memory, the same frames.

    `empty` and `text` hold one row each; `grounding` covers one clip.
    """

    unet: Layout2VidUNet
    empty: Text
    text: Text
    grounding: Grounding
    guidance: float

    def __call__(self, x: Tensor, t: Tensor, guided: bool) -> Tensor:
        full = self.unet(x, t.expand(1), self.text, self.grounding if guided else None)
        empty = self.unet(x, t.expand(1), self.empty, None)
        return empty + self.guidance * (full - empty)


def guided_steps(steps: int, layout_strength: float) -> int:
    """How many first steps see the boxes: alpha * steps, rounded up, none at 0."""
    return min(steps, int(torch.tensor(layout_strength * steps - 1e-6).ceil().clamp(min=0)))


@torch.inference_mode()
def sample(
    denoise: Denoise, noise: Tensor, scheduler: Any, steps: int, layout_strength: float,
    on_step: Callable[[int, Tensor], None] = lambda i, clean: None,
) -> Tensor:  # fmt: skip
    """Latents [1, C, F, h, w] from `noise` of the same shape.

    `on_step(i, latents)` is called after each step with the current latents and may raise to
    stop. The scheduler is diffusers'; its state is reset here.
    """
    scheduler.set_timesteps(steps, device=noise.device)
    x = noise * getattr(scheduler, "init_noise_sigma", 1.0)
    n_guided = guided_steps(steps, layout_strength)
    for i, t in enumerate(scheduler.timesteps):
        out = denoise(
            scheduler.scale_model_input(x, t) if hasattr(scheduler, "scale_model_input") else x,
            t,
            i < n_guided,
        )
        x = scheduler.step(out.float(), t, x, return_dict=False)[0]
        on_step(i, x)
    return x


def scene_noise(shape: tuple[int, int, int, int], seed: int, shared: float) -> Tensor:
    """Noise [1, C, F, h, w] from one CPU generator; frames correlate by `shared` in [0, 1].

    shape: (C, F, h, w). With shared = 1 every frame begins from the same noise, which is what
    keeps background and entities steady where no temporal layer does.
    """
    channels, frames, height, width = shape
    generator = torch.Generator().manual_seed(seed)
    common = torch.randn(1, channels, 1, height, width, generator=generator)
    own = torch.randn(1, channels, frames, height, width, generator=generator)
    return common * shared**0.5 + own * (1 - shared) ** 0.5
