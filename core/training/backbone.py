"""Trains the denoiser by flow matching on single pictures.

joint: backbone and guided attention together, grounding dropped now and then, so that the
backbone alone is a text-to-picture model too. backbone, then guided: the paper's way, captions
only, then guided attention and grounding MLP alone on the frozen backbone. distil: the joint
network learns to give its own guided prediction in one pass.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import torch
from torch import Tensor

from core.grounding.batch import GroundingBatch
from core.layout2vid.checkpoint import split_guided
from core.layout2vid.model import EMBEDDED, Layout2Vid, LayoutShape
from core.layout2vid.unet import Text
from core.training import checkpoints, processes
from core.training.fit import Fit, Schedule
from core.training.latents import CONTEXT, DROP_GROUNDING, Batch, Source

log = logging.getLogger(__name__)

Stage = Literal["joint", "backbone", "guided", "distil"]
REUSE = 3  # noise draws for one composed batch
AVERAGE_EVERY = 4  # steps between averages of the processes' weights
BOX_WEIGHT = 1.5  # extra weight of the loss inside boxes
STARTS_FROM: dict[Stage, str] = {"guided": "backbone", "distil": "joint"}


@dataclass(frozen=True)
class Run:
    """How one stage is trained; its state lies under `name` below the training root."""

    stage: Stage
    schedule: Schedule
    shape: LayoutShape = EMBEDDED
    name: str = ""
    start_from: str = ""
    guidance: float = 2.5  # what a distilled network has inside
    unfrozen: bool = False  # `guided` alone: whether the backbone learns with it

    @property
    def folder(self) -> str:
        return self.name or self.stage


@dataclass(frozen=True)
class Noised:
    """x_t, its time, and the flow to predict (noise - x_0), all of a batch."""

    x: Tensor
    t: Tensor
    flow: Tensor


def noised(latents: Tensor, generator: torch.Generator) -> Noised:
    """x_t = (1 - t) x_0 + t noise with logit-normal t (Esser et al. 2024, section 3.1)."""
    device = latents.device
    t = torch.sigmoid(torch.randn(len(latents), generator=generator, device=device) + 0.2)
    noise = torch.randn(latents.shape, generator=generator, device=device)
    at = t.view(-1, 1, 1, 1, 1)
    return Noised((1 - at) * latents + at * noise, t * 1000, noise - latents)


def weighted(error: Tensor, inside: Tensor) -> Tensor:
    """Mean of squared errors [B, C, 1, h, w], positions inside boxes counting more."""
    weight = 1 + BOX_WEIGHT * inside
    return (error.square().mean(1, keepdim=True) * weight).sum() / weight.sum()


def flow_loss(model: Layout2Vid, batch: Batch, generator: torch.Generator) -> Tensor:
    """|v(x_t, t) - (noise - x_0)|² (Lipman et al. 2023, section 4)."""
    given = noised(batch.latents, generator)
    out = predicted(model, given.x, given.t, batch.states, batch.grounding)
    return weighted(out - given.flow, batch.inside)


def predicted(
    model: Layout2Vid, x: Tensor, t: Tensor, states: Tensor, grounding: GroundingBatch | None
) -> Tensor:
    """The network's flow [B, C, 1, h, w] in float32, computed in mixed precision."""
    device = x.device
    if grounding is not None and len(grounding.of) == 0:
        grounding = None
    with checkpoints.attention(device), checkpoints.autocast(device):
        tokens = None if grounding is None else model.tokens(grounding)
        out: Tensor = model.unet(x, t, Text(states), tokens)
    return out.float()


def distillation(
    teacher: Layout2Vid, empty: Tensor, guidance: float
) -> Callable[[Layout2Vid, Batch, torch.Generator], Tensor]:
    """Loss against the teacher's guided prediction, empty + g * (full - empty) (Meng et al. 2023,
    section 3, for one fixed g). `empty`: text states [1, T, W] of the empty caption."""

    def loss(model: Layout2Vid, batch: Batch, generator: torch.Generator) -> Tensor:
        given = noised(batch.latents, generator)
        with torch.no_grad():
            full = predicted(teacher, given.x, given.t, batch.states, batch.grounding)
            none = predicted(teacher, given.x, given.t, empty.expand(len(given.x), -1, -1), None)
            wanted = none + guidance * (full - none)
        out = predicted(model, given.x, given.t, batch.states, batch.grounding)
        return weighted(out - wanted, batch.inside)

    return loss


def train(root: Path, source: Source, run: Run) -> Layout2Vid:
    """Train (or go on training) one stage; state and EMA under `root`/<its folder>."""
    torch.manual_seed(0)
    model = Layout2Vid(run.shape).to(source.device)
    loss = _prepared(root, source, run, model)
    parameters = [p for p in model.parameters() if p.requires_grad]
    fit = Fit(run.folder, model, root / run.folder / "state.pt", average=0.999)
    generator = torch.Generator(source.device).manual_seed(1000 * fit.start + fit.rank)
    drop = 1.0 if run.stage == "backbone" else DROP_GROUNDING
    batches = _reused(source.batches(run.schedule.batch, 2 * fit.start + fit.rank, drop))

    def share(step: int) -> None:
        if step % AVERAGE_EVERY == AVERAGE_EVERY - 1:
            processes.average(parameters)

    fit.run(
        run.schedule,
        lambda: {"loss": loss(model, next(batches), generator)}, after_step=share,
    )  # fmt: skip
    return model


def _reused(batches: Iterator[Batch]) -> Iterator[Batch]:
    for batch in batches:
        for _ in range(REUSE):
            yield batch


def _prepared(
    root: Path, source: Source, run: Run, model: Layout2Vid
) -> Callable[[Layout2Vid, Batch, torch.Generator], Tensor]:
    """Give `model` the weights that the stage starts from; the loss of the stage."""
    before = run.start_from or STARTS_FROM.get(run.stage, "")
    if before:
        state = checkpoints.load_state(root / before / "state.pt")
        assert state is not None, f"stage {run.stage} starts from {before}, which is not there"
        _take(model, state["ema"], with_guided=run.stage != "guided")
    if run.stage == "guided" and not run.unfrozen:
        model.requires_grad_(False)
        for parameter in model.guided_parameters():
            parameter.requires_grad_(True)
    if run.stage == "backbone":
        for parameter in model.guided_parameters():
            parameter.requires_grad_(False)
    if run.stage != "distil":
        return flow_loss
    teacher = Layout2Vid(run.shape).to(source.device).requires_grad_(False)
    teacher.load_state_dict(model.state_dict())
    tokens = source.tokenizer([""])[:, :CONTEXT].to(source.device)
    with torch.no_grad():
        empty = source.clip.states(tokens)[0].float()
    return distillation(teacher, empty, run.guidance)


def _take(model: Layout2Vid, weights: dict[str, Tensor], with_guided: bool) -> None:
    """Weights of another stage; without its guided attention, that of `model` begins anew."""
    network, guided = split_guided(weights)
    wanted = split_guided(model.state_dict())[1]
    model.load_state_dict(network | (guided if with_guided else wanted))


def spanning_all(shape: LayoutShape) -> LayoutShape:
    """The shape with the paper's guided attention: over all tokens, without canvas."""
    tokens = replace(shape.tokens, cells=0, canvas_channels=0)
    return replace(shape, span="all", tokens=tokens)
