"""Embeddings of every sprite by the trained CLIP, made once: what the prior and the UNet learn on.

Beside the named sprites it holds *wild* ones, whose colours and textures no name describes,
so that the renderer learns to follow an embedding rather than to recall a name.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.grounding.clip import Clip, Tokenizer
from core.grounding.prior import Prior
from core.training.backdrops import Backdrops
from core.training.checkpoints import autocast, save_state
from core.training.clip import Pictures, on_backdrop
from core.training.scenes import WILD
from core.training.sprites import SIDE, Bank, Row

log = logging.getLogger(__name__)

N_WILD = 12_000
NEAR = 0.6  # cosine from which the prior's embedding of a name may stand for a sprite's own
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

    imagined: Tensor | None = None  # float16 [K, D]: what a prior makes of each name

    def row_of(self, name: str) -> int:
        """Index of `name` among `texts`."""
        return self._index[name]

    def rows_of(self, bank: Bank) -> list[list[int]]:
        """Indices of the names of each sprite of `bank` among `texts`."""
        return [[self.row_of(name) for name in row.names] for row in bank.rows]

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {name: i for i, name in enumerate(self.texts)})

    _index: dict[str, int] = None  # type: ignore[assignment]


def with_wild(bank: Bank, backdrops: Backdrops, root: Path, device: str = "cpu") -> Bank:
    """The bank, followed by N_WILD sprites under strong changes of colour and texture."""
    pixels_file, rows_file = root / "wild.npy", root / "wild.json"
    if not rows_file.exists():
        rng = np.random.default_rng(99)
        source = Pictures(bank, backdrops, rng, 1.0, device)
        indices = rng.choice(bank.trained(), N_WILD)
        pixels = np.empty((N_WILD, SIDE, SIDE, 4), np.uint8)
        for start in range(0, N_WILD, 100):
            pre, _ = source.draw(indices[start : start + 100], SIDE, warp=False)
            alpha = pre[:, 3:].clamp(min=1e-3)
            straight = torch.cat([pre[:, :3] / alpha, pre[:, 3:]], 1).clamp(0, 1)
            rounded = (straight * 255).round().byte().permute(0, 2, 3, 1)
            pixels[start : start + 100] = rounded.cpu().numpy()
        np.save(pixels_file, pixels)
        rows_file.write_text(json.dumps(indices.tolist()), "utf-8")
    indices = json.loads(rows_file.read_text("utf-8"))
    rows = [replace(bank.rows[i], names=(), colour=WILD) for i in indices]
    return Bank(np.concatenate([bank.pixels, np.load(pixels_file)]), (*bank.rows, *rows))


@torch.no_grad()
def build(
    root: Path, clip: Clip, tokenizer: Tokenizer, bank: Bank, backdrops: Backdrops,
    device: str = "cpu",
) -> Table:  # fmt: skip
    """The table below `root`, on `device`; `bank` may include wild sprites."""
    names = tuple(sorted({name for row in bank.rows for name in row.names}))
    path = root / "table.pt"
    clip.eval().to(device)
    if not path.exists():
        image = _images(clip, bank, backdrops, device)
        save_state(path, {"image": image, **_names(clip, tokenizer, names, device)})
    stored = torch.load(path, weights_only=True, map_location=device)
    imagined = root / "imagined.pt"
    made = torch.load(imagined, weights_only=True, map_location=device) if imagined.exists() else {}
    return Table(
        stored["image"], names, stored["text"], stored["summary"], imagined=made.get("image")
    )


@torch.no_grad()
def imagine(root: Path, prior: Prior, table: Table) -> None:
    """Keep what `prior` makes of every name, so that the denoiser can learn to bear it."""
    rows = []
    for start in range(0, len(table.texts), 1024):
        part = slice(start, start + 1024)
        text, summary = table.text[part].float(), table.summary[part].float()
        rows.append(prior.sample(list(table.texts[part]), text, summary).half().cpu())
    save_state(root / "imagined.pt", {"image": torch.cat(rows)})


def any_of(names: list[int], rng: np.random.Generator) -> int:
    """One of a sprite's names, as `Table.rows_of` has them; -1 for a sprite without."""
    return names[int(rng.integers(len(names)))] if names else -1


def imagined(table: Table, image: Tensor, name: np.ndarray, chosen: np.ndarray) -> Tensor:
    """Embeddings [N, D], those of the rows `chosen` [N] replaced by what the prior makes of their
    `name` [N], a row of the table's texts, where that is near enough."""
    if table.imagined is None:
        return image
    other = table.imagined[np.maximum(name, 0)].float()
    near = F.cosine_similarity(image, other, dim=-1) > NEAR
    replaced = near & torch.from_numpy(chosen).to(image.device)
    return torch.where(replaced[:, None], other, image)


def _images(clip: Clip, bank: Bank, backdrops: Backdrops, device: str) -> Tensor:
    source = Pictures(bank, backdrops, np.random.default_rng(5), 0.0, device)
    image = torch.empty(len(bank.rows), 2, 1 + VIEWS, clip.shape.embed_dim, dtype=torch.float16)
    for start in range(0, len(bank.rows), 64):
        indices = np.arange(start, min(start + 64, len(bank.rows)))
        for view in range(1 + VIEWS):
            pre, _ = source.draw(indices, clip.shape.image_size, warp=view > 0)
            with autocast(device):
                image[indices, 0, view] = clip.image(on_backdrop(pre)).half().cpu()
                if view == 0:
                    turned = clip.image(on_backdrop(pre.flip(-1))).half().cpu()
                    image[indices, 1] = turned[:, None]
        if start % 1280 == 0:
            log.info("embedded %d of %d sprites", start, len(bank.rows))
    return image


def _names(
    clip: Clip, tokenizer: Tokenizer, names: tuple[str, ...], device: str
) -> dict[str, Tensor]:
    text, summary = [], []
    for start in range(0, len(names), 256):
        tokens = tokenizer(list(names[start : start + 256]), trim=True).to(device)
        text.append(clip.text(tokens)[0].half())
        summary.append(clip.summary(tokens).half())
    return {"text": torch.cat(text), "summary": torch.cat(summary)}


def plain_rows(rows: tuple[Row, ...]) -> list[int]:
    """Indices of named sprites that training may see."""
    return [i for i, row in enumerate(rows) if row.names and not row.held_out]
