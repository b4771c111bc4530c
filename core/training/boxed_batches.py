"""Batches for guided attention from boxed pictures: what is the same in every step is kept.

Embeddings of all crops and names are computed once and stored beside the run. Which pictures a
step sees depends on the seed, the step and the process alone, so that a run can go on anywhere.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from core.errors import InputError
from core.grounding.batch import GroundingBatch, pack
from core.layout2vid.checkpoint import load_tensors
from core.plan.geometry import Box
from core.training.bases import Base
from core.training.boxed_images import BoxedImage, crop, square

log = logging.getLogger(__name__)

DROP_CAPTION = 0.5  # GLIGEN's share
DROP_GROUNDING = 0.1
DROP_IMAGE = 0.15  # so that words alone work, where there is no prior
DROP_WORDS = 0.3  # so that a picture alone works
CHUNK = 64
TRIES = 20


@dataclass(frozen=True)
class BoxedBatch:
    """pixels [B, 3, S, S] in [0, 1]; captions B; grounding of B frames; the pictures' boxes."""

    pixels: Tensor
    captions: list[str]
    grounding: GroundingBatch
    boxes: tuple[tuple[Box, ...], ...]

    def alone(self, i: int) -> GroundingBatch:
        """The grounding of picture `i` as that of one frame."""
        whole = self.grounding
        here = whole.frame == i
        return replace(
            whole, of=whole.of[here], frame=whole.frame[here] * 0, boxes=whole.boxes[here],
            depth=whole.depth[here], n_frames=1,
        )  # fmt: skip


@dataclass(frozen=True)
class Bank:
    """Embeddings of things, one row each in the order of the pictures. image [N, D], text [N, T];
    `first[i]` is the row of picture i's first thing."""

    image: Tensor
    text: Tensor
    first: tuple[int, ...]


def bank_of(images: list[BoxedImage], base: Base, path: Path, device: torch.device) -> Bank:
    """The bank at `path`, made if it is not there or was made of other pictures."""
    digest = hashlib.sha256(
        json.dumps([[i.things, str(i.source)] for i in images]).encode()
    ).hexdigest()
    counts = [len(i.things) for i in images]
    first = tuple(int(n) for n in np.cumsum([0, *counts[:-1]]))
    if not path.is_file() or _digest(path) != digest:
        _make(images, base, path, digest)
    found = load_tensors(path)
    return Bank(found["image"], found["text"][found["word"]], first)


@torch.no_grad()
def _make(images: list[BoxedImage], base: Base, path: Path, digest: str) -> None:
    names = sorted({name for image in images for name, _ in image.things})
    words = torch.cat([base.words(names[i : i + CHUNK]).cpu() for i in range(0, len(names), CHUNK)])
    looks: list[Tensor] = []
    waiting: list[Image.Image] = []
    for number, image in enumerate(images):
        try:
            picture = image.open()
        except InputError as error:
            log.warning("%s; it is left out", error)
            picture = Image.new("RGB", (64, 64), "grey")
        waiting += [crop(picture, box) for _, box in image.things]
        if len(waiting) >= CHUNK or number + 1 == len(images):
            looks.append(base.looks(waiting).cpu())
            waiting = []
        if (number + 1) % 1000 == 0:
            log.info("embedded the things of %d of %d pictures", number + 1, len(images))
    index = {name: i for i, name in enumerate(names)}
    word = torch.tensor([index[name] for image in images for name, _ in image.things])
    path.parent.mkdir(parents=True, exist_ok=True)
    tensors = {"image": torch.cat(looks).half(), "text": words.half(), "word": word}
    part = path.with_suffix(".part")
    save_file(tensors, part, metadata={"digest": digest})
    part.replace(path)


def _digest(path: Path) -> str | None:
    with safe_open(path, "pt") as opened:
        metadata: dict[str, Any] = opened.metadata() or {}
    return metadata.get("digest")


@dataclass
class Batches:
    """Draws batches of `size` pictures."""

    images: list[BoxedImage]
    bank: Bank
    side: int
    size: int
    seed: int
    broken: int = 0

    def draw(self, step: int, rank: int = 0) -> BoxedBatch:
        """The batch of a step. Pictures that cannot be read are replaced by others.

        Raises:
            InputError: twenty pictures in a row could not be read.
        """
        rng = np.random.default_rng((self.seed, step, rank))
        drawn = [self._one(rng) for _ in range(self.size)]
        return self._batch(drawn, rng, whole=False)

    def fixed(self, n: int) -> BoxedBatch:
        """The same `n` pictures at each call, nothing dropped: for validation."""
        rng = np.random.default_rng((self.seed, 10**9))
        return self._batch([self._one(rng) for _ in range(n)], rng, whole=True)

    def _one(self, rng: np.random.Generator) -> tuple[int, Any]:
        for _ in range(TRIES):
            at = int(rng.integers(len(self.images)))
            try:
                cut = square(self.images[at], self.side, float(rng.random()))
            except InputError as error:
                self.broken += 1
                log.warning("%s; another is taken", error)
                continue
            if cut.boxes:
                return at, cut
        raise InputError(f"{TRIES} pictures in a row could not be used: are they all there?")

    def _batch(
        self, drawn: list[tuple[int, Any]], rng: np.random.Generator, whole: bool
    ) -> BoxedBatch:
        frames: list[list[tuple[int, Box]]] = []
        rows: list[int] = []
        for at, cut in drawn:
            kept = whole or rng.random() >= DROP_GROUNDING
            frames.append([(len(rows) + i, box) for i, box in enumerate(cut.boxes)] if kept else [])
            rows += [self.bank.first[at] + k for k in cut.kept] if kept else []
        n = max(1, len(rows))
        has_text = torch.from_numpy(rng.random(n) >= (0.0 if whole else DROP_WORDS))
        has_image = torch.from_numpy(rng.random(n) >= (0.0 if whole else DROP_IMAGE)) | ~has_text
        grounding = pack(
            self.bank.image[rows or [0]], self.bank.text[rows or [0]], frames, has_image, has_text
        )
        pixels = np.stack([np.asarray(cut.picture) for _, cut in drawn])
        captions = [self._caption(at, cut) for at, cut in drawn]
        if not whole:
            captions = [c if rng.random() >= DROP_CAPTION else "" for c in captions]
        return BoxedBatch(
            torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255,
            captions,
            grounding,
            tuple(tuple(cut.boxes) for _, cut in drawn),
        )

    def _caption(self, at: int, cut: Any) -> str:
        """The picture's caption, or the names of what is to be seen."""
        image = self.images[at]
        return image.caption or ", ".join(dict.fromkeys(image.things[k][0] for k in cut.kept))
