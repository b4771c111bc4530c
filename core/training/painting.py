"""Paints arranged scenes, a batch at a time, on whatever device: backgrounds, shadows, sprites.

Sprites are laid back to front at their exact boxes, smaller ones from an averaged copy so that
nothing aliases. Owns pixels only; `scenes` says who stands where.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from core.grounding.places import fitted, inside, mesh, within
from core.training.backdrops import Backdrops
from core.training.sprites import Bank

SIZE = 256
SHADE = (20 / 255, 22 / 255, 40 / 255)


@dataclass(frozen=True)
class Draft:
    """B scenes with E entities, entities by scene and back to front.

    backdrop [B] int64; view [B, 4]: flip (-1 or 1), zoom, left, top; frame, sprite [E] int64;
    mirrored, shadow [E] bool; boxes [E, 4] float32 xyxy in [0, 1].
    """

    backdrop: npt.NDArray[np.int64]
    view: npt.NDArray[np.float32]
    frame: npt.NDArray[np.int64]
    sprite: npt.NDArray[np.int64]
    mirrored: npt.NDArray[np.bool_]
    shadow: npt.NDArray[np.bool_]
    boxes: npt.NDArray[np.float32]

    def ranks(self) -> npt.NDArray[np.int64]:
        """How many entities of the same scene stand behind each: [E]."""
        counts = np.bincount(self.frame, minlength=len(self.backdrop))
        first = np.cumsum(counts) - counts
        ranks: npt.NDArray[np.int64] = np.arange(len(self.frame)) - first[self.frame]
        return ranks


class Painter:
    """Holds the banks on one device (as bytes; on the CPU as they lie on disk).

    Pictures are `size` pixels a side.
    """

    def __init__(
        self, bank: Bank, backdrops: Backdrops, device: str = "cpu", size: int = SIZE
    ) -> None:
        self.device, self.size = torch.device(device), size
        self._sprites = Rows(bank.pixels, self.device)
        self._backdrops = Rows(backdrops.pixels, self.device)
        self._line = (torch.arange(size, device=self.device) + 0.5) / size

    @torch.no_grad()
    def paint(self, draft: Draft) -> Tensor:
        """Pictures [B, 3, size, size] float32 in [0, 1]."""
        image = self._grounds(draft)
        ranks = draft.ranks()
        for layer in range(int(ranks.max(initial=-1)) + 1):
            chosen = np.flatnonzero(ranks == layer)
            frame = torch.from_numpy(draft.frame[chosen]).to(self.device)
            boxes = torch.from_numpy(draft.boxes[chosen]).to(self.device)
            casts = torch.from_numpy(draft.shadow[chosen]).to(self.device)
            cut = self._cut(draft, chosen, boxes)
            under = self._shaded(image[frame], boxes, casts)
            image[frame] = under * (1 - cut[:, 3:]) + cut[:, :3]
        return image.clamp_(0, 1)

    @torch.no_grad()
    def masks(self, draft: Draft, chosen: npt.NDArray[np.int64], seen: Tensor, size: int) -> Tensor:
        """Alpha [n, size, size] of entities int64 [n], as if nothing stood before them, in the
        views `seen` [n, 4] xyxy of their pictures."""
        boxes = torch.from_numpy(draft.boxes[chosen]).to(self.device)
        alpha = self._sprites.take(draft.sprite[chosen])[:, 3:]
        return _laid(alpha, inside(boxes, seen), draft.mirrored[chosen], size)[:, 0]

    def _grounds(self, draft: Draft) -> Tensor:
        pictures = self._backdrops.take(draft.backdrop)
        view = torch.from_numpy(draft.view).to(self.device)
        flip, zoom, left, top = (view[:, k, None] for k in range(4))
        x = (left + self._line / zoom) * 2 - 1
        y = (top + self._line / zoom) * 2 - 1
        return F.grid_sample(
            pictures, mesh(x * flip, y), padding_mode="border", align_corners=False
        )

    def _cut(self, draft: Draft, chosen: npt.NDArray[np.int64], boxes: Tensor) -> Tensor:
        """Premultiplied RGBA [n, 4, size, size] of the chosen entities, each in its box."""
        pre = premultiplied(self._sprites.take(draft.sprite[chosen]))
        return _laid(pre, boxes, draft.mirrored[chosen], self.size)

    def _shaded(self, image: Tensor, boxes: Tensor, casts: Tensor) -> Tensor:
        """A soft contact shadow under each thing that stands in the lower half."""
        x0, x1, y1 = (boxes[:, k, None, None] for k in (0, 2, 3))
        across = (x1 - x0) * 0.38
        high = ((x1 - x0) / 18).clamp(min=2 / SIZE)
        dx = (self._line[None, None, :] - (x0 + x1) / 2) / across
        dy = (self._line[None, :, None] - (y1 - 2 / SIZE)) / high
        edge = (1 - (dx.square() + dy.square()).sqrt()) * high * self.size / 2.2
        alpha = 0.37 * edge.sigmoid() * (casts[:, None, None] & (y1 > 0.5))
        shade = torch.tensor(SHADE, device=self.device).view(1, 3, 1, 1)
        return image + alpha[:, None] * (shade - image)


def _laid(pictures: Tensor, boxes: Tensor, mirrored: npt.NDArray[np.bool_], size: int) -> Tensor:
    """Pictures [n, C, H, W] in their boxes [n, 4] of frames [n, C, size, size], some turned."""
    grid = within(boxes, size)
    grid[..., 0] *= 1 - 2 * torch.from_numpy(mirrored).to(grid)[:, None, None]
    return fitted(pictures, boxes, grid, "bicubic").clamp(0, 1)


class Rows:
    """Rows of a byte array [M, H, W, C]; `take` gives [n, C, H, W] float32 in [0, 1]."""

    def __init__(self, pixels: npt.NDArray[np.uint8], device: torch.device) -> None:
        self._pixels, self._device = pixels, device
        self._held = None
        if device.type != "cpu":
            self._held = torch.from_numpy(np.ascontiguousarray(pixels)).to(device)

    def __len__(self) -> int:
        return len(self._pixels)

    def pieces(
        self, rng: np.random.Generator, n: int, sides: tuple[float, float], size: int
    ) -> Tensor:
        """Squares [n, C, size, size] cut anywhere; `sides`: how long in the picture, in pixels."""
        pictures = self.take(rng.integers(0, len(self), n))
        side = rng.uniform(*sides, n) / pictures.shape[-1]
        left, top = rng.random((2, n)) * (1 - side)
        theta = np.zeros((n, 2, 3))
        theta[:, 0, 0] = theta[:, 1, 1] = side
        theta[:, 0, 2], theta[:, 1, 2] = 2 * left + side - 1, 2 * top + side - 1
        return warped(pictures, theta, size)

    def take(self, at: npt.NDArray[np.int64]) -> Tensor:
        if self._held is None:
            rows = torch.from_numpy(self._pixels[at])
        else:
            rows = self._held[torch.from_numpy(at).to(self._device)]
        return rows.permute(0, 3, 1, 2).float() / 255


def premultiplied(rgba: Tensor) -> Tensor:
    """RGBA [n, 4, H, W] of straight alpha, its colours times it."""
    return torch.cat([rgba[:, :3] * rgba[:, 3:], rgba[:, 3:]], 1)


def warped(pictures: Tensor, theta: npt.NDArray[np.float64], size: int) -> Tensor:
    """Pictures [n, C, H, W] seen through `theta` [n, 2, 3] (see `affine_grid`), zero outside."""
    shape = [*pictures.shape[:2], size, size]
    grid = F.affine_grid(given(theta, pictures.device), shape, align_corners=False)
    return F.grid_sample(pictures, grid, align_corners=False)


def given(values: npt.NDArray[np.float64], device: torch.device) -> Tensor:
    """Drawn numbers as float32 where they are needed."""
    return torch.from_numpy(values).float().to(device)
