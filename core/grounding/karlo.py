"""Karlo's unCLIP prior from its public folder: words to the image embedding they might have.

`prior`, `text_encoder`, `tokenizer`, `prior_scheduler` as `kakaobrain/karlo-v1-alpha` has them.
Owns the prior's own sampling (25 steps, guidance 4, as published); its decoder is not used.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from diffusers import PriorTransformer, UnCLIPScheduler
from torch import Tensor
from transformers import CLIPTextModelWithProjection

from core.errors import ModelError
from core.grounding.public_folder import json_of, load_public, load_tokenizer

STEPS = 25
GUIDANCE = 4.0


@dataclass(frozen=True)
class Karlo:
    """The prior and what it reads words with."""

    prior: Any  # PriorTransformer
    text_encoder: Any  # CLIPTextModelWithProjection
    tokenizer: Any
    scheduler: Any  # UnCLIPScheduler

    @torch.inference_mode()
    def imagine(self, caption: str, steps: int = STEPS, guidance: float = GUIDANCE) -> Tensor:
        """Image embedding [D] float32 of norm sqrt(D); the noise comes from the words alone."""
        device, dtype = self.prior.device, self.prior.dtype
        embedding, states, mask = self._read([caption, ""])
        wide = (embedding.flip(0).to(dtype), states.flip(0).to(dtype), mask.flip(0))
        generator = torch.Generator().manual_seed(_seed(caption))
        x = torch.randn(1, self.prior.config.embedding_dim, generator=generator).to(device)
        self.scheduler.set_timesteps(steps, device=device)
        x = x * self.scheduler.init_noise_sigma
        timesteps = self.scheduler.timesteps
        for i, t in enumerate(timesteps):
            out = self.prior(
                x.repeat(2, 1).to(dtype), timestep=t, proj_embedding=wide[0],
                encoder_hidden_states=wide[1], attention_mask=wide[2],
            ).predicted_image_embedding.float()  # fmt: skip
            empty, full = out.chunk(2)
            guided = empty + guidance * (full - empty)
            following = timesteps[i + 1] if i + 1 < len(timesteps) else None
            x = self.scheduler.step(
                guided, timestep=t, sample=x, generator=generator, prev_timestep=following
            ).prev_sample
        raw = x * self.prior.clip_std.float() + self.prior.clip_mean.float()
        found: Tensor = F.normalize(raw, dim=-1)[0] * raw.shape[-1] ** 0.5
        return found

    def _read(self, texts: list[str]) -> tuple[Tensor, Tensor, Tensor]:
        """Text embeddings [B, D], token states [B, T, D] and which tokens are words [B, T]."""
        made = self.tokenizer(
            texts, padding="max_length", max_length=self.tokenizer.model_max_length,
            truncation=True, return_tensors="pt",
        ).to(self.text_encoder.device)  # fmt: skip
        out = self.text_encoder(made.input_ids)
        return out.text_embeds, out.last_hidden_state, made.attention_mask.bool()


def load_karlo(folder: Path, dtype: torch.dtype) -> Karlo:
    """Karlo's prior from its folder, on the CPU.

    Raises:
        ModelError: a file is missing, damaged or unsafe; it is named.
    """
    scheduler = UnCLIPScheduler.from_config(_scheduler_config(folder / "prior_scheduler"))
    prior = load_public(PriorTransformer, folder / "prior", torch_dtype=dtype)
    text = load_public(CLIPTextModelWithProjection, folder / "text_encoder", dtype=dtype)
    return Karlo(prior, text, load_tokenizer(folder / "tokenizer"), scheduler)


def _scheduler_config(folder: Path) -> dict[str, Any]:
    config = json_of(folder / "scheduler_config.json")
    if config.get("_class_name") != "UnCLIPScheduler":
        raise ModelError(
            f"{folder} is of a {config.get('_class_name')}: Karlo's is an UnCLIPScheduler"
        )
    return {k: v for k, v in config.items() if not k.startswith("_")}


def _seed(words: str) -> int:
    return int.from_bytes(hashlib.sha256(words.encode("utf-8")).digest()[:4])
