"""CLIP for grounding, through open_clip: one embedding space for words and pictures.

The paper embeds entities with CLIP ViT-L/14. The embedded engine's own CLIP keeps where
things are: its image embedding is the concatenation of one small vector a patch
(`PatchTower`), so that an entity's appearance survives in it. Owns both towers and their
tokenizer; owns no prior and no pictures' files.
"""

from __future__ import annotations

import functools
import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from open_clip.model import CLIP, CLIPTextCfg, CLIPVisionCfg
from open_clip.tokenizer import SimpleTokenizer, default_bpe
from open_clip.transformer import VisionTransformer
from PIL import Image
from torch import Tensor, nn

# What a cut-out lies on when CLIP sees it: a colour that things seldom have.
BACKDROP = (38, 196, 96)


@dataclass(frozen=True)
class ClipShape:
    """Sizes of the embedded CLIP. `cells`² patches of `cell_width` numbers make an embedding."""

    image_size: int
    patch_size: int
    vision_width: int
    vision_layers: int
    cell_width: int
    text_width: int
    text_layers: int
    context_length: int
    n_merges: int

    @property
    def cells(self) -> int:
        return self.image_size // self.patch_size

    @property
    def embed_dim(self) -> int:
        return self.cells**2 * self.cell_width


EMBEDDED = ClipShape(
    image_size=128, patch_size=16, vision_width=256, vision_layers=4, cell_width=12,
    text_width=256, text_layers=3, context_length=20, n_merges=11_000,
)  # fmt: skip


class PatchTower(VisionTransformer):
    """open_clip's vision transformer whose embedding is every patch's output, in order.

    Input: [B, 3, S, S] in [0, 1]. Output: [B, cells * cells * cell_width] on the sphere of
    radius sqrt(embed_dim); row-major cells, the cell's numbers last.
    """

    def __init__(self, shape: ClipShape) -> None:
        super().__init__(
            image_size=shape.image_size,
            patch_size=shape.patch_size,
            width=shape.vision_width,
            layers=shape.vision_layers,
            heads=shape.vision_width // 64,
            mlp_ratio=4.0,
            output_dim=shape.embed_dim,
        )
        self.proj = None
        self.cell = nn.Linear(shape.vision_width, shape.cell_width)

    def _pool(self, x: Tensor) -> tuple[Tensor, Tensor]:
        tokens = self.cell(self.ln_post(x)[:, 1:])
        flat = tokens.flatten(1)
        return F.normalize(flat.float(), dim=-1) * flat.shape[1] ** 0.5, tokens

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x * 2 - 1)


class Clip(nn.Module):
    """Both towers. `image(x)`: [B, D]; `text(tokens)`: embedding [B, D] and states [B, T, W]."""

    def __init__(self, shape: ClipShape = EMBEDDED) -> None:
        super().__init__()
        self.shape = shape
        vision = CLIPVisionCfg(
            layers=1,
            width=64,
            head_width=64,
            patch_size=shape.patch_size,
            image_size=shape.image_size,
        )
        text = CLIPTextCfg(
            context_length=shape.context_length,
            vocab_size=512 + shape.n_merges + 2,
            width=shape.text_width,
            heads=shape.text_width // 64,
            layers=shape.text_layers,
        )
        self.model = CLIP(shape.embed_dim, vision, text)
        self.model.visual = PatchTower(shape)

    def image(self, pixels: Tensor) -> Tensor:
        """Image embeddings [B, D] of norm sqrt(D). `pixels`: [B, 3, S, S] in [0, 1]."""
        return self.model.visual(pixels)

    def states(self, tokens: Tensor) -> tuple[Tensor, Tensor]:
        """Token states [B, T, W] after the final norm and the pooled state [B, W].

        `tokens`: int64 [B, T], T at most the context length, zero-padded at the end.
        """
        m = self.model
        n = tokens.shape[1]
        x = m.token_embedding(tokens) + m.positional_embedding[:n]
        x = m.ln_final(m.transformer(x, attn_mask=m.attn_mask[:n, :n]))
        return x, x[torch.arange(len(x), device=x.device), tokens.argmax(-1)]

    def summary(self, tokens: Tensor) -> Tensor:
        """Four states of a name [B, 4, W]: whole (end token), mean, first and last word piece.

        What the prior is conditioned on beside the text embedding: single states tell
        names apart that the embedding, trained for minutes, still mixes up.
        """
        states, pooled = self.states(tokens)
        end = tokens.argmax(-1)
        at = torch.arange(tokens.shape[1], device=tokens.device)[None]
        inside = ((at > 0) & (at < end[:, None])).to(states.dtype)[..., None]
        mean = (states * inside).sum(1) / inside.sum(1).clamp(min=1)
        rows = torch.arange(len(tokens), device=tokens.device)
        first, last = states[rows, end.clamp(max=1)], states[rows, (end - 1).clamp(min=0)]
        return torch.stack([pooled, mean, first, last], 1)

    def text(self, tokens: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Text embedding [B, D] of norm sqrt(D), pooled state [B, W], token states [B, T, W]."""
        states, pooled = self.states(tokens)
        embedding = F.normalize((pooled @ self.model.text_projection).float(), dim=-1)
        return embedding * self.shape.embed_dim**0.5, pooled, states


class Tokenizer:
    """open_clip's byte-pair tokenizer with the first `n_merges` of its merges."""

    def __init__(self, shape: ClipShape, bpe: Path) -> None:
        self._inner = SimpleTokenizer(str(bpe), context_length=shape.context_length)
        self._length = shape.context_length

    @staticmethod
    def write_merges(shape: ClipShape, path: Path) -> None:
        """Write the shortened merges file that a checkpoint carries."""
        lines = gzip.decompress(Path(default_bpe()).read_bytes()).decode("utf-8").split("\n")
        with gzip.GzipFile(path, "wb", mtime=0) as packed:
            packed.write("\n".join(lines[: shape.n_merges + 1]).encode("utf-8"))

    def __call__(self, texts: list[str], trim: bool = False) -> Tensor:
        """int64 [B, context]; overlong texts are cut. `trim` drops common padding."""
        tokens: Tensor = self._inner(texts, self._length)
        if trim:
            tokens = tokens[:, : max(2, int((tokens != 0).sum(1).max()))]
        return tokens


@functools.lru_cache(maxsize=4)
def _backdrop(side: int) -> Image.Image:
    return Image.new("RGBA", (side, side), (*BACKDROP, 255))


def as_input(picture: Image.Image, shape: ClipShape = EMBEDDED) -> Tensor:
    """A picture as the image tower sees it: [3, S, S] in [0, 1].

    An RGBA picture is cropped to its visible part, stretched to the square and laid on
    BACKDROP; an RGB picture is stretched whole.
    """
    small = stretched(picture, shape.image_size).convert("RGBA")
    flat = Image.alpha_composite(_backdrop(shape.image_size), small).convert("RGB")
    return torch.from_numpy(np.asarray(flat).copy()).permute(2, 0, 1).float() / 255


def stretched(picture: Image.Image, side: int) -> Image.Image:
    """The visible part of a picture on a square of `side` pixels, premultiplied (RGBa)."""
    rgba = picture.convert("RGBA")
    visible = rgba.getchannel("A").point(lambda a: 255 if a > 24 else 0).getbbox()
    crop = rgba.crop(visible) if visible else rgba
    return crop.convert("RGBa").resize((side, side), Image.Resampling.BICUBIC)


def mirrored(embedding: Tensor, shape: ClipShape = EMBEDDED) -> Tensor:
    """The embedding [..., D] of the left-right mirrored picture (training teaches this)."""
    cells = embedding.unflatten(-1, (shape.cells, shape.cells, shape.cell_width))
    return cells.flip(-2).flatten(-3)
