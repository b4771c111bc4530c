"""unCLIP: the picture that an image embedding means (Ramesh et al. 2022, section 2.1).

One small picture a thing, premultiplied RGBA. `laid` puts a scene's pictures into its boxes; what
comes of it, its *things*, is what the codec's decoder looks at beside the latents.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor, nn

from core.grounding.clip import stretched
from core.grounding.flow import carried, flow
from core.grounding.places import fitted, ranks, within

SIDE = 128  # pixels of a picture, made or given
STILL = 0.06  # change of a pixel up to which nothing moves
NEAR, FAR = 0.12, 0.36  # what is off up to which a carried pixel will do, and from which not at all
PATIENCE = 1.5  # with pictures that were given: their detail is worth more than a small motion
ASTRAY = 0.08  # mean of what is off, at which no motion of a given picture is believed any more


@dataclass(frozen=True)
class UnclipShape:
    """Sizes: `cells`² cells of `cell_width` numbers come in; `widths` and `blocks` of a level
    each, with twice the positions a side of the one before."""

    cells: int
    cell_width: int
    widths: tuple[int, ...]
    blocks: tuple[int, ...]


EMBEDDED = UnclipShape(cells=8, cell_width=12, widths=(256, 128, 64, 32), blocks=(3, 2, 1, 1))


class Block(nn.Module):
    """Residual pair of 3x3 convolutions that begins as the identity, so needs no norms."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(width, width, 3, padding=1)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)
        nn.init.zeros_(self.conv2.weight)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = x + self.conv2(F.silu(self.conv1(F.silu(x))))
        return out


class Unclip(nn.Module):
    """Image embeddings [N, D] -> pictures [N, 4, 128, 128], premultiplied RGBA, about in [0, 1]."""

    def __init__(self, shape: UnclipShape = EMBEDDED) -> None:
        super().__init__()
        self.shape = shape
        width = shape.widths[0]
        layers: list[nn.Module] = [nn.Conv2d(shape.cell_width, width, 3, padding=1)]
        for level, (wide, n) in enumerate(zip(shape.widths, shape.blocks, strict=True)):
            if level:
                layers += [nn.Conv2d(width, 4 * wide, 1), nn.PixelShuffle(2)]
            layers += [Block(wide) for _ in range(n)]
            width = wide
        scale = SIDE // (shape.cells * 2 ** (len(shape.widths) - 1))
        self.body = nn.Sequential(*layers)
        self.leave = nn.Sequential(
            nn.Conv2d(width, 4 * scale**2, 3, padding=1), nn.PixelShuffle(scale)
        )

    def forward(self, embedding: Tensor) -> Tensor:
        n = self.shape.cells
        cells = embedding.unflatten(-1, (n, n, -1)).permute(0, 3, 1, 2)
        picture: Tensor = self.leave(self.body(cells))
        return picture


def as_thing(picture: Image.Image) -> Tensor:
    """What a picture shows, tight and stretched to a square: [4, 128, 128], premultiplied RGBA."""
    pixels = np.asarray(stretched(picture, SIDE)).copy()
    return torch.from_numpy(pixels).permute(2, 0, 1).float() / 255


def joined(made: Tensor, rest: Tensor, given: Tensor, patience: Tensor) -> Tensor:
    """Given pictures [N, 4, 128, 128] as their things move: their pixels are carried to where they
    have gone, and what they cannot show, as it was hidden, is what was `made`.

    made, rest [N, 4, 128, 128]: what embeddings of this moment, and of the thing at rest, show;
    `patience` [N]: how many times as much as usual may be off before pixels are `made` ones; above
    1, a picture rests where what was made is another thing altogether.
    """
    out = given.clone()
    at = (_off(made, rest).amax((1, 2, 3)) > STILL).nonzero()[:, 0]
    if len(at):
        calm = patience[at].view(-1, 1, 1, 1)
        by = flow(rest[at], made[at])
        left = carried(rest[at], by)
        astray = (made[at] - left).abs().mean((1, 2, 3), keepdim=True)
        trust = torch.where(calm > 1, (2 - 2 * astray / ASTRAY).clamp(0, 1), 1.0)
        moved = carried(given[at], by * trust)
        lost = ((_off(made[at], left) / calm - NEAR) / (FAR - NEAR)).clamp(0, 1) * trust
        lost = F.interpolate(lost, size=SIDE, mode="bilinear")
        out[at] = moved + lost * (made[at] - moved)
    return out


def _off(made: Tensor, other: Tensor) -> Tensor:
    """How far pictures [N, 4, 128, 128] are apart around every other pixel: [N, 1, 64, 64]."""
    off = F.avg_pool2d((made - other).abs().amax(1, keepdim=True), 2)
    return F.avg_pool2d(F.max_pool2d(off, 5, 1, 2), 5, 1, 2)


def laid(
    pictures: Tensor, frame: Tensor, boxes: Tensor, depth: Tensor, n_frames: int, side: int
) -> Tensor:
    """Pictures [E, 4, S, S] in boxes [E, 4] of their frames, back to front by depth [E].

    frame int64 [E]. Returns things [n_frames, 4, side, side], premultiplied RGBA.
    """
    out = torch.zeros(n_frames, 4, side, side, device=pictures.device)
    order = depth.argsort(stable=True)
    rank = ranks(frame[order], n_frames)
    for layer in range(int(rank.max()) + 1 if len(rank) else 0):
        at = order[rank == layer]
        cut = fitted(pictures[at], boxes[at], within(boxes[at], side))
        out[frame[at]] = cut + out[frame[at]] * (1 - cut[:, 3:])
    return out
