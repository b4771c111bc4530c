"""Layout2Vid's denoiser: diffusers' UNet3DConditionModel with guided 2D attention inside.

The modules and their names are diffusers' own, so ModelScopeT2V and IGLIGEN weights load as
they are; the walk over them is ours, so that grounding is an argument (never a flag on a
module), temporal layers are skipped for single pictures, and the text's keys and values are
computed once a scene.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch
import torch.nn.functional as F
from diffusers import UNet3DConditionModel
from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint

from core.grounding.tokens import Grounding
from core.layout2vid.guided_attention import Span, guided_attention

Stage = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class UNetShape:
    """What of UNet3DConditionModel's configuration varies between our engines."""

    channels: int
    block_out_channels: tuple[int, ...]
    cross_attention_levels: int  # how many levels, from the finest, have attention
    layers_per_block: int
    text_dim: int
    head_dim: int
    sample_size: int
    temporal: bool  # False: the temporal layers are absent


@dataclass
class Text:
    """Scene text for cross-attention: states [B, T, W], one row a frame or one for all.

    Keys and values of each attention layer are kept here, as text is constant over steps.
    """

    states: Tensor
    _kept: dict[int, tuple[Tensor, Tensor]] = field(default_factory=dict)

    def keys_values(self, attention: Any) -> tuple[Tensor, Tensor]:
        """[B, H, T, d] each, projected once for each layer."""
        key = id(attention)
        if key not in self._kept:
            heads: int = attention.heads
            kv = [layer(self.states).unflatten(-1, (heads, -1)).transpose(1, 2)
                  for layer in (attention.to_k, attention.to_v)]  # fmt: skip
            self._kept[key] = (kv[0], kv[1])
        return self._kept[key]


class Layout2VidUNet(nn.Module):
    """eps, v or flow prediction for latents of a clip, under text and boxes."""

    def __init__(
        self, shape: UNetShape, span: Span | None, token_dim: int = 256, canvas_channels: int = 0
    ) -> None:
        super().__init__()
        self.shape, self.span = shape, span
        n = len(shape.block_out_channels)
        down = [
            "CrossAttnDownBlock3D" if i < shape.cross_attention_levels else "DownBlock3D"
            for i in range(n)
        ]
        self.unet = UNet3DConditionModel(
            sample_size=shape.sample_size,
            in_channels=shape.channels,
            out_channels=shape.channels,
            down_block_types=tuple(down),
            up_block_types=tuple(d.replace("Down", "Up") for d in reversed(down)),
            block_out_channels=shape.block_out_channels,
            layers_per_block=shape.layers_per_block,
            cross_attention_dim=shape.text_dim,
            attention_head_dim=shape.head_dim,
        )
        if not shape.temporal:
            _drop_temporal(self.unet)
        if span is not None:
            for block in self.spatial_blocks():
                width = block.norm1.normalized_shape[0]  # type: ignore[union-attr, index]
                block.fuser = guided_attention(span, int(width), token_dim, canvas_channels)

    def spatial_blocks(self) -> list[nn.Module]:
        """Every spatial transformer block, in the order of the walk."""
        u = self.unet
        stages = [*u.down_blocks, u.mid_block, *u.up_blocks]
        return [
            a.transformer_blocks[0]
            for s in stages
            if hasattr(s, "attentions")
            for a in s.attentions
        ]

    def guided_parameters(self) -> list[nn.Parameter]:
        """What the paper trains: the guided attention, nothing else of the UNet."""
        return [p for block in self.spatial_blocks() for p in block.fuser.parameters()]  # type: ignore[union-attr]

    def forward(
        self, latents: Tensor, t: Tensor, text: Text, grounding: Grounding | None,
        checkpointed: bool = False,
    ) -> Tensor:  # fmt: skip
        """latents: [B, C, F, h, w]; t: [B] (the schedule's own unit); text rows: B or B * F.

        `grounding` has B * F frames, or is None for the backbone alone. `checkpointed` trades
        time for memory in training: layers are computed again on the way back. Same shape out.
        """
        n, frames = latents.shape[0], latents.shape[2]
        walk = _Walk(frames, text, grounding, checkpointed)
        if checkpointed and grounding is not None and self.span == "box":
            for level in range(len(self.shape.block_out_channels)):
                grounding.coverage(-(-latents.shape[-1] // 2**level))  # outside what is repeated
        u = self.unet
        x = latents.transpose(1, 2).flatten(0, 1)
        walk.time = u.time_embedding(u.time_proj(t).to(x.dtype)).repeat_interleave(frames, 0)
        x = walk.temporal(u.conv_in(x), u.transformer_in)
        skips = [x]
        for block in u.down_blocks:
            x, kept = walk.down(x, block)
            skips += kept
        x = walk.middle(x, u.mid_block)
        for block in u.up_blocks:
            x = walk.up(x, block, skips)
        x = u.conv_out(F.silu(u.conv_norm_out(x)))
        return x.unflatten(0, (n, frames)).transpose(1, 2)


@dataclass
class _Walk:
    """One pass over the UNet's modules, carrying what every layer needs."""

    frames: int
    text: Text
    grounding: Grounding | None
    checkpointed: bool = False
    time: Tensor = field(default_factory=lambda: torch.empty(0))

    def temporal(self, x: Tensor, layer: nn.Module | None) -> Tensor:
        """A temporal attention or convolution over [B * F, C, h, w]; skipped for one frame."""
        if self.frames == 1 or layer is None or isinstance(layer, nn.Identity):
            return x
        out: Any = layer(x, num_frames=self.frames)
        return out if isinstance(out, Tensor) else out[0]

    def spatial(self, x: Tensor, transformer: Any) -> Tensor:
        """Self-attention, guided attention, cross-attention, feed-forward (paper, figure 3)."""
        height, width = x.shape[-2:]
        block = transformer.transformer_blocks[0]
        h = transformer.norm(x)
        if not transformer.use_linear_projection:
            h = transformer.proj_in(h)
        h = h.flatten(2).transpose(1, 2)
        if transformer.use_linear_projection:
            h = transformer.proj_in(h)
        h = h + block.attn1(block.norm1(h))
        if self.grounding is not None and block.fuser is not None:
            h = block.fuser.guide(h, self.grounding, width)
        h = h + _cross(block.norm2(h), block.attn2, self.text)
        h = h + block.ff(block.norm3(h))
        if transformer.use_linear_projection:
            h = transformer.proj_out(h)
        h = h.transpose(1, 2).unflatten(-1, (height, width))
        if not transformer.use_linear_projection:
            h = transformer.proj_out(h)
        return x + h

    def down(self, x: Tensor, block: Any) -> tuple[Tensor, list[Tensor]]:
        kept = []
        for i, resnet in enumerate(block.resnets):
            for stage in self._stages(block, i, resnet):
                x = stage(x)
            kept.append(x)
        for downsampler in block.downsamplers or ():
            x = downsampler(x)
            kept.append(x)
        return x, kept

    def middle(self, x: Tensor, block: Any) -> Tensor:
        x = self.temporal(block.resnets[0](x, self.time), block.temp_convs[0])
        for i, attention in enumerate(block.attentions):
            x = self.temporal(self.spatial(x, attention), block.temp_attentions[i])
            x = self.temporal(block.resnets[i + 1](x, self.time), block.temp_convs[i + 1])
        return x

    def up(self, x: Tensor, block: Any, skips: list[Tensor]) -> Tensor:
        for i, resnet in enumerate(block.resnets):
            x = torch.cat([x, skips.pop()], 1)
            for stage in self._stages(block, i, resnet):
                x = stage(x)
        for upsampler in block.upsamplers or ():
            x = upsampler(x, skips[-1].shape[-2:] if skips else None)
        return x

    def _stages(self, block: Any, i: int, resnet: nn.Module) -> list[Stage]:
        """Layer i of a block, in parts; between them nothing else holds what went in."""
        stages: list[Stage] = [
            lambda x: resnet(x, self.time),
            lambda x: self.temporal(x, block.temp_convs[i]),
        ]
        if hasattr(block, "attentions"):
            stages += [
                lambda x: self.spatial(x, block.attentions[i]),
                lambda x: self.temporal(x, block.temp_attentions[i]),
            ]
        if self.checkpointed:
            return [lambda x: checkpoint(_through, stages, x, use_reentrant=False)]
        return stages


def _through(stages: list[Stage], x: Tensor) -> Tensor:
    for stage in stages:
        x = stage(x)
    return x


def _cross(x: Tensor, attention: Any, text: Text) -> Tensor:
    """Cross-attention with kept keys and values; text of one row serves every frame.

    Queries do not see one another, so frames under the same text are one long row of them.
    """
    keys, values = text.keys_values(attention)
    rows = attention.to_q(x).reshape(len(keys), -1, attention.heads, keys.shape[-1])
    mixed = F.scaled_dot_product_attention(rows.transpose(1, 2), keys, values)
    out: Tensor = attention.to_out[0](mixed.transpose(1, 2).reshape(*x.shape[:2], -1))
    return out


def _drop_temporal(unet: UNet3DConditionModel) -> None:
    """Replace temporal layers by the identity, for engines that carry none."""
    unet.transformer_in = nn.Identity()
    for block in [*unet.down_blocks, unet.mid_block, *unet.up_blocks]:
        block.temp_convs = nn.ModuleList(nn.Identity() for _ in block.temp_convs)
        if hasattr(block, "temp_attentions"):
            block.temp_attentions = nn.ModuleList(nn.Identity() for _ in block.temp_attentions)
