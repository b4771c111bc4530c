"""Plans of random boxes: sizes from a tenth to most of the frame, one to five things, some
overlapping, some moving. For box measures; what planners draw is too tame for them."""

from __future__ import annotations

import numpy as np

from core.evaluation.prompts import PLACES, THINGS
from core.plan.geometry import Box
from core.plan.schema import LAYOUT_FRAMES, Entity, Key, Scene, Track, VideoPlan

COUNTS = (1, 1, 2, 2, 3, 3, 4, 5)


def random_plan(seed: int, frame_count: int = 16) -> VideoPlan:
    """One scene, the same for the same seed."""
    rng = np.random.default_rng((seed, 2309))
    n = int(rng.choice(COUNTS))
    names = [THINGS[int(i)] for i in rng.choice(len(THINGS), n, replace=False)]
    boxes: list[Box] = []
    for _ in names:
        boxes.append(_box(rng, n, boxes, overlapping=bool(rng.random() < 0.3)))
    order = sorted(range(n), key=lambda i: boxes[i].y1)
    tracks = tuple(_track(rng, f"t{i}", names[i], boxes[i]) for i in order)
    place = str(rng.choice(PLACES)).removeprefix("a ")
    scene = Scene(
        id=f"layout-{seed}", description=f"{', '.join(names)} in {place}", background=place,
        frame_count=frame_count, tracks=tracks,
    )  # fmt: skip
    return VideoPlan(entities=tuple(Entity(name=name) for name in names), scenes=(scene,))


def _box(rng: np.random.Generator, n: int, others: list[Box], overlapping: bool) -> Box:
    """The box, of some tries, that overlaps the others least; or the first."""
    tries = []
    for _ in range(1 if overlapping else 12):
        side = float(np.exp(rng.uniform(np.log(0.12), np.log(min(0.8, 1.1 / n**0.5)))))
        stretch = float(np.exp(rng.normal(0, 0.15)))
        w, h = min(0.95, side * stretch), min(0.95, side / stretch)
        x0, y0 = float(rng.uniform(0, 1 - w)), float(rng.uniform(0, 1 - h))
        tries.append(Box(x0, y0, x0 + w, y0 + h))
    return min(tries, key=lambda box: sum(box.iou(other) for other in others))


def _track(rng: np.random.Generator, track_id: str, name: str, box: Box) -> Track:
    keys = [Key(frame=0, box=box)]
    if rng.random() < 0.5:
        moved = box.moved(float(rng.uniform(-0.4, 0.4)), float(rng.uniform(-0.2, 0.2)))
        keys.append(Key(frame=LAYOUT_FRAMES - 1, box=moved))
    return Track(id=track_id, entity=name, keys=tuple(keys))
