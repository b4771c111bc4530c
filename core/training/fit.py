"""The loop that every trainer shares: optimiser, moving average, schedule, state on disk.

    fit = Fit("prior", prior, root / "prior" / "state.pt")
    rng = numpy.random.default_rng((3, fit.start))  # other batches than before the stop
    fit.run(Schedule(steps=6000, batch=192), lambda: {"loss": ...})

After `run` the network holds its moving average.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from core.training import checkpoints, processes

KEEP_EVERY = 500


@dataclass(frozen=True)
class Schedule:
    """`steps` in all, fewer when `seconds` are spent first; how many pictures a step (names, for
    the prior); highest learning rate, and the steps that it takes to rise there."""

    steps: int
    batch: int
    peak: float = 1e-3
    seconds: float | None = None
    warm_up: int = 100


class Fit:
    """One network in training. `start`: the steps that its state on disk has behind it."""

    def __init__(
        self, name: str, module: nn.Module, path: Path, weight_decay: float = 0.01,
        average: float = 0.998,
    ) -> None:  # fmt: skip
        self.name, self.module, self.path = name, module, path
        self.rank = processes.join()
        self._optimizer = checkpoints.adamw(module, weight_decay)
        self._ema = checkpoints.Ema(module, average)
        self.start = checkpoints.resume(path, module, self._optimizer, self._ema)

    def run(
        self, schedule: Schedule, losses: Callable[[], Mapping[str, Tensor]],
        weights: Mapping[str, float] | None = None,
        after_backward: Callable[[], None] = lambda: None,
        after_step: Callable[[int], None] = lambda step: None,
    ) -> None:  # fmt: skip
        """Go down the weighted sum of `losses()`, a new batch at every call; 1 where no weight."""
        known = weights or {}
        pace = checkpoints.Pace(self.start, schedule.steps, schedule.seconds)
        progress = checkpoints.Progress(self.name, schedule.steps)
        done = self.start
        for step in pace:
            parts = losses()
            total = torch.stack([known.get(k, 1.0) * v for k, v in parts.items()]).sum()
            rate = pace.rate(schedule.peak, schedule.warm_up)
            checkpoints.descend(
                total, self.module, self._optimizer, rate, after_backward=after_backward
            )
            after_step(step)
            self._ema.update(self.module)
            progress.add(step, **parts)
            done = step + 1
            if done % KEEP_EVERY == 0:
                self._keep(done)
        if done > self.start:
            self._keep(done)
        self.module.load_state_dict(self._ema.shadow)

    def _keep(self, done: int) -> None:
        if self.rank == 0:
            checkpoints.keep(self.path, done, self.module, self._optimizer, self._ema)
