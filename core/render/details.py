"""Details of things on decoded frames: eyes and stripes, that latents are too coarse for.

Two bands of a Laplacian pyramid (Burt and Adelson, 1983): light and colour of a frame stay the
decoder's, what varies faster is a thing's own, well within its outline.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

COARSE = 4  # pixels a side of a coarse one, of which three lie under light and colour
RIM = 3  # pixels a side that must be filled for a pixel to be well within a thing
FILLED = 0.8  # how much of them


def with_details(pictures: Tensor, things: Tensor) -> Tensor:
    """Pictures [F, 3, H, W] in [0, 1] with the details of `things` [F, 4, H, W], premultiplied
    RGBA as they lie on them; nothing else of them changes. H and W are multiples of 4."""
    alpha = things[:, 3:]
    change = things[:, :3] - pictures * alpha  # to what lies there, in place of what was decoded
    within = ((F.avg_pool2d(alpha, RIM, 1, RIM // 2) - FILLED) / (1 - FILLED)).clamp(0, 1)
    return pictures + (change - _coarse(change)) * within


def _coarse(change: Tensor) -> Tensor:
    """What of it varies slowly: light and colour."""
    small = F.avg_pool2d(F.avg_pool2d(change, COARSE), 3, 1, 1, count_include_pad=False)
    return F.interpolate(small, scale_factor=COARSE, mode="bilinear")
