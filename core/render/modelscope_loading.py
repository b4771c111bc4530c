"""From what is found on disk to the networks of the modelscope engine."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from core.errors import ModelError
from core.grounding.karlo import load_karlo
from core.grounding.openclip import load_open_clip
from core.grounding.tokens import GroundingTokens
from core.layout2vid.guided_file import add_guided, fill_guided, guided_shape
from core.layout2vid.igligen import is_igligen, load_igligen
from core.layout2vid.modelscope import Base, load_backbone, load_base
from core.render.models import PIECES, Inventory, inventory, models_folder, require
from core.render.modelscope_looks import Looks, PictureLooks, WordLooks

SAMPLES = 64  # blocks of a weights file that its digest reads
BLOCK_BYTES = 1 << 16
MODELSCOPE, LAYOUT2VID, CLIP, KARLO = (piece.name for piece in PIECES[:4])
LAYOUT2VID_STRENGTH = 0.3  # the paper: 0.3 and more follow boxes
IGLIGEN_STRENGTH = 1.0  # as the authors' own runs


@dataclass(frozen=True)
class Parts:
    """The networks. `tokens` encodes a grounding batch; None where nothing obeys boxes."""

    base: Base
    tokens: nn.Module | None
    looks: Looks | None
    title: str
    size: tuple[int, int]  # width, height
    strength: float  # layout_strength when nobody says otherwise
    digest: str


def load_parts(folder: Path | None, dtype: torch.dtype) -> Parts:
    """The networks of the best combination that is here.

    `folder` is a models folder (None: the usual places), or the folder of one base, beside
    which the other pieces are looked for.

    Raises:
        ModelError: no base is here, or a file of what is here is missing, damaged or unsafe.
    """
    chosen = folder or models_folder()
    if (chosen / "unet" / "config.json").is_file():
        base, found = chosen, inventory(chosen.parent)
    else:
        found = inventory(chosen)
        base = _best_base(found)
    if is_igligen(base):
        return _igligen(base, dtype)
    if found.folder(LAYOUT2VID) is not None:
        return _layout2vid(base, found, dtype)
    plain = load_base(base, load_backbone(base, dtype), dtype)
    return _parts(
        plain, None, None, "ModelScopeT2V: boxes and pictures have no effect", 0.0, [base]
    )


def _best_base(found: Inventory) -> Path:
    """ModelScope with a Layout2Vid file, else IGLIGEN, else ModelScope alone."""
    for combination in found.combinations:
        if not combination.missing:
            return require(found, combination.needs[0])
    return require(found, MODELSCOPE)


def _igligen(folder: Path, dtype: torch.dtype) -> Parts:
    unet, tokens = load_igligen(folder, dtype)
    base = load_base(folder, unet, dtype)
    title = "ModelScopeT2V with IGLIGEN: pictures of entities have no effect"
    return _parts(base, tokens, WordLooks(base), title, IGLIGEN_STRENGTH, [folder])


def _layout2vid(folder: Path, found: Inventory, dtype: torch.dtype) -> Parts:
    guided, clip_folder = require(found, LAYOUT2VID), require(found, CLIP)
    span, shape, _ = guided_shape(guided)
    unet = load_backbone(folder, dtype)
    add_guided(unet, span, shape, "meta", dtype)
    with torch.device("meta"):
        tokens = GroundingTokens(shape)
    fill_guided(unet, tokens, guided, dtype)
    clip = load_open_clip(clip_folder, dtype)
    if clip.embed_dim != shape.image_dim:
        raise ModelError(
            f"{guided} was trained with embeddings of {shape.image_dim} numbers,"
            f" {clip_folder} gives {clip.embed_dim}"
        )
    karlo_folder = found.folder(KARLO)
    karlo = load_karlo(karlo_folder, dtype) if karlo_folder else None
    title = "Layout2Vid on ModelScopeT2V" + ("" if karlo else ", without the prior")
    folders = [folder, guided, clip_folder, *([karlo_folder] if karlo_folder else [])]
    base = load_base(folder, unet, dtype)
    return _parts(base, tokens, PictureLooks(clip, karlo), title, LAYOUT2VID_STRENGTH, folders)


def _parts(
    base: Base,
    tokens: nn.Module | None,
    looks: Looks | None,
    title: str,
    strength: float,
    folders: list[Path],
) -> Parts:
    known = {piece.name: piece.size for piece in PIECES}
    side = base.unet.shape.sample_size * 8
    parts = [
        p.name.removeprefix("models--").split("--")[-1] for p in (folders[0], *folders[0].parents)
    ]
    size = next((known[n] for n in parts if n in known and known[n] != (256, 256)), (side, side))
    if tokens is not None:
        tokens.eval().requires_grad_(False)
    return Parts(base, tokens, looks, title, size, strength, digest_of(folders))


def digest_of(folders: list[Path]) -> str:
    """A digest of checkpoint folders: names, sizes, and 64 evenly spread blocks of each file.

    Ten gigabytes of weights are not read whole at each start; a changed weight file differs
    nearly everywhere, so the blocks tell.
    """
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(
            p for p in folder.rglob("*") if p.suffix in (".safetensors", ".json", ".txt")
        ):
            size = path.stat().st_size
            digest.update(f"{path.relative_to(folder)} {size}\n".encode())
            with path.open("rb") as opened:
                for k in range(SAMPLES if size > SAMPLES * BLOCK_BYTES else 1):
                    opened.seek(k * (size // SAMPLES))
                    whole = size <= SAMPLES * BLOCK_BYTES
                    digest.update(opened.read(size if whole else BLOCK_BYTES))
    return digest.hexdigest()
