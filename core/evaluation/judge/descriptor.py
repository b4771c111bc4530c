"""What a crop looks like in plain numbers: edges by direction, and colours by place.

Nothing is learned here. Edges are a histogram of oriented gradients over 8x8 cells, colours
an opponent-colour thumbnail of 8x8 and a grey one of 16x16.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

CROP = 64
MARGIN = 0.05  # of a box's sides, kept around it
DIRECTIONS = 9
LENGTH = DIRECTIONS * 64 + 2 * 64 + 256


def crops(frames: Tensor, index: Tensor, boxes: Tensor) -> Tensor:
    """Crops [N, 3, 64, 64] of `boxes` [N, 4] out of frames [F, 3, H, W] in [0, 1].

    `index` int64 [N] says which frame each box lies in; what is outside repeats the edge.
    """
    middle, half = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]) / 2
    half = half * (1 + 2 * MARGIN)
    theta = torch.zeros(len(boxes), 2, 3, device=boxes.device)
    theta[:, 0, 0], theta[:, 1, 1] = half[:, 0] * 2, half[:, 1] * 2
    theta[:, :, 2] = middle * 2 - 1
    # twice the size, then halved: large boxes do not alias
    grid = F.affine_grid(theta, [len(boxes), 3, 2 * CROP, 2 * CROP], align_corners=False)
    big = F.grid_sample(frames[index], grid, padding_mode="border", align_corners=False)
    return F.avg_pool2d(big, 2)


def describe(pictures: Tensor) -> Tensor:
    """Pictures [N, 3, 64, 64] in [0, 1] -> descriptors [N, LENGTH] float32."""
    edges = _edges(pictures)
    red, green, blue = pictures.unbind(1)
    grey = (red + green + blue) / 3
    opponent = torch.stack([red - green, (red + green) / 2 - blue], 1)
    colours = F.avg_pool2d(opponent, CROP // 8).flatten(1)
    light = F.avg_pool2d(grey[:, None], CROP // 16).flatten(1)
    return torch.cat([edges, 1.6 * colours, 0.8 * light], 1)


def _edges(pictures: Tensor) -> Tensor:
    """Histograms [N, 9 * 64]: the strongest channel's gradient, each cell against its surround."""
    padded = F.pad(pictures, (1, 1, 1, 1), mode="replicate")
    dx = padded[..., 1:-1, 2:] - padded[..., 1:-1, :-2]
    dy = padded[..., 2:, 1:-1] - padded[..., :-2, 1:-1]
    strongest = (dx.square() + dy.square()).argmax(1, keepdim=True)
    dx, dy = dx.gather(1, strongest), dy.gather(1, strongest)
    size = (dx.square() + dy.square() + 1e-8).sqrt()
    angle = torch.atan2(dy, dx) / math.pi * DIRECTIONS  # turns of half a circle are one
    where = torch.arange(DIRECTIONS).view(1, -1, 1, 1)
    distance = (angle - where + DIRECTIONS / 2) % DIRECTIONS - DIRECTIONS / 2
    votes = size * (1 - distance.abs()).clamp(min=0)
    cells = F.avg_pool2d(votes, CROP // 8)
    energy = cells.square().sum(1, keepdim=True)
    around = F.avg_pool2d(energy, 3, 1, 1, count_include_pad=False)
    return (cells / (around + 4e-4).sqrt()).clamp(max=0.8).flatten(1)
