"""The judge as others use it: frames in, named boxes out; one file of weights."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor
from torchvision.ops import batched_nms

from core.errors import ModelError
from core.evaluation.judge.descriptor import crops
from core.evaluation.judge.detector import Detector, proposals
from core.evaluation.judge.namer import Eye, Label, Namer
from core.evaluation.judge.outliner import Outliner, outlined
from core.evaluation.judge.refiner import Refiner, distinct, refined
from core.plan.geometry import Box, snapped
from core.render.types import Frames

WEIGHTS = Path(__file__).resolve().parents[3] / "assets" / "models" / "judge.safetensors"
COUNTED = 0.65  # share of a box within surer ones of its name from which it is no thing more
SPANNED = 0.8  # share of a box that several whole things fill from which it is no thing itself
WHOLE = 0.8  # share of a thing that lies within a box which spans it
SAME = 0.55  # overlap above which the weaker of two boxes is dropped
RANK = 5  # a thing may be called what the judge ranks among its first names
# Shares of a box by which its sides x0, y0, x1, y1 are moved to find out what it holds: not at
# all, each side out and in, a larger box, a smaller one, and shifts. A thing is known best when
# it fills its crop.
GLANCES = 0.2 * torch.tensor(
    [[0.0, 0.0, 0.0, 0.0]]
    + [[sign * (k == side) for k in range(4)] for side in range(4) for sign in (1.0, -1.0)]
    + [[-0.5, -0.5, 0.5, 0.5], [0.5, 0.5, -0.5, -0.5]]
    + [[1.0, 0.0, 1.0, 0.0], [-1.0, 0.0, -1.0, 0.0], [0.0, 1.0, 0.0, 1.0], [0.0, -1.0, 0.0, -1.0]]
)


@dataclass(frozen=True)
class Detection:
    """A thing found: where, how surely, as what. `entities`: likeliest main names, best first."""

    box: Box
    score: float
    entities: tuple[str, ...] = ()
    colour: str = ""
    embedding: tuple[float, ...] = field(default=(), repr=False)
    seen: bool = True  # sure enough to count


@dataclass(frozen=True)
class Judge:
    """Proposes with `detector`, looks closer with `refiner`, names with `namer`, and draws the box
    around what `outliner` makes out.

    A score is the overlap that the refiner expects times the namer's likeness; from `threshold`
    on a thing counts as seen.
    """

    detector: Detector
    refiner: Refiner
    outliner: Outliner
    namer: Namer
    threshold: float = 0.4

    @torch.no_grad()
    def look(self, frames: Frames) -> list[list[Detection]]:
        """Detections in each of frames uint8 [F, H, W, 3], best first, weak ones included."""
        pixels = torch.from_numpy(np.array(frames)).permute(0, 3, 1, 2).float() / 255
        boxes, index = proposals(self.detector, pixels)
        boxes, overlap, index = refined(self.refiner, pixels, index, boxes)
        kept = distinct(boxes, overlap, index)
        boxes, overlap, index = boxes[kept], overlap[kept], index[kept]
        out: list[list[Detection]] = [[] for _ in range(len(frames))]
        if not len(kept):
            return out
        similar = glanced(self.namer, pixels, index, boxes)
        scores = overlap * similar.amax(1).clamp(min=0)
        for finer in (False, True):  # two boxes may hold one thing, which shows when it is outlined
            if finer:
                boxes = outlined(self.outliner, pixels, index, boxes)
            kept = batched_nms(boxes, scores, index, SAME)
            boxes, index, scores, similar = (v[kept] for v in (boxes, index, scores, similar))
        named = self._named(pixels, index, boxes, scores, similar)
        for at in scores.argsort(descending=True).tolist():
            surer = out[int(index[at])]
            if covered(named[at], surer) < COUNTED and spanned(named[at], surer) < SPANNED:
                surer.append(named[at])
        return out

    @torch.no_grad()
    def embed(self, frames: Frames, boxes: list[Box]) -> Tensor:
        """Unit vectors [N, D] of box i of frame i."""
        pixels = torch.from_numpy(np.array(frames)).permute(0, 3, 1, 2).float() / 255
        return self.namer.embed(crops(pixels, torch.arange(len(boxes)), torch.tensor(boxes)))

    def _named(
        self, pixels: Tensor, index: Tensor, boxes: Tensor, scores: Tensor, similar: Tensor
    ) -> list[Detection]:
        best = similar.argmax(1).tolist()
        by_entity = self.namer.by_entity(similar)
        ranked = by_entity.topk(min(RANK, by_entity.shape[1]), dim=1).indices.tolist()
        names = self.namer.entities()
        vectors = self.namer.embed(crops(pixels, index, boxes)).tolist()
        return [
            Detection(
                snapped(box),
                score,
                tuple(names[i] for i in ranked[n]),
                self.namer.labels[best[n]].colour,
                tuple(vectors[n]),
                score >= self.threshold,
            )
            for n, (box, score) in enumerate(zip(boxes.tolist(), scores.tolist(), strict=True))
        ]

    def known_as(self, name: str) -> frozenset[str]:
        """Main names of the entities that people call `name`; empty when the judge knows none.

        An unknown compound is looked up by its last word ("mountain bike helmet" → "helmet").
        """
        wanted = " ".join(name.casefold().split())
        while wanted:
            found = {
                lab.names[0] for lab in self.namer.labels if wanted in map(str.casefold, lab.names)
            }
            if found:
                return frozenset(found)
            wanted = wanted.partition(" ")[2]
        return frozenset()


def covered(detection: Detection, surer: list[Detection]) -> float:
    """Share of a detection that lies within surer ones of the same name together: two books are
    no third one that spans both."""
    return _filled(detection, [d for d in surer if d.entities[:1] == detection.entities[:1]])


def spanned(detection: Detection, surer: list[Detection]) -> float:
    """Share of a detection that several seen and surer things within it fill, whatever they are;
    0 for fewer than two: three backpacks in a row are no curtain."""
    seen = [other for other in surer if other.seen]
    within = [o for o in seen if detection.box.shared(o.box) >= WHOLE * o.box.area]
    return _filled(detection, within) if len(within) > 1 else 0.0


def _filled(detection: Detection, others: list[Detection]) -> float:
    """Share of a detection that lies within others together."""
    x0, y0, x1, y1 = detection.box
    x, y = (np.linspace(a, b, 17)[1::2] for a, b in ((x0, x1), (y0, y1)))
    within = np.zeros((8, 8), bool)
    for other in others:
        box = other.box
        within |= ((y >= box.y0) & (y <= box.y1))[:, None] & (x >= box.x0) & (x <= box.x1)
    return float(within.mean())


def glanced(namer: Namer, pixels: Tensor, index: Tensor, boxes: Tensor) -> Tensor:
    """Best cosine [N, M] of each box's GLANCES to every sprite."""
    size = (boxes[:, 2:] - boxes[:, :2]).repeat(1, 2)
    best = namer.similarities(crops(pixels, index, boxes))
    for move in GLANCES[1:]:
        best = torch.maximum(best, namer.similarities(crops(pixels, index, boxes + size * move)))
    return best


def save(judge: Judge, path: Path = WEIGHTS) -> str:
    """Write the judge as float16 (sprite vectors as int8); the sha256 of the file."""
    namer = judge.namer
    networks = {
        "detector": judge.detector,
        "refiner": judge.refiner,
        "outliner": judge.outliner,
        "eye": namer.eye,
    }
    tensors = {
        f"{name}.{key}": value.half().contiguous()
        for name, network in networks.items()
        for key, value in network.state_dict().items()
    }
    tensors["sprites"] = (namer.sprites * 127).round().to(torch.int8)
    names = list(dict.fromkeys(label.names for label in namer.labels))
    order = {value: i for i, value in enumerate(names)}
    rows = [[order[label.names], label.colour] for label in namer.labels]
    path.parent.mkdir(parents=True, exist_ok=True)
    meta = {
        "names": json.dumps(names),
        "labels": json.dumps(rows),
        "threshold": str(judge.threshold),
    }
    save_file(tensors, path, meta)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def version(path: Path = WEIGHTS) -> str:
    """Twelve digits that stand for a judge's file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def load(path: Path = WEIGHTS) -> Judge:
    """The judge of a file that `save` wrote.

    Raises:
        ModelError: there is no such file, or it is damaged.
    """
    if not path.exists():
        raise ModelError(
            f"the judge's weights {path} are missing: run `python -m core.evaluation judge`"
        )
    try:
        with safe_open(path, "pt") as file:
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
            meta = file.metadata()
        detector, refiner, outliner, eye = Detector(), Refiner(), Outliner(), Eye()
        networks = {"detector": detector, "refiner": refiner, "outliner": outliner, "eye": eye}
        for name, network in networks.items():
            prefix = f"{name}."
            network.load_state_dict(
                {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}
            )
            network.eval().requires_grad_(False).to(memory_format=torch.channels_last)
        names = [tuple(n) for n in json.loads(meta["names"])]
        labels = tuple(Label(names[i], colour) for i, colour in json.loads(meta["labels"]))
        namer = Namer(eye, F.normalize(tensors["sprites"].float(), dim=-1), labels)
        threshold = float(meta["threshold"])
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise ModelError(f"the judge's weights {path} cannot be read: {error}") from None
    return Judge(detector, refiner, outliner, namer, threshold)
