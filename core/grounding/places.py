"""Boxes as places to sample from and to lay into: grids, and who of a frame comes first."""

from __future__ import annotations

import torch
from torch import Tensor


def mesh(x: Tensor, y: Tensor) -> Tensor:
    """Sampling grid [n, H, W, 2] (see `grid_sample`) of columns x [n, W] and rows y [n, H]."""
    return torch.stack(
        [x[:, None, :].expand(-1, y.shape[1], -1), y[:, :, None].expand(-1, -1, x.shape[1])], -1
    )


def within(boxes: Tensor, side: int) -> Tensor:
    """Where the `side`² pixels of a frame lie in boxes [E, 4], which reach from -1 to 1: a
    sampling grid [E, side, side, 2]."""
    centre = (torch.arange(side, device=boxes.device, dtype=torch.float32) + 0.5) / side
    u = (centre - boxes[:, 0:1]) / (boxes[:, 2:3] - boxes[:, 0:1]) * 2 - 1
    v = (centre - boxes[:, 1:2]) / (boxes[:, 3:4] - boxes[:, 1:2]) * 2 - 1
    return mesh(u, v)


def ranks(frame: Tensor, n_frames: int) -> Tensor:
    """How many rows of the same frame come before each of `frame` int64 [E]."""
    order = frame.argsort(stable=True)
    counts = torch.bincount(frame, minlength=n_frames)
    first = counts.cumsum(0) - counts
    rank = torch.empty_like(frame)
    rank[order] = torch.arange(len(frame), device=frame.device) - first[frame[order]]
    return rank
