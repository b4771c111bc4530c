"""The unCLIP prior: from an entity's words to the image embedding it might have.

diffusers' PriorTransformer with its UnCLIPScheduler, as in Karlo. The embedded prior sees two
conditions: the text embedding in the shared space and a summary of the text tower's states. As in
unCLIP (Ramesh et al. 2022, section 2.2) several candidates are drawn and the one nearest to
the text is kept. Deterministic: the noise comes from the words themselves.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from diffusers import PriorTransformer, UnCLIPScheduler
from torch import Tensor, nn

N_TRAIN_STEPS = 1000
N_SUMMARY = 4  # states of `Clip.summary`


@dataclass(frozen=True)
class PriorShape:
    """Sizes of the embedded prior."""

    embed_dim: int
    text_width: int
    heads: int
    layers: int


EMBEDDED = PriorShape(embed_dim=768, text_width=256, heads=6, layers=4)


def scheduler() -> UnCLIPScheduler:
    """unCLIP's cosine schedule, predicting the clean embedding."""
    return UnCLIPScheduler(
        num_train_timesteps=N_TRAIN_STEPS,
        variance_type="fixed_small_log",
        clip_sample=True,
        clip_sample_range=5.0,
        prediction_type="sample",
        beta_schedule="squaredcos_cap_v2",
    )


class Prior(nn.Module):
    """Embeddings are handled standardised: (f - mean) / deviation, per dimension."""

    def __init__(self, shape: PriorShape = EMBEDDED) -> None:
        super().__init__()
        self.shape = shape
        self.model = PriorTransformer(
            num_attention_heads=shape.heads,
            attention_head_dim=64,
            num_layers=shape.layers,
            embedding_dim=shape.embed_dim,
            num_embeddings=N_SUMMARY,
            additional_embeddings=4,
        )
        self.words = nn.Linear(shape.text_width, shape.embed_dim)
        self.mean: Tensor
        self.deviation: Tensor
        self.register_buffer("mean", torch.zeros(shape.embed_dim))
        self.register_buffer("deviation", torch.ones(shape.embed_dim))

    def forward(self, noisy: Tensor, t: Tensor, text: Tensor, summary: Tensor) -> Tensor:
        """Clean standardised embedding [B, D] from a noisy one at steps t [B]."""
        out: Tensor = self.model(
            noisy, t, proj_embedding=text, encoder_hidden_states=self.words(summary)
        ).predicted_image_embedding
        return out

    @torch.no_grad()
    def sample(
        self, texts: list[str], text: Tensor, summary: Tensor, steps: int = 16, candidates: int = 4
    ) -> Tensor:
        """Image embeddings [B, D] of norm sqrt(D) for B texts.

        `text` [B, D] and `summary` [B, 4, W] come from `Clip`; the same words give the same
        embedding, whatever else is in the batch.
        """
        noise = torch.stack([_noise(t, candidates, self.shape.embed_dim) for t in texts]).to(
            text.device
        )
        x = noise.flatten(0, 1)
        wide_text = text.repeat_interleave(candidates, 0)
        wide_summary = summary.repeat_interleave(candidates, 0)
        schedule = scheduler()
        schedule.set_timesteps(steps)
        timesteps = schedule.timesteps.tolist()
        for i, t in enumerate(timesteps):
            clean = self(x, torch.full((len(x),), t, device=x.device), wide_text, wide_summary)
            following = timesteps[i + 1] if i + 1 < len(timesteps) else None
            x = _step(schedule.alphas_cumprod, clean, t, x, following)
        found = F.normalize(x * self.deviation + self.mean, dim=-1) * self.shape.embed_dim**0.5
        found = found.unflatten(0, (len(texts), candidates))
        best = (found * text[:, None]).sum(-1).argmax(1)
        return found[torch.arange(len(texts), device=found.device), best]


def _step(alphas: Tensor, clean: Tensor, t: int, x: Tensor, following: int | None) -> Tensor:
    """One DDIM step (Song et al. 2021, equation 12, eta 0) from `t` to `following`."""
    now, then = alphas[t], alphas[following] if following is not None else torch.tensor(1.0)
    clean = clean.clamp(-5, 5)
    noise = (x - now.sqrt() * clean) / (1 - now).sqrt().clamp(min=1e-4)
    return then.sqrt() * clean + (1 - then).sqrt() * noise


def _seed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:4])


def _noise(text: str, n: int, dim: int) -> Tensor:
    """[n, dim] of normal noise that depends on the words alone."""
    return torch.randn(n, dim, generator=torch.Generator().manual_seed(_seed(text)))
