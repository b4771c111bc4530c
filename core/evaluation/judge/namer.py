"""What a crop shows: its nearest sprite among those that engines are trained on.

A small residual network turns a crop into a unit vector, trained (`lessons`) to lie nearest to its
own sprite's vector among all. The same space serves as an embedding that no engine is
conditioned on.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.grounding.unclip import Block

DIMENSIONS = 160
WIDTHS = (48, 96, 160, 256)


@dataclass(frozen=True)
class Label:
    """A sprite's names, the first its main one, without its colour; and that colour, or ""."""

    names: tuple[str, ...]
    colour: str


class Eye(nn.Module):
    """Crops [N, 3, 64, 64] in [0, 1] -> unit vectors [N, DIMENSIONS]."""

    def __init__(self) -> None:
        super().__init__()
        first, *others = WIDTHS
        layers: list[nn.Module] = [nn.PixelUnshuffle(4), nn.Conv2d(48, first, 3, padding=1)]
        layers.append(Block(first))
        for width in others:
            layers += [nn.Conv2d(first, width, 2, stride=2), Block(width)]
            first = width
        self.body = nn.Sequential(*layers)  # 16x16, then 8x8, 4x4 and 2x2 positions
        self.leave = nn.Linear(4 * first, DIMENSIONS)

    def forward(self, pictures: Tensor) -> Tensor:
        features = F.silu(self.body((pictures - 0.5) * 4)).flatten(1)
        return F.normalize(self.leave(features).float(), dim=-1)


@dataclass(frozen=True)
class Namer:
    """`eye`, the vectors `sprites` [M, D] of unit length, a label each."""

    eye: Eye
    sprites: Tensor
    labels: tuple[Label, ...]

    @torch.no_grad()
    def embed(self, pictures: Tensor) -> Tensor:
        """Crops [N, 3, 64, 64] in [0, 1] -> unit vectors [N, D]; a mirror image has the same."""
        both = self.eye(pictures) + self.eye(pictures.flip(-1))
        return F.normalize(both, dim=-1)

    def similarities(self, pictures: Tensor) -> Tensor:
        """Cosine [N, M] of crops to sprites."""
        return self.embed(pictures) @ self.sprites.T

    def entities(self) -> tuple[str, ...]:
        """Main names, in the order of first appearance; the columns of `by_entity`."""
        return tuple(dict.fromkeys(label.names[0] for label in self.labels))

    def by_entity(self, similarities: Tensor) -> Tensor:
        """Best similarity [N, E] over the sprites of each entity."""
        order = {name: i for i, name in enumerate(self.entities())}
        column = torch.tensor([order[label.names[0]] for label in self.labels])
        out = torch.full((len(similarities), len(order)), -1.0)
        return out.scatter_reduce(1, column.expand(len(similarities), -1), similarities, "amax")
