"""The edit as an OpenTimelineIO file: a clip a scene, cross-fades as transitions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import opentimelineio as otio

from core.errors import InputError
from core.export.stitch import starts
from core.plan.files import write_atomically
from core.plan.schema import Scene, VideoPlan


def timeline(plan: VideoPlan, film: str | None = None, cross_fade: int = 0) -> Any:
    """An `opentimelineio.schema.Timeline` of one video track.

    Args:
        film: where the stitched film is, relative to the file that is written; without it the
            clips name no media.

    Raises:
        InputError: scenes of different frame rates, which are no film.
    """
    rates = sorted({scene.fps for scene in plan.scenes})
    if len(rates) > 1:
        raise InputError(f"scenes run at {rates} frames a second: give all of them the same fps")
    made = otio.schema.Timeline(name=plan.title or "Storyboard")
    made.metadata["videodirector"] = {"prompt": plan.prompt, "planner": plan.planner}
    track = otio.schema.Track(name="Film", kind=otio.schema.TrackKind.Video)
    made.tracks.append(track)
    firsts = starts([scene.frame_count for scene in plan.scenes], cross_fade)
    for number, (scene, first) in enumerate(zip(plan.scenes, firsts, strict=True)):
        if number and cross_fade:
            track.append(_dissolve(cross_fade, scene.fps))
        before = cross_fade // 2 if number else 0
        after = cross_fade - cross_fade // 2 if number + 1 < len(plan.scenes) else 0
        track.append(_clip(scene, number + 1, first, film, (before, after)))
    return made


def write_timeline(
    path: Path, plan: VideoPlan, film: str | None = None, cross_fade: int = 0
) -> None:
    """Write `timeline` as .otio. Raises as it does, and ExportError, DiskFull."""
    text = timeline(plan, film, cross_fade).to_json_string(indent=2)
    write_atomically(path, (text + "\n").encode("utf-8"))


def _clip(scene: Scene, number: int, first: int, film: str | None, cut: tuple[int, int]) -> Any:
    """A scene, shortened at both ends by what the fades beside it cover."""
    offset = first if film else 0
    media = otio.schema.MissingReference()
    if film:
        media = otio.schema.ExternalReference(target_url=film)
    clip = otio.schema.Clip(
        name=f"{number} {scene.description}"[:120].strip(),
        media_reference=media,
        source_range=_range(offset + cut[0], scene.frame_count - sum(cut), scene.fps),
    )
    clip.metadata["videodirector"] = {
        "scene": scene.id,
        "description": scene.description,
        "background": scene.background,
    }
    return clip


def _dissolve(n_frames: int, fps: int) -> Any:
    half = n_frames // 2
    return otio.schema.Transition(
        name="Cross-fade",
        transition_type=otio.schema.TransitionTypes.SMPTE_Dissolve,
        in_offset=otio.opentime.RationalTime(n_frames - half, fps),
        out_offset=otio.opentime.RationalTime(half, fps),
    )


def _range(first: int, n_frames: int, fps: int) -> Any:
    return otio.opentime.TimeRange(
        otio.opentime.RationalTime(first, fps), otio.opentime.RationalTime(n_frames, fps)
    )
