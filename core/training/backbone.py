"""Trains the denoiser by flow matching on single pictures.

stage "joint": backbone and guided attention together, grounding dropped now and then, so that
the backbone alone is a text-to-picture model too. stage "guided": the backbone frozen, guided
attention and grounding MLP alone, as in the paper. Two processes share gradients under
torchrun; one process works the same.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from torch import Tensor
from torch.nn.attention import SDPBackend, sdpa_kernel

from core.layout2vid.model import EMBEDDED, Layout2Vid, LayoutShape
from core.layout2vid.unet import Text
from core.training import checkpoints, processes
from core.training.latents import Batch, Source

log = logging.getLogger(__name__)

Stage = Literal["joint", "guided"]
REUSE = 3  # noise draws for one composed batch
AVERAGE_EVERY = 4  # steps between averages of the processes' weights
BOX_WEIGHT = 1.5  # extra weight of the loss inside boxes


def flow_loss(model: Layout2Vid, batch: Batch, generator: torch.Generator) -> Tensor:
    """|v(x_t, t) - (noise - x_0)|², x_t = (1 - t) x_0 + t noise, logit-normal t, boxes weighted.

    Lipman et al. 2023, section 4; Esser et al. 2024, section 3.1.
    """
    n = len(batch.latents)
    t = torch.sigmoid(torch.randn(n, generator=generator) * 1.0 + 0.2)
    noise = torch.randn(batch.latents.shape, generator=generator)
    at = t.view(-1, 1, 1, 1, 1)
    noisy = (1 - at) * batch.latents + at * noise
    with sdpa_kernel(SDPBackend.MATH), torch.autocast("cpu", torch.bfloat16):
        grounding = model.tokens(batch.grounding)
        out = model.unet(noisy, t * 1000, Text(batch.states), grounding).float()
    error = (out - (noise - batch.latents)).square().mean(1, keepdim=True)
    weight = 1 + BOX_WEIGHT * batch.inside
    return (error * weight).sum() / weight.sum()


def train(
    root: Path, source: Source, stage: Stage, steps: int, batch: int = 24, peak: float = 1e-3,
    shape: LayoutShape = EMBEDDED, name: str | None = None,
) -> Layout2Vid:  # fmt: skip
    """Train (or go on training) to `steps`; state and EMA under `root`/<name or stage>."""
    rank = processes.join()
    torch.manual_seed(0)
    model = Layout2Vid(shape)
    if stage == "guided":
        _start_from_joint(model, root)
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer, ema = checkpoints.adamw(model, 0.01), checkpoints.Ema(model, 0.998)
    path = root / (name or stage) / "state.pt"
    start = checkpoints.resume(path, model, optimizer, ema)
    source.rng = source.composer.rng = np.random.default_rng((17, start, rank))
    generator = torch.Generator().manual_seed(1000 * start + rank)
    progress = checkpoints.Progress(stage, steps)
    drawn: Batch | None = None
    for step in checkpoints.remaining(start, steps, None):
        if drawn is None or step % REUSE == 0:
            drawn = source.draw(batch)
        value = flow_loss(model, drawn, generator)
        lr = checkpoints.cosine(step, steps, peak, 150)
        checkpoints.descend(value, model, optimizer, lr)
        if step % AVERAGE_EVERY == AVERAGE_EVERY - 1:
            processes.average(parameters)
        ema.update(model)
        progress.add(step, loss=value)
        if rank == 0 and ((step + 1) % 200 == 0 or step + 1 == steps):
            checkpoints.keep(path, step + 1, model, optimizer, ema)
    model.load_state_dict(ema.shadow)
    return model


def _start_from_joint(model: Layout2Vid, root: Path) -> None:
    """Weights of the joint stage; only guided attention and grounding MLP stay trainable."""
    state = checkpoints.load_state(root / "joint" / "state.pt")
    assert state is not None, "the guided stage starts from a trained backbone"
    model.load_state_dict(state["ema"])
    model.requires_grad_(False)
    for parameter in model.guided_parameters():
        parameter.requires_grad_(True)
