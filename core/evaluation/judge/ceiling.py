"""What the judge itself is worth: its scores on real composites, where boxes and names are true."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.evaluation.boxes import answers, average_precision, matched
from core.evaluation.judge.judge import Detection, Judge
from core.plan.geometry import Box
from core.training.scenes import Composer, SceneSample

MATCH = 0.5


def examined(judge: Judge, scenes: list[SceneSample]) -> dict[str, float]:
    """AP50, mean IoU, share of right counts, names among 1 and RANK, colours; and the floor.

    Names and colours are asked of things that were found with an overlap of MATCH.
    """
    found = judge.look(np.stack([scene.image for scene in scenes]))
    wanted = [[_box(p.box) for p in scene.placed] for scene in scenes]
    turned = [*wanted[1:], *wanted[:1]]
    overlaps = [a.iou for w, f in zip(wanted, found, strict=True) for a in answers(w, f)]
    floor = [a.iou for w, f in zip(turned, found, strict=True) for a in answers(w, f)]
    counts = [len(w) == sum(d.seen for d in f) for w, f in zip(wanted, found, strict=True)]
    return {
        "scenes": float(len(scenes)),
        "ap50": average_precision(zip(wanted, found, strict=True)) or 0.0,
        "miou": float(np.mean(overlaps)),
        "recall": float(np.mean([v > MATCH for v in overlaps])),
        "exact_count": float(np.mean(counts)),
        "floor_ap50": average_precision(zip(turned, found, strict=True)) or 0.0,
        "floor_miou": float(np.mean(floor)),
    }


def named(judge: Judge, composer: Composer, scenes: list[SceneSample]) -> dict[str, float]:
    """Shares of found things whose name is first, or among the first, and whose colour is right."""
    rows = composer.bank.rows
    first, among, colours = [], [], []
    looked = judge.look(np.stack([scene.image for scene in scenes]))
    for scene, detections in zip(scenes, looked, strict=True):
        for placed in scene.placed:
            near = max(detections, key=lambda d: d.box.iou(_box(placed.box)), default=None)
            if near is None or near.box.iou(_box(placed.box)) < MATCH:
                continue
            row = rows[placed.sprite]
            first.append(near.entities[:1] == (row.entity,))
            among.append(row.entity in near.entities)
            if row.colour:
                colours.append(near.colour == row.colour)
    return {
        "name_first": float(np.mean(first)) if first else 0.0,
        "name_among_five": float(np.mean(among)) if among else 0.0,
        "colour": float(np.mean(colours)) if colours else 0.0,
    }


def best_threshold(found: list[list[Detection]], wanted: list[list[Box]]) -> float:
    """The score at which detections and things agree best, by F1 at an overlap of MATCH.

    Of several as good, the middle one.
    """
    steps = np.arange(0.05, 0.75, 0.01)
    scores = []
    for threshold in steps:
        seen = [[d.box for d in detections if d.score >= threshold] for detections in found]
        pairs = zip(wanted, seen, strict=True)
        right = sum(v >= MATCH for boxes, here in pairs for v in matched(boxes, here))
        scores.append(2 * right / max(1, sum(map(len, wanted)) + sum(map(len, seen))))
    best = np.flatnonzero(np.array(scores) >= max(scores) - 1e-9)
    return round(float(steps[best[len(best) // 2]]), 2)


def calibrated(judge: Judge, scenes: list[SceneSample]) -> Judge:
    """The judge with the threshold that suits those scenes best."""
    found = judge.look(np.stack([scene.image for scene in scenes]))
    wanted = [[_box(p.box) for p in scene.placed] for scene in scenes]
    return replace(judge, threshold=best_threshold(found, wanted))


def _box(values: tuple[float, float, float, float]) -> Box:
    return Box(*values)
