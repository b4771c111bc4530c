"""Trains the refiner on boxes that are off: what the detector proposes, true boxes shaken, and
boxes of nothing much; resumable, the state lies under the training root.

The overlap it states is of its own answer with the thing that the given box overlaps most.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor
from torchvision.ops import box_iou, generalized_box_iou_loss

from core.evaluation.judge.detector import Detector, iou, proposals
from core.evaluation.judge.learning import softened
from core.evaluation.judge.refiner import BINS, UNMOVED, Refiner, moved, moves, places, views
from core.training import checkpoints
from core.training.fit import Fit, Schedule
from core.training.painting import SIZE, Draft, Painter, given

SHAKEN = 3  # boxes a thing
PROPOSED = 8  # of the detector's a picture
ASTRAY = 3  # a picture, anywhere
ANSWERS = 0.3  # overlap from which on a box has a thing to find


def given_boxes(
    draft: Draft, pixels: Tensor, detector: Detector, rng: np.random.Generator
) -> tuple[Tensor, Tensor]:
    """Boxes [N, 4] to practise on, and the picture int64 [N] that each lies in."""
    device = pixels.device
    true, frame = (torch.from_numpy(v).to(device) for v in (draft.boxes, draft.frame))
    near, picture = true.repeat(SHAKEN, 1), frame.repeat(SHAKEN)
    spread = given(rng.uniform(0.03, 0.3, (len(near), 1)), device)
    size = (near[:, 2:] - near[:, :2]).repeat(1, 2)
    near = near + size * spread * given(rng.normal(0, 1, (len(near), 4)), device)
    with torch.no_grad(), checkpoints.autocast(device):
        found, at = proposals(detector, pixels, most=PROPOSED)
    n = ASTRAY * len(pixels)
    side = given(np.exp(rng.uniform(np.log(0.1), np.log(0.9), (n, 2))), device)
    left = given(rng.random((n, 2)), device) * (1 - side)
    astray = torch.cat([left, left + side], 1)
    where = torch.arange(len(pixels), device=device).repeat(ASTRAY)
    boxes, index = torch.cat([near, found, astray]), torch.cat([picture, at, where])
    whole = ((boxes[:, 2:] - boxes[:, :2]) > 0.04).all(1)
    return boxes[whole].clamp(-0.2, 1.2), index[whole]


def losses(
    quality: Tensor, sides: Tensor, asked: Tensor, true: Tensor, frames: tuple[Tensor, Tensor]
) -> dict[str, Tensor]:
    """Loss of overlap, boxes and places of sides. `quality` [N] and `sides` [N, 4, 32] are what
    the refiner says of boxes `asked` [N, 4]; `true` boxes [E, 4]; `frames`: the pictures that
    asked and true boxes lie in."""
    answers = moved(asked, moves(sides))
    together = frames[0][:, None] == frames[1][None]
    best, which = (box_iou(asked, true) * together).max(1)
    target = true[which]
    finds = best > ANSWERS
    reached = iou(answers.detach(), target).clamp(0, 1) * finds
    size = (target[:, 2:] - target[:, :2]).repeat(1, 2)
    off = ((answers - target) / size)[finds].abs().mean(1)
    n = finds.sum().clamp(min=1)
    wanted = (target - asked) / (asked[:, 2:] - asked[:, :2]).repeat(1, 2)
    place = placed(sides[finds].flatten(0, 1), (wanted + UNMOVED.to(wanted))[finds].flatten())
    return {
        "score": F.binary_cross_entropy_with_logits(quality, reached),
        "box": generalized_box_iou_loss(answers[finds], target[finds], reduction="sum") / n,
        "side": off.sum() / n,
        "place": place.sum() / (4 * n),
    }


def placed(logits: Tensor, position: Tensor) -> Tensor:
    """Distribution focal loss [N] (Li et al., 2020): logits [N, 32] of the `places` of a view
    against a position [N] in units of the box; those out of sight count at the view's end."""
    line = places().to(position)
    at = ((position - line[0]) / (line[1] - line[0])).clamp(0, BINS - 1 - 1e-4)
    below = at.long()
    share = at - below
    cost = F.log_softmax(logits, -1).neg()
    here, after = (cost.gather(1, (below + i)[:, None])[:, 0] for i in (0, 1))
    return (1 - share) * here + share * after


def train(
    root: Path, detector: Detector, drafts: Iterator[Draft], painter: Painter, schedule: Schedule
) -> Refiner:
    """Train (or go on training) by `schedule` where `painter` paints; state under `root`/judge."""
    torch.manual_seed(29)
    device = painter.device
    detector = detector.to(device)
    model = Refiner().to(device).to(memory_format=torch.channels_last)
    fit = Fit("refiner", model, root / "judge" / "refiner.pt", weight_decay=0.02)
    rng = np.random.default_rng((43, fit.start))

    def parts() -> dict[str, Tensor]:
        draft = next(drafts)
        pictures = softened(painter.paint(draft), rng, SIZE)
        boxes, index = given_boxes(draft, pictures, detector, rng)
        seen = views(pictures, index, boxes)
        with checkpoints.autocast(device):
            quality, sides = model(seen)
        true, frame = (torch.from_numpy(v).to(device) for v in (draft.boxes, draft.frame))
        return losses(quality, sides, boxes, true, (index, frame))

    fit.run(schedule, parts, {"place": 0.3})
    detector.cpu()
    return model.cpu().eval().requires_grad_(False)
