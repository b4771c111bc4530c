"""Where things stand in a picture: a small single-stage detector without classes.

A U-shaped convolutional network over 128x128 pixels, in patches of 4x4; each position of a
16x16 grid says how well its box would fit (its score) and where the box's four sides lie.
Owns no names.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torchvision.ops import nms

from core.grounding.unclip import Block

GRID = 16
INPUT = 128
PLACE = 0.7  # intersection over union above which two proposals are one


@dataclass(frozen=True)
class DetectorShape:
    """Widths at 32x32, 16x16 and 8x8 positions, and residual blocks at each of the latter two."""

    near: int = 48
    fine: int = 96
    coarse: int = 160
    blocks: int = 3


class Detector(nn.Module):
    """[B, 3, 128, 128] in [0, 1] -> quality logits [B, 256], boxes [B, 256, 4] xyxy in [0, 1]."""

    def __init__(self, shape: DetectorShape = DetectorShape()) -> None:
        super().__init__()
        near, fine, coarse = shape.near, shape.fine, shape.coarse
        patch = INPUT // (2 * GRID)
        self.enter = nn.Sequential(
            nn.PixelUnshuffle(patch), nn.Conv2d(3 * patch**2, near, 3, padding=1), Block(near),
            nn.Conv2d(near, fine, 2, stride=2),
        )  # fmt: skip
        self.fine = nn.Sequential(*(Block(fine) for _ in range(shape.blocks)))
        self.down = nn.Conv2d(fine, coarse, 2, stride=2)
        self.coarse = nn.Sequential(*(Block(coarse) for _ in range(shape.blocks)))
        self.up = nn.Conv2d(coarse, fine, 1)
        self.leave = nn.Sequential(Block(fine), Block(fine))
        self.quality = nn.Conv2d(fine, 1, 1)
        self.sides = nn.Conv2d(fine, 4, 1)
        nn.init.constant_(self.quality.bias, -3.0)  # type: ignore[arg-type]
        nn.init.constant_(self.sides.bias, -1.6)  # type: ignore[arg-type]
        nn.init.normal_(self.sides.weight, std=0.01)
        self.register_buffer("centers", centers(), persistent=False)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        x = self.fine(self.enter((pixels - 0.5) * 4))
        wide = self.up(self.coarse(self.down(x)))
        x = F.silu(self.leave(x + F.interpolate(wide, scale_factor=2.0)))
        sides = self.sides(x).float().flatten(2).transpose(1, 2).exp()
        near, far = self.centers - sides[..., :2], self.centers + sides[..., 2:]
        return self.quality(x).float().flatten(1), torch.cat([near, far], -1).clamp(-0.5, 1.5)


def centers(grid: int = GRID) -> Tensor:
    """[grid * grid, 2]: x and y in [0, 1] of the middles of the grid's positions, row by row."""
    line = (torch.arange(grid) + 0.5) / grid
    y, x = torch.meshgrid(line, line, indexing="ij")
    return torch.stack([x, y], -1).flatten(0, 1)


def iou(a: Tensor, b: Tensor) -> Tensor:
    """Intersection over union of boxes [..., 4] with boxes [..., 4], broadcast."""
    near, far = torch.maximum(a[..., :2], b[..., :2]), torch.minimum(a[..., 2:], b[..., 2:])
    shared = (far - near).clamp(min=0).prod(-1)
    areas = (a[..., 2:] - a[..., :2]).prod(-1) + (b[..., 2:] - b[..., :2]).prod(-1)
    return shared / (areas - shared).clamp(min=1e-6)


def proposals(
    detector: Detector, pixels: Tensor, least: float = 0.05, most: int = 16
) -> tuple[Tensor, Tensor]:
    """What may be things in pictures [B, 3, H, W]: boxes [N, 4], and int64 [N], of which picture.

    At most `most` a picture of a score of `least` or more, one for each place.
    """
    small = F.interpolate(pixels, size=(INPUT, INPUT), mode="area")
    quality, places = detector(small)
    scores, boxes = quality.sigmoid(), places.clamp(0, 1)
    found, index = [], []
    for at in range(len(pixels)):
        sure = scores[at] > least
        mine = boxes[at][sure]
        kept = mine[nms(mine, scores[at][sure], PLACE)[:most]]
        found.append(kept)
        index.append(torch.full((len(kept),), at, device=kept.device))
    return torch.cat(found), torch.cat(index)
