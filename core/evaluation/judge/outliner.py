"""The last look at a box: what in it is the thing, pixel by pixel, and so where its sides are.

The mask head of Mask R-CNN (He et al., 2017) as a small U-Net (Ronneberger et al., 2015) on crops
of pixels. Sides are where a mask ends, to less than a pixel. Owns no names, no scores.
"""

from __future__ import annotations

from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.evaluation.judge.refiner import reach, views
from core.grounding.unclip import Block

VIEW = 96  # pixels a side of what is seen of a box and the ground around it
WIDTHS = (32, 64, 128, 160)  # numbers at 48², 24², 12² and 6² positions
LOOKS = 2  # the second with the thing in the middle of its view
LEAST = 0.2  # share of a view's sides that an outline has, or there is none


class Outliner(nn.Module):
    """Views [N, 3, 96, 96] in [0, 1] -> logits [N, 96, 96] of the mask of the thing in the middle,
    as if nothing stood before it."""

    def __init__(self) -> None:
        super().__init__()
        first, steps = WIDTHS[0], list(pairwise(WIDTHS))
        self.enter = nn.Sequential(nn.PixelUnshuffle(2), nn.Conv2d(12, first, 3, padding=1))
        self.down = nn.ModuleList(Block(width) for width in WIDTHS)
        self.fall = nn.ModuleList(nn.Conv2d(near, far, 2, stride=2) for near, far in steps)
        self.rise = nn.ModuleList(nn.Conv2d(far, near, 1) for near, far in steps)
        self.up = nn.ModuleList(Block(width) for width in WIDTHS)
        self.leave = nn.Sequential(nn.SiLU(), nn.Conv2d(first, 4, 3, padding=1), nn.PixelShuffle(2))

    def forward(self, views: Tensor) -> Tensor:
        x = self.enter((views - 0.5) * 4)
        levels = []
        for level, block in enumerate(self.down):
            x = block(self.fall[level - 1](x) if level else x)
            levels.append(x)
        x = self.up[-1](x)
        for level in reversed(range(len(WIDTHS) - 1)):
            x = levels[level] + F.interpolate(self.rise[level](x), scale_factor=2.0)
            x = self.up[level](x)
        mask: Tensor = self.leave(x)
        return mask[:, 0].float()


def extent(masks: Tensor) -> Tensor:
    """Sides x0, y0, x1, y1 of masks, logits [N, S, S], as shares [N, 4] of a view: a side lies
    behind as many empty columns, or rows, as are expected before the first that is not."""
    columns, rows = masks.amax(1).sigmoid(), masks.amax(2).sigmoid()
    x0, y0 = (_empty(line) for line in (columns, rows))
    x1, y1 = (1 - _empty(line.flip(1)) for line in (columns, rows))
    return torch.stack([x0, y0, x1, y1], 1)


def _empty(line: Tensor) -> Tensor:
    """Share [N] of lines [N, S], of how likely each place holds anything, before the first."""
    return (1 - line).cumprod(1).sum(1) / line.shape[1]


@torch.no_grad()
def outlined(outliner: Outliner, frames: Tensor, index: Tensor, boxes: Tensor) -> Tensor:
    """Boxes [N, 4] of the outlines of what boxes [N, 4] show; a box stays where none is seen.

    frames [F, 3, H, W] in [0, 1]; `index` int64 [N] says which frame a box lies in.
    """
    for _ in range(LOOKS if len(boxes) else 0):
        sides = extent(outliner(views(frames, index, boxes, VIEW)))
        seen = reach(boxes)
        found = seen[:, :2].repeat(1, 2) + sides * (seen[:, 2:] - seen[:, :2]).repeat(1, 2)
        whole = ((sides[:, 2:] - sides[:, :2]) > LEAST).all(1, keepdim=True)
        boxes = torch.where(whole, found, boxes).clamp(0, 1)
    return boxes
