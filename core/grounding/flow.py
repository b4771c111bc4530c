"""Optical flow between small pictures: pyramidal, iterative Lucas-Kanade (Bouguet, 2000).

Written out in torch as it runs on batches wherever the pictures lie; `skimage.registration` takes
one pair at a time on the CPU.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from core.grounding.places import mesh

LEVELS = (16, 32, 64)  # sides of the pyramid's pictures
ROUNDS = 3  # at each level
WINDOW = 5  # pixels a side over which motion is taken to be the same
STIFF = 0.004  # of squared gradients: what flat places hold against moving


def flow(before: Tensor, after: Tensor) -> Tensor:
    """Where the pixels of `after` [N, C, S, S] come from in `before`: [N, 2, 64, 64], offsets x and
    y in halves of a side, as `grid_sample` counts."""
    found = torch.zeros(len(before), 2, LEVELS[0], LEVELS[0], device=before.device)
    for side in LEVELS:
        found = F.interpolate(found, size=side, mode="bilinear")
        small, wanted = (F.adaptive_avg_pool2d(p, side) for p in (before, after))
        for _ in range(ROUNDS):
            found = found + _step(carried(small, found), wanted) * (2 / side)
            found = F.avg_pool2d(F.pad(found, (1, 1, 1, 1), mode="replicate"), 3, 1)
    return found


def carried(pictures: Tensor, by: Tensor) -> Tensor:
    """Pictures [N, C, S, S] whose pixels were moved `by` a flow [N, 2, H, H]; beyond is nothing."""
    side = pictures.shape[-1]
    by = F.interpolate(by, size=side, mode="bilinear") if by.shape[-1] != side else by
    line = (torch.arange(side, device=by.device) + 0.5) / side * 2 - 1
    grid = mesh(line[None], line[None]) + by.permute(0, 2, 3, 1)
    return F.grid_sample(pictures, grid, align_corners=False)


def _step(now: Tensor, wanted: Tensor) -> Tensor:
    """A step of Lucas-Kanade from `now` towards `wanted` [N, C, S, S], in pixels: [N, 2, S, S]."""
    dx = F.pad(now[..., 2:] - now[..., :-2], (1, 1)) / 2
    dy = F.pad(now[..., 2:, :] - now[..., :-2, :], (0, 0, 1, 1)) / 2
    left = wanted - now
    products = torch.stack([dx * dx, dx * dy, dy * dy, dx * left, dy * left], 1).sum(2)
    xx, xy, yy, xt, yt = F.avg_pool2d(products, WINDOW, 1, WINDOW // 2).unbind(1)
    xx, yy = xx + STIFF, yy + STIFF
    area = xx * yy - xy * xy
    step = torch.stack([(yy * xt - xy * yt) / area, (xx * yt - xy * xt) / area], 1)
    return step.clamp(-1, 1)
