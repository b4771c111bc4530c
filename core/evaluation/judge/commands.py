"""`python -m core.evaluation judge`: trains the judge, calibrates it and says what it is worth.

With `--adopt`, its networks go on from the shipped judge.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.evaluation.judge import ceiling, learning, lessons, practice, tracing
from core.evaluation.judge.detector import INPUT
from core.evaluation.judge.judge import WEIGHTS, Judge, load, save
from core.training import backdrops, checkpoints, sprites
from core.training.fit import Schedule
from core.training.painting import Painter
from core.training.scenes import Composer

log = logging.getLogger(__name__)

STEPS = 2000
PEAK = 1.5e-3


@dataclass(frozen=True)
class Course:
    """How namer, detector, refiner and outliner are taught, and where."""

    namer: Schedule
    detector: Schedule
    refiner: Schedule
    outliner: Schedule
    device: str = "cpu"
    workers: int = 0  # processes that arrange scenes

    @staticmethod
    def on(
        device: str, steps: int = STEPS, seconds: float | None = None, peak: float = PEAK
    ) -> Course:
        """What suits that device; `steps` and `seconds` are for each of the four."""
        crops, scenes, workers = (1024, 256, 4) if device == "cuda" else (128, 16, 0)
        namer = Schedule(steps, crops, peak, seconds, warm_up=200)
        scenery = Schedule(steps, scenes, peak, seconds)
        return Course(namer, scenery, scenery, scenery, device, workers)


def make(course: Course, path: Path = WEIGHTS) -> dict[str, float]:
    """Train (or go on training), write the weights, measure the ceiling."""
    root = checkpoints.default_root()
    bank, grounds = sprites.build(root), backdrops.build(root)
    namer = lessons.teach(root, bank, grounds, course.namer, course.device)
    drafts = composer(bank, grounds, 5).drafts(course.detector.batch, course.workers)
    painter = Painter(bank, grounds, course.device, INPUT)
    detector = learning.train(root, drafts, painter, course.detector)
    close = Painter(bank, grounds, course.device)
    drafts = composer(bank, grounds, 6).drafts(course.refiner.batch, course.workers)
    refiner = practice.train(root, detector, drafts, close, course.refiner)
    drafts = composer(bank, grounds, 7).drafts(course.outliner.batch, course.workers)
    outliner = tracing.train(root, drafts, close, course.outliner)
    judge = Judge(detector, refiner, outliner, namer)
    judge = ceiling.calibrated(judge, composer(bank, grounds, 8).samples(192))
    save(judge, path)
    return measured(load(path), composer(bank, backdrops.held_out(root), 9))


def adopt(root: Path, path: Path = WEIGHTS) -> None:
    """Make the judge of a file the states under `root` that training goes on from.

    Optimisers begin afresh, and so do the steps. Sprites that the file lacks are added.

    Raises:
        ModelError: there is no such file, or it is damaged.
    """
    judge = load(path)
    namer = lessons.widened(judge.namer, sprites.build(root), backdrops.build(root))
    eye = {f"eye.{key}": value for key, value in namer.eye.state_dict().items()}
    networks = {
        "namer": eye | {"sprites": namer.sprites},
        "detector": judge.detector.state_dict(),
        "refiner": judge.refiner.state_dict(),
        "outliner": judge.outliner.state_dict(),
    }
    for name, tensors in networks.items():
        state = {"step": 0, "model": tensors, "ema": tensors, "n_updates": 0}
        checkpoints.save_state(root / "judge" / f"{name}.pt", state)


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
