"""A closer look at proposed boxes: sides moved to where a thing ends, and how surely it is one.

The refinement stage of Cascade R-CNN (Cai and Vasconcelos, 2018), with crops of pixels in place
of features: each pass sees a box with some ground around it. A side is found as in SABL (Wang et
al., 2020): rows and columns of features say how likely it lies in each of BINS, and it lies where
they mean (Generalized Focal Loss, Li et al., 2020). Owns no names.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torchvision.ops import batched_nms, roi_align

from core.grounding.unclip import Block

VIEW = 64  # pixels a side of what is seen of a box
AROUND = 0.25  # of a box's sides, seen beyond each of them
WIDTHS = (48, 112, 176)
KNOWN = 256  # numbers that say what a view holds as a whole
BINS = 32  # places along a view that a side may lie in
GUESS = 0.15  # how far a side is thought to move, before it is looked at
UNMOVED = torch.tensor([0.0, 0.0, 1.0, 1.0])  # sides of a box in its own units
TURN = torch.tensor([-1.0, 1.0, -1.0, 1.0])  # signs of moves of x0, y0, x1, y1 in a mirror
PASSES = 3
ALIKE = 0.9  # overlap above which two boxes have become one
LEAST = 0.05  # expected overlap below which a box shows nothing


class Refiner(nn.Module):
    """Views [N, 3, 64, 64] in [0, 1] -> logits [N] of the overlap that the moved box reaches,
    and logits [N, 4, 32] of the `places` of its sides x0, y0, x1, y1."""

    def __init__(self) -> None:
        super().__init__()
        near, middle, far = WIDTHS
        self.near = nn.Sequential(
            nn.PixelUnshuffle(4), nn.Conv2d(48, near, 3, padding=1), Block(near)
        )
        self.middle = nn.Sequential(
            nn.Conv2d(near, middle, 2, stride=2), Block(middle), Block(middle)
        )
        self.far = nn.Sequential(nn.Conv2d(middle, far, 2, stride=2), Block(far), Block(far))
        self.mix = nn.Linear(16 * far, KNOWN)
        self.score = nn.Linear(KNOWN, 1)
        self.from_far, self.from_middle = nn.Conv2d(far, middle, 1), nn.Conv2d(middle, near, 1)
        self.again_middle, self.again_near = Block(middle), Block(near)
        self.across, self.along = Profile(2 * near), Profile(2 * near)

    def forward(self, views: Tensor) -> tuple[Tensor, Tensor]:
        near = self.near((views - 0.5) * 4)
        middle = self.middle(near)
        far = self.far(middle)
        known = F.silu(self.mix(F.silu(far).flatten(1)))
        middle = self.again_middle(middle + F.interpolate(self.from_far(far), scale_factor=2.0))
        fine = near + F.interpolate(self.from_middle(middle), scale_factor=2.0)
        fine = F.silu(self.again_near(fine))
        columns = torch.cat([fine.mean(2), fine.amax(2)], 1)
        rows = torch.cat([fine.mean(3), fine.amax(3)], 1)
        (x0, x1), (y0, y1) = self.across(columns, known), self.along(rows, known)
        sides = torch.stack([x0, y0, x1, y1], 1).float()
        moved = (places() - UNMOVED[:, None]).to(sides)
        return self.score(known)[:, 0].float(), sides - (moved / GUESS) ** 2


class Profile(nn.Module):
    """Features [N, W, 16] along a view, and what it holds [N, 256], to logits of the BINS of its
    first side and its last, each [N, 32]."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.enter, self.told = nn.Conv1d(width, width, 3, padding=1), nn.Linear(KNOWN, width)
        self.mix = nn.Conv1d(width, width, 3, padding=1)
        self.leave = nn.Conv1d(width, 4, 1)
        nn.init.zeros_(self.leave.weight)

    def forward(self, line: Tensor, known: Tensor) -> tuple[Tensor, Tensor]:
        x = F.silu(self.enter(line) + self.told(known)[:, :, None])
        x = self.leave(F.silu(x + self.mix(x)))
        first, last = x.unflatten(1, (2, 2)).transpose(2, 3).flatten(2).unbind(1)
        return first, last


def places() -> Tensor:
    """[32]: middles of the BINS of a view; the box that it shows reaches from 0 to 1."""
    return (torch.arange(BINS) + 0.5) / BINS * (1 + 2 * AROUND) - AROUND


def moves(sides: Tensor) -> Tensor:
    """How far the sides x0, y0, x1, y1 move, [N, 4] in units of the box's width and height, by
    logits [N, 4, 32] of where they lie."""
    where = (sides.softmax(-1) * places().to(sides.device)).sum(-1)
    return where - UNMOVED.to(where)


def views(frames: Tensor, index: Tensor, boxes: Tensor, side: int = VIEW) -> Tensor:
    """Boxes [N, 4] xyxy in [0, 1] with the ground around them, [N, 3, side, side].

    frames [F, 3, H, W] in [0, 1]; `index` int64 [N] says which frame a box lies in. Black
    beyond the picture.
    """
    seen = reach(boxes) * frames.shape[-1]
    rois = torch.cat([index[:, None].to(seen.dtype), seen], 1)
    cut: Tensor = roi_align(frames, rois, (side, side), sampling_ratio=2, aligned=True)
    return cut.contiguous(memory_format=torch.channels_last)


def reach(boxes: Tensor) -> Tensor:
    """How far the views of boxes [N, 4] xyxy reach: [N, 4] xyxy."""
    ground = AROUND * (boxes[:, 2:] - boxes[:, :2])
    return torch.cat([boxes[:, :2] - ground, boxes[:, 2:] + ground], 1)


def moved(boxes: Tensor, moves: Tensor) -> Tensor:
    """Boxes [N, 4] whose sides have moved by `moves` [N, 4], at most by half; never turned over."""
    size = (boxes[:, 2:] - boxes[:, :2]).repeat(1, 2)
    return boxes + size * moves.clamp(-0.45, 0.45)


@torch.no_grad()
def refined(
    refiner: Refiner, frames: Tensor, index: Tensor, boxes: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """What PASSES looks make of boxes [N, 4]: boxes [M, 4], all that a look found, as a later one
    may have slid on to a neighbour; the overlap in [0, 1] that is expected of each; int64 [M], in
    which frame it lies.

    Only the best of boxes that have become one are looked at again, and none that is nothing.
    Arguments as for `views`.
    """
    found = [(boxes[:0], boxes.new_zeros(0), index[:0])]
    for number in range(PASSES):
        if not len(boxes):
            break
        seen = views(frames, index, boxes)
        boxes, overlaps = (_looked_twice if number else _looked)(refiner, seen, boxes)
        found.append((boxes, overlaps, index))
        kept = distinct(boxes, overlaps, index)
        boxes, index = boxes[kept], index[kept]
    boxes, overlaps, index = (torch.cat(part) for part in zip(*found, strict=True))
    return boxes, overlaps, index


def distinct(boxes: Tensor, overlaps: Tensor, index: Tensor) -> Tensor:
    """Rows of boxes [N, 4] that show anything, of those that have become one only the best."""
    kept = batched_nms(boxes, overlaps, index, ALIKE)
    return kept[overlaps[kept] >= LEAST]


def _looked(refiner: Refiner, seen: Tensor, boxes: Tensor) -> tuple[Tensor, Tensor]:
    """Boxes [N, 4], moved, and expected overlaps [N], by one look at their views."""
    logits, sides = refiner(seen)
    return moved(boxes, moves(sides)).clamp(0, 1), logits.sigmoid()


def _looked_twice(refiner: Refiner, seen: Tensor, boxes: Tensor) -> tuple[Tensor, Tensor]:
    """The same by the mean of what the views and their mirror images say."""
    logits, sides = refiner(seen)
    mirrored, turned = refiner(seen.flip(3))
    step = (moves(sides) + moves(turned)[:, [2, 1, 0, 3]] * TURN.to(boxes)) / 2
    return moved(boxes, step).clamp(0, 1), (logits.sigmoid() + mirrored.sigmoid()) / 2
