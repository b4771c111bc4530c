"""Guided 2D attention: the gated layer between self- and cross-attention that obeys boxes.

`span="all"` is the paper's (and GLIGEN's): self-attention over visual and grounding tokens
together. `span="box"` is ours: a visual token attends to the entities whose box covers it,
and what it receives depends on where inside that box it lies.
"""

from __future__ import annotations

from typing import Literal

import torch
import torch.nn.functional as F
from diffusers.models.attention import FeedForward, GatedSelfAttentionDense
from torch import Tensor, nn

from core.grounding.tokens import SUBSAMPLES, Grounding

Span = Literal["all", "box"]
PLACE_DIM = 2 * 2 * 6 + 2 * 2 * 4
INITIAL_GATE = 0.5


class SpanAll(GatedSelfAttentionDense):
    """x + tanh(a) * SelfAttn([x, h])[: n_visual], then a gated feed-forward (paper, figure 3).

    Parameter names are diffusers' own, so public IGLIGEN adapters load as they are.
    """

    def guide(self, x: Tensor, grounding: Grounding, side: int) -> Tensor:
        """x: [B, P, C], one row of `grounding` frames each; same shape out.

        Only visual tokens ask, so grounding tokens give keys and values alone, once a scene.
        """
        x = x + self.alpha_attn.tanh() * self._attended(x, grounding)
        out: Tensor = x + self.alpha_dense.tanh() * self.ff(self.norm2(x))
        return out

    def _attended(self, x: Tensor, grounding: Grounding) -> Tensor:
        """SelfAttn([x, h])[: n_visual] of the equation above."""
        tokens = grounding.once("padded", grounding.padded)
        objects = grounding.once(id(self), lambda: self._keys_values(tokens[0].to(x.dtype)))
        here = self.norm1(x)
        queries = self._heads(self.attn.to_q(here))
        keys, values = (
            self._heads(torch.cat([layer(here), there], 1))
            for layer, there in zip((self.attn.to_k, self.attn.to_v), objects, strict=True)
        )
        key = ("bias", x.shape[1], queries.dtype)
        bias = grounding.once(key, lambda: _bias(tokens[1], x.shape[1], queries.dtype))
        mixed = F.scaled_dot_product_attention(queries, keys, values, attn_mask=bias)
        out: Tensor = self.attn.to_out[0](mixed.transpose(1, 2).flatten(2))
        return out

    def _keys_values(self, tokens: Tensor) -> tuple[Tensor, Tensor]:
        """[B, N, C] each, of grounding tokens [B, N, D]."""
        objects = self.norm1(self.linear(tokens))
        return self.attn.to_k(objects), self.attn.to_v(objects)

    def _heads(self, rows: Tensor) -> Tensor:
        """[B, P, C] to [B, H, P, d]."""
        return rows.unflatten(-1, (self.attn.heads, -1)).transpose(1, 2)


def _bias(there: Tensor, n_visual: int, dtype: torch.dtype) -> Tensor | None:
    """Scores [B, 1, 1, P + N] that hide absent tokens; None where all [B, N] are there."""
    if bool(there.all()):
        return None
    seen = torch.cat([there.new_ones(len(there), n_visual), there], 1)[:, None, None, :]
    return torch.zeros(seen.shape, dtype=dtype, device=seen.device).masked_fill(~seen, -1e4)


class SpanBox(nn.Module):
    """Box-relative guided attention over packed (token, entity) pairs.

    Only pairs whose box covers the token exist, so the cost follows the boxes' area. Where no
    box is, the layer is the identity.
    """

    def __init__(self, width: int, token_dim: int, canvas_channels: int, n_heads: int) -> None:
        super().__init__()
        self.n_heads = n_heads
        pair = token_dim + PLACE_DIM + canvas_channels * SUBSAMPLES**2
        self.norm1 = nn.LayerNorm(width)
        self.to_q = nn.Linear(width, width, bias=False)
        self.to_kv = nn.Sequential(
            nn.Linear(pair, 2 * width), nn.SiLU(), nn.Linear(2 * width, 2 * width)
        )
        self.null_score = nn.Parameter(torch.zeros(n_heads))
        self.to_out = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.ff = FeedForward(width, activation_fn="geglu", mult=2)
        self.alpha_attn = nn.Parameter(torch.tensor(INITIAL_GATE))
        self.alpha_dense = nn.Parameter(torch.tensor(INITIAL_GATE))

    def guide(self, x: Tensor, grounding: Grounding, side: int) -> Tensor:
        """x: [B, side², C]; same shape out."""
        cover = grounding.coverage(side)
        if len(cover.token) == 0:
            return x
        flat = x.flatten(0, 1)
        covered, index = cover.token.unique(return_inverse=True)
        here = flat.index_select(0, covered)
        who = grounding.tokens.index_select(0, cover.instance)
        pair = torch.cat([who, cover.place, cover.canvas], -1)
        keys, values = self.to_kv(pair.to(x.dtype)).unflatten(-1, (2, self.n_heads, -1)).unbind(1)
        queries = self.to_q(self.norm1(here)).unflatten(-1, (self.n_heads, -1))
        seen = _attend(queries, keys, values, index, self.null_score)
        here = here + self.alpha_attn.tanh() * self.to_out(seen.flatten(1).to(x.dtype))
        here = here + self.alpha_dense.tanh() * self.ff(self.norm2(here))
        return flat.index_copy(0, covered, here.to(flat.dtype)).view_as(x)


def _attend(queries: Tensor, keys: Tensor, values: Tensor, index: Tensor, null: Tensor) -> Tensor:
    """Softmax attention over ragged pairs, with a null of value zero.

    queries: [T, H, d]; keys, values: [R, H, d]; index: [R] in [0, T). Returns [T, H, d] float32.
    """
    asked = queries.index_select(0, index).float()
    scores = (asked * keys.float()).sum(-1) * keys.shape[-1] ** -0.5
    weights = scores.clamp(-30, 30).exp()  # bounded, so no running maximum is needed
    total = null.float().clamp(-30, 30).exp().expand(len(queries), -1)
    total = total.index_add(0, index, weights)
    summed = torch.zeros(queries.shape, dtype=torch.float32, device=queries.device)
    summed = summed.index_add(0, index, weights[..., None] * values.float())
    return summed / total[..., None]


def guided_attention(span: Span, width: int, token_dim: int, canvas_channels: int) -> nn.Module:
    """A guided attention layer for visual tokens of `width` channels, heads of 64."""
    n_heads = max(1, width // 64)
    if span == "all":
        return SpanAll(width, token_dim, n_heads, width // n_heads)
    return SpanBox(width, token_dim, canvas_channels, n_heads)
