"""Boxes fitted to what they hold: sides move while the namer grows surer of what it sees.

The namer knows a thing best when it fills its crop. So a box that a detector placed roughly
climbs to the place where some sprite is most like its crop; names are asked of every place visited.
No training of its own.
"""

from __future__ import annotations

import torch
from torch import Tensor

from core.evaluation.judge.descriptor import crops
from core.evaluation.judge.namer import Namer

STRIDES = (0.2, 0.12, 0.07)  # of a box's sides, a round each
GAIN = 0.02  # of cosine, below which a box stays

# what one round tries: each side out and in, all sides at once, and shifts; [14, 4] in strides
MOVES = torch.tensor(
    [
        [sign * (k == side) for k in range(4)] for side in range(4) for sign in (1.0, -1.0)
    ]
    + [[-0.5, -0.5, 0.5, 0.5], [0.5, 0.5, -0.5, -0.5]]
    + [[1.0, 0.0, 1.0, 0.0], [-1.0, 0.0, -1.0, 0.0], [0.0, 1.0, 0.0, 1.0], [0.0, -1.0, 0.0, -1.0]]
)  # fmt: skip


def fitted(namer: Namer, frames: Tensor, index: Tensor, boxes: Tensor) -> tuple[Tensor, Tensor]:
    """Tighter boxes [N, 4], and the best cosine [N, M] of each to every sprite on its way.

    frames [F, 3, H, W] in [0, 1]; `index` int64 [N] says which frame a box lies in.
    """
    similar = namer.similarities(crops(frames, index, boxes))
    for stride in STRIDES:
        step = stride * (boxes[:, 2:] - boxes[:, :2]).repeat(1, 2)
        moved, peak = boxes, similar.amax(1) + GAIN
        for move in MOVES:
            tried = boxes + step * move
            found = namer.similarities(crops(frames, index, tried))
            similar = torch.maximum(similar, found)
            best = found.amax(1)
            moved = torch.where((best > peak)[:, None], tried, moved)
            peak = torch.maximum(best, peak)
        boxes = moved
    return boxes.clamp(0, 1), similar
