"""Does somebody look the same from scene to scene? Paper, section 5.2 (entity consistency).

In the middle frame of each scene the thing that answers an entity's box is cropped and embedded
by the judge; pairs of scenes give cosines. Scenes in which nothing answers are counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from core.evaluation.judge.judge import Detection
from core.evaluation.shots import Shot
from core.plan.geometry import Box
from core.plan.schema import group_key

Vector = npt.NDArray[np.float64]
ANSWERS = 0.3  # least overlap of a planned box with the thing that stands for the entity


@dataclass(frozen=True)
class Appearance:
    """An entity as seen in one scene; None where nothing answered its box."""

    entity: str
    scene: int
    seen: Detection | None


def appearances(shots: Sequence[Shot]) -> list[Appearance]:
    """Every (entity, scene) of a film; of several instances the first."""
    out = []
    for number, shot in enumerate(shots):
        middle = _fullest(shot)
        names: set[str] = set()
        for planned in shot.planned[middle]:
            name = group_key(planned.name)
            if name not in names:
                names.add(name)
                out.append(
                    Appearance(name, number, _answering(planned.box, shot.detections[middle]))
                )
    return out


def _fullest(shot: Shot) -> int:
    """The frame nearest to the middle that shows most of the plan's things."""
    middle = len(shot.planned) // 2
    most = max(len(frame) for frame in shot.planned)
    full = [i for i, frame in enumerate(shot.planned) if len(frame) == most]
    return min(full, key=lambda i: abs(i - middle))


def _answering(box: Box, detections: Iterable[Detection]) -> Detection | None:
    best = max(detections, key=lambda d: d.box.iou(box), default=None)
    return best if best is not None and best.box.iou(box) >= ANSWERS else None


def alike(a: Detection, b: Detection) -> float:
    """Cosine in [-1, 1] between two things as the judge sees them."""
    return float(np.dot(np.asarray(a.embedding), np.asarray(b.embedding)))


def consistency(films: Sequence[Sequence[Shot]]) -> dict[str, float]:
    """Mean cosine of adjacent and of all pairs of scenes, of strangers, and the misses.

    `strangers` pairs different entities: the floor below which no sameness is seen.
    """
    adjacent, every, strangers, misses, n = [], [], [], 0, 0
    for film in films:
        looks = appearances(film)
        n += len(looks)
        misses += sum(look.seen is None for look in looks)
        for a, b in combinations(looks, 2):
            if a.seen is None or b.seen is None:
                continue
            if a.entity != b.entity:
                strangers.append(alike(a.seen, b.seen))
            elif a.scene != b.scene:
                every.append(alike(a.seen, b.seen))
                if abs(a.scene - b.scene) == 1:
                    adjacent.append(every[-1])
    out = {"appearances": float(n), "missed": float(misses), "pairs": float(len(every))}
    named = (("adjacent", adjacent), ("all_pairs", every), ("strangers", strangers))
    return out | {name: float(np.mean(values)) for name, values in named if values}
