"""Does a picture given for somebody become that somebody? Retrieval of held-out pictures.

Each held-out picture is the reference of an entity; what is rendered in its box is cropped, and
looked up among the pictures of 100 candidates in the judge's own space.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from core.evaluation.judge.descriptor import CROP
from core.evaluation.judge.judge import Judge
from core.evaluation.pictures import cut
from core.evaluation.shots import Studio, planned_boxes
from core.plan.geometry import Box
from core.plan.schema import Entity, Key, Reference, Scene, Track, VideoPlan
from core.render.types import Frames
from core.training.art import rasterised
from core.training.fetch import FLAT, NAMES, fetch
from core.training.names import catalogue
from core.training.sprites import Bank

CANDIDATES = 100
QUARTERS = ((0.06, 0.08), (0.54, 0.08), (0.06, 0.54), (0.54, 0.54))
SIDE = 0.4


@dataclass(frozen=True)
class Candidate:
    """A picture nobody trained on: RGBA, cut tight, in its own proportions."""

    name: str
    picture: Image.Image

    @property
    def png(self) -> bytes:
        """The file that a plan refers to."""
        buffer = io.BytesIO()
        self.picture.save(buffer, "PNG")
        return buffer.getvalue()


def candidates(bank: Bank, n: int = CANDIDATES, seed: int = 3) -> tuple[Candidate, ...]:
    """`n` held-out sprites: every entity once, then other colours and skins, by seed."""
    rows = [i for i, row in enumerate(bank.rows) if row.held_out]
    rng = np.random.default_rng(seed)
    order = [int(i) for i in rng.permutation(rows)]
    first = {bank.rows[i].entity: i for i in reversed(order)}
    chosen = list(first.values())
    chosen += [i for i in order if i not in set(chosen)]
    return tuple(Candidate(bank.rows[i].names[0], upright(bank, i)) for i in chosen[:n])


def of_another_style(root: Path, n: int = CANDIDATES, seed: int = 3) -> tuple[Candidate, ...]:
    """`n` things drawn flat, a style that no part of the engine was trained on.

    Raises:
        InputError: the drawings are not below `root` and cannot be fetched.
    """
    folder = fetch(FLAT, root) / "package" / "assets"
    stems = frozenset(path.stem for path in folder.glob("*.svg"))
    known = catalogue(fetch(NAMES, root), stems)
    order = np.random.default_rng(seed).permutation(len(known))[:n]
    out = []
    for named in (known[int(i)] for i in order):
        svg = (folder / f"{named.stem}.svg").read_text("utf-8")
        picture = Image.fromarray(rasterised(svg, 184), "RGBA")
        out.append(Candidate(named.names[0], picture))
    return tuple(out)


def upright(bank: Bank, sprite: int) -> Image.Image:
    """The sprite in its own proportions, with room around it, as people's pictures have."""
    aspect = bank.rows[sprite].aspect
    size = (
        (160, max(16, round(160 / aspect))) if aspect >= 1 else (max(16, round(160 * aspect)), 160)
    )
    picture = Image.fromarray(bank.pixels[sprite], "RGBA").convert("RGBa")
    picture = picture.resize(size).convert("RGBA")
    out = Image.new("RGBA", (size[0] + 24, size[1] + 24), (0, 0, 0, 0))
    out.paste(picture, (12, 12))
    return out


def box_for(picture: Image.Image, at: tuple[float, float], side: float = SIDE) -> Box:
    """A box of the picture's proportions within a square of `side` at `at`, on its floor."""
    area = picture.getchannel("A").getbbox() or (0, 0, *picture.size)
    w, h = area[2] - area[0], area[3] - area[1]
    scale = side / max(w, h)
    x0 = at[0] + (side - w * scale) / 2
    return Box(x0, at[1] + side - h * scale, x0 + w * scale, at[1] + side)


def gallery(people: Sequence[Candidate], frames: int = 1) -> tuple[VideoPlan, dict[str, bytes]]:
    """A plan whose scenes show four candidates each, and the pictures it refers to."""
    pictures: dict[str, bytes] = {}
    entities, scenes = [], []
    for start in range(0, len(people), len(QUARTERS)):
        tracks = []
        for j, candidate in enumerate(people[start : start + len(QUARTERS)]):
            digest = hashlib.sha256(candidate.png).hexdigest()
            pictures[digest] = candidate.png
            name = f"somebody {start + j}"
            entities.append(Entity(name=name, references=(Reference(digest=digest),)))
            box = box_for(candidate.picture, QUARTERS[j])
            tracks.append(Track(id=f"t{start + j}", entity=name, keys=(Key(frame=0, box=box),)))
        scenes.append(
            Scene(
                id=f"g{start}",
                description="a plain wall",
                background="plain studio wall",
                frame_count=frames,
                tracks=tuple(tracks),
            )
        )
    return VideoPlan(entities=tuple(entities), scenes=tuple(scenes)), pictures


def look_of(candidate: Candidate, judge: Judge) -> Tensor:
    """The judge's vector [D] of a candidate's own picture on plain grey."""
    area = candidate.picture.getchannel("A").getbbox()
    tight = candidate.picture.crop(area)
    ground = Image.new("RGBA", tight.size, (190, 190, 190, 255))
    ground.alpha_composite(tight)
    square = np.asarray(ground.convert("RGB").resize((CROP, CROP), Image.Resampling.BOX))
    pixels = torch.from_numpy(square.copy()).permute(2, 0, 1)[None].float() / 255
    return judge.namer.embed(pixels)[0]


@dataclass(frozen=True)
class Rendered:
    """The cast as it was rendered: crops uint8 [48, 48, 3] and vectors [N, D]."""

    crops: tuple[Frames, ...]
    vectors: Tensor


def rendered(people: Sequence[Candidate], studio: Studio, judge: Judge) -> Rendered:
    """Render everybody in a quarter of a frame and cut out the planned box.

    Not the detected one: the judge fits that to what it was trained on, which nobody here was.
    """
    plan, pictures = gallery(people)
    crops, vectors = [], []
    for scene in plan.scenes:
        shown, clip, _ = studio.shown(plan, scene.id, pictures)
        for planned in planned_boxes(shown)[0]:
            vectors.append(judge.embed(clip.frames[:1], [planned.box])[0])
            crops.append(cut(clip.frames[0], planned.box, CROP))
    return Rendered(tuple(crops), torch.stack(vectors))


def retrieval(queries: Tensor, looks: Tensor) -> dict[str, float]:
    """Share of queries [N, D] whose own look (row i of looks [M, D]) ranks first, and in five."""
    similar = queries @ looks.T
    own = similar.diagonal()
    rank = (similar > own[:, None]).sum(1)
    n = len(queries)
    return {
        "n": float(n),
        "candidates": float(len(looks)),
        "top1": float((rank < 1).float().mean()),
        "top5": float((rank < 5).float().mean()),
        "mean_rank": float(rank.float().mean()) + 1,
    }
