"""Whether a name alone finds its picture: by the text tower, and by what the prior imagines.

Names are common ones; the pictures are all plain sprites that training may see.
"""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from core.grounding.clip import as_input
from core.render.embedded import EmbeddedEngine
from core.training.sprites import Bank

COMMON = 100  # names asked


@torch.inference_mode()
def naming(engine: EmbeddedEngine, bank: Bank, n: int = COMMON) -> dict[str, float]:
    """Shares of `n` names whose nearest picture is one that bears them: first, and in five."""
    pictures = [i for i, row in enumerate(bank.rows) if not row.colour and not row.held_out]
    names = common(bank, n)
    parts = engine.parts
    tokens = parts.tokenizer(names)
    text, summary = parts.clip.text(tokens)[0], parts.clip.summary(tokens)
    looks = torch.cat(
        [
            parts.clip.image(torch.stack([as_input(Image.fromarray(bank.pixels[i])) for i in some]))
            for some in np.array_split(pictures, len(pictures) // 64 + 1)
        ]
    )
    bears = torch.tensor([[name in bank.rows[i].names for i in pictures] for name in names])
    imagined = torch.cat(
        [
            parts.prior.sample(names[i : i + 16], text[i : i + 16], summary[i : i + 16])
            for i in range(0, len(names), 16)
        ]
    )
    out = {"names": float(len(names)), "pictures": float(len(pictures))}
    for what, vectors in (("text", text), ("prior", imagined)):
        similar = F.normalize(vectors, dim=-1) @ F.normalize(looks, dim=-1).T
        out[f"{what}_first"] = _share(similar, bears, 1)
        out[f"{what}_among_five"] = _share(similar, bears, 5)
    return out


def _share(similar: Tensor, bears: Tensor, k: int) -> float:
    best = similar.topk(k, dim=1).indices
    return float(bears.gather(1, best).any(1).float().mean())


def common(bank: Bank, n: int) -> list[str]:
    """Main names that are one plain word, shortest first: what prompts are full of."""
    found = {
        row.names[0]
        for row in bank.rows
        if not row.colour and not row.held_out and row.names[0].isalpha()
    }
    return sorted(found, key=lambda name: (len(name), name))[:n]
