"""Resumable training state and the small things every trainer shares."""

from __future__ import annotations

import logging
import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.attention import SDPBackend, sdpa_kernel

log = logging.getLogger(__name__)


def default_root() -> Path:
    """Where training keeps downloads, banks and states; outside the repository."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "videodirector" / "training"


def save_state(path: Path, state: dict[str, Any]) -> None:
    """Write `state` so that a kill at any moment leaves the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def autocast(device: torch.device | str) -> torch.autocast:
    """Mixed precision of training: bfloat16, but not on a CPU that would imitate it.

    There a step took ten times as long as in float32.
    """
    kind = torch.device(device).type
    return torch.autocast(kind, torch.bfloat16, enabled=kind != "cpu" or _has_bfloat16())


@cache
def _has_bfloat16() -> bool:
    """Whether this CPU has instructions for it, as far as torch can tell."""
    known: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
    return any(known.get(name) for name in ("avx512_bf16", "amx_bf16", "bf16", "sve_bf16"))


def attention(device: torch.device | str) -> AbstractContextManager[None]:
    """On the CPU the plain formula of attention is the fastest to differentiate."""
    if torch.device(device).type == "cpu":
        return sdpa_kernel(SDPBackend.MATH)
    return nullcontext()


def load_state(path: Path) -> dict[str, Any] | None:
    """The state at `path`, or None when there is none. Only for files this module wrote."""
    if not path.exists():
        return None
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return state


class Ema:
    """Exponential moving average of a module's floating parameters, warmed up."""

    def __init__(self, module: nn.Module, decay: float) -> None:
        self.decay = decay
        self.n_updates = 0
        self.shadow = {k: v.detach().clone() for k, v in module.state_dict().items()}

    @torch.no_grad()
    def update(self, module: nn.Module) -> None:
        self.n_updates += 1
        decay = min(self.decay, (1 + self.n_updates) / (10 + self.n_updates))
        current = module.state_dict()
        moving = [key for key, value in current.items() if value.is_floating_point()]
        torch._foreach_lerp_(
            [self.shadow[key] for key in moving], [current[key] for key in moving], 1 - decay
        )
        for key in current.keys() - set(moving):
            self.shadow[key].copy_(current[key])


def cosine(step: int, steps: int, peak: float, warm_up: int, floor: float = 0.02) -> float:
    """Learning rate with linear warm-up and cosine decay to `floor` of `peak`."""
    if step < warm_up:
        return peak * (step + 1) / warm_up
    return peak * _fallen(min(1.0, (step - warm_up) / max(1, steps - warm_up)), floor)


def _fallen(share: float, floor: float) -> float:
    return floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * share))


@dataclass
class Pace:
    """Step numbers from `start`, until `steps` are done or `seconds` have passed.

    `rate` falls along a cosine over whichever is nearer to its end, so a run that is given
    seconds anneals wholly within them, on any machine.
    """

    start: int
    steps: int
    seconds: float | None = None
    _share: float = 0.0
    _step: int = 0

    def __iter__(self) -> Iterator[int]:
        began = time.monotonic()
        for step in range(self.start, self.steps):
            self._share = step / self.steps
            if self.seconds is not None:
                spent = (time.monotonic() - began) / max(self.seconds, 1e-9)
                if spent >= 1:
                    log.info("stopped at step %d: the time given is spent", step)
                    return
                self._share = max(self._share, spent)
            self._step = step
            yield step

    def rate(self, peak: float, warm_up: int, floor: float = 0.02) -> float:
        """Learning rate now: linear warm-up over steps, then a cosine down to `floor`."""
        since = self._step - self.start
        risen = min(1.0, (since + 1) / warm_up)
        return peak * risen * _fallen(self._share, floor)


def adamw(modules: nn.Module, weight_decay: float = 0.01) -> torch.optim.AdamW:
    """AdamW that decays matrices only; beta2 .98 suits short runs."""
    matrices: list[nn.Parameter] = []
    rest: list[nn.Parameter] = []
    for parameter in modules.parameters():
        if parameter.requires_grad:
            (matrices if parameter.ndim > 1 else rest).append(parameter)
    groups = [
        {"params": matrices, "weight_decay": weight_decay},
        {"params": rest, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), eps=1e-8, fused=True)


@dataclass
class Progress:
    """Running means of losses, logged every `every` steps with time a step."""

    name: str
    steps: int
    every: int = 50
    sums: dict[str, Tensor] = field(default_factory=dict)
    count: int = 0
    began: float = field(default_factory=time.monotonic)

    def add(self, step: int, **values: Tensor | float) -> None:
        for key, value in values.items():
            number = torch.as_tensor(value).detach().float()
            self.sums[key] = self.sums[key] + number if key in self.sums else number
        self.count += 1
        if (step + 1) % self.every == 0:
            took = (time.monotonic() - self.began) / self.count
            means = " ".join(f"{k} {float(v) / self.count:.4f}" for k, v in self.sums.items())
            log.info("%s %d/%d %s %.4f s/step", self.name, step + 1, self.steps, means, took)
            self.sums, self.count, self.began = {}, 0, time.monotonic()


def resume(path: Path, model: nn.Module, optimizer: torch.optim.Optimizer, ema: Ema) -> int:
    """Take up the state at `path` if there is one; the number of steps already done."""
    state = load_state(path)
    if state is None:
        return 0
    model.load_state_dict(state["model"])
    if "optimizer" in state:  # weights adopted from a checkpoint come without
        optimizer.load_state_dict(state["optimizer"])
    for key, value in state["ema"].items():
        ema.shadow[key].copy_(value)
    ema.n_updates = state["n_updates"]
    log.info("resuming %s at step %d", path, state["step"])
    return int(state["step"])


def keep(
    path: Path, step: int, model: nn.Module, optimizer: torch.optim.Optimizer, ema: Ema
) -> None:
    """Save everything that `resume` needs."""
    save_state(
        path,
        {
            "step": step,
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "ema": ema.shadow,
            "n_updates": ema.n_updates,
        },
    )


def descend(
    loss: Tensor, model: nn.Module, optimizer: torch.optim.Optimizer, lr: float, clip: float = 1.0,
    after_backward: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    """One optimiser step at `lr` with the gradient's norm held to `clip`."""
    for group in optimizer.param_groups:
        group["lr"] = lr
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    after_backward()
    nn.utils.clip_grad_norm_(model.parameters(), clip)
    optimizer.step()
