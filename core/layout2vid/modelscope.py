"""ModelScopeT2V as its public folders have it, with guided attention put inside.

Owns the way from a diffusers folder (`unet`, `vae`, `text_encoder`, `tokenizer`, `scheduler`)
to networks. Reads safetensors only and never runs code that a folder brings along; whatever
does not fit is an error that names it. Sampling is `sampler`'s, grounding `core.grounding`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import diffusers
import torch
from diffusers import AutoencoderKL
from torch import Tensor
from transformers import CLIPTextModel

from core.errors import ModelError
from core.grounding.public_folder import json_of, load_public, load_tokenizer, weights_of
from core.layout2vid.checkpoint import load_tensors
from core.layout2vid.fitting import fill
from core.layout2vid.guided_attention import Span
from core.layout2vid.unet import Layout2VidUNet, UNetShape

SCHEDULERS = (
    "DDIMScheduler", "PNDMScheduler", "DPMSolverMultistepScheduler", "EulerDiscreteScheduler",
)  # fmt: skip


@dataclass(frozen=True)
class Base:
    """The networks of a diffusers text-to-video folder. `unet` may hold guided attention."""

    unet: Layout2VidUNet
    vae: Any  # AutoencoderKL
    text_encoder: Any  # CLIPTextModel
    tokenizer: Any  # CLIPTokenizer
    scheduler: Any

    @property
    def scaling(self) -> float:
        """What latents are multiplied by after the VAE's encoder."""
        return float(self.vae.config.scaling_factor)

    def states(self, texts: list[str]) -> tuple[Tensor, Tensor]:
        """Token states [B, T, W] of the text encoder, padded to its length, and pooled [B, W].

        Overlong texts are cut, as the public pipelines do.
        """
        length = self.tokenizer.model_max_length
        made = self.tokenizer(
            texts, padding="max_length", max_length=length, truncation=True, return_tensors="pt"
        )
        out = self.text_encoder(made.input_ids.to(self.text_encoder.device))
        return out.last_hidden_state, out.pooler_output


def tensors_of(folder: Path, dtype: torch.dtype) -> dict[str, Tensor]:
    """All tensors of a part in `dtype`, on the CPU. Raises ModelError as `load_tensors` does."""
    found: dict[str, Tensor] = {}
    for path in weights_of(folder)[0]:
        found.update(load_tensors(path, dtype))
    return found


def unet_shape(config: Mapping[str, Any]) -> UNetShape:
    """The shape in a UNet3DConditionModel's config.

    Raises:
        ModelError: another class, or a field with a value that our walk does not follow.
    """
    if config.get("_class_name") != "UNet3DConditionModel":
        raise ModelError(
            f"unet/config.json is of a {config.get('_class_name')}: UNet3DConditionModel is needed"
        )
    fixed = {
        "act_fn": "silu", "downsample_padding": 1, "mid_block_scale_factor": 1, "norm_eps": 1e-5,
        "norm_num_groups": 32, "num_attention_heads": None, "time_cond_proj_dim": None,
    }  # fmt: skip
    odd = [f"{k} = {config[k]!r}" for k, v in fixed.items() if config.get(k, v) != v]
    down = list(config["down_block_types"])
    attended = [kind == "CrossAttnDownBlock3D" for kind in down]
    up = ["CrossAttnUpBlock3D" if a else "UpBlock3D" for a in reversed(attended)]
    if sorted(attended, reverse=True) != attended or list(config["up_block_types"]) != up:
        odd.append(f"down_block_types = {down}")
    if config["in_channels"] != config["out_channels"]:
        odd.append("in_channels other than out_channels")
    if odd:
        raise ModelError(f"unet/config.json is not of the ModelScope family: {'; '.join(odd)}")
    return UNetShape(
        channels=int(config["in_channels"]),
        block_out_channels=tuple(config["block_out_channels"]),
        cross_attention_levels=sum(attended),
        layers_per_block=int(config["layers_per_block"]),
        text_dim=int(config["cross_attention_dim"]),
        head_dim=int(config["attention_head_dim"]),
        sample_size=int(config.get("sample_size") or 32),
        temporal=True,
    )


def empty_unet(
    shape: UNetShape, span: Span | None, token_dim: int = 0, canvas: int = 0
) -> Layout2VidUNet:
    """The network on the meta device: names and shapes without memory."""
    with torch.device("meta"):
        return Layout2VidUNet(shape, span, token_dim, canvas)


def backbone_names(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """A public UNet's names as those inside a Layout2VidUNet."""
    return {f"unet.{name}": tensor for name, tensor in tensors.items()}


def load_base(folder: Path, unet: Layout2VidUNet, dtype: torch.dtype) -> Base:
    """VAE, text encoder, tokenizer and scheduler of a folder, around a UNet that is loaded."""
    vae = load_public(AutoencoderKL, folder / "vae", torch_dtype=dtype)
    text = load_public(CLIPTextModel, folder / "text_encoder", dtype=dtype)
    unet.eval().requires_grad_(False)
    return Base(
        unet, vae, text, load_tokenizer(folder / "tokenizer"), load_scheduler(folder / "scheduler")
    )


def load_scheduler(folder: Path) -> Any:
    """The folder's scheduler, of a few known classes. Raises ModelError: another one."""
    config = json_of(folder / "scheduler_config.json")
    name = config.get("_class_name")
    if name not in SCHEDULERS:
        raise ModelError(
            f"the scheduler {name!r} of {folder} is not known: {', '.join(SCHEDULERS)}"
        )
    known = {k: v for k, v in config.items() if not k.startswith("_")}
    return getattr(diffusers, name).from_config(known)


def load_backbone(folder: Path, dtype: torch.dtype) -> Layout2VidUNet:
    """The UNet of a base folder, without guided attention.

    Raises:
        ModelError: weights are missing or damaged, or do not fit; the first names are given.
    """
    unet = empty_unet(unet_shape(json_of(folder / "unet" / "config.json")), None)
    report = fill(unet, backbone_names(tensors_of(folder / "unet", dtype)))
    if not report.fits:
        raise ModelError(f"the UNet of {folder} does not fit: {report}")
    return unet
