"""Loads every network of an embedded checkpoint folder into its shape."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from core.errors import ModelError
from core.grounding.clip import Clip, ClipShape, Tokenizer
from core.grounding.motion import Motion, MotionShape
from core.grounding.prior import Prior, PriorShape
from core.grounding.tokens import TokenShape
from core.grounding.unclip import Unclip, UnclipShape
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
    load_part(clip, folder, "clip")
    load_part(prior, folder, "prior")
    load_part(codec, folder, "codec")
    backbone = load_tensors(folder / "backbone.safetensors")
    guided = load_tensors(folder / "guided.safetensors")
    try:
        layout2vid.load_state_dict({**backbone, **guided})
    except RuntimeError as error:
        raise ModelError(f"backbone and guided attention do not fit: {str(error)[:200]}") from None
    for module in (clip, prior, layout2vid, codec):
        module.eval().requires_grad_(False).to(device)
    motion = unclip = None
    if "motion" in shapes:
        motion = Motion(MotionShape(**shapes["motion"]))
        load_part(motion, folder, "motion")
        motion.eval().requires_grad_(False).to(device)
    if "unclip" in shapes:
        unclip = Unclip(UnclipShape(**shapes["unclip"]))
        load_part(unclip, folder, "unclip")
        unclip.eval().requires_grad_(False).to(device)
    bpe = folder / "bpe.txt.gz"
    return Parts(clip, Tokenizer(clip_shape, bpe), prior, layout2vid, codec, motion, unclip)
