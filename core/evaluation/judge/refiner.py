"""A second look: what the detector proposes, seen close up, with a tighter box and a surer score.

A small residual network sees each proposal with some ground around it and says where the thing's
sides lie in that close-up, and how well its box would fit. Owns no names.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from core.evaluation.judge.descriptor import crops
from core.evaluation.judge.detector import Block

AROUND = 0.3  # of a box's sides, seen around it
WIDTHS = (48, 96, 160)
HIDDEN = 256
LOOKS = 2


class Refiner(nn.Module):
    """Close-ups [N, 3, 64, 64] in [0, 1] -> quality logits [N], boxes [N, 4] in the close-up.

    Boxes are xyxy, (0, 0) to (1, 1) being the close-up; it begins by saying that the proposal
    is right.
    """

    def __init__(self) -> None:
        super().__init__()
        first, *others = WIDTHS
        layers: list[nn.Module] = [nn.PixelUnshuffle(4), nn.Conv2d(48, first, 3, padding=1)]
        layers += [Block(first), Block(first)]
        for width in others:
            layers += [nn.Conv2d(first, width, 2, stride=2), Block(width), Block(width)]
            first = width
        self.body = nn.Sequential(*layers)  # 16x16, then 8x8 and 4x4 positions
        self.wide = nn.Linear(16 * first, HIDDEN)
        self.leave = nn.Linear(HIDDEN, 5)
        nn.init.normal_(self.leave.weight, std=0.01)
        nn.init.zeros_(self.leave.bias)

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        x = torch.nn.functional.silu(self.body((pictures - 0.5) * 4)).flatten(1)
        out = self.leave(torch.nn.functional.silu(self.wide(x))).float()
        return out[:, 0], out[:, 1:] / 4 + inner(out)


def inner(like: Tensor) -> Tensor:
    """[4]: where the proposal lies in its close-up."""
    edge = AROUND / (1 + 2 * AROUND)
    return torch.tensor([edge, edge, 1 - edge, 1 - edge], device=like.device)


def framed(boxes: Tensor) -> Tensor:
    """The part of the frame [N, 4] that the close-ups of `boxes` [N, 4] show."""
    sides = boxes[:, 2:] - boxes[:, :2]
    return torch.cat([boxes[:, :2] - AROUND * sides, boxes[:, 2:] + AROUND * sides], 1)


def inside(boxes: Tensor, part: Tensor) -> Tensor:
    """Boxes [N, 4] of the frame in the coordinates of the parts [N, 4] of it."""
    sides = (part[:, 2:] - part[:, :2]).repeat(1, 2)
    return (boxes - part[:, :2].repeat(1, 2)) / sides


def outside(boxes: Tensor, part: Tensor) -> Tensor:
    """The inverse of `inside`."""
    sides = (part[:, 2:] - part[:, :2]).repeat(1, 2)
    return boxes * sides + part[:, :2].repeat(1, 2)


@torch.no_grad()
def refined(
    refiner: Refiner, frames: Tensor, index: Tensor, boxes: Tensor
) -> tuple[Tensor, Tensor]:
    """Scores [N] in [0, 1] and tighter boxes [N, 4] of proposals in frames [F, 3, H, W].

    Looked at LOOKS times, each time from the better box; the last score counts.
    """
    score = torch.zeros(len(boxes))
    for _ in range(LOOKS if len(boxes) else 0):
        part = framed(boxes)
        quality, found = refiner(crops(frames, index, boxes, AROUND))
        score, near = quality.sigmoid(), outside(found, part).clamp(0, 1)
        least = torch.full_like(near[:, :2], 0.02)
        boxes = torch.cat([near[:, :2], torch.maximum(near[:, 2:], near[:, :2] + least)], 1)
    return score, boxes
