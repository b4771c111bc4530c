"""Trains the detector on composed scenes, resumable; blurs them as a codec would.

Quality focal loss (the score learns the overlap that the box reaches) and GIoU on positions
near the middle of a thing, the frontmost thing first. Composing costs as much as learning, so
scenes are shown several times, mirrored or not, each time as soft as chance wants.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from core.evaluation.judge.detector import GRID, INPUT, Detector, centers, iou
from core.training import checkpoints
from core.training.scenes import Composer, SceneSample

log = logging.getLogger(__name__)

MIDDLE = 0.25  # half the share of a box's sides within which positions answer for it


@dataclass(frozen=True)
class Lesson:
    """`image` uint8 [128, 128, 3]; boxes back to front."""

    image: npt.NDArray[np.uint8]
    boxes: tuple[tuple[float, float, float, float], ...]

    def mirrored(self) -> Lesson:
        """Left and right exchanged."""
        boxes = tuple((1 - x1, y0, 1 - x0, y1) for x0, y0, x1, y1 in self.boxes)
        return Lesson(self.image[:, ::-1], boxes)


def lesson(scene: SceneSample) -> Lesson:
    """A scene at the detector's size."""
    side = scene.image.shape[0] // INPUT
    mean = scene.image.reshape(INPUT, side, INPUT, side, 3).mean((1, 3))
    return Lesson(mean.round().astype(np.uint8), tuple(p.box for p in scene.placed))


@dataclass
class School:
    """Gives batches of lessons: some fresh, the others seen before."""

    composer: Composer
    rng: np.random.Generator
    fresh: int = 4
    most: int = 6000
    kept: list[Lesson] = field(default_factory=list)

    def draw(self, n: int) -> list[Lesson]:
        new = [lesson(self.composer.draw()) for _ in range(self.fresh if self.kept else 8 * n)]
        self.kept = [*self.kept[-self.most :], *new]
        old = self.rng.integers(0, len(self.kept), n - self.fresh)
        both = [*new[: self.fresh], *(self.kept[i] for i in old)]
        return [x.mirrored() if self.rng.random() < 0.5 else x for x in both]


def targets(lessons: list[Lesson]) -> tuple[Tensor, Tensor]:
    """Boxes [B, 256, 4] that positions answer for, and which positions do: bool [B, 256]."""
    grid = centers()
    boxes = torch.zeros(len(lessons), GRID * GRID, 4)
    answers = torch.zeros(len(lessons), GRID * GRID, dtype=torch.bool)
    for i, shown in enumerate(lessons):
        for corners in shown.boxes:  # back to front: the frontmost overwrites
            box = torch.tensor(corners)
            middle = (box[:2] + box[2:]) / 2
            reach = ((box[2:] - box[:2]) * MIDDLE).clamp(min=0.5 / GRID)
            near = ((grid - middle).abs() <= reach).all(-1)
            boxes[i, near], answers[i, near] = box, True
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


def pixels_of(lessons: list[Lesson], rng: np.random.Generator) -> Tensor:
    """Pictures [B, 3, 128, 128] in [0, 1], some as soft and noisy as rendered frames are."""
    images = np.stack([shown.image for shown in lessons])
    x = torch.from_numpy(images).permute(0, 3, 1, 2).float() / 255
    for part in x.split(4)[1:]:
        side = int(rng.integers(40, 110))
        soft = F.interpolate(part, size=side, mode="area")
        part.copy_(F.interpolate(soft, size=INPUT, mode="bilinear"))
    gain = torch.from_numpy(rng.uniform(0.88, 1.12, (len(x), 3, 1, 1))).float()
    noise = torch.from_numpy(rng.uniform(0, 0.03, (len(x), 1, 1, 1))).float()
    x = x * gain + noise * torch.randn_like(x)
    return x.clamp(0, 1).contiguous(memory_format=torch.channels_last)


def train(
    root: Path, composer: Composer, steps: int = 2000, batch: int = 16,
    seconds: float | None = None,
) -> Detector:  # fmt: skip
    """Train (or go on training) to `steps`; state and moving average under `root`/judge."""
    torch.manual_seed(0)
    model = Detector().to(memory_format=torch.channels_last)
    optimizer, ema = checkpoints.adamw(model, 0.02), checkpoints.Ema(model, 0.99)
    path = root / "judge" / "detector.pt"
    start = checkpoints.resume(path, model, optimizer, ema)
    rng = np.random.default_rng((41, start))
    progress = checkpoints.Progress("judge", steps, 25)
    done, school = start, School(composer, rng)
    for step in checkpoints.remaining(start, steps, seconds):
        lessons = school.draw(batch)
        boxes, answers = targets(lessons)
        with torch.autocast("cpu", torch.bfloat16):
            quality, found = model(pixels_of(lessons, rng))
        parts = losses(quality, found, boxes, answers)
        total = parts["score"] + parts["box"] + 2 * parts["side"]
        checkpoints.descend(total, model, optimizer, checkpoints.cosine(step, steps, 2e-3, 60))
        ema.update(model)
        progress.add(step, **parts)
        done = step + 1
        if done % 50 == 0:
            checkpoints.keep(path, done, model, optimizer, ema)
    if done > start:
        checkpoints.keep(path, done, model, optimizer, ema)
    model.load_state_dict(ema.shadow)
    return model.eval()
