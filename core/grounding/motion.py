"""A thing's own motion: how its image embedding changes over a cycle.

The paper leaves what moves inside a box to the temporal layers of ModelScopeT2V. The embedded
engine has none; its image embedding keeps where things are, so a step of a leg or a beat of a wing
is a change of a few cells, and motion is learnt there: from one embedding to those of a cycle.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

PHASES = 16  # moments of a cycle
CYCLE = 2.0  # seconds that it takes
APART = 0.618  # of a cycle, by which the next of several like things is ahead
LEGS = 3  # of 8 rows of cells, from below
STRIDING = 0.65  # share of a cycle's change in those rows from which it is a stride


@dataclass(frozen=True)
class MotionShape:
    """Sizes of the motion network. `cells`² cells of `cell_width` numbers make an embedding."""

    cells: int
    cell_width: int
    text_dim: int
    width: int
    heads: int
    layers: int


EMBEDDED = MotionShape(cells=8, cell_width=12, text_dim=768, width=192, heads=6, layers=4)


class Motion(nn.Module):
    """A transformer over an embedding's cells and its name."""

    def __init__(self, shape: MotionShape = EMBEDDED) -> None:
        super().__init__()
        self.shape = shape
        width = shape.width
        self.enter = nn.Linear(shape.cell_width, width)
        self.place = nn.Parameter(torch.randn(shape.cells**2, width) * 0.02)
        self.text_in = nn.Linear(shape.text_dim, width)
        self.text_null = nn.Parameter(torch.zeros(width))
        layer = nn.TransformerEncoderLayer(
            width, shape.heads, 4 * width, 0.1, "gelu", batch_first=True, norm_first=True
        )
        self.mix = nn.TransformerEncoder(layer, shape.layers, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(width)
        self.leave = nn.Linear(width, PHASES * shape.cell_width)
        for parameter in self.leave.parameters():
            nn.init.zeros_(parameter)

    def forward(self, image: Tensor, text: Tensor, has_text: Tensor) -> Tensor:
        """What each phase adds to an embedding: [A, PHASES, D].

        image: [A, D] of norm sqrt(D), at rest; text: [A, T]; has_text: [A] bool.
        """
        cells = image.unflatten(-1, (-1, self.shape.cell_width))
        name = torch.where(has_text[:, None], self.text_in(text), self.text_null)
        x = self.mix(torch.cat([self.enter(cells) + self.place, name[:, None]], 1))[:, :-1]
        steps = self.leave(self.norm(x)).unflatten(-1, (PHASES, self.shape.cell_width))
        return steps.transpose(1, 2).flatten(2)


def phase(frame: int, fps: int, instance: int = 0) -> float:
    """Where in its cycle a thing is in a frame, in [0, PHASES); `instance` counts its likes."""
    return (frame / (fps * CYCLE) + instance * APART) % 1.0 * PHASES


def strides(steps: Tensor, shape: MotionShape = EMBEDDED) -> Tensor:
    """Which cycles [A, PHASES, D] are strides, legs and little else: bool [A].

    Who strides does so on the way only; wings, fins and tails never rest.
    """
    change = (steps - steps.mean(1, keepdim=True)).square().sum(1)
    rows = change.unflatten(-1, (shape.cells, -1)).sum(-1)
    legs = rows[:, -max(1, shape.cells * LEGS // 8) :].sum(-1)
    return legs > STRIDING * rows.sum(-1)


def moved(image: Tensor, steps: Tensor, phases: Tensor) -> Tensor:
    """Embeddings [E, D] of norm sqrt(D): `image` [E, D] with `steps` [E, PHASES, D] at `phases`.

    phases: [E] float in [0, PHASES); between two moments in proportion, the first after the last.
    """
    before = phases.floor().long() % PHASES
    rows = torch.arange(len(image), device=image.device)
    share = (phases - phases.floor()).to(image.dtype)[:, None]
    step = torch.lerp(steps[rows, before], steps[rows, (before + 1) % PHASES], share)
    return F.normalize(image + step, dim=-1) * image.shape[-1] ** 0.5
