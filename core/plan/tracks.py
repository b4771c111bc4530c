"""Time inside a scene: from sparse keys to a box at any moment.

Owns interpolation and the simplification of dense keys. Positions are layout frames, which may
be fractions; a scene's `n` samples spread linearly from its first layout frame to its last.
The same arithmetic, in the same order, is done by the editor in the browser
(`tests/golden/interpolation.json` holds both to it).

The dense boxes of a track are kept while the track lives: an edit makes one track anew and leaves
all others the same objects, so that an edit, its dirty scenes and the views after it sample once.
"""

from __future__ import annotations

import weakref
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from core.errors import PlanError
from core.plan.geometry import Box
from core.plan.schema import Key, Scene, Track

Boxes = tuple[Box | None, ...]
_Course = tuple[tuple[int, tuple[float, ...]], ...]


class _Kept(weakref.ref[Track]):
    """The boxes of one living track; `place` is where they stand in `_kept`."""

    __slots__ = ("boxes", "place")
    boxes: Boxes
    place: tuple[int, int, int]


# by identity (hashing a track by value costs more than sampling it), layout frames and samples
_kept: dict[tuple[int, int, int], _Kept] = {}


def _forget(gone: weakref.ref[Track]) -> None:
    if isinstance(gone, _Kept):
        _kept.pop(gone.place, None)


@lru_cache(maxsize=1024)
def positions(layout_frames: int, n: int) -> tuple[float, ...]:
    """The layout-frame position of each of `n` samples; a single sample stands at 0."""
    if n == 1:
        return (0.0,)
    last, steps = layout_frames - 1, n - 1
    return tuple(i * last / steps for i in range(n))


def sample(keys: Sequence[Key], at: Sequence[float]) -> Boxes:
    """The box at each position of `at`, which ascends. None where the track is absent."""
    frames = tuple([key.frame for key in keys])
    course = _course(frames, tuple([key.easing for key in keys]), tuple(at))
    found = [key.box for key in keys]
    boxes: list[Box | None] = []
    add, make = boxes.append, tuple.__new__
    for index, ways in course:
        still = found[index]
        after = found[index + 1] if index + 1 < len(found) else None
        if still is None or after is None:
            boxes += [still] * len(ways)
            continue
        x0, y0, x1, y1 = still  # geometry.lerp, without a call for each of 30,000 boxes
        bx0, by0, bx1, by1 = after
        dx0, dy0, dx1, dy1 = bx0 - x0, by0 - y0, bx1 - x1, by1 - y1
        for t in ways:
            moved = (x0 + dx0 * t, y0 + dy0 * t, x1 + dx1 * t, y1 + dy1 * t)
            add(make(Box, moved) if t else still)
    return tuple(boxes)


@lru_cache(maxsize=4096)
def _course(frames: tuple[int, ...], easings: tuple[str, ...], at: tuple[float, ...]) -> _Course:
    """Which key each position follows, and how far it is on the way to the next: 0 at the key.

    Most tracks of a plan have keys on the same frames, and so one course.
    """

    def follows(position: float) -> int:
        return max(bisect_right(frames, position) - 1, 0)  # before the first it stands there

    def way(index: int, position: float) -> float:
        begin = frames[index]
        if index + 1 == len(frames) or position <= begin or easings[index] == "hold":
            return 0.0
        t = (position - begin) / (frames[index + 1] - begin)
        return t * t * (3 - 2 * t) if easings[index] == "ease" else t

    grouped = groupby(at, follows)
    return tuple((index, tuple([way(index, p) for p in group])) for index, group in grouped)


def box_at(track: Track, frame: float) -> Box | None:
    """The track's box at a layout frame (a fraction lies between two), None where absent."""
    return sample(track.keys, (frame,))[0]


def boxes_at(scene: Scene, frame: float) -> list[tuple[Track, Box | None]]:
    """Every track with its box at a layout frame, from back to front."""
    return [(track, box_at(track, frame)) for track in scene.tracks]


def dense(track: Track, scene: Scene, n: int) -> Boxes:
    """`n` boxes over the whole span of `scene`; `n = scene.frame_count` gives the rendered ones.

    Raises:
        PlanError: `n` is below 1.
    """
    if n < 1:
        raise PlanError(f"{n} frames were asked for: ask for at least 1")
    place = (id(track), scene.layout_frames, n)
    kept = _kept.get(place)
    if kept is None or kept() is not track:
        kept = _Kept(track, _forget)
        kept.place, kept.boxes = place, sample(track.keys, positions(scene.layout_frames, n))
        _kept[place] = kept
    return kept.boxes


def simplified(keys: Sequence[Key], tolerance: float) -> tuple[Key, ...]:
    """Fewer keys whose linear interpolation stays within `tolerance` of every dropped key.

    Ramer-Douglas-Peucker in time over the four coordinates (largest deviation of any of them).
    Only linear stretches of present boxes are thinned: null keys, "hold" and "ease" keys and the
    keys they lead to stay.
    """
    kept: list[Key] = []
    start = 0
    for end in range(1, len(keys) + 1):
        if end == len(keys) or not _plain(keys[end - 1], keys[end]):
            kept += _thinned(keys[start:end], tolerance)
            start = end
    while len(kept) > 1 and kept[-1].box is not None and kept[-1].box == kept[-2].box:
        kept.pop()  # a track stands at its last key anyway
    return tuple(kept)


def _plain(a: Key, b: Key) -> bool:
    return a.box is not None and b.box is not None and a.easing == "linear"


def _thinned(keys: Sequence[Key], tolerance: float) -> list[Key]:
    if len(keys) <= 2:
        return list(keys)
    keep = {0, len(keys) - 1}
    stretches = [(0, len(keys) - 1)]
    while stretches:
        first, last = stretches.pop()
        worst, index = tolerance, -1
        for middle in range(first + 1, last):
            error = _deviation(keys[first], keys[last], keys[middle])
            if error > worst:
                worst, index = error, middle
        if index >= 0:
            keep.add(index)
            stretches += [(first, index), (index, last)]
    return [keys[i] for i in sorted(keep)]


def _deviation(a: Key, b: Key, key: Key) -> float:
    straight = sample((a, b), (key.frame,))[0]
    if straight is None or key.box is None:
        return float("inf")
    return max(abs(p - q) for p, q in zip(straight, key.box, strict=True))
