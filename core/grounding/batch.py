"""What grounds a batch of frames: who, where, in front of whom. Frozen tensors, no weights.

Entities are packed: one row for each (frame, entity) that is really there, so that an
absent entity is no row rather than a box of zeros.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor


@dataclass(frozen=True)
class GroundingBatch:
    """A appearances shown as E instances over `n_frames` frames.

    image: [A, D] float32, CLIP or prior image embeddings; rows without one are ignored.
    text: [A, T] float32, text embeddings of the same entities.
    has_image, has_text: [A] bool.
    of: [E] int64, the appearance of each instance; frame: [E] int64 in [0, n_frames).
    boxes: [E, 4] float32 xyxy in [0, 1]; depth: [E] float32 in [0, 1], 1 is in front.
    """

    image: Tensor
    text: Tensor
    has_image: Tensor
    has_text: Tensor
    of: Tensor
    frame: Tensor
    boxes: Tensor
    depth: Tensor
    n_frames: int

    def behind(self, n_empty: int) -> GroundingBatch:
        """The same, preceded by `n_empty` frames without any entity (classifier-free guidance)."""
        return replace(self, frame=self.frame + n_empty, n_frames=self.n_frames + n_empty)

    def to(self, device: torch.device, dtype: torch.dtype) -> GroundingBatch:
        """On `device`; embeddings in `dtype`, geometry stays float32."""
        return replace(
            self,
            image=self.image.to(device, dtype),
            text=self.text.to(device, dtype),
            has_image=self.has_image.to(device),
            has_text=self.has_text.to(device),
            of=self.of.to(device),
            frame=self.frame.to(device),
            boxes=self.boxes.to(device),
            depth=self.depth.to(device),
        )


def pack(
    image: Tensor, text: Tensor, boxes: Sequence[Sequence[tuple[int, Sequence[float]]]],
    has_image: Tensor | None = None, has_text: Tensor | None = None,
) -> GroundingBatch:  # fmt: skip
    """A batch from per-frame lists of (appearance index, box), back to front.

    `image` [A, D], `text` [A, T]; missing masks mean that all are there.
    """
    of, frame, flat, depth = [], [], [], []
    for f, instances in enumerate(boxes):
        for rank, (appearance, box) in enumerate(instances):
            of.append(appearance)
            frame.append(f)
            flat.append(tuple(box))
            depth.append((rank + 1) / len(instances))
    every = torch.ones(len(image), dtype=torch.bool)
    return GroundingBatch(
        image=image,
        text=text,
        has_image=every if has_image is None else has_image,
        has_text=every if has_text is None else has_text,
        of=torch.tensor(of, dtype=torch.int64),
        frame=torch.tensor(frame, dtype=torch.int64),
        boxes=torch.tensor(flat, dtype=torch.float32).view(-1, 4),
        depth=torch.tensor(depth, dtype=torch.float32),
        n_frames=len(boxes),
    )
