"""Boxes for others: as a file, by the stable contract "DenseBoxes.1", and drawn over frames."""

from __future__ import annotations

import json
from pathlib import Path

from core.export.marks import outlines, overlay_boxes
from core.export.stitch import Frames
from core.plan.files import write_atomically
from core.plan.schema import Scene, VideoPlan
from core.plan.store import dense_boxes


def write_boxes(path: Path, plan: VideoPlan) -> None:
    """Write every box of every rendered frame as JSON. Raises ExportError, DiskFull."""
    text = json.dumps(dense_boxes(plan), ensure_ascii=False, indent=1, allow_nan=False)
    write_atomically(path, (text + "\n").encode("utf-8"))


def draw_boxes(frames: Frames, plan: VideoPlan, scene: Scene) -> Frames:
    """Frames uint8 [F, H, W, 3] of a scene with its named boxes drawn over a copy of them."""
    return overlay_boxes(frames, outlines(plan, scene, len(frames)))
