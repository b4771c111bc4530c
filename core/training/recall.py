"""Fills the engine's memory: what unCLIP missed of every plain picture that training may see.

No steps are taken: values are the principal components of all patches of what is missing. Versions
in other colours and skin tones have keys of their own that lead to the plain picture's value.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from math import isqrt
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.grounding.clip import EMBEDDED
from core.grounding.recall import Recall, RecallShape
from core.grounding.unclip import Unclip
from core.training import checkpoints
from core.training.codec import decibels
from core.training.painting import Rows
from core.training.scenes import WILD
from core.training.sprites import Bank
from core.training.table import Table
from core.training.unclip import pair

log = logging.getLogger(__name__)

PATCH, NUMBERS = 16, 128
KEY_WIDTH = 192
REACH = 4.0  # deviations of a number that its byte spans either way
LEVELS = 127
AT_ONCE = 64


def fill(root: Path, bank: Bank, table: Table, unclip: Unclip) -> Recall:
    """The memory beside `unclip`, also written as a state under `root`/recall.

    `bank` has the table's rows.
    """
    plain, known, slot = remembered(bank)
    sprites = Rows(bank.pixels, table.image.device)
    wanted, made = [], []
    with torch.no_grad():
        for part in np.array_split(plain, len(plain) // AT_ONCE + 1):
            embeddings, pictures = pair(sprites, table, part)
            wanted.append(pictures)
            made.append(unclip(embeddings).clamp(0, 1))
    there, seen = torch.cat(wanted), torch.cat(made)
    recall = memory(there - seen, PATCH, NUMBERS, len(known))
    address(recall, table.image[known, 0, 0].float(), slot, np.isin(known, plain))
    whole = seen + recall(table.image[plain, 0, 0].float())
    alone, both = decibels(seen, there), decibels(whole, there)
    log.info("unclip alone %.1f dB, with what is recalled %.1f dB", alone, both)
    state = {"step": len(plain), "ema": recall.state_dict()}
    checkpoints.save_state(root / "recall" / "state.pt", state)
    return recall


def remembered(bank: Bank) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows of the plain pictures, one an entity; rows of all their versions; which plain picture
    each of those is a version of. int64 [S], [K], [K]."""
    rows = [i for i in bank.trained() if bank.rows[i].colour != WILD]
    plain: dict[str, int] = {}
    for i in rows:
        if not bank.rows[i].colour and not bank.rows[i].toned:
            plain.setdefault(bank.rows[i].entity, i)
    place = {entity: at for at, entity in enumerate(plain)}
    known = [i for i in rows if bank.rows[i].entity in place]
    return (
        np.array(list(plain.values()), np.int64),
        np.array(known, np.int64),
        np.array([place[bank.rows[i].entity] for i in known], np.int64),
    )


def memory(missing: Tensor, patch: int, numbers: int, n_keys: int) -> Recall:
    """A memory of what is `missing` [S, 4, H, H] of pictures, `numbers` for each square of `patch`
    pixels, to which no key leads yet."""
    n_cells = missing.shape[-1] // patch
    patches = F.pixel_unshuffle(missing, patch).flatten(2).mT  # [S, n_cells², 4 * patch²]
    rows = patches.flatten(0, 1)
    _, directions = torch.linalg.eigh(rows.T @ rows / len(rows))
    basis = directions.flip(1)[:, :numbers]
    values = patches @ basis
    scale = (REACH / LEVELS * values.flatten(0, 1).std(0)).clamp(min=1e-8)
    shape = RecallShape(
        n_keys, EMBEDDED.embed_dim, KEY_WIDTH, len(missing), n_cells, patch, numbers
    )
    recall = Recall(shape).to(missing.device).eval()
    recall.values.copy_((values / scale).round().clamp(-LEVELS, LEVELS))
    recall.scale.copy_(scale)
    recall.basis.copy_(basis.T)
    return recall


def address(recall: Recall, embeddings: Tensor, slot: np.ndarray, plain: np.ndarray) -> None:
    """Let embeddings [K, D] lead to the slots int [K]; `plain` bool [K]: in their own colours."""
    units = F.normalize(embeddings, dim=-1)
    _, directions = torch.linalg.eigh(units.T @ units)
    recall.project.copy_(directions.flip(1)[:, : recall.shape.key_width])
    recall.keys.copy_(units @ recall.project)
    recall.slot.copy_(torch.from_numpy(slot))
    recall.plain.copy_(torch.from_numpy(plain))


def shape_of(state: Mapping[str, Tensor]) -> RecallShape:
    """The shape of a memory of those tensors."""
    keys, key_width = state["keys"].shape
    slots, patches, numbers = state["values"].shape
    return RecallShape(
        keys, len(state["project"]), key_width, slots, isqrt(patches),
        isqrt(state["basis"].shape[1] // 4), numbers,
    )  # fmt: skip
