"""A bank of painted backgrounds, made once and memory-mapped."""

from __future__ import annotations

import json
import logging
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.training import backgrounds

log = logging.getLogger(__name__)

PER_KIND = 256
HELD_OUT = 8  # of a kind, for evaluation


@dataclass(frozen=True)
class Backdrops:
    """`pixels` uint8 [M, 256, 256, 3]; caption, kind and ground line (y in [0, 1]) of each."""

    pixels: npt.NDArray[np.uint8]
    captions: tuple[str, ...]
    kinds: tuple[str, ...]
    grounds: npt.NDArray[np.float32]


def build(root: Path, per_kind: int = PER_KIND) -> Backdrops:
    """The bank below `root`, painted if it is not there (10 ms a picture and core)."""
    return _kept(root / "backdrops.npy", 0, per_kind)


def held_out(root: Path, per_kind: int = HELD_OUT) -> Backdrops:
    """Paintings of the same kinds that no training ever shows, kept below `root` likewise."""
    return _kept(root / "backdrops-held-out.npy", PER_KIND, per_kind)


def _kept(pixels_file: Path, first: int, per_kind: int) -> Backdrops:
    """Paintings `first`, `first` + 1... of every kind."""
    meta_file = pixels_file.with_suffix(".json")
    if not meta_file.exists():
        pixels_file.parent.mkdir(parents=True, exist_ok=True)
        kinds = len(backgrounds.KINDS)
        which = range(first * kinds, (first + per_kind) * kinds)
        pixels = np.lib.format.open_memmap(
            pixels_file, mode="w+", dtype=np.uint8, shape=(len(which), 256, 256, 3)
        )
        meta = []
        with ProcessPoolExecutor() as pool:
            for i, painted in enumerate(pool.map(_painted, which, chunksize=16)):
                pixels[i] = painted.image
                meta.append([painted.caption, painted.kind, painted.ground])
                if i % 1000 == 999:
                    log.info("painted %d of %d backgrounds", i + 1, len(which))
        pixels.flush()
        meta_file.write_text(json.dumps(meta), "utf-8")
    meta = json.loads(meta_file.read_text("utf-8"))
    return Backdrops(
        np.load(pixels_file, mmap_mode="r"),
        tuple(row[0] for row in meta),
        tuple(row[1] for row in meta),
        np.array([row[2] for row in meta], np.float32),
    )


def _painted(i: int) -> backgrounds.Background:
    kind = backgrounds.KINDS[i % len(backgrounds.KINDS)]
    return backgrounds.paint(kind, np.random.default_rng((2309, 15091, i)))
