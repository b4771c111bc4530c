"""Renders of scenes as the page shows them: files made from frames, and which render fits now."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from core.errors import InputError
from core.export.sheet import filmstrip
from core.export.stitch import stitch
from core.export.video import read_mp4, write_mp4
from core.render.results import SceneResult
from core.render.types import Clip, Frames
from ui.desk import Desk
from ui.session import Session, Take, TakeKind, look_of, takes_of

THUMB = 152  # pixels a side: twice the card's, for dense screens


@dataclass(frozen=True)
class Source:
    """What a take is the render of."""

    key: str
    look: str
    story: str
    kind: TakeKind
    label: str
    similarity: tuple[tuple[str, float], ...] = ()


def make_take(desk: Desk, clip: Clip, source: Source) -> Take:
    """Write a clip's files to the media folder. Raises ExportError, LimitError, OSError."""
    frames = clip.frames
    count, height, width, _ = frames.shape
    thing = f"{source.key}:{clip.fps}"

    def put(name: str, suffix: str, write: Callable[[Path], object]) -> str:
        return desk.tools.media.publish(desk.session.token, f"{name}:{thing}", suffix, write)

    return Take(
        key=source.key, look=source.look, story=source.story, kind=source.kind, label=source.label,
        fps=clip.fps, frames=count, width=width, height=height,
        columns=math.ceil(math.sqrt(count)),
        clip=put("clip", "mp4", lambda path: write_mp4(path, stitch([clip]))),
        poster=put("poster", "webp", lambda path: _poster(frames, path)),
        moving=put("moving", "webp", lambda path: _moving(frames, clip.fps, path)),
        strip=put("strip", "jpg", lambda path: path.write_bytes(filmstrip(frames))),
        similarity=source.similarity,
    )  # fmt: skip


def frames_of(desk: Desk, take: Take) -> Clip:
    """The frames of a take: lossless from the render cache, else decoded from its clip.

    Raises:
        InputError: neither is there any more.
    """
    clip = desk.tools.service.clip(SceneResult("", take.key, cached=True), take.fps)
    if clip is not None:
        return clip
    path = desk.tools.media.path(take.clip)
    if path is None:
        raise InputError(f"{take.label} is no longer kept: render the scene again")
    frames, _ = read_mp4(path)
    return Clip(frames, take.fps)


def fresh_take(session: Session, scene_id: str, kind: TakeKind = "scene") -> Take | None:
    """The take of that kind that shows the scene as it is planned now."""
    takes = [take for take in takes_of(session, scene_id) if take.kind == kind]
    if not takes:
        return None
    look, fps = look_of(session.plan, scene_id), session.plan.scene(scene_id).fps
    return next((take for take in reversed(takes) if (take.look, take.fps) == (look, fps)), None)


def latest(session: Session, scene_id: str) -> Take | None:
    """What to show of a scene: the render that fits, else a preview that fits, else the latest."""
    return (
        fresh_take(session, scene_id)
        or fresh_take(session, scene_id, "preview")
        or next(reversed(takes_of(session, scene_id)), None)
    )


def stale(session: Session) -> tuple[str, ...]:
    """Scenes whose full render is missing or no longer what the plan says."""
    return tuple(scene.id for scene in session.plan.scenes if fresh_take(session, scene.id) is None)


def _poster(frames: Frames, path: Path) -> None:
    image = Image.fromarray(frames[len(frames) // 2])
    image.thumbnail((THUMB, THUMB))
    image.save(path, "WEBP", quality=85)


def _moving(frames: Frames, fps: int, path: Path) -> None:
    step = max(1, len(frames) // 16)
    images = [Image.fromarray(frame) for frame in frames[::step]]
    for image in images:
        image.thumbnail((THUMB, THUMB))
    images[0].save(
        path, "WEBP", save_all=True, append_images=images[1:],
        duration=round(1000 * step / fps), loop=0, quality=75,
    )  # fmt: skip
