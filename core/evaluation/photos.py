"""Real photographs as references: are their colours and shapes in what is rendered?

skimage's cat, astronaut, coffee and rocket. Colour: overlap of opponent-colour histograms.
Shape: cosine of edge descriptors. Each beside the mean of the three wrong photos.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from core.evaluation.identity import Candidate
from core.evaluation.judge.descriptor import CROP, describe
from core.grounding.cutout import cut_out
from core.render.types import Frames

EDGES = 9 * 64
PHOTOS = ("cat", "astronaut", "coffee", "rocket")


def photographs() -> tuple[Candidate, ...]:
    """The four photos, their thing cut out as the studio does it."""
    from skimage import data

    pictures = {
        "cat": data.chelsea(), "astronaut": data.astronaut(),
        "coffee": data.coffee(), "rocket": data.rocket(),
    }  # fmt: skip
    return tuple(Candidate(name, cut_out(Image.fromarray(pictures[name]))) for name in PHOTOS)


def on_grey(picture: Image.Image) -> Frames:
    """A cut-out on plain grey as uint8 [48, 48, 3]."""
    tight = picture.crop(picture.getchannel("A").getbbox())
    ground = Image.new("RGBA", tight.size, (190, 190, 190, 255))
    ground.alpha_composite(tight)
    return np.asarray(ground.convert("RGB").resize((CROP, CROP), Image.Resampling.BOX))


def histogram(crop: Frames) -> Tensor:
    """Shares [8 * 8 * 4] of opponent colours and light in the middle of a crop."""
    middle = crop[CROP // 8 : -CROP // 8, CROP // 8 : -CROP // 8].reshape(-1, 3).astype(np.float64)
    red, green, blue = middle.T / 255
    sample = np.stack([red - green, (red + green) / 2 - blue, (red + green + blue) / 3], 1)
    counts, _ = np.histogramdd(sample, bins=(8, 8, 4), range=((-0.7, 0.7), (-0.7, 0.7), (0, 1)))
    return torch.from_numpy(counts.ravel() / counts.sum())


def likeness(crops: Sequence[Frames], photos: Sequence[Frames]) -> dict[str, float]:
    """Mean likeness of crop i to photo i, to the others, and how often its own is the nearest."""
    colours = torch.tensor(
        [[float(torch.minimum(histogram(c), histogram(p)).sum()) for p in photos] for c in crops]
    )
    edges = [
        torch.nn.functional.normalize(
            describe(torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 255)[
                :, :EDGES
            ],
            dim=-1,
        )
        for pictures in (crops, photos)
    ]
    shapes = edges[0] @ edges[1].T
    out = {}
    for name, values in (("colour", colours), ("shape", shapes)):
        own, n = values.diagonal(), len(values)
        others = (values.sum(1) - own) / max(1, n - 1)
        out[f"{name}_own"], out[f"{name}_others"] = float(own.mean()), float(others.mean())
        out[f"{name}_top1"] = float((values.argmax(1) == torch.arange(n)).float().mean())
    return out
