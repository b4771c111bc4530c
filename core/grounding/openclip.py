"""Public CLIP weights (the paper's ViT-L/14) for grounding, through open_clip.

A folder holds `open_clip_config.json` and `open_clip_model.safetensors`, as the hub has them.
Embeddings of both towers are returned on the sphere of radius sqrt(D), as the embedded CLIP's.
Owns no download and no prior.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from open_clip.model import CLIP, CLIPTextCfg, CLIPVisionCfg
from open_clip.tokenizer import SimpleTokenizer
from PIL import Image
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from core.errors import ModelError

CONFIG = "open_clip_config.json"
WEIGHTS = "open_clip_model.safetensors"
MEAN = (0.48145466, 0.4578275, 0.40821073)
DEVIATION = (0.26862954, 0.26130258, 0.27577711)


class OpenClip(nn.Module):
    """`image(pictures)` and `text(words)`: float32 [B, D] of norm sqrt(D)."""

    def __init__(self, model: CLIP, image_size: int, context_length: int) -> None:
        super().__init__()
        self.model = model
        self.image_size = image_size
        self._tokenizer = SimpleTokenizer(context_length=context_length)

    @property
    def embed_dim(self) -> int:
        return int(self.model.text_projection.shape[-1])

    @torch.inference_mode()
    def image(self, pictures: list[Image.Image]) -> Tensor:
        like = self.model.text_projection
        pixels = torch.stack([as_pixels(p, self.image_size) for p in pictures])
        return _on_sphere(self.model.encode_image(pixels.to(like.device, like.dtype)))

    @torch.inference_mode()
    def text(self, words: list[str]) -> Tensor:
        tokens = self._tokenizer(words).to(self.model.text_projection.device)
        return _on_sphere(self.model.encode_text(tokens))


def as_pixels(picture: Image.Image, side: int) -> Tensor:
    """[3, side, side], standardised. Stretched to the square, so that nothing is cut off;
    transparency becomes white."""
    if picture.mode == "RGBA":
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture)
    small = picture.convert("RGB").resize((side, side), Image.Resampling.BICUBIC)
    pixels = torch.from_numpy(np.asarray(small).copy()).permute(2, 0, 1).float() / 255
    return (pixels - torch.tensor(MEAN)[:, None, None]) / torch.tensor(DEVIATION)[:, None, None]


def load_open_clip(folder: Path, dtype: torch.dtype) -> OpenClip:
    """The CLIP of a folder, on the CPU.

    Raises:
        ModelError: a file is missing or damaged, or the weights do not fit the config.
    """
    for name in (CONFIG, WEIGHTS):
        if not (folder / name).is_file():
            raise ModelError(f"{folder / name} is missing: CLIP needs {CONFIG} and {WEIGHTS}")
    try:
        config: dict[str, Any] = json.loads((folder / CONFIG).read_text("utf-8"))["model_cfg"]
        vision, text = CLIPVisionCfg(**config["vision_cfg"]), CLIPTextCfg(**config["text_cfg"])
        quick = bool(config.get("quick_gelu", False))
        with torch.device("meta"):
            model = CLIP(int(config["embed_dim"]), vision, text, quick_gelu=quick)
        state = {k: v.to(dtype) for k, v in load_file(folder / WEIGHTS).items()}
    except (ValueError, KeyError, TypeError, OSError, SafetensorError) as error:
        raise ModelError(f"the CLIP of {folder} is damaged: {str(error)[:120]}") from None
    try:
        model.load_state_dict(state, assign=True)
    except RuntimeError as error:
        raise ModelError(
            f"the CLIP of {folder} does not fit its config: {str(error)[:200]}"
        ) from None
    if isinstance(model.attn_mask, Tensor):
        model.attn_mask = (
            model.build_causal_mask() if hasattr(model, "build_causal_mask") else _causal(text)
        )
    size = vision.image_size if isinstance(vision.image_size, int) else vision.image_size[0]
    return OpenClip(model.eval().requires_grad_(False), size, text.context_length)


def _causal(text: CLIPTextCfg) -> Tensor:
    n = text.context_length
    return torch.full((n, n), float("-inf")).triu_(1)


def _on_sphere(embedding: Tensor) -> Tensor:
    return F.normalize(embedding.float(), dim=-1) * embedding.shape[-1] ** 0.5
