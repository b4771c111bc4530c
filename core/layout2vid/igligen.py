"""IGLIGEN's public box adapters for ModelScopeT2V, through our guided attention.

The layouts of `longlian/text-to-video-lvd-ms` and `-zs`: a diffusers folder whose UNet has
`attention_type: gated`, a `fuser` in every spatial block and a `position_net`. Entities are
grounded by words alone. Owns the names of that layout and its grounding tokens; a frame always
carries `N_TOKENS` of them, learned nulls where no entity is, and all are attended, as in the
authors' pipeline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers.models.embeddings import GLIGENTextBoundingboxProjection
from torch import Tensor, nn

from core.errors import InputError, ModelError
from core.grounding.batch import GroundingBatch
from core.grounding.public_folder import json_of
from core.grounding.tokens import Grounding
from core.layout2vid.fitting import KeyReport, fill
from core.layout2vid.modelscope import backbone_names, empty_unet, tensors_of, unet_shape
from core.layout2vid.unet import Layout2VidUNet

N_TOKENS = 30
POSITION_NET = "position_net."


@dataclass
class PaddedGrounding(Grounding):
    """Tokens [n_frames, N, D] that are attended whether an entity is there or not."""

    everything: Tensor | None = None

    def padded(self) -> tuple[Tensor, Tensor]:
        """See `Grounding.padded`; the mask is True everywhere."""
        assert self.everything is not None
        there = torch.ones(
            self.everything.shape[:2], dtype=torch.bool, device=self.everything.device
        )
        return self.everything, there


class IgligenTokens(nn.Module):
    """GLIGEN's position net over phrases: `text` [A, W] is the text encoder's pooled output."""

    def __init__(self, text_dim: int) -> None:
        super().__init__()
        self.position_net = GLIGENTextBoundingboxProjection(text_dim, text_dim, "text-only")

    def forward(self, batch: GroundingBatch) -> PaddedGrounding:
        """Tokens of a batch.

        Raises:
            InputError: a frame shows more than N_TOKENS entities.
        """
        counts = torch.bincount(batch.frame, minlength=batch.n_frames)
        if len(counts) and int(counts.max()) > N_TOKENS:
            raise InputError(
                f"a frame shows {int(counts.max())} things: IGLIGEN takes at most {N_TOKENS}"
            )
        first = counts.cumsum(0) - counts
        order = batch.frame.argsort(stable=True)
        slot = torch.arange(len(order), device=order.device) - first[batch.frame[order]]
        at = (batch.frame[order], slot)
        like = batch.text
        boxes = like.new_zeros(batch.n_frames, N_TOKENS, 4)
        words = like.new_zeros(batch.n_frames, N_TOKENS, like.shape[-1])
        masks = like.new_zeros(batch.n_frames, N_TOKENS)
        boxes[at] = batch.boxes[order].to(like.dtype)
        words[at] = like[batch.of[order]]
        masks[at] = 1
        everything = self.position_net(boxes, masks, positive_embeddings=words)
        return PaddedGrounding(batch, everything[at], None, everything=everything)


def is_igligen(folder: Path) -> bool:
    """Whether a base folder carries IGLIGEN's adapters."""
    path = folder / "unet" / "config.json"
    return path.is_file() and json_of(path).get("attention_type") == "gated"


def load_igligen(folder: Path, dtype: torch.dtype) -> tuple[Layout2VidUNet, IgligenTokens]:
    """The UNet with its adapters, and the position net.

    Raises:
        ModelError: a file is missing or damaged, or names do not fit; the report is in it.
    """
    config = json_of(folder / "unet" / "config.json")
    if config.get("attention_type") != "gated":
        raise ModelError(
            f"{folder} has attention_type {config.get('attention_type')!r}: IGLIGEN's is 'gated'"
        )
    shape = unet_shape(config)
    unet = empty_unet(shape, "all", shape.text_dim)
    with torch.device("meta"):
        tokens = IgligenTokens(shape.text_dim)
    report = fill_igligen(unet, tokens, tensors_of(folder / "unet", dtype))
    if not report.fits:
        raise ModelError(f"the adapters of {folder} do not fit: {report}")
    return unet, tokens


def fill_igligen(
    unet: Layout2VidUNet, tokens: IgligenTokens, tensors: Mapping[str, Tensor]
) -> KeyReport:
    """Fill both from the tensors of one public UNet file; names in the report are the file's."""
    position = {k: v for k, v in tensors.items() if k.startswith(POSITION_NET)}
    rest = {k: v for k, v in tensors.items() if k not in position}
    ours, theirs = fill(unet, backbone_names(rest)), fill(tokens, position)
    missing = [name.removeprefix("unet.") for name in ours.missing] + list(theirs.missing)
    unexpected = [name.removeprefix("unet.") for name in ours.unexpected] + list(theirs.unexpected)
    return KeyReport(tuple(missing), tuple(unexpected))
