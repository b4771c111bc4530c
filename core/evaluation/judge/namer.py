"""What a crop shows: its nearest sprite among those that engines are trained on.

Linear discriminants over `descriptor`: the spread that place, light, blur and neighbours cause
is divided out, then a crop is compared with the mean of each sprite, as it is and mirrored.
Solved in closed form. The same space serves as an embedding that no engine is conditioned on.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from core.evaluation.judge.descriptor import describe

DIMENSIONS = 160
SHRINKAGE = 0.04  # of the spread's mean, added to its diagonal


@dataclass(frozen=True)
class Label:
    """A sprite's names, the first its main one, without its colour; and that colour, or ""."""

    names: tuple[str, ...]
    colour: str


@dataclass(frozen=True)
class Namer:
    """`mean` [L], `basis` [L, D], sprite means `sprites` [M, D] of unit length, a label each."""

    mean: Tensor
    basis: Tensor
    sprites: Tensor
    labels: tuple[Label, ...]

    def embed(self, pictures: Tensor) -> Tensor:
        """Crops [N, 3, 48, 48] in [0, 1] -> unit vectors [N, D]."""
        return F.normalize((describe(pictures) - self.mean) @ self.basis, dim=-1)

    def similarities(self, pictures: Tensor) -> Tensor:
        """Cosine [N, M] of crops to sprites, the better of the crop and its mirror image."""
        plain = self.embed(pictures) @ self.sprites.T
        return torch.maximum(plain, self.embed(pictures.flip(-1)) @ self.sprites.T)

    def entities(self) -> tuple[str, ...]:
        """Main names, in the order of first appearance; the columns of `by_entity`."""
        return tuple(dict.fromkeys(label.names[0] for label in self.labels))

    def by_entity(self, similarities: Tensor) -> Tensor:
        """Best similarity [N, E] over the sprites of each entity."""
        order = {name: i for i, name in enumerate(self.entities())}
        column = torch.tensor([order[label.names[0]] for label in self.labels])
        out = torch.full((len(similarities), len(order)), -1.0)
        return out.scatter_reduce(1, column.expand(len(similarities), -1), similarities, "amax")


def fit(descriptors: Tensor, owners: Tensor, labels: tuple[Label, ...]) -> Namer:
    """The namer of `descriptors` [N, L], each of sprite `owners` [N] int64 among `labels`."""
    n_sprites = len(labels)
    count = torch.bincount(owners, minlength=n_sprites).clamp(min=1)
    means = torch.zeros(n_sprites, descriptors.shape[1]).index_add_(0, owners, descriptors)
    means = means / count[:, None]
    within = descriptors - means[owners]
    spread = (within.T @ within / (len(within) - n_sprites)).double()
    spread += SHRINKAGE * spread.diagonal().mean() * torch.eye(len(spread), dtype=torch.float64)
    values, vectors = torch.linalg.eigh(spread)
    whiten = vectors * values.rsqrt()
    mean = means.mean(0)
    white = (means - mean).double() @ whiten
    _, _, directions = torch.linalg.svd(white, full_matrices=False)
    basis = (whiten @ directions[:DIMENSIONS].T).float()
    return Namer(mean, basis, F.normalize((means - mean) @ basis, dim=-1), labels)
