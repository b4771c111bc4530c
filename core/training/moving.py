"""Things that move: animated pictures of the sprites, as embeddings over a cycle.

Built once below the training root from the animated emoji of the same names; `motion` trains on it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from core.grounding.clip import Clip
from core.grounding.motion import PHASES
from core.training.checkpoints import autocast, save_state
from core.training.clip import on_backdrop
from core.training.fetch import ANIMATED, FLUENT, NAMES, fetch
from core.training.names import catalogue
from core.training.sprites import TONES, Bank

log = logging.getLogger(__name__)

BICUBIC = Image.Resampling.BICUBIC
REACH = 0.75  # share of a cycle in which a thing lies within its box, side by side
CHANGED = 1  # further looks of each cycle, in colours that no name describes


@dataclass(frozen=True)
class Cycles:
    """N things at rest and over a cycle, by looks: plain first, then in CHANGED colours.

    sprite: int64 [N], rows of the bank; rest: float16 [N, 1 + CHANGED, D]; steps: float16
    [N, 1 + CHANGED, PHASES, D], what each phase adds to the embedding at rest.
    """

    sprite: Tensor
    rest: Tensor
    steps: Tensor


def build(root: Path, clip: Clip, bank: Bank, device: str = "cpu") -> Cycles:
    """The cycles below `root`, on `device`, made if they are not there (some minutes)."""
    path = root / "cycles.pt"
    if not path.exists():
        save_state(path, _made(root, clip.eval().to(device), bank, device))
    return Cycles(**torch.load(path, weights_only=True, map_location=device))


def animated(root: Path, bank: Bank) -> Iterator[tuple[int, Path]]:
    """Rows of the bank that have an animated picture, and its file."""
    for package in ANIMATED:
        folder = fetch(package, root) / "package/assets"
    still = fetch(FLUENT, root) / "package/assets"
    stems = frozenset(path.stem for path in still.glob("*.webp"))
    row_of = {name: i for i, row in reversed(list(enumerate(bank.rows))) for name in row.names}
    for found in catalogue(fetch(NAMES, root), stems):
        names = [found.names[0], *(f"{found.names[0]} with {tone} skin" for tone in TONES)]
        for name, stem in zip(names, (found.stem, *found.tones), strict=False):
            path = folder / f"{stem}.webp"
            if name in row_of and path.exists():
                yield row_of[name], path


def frames(root: Path, bank: Bank, size: int) -> npt.NDArray[np.uint8]:
    """What the things of `build` look like over their cycles, in its order: RGBA, straight alpha,
    [N, PHASES, size, size, 4]; below `root`, made if they are not there (some minutes)."""
    path = root / f"cycles-{size}.npy"
    if not path.exists():
        found, part = list(animated(root, bank)), path.with_suffix(".part")
        shape = (len(found), PHASES, size, size, 4)
        pixels = np.lib.format.open_memmap(part, mode="w+", dtype=np.uint8, shape=shape)
        for row, (_, file) in enumerate(found):
            pixels[row] = cycle(file, size)
        pixels.flush()
        part.replace(path)
    kept: npt.NDArray[np.uint8] = np.load(path, mmap_mode="r")
    return kept


def cycle(path: Path, size: int) -> npt.NDArray[np.uint8]:
    """PHASES frames [PHASES, size, size, 4] of an animated picture, evenly over it, RGBA.

    Each is cut at one box, within which the thing lies in REACH of the frames.
    """
    picture = Image.open(path)
    n = getattr(picture, "n_frames", 1)
    frames = []
    for k in range(PHASES):
        picture.seek(k * n // PHASES)
        frames.append(picture.convert("RGBA"))
    seen = [f.getchannel("A").point(lambda a: 255 if a > 24 else 0).getbbox() for f in frames]
    boxes = np.array([box for box in seen if box is not None], float)
    x0, y0 = np.quantile(boxes[:, :2], 1 - REACH, 0).tolist()
    x1, y1 = np.quantile(boxes[:, 2:], REACH, 0).tolist()
    cut = [
        f.convert("RGBa").resize((size, size), BICUBIC, (x0, y0, x1, y1)).convert("RGBA")
        for f in frames
    ]
    return np.stack([np.asarray(f) for f in cut])


@torch.no_grad()
def _made(root: Path, clip: Clip, bank: Bank, device: str) -> dict[str, Tensor]:
    rng, size = np.random.default_rng(61), clip.shape.image_size
    found = list(animated(root, bank))
    rest, steps = [], []
    for done, (sprite, path) in enumerate(found):
        still = torch.from_numpy(np.array(bank.pixels[sprite]))[None]
        still = F.interpolate(still.permute(0, 3, 1, 2).float(), size=size, mode="area")
        frames = torch.from_numpy(cycle(path, size)).permute(0, 3, 1, 2).float()
        pictures = (torch.cat([still, frames]) / 255).to(device)
        looks = [pictures, *(_recoloured(pictures, rng) for _ in range(CHANGED))]
        laid = [torch.cat([p[:, :3] * p[:, 3:], p[:, 3:]], 1) for p in looks]
        with autocast(device):
            embedded = clip.image(on_backdrop(torch.cat(laid))).float()
        embedded = embedded.unflatten(0, (1 + CHANGED, -1))
        rest.append(embedded[:, 0].half().cpu())
        steps.append((embedded[:, 1:] - embedded[:, :1]).half().cpu())
        if done % 200 == 0:
            log.info("embedded %d of %d cycles", done, len(found))
    sprites = torch.tensor([sprite for sprite, _ in found])
    return {"sprite": sprites, "rest": torch.stack(rest), "steps": torch.stack(steps)}


def _recoloured(pictures: Tensor, rng: np.random.Generator) -> Tensor:
    """All frames [n, 4, H, W] with the same channels in another order, lighter or darker."""
    order = torch.from_numpy(rng.permutation(3)).to(pictures.device)
    power = float(rng.uniform(0.6, 1.6))
    return torch.cat([pictures[:, order] ** power, pictures[:, 3:]], 1)
