"""`python -m core.evaluation judge`: trains the judge, calibrates it and says what it is worth."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np

from core.evaluation.judge import ceiling, learning, lessons
from core.evaluation.judge.detector import Detector
from core.evaluation.judge.judge import WEIGHTS, Judge, load, save
from core.training import backdrops, checkpoints, sprites
from core.training.scenes import Composer

log = logging.getLogger(__name__)

STEPS = 2000


def make(
    seconds: float | None = None, steps: int = STEPS, path: Path = WEIGHTS
) -> dict[str, float]:
    """Train (or go on training) for at most `seconds`, write the weights, measure the ceiling."""
    root = checkpoints.default_root()
    bank, grounds = sprites.build(root), backdrops.build(root)
    namer_file = root / "judge" / "namer.safetensors"
    if not namer_file.exists():
        save(Judge(Detector(), lessons.teach(bank, grounds)), namer_file)
    namer = load(namer_file).namer
    detector = learning.train(root, composer(bank, grounds, 5), steps, seconds=seconds)
    judge = Judge(detector, namer)
    validation = composer(bank, grounds, 8)
    judge = ceiling.calibrated(judge, [validation.draw() for _ in range(96)])
    save(judge, path)
    return measured(load(path), composer(bank, grounds, 9))


def composer(bank: sprites.Bank, grounds: backdrops.Backdrops, seed: int) -> Composer:
    """Scenes by seed."""
    return Composer(bank, grounds, np.random.default_rng((seed, 1509)))


def measured(judge: Judge, source: Composer, n: int = 96) -> dict[str, float]:
    """The ceiling on `n` fresh composites."""
    scenes = [source.draw() for _ in range(n)]
    return (
        ceiling.examined(judge, scenes)
        | ceiling.named(judge, source, scenes)
        | {"threshold": judge.threshold}
    )
