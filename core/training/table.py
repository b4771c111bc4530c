"""Embeddings of every sprite by the trained CLIP, made once: what the prior and the UNet learn on.

Beside the named sprites it holds *wild* ones, whose colours and textures no name describes,
so that the renderer learns to follow an embedding rather than to recall a name.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from core.grounding.clip import Clip, Tokenizer
from core.training.backdrops import Backdrops
from core.training.clip import Pictures, on_backdrop
from core.training.sprites import SIDE, Bank, Row

log = logging.getLogger(__name__)

N_WILD = 3000
VIEWS = 1  # augmented embeddings kept of each sprite, beside the plain one


@dataclass(frozen=True)
class Table:
    """`image` float16 [M, 2, 1 + VIEWS, D]: plain and mirrored sprites, first the plain view.

    `texts` are all distinct names; `text` float16 [K, D] their embeddings, `summary` float16
    [K, 4, W] their states for the prior.
    """

    image: Tensor
    texts: tuple[str, ...]
    text: Tensor
    summary: Tensor

    def row_of(self, name: str) -> int:
        """Index of `name` among `texts`."""
        return self._index[name]

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {name: i for i, name in enumerate(self.texts)})

    _index: dict[str, int] = None  # type: ignore[assignment]


def with_wild(bank: Bank, backdrops: Backdrops, root: Path) -> Bank:
    """The bank, followed by N_WILD sprites under strong changes of colour and texture."""
    path = root / "wild.npz"
    if not path.exists():
        rng = np.random.default_rng(99)
        source = Pictures(bank, backdrops, rng, wildness=1.0)
        indices = rng.choice(bank.trained(), N_WILD)
        pixels = []
        for start in range(0, N_WILD, 50):
            pre, _ = source.draw(indices[start : start + 50], SIDE, warp=False)
            alpha = pre[:, 3:].clamp(min=1e-3)
            straight = torch.cat([pre[:, :3] / alpha, pre[:, 3:]], 1).clamp(0, 1)
            pixels.append((straight * 255).round().byte().permute(0, 2, 3, 1).numpy())
        np.savez(path, pixels=np.concatenate(pixels), indices=indices)
    stored = np.load(path)
    rows = [replace(bank.rows[i], names=(), colour="wild") for i in stored["indices"].tolist()]
    return Bank(np.concatenate([bank.pixels, stored["pixels"]]), (*bank.rows, *rows))


@torch.no_grad()
def build(root: Path, clip: Clip, tokenizer: Tokenizer, bank: Bank, backdrops: Backdrops) -> Table:
    """The table below `root`; `bank` may include wild sprites."""
    names = tuple(sorted({name for row in bank.rows for name in row.names}))
    image_path, text_path = root / "table.pt", root / "names.pt"
    clip.eval()
    if not image_path.exists():
        torch.save({"image": _images(clip, bank, backdrops)}, image_path)
    if not text_path.exists():
        torch.save(_names(clip, tokenizer, names), text_path)
    image = torch.load(image_path, weights_only=True)["image"]
    stored = torch.load(text_path, weights_only=True)
    return Table(image, names, stored["text"], stored["summary"])


def _images(clip: Clip, bank: Bank, backdrops: Backdrops) -> Tensor:
    source = Pictures(bank, backdrops, np.random.default_rng(5), wildness=0.0)
    image = torch.empty(len(bank.rows), 2, 1 + VIEWS, clip.shape.embed_dim, dtype=torch.float16)
    for start in range(0, len(bank.rows), 64):
        indices = np.arange(start, min(start + 64, len(bank.rows)))
        for view in range(1 + VIEWS):
            pre, _ = source.draw(indices, clip.shape.image_size, warp=view > 0)
            with torch.autocast("cpu", torch.bfloat16):
                image[indices, 0, view] = clip.image(on_backdrop(pre)).half()
                if view == 0:
                    image[indices, 1] = clip.image(on_backdrop(pre.flip(-1))).half()[:, None]
        if start % 1280 == 0:
            log.info("embedded %d of %d sprites", start, len(bank.rows))
    return image


def _names(clip: Clip, tokenizer: Tokenizer, names: tuple[str, ...]) -> dict[str, Tensor]:
    text, summary = [], []
    for start in range(0, len(names), 256):
        tokens = tokenizer(list(names[start : start + 256]), trim=True)
        text.append(clip.text(tokens)[0].half())
        summary.append(clip.summary(tokens).half())
    return {"text": torch.cat(text), "summary": torch.cat(summary)}


def plain_rows(rows: tuple[Row, ...]) -> list[int]:
    """Indices of named sprites that training may see."""
    return [i for i, row in enumerate(rows) if row.names and not row.held_out]
