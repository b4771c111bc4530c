"""Which export a file name asks for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from core.errors import InputError
from core.export.boxes import write_boxes
from core.export.sheet import write_sheet
from core.export.stitch import Frames
from core.export.subtitles import write_subtitles
from core.export.timeline import write_timeline
from core.plan.schema import VideoPlan

KINDS = (".boxes.json", ".pdf", ".png", ".srt", ".otio")


def kind_of(path: Path) -> str:
    """One of KINDS, by the name of the file. Raises InputError for any other."""
    name = path.name.lower()
    if name == "boxes.json":
        return ".boxes.json"
    for kind in KINDS:
        if name.endswith(kind):
            return kind
    raise InputError(f"{path.name} names no export: end it in {', '.join(KINDS)}")


def export_plan(
    plan: VideoPlan,
    path: Path,
    frames: Mapping[str, Frames] | None = None,
    film: str | None = None,
    cross_fade: int = 0,
) -> None:
    """Write a plan as the name of `path` says.

    Args:
        frames: rendered scenes by id, for contact sheets.
        film: the film's file, for timelines.

    Raises:
        InputError: no such kind, or a plan that this kind cannot hold.
        ExportError, DiskFull: it could not be written.
    """
    kind = kind_of(path)
    if kind == ".boxes.json":
        write_boxes(path, plan)
    elif kind in (".pdf", ".png"):
        write_sheet(path, plan, frames)
    elif kind == ".srt":
        write_subtitles(path, plan, cross_fade)
    else:
        write_timeline(path, plan, film, cross_fade)
