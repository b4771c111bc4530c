"""Which box of a frame is which of several things of one name, the same way every time.

Owns the numbering of instances in a layout that names things frame by frame. Listing order
is believed, as long as the paths it gives are not far longer than those of the nearest boxes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.plan.geometry import Box

_LONGER = 2.0  # listing order is given up when its way is this many times the nearest one's
_SMALL = 0.05  # ... and longer by this much, so that jitter never renumbers


@dataclass(frozen=True)
class Seen:
    """One box of one frame; `tag` is the identity the source gave it, or empty."""

    box: Box
    tag: str = ""


def instances(frames: Sequence[Sequence[Seen]]) -> list[list[Box | None]]:
    """Paths of the things of one name: for each instance its box on every frame, or None.

    Instances are numbered by first appearance, within a frame in listing order. A tag keeps
    its number through all frames.
    """
    paths: list[list[Box | None]] = []
    last: list[Box] = []
    numbers: dict[str, int] = {}
    for at, seen in enumerate(frames):
        chosen = _assigned(seen, last, numbers)
        for item, number in zip(seen, chosen, strict=True):
            if number == len(paths):
                paths.append([None] * len(frames))
                last.append(item.box)
            paths[number][at] = item.box
            last[number] = item.box
            if item.tag:
                numbers.setdefault(item.tag, number)
    return paths


def _assigned(seen: Sequence[Seen], last: Sequence[Box], numbers: dict[str, int]) -> list[int]:
    """An instance number for each box; new ones go on after the known."""
    chosen: list[int | None] = [None] * len(seen)
    for i, item in enumerate(seen):
        number = numbers.get(item.tag) if item.tag else None
        if number is not None and number not in chosen:
            chosen[i] = number
    tagged = set(numbers.values())
    free = [n for n in range(len(last)) if n not in chosen and n not in tagged]
    open_items = [i for i, item in enumerate(seen) if chosen[i] is None and not item.tag]
    for i, number in _paired([seen[i].box for i in open_items], free, last).items():
        chosen[open_items[i]] = number
    fresh = len(last)
    for i, number in enumerate(chosen):
        if number is None:
            chosen[i], fresh = fresh, fresh + 1
    return [number for number in chosen if number is not None]


def _paired(boxes: Sequence[Box], free: Sequence[int], last: Sequence[Box]) -> dict[int, int]:
    nearest = _nearest(boxes, free, last)
    if len(boxes) != len(free):
        return nearest
    listed = dict(enumerate(free))
    listed_way, nearest_way = (
        sum(_way(boxes[i], last[n]) for i, n in pairs.items()) for pairs in (listed, nearest)
    )
    if listed_way > _LONGER * nearest_way and listed_way > nearest_way + _SMALL:
        return nearest
    return listed


def _nearest(boxes: Sequence[Box], free: Sequence[int], last: Sequence[Box]) -> dict[int, int]:
    """Greedy pairs of shortest way; ties go to the lower numbers."""
    ways = sorted((_way(box, last[n]), i, n) for i, box in enumerate(boxes) for n in free)
    pairs: dict[int, int] = {}
    for _, i, n in ways:
        if i not in pairs and n not in pairs.values():
            pairs[i] = n
    return pairs


def _way(a: Box, b: Box) -> float:
    (ax, ay), (bx, by) = a.center, b.center
    return math.hypot(ax - bx, ay - by)
