"""Miniature checkpoints: random weights in the public folders' layouts, names and config fields.

`python -m tests.layout2vid.miniature FOLDER` writes all of them, to try every command of
docs/engines.md without a download. Networks are built with diffusers, transformers and
open_clip alone, so that what we load is not what we saved.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, PriorTransformer, UNet3DConditionModel
from diffusers.models.attention import GatedSelfAttentionDense
from diffusers.models.embeddings import GLIGENTextBoundingboxProjection
from open_clip.model import CLIP, CLIPTextCfg, CLIPVisionCfg
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

TEXT = 32  # ViT-H's 1024
EMBED = 32  # ViT-L/14's 768
CHANNELS = (32, 64, 64, 64)
MODELSCOPE = "text-to-video-ms-1.7b"
LVD = "text-to-video-lvd-ms"
KARLO = "karlo-v1-alpha"
CLIP_L = "vit_large_patch14_clip_224.openai"

UNET_CONFIG: dict[str, Any] = {
    "_class_name": "UNet3DConditionModel",
    "_diffusers_version": "0.15.0.dev0",
    "act_fn": "silu",
    "attention_head_dim": 32,
    "block_out_channels": list(CHANNELS),
    "cross_attention_dim": TEXT,
    "down_block_types": [*["CrossAttnDownBlock3D"] * 3, "DownBlock3D"],
    "downsample_padding": 1,
    "in_channels": 4,
    "layers_per_block": 1,
    "mid_block_scale_factor": 1,
    "norm_eps": 1e-05,
    "norm_num_groups": 32,
    "out_channels": 4,
    "sample_size": 16,
    "up_block_types": ["UpBlock3D", *["CrossAttnUpBlock3D"] * 3],
}
SCHEDULER_CONFIG: dict[str, Any] = {
    "_class_name": "DDIMScheduler",
    "_diffusers_version": "0.15.0.dev0",
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "beta_start": 0.00085,
    "clip_sample": False,
    "num_train_timesteps": 1000,
    "prediction_type": "epsilon",
    "set_alpha_to_one": False,
    "skip_prk_steps": True,
    "steps_offset": 1,
    "trained_betas": None,
}
PRIOR_SCHEDULER_CONFIG: dict[str, Any] = {
    "_class_name": "UnCLIPScheduler",
    "_diffusers_version": "0.15.0.dev0",
    "clip_sample": True,
    "clip_sample_range": 5.0,
    "num_train_timesteps": 1000,
    "prediction_type": "sample",
    "variance_type": "fixed_small_log",
}
VAE_CONFIG: dict[str, Any] = {
    "_class_name": "AutoencoderKL",
    "_diffusers_version": "0.15.0.dev0",
    "act_fn": "silu",
    "block_out_channels": [32, 32, 32, 32],
    "down_block_types": ["DownEncoderBlock2D"] * 4,
    "in_channels": 3,
    "latent_channels": 4,
    "layers_per_block": 1,
    "norm_num_groups": 32,
    "out_channels": 3,
    "sample_size": 512,
    "scaling_factor": 0.18215,
    "up_block_types": ["UpDecoderBlock2D"] * 4,
}


def unet(seed: int = 0) -> UNet3DConditionModel:
    """diffusers' own network in the miniature shape, every parameter random."""
    torch.manual_seed(seed)
    config = {k: v for k, v in UNET_CONFIG.items() if not k.startswith("_")}
    return shaken(UNet3DConditionModel(**config))


def shaken(module: nn.Module) -> Any:
    """The module with noise on every parameter: nothing that starts at zero may hide."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.05)
    return module.eval()


def write_modelscope(folder: Path, gated: bool = False) -> Path:
    """The damo layout; with `gated` the longlian one, whose UNet carries box adapters."""
    state = {k: v for k, v in unet().state_dict().items()}
    config = dict(UNET_CONFIG)
    if gated:
        config["attention_type"] = "gated"
        state |= adapters()
        # the real repository brings code along; nothing of it may ever run
        (folder / "unet").mkdir(parents=True)
        (folder / "unet" / "unet_3d_condition.py").write_text("raise SystemExit('code ran')\n")
    _write(folder / "unet", config, state)
    torch.manual_seed(1)
    vae = shaken(AutoencoderKL(**{k: v for k, v in VAE_CONFIG.items() if not k.startswith("_")}))
    _write(folder / "vae", VAE_CONFIG, _old_attention_names(vae.state_dict()))
    _write_text_encoder(folder / "text_encoder", CLIPTextModel, "gelu", projection=16)
    write_tokenizer(folder / "tokenizer")
    _write_json(folder / "scheduler" / "scheduler_config.json", SCHEDULER_CONFIG)
    index = {"_class_name": "TextToVideoSDPipeline", "_diffusers_version": "0.15.0.dev0"}
    _write_json(folder / "model_index.json", index)
    return folder


def adapters(seed: int = 5) -> dict[str, Tensor]:
    """IGLIGEN's tensors under their public names, made by diffusers' own modules."""
    torch.manual_seed(seed)
    found = {}
    for name, parameter in unet().named_parameters():
        at = name.find(".transformer_blocks.0.norm1.weight")
        if at > 0 and ".attentions." in name:
            width = parameter.shape[0]
            fuser = shaken(
                GatedSelfAttentionDense(width, TEXT, max(1, width // 64), min(64, width))
            )
            prefix = f"{name[:at]}.transformer_blocks.0.fuser."
            found |= {prefix + k: v for k, v in fuser.state_dict().items()}
    position_net = shaken(GLIGENTextBoundingboxProjection(TEXT, TEXT, "text-only"))
    return found | {f"position_net.{k}": v for k, v in position_net.state_dict().items()}


def write_karlo(folder: Path) -> Path:
    """The prior half of karlo-v1-alpha."""
    config = {
        "_class_name": "PriorTransformer",
        "_diffusers_version": "0.15.0.dev0",
        "additional_embeddings": 4,
        "attention_head_dim": 16,
        "dropout": 0.0,
        "embedding_dim": EMBED,
        "num_attention_heads": 2,
        "num_embeddings": 77,
        "num_layers": 1,
    }
    torch.manual_seed(2)
    prior = shaken(PriorTransformer(**{k: v for k, v in config.items() if not k.startswith("_")}))
    _write(folder / "prior", config, prior.state_dict())
    _write_text_encoder(
        folder / "text_encoder", CLIPTextModelWithProjection, "quick_gelu", projection=EMBED
    )
    write_tokenizer(folder / "tokenizer")
    _write_json(folder / "prior_scheduler" / "scheduler_config.json", PRIOR_SCHEDULER_CONFIG)
    return folder


def write_clip(folder: Path) -> Path:
    """CLIP ViT-L/14 as the hub has it for open_clip."""
    vision = {"image_size": 28, "layers": 1, "width": 64, "patch_size": 14}
    text = {"context_length": 77, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 1}
    config = {"embed_dim": EMBED, "quick_gelu": True, "vision_cfg": vision, "text_cfg": text}
    torch.manual_seed(3)
    clip = CLIP(EMBED, CLIPVisionCfg(**vision), CLIPTextCfg(**text), quick_gelu=True)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(shaken(clip).state_dict(), folder / "open_clip_model.safetensors")
    _write_json(folder / "open_clip_config.json", {"model_cfg": config})
    return folder


def write_tokenizer(folder: Path) -> int:
    """CLIP's byte-pair tokenizer with a handful of merges; how many tokens it has."""
    merges = ["d o", "do g</w>", "c a", "ca t</w>"]
    alphabet = [*map(chr, range(33, 127))]
    words = [*alphabet, *[c + "</w>" for c in alphabet], "do", "dog</w>", "ca", "cat</w>"]
    words += ["<|startoftext|>", "<|endoftext|>"]
    folder.mkdir(parents=True, exist_ok=True)
    _write_json(folder / "vocab.json", {word: i for i, word in enumerate(words)})
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(merges) + "\n")
    special = {
        "bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>",
        "unk_token": "<|endoftext|>", "pad_token": "!",
    }  # fmt: skip
    _write_json(folder / "special_tokens_map.json", special)
    named = {"tokenizer_class": "CLIPTokenizer", "model_max_length": 77, "do_lower_case": True}
    _write_json(folder / "tokenizer_config.json", named | special)
    return len(words)


def _write_text_encoder(folder: Path, kind: Any, act: str, projection: int) -> None:
    config = CLIPTextConfig(
        vocab_size=write_tokenizer(folder.parent / "tokenizer"), hidden_size=TEXT,
        intermediate_size=64, num_hidden_layers=1, num_attention_heads=2, hidden_act=act,
        projection_dim=projection, max_position_embeddings=77,
        bos_token_id=0,
        eos_token_id=2,
    )  # fmt: skip
    torch.manual_seed(4)
    state = {k: v.clone() for k, v in shaken(kind(config)).state_dict().items()}
    # the public files were written when the text model was always nested, and kept this buffer
    renamed = {
        k if k.startswith(("text_model.", "text_projection.")) else f"text_model.{k}": v
        for k, v in state.items()
    }
    renamed["text_model.embeddings.position_ids"] = torch.arange(77)[None]
    public = {
        "_name_or_path": "public", "architectures": [kind.__name__], "attention_dropout": 0.0,
        "bos_token_id": 0, "dropout": 0.0, "eos_token_id": 2, "hidden_act": act,
        "hidden_size": TEXT, "initializer_factor": 1.0, "initializer_range": 0.02,
        "intermediate_size": 64, "layer_norm_eps": 1e-05, "max_position_embeddings": 77,
        "model_type": "clip_text_model", "num_attention_heads": 2, "num_hidden_layers": 1,
        "pad_token_id": 1, "projection_dim": projection, "torch_dtype": "float32",
        "transformers_version": "4.27.0.dev0", "vocab_size": config.vocab_size,
    }  # fmt: skip
    _write_json(folder / "config.json", public)
    save_file(renamed, folder / "model.safetensors", metadata={"format": "pt"})


def _old_attention_names(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The VAE's mid attention as diffusers 0.15 named it."""
    old = {"to_q": "query", "to_k": "key", "to_v": "value", "to_out.0": "proj_attn"}
    found = {}
    for name, tensor in state.items():
        for now, then in old.items():
            name = name.replace(f"attentions.0.{now}.", f"attentions.0.{then}.")
        found[name] = tensor
    return found


def _write(folder: Path, config: dict[str, Any], state: dict[str, Tensor]) -> None:
    _write_json(folder / "config.json", config)
    plain = {k: v.detach().clone().contiguous() for k, v in state.items()}
    save_file(plain, folder / "diffusion_pytorch_model.safetensors", metadata={"format": "pt"})


def _write_json(path: Path, value: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2) + "\n")


def write_all(root: Path) -> Path:
    """A models folder with every public piece."""
    write_modelscope(root / MODELSCOPE)
    write_modelscope(root / LVD, gated=True)
    write_karlo(root / KARLO)
    write_clip(root / CLIP_L)
    return root


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
