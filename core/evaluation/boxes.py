"""How well detected boxes follow planned ones, frame by frame: mean IoU and AP50.

A planned box that nothing answers counts as overlap 0. Names play no part here: skills look
at names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from core.evaluation.judge.judge import Detection
from core.evaluation.shots import Planned, Shot
from core.plan.geometry import Box


@dataclass(frozen=True)
class Answer:
    """A planned box on one frame and the overlap of the thing that answers it (0: none)."""

    box: Box
    iou: float
    n_entities: int
    overlap: float  # largest IoU with another planned box of the frame

    @property
    def side(self) -> float:
        """Side of the square of the same area."""
        return self.box.area**0.5


GROUPS: dict[str, Callable[[Answer], bool]] = {
    "all": lambda a: True,
    "side >= 0.2": lambda a: a.side >= 0.2,
    "side < 0.2": lambda a: a.side < 0.2,
    "side 0.2-0.4": lambda a: 0.2 <= a.side < 0.4,
    "side >= 0.4": lambda a: a.side >= 0.4,
    "1 entity": lambda a: a.n_entities == 1,
    "2 entities": lambda a: a.n_entities == 2,
    "3 or more": lambda a: a.n_entities >= 3,
    "apart": lambda a: a.overlap < 0.02,
    "overlapping": lambda a: a.overlap >= 0.02,
}


def matched(planned: Sequence[Box], seen: Sequence[Box]) -> list[float]:
    """The overlap of each planned box with the box that answers it: best pairs first, once each."""
    pairs = sorted(
        ((p.iou(s), i, j) for i, p in enumerate(planned) for j, s in enumerate(seen)), reverse=True
    )
    out, taken_p, taken_s = [0.0] * len(planned), set[int](), set[int]()
    for value, i, j in pairs:
        if value > 0 and i not in taken_p and j not in taken_s:
            out[i] = value
            taken_p.add(i)
            taken_s.add(j)
    return out


def answers(planned: Sequence[Box], detections: Sequence[Detection]) -> list[Answer]:
    """One answer for each planned box of a frame."""
    overlaps = matched(planned, [d.box for d in detections if d.seen])
    return [
        Answer(
            box,
            value,
            len(planned),
            max((box.iou(o) for j, o in enumerate(planned) if j != i), default=0.0),
        )
        for i, (box, value) in enumerate(zip(planned, overlaps, strict=True))
    ]


def average_precision(
    frames: Iterable[tuple[Sequence[Box], Sequence[Detection]]], least: float = 0.5
) -> float | None:
    """Area under precision over recall, detections ranked by score; None without planned boxes.

    A detection is right when it overlaps a planned box, not yet taken, by at least `least`.
    """
    ranked: list[tuple[float, bool]] = []
    n_planned = 0
    for planned, detections in frames:
        n_planned += len(planned)
        free = set(range(len(planned)))
        for detection in sorted(detections, key=lambda d: -d.score):
            best = max(free, key=lambda i: planned[i].iou(detection.box), default=None)
            right = best is not None and planned[best].iou(detection.box) >= least
            if right and best is not None:
                free.discard(best)
            ranked.append((detection.score, right))
    if not n_planned:
        return None
    ranked.sort(key=lambda pair: -pair[0])
    points, hits = [], 0
    for i, (_, right) in enumerate(ranked, start=1):
        hits += right
        points.append((hits / n_planned, hits / i))
    area, recall, best_precision = 0.0, points[-1][0] if points else 0.0, 0.0
    for r, precision in reversed(points):
        area += (recall - r) * best_precision
        recall, best_precision = r, max(best_precision, precision)
    return area + recall * best_precision


def fidelity(shots: Sequence[Shot]) -> dict[str, dict[str, float]]:
    """Mean IoU and count by group of GROUPS, and AP50 of all frames."""
    found = [
        answer
        for shot in shots
        for planned, seen in zip(shot.planned, shot.detections, strict=True)
        for answer in answers([p.box for p in planned], seen)
    ]
    out: dict[str, dict[str, float]] = {}
    for name, belongs in GROUPS.items():
        values = [a.iou for a in found if belongs(a)]
        if values:
            out[name] = {"miou": sum(values) / len(values), "boxes": len(values)}
    ap = average_precision(
        ([p.box for p in planned], seen)
        for shot in shots
        for planned, seen in zip(shot.planned, shot.detections, strict=True)
    )
    if ap is not None:
        out["all"]["ap50"] = ap
    return out


def shuffled(shots: Sequence[Shot]) -> dict[str, dict[str, float]]:
    """The floor: the same, with every shot judged by the boxes of the next one."""
    turned = [*shots[1:], *shots[:1]]
    pairs = [
        Shot(shot.scene, shot.clip, _as_long(other.planned, len(shot.detections)), shot.detections)
        for shot, other in zip(shots, turned, strict=True)
    ]
    return fidelity(pairs)


def _as_long(values: Sequence[tuple[Planned, ...]], n: int) -> tuple[tuple[Planned, ...], ...]:
    return tuple(values[i * len(values) // n] for i in range(n))
