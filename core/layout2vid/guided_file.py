"""The file that training makes: guided attention and grounding MLP, for one backbone.

A folder with config.json (`checkpoint`'s format) and guided.safetensors; the backbone stays
where it is. The same names as in the embedded engine's folder.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import torch
from torch import nn

from core.errors import ModelError
from core.grounding.tokens import GroundingTokens, TokenShape
from core.layout2vid.checkpoint import load_tensors, read_config, save_part, write_config
from core.layout2vid.fitting import KeyReport, fill
from core.layout2vid.guided_attention import Span, guided_attention
from core.layout2vid.unet import Layout2VidUNet

GUIDED = "guided"

# Guided attention of a full-size ModelScopeT2V: GLIGEN's widths, CLIP ViT-L/14 on both sides.
TOKENS = TokenShape(
    image_dim=768, text_dim=768, token_dim=768, hidden_dim=512, n_frequencies=8,
    cells=0, cell_width=0, canvas_width=0, canvas_channels=0,
)  # fmt: skip


def is_guided(name: str) -> bool:
    """Whether a tensor of that name is trained by the paper's recipe."""
    return ".fuser." in name or name.startswith("tokens.")


def add_guided(
    unet: Layout2VidUNet, span: Span, tokens: TokenShape, device: str, dtype: torch.dtype
) -> None:
    """Put guided attention into a backbone; on the "meta" device it waits to be filled."""
    unet.span = span
    for block in unet.spatial_blocks():
        width = int(block.norm1.normalized_shape[0])  # type: ignore[union-attr, index]
        with torch.device(device):
            layer = guided_attention(span, width, tokens.token_dim, tokens.canvas_channels)
        block.fuser = layer.to(dtype)


def save_guided(
    folder: Path, unet: Layout2VidUNet, tokens: GroundingTokens, facts: dict[str, Any]
) -> None:
    """Write a Layout2Vid folder: what the paper trains, and the shapes it was trained in."""
    both = nn.ModuleDict({"unet": unet, "tokens": tokens})
    state = {k: v for k, v in both.state_dict().items() if is_guided(k)}
    save_part(folder, GUIDED, {k: v.float() for k, v in state.items()})
    write_config(folder, {"tokens": tokens.shape, "span": unet.span}, facts)


def guided_shape(folder: Path) -> tuple[Span, TokenShape, dict[str, Any]]:
    """Span, token shape and facts of a Layout2Vid folder. Raises ModelError: damaged."""
    config = read_config(folder)
    try:
        span: Span = config["shapes"]["span"]
        names = {f.name for f in fields(TokenShape)}
        tokens = TokenShape(
            **{k: int(v) for k, v in config["shapes"]["tokens"].items() if k in names}
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{folder / 'config.json'} is damaged ({type(error).__name__})") from None
    if span not in ("all", "box"):
        raise ModelError(f"{folder / 'config.json'} names the span {span!r}: it is 'all' or 'box'")
    return span, tokens, dict(config.get("facts", {}))


def fill_guided(
    unet: Layout2VidUNet, tokens: GroundingTokens, folder: Path, dtype: torch.dtype
) -> None:
    """Guided attention and grounding MLP from a Layout2Vid folder, strictly.

    Raises:
        ModelError: the file is damaged or was trained for another backbone.
    """
    found = load_tensors(folder / f"{GUIDED}.safetensors", dtype)
    both = nn.ModuleDict({"unet": unet, "tokens": tokens})
    report = fill(both, found)
    ours = tuple(k for k in report.missing if is_guided(k))
    report = KeyReport(ours, report.unexpected)
    if not report.fits:
        raise ModelError(f"the guided attention of {folder} does not fit this backbone: {report}")
