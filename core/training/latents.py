"""Batches for the denoiser: arranged scenes as latents, texts and grounding, on one device.

Arranging and tokenising are numbers on the CPU (on a GPU machine, in other processes);
painting, encoding and embedding happen where the network is trained.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.utils.data import IterableDataset, get_worker_info

from core.grounding.batch import GroundingBatch
from core.grounding.clip import Clip, Tokenizer
from core.layout2vid.codec import Codec
from core.training.checkpoints import autocast
from core.training.painting import Draft, Painter
from core.training.scenes import Composer
from core.training.table import Table, any_of, imagined
from core.training.workers import endless

DROP_TEXT = 0.1
DROP_GROUNDING = 0.12
DROP_IMAGE = 0.08
DROP_NAME = 0.35
IMAGINED = 0.2  # share of embeddings that the prior's own replace, where it is near enough
NOISE_ON_IMAGE = 0.12  # deviation added to image embeddings: the prior's are not exact
CONTEXT = 16
POINT = 0.12  # side of the box that stands for a middle

Boxes = Literal["box", "center"]


@dataclass(frozen=True)
class Batch:
    """latents [B, C, 1, 16, 16] of pixels [B, 3, 256, 256] in [0, 1]; states [B, T, W]; inside
    [B, 1, 1, 16, 16] in [0, 1]: share of each position that some box covers; sprite int64 [A] and
    mirrored bool [A]: what stands in the boxes of `grounding`."""

    pixels: Tensor
    latents: Tensor
    states: Tensor
    grounding: GroundingBatch
    inside: Tensor
    sprite: npt.NDArray[np.int64]
    mirrored: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Told:
    """A draft and its words: caption tokens [B, CONTEXT], the name of each entity as a row of
    the table's texts, -1 for none [E], and which scenes show their entities to the network [B]."""

    draft: Draft
    tokens: Tensor
    name: npt.NDArray[np.int64]
    grounded: npt.NDArray[np.bool_]


@dataclass
class Tales(IterableDataset[Told]):
    """Endless batches of `size` arranged and told scenes; workers draw different ones."""

    composer: Composer
    names: list[list[int]]  # rows of the table's texts, for each sprite
    tokenizer: Tokenizer
    size: int
    seed: int
    drop_grounding: float = DROP_GROUNDING

    def __iter__(self) -> Iterator[Told]:
        info = get_worker_info()
        rng = np.random.default_rng((17, self.seed, info.id if info else 0))
        self.composer.rng = rng
        while True:
            arranged = self.composer.arrange(self.size)
            captions = ["" if rng.random() < DROP_TEXT else a.caption for a in arranged]
            tokens = self.tokenizer(captions)[:, :CONTEXT]
            draft = self.composer.draft(arranged)
            names = [any_of(self.names[s], rng) for s in draft.sprite]
            grounded = rng.random(self.size) >= self.drop_grounding
            yield Told(draft, tokens, np.array(names, np.int64), grounded)


@dataclass
class Source:
    """Draws batches; frozen codec and CLIP make them. All parts lie on `device`."""

    composer: Composer
    table: Table
    codec: Codec
    clip: Clip
    tokenizer: Tokenizer
    device: str = "cpu"
    boxes: Boxes = "box"
    workers: int = 0

    def __post_init__(self) -> None:
        self._painter = Painter(self.composer.bank, self.composer.backdrops, self.device)
        self.codec.to(self.device)
        self.clip.to(self.device)

    def batches(
        self, size: int, seed: int, drop_grounding: float = DROP_GROUNDING
    ) -> Iterator[Batch]:
        """Endless batches of `size` scenes, drawn from `seed`."""
        names = self.table.rows_of(self.composer.bank)
        tales = Tales(self.composer, names, self.tokenizer, size, seed, drop_grounding)
        told = endless(tales, self.workers)
        return map(partial(self.made, rng=np.random.default_rng((18, seed))), told)

    @torch.no_grad()
    def made(self, told: Told, rng: np.random.Generator) -> Batch:
        """A told draft as the network sees it."""
        pixels = self._painter.paint(told.draft)
        with autocast(self.device):
            latents = self.codec.encode(pixels.contiguous(memory_format=torch.channels_last))
            states = self.clip.states(told.tokens.to(self.device))[0]
        boxes = torch.from_numpy(told.draft.boxes).to(self.device)
        frame = torch.from_numpy(told.draft.frame).to(self.device)
        inside = covered(boxes, frame, len(pixels), latents.shape[-1])
        kept = np.flatnonzero(told.grounded[told.draft.frame])
        return Batch(
            pixels,
            latents.float()[:, :, None],
            states.float(),
            self._grounding(told, kept, boxes, frame, rng),
            inside,
            told.draft.sprite[kept],
            told.draft.mirrored[kept],
        )

    def _grounding(
        self, told: Told, kept: npt.NDArray[np.int64], boxes: Tensor, frame: Tensor,
        rng: np.random.Generator,
    ) -> GroundingBatch:  # fmt: skip
        draft, n = told.draft, len(kept)
        sprite, name = draft.sprite[kept], told.name[kept]
        named = name >= 0
        has_text = named & (rng.random(n) >= DROP_NAME)
        has_image = (rng.random(n) >= DROP_IMAGE) | ~has_text
        view = rng.integers(0, self.table.image.shape[2], n)
        image = self.table.image[sprite, draft.mirrored[kept].astype(np.int64), view].float()
        replaced = named & ~draft.mirrored[kept] & (rng.random(n) < IMAGINED)
        image = imagined(self.table, image, name, replaced)
        amount = torch.from_numpy(rng.random((n, 1)) * 2).float().to(self.device)
        image = image + NOISE_ON_IMAGE * amount * torch.randn_like(image)
        at = torch.from_numpy(kept).to(self.device)
        ranks, counts = draft.ranks()[kept], np.bincount(draft.frame)[draft.frame[kept]]
        shown = boxes[at] if self.boxes == "box" else points(boxes[at])
        return GroundingBatch(
            image=image,
            text=self.table.text[np.maximum(name, 0)].float(),
            has_image=torch.from_numpy(has_image).to(self.device),
            has_text=torch.from_numpy(has_text).to(self.device),
            of=torch.arange(n, device=self.device),
            frame=frame[at],
            boxes=shown,
            depth=torch.from_numpy((ranks + 1) / counts).float().to(self.device),
            n_frames=len(draft.backdrop),
        )


def points(boxes: Tensor) -> Tensor:
    """Boxes [E, 4] as their middles alone: squares of side POINT."""
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    return torch.cat([middle - POINT / 2, middle + POINT / 2], 1).clamp(0, 1)


def covered(boxes: Tensor, frame: Tensor, n_frames: int, side: int) -> Tensor:
    """The most that one box covers of each position: [n_frames, 1, 1, side, side] in [0, 1]."""
    edge = torch.arange(side, device=boxes.device) / side
    x0, y0, x1, y1 = (boxes[:, k, None] for k in range(4))
    x = (torch.minimum(edge + 1 / side, x1) - torch.maximum(edge, x0)).clamp(min=0) * side
    y = (torch.minimum(edge + 1 / side, y1) - torch.maximum(edge, y0)).clamp(min=0) * side
    each = (y[:, :, None] * x[:, None, :]).flatten(1)
    out = torch.zeros(n_frames, side * side, device=boxes.device)
    out = out.scatter_reduce(0, frame[:, None].expand_as(each), each, "amax")
    return out.view(n_frames, 1, 1, side, side)
