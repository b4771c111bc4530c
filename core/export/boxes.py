"""Dense boxes as a file: the stable contract "DenseBoxes.1"."""

from __future__ import annotations

import json
from pathlib import Path

from core.plan.files import write_atomically
from core.plan.schema import VideoPlan
from core.plan.store import dense_boxes


def write_boxes(plan: VideoPlan, path: Path) -> None:
    """Write every box of every rendered frame as JSON. Raises ExportError, DiskFull."""
    text = json.dumps(dense_boxes(plan), ensure_ascii=False, indent=1, allow_nan=False)
    write_atomically(path, (text + "\n").encode("utf-8"))
