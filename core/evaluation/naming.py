"""Whether a name alone finds its picture: by the text tower, and by what the prior imagines.

Names are common ones, and words that nobody trained on but people say; the pictures are all plain
sprites that training may see.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from core.grounding.clip import as_input
from core.render.embedded import EmbeddedEngine
from core.render.embedded_loading import Parts
from core.training.sprites import Bank
from core.training.vocabulary import likenesses

COMMON = 100  # names asked
OTHERS = 200  # words of likenesses.txt asked


@torch.inference_mode()
def naming(engine: EmbeddedEngine, bank: Bank, n: int = COMMON) -> dict[str, float]:
    """Shares of `n` names whose nearest picture is one that bears them: first, and in five; and of
    OTHERS words that are likened to a picture, told in known words and as they are."""
    pictures = [i for i, row in enumerate(bank.rows) if not row.colour and not row.held_out]
    borne = [frozenset(map(str.casefold, bank.rows[i].names)) for i in pictures]
    parts, names, means = engine.parts, common(bank, n), likened(borne)
    looks = torch.cat(
        [
            parts.clip.image(torch.stack([as_input(Image.fromarray(bank.pixels[i])) for i in some]))
            for some in np.array_split(pictures, len(pictures) // 64 + 1)
        ]
    )
    told = [parts.vocabulary.things.known(word) for word in means]
    out = {"names": float(len(names)), "pictures": float(len(pictures))}
    out["words never learnt"] = float(len(means))
    for what, vectors, wanted in (
        ("text", parts.texts(names)[0], names),
        ("prior", imagined(parts, names), names),
        ("prior, words never learnt,", imagined(parts, told), list(means.values())),
        ("prior, the same as they are,", imagined(parts, list(means)), list(means.values())),
    ):
        bears = torch.tensor([[name.casefold() in these for these in borne] for name in wanted])
        similar = F.normalize(vectors, dim=-1) @ F.normalize(looks, dim=-1).T
        out[f"{what} first"] = _share(similar, bears, 1)
        out[f"{what} among five"] = _share(similar, bears, 5)
    return out


def imagined(parts: Parts, names: Sequence[str]) -> Tensor:
    """What the prior makes of names."""
    rows = []
    for start in range(0, len(names), 16):
        some = list(names[start : start + 16])
        rows.append(parts.prior.sample(some, *parts.texts(some)))
    return torch.cat(rows)


def likened(borne: Sequence[frozenset[str]], n: int = OTHERS) -> dict[str, str]:
    """`n` words of likenesses.txt and the names that they are likened to, of those that pictures
    with names `borne` bear; evenly over the list."""
    known = frozenset[str]().union(*borne)
    words = [(word, name) for word, name in likenesses()[0].items() if name in known]
    return dict(words[:: max(1, len(words) // n)][:n])


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
