"""Time inside a scene: from sparse keys to a box at any moment.

Owns interpolation and the simplification of dense keys. Positions are layout frames, which may
be fractions; a scene's `n` samples spread linearly from its first layout frame to its last.
The same arithmetic, in the same order, is done by the editor in the browser
(`tests/golden/interpolation.json` holds both to it).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from core.errors import PlanError
from core.plan.geometry import Box
from core.plan.schema import Key, Scene, Track

Boxes = tuple[Box | None, ...]
_NEVER = 1 << 30  # a frame after all others


@lru_cache(maxsize=1024)
def positions(layout_frames: int, n: int) -> tuple[float, ...]:
    """The layout-frame position of each of `n` samples; a single sample stands at 0."""
    if n == 1:
        return (0.0,)
    last, steps = layout_frames - 1, n - 1
    return tuple(i * last / steps for i in range(n))


def sample(keys: Sequence[Key], at: Sequence[float]) -> Boxes:
    """The box at each position of `at`, which ascends. None where the track is absent."""
    boxes: list[Box | None] = []
    add, make = boxes.append, tuple.__new__
    index, last = 0, len(keys) - 1
    begin, end = 0, keys[0].frame  # before the first key it stands there
    still, after, eased = keys[0].box, None, False
    for position in at:
        while position >= end:
            key, begin = keys[index], end
            still, after = key.box, None
            if index == last:
                end = _NEVER
            else:
                index += 1
                end = keys[index].frame
                if still is not None and key.easing != "hold":
                    after, eased = keys[index].box, key.easing == "ease"
        if still is None or after is None or position <= begin:
            add(still)
            continue
        t = (position - begin) / (end - begin)
        if eased:
            t = t * t * (3 - 2 * t)
        ax0, ay0, ax1, ay1 = still  # geometry.lerp, without a call for each of 30,000 boxes
        bx0, by0, bx1, by1 = after
        add(make(Box, (ax0 + (bx0 - ax0) * t, ay0 + (by0 - ay0) * t,
                       ax1 + (bx1 - ax1) * t, ay1 + (by1 - ay1) * t)))  # fmt: skip
    return tuple(boxes)


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
    return sample(track.keys, positions(scene.layout_frames, n))


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
