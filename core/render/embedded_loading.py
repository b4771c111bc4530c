"""Loads every network of an embedded checkpoint folder into its shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from core.errors import ModelError
from core.grounding import vocabulary
from core.grounding.clip import Clip, ClipShape, Tokenizer
from core.grounding.motion import Motion, MotionShape
from core.grounding.prior import Prior, PriorShape
from core.grounding.recall import Recall, RecallShape
from core.grounding.tokens import TokenShape
from core.grounding.unclip import Unclip, UnclipShape
from core.grounding.vocabulary import Vocabulary
from core.layout2vid.checkpoint import load_part, load_tensors
from core.layout2vid.codec import Codec, CodecShape
from core.layout2vid.model import Layout2Vid, LayoutShape
from core.layout2vid.unet import UNetShape


@dataclass(frozen=True)
class Parts:
    """The loaded networks."""

    clip: Clip
    tokenizer: Tokenizer
    prior: Prior
    layout2vid: Layout2Vid
    codec: Codec
    motion: Motion | None  # None: things move as wholes
    unclip: Unclip | None  # None: the decoder sees latents alone
    recall: Recall | None  # None: known things are as soft as unknown ones
    vocabulary: Vocabulary  # empty: words go in as they are

    def texts(self, captions: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Text embeddings [N, D] of captions as they are, and their summaries [N, 4, W] for the
        prior."""
        tokens = self.tokenizer(list(captions)).to(self.prior.mean.device)
        return self.clip.text(tokens)[0], self.clip.summary(tokens)


def load_parts(folder: Path, config: dict[str, Any], device: torch.device) -> Parts:
    """Build every network in its shape and fill it from the folder's safetensors."""
    shapes = config["shapes"]
    clip_shape = ClipShape(**shapes["clip"])
    unet = {**shapes["layout2vid"]["unet"]}
    unet["block_out_channels"] = tuple(unet["block_out_channels"])
    layout_shape = LayoutShape(
        UNetShape(**unet),
        TokenShape(**shapes["layout2vid"]["tokens"]),
        shapes["layout2vid"]["span"],
    )
    clip, prior = Clip(clip_shape), Prior(PriorShape(**shapes["prior"]))
    layout2vid, codec = Layout2Vid(layout_shape), Codec(CodecShape(**shapes["codec"]))
    for module, name in ((clip, "clip"), (prior, "prior"), (codec, "codec")):
        load_part(module, folder, name)
    backbone = load_tensors(folder / "backbone.safetensors")
    guided = load_tensors(folder / "guided.safetensors")
    try:
        layout2vid.load_state_dict({**backbone, **guided})
    except RuntimeError as error:
        raise ModelError(f"backbone and guided attention do not fit: {str(error)[:200]}") from None
    motion = Motion(MotionShape(**shapes["motion"])) if "motion" in shapes else None
    unclip = Unclip(UnclipShape(**shapes["unclip"])) if "unclip" in shapes else None
    recall = Recall(RecallShape(**shapes["recall"])) if "recall" in shapes else None
    for extra, name in ((motion, "motion"), (unclip, "unclip"), (recall, "recall")):
        if extra is not None:
            load_part(extra, folder, name)
    for part in (clip, prior, layout2vid, codec, motion, unclip, recall):
        if part is not None:
            part.eval().requires_grad_(False).to(device)
    tokenizer = Tokenizer(clip_shape, folder / "bpe.txt.gz")
    try:
        words = vocabulary.load(folder)
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise ModelError(f"{folder / vocabulary.FILE} is damaged: {error}") from None
    return Parts(clip, tokenizer, prior, layout2vid, codec, motion, unclip, recall, words)
