"""A closer look at proposed boxes: sides moved to where a thing ends, and how surely it is one.

The refinement stage of Cascade R-CNN (Cai and Vasconcelos, 2018), with crops of pixels in place
of features: each pass sees a box with some ground around it. Owns no names.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torchvision.ops import roi_align

from core.grounding.unclip import Block

VIEW = 64  # pixels a side of what is seen of a box
AROUND = 0.25  # of a box's sides, seen beyond each of them
WIDTHS = (48, 112, 176)
PASSES = 3


class Refiner(nn.Module):
    """Views [N, 3, 64, 64] in [0, 1] -> logits [N] of the overlap that the moved box reaches,
    and moves [N, 4] of the sides x0, y0, x1, y1 in units of the box's width and height."""

    def __init__(self) -> None:
        super().__init__()
        near, middle, far = WIDTHS
        self.body = nn.Sequential(
            nn.PixelUnshuffle(4), nn.Conv2d(48, near, 3, padding=1), Block(near),
            nn.Conv2d(near, middle, 2, stride=2), Block(middle), Block(middle),
            nn.Conv2d(middle, far, 2, stride=2), Block(far), Block(far),
        )  # fmt: skip
        self.mix = nn.Linear(16 * far, 256)
        self.leave = nn.Linear(256, 5)
        nn.init.normal_(self.leave.weight, std=0.01)

    def forward(self, views: Tensor) -> tuple[Tensor, Tensor]:
        features = F.silu(self.body((views - 0.5) * 4)).flatten(1)
        out = self.leave(F.silu(self.mix(features))).float()
        return out[:, 0], out[:, 1:]


def views(frames: Tensor, index: Tensor, boxes: Tensor) -> Tensor:
    """What a refiner sees, [N, 3, 64, 64], of boxes [N, 4] xyxy in [0, 1].

    frames [F, 3, H, W] in [0, 1]; `index` int64 [N] says which frame a box lies in. Black
    beyond the picture.
    """
    ground = AROUND * (boxes[:, 2:] - boxes[:, :2])
    seen = torch.cat([boxes[:, :2] - ground, boxes[:, 2:] + ground], 1) * frames.shape[-1]
    rois = torch.cat([index[:, None].to(seen.dtype), seen], 1)
    cut: Tensor = roi_align(frames, rois, (VIEW, VIEW), sampling_ratio=2, aligned=True)
    return cut.contiguous(memory_format=torch.channels_last)


def moved(boxes: Tensor, moves: Tensor) -> Tensor:
    """Boxes [N, 4] whose sides have moved by `moves` [N, 4], at most by half; never turned over."""
    size = (boxes[:, 2:] - boxes[:, :2]).repeat(1, 2)
    return boxes + size * moves.clamp(-0.45, 0.45)


@torch.no_grad()
def refined(
    refiner: Refiner, frames: Tensor, index: Tensor, boxes: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """What every one of PASSES looks makes of boxes [N, 4], [PASSES * N, 4]: a later one may have
    slid on to a neighbour. Also the overlap in [0, 1] that is expected of each, and `index` again.

    Arguments as for `views`.
    """
    if not len(boxes):
        return boxes, boxes.new_zeros(0), index
    found, overlaps = [], []
    for _ in range(PASSES):
        logits, moves = refiner(views(frames, index, boxes))
        boxes = moved(boxes, moves).clamp(0, 1)
        found.append(boxes)
        overlaps.append(logits.sigmoid())
    return torch.cat(found), torch.cat(overlaps), index.repeat(PASSES)
