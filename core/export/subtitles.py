"""What each scene shows, as SubRip subtitles in the time of the film."""

from __future__ import annotations

from pathlib import Path

from core.errors import InputError
from core.export.stitch import starts
from core.plan.files import write_atomically
from core.plan.schema import VideoPlan


def subtitles(plan: VideoPlan, cross_fade: int = 0) -> str:
    """The text of an .srt file; a scene without a description has no line.

    Raises:
        InputError: scenes of different frame rates, which are no film.
    """
    rates = sorted({scene.fps for scene in plan.scenes})
    if len(rates) > 1:
        raise InputError(f"scenes run at {rates} frames a second: give all of them the same fps")
    blocks: list[str] = []
    for scene, first in zip(
        plan.scenes, starts([s.frame_count for s in plan.scenes], cross_fade), strict=True
    ):
        last = first + scene.frame_count - cross_fade
        if scene is plan.scenes[-1]:
            last += cross_fade
        text = scene.description.replace("-->", "→")
        if text:
            times = f"{_time(first / scene.fps)} --> {_time(last / scene.fps)}"
            blocks.append(f"{len(blocks) + 1}\n{times}\n{text}\n")
    return "\n".join(blocks)


def write_subtitles(path: Path, plan: VideoPlan, cross_fade: int = 0) -> None:
    """Write `subtitles`. Raises as it does, and ExportError, DiskFull."""
    write_atomically(path, subtitles(plan, cross_fade).encode("utf-8"))


def _time(seconds: float) -> str:
    millis = round(seconds * 1000)
    minutes, millis = divmod(millis, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{millis // 1000:02},{millis % 1000:03}"
