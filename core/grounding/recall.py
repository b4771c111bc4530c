"""What is remembered of known things beyond what unCLIP makes of their embeddings.

A key-value memory (Miller et al., 2016) beside a generator, as in retrieval-augmented diffusion
(Blattmann et al., 2022): keys are embeddings of pictures that training saw, values what unCLIP
missed of them, as principal components of square patches. What resembles no key recalls nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.grounding.clip import mirrored

SHARP = 200.0  # of cosines: of two that differ by 0.01 the nearer is recalled seven times as much
UNKNOWN = 0.9  # cosine at which half is recalled, of a thing that nothing else resembles
NEAREST = 4  # keys that are looked at
LUMA = (0.299, 0.587, 0.114)


@dataclass(frozen=True)
class RecallShape:
    """`keys` of `key_width` numbers lead to `slots`, each a picture of 4 channels in cells² patches
    of `patch`² pixels, `numbers` a patch."""

    keys: int
    embed_dim: int
    key_width: int
    slots: int
    cells: int
    patch: int
    numbers: int


class Recall(nn.Module):
    """Embeddings [N, D] -> what is recalled of them, [N, 4, cells * patch, cells * patch], to be
    added to premultiplied RGBA; of a mirrored thing the mirror image, zero for strangers."""

    project: Tensor  # [D, key_width]: the subspace in which embeddings are compared
    keys: Tensor  # [keys, key_width]
    slot: Tensor  # int32 [keys]: what each key leads to
    plain: Tensor  # bool [keys]: in its own colours; of others only light and dark are recalled
    values: Tensor  # int8 [slots, cells * cells, numbers]
    scale: Tensor  # [numbers]: what one step of a value is worth
    basis: Tensor  # [numbers, 4 * patch * patch]

    def __init__(self, shape: RecallShape) -> None:
        super().__init__()
        self.shape = shape
        patches, width = shape.cells * shape.cells, 4 * shape.patch * shape.patch
        for name, size, dtype in (
            ("project", (shape.embed_dim, shape.key_width), torch.float32),
            ("keys", (shape.keys, shape.key_width), torch.float32),
            ("slot", (shape.keys,), torch.int32),
            ("plain", (shape.keys,), torch.bool),
            ("values", (shape.slots, patches, shape.numbers), torch.int8),
            ("scale", (shape.numbers,), torch.float32),
            ("basis", (shape.numbers, width), torch.float32),
        ):
            self.register_buffer(name, torch.zeros(size, dtype=dtype))

    def forward(self, embedding: Tensor) -> Tensor:
        sides = torch.stack([embedding, mirrored(embedding)], 1)
        cosines = F.normalize(sides, dim=-1) @ self.project @ self.keys.T
        nearest, at = cosines.flatten(1).topk(min(NEAREST, 2 * len(self.keys)))
        likely = torch.cat([nearest, nearest.new_full((len(nearest), 1), UNKNOWN)], 1)
        weights = (SHARP * likely).softmax(-1)[:, :-1]
        key, turned = at % len(self.keys), at >= len(self.keys)
        found = self._pictures(key.flatten()).unflatten(0, at.shape)
        found = torch.where(turned[..., None, None, None], found.flip(-1), found)
        recalled: Tensor = (weights[..., None, None, None] * found).sum(1)
        return recalled

    def _pictures(self, keys: Tensor) -> Tensor:
        """What `keys` int64 [N] lead to: [N, 4, S, S]."""
        n = self.shape.cells
        values = self.values[self.slot[keys].long()].to(self.scale)
        patches = (values * self.scale) @ self.basis
        pictures = F.pixel_shuffle(patches.mT.unflatten(2, (n, n)), self.shape.patch)
        light = (pictures[:, :3] * pictures.new_tensor(LUMA).view(3, 1, 1)).sum(1, keepdim=True)
        colours = torch.where(self.plain[keys].view(-1, 1, 1, 1), pictures[:, :3], light)
        return torch.cat([colours, pictures[:, 3:]], 1)
