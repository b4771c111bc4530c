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

from core.errors import ModelError
from core.evaluation.judge.descriptor import crops
from core.evaluation.judge.detector import INPUT, Detector, keep_best
from core.evaluation.judge.fitting import fitted
from core.evaluation.judge.namer import Eye, Label, Namer
from core.plan.geometry import Box, snapped
from core.render.types import Frames

WEIGHTS = Path(__file__).resolve().parents[3] / "assets" / "models" / "judge.safetensors"
LEAST = 0.15  # what the detector is less sure of is not looked at
RANK = 5  # a thing may be called what the judge ranks among its first names


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
    """Finds with `detector`, fits boxes and names with `namer`.

    A score is the detector's times the namer's; from `threshold` on a thing counts as seen.
    """

    detector: Detector
    namer: Namer
    threshold: float = 0.4

    @torch.no_grad()
    def look(self, frames: Frames) -> list[list[Detection]]:
        """Detections in each of frames uint8 [F, H, W, 3], best first, weak ones included."""
        pixels = torch.from_numpy(np.ascontiguousarray(frames)).permute(0, 3, 1, 2).float() / 255
        small = F.interpolate(pixels, size=(INPUT, INPUT), mode="area")
        quality, places = self.detector(small)
        proposed = [
            (at, boxes[i], float(scores[i]))
            for at, (scores, boxes) in enumerate(
                zip(quality.sigmoid(), places.clamp(0, 1), strict=True)
            )
            for i in keep_best(boxes, scores, LEAST)
        ]
        out: list[list[Detection]] = [[] for _ in range(len(frames))]
        if not proposed:
            return out
        index = torch.tensor([at for at, _, _ in proposed])
        boxes, similar = fitted(self.namer, pixels, index, torch.stack([b for _, b, _ in proposed]))
        scores = torch.tensor([score for _, _, score in proposed]) * similar.amax(1).clamp(min=0)
        named = self._named(pixels, index, boxes, scores, similar)
        for at in range(len(frames)):
            mine = (index == at).nonzero()[:, 0]
            kept = mine[keep_best(boxes[mine], scores[mine], 0.0)].tolist()
            out[at] = [named[i] for i in kept]
        return out

    @torch.no_grad()
    def embed(self, frames: Frames, boxes: list[Box]) -> Tensor:
        """Unit vectors [N, D] of box i of frame i."""
        pixels = torch.from_numpy(np.ascontiguousarray(frames)).permute(0, 3, 1, 2).float() / 255
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


def save(judge: Judge, path: Path = WEIGHTS) -> str:
    """Write the judge as float16 (sprite vectors as int8); the sha256 of the file."""
    tensors = {
        f"detector.{k}": v.half().contiguous() for k, v in judge.detector.state_dict().items()
    }
    namer = judge.namer
    tensors |= {f"eye.{k}": v.half().contiguous() for k, v in namer.eye.state_dict().items()}
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
        detector, eye = Detector().eval(), Eye().eval()
        for module, prefix in ((detector, "detector."), (eye, "eye.")):
            module.load_state_dict(
                {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}
            )
            module.requires_grad_(False)
        names = [tuple(n) for n in json.loads(meta["names"])]
        labels = tuple(Label(names[i], colour) for i, colour in json.loads(meta["labels"]))
        namer = Namer(eye, F.normalize(tensors["sprites"].float(), dim=-1), labels)
        threshold = float(meta["threshold"])
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise ModelError(f"the judge's weights {path} cannot be read: {error}") from None
    return Judge(detector.to(memory_format=torch.channels_last), namer, threshold)
