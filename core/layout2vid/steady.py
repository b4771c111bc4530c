"""A still camera: background that no box covers is one background in every frame.

The embedded engine has no temporal layers; all frames of a scene begin from the same noise.
What would still differ from frame to frame is how the background answers to a moving thing.
So at each step the prediction at an uncovered position is the mean over the frames in which it
is uncovered, which keeps its latents equal there from the first step to the last.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.layout2vid.sampler import Denoise

MARGIN = 0.4  # of a latent position around a box that belongs to its thing: shadows, soft edges


@dataclass(frozen=True)
class Still:
    """Wraps a denoiser; `free`: [F, h, w] in [0, 1], how much of a position is background."""

    denoise: Denoise
    free: Tensor

    def __call__(self, x: Tensor, t: Tensor, guided: bool) -> Tensor:
        out = self.denoise(x, t, guided)
        free = self.free[None, None].to(out.dtype)
        mean = (out * free).sum(2, keepdim=True) / free.sum(2, keepdim=True).clamp(min=1e-3)
        return out * (1 - free) + mean * free


def background(boxes: Tensor, frame: Tensor, n_frames: int, side: int) -> Tensor:
    """1 where no box (grown by MARGIN positions) touches a position, else 0: [F, side, side].

    boxes: [E, 4] xyxy in [0, 1]; frame: [E] int64.
    """
    edge = torch.arange(side, device=boxes.device, dtype=torch.float32) / side
    grow = MARGIN / side
    x0, y0, x1, y1 = (boxes[:, k, None] for k in range(4))
    columns = (edge + 1 / side > x0 - grow) & (edge < x1 + grow)
    rows = (edge + 1 / side > y0 - grow) & (edge < y1 + 2 * grow)  # shadows fall below
    covered = torch.zeros(n_frames, side, side, device=boxes.device)
    inside = (rows[:, :, None] & columns[:, None, :]).float()
    covered = covered.index_add(0, frame, inside).clamp(max=1)
    return 1 - covered
