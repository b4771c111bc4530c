"""A scene's *things* for the decoder: what every embedding shows, in its box, frame by frame.

What a thing shows at rest is carried along as it moves, so that it keeps its face; where
somebody gave a picture, that picture itself; where a thing is known, as it is remembered.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.grounding.batch import GroundingBatch
from core.grounding.clip import mirrored
from core.grounding.recall import Recall
from core.grounding.unclip import PATIENCE, Unclip, joined, laid
from core.render.looks import Looks

AT_ONCE = 8  # frames, so that long scenes do not need much memory


@dataclass(frozen=True)
class Cast:
    """Rows of a grounding batch: `of` [E] int64, which look, and `turned` [E] bool, mirrored."""

    of: Tensor
    turned: Tensor


def things_of(
    unclip: Unclip, recall: Recall | None, looks: Looks, cast: Cast, batch: GroundingBatch,
    side: int,
) -> Tensor:  # fmt: skip
    """Premultiplied RGBA [n_frames, 4, side, side] of a batch whose every row is shown once.

    The batch lies on unclip's device.
    """
    shown = batch.has_image[batch.of]
    still = _at_rest(unclip, recall, looks)
    which = cast.of + cast.turned * (len(still.rest) // 2)
    parts = []
    for start in range(0, batch.n_frames, AT_ONCE):
        n = min(AT_ONCE, batch.n_frames - start)
        at = ((batch.frame >= start) & (batch.frame < start + n) & shown).nonzero()[:, 0]
        mine = which.to(at.device)[at]
        made = unclip(batch.image[batch.of[at]]).clamp(0, 1)
        pictures = joined(made, still.rest[mine], still.picture[mine], still.patience[mine])
        frame, boxes, depth = batch.frame[at] - start, batch.boxes[at], batch.depth[at]
        parts.append(laid(pictures, frame, boxes, depth, n, side))
    return torch.cat(parts)


@dataclass(frozen=True)
class _Still:
    """Every look at rest, then every look turned around: what its embedding shows, its picture,
    given or that with what is recalled, [2G, 4, 128, 128] each, and the patience with it [2G] (see
    `joined`)."""

    rest: Tensor
    picture: Tensor
    patience: Tensor


def _at_rest(unclip: Unclip, recall: Recall | None, looks: Looks) -> _Still:
    image = torch.cat([looks.image, mirrored(looks.image)])
    rest = unclip(image).clamp(0, 1)
    given = looks.pictures.to(rest.device)
    given = torch.cat([given, given.flip(-1)])
    by_words = looks.has_text.to(rest.device).repeat(2)
    known = rest if recall is None else (rest + recall(image)).clamp(0, 1)
    picture = torch.where(by_words.view(-1, 1, 1, 1), known, given)
    return _Still(rest, picture, torch.where(by_words, 1.0, PATIENCE))
