"""Trains the detector on composed scenes, resumable; blurs them as a codec would.

Quality focal loss (the score learns the overlap that the box reaches) and GIoU on positions
near the middle of a thing, the frontmost thing first.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from core.evaluation.judge.detector import GRID, INPUT, Detector, centers, iou
from core.training import checkpoints
from core.training.fit import Fit, Schedule
from core.training.painting import Draft, Painter, given

log = logging.getLogger(__name__)

MIDDLE = 0.25  # half the share of a box's sides within which positions answer for it


def targets(draft: Draft, device: torch.device | str = "cpu") -> tuple[Tensor, Tensor]:
    """Boxes [B, 256, 4] that positions answer for, and which positions do: bool [B, 256]."""
    n, grid = len(draft.backdrop), centers().to(device)
    boxes = torch.zeros(n, GRID * GRID, 4, device=device)
    answers = torch.zeros(n, GRID * GRID, dtype=torch.bool, device=device)
    ranks = draft.ranks()
    for rank in range(int(ranks.max(initial=-1)) + 1):  # back to front: the frontmost overwrites
        at = np.flatnonzero(ranks == rank)
        frame = torch.from_numpy(draft.frame[at]).to(device)
        box = torch.from_numpy(draft.boxes[at]).to(device)
        middle = (box[:, :2] + box[:, 2:]) / 2
        reach = ((box[:, 2:] - box[:, :2]) * MIDDLE).clamp(min=0.5 / GRID)
        near = ((grid - middle[:, None]).abs() <= reach[:, None]).all(-1)
        boxes[frame] = torch.where(near[..., None], box[:, None], boxes[frame])
        answers[frame] |= near
    return boxes, answers


def losses(quality: Tensor, found: Tensor, boxes: Tensor, answers: Tensor) -> dict[str, Tensor]:
    """Loss of the scores and of the boxes; arguments as the detector and `targets` give them."""
    overlap = iou(found.detach(), boxes).clamp(0, 1) * answers
    p = quality.sigmoid()
    focal = F.binary_cross_entropy_with_logits(quality, overlap, reduction="none")
    score = (focal * (overlap - p).abs().square()).sum() / answers.sum().clamp(min=1)
    a, b = found[answers], boxes[answers]
    hull = (torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])).clamp(min=0)
    near, far = torch.maximum(a[:, :2], b[:, :2]), torch.minimum(a[:, 2:], b[:, 2:])
    shared = (far - near).clamp(min=0).prod(-1)
    union = (a[:, 2:] - a[:, :2]).prod(-1) + (b[:, 2:] - b[:, :2]).prod(-1) - shared
    area = hull.prod(-1).clamp(min=1e-6)
    giou = shared / union.clamp(min=1e-6) - (area - union) / area
    return {"score": score, "box": (1 - giou).mean(), "side": (a - b).abs().mean()}


def softened(pictures: Tensor, rng: np.random.Generator, size: int = INPUT) -> Tensor:
    """Scenes [B, 3, S, S] as [B, 3, size, size], some as soft and noisy as rendered frames."""
    x = F.avg_pool2d(pictures, pictures.shape[-1] // size)
    for part in x.split(max(1, len(x) // 8))[1:]:
        side = int(rng.integers(40, 110)) * size // INPUT
        soft = F.interpolate(part, size=side, mode="area")
        part.copy_(F.interpolate(soft, size=size, mode="bilinear"))
    gain = given(rng.uniform(0.88, 1.12, (len(x), 3, 1, 1)), x.device)
    noise = given(rng.uniform(0, 0.03, (len(x), 1, 1, 1)), x.device)
    x = x * gain + noise * torch.randn_like(x)
    return x.clamp(0, 1).contiguous(memory_format=torch.channels_last)


def train(root: Path, drafts: Iterator[Draft], painter: Painter, schedule: Schedule) -> Detector:
    """Train (or go on training) by `schedule` where `painter` paints; state under `root`/judge."""
    torch.manual_seed(0)
    device = painter.device
    model = Detector().to(device).to(memory_format=torch.channels_last)
    fit = Fit("detector", model, root / "judge" / "detector.pt", weight_decay=0.02)
    rng = np.random.default_rng((41, fit.start))

    def parts() -> dict[str, Tensor]:
        draft = next(drafts)
        pictures = softened(painter.paint(draft), rng)
        boxes, answers = targets(draft, device)
        with checkpoints.autocast(device):
            quality, found = model(pictures)
        return losses(quality, found, boxes, answers)

    fit.run(schedule, parts, {"side": 2.0})
    return model.cpu().eval().requires_grad_(False)
