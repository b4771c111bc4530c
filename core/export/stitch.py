"""Clips become one film: hard cuts, or a cross-fade of a few frames. Owns no files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from core.errors import InputError

Frames = npt.NDArray[np.uint8]


class Shot(Protocol):
    """What a clip has to be: `frames` uint8 [F, H, W, 3] RGB, and frames a second."""

    @property
    def frames(self) -> Frames: ...

    @property
    def fps(self) -> int: ...


@dataclass(frozen=True)
class Film:
    """Shots in order, with `cross_fade` frames of each shared with the next one."""

    shots: tuple[Frames, ...]
    fps: int
    cross_fade: int

    @property
    def n_frames(self) -> int:
        return sum(len(shot) for shot in self.shots) - self.cross_fade * (len(self.shots) - 1)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.shots[0].shape[2], self.shots[0].shape[1]

    @property
    def starts(self) -> tuple[int, ...]:
        """The film frame on which each shot begins."""
        return starts([len(shot) for shot in self.shots], self.cross_fade)

    def frames(self) -> Iterator[Frames]:
        """The film's frames one by one, uint8 [H, W, 3]."""
        for number, shot in enumerate(self.shots):
            first = self.cross_fade if number else 0
            last = len(shot) - (self.cross_fade if number + 1 < len(self.shots) else 0)
            yield from shot[first:last]
            if number + 1 < len(self.shots):
                yield from _faded(shot, self.shots[number + 1], self.cross_fade)


def starts(lengths: Sequence[int], cross_fade: int = 0) -> tuple[int, ...]:
    """First frame of each shot in a film of shots of these lengths."""
    found, at = [], 0
    for length in lengths:
        found.append(at)
        at += length - cross_fade
    return tuple(found)


def stitch(shots: Sequence[Shot], cross_fade: int = 0) -> Film:
    """Check that the shots fit together, and join them.

    Raises:
        InputError: no shots, mixed sizes or frame rates, or a fade longer than half a shot.
    """
    if not shots:
        raise InputError("a film needs at least one scene: this one has none")
    rates = sorted({shot.fps for shot in shots})
    if len(rates) > 1:
        raise InputError(f"scenes run at {rates} frames a second: give all of them the same fps")
    sizes = sorted({f"{shot.frames.shape[2]}x{shot.frames.shape[1]}" for shot in shots})
    if len(sizes) > 1:
        raise InputError(f"scenes measure {', '.join(sizes)}: render all of them with one engine")
    if len(shots) == 1:
        cross_fade = 0
    shortest = min(len(shot.frames) for shot in shots)
    if not 0 <= cross_fade <= shortest // 2:
        raise InputError(
            f"a cross-fade of {cross_fade} frames does not fit: the shortest scene has {shortest},"
            f" give 0 to {shortest // 2}"
        )
    return Film(tuple(shot.frames for shot in shots), rates[0], cross_fade)


def _faded(before: Frames, after: Frames, n_frames: int) -> Iterator[Frames]:
    for i in range(n_frames):
        weight = (i + 1) / (n_frames + 1)
        a = before[len(before) - n_frames + i].astype(np.float32)
        b = after[i].astype(np.float32)
        yield np.rint(a + (b - a) * weight).astype(np.uint8)
