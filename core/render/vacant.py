"""Frames that show nothing, or nothing but small things: an empty place is painted as one.

The embedded network never saw a place without somebody in it, so in an empty one it paints things
of its own accord. Where somebody stands aside, the rest of the place stays clean. So a vacant frame
is predicted twice, with a stand-in on the right and on the left, and each half is taken from where
nobody stands (as windows are fused by MultiDiffusion, Bar-Tal et al. 2023). Nobody ever appears.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from core.grounding.batch import GroundingBatch
from core.layout2vid.sampler import Denoise
from core.render.scene import Layout

LEFT, RIGHT = (0.04, 0.3, 0.46, 0.9), (0.54, 0.3, 0.96, 0.9)
SMALL = 0.12  # of a frame's side: a thing whose larger side is shorter leaves the frame vacant
FADE = 0.125  # of the width, over which one half goes over into the other
STAND_IN = "dog"


def vacant(layout: Layout) -> list[int]:
    """The frames that show nothing of any size."""
    return [
        frame
        for frame, shown in enumerate(layout.frames)
        if all(max(box.width, box.height) < SMALL for _, box in shown)
    ]


def with_stand_in(
    grounding: GroundingBatch, look: tuple[Tensor, Tensor], frames: Sequence[int],
    box: tuple[float, ...],
) -> GroundingBatch:  # fmt: skip
    """The grounding with somebody in `box` of those frames, behind all others; `look`: image [D]
    and text embedding [T]."""
    image, text = look
    where = torch.tensor(frames, dtype=torch.int64, device=grounding.frame.device)
    yes = torch.ones(1, dtype=torch.bool, device=grounding.has_image.device)
    who = torch.full_like(where, len(grounding.image))
    boxes = torch.tensor(box, device=grounding.boxes.device).expand(len(where), 4)
    behind = torch.full((len(where),), 1e-3, device=grounding.depth.device)
    return replace(
        grounding,
        image=torch.cat([grounding.image, image[None].to(grounding.image)]),
        text=torch.cat([grounding.text, text[None].to(grounding.text)]),
        has_image=torch.cat([grounding.has_image, yes]),
        has_text=torch.cat([grounding.has_text, yes]),
        of=torch.cat([grounding.of, who]),
        frame=torch.cat([grounding.frame, where]),
        boxes=torch.cat([grounding.boxes, boxes]),
        depth=torch.cat([grounding.depth, behind]),
    )


@dataclass(frozen=True)
class Halves:
    """The left half of what one denoiser predicts and the right half of another's."""

    left: Denoise
    right: Denoise

    def __call__(self, x: Tensor, t: Tensor, guided: bool) -> Tensor:
        column = (torch.arange(x.shape[-1], device=x.device) + 0.5) / x.shape[-1]
        share = ((0.5 - column) / FADE + 0.5).clamp(0, 1).to(x.dtype)
        return self.left(x, t, guided) * share + self.right(x, t, guided) * (1 - share)
