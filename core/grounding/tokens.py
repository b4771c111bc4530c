"""Grounding tokens: what an entity looks like, what it is called, where it stands.

VideoDirectorGPT, section 3.2: h_i = MLP(P_img(f_img(e_i)), P_text(f_text(e_i)), Fourier(b_i)),
one fused token per entity, with GLIGEN's learned nulls for what is absent. For box-relative
attention an entity also has a *canvas*: its image embedding unrolled in space.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.grounding.batch import GroundingBatch
from core.grounding.places import ranks, within

SUBSAMPLES = 4  # canvas samples a side of one visual token

Made = TypeVar("Made")


@dataclass(frozen=True)
class TokenShape:
    """Sizes of the grounding MLP. `cells` = 0: no canvas (the paper's tokens alone)."""

    image_dim: int
    text_dim: int
    token_dim: int
    hidden_dim: int
    n_frequencies: int
    cells: int
    cell_width: int
    canvas_width: int
    canvas_channels: int


def fourier(values: Tensor, n_frequencies: int, temperature: float = 100.0) -> Tensor:
    """GLIGEN's features: [..., K] -> [..., K * 2 * n_frequencies], sin and cos of v * T^(i/n)."""
    powers = torch.arange(n_frequencies, device=values.device, dtype=torch.float32)
    angles = values.float()[..., None] * temperature ** (powers / n_frequencies)
    return torch.cat([angles.sin(), angles.cos()], -1).flatten(-2)


@dataclass(frozen=True)
class Coverage:
    """Which instance covers which visual token on a grid of `side`² tokens a frame.

    instance: [R] int64; token: [R] int64, frame * side² + position; place: [R, K] Fourier
    features of the token's centre inside the box; canvas: [R, C * 16] or [R, 0].
    """

    instance: Tensor
    token: Tensor
    place: Tensor
    canvas: Tensor


@dataclass
class Grounding:
    """A batch encoded once: `tokens` [E, D] and, for each grid size asked, a Coverage."""

    batch: GroundingBatch
    tokens: Tensor
    canvas: Tensor | None  # [A, C, S, S]
    _covered: dict[int, Coverage] = field(default_factory=dict)
    _kept: dict[object, Any] = field(default_factory=dict)

    def once(self, key: object, make: Callable[[], Made]) -> Made:
        """What `make` gives, kept for the scene; made anew wherever a gradient may pass."""
        if torch.is_grad_enabled():
            return make()
        if key not in self._kept:
            self._kept[key] = make()
        found: Made = self._kept[key]
        return found

    def coverage(self, side: int) -> Coverage:
        """The coverage of a `side` x `side` grid, computed at the first call."""
        if side not in self._covered:
            self._covered[side] = self._cover(side)
        return self._covered[side]

    def padded(self) -> tuple[Tensor, Tensor]:
        """Tokens [n_frames, N, D] and mask [n_frames, N] (True: there), N at least 1."""
        batch = self.batch
        slot = ranks(batch.frame, batch.n_frames)
        n = int(slot.max()) + 1 if len(slot) else 1
        tokens = self.tokens.new_zeros(batch.n_frames, n, self.tokens.shape[-1])
        mask = torch.zeros(batch.n_frames, n, dtype=torch.bool, device=slot.device)
        tokens[batch.frame, slot] = self.tokens
        mask[batch.frame, slot] = True
        return tokens, mask

    def _cover(self, side: int) -> Coverage:
        boxes = self.batch.boxes
        edge = torch.arange(side, device=boxes.device, dtype=torch.float32) / side
        x0, y0, x1, y1 = (boxes[:, k, None] for k in range(4))
        columns = (edge + 1 / side > x0 + 1e-4) & (edge < x1 - 1e-4)  # [E, side]
        rows = (edge + 1 / side > y0 + 1e-4) & (edge < y1 - 1e-4)
        instance, y, x = torch.nonzero(rows[:, :, None] & columns[:, None, :], as_tuple=True)
        u = (edge[x] + 0.5 / side - boxes[instance, 0]) / (boxes[instance, 2] - boxes[instance, 0])
        v = (edge[y] + 0.5 / side - boxes[instance, 1]) / (boxes[instance, 3] - boxes[instance, 1])
        size = torch.stack([boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]], -1)[instance]
        place = torch.cat([fourier(torch.stack([u, v], -1), 6, 30.0), fourier(size, 4, 10.0)], -1)
        canvas = place.new_zeros(len(place), 0)
        if self.canvas is not None:
            laid = self._sample(side).permute(0, 2, 3, 1).flatten(0, 2)
            canvas = laid.index_select(0, (instance * side + y) * side + x)
        return Coverage(
            instance=instance,
            token=self.batch.frame[instance] * side * side + y * side + x,
            place=place.to(self.tokens.dtype),
            canvas=canvas.to(self.tokens.dtype),
        )

    def _sample(self, side: int) -> Tensor:
        """Every instance's canvas laid into its box on the frame: [E, C * 16, side, side]."""
        assert self.canvas is not None
        grid = within(self.batch.boxes, side * SUBSAMPLES)
        laid = F.grid_sample(self.canvas.float()[self.batch.of], grid, align_corners=False)
        return F.pixel_unshuffle(laid, SUBSAMPLES)


class GroundingTokens(nn.Module):
    """The grounding MLP and, where the shape has cells, the canvas decoder."""

    def __init__(self, shape: TokenShape) -> None:
        super().__init__()
        self.shape = shape
        self.image_null = nn.Parameter(torch.zeros(shape.image_dim))
        self.text_null = nn.Parameter(torch.zeros(shape.text_dim))
        self.image_in = nn.Linear(shape.image_dim, shape.hidden_dim)
        self.text_in = nn.Linear(shape.text_dim, shape.hidden_dim)
        place = 5 * 2 * shape.n_frequencies  # x0, y0, x1, y1, depth
        self.mlp = nn.Sequential(
            nn.Linear(2 * shape.hidden_dim + place, shape.hidden_dim),
            nn.SiLU(),
            nn.Linear(shape.hidden_dim, shape.hidden_dim),
            nn.SiLU(),
            nn.Linear(shape.hidden_dim, shape.token_dim),
        )
        if shape.cells:
            width = shape.canvas_width
            self.cell_in = nn.Conv2d(shape.cell_width, width, 3, padding=1)
            self.cell_mix = nn.Conv2d(width, width, 3, padding=1)
            self.cell_out = nn.Conv2d(width, shape.canvas_channels * 16, 1)

    def forward(self, batch: GroundingBatch) -> Grounding:
        image = torch.where(batch.has_image[:, None], batch.image, self.image_null)
        text = torch.where(batch.has_text[:, None], batch.text, self.text_null)
        who = torch.cat([self.image_in(image), self.text_in(text)], -1)
        where = fourier(
            torch.cat([batch.boxes, batch.depth[:, None]], -1), self.shape.n_frequencies
        )
        tokens = self.mlp(torch.cat([who[batch.of], where.to(who.dtype)], -1))
        return Grounding(batch, tokens, self._canvas(image) if self.shape.cells else None)

    def _canvas(self, image: Tensor) -> Tensor:
        """[A, D] -> [A, C, 4 * cells, 4 * cells]."""
        n = self.shape.cells
        x = image.unflatten(-1, (n, n, -1)).permute(0, 3, 1, 2)
        x = F.silu(self.cell_in(x))
        x = x + F.silu(self.cell_mix(x))
        return F.pixel_shuffle(self.cell_out(x), 4)
