"""Trains the outliner on true boxes shaken as the refiner errs; resumable, the state lies under
the training root.

Sprites come with their masks. The loss is of each pixel and of the sides that a mask ends at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from core.evaluation.judge.learning import softened
from core.evaluation.judge.outliner import VIEW, Outliner, extent
from core.evaluation.judge.refiner import reach, views
from core.grounding.places import inside
from core.training import checkpoints
from core.training.fit import Fit, Schedule
from core.training.painting import SIZE, Draft, Painter, given

SHAKEN = (0.01, 0.12)  # how far, in a box's sides
SMALL = 0.05  # side of a picture below which a thing shows no outline
SIDES = 4.0  # what the sides weigh beside the pixels


def asked(
    draft: Draft, rng: np.random.Generator, device: torch.device
) -> tuple[npt.NDArray[np.int64], Tensor]:
    """Entities int64 [n] to outline, and boxes [n, 4] that show them about."""
    chosen = np.flatnonzero((draft.boxes[:, 2:] - draft.boxes[:, :2] > SMALL).all(1))
    true = torch.from_numpy(draft.boxes[chosen]).to(device)
    size = (true[:, 2:] - true[:, :2]).repeat(1, 2)
    spread = given(rng.uniform(*SHAKEN, (len(true), 1)), device)
    moves = given(rng.normal(0, 1, (len(true), 4)), device).clamp(-2, 2)
    return chosen, true + size * spread * moves


def losses(logits: Tensor, masks: Tensor, sides: Tensor) -> dict[str, Tensor]:
    """Loss of pixels and sides; logits and masks [N, 96, 96], true sides [N, 4] in the views."""
    within = sides.clamp(0, 1)
    off = (extent(logits) - within).abs() / (within[:, 2:] - within[:, :2]).repeat(1, 2)
    return {"mask": F.binary_cross_entropy_with_logits(logits, masks), "side": off.mean()}


def train(root: Path, drafts: Iterator[Draft], painter: Painter, schedule: Schedule) -> Outliner:
    """Train (or go on training) by `schedule` where `painter` paints; state under `root`/judge."""
    torch.manual_seed(31)
    device = painter.device
    model = Outliner().to(device).to(memory_format=torch.channels_last)
    fit = Fit("outliner", model, root / "judge" / "outliner.pt", weight_decay=0.02)
    rng = np.random.default_rng((47, fit.start))

    def parts() -> dict[str, Tensor]:
        draft = next(drafts)
        pictures = softened(painter.paint(draft), rng, SIZE)
        chosen, boxes = asked(draft, rng, device)
        seen = reach(boxes)
        masks = painter.masks(draft, chosen, seen, VIEW)
        true = torch.from_numpy(draft.boxes[chosen]).to(device)
        picture = torch.from_numpy(draft.frame[chosen]).to(device)
        with checkpoints.autocast(device):
            logits = model(views(pictures, picture, boxes, VIEW))
        return losses(logits, masks, inside(true, seen))

    fit.run(schedule, parts, {"side": SIDES})
    return model.cpu().eval().requires_grad_(False)
