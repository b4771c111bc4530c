"""`python -m core.evaluation judge`: trains the judge, calibrates it and says what it is worth."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.evaluation.judge import ceiling, learning, lessons
from core.evaluation.judge.detector import INPUT
from core.evaluation.judge.judge import WEIGHTS, Judge, load, save
from core.training import backdrops, checkpoints, sprites
from core.training.painting import Painter
from core.training.scenes import Composer

log = logging.getLogger(__name__)

STEPS = 2000


@dataclass(frozen=True)
class Course:
    """How long each part is taught, on which device, and in batches of how many."""

    steps: int = STEPS
    seconds: float | None = None
    device: str = "cpu"
    scenes: int = 16
    crops: int = 128
    workers: int = 0


def make(course: Course, path: Path = WEIGHTS) -> dict[str, float]:
    """Train (or go on training), write the weights, measure the ceiling."""
    root = checkpoints.default_root()
    bank, grounds = sprites.build(root), backdrops.build(root)
    namer = lessons.teach(
        root, bank, grounds, course.steps, course.crops, course.seconds, course.device
    )
    drafts = composer(bank, grounds, 5).drafts(course.scenes, course.workers)
    painter = Painter(bank, grounds, course.device, INPUT)
    detector = learning.train(root, drafts, painter, course.steps, course.seconds)
    judge = Judge(detector, namer)
    judge = ceiling.calibrated(judge, composer(bank, grounds, 8).samples(96))
    save(judge, path)
    return measured(load(path), composer(bank, grounds, 9))


def composer(bank: sprites.Bank, grounds: backdrops.Backdrops, seed: int) -> Composer:
    """Scenes by seed."""
    return Composer(bank, grounds, np.random.default_rng((seed, 1509)))


def measured(judge: Judge, source: Composer, n: int = 96) -> dict[str, float]:
    """The ceiling on `n` fresh composites."""
    scenes = source.samples(n)
    return (
        ceiling.examined(judge, scenes)
        | ceiling.named(judge, source, scenes)
        | {"threshold": judge.threshold}
    )
