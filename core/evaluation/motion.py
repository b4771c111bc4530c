"""Does a thing move as things of its kind do? A still picture rendered, against its animation.

Each thing is given as a picture and passes by slowly in a box that does not change. What changes in
the box over a cycle is held against the frames of the animated picture, which the engine never saw
move where the thing was held out from training.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.evaluation.identity import Candidate, box_for, upright
from core.evaluation.pictures import cut
from core.evaluation.shots import Studio, planned_boxes
from core.grounding.motion import CYCLE, PHASES
from core.plan.schema import LAYOUT_FRAMES, Entity, Key, Reference, Scene, Track, VideoPlan
from core.training import moving
from core.training.sprites import Bank

GREY = 190
CROP = 64
SEEN = 32  # pixels a side at which motion is compared
MOVES = 1.5  # of 255: mean change between frames from which a thing is said to move
SIDE = 0.5
WAY = 0.12  # that it passes, so that those who stride do

Crops = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Mover:
    """A thing that really moves: its still picture, and its cycle on grey [PHASES, 64, 64, 3]."""

    still: Candidate
    real: Crops


def cast(root: Path, bank: Bank, n: int, held_out: bool, seed: int = 5) -> tuple[Mover, ...]:
    """At most `n` things that move, held out from training or not, chosen by seed.

    Raises:
        InputError: the animated pictures are not below `root` and cannot be fetched.
    """
    known = {row: path for row, path in moving.animated(root, bank)}
    rows = [row for row in sorted(known) if bank.rows[row].held_out == held_out]
    out: list[Mover] = []
    for at in np.random.default_rng(seed).permutation(len(rows)):
        real = on_grey(moving.cycle(known[rows[at]], CROP))
        if change(real) >= MOVES:
            still = Candidate(bank.rows[rows[at]].names[0], upright(bank, rows[at]))
            out.append(Mover(still, real))
        if len(out) == n:
            break
    return tuple(out)


def on_grey(rgba: Crops) -> Crops:
    """Frames [F, H, W, 4] with straight alpha laid on grey: [F, H, W, 3]."""
    alpha = rgba[..., 3:].astype(np.float32) / 255
    return (rgba[..., :3] * alpha + GREY * (1 - alpha)).round().astype(np.uint8)


def passing(mover: Mover, number: int) -> tuple[VideoPlan, dict[str, bytes]]:
    """A plan of one scene in which it passes by for a cycle, and its picture."""
    png = mover.still.png
    digest = hashlib.sha256(png).hexdigest()
    name = f"somebody {number}"
    box = box_for(mover.still.picture, (0.2, 0.3), SIDE)
    keys = (Key(frame=0, box=box), Key(frame=LAYOUT_FRAMES - 1, box=box.moved(WAY, 0)))
    scene = Scene(
        id=f"m{number}",
        description="a plain wall",
        background="plain studio wall",
        frame_count=PHASES,
        fps=round(PHASES / CYCLE),
        tracks=(Track(id="t", entity=name, keys=keys),),
    )
    entity = Entity(name=name, references=(Reference(digest=digest),))
    return VideoPlan(entities=(entity,), scenes=(scene,)), {digest: png}


def rendered(movers: Sequence[Mover], studio: Studio) -> list[Crops]:
    """What each box shows over its cycle: [PHASES, 64, 64, 3]."""
    out = []
    for number, mover in enumerate(movers):
        plan, pictures = passing(mover, number)
        scene, clip, _ = studio.shown(plan, plan.scenes[0].id, pictures)
        boxes = [planned[0].box for planned in planned_boxes(scene)]
        crops = [cut(frame, box, CROP) for frame, box in zip(clip.frames, boxes, strict=True)]
        out.append(np.stack(crops))
    return out


def change(crops: Crops) -> float:
    """Mean absolute difference, of 255, between a frame and the next, the first after the last."""
    frames = crops.astype(np.float32)
    return float(np.abs(frames - np.roll(frames, -1, 0)).mean())


def agreement(a: Crops, b: Crops) -> float:
    """Cosine in [-1, 1] between how two cycles leave their own mean, in grey, at SEEN pixels."""
    x, y = _departure(a), _departure(b)
    scale = float(np.linalg.norm(x) * np.linalg.norm(y))
    return float((x * y).sum()) / scale if scale > 0 else 0.0


def _departure(crops: Crops) -> npt.NDArray[np.float32]:
    small = [
        np.asarray(Image.fromarray(c).convert("L").resize((SEEN, SEEN), Image.Resampling.BOX))
        for c in crops
    ]
    frames = np.stack(small).astype(np.float32)
    return frames - frames.mean(0)


def measured(movers: Sequence[Mover], shown: Sequence[Crops]) -> dict[str, float]:
    """Change in the boxes and in the real cycles, agreement with one's own and with another's."""
    real = [mover.real for mover in movers]
    others = [*real[1:], *real[:1]]

    def mean(of: Callable[[Crops, Crops], float], theirs: Sequence[Crops]) -> float:
        return float(np.mean([of(a, b) for a, b in zip(shown, theirs, strict=True)]))

    return {
        "n": float(len(movers)),
        "change": float(np.mean([change(crops) for crops in shown])),
        "real_change": float(np.mean([change(crops) for crops in real])),
        "agreement": mean(agreement, real),
        "with_others": mean(agreement, others),
    }
