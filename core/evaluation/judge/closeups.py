"""Trains the refiner on close-ups of what the trained detector proposes in composed scenes.

Beside the proposals stand true boxes that were shifted and stretched. The score learns the overlap
that the tightened box reaches, and 0 where nothing is near; sides are learned by GIoU and distance.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.evaluation.judge.descriptor import crops
from core.evaluation.judge.detector import INPUT, Detector, iou, keep_best
from core.evaluation.judge.learning import giou, softened
from core.evaluation.judge.refiner import AROUND, Refiner, framed, inside
from core.training import checkpoints
from core.training.fit import Fit, Schedule
from core.training.painting import Draft, Painter, given

NEAR = 0.3  # overlap from which a proposal is of a thing
PROPOSED = 8  # boxes of the detector kept a scene
SHIFTED = 2  # true boxes a thing, each off by OFF of its sides
OFF = 0.12


def train(
    root: Path, drafts: Iterator[Draft], painter: Painter, detector: Detector, schedule: Schedule
) -> Refiner:
    """Train (or go on training) where `painter` paints whole frames; state under `root`/judge."""
    torch.manual_seed(3)
    device = painter.device
    eyes = detector.to(device)
    model = Refiner().to(device).to(memory_format=torch.channels_last)
    fit = Fit("refiner", model, root / "judge" / "refiner.pt", weight_decay=0.02)
    rng = np.random.default_rng((57, fit.start))

    def parts() -> dict[str, Tensor]:
        draft = next(drafts)
        frames = softened(painter.paint(draft), rng)
        index, boxes = asked(draft, frames, eyes, rng)
        close = crops(frames, index, boxes, AROUND)
        with checkpoints.autocast(device):
            quality, found = model(close.contiguous(memory_format=torch.channels_last))
        return losses(quality, found, boxes, *answers(draft, index, boxes))

    fit.run(schedule, parts, {"side": 2.0})
    detector.cpu()
    return model.cpu().eval().requires_grad_(False)


@torch.no_grad()
def asked(
    draft: Draft, frames: Tensor, detector: Detector, rng: np.random.Generator
) -> tuple[Tensor, Tensor]:
    """Boxes [N, 4] to look at closely, and the frame [N] that each lies in."""
    small = F.interpolate(frames, size=(INPUT, INPUT), mode="area")
    quality, places = detector(small)
    index, boxes = [], []
    for at, (logits, found) in enumerate(zip(quality.cpu(), places.clamp(0, 1).cpu(), strict=True)):
        for i in keep_best(found, logits.sigmoid(), 0.05, PROPOSED):
            index.append(at)
            boxes.append(found[i])
    true = np.repeat(draft.boxes, SHIFTED, axis=0).astype(np.float64)
    sides = np.tile(true[:, 2:] - true[:, :2], 2)
    shifted = given(true + rng.normal(0, OFF, true.shape) * sides, frames.device)
    wide = torch.stack([*boxes, *shifted.cpu()]).to(frames.device)
    places_of = np.concatenate([np.array(index, np.int64), np.repeat(draft.frame, SHIFTED)])
    corner = wide[:, :2]
    return torch.from_numpy(places_of).to(frames.device), torch.cat(
        [corner, torch.maximum(wide[:, 2:], corner + 0.03)], 1
    )


def answers(draft: Draft, index: Tensor, boxes: Tensor) -> tuple[Tensor, Tensor]:
    """The true box [N, 4] nearest to each asked box, and whether it is near: bool [N]."""
    frame = torch.from_numpy(draft.frame).to(boxes.device)
    true = torch.from_numpy(draft.boxes).to(boxes.device)
    overlap = iou(boxes[:, None], true[None]) * (index[:, None] == frame[None])
    best, which = overlap.max(1)
    return true[which], best >= NEAR


def losses(
    quality: Tensor, found: Tensor, asked_boxes: Tensor, true: Tensor, near: Tensor
) -> dict[str, Tensor]:
    """Loss of the scores and of the sides, the latter in the coordinates of the close-ups."""
    wanted = inside(true, framed(asked_boxes))
    overlap = iou(found.detach(), wanted).clamp(0, 1) * near
    score = F.binary_cross_entropy_with_logits(quality, overlap)
    a, b = found[near], wanted[near]
    return {"score": score, "box": (1 - giou(a, b)).mean(), "side": (a - b).abs().mean()}
