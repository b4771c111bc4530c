"""Boxes as places to sample from and to lay into: grids, pictures in them, who comes first."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

HALVED = 3  # times that a picture is at most halved before it is laid into a small box


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


def inside(boxes: Tensor, views: Tensor) -> Tensor:
    """Boxes [N, 4] xyxy in units of views [N, 4] xyxy, which reach from 0 to 1."""
    return (boxes - views[:, :2].repeat(1, 2)) / (views[:, 2:] - views[:, :2]).repeat(1, 2)


def fitted(pictures: Tensor, boxes: Tensor, grid: Tensor, mode: str = "bilinear") -> Tensor:
    """Pictures [E, C, S, S], each in its box [E, 4] of a frame: [E, C, H, H].

    `grid` [E, H, H, 2] is that of `within`, turned around or not. What is made much smaller is laid
    from an averaged copy, so that nothing aliases; what is not, by `mode` (see `grid_sample`).
    """
    side = grid.shape[1]
    size = side * (boxes[:, 2:] - boxes[:, :2]).prod(1).clamp(min=1e-6).sqrt()
    levels = (pictures.shape[-1] / size).log2().floor().clamp(0, HALVED).long()
    out = pictures.new_empty(len(pictures), pictures.shape[1], side, side)
    for level in range(HALVED + 1):
        at = (levels == level).nonzero()[:, 0]
        if len(at):
            small = F.avg_pool2d(pictures[at], 2**level)
            how = "bilinear" if level else mode
            out[at] = F.grid_sample(small, grid[at], mode=how, align_corners=False)
    return out


def ranks(frame: Tensor, n_frames: int) -> Tensor:
    """How many rows of the same frame come before each of `frame` int64 [E]."""
    order = frame.argsort(stable=True)
    counts = torch.bincount(frame, minlength=n_frames)
    first = counts.cumsum(0) - counts
    rank = torch.empty_like(frame)
    rank[order] = torch.arange(len(frame), device=frame.device) - first[frame[order]]
    return rank
