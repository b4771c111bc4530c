"""Exports as work of a desk: every file format, what it needs, and how it is written."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from core.errors import InputError, VideoDirectorError
from core.export.boxes import write_boxes
from core.export.marks import outlines, overlay_boxes
from core.export.sheet import write_sheet
from core.export.stitch import Film, stitch
from core.export.subtitles import write_subtitles
from core.export.timeline import write_timeline
from core.export.video import write_film
from core.plan.archive import Project, project_bytes, reference_digests
from core.plan.schema import Scene
from core.plan.store import save_plan
from core.render.disk import require_free
from core.render.types import Clip, Frames
from ui import actions
from ui.desk import Desk
from ui.session import Session, Take, noticed
from ui.takes import frames_of, latest
from ui.views import film_is_fresh

NAME_CHARS = 40  # of a file's name before its suffix

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Format:
    """A file format: `needs` says what must be rendered before it can be written."""

    id: str
    group: str
    title: str
    suffix: str
    note: str
    needs: str  # "nothing", "scene" or "film"


FORMATS = (
    Format("film_mp4", "Film", "Film, MP4", "mp4", "H.264, plays everywhere.", "film"),
    Format("film_gif", "Film", "Film, GIF", "gif", "For chats and slides.", "film"),
    Format("film_webp", "Film", "Film, WebP", "webp", "Animated; smaller than GIF.", "film"),
    Format("scene_mp4", "Selected scene", "Scene, MP4", "mp4", "The scene as a clip.", "scene"),
    Format("scene_gif", "Selected scene", "Scene, GIF", "gif", "The scene as a loop.", "scene"),
    Format("scene_webp", "Selected scene", "Scene, WebP", "webp", "The scene as a loop.", "scene"),
    Format("sheet_png", "Storyboard", "Sheet, PNG", "png", "Pictures, boxes, text.", "nothing"),
    Format("sheet_pdf", "Storyboard", "Sheet, PDF", "pdf", "The same, to print.", "nothing"),
    Format("subtitles", "Storyboard", "Subtitles, SRT", "srt", "One line a scene.", "nothing"),
    Format("timeline", "Storyboard", "Timeline, OTIO", "otio", "For editing programs.", "nothing"),
    Format("plan", "Data", "Plan, JSON", "json", "Opens here again.", "nothing"),
    Format("boxes", "Data", "Boxes, JSON", "json", "A box for every frame.", "nothing"),
    Format("project", "Data", "Project", "storyboard", "Plan, pictures and clips.", "nothing"),
)
_BY_ID = {each.id: each for each in FORMATS}


def reason(session: Session, wanted: Format) -> str | None:
    """Why this format cannot be written now, or None."""
    if not session.plan.scenes:
        return "There are no scenes yet."
    if wanted.needs == "scene" and (not session.selected or not latest(session, session.selected)):
        return "Render the scene first."
    if wanted.needs == "film":
        missing = [s for s in session.plan.scenes if latest(session, s.id) is None]
        if missing:
            return f"Render the film first ({len(missing)} to go)."
    return None


def start(desk: Desk, action: actions.Export) -> None:
    """Begin to write a file.

    Raises:
        InputError: it cannot be written, or is being written already.
        DiskFull: there is too little disk for anything new.
    """
    wanted = _BY_ID.get(action.format)
    if wanted is None:
        raise InputError(f"there is no export {action.format[:40]!r}")
    why = reason(desk.session, wanted)
    if why:
        raise InputError(f"{wanted.title}: {why}")
    require_free(desk.tools.media.folder)
    desk.change(lambda session: _begun(session, wanted))
    desk.tools.pool.submit(_work, desk, wanted, action)


def _begun(session: Session, wanted: Format) -> Session:
    if wanted.id in session.exporting:
        raise InputError(f"{wanted.title} is being written: it is there in a moment")
    return replace(session, exporting=session.exporting | {wanted.id})


def _work(desk: Desk, wanted: Format, action: actions.Export) -> None:
    try:
        session = desk.session
        scene = action.scene or session.selected
        state = f"{session.history.revision}:{session.counter}"
        thing = f"export:{wanted.id}:{scene}:{action.overlay}:{state}"
        job = Writing(desk, session, scene, action.overlay)
        url = desk.tools.media.publish(
            session.token, thing, wanted.suffix, lambda path: job.write(wanted, path)
        )
        name = file_name(session, wanted, scene)
        desk.change(lambda s: actions.exported(s, wanted.id, f"media/{url}", name))
    except Exception as error:
        line = str(error)
        if not isinstance(error, VideoDirectorError):
            log.exception("the export failed")
            line = f"{wanted.title} could not be written: see the log."
        desk.change(lambda s: noticed(replace(s, exporting=s.exporting - {wanted.id}), "bad", line))


def file_name(session: Session, wanted: Format, scene: str | None) -> str:
    """What the file is called when it is taken: plain letters from the title, never names."""
    title = re.sub(r"[^a-z0-9]+", "-", session.plan.title.casefold()).strip("-")
    if len(title) > NAME_CHARS:  # whole words, where there are any
        title = title[: NAME_CHARS + 1].rpartition("-")[0] or title[:NAME_CHARS]
    title = title or "film"
    if wanted.id == "boxes":
        return f"{title}.boxes.json"
    if wanted.needs == "scene":
        ids = [each.id for each in session.plan.scenes]
        number = ids.index(scene) + 1 if scene in ids else 1
        return f"{title}-scene-{number:02}.{wanted.suffix}"
    return f"{title}.{wanted.suffix}"


@dataclass(frozen=True)
class Writing:
    """One export of one session."""

    desk: Desk
    session: Session
    scene: str | None
    overlay: bool

    def write(self, wanted: Format, path: Path) -> None:
        """Write the file. Raises ExportError, DiskFull, InputError."""
        plan = self.session.plan
        writers: dict[str, Callable[[Path], Any]] = {
            "film": self._whole_film,
            "scene": lambda p: write_film(p, self._film((plan.scene(self.scene or ""),))),
            "sheet": lambda p: write_sheet(p, plan, self._frames()),
            "subtitles": lambda p: write_subtitles(p, plan),
            "timeline": lambda p: write_timeline(p, plan),
            "plan": lambda p: save_plan(plan, p),
            "boxes": lambda p: write_boxes(p, plan),
            "project": self._project,
        }
        writers[wanted.id.partition("_")[0]](path)

    def _whole_film(self, path: Path) -> None:
        made = self.session.film
        fresh = made if made is not None and film_is_fresh(self.session) else None
        file = self.desk.tools.media.path(fresh.clip) if fresh else None
        if file is not None and path.suffix == ".mp4" and not self.overlay:
            shutil.copyfile(file, path)
        else:
            write_film(path, self._film(self.session.plan.scenes))

    def _film(self, scenes: tuple[Scene, ...]) -> Film:
        clips = []
        for scene in scenes:
            take = latest(self.session, scene.id)
            if take is None:
                raise InputError("a scene was not rendered yet: render the film first")
            clips.append(self._clip(scene, take))
        return stitch(clips)

    def _clip(self, scene: Scene, take: Take) -> Clip:
        clip = frames_of(self.desk, take)
        if not self.overlay:
            return clip
        marks = outlines(self.session.plan, scene, len(clip.frames))
        return Clip(overlay_boxes(clip.frames, marks), clip.fps)

    def _frames(self) -> dict[str, Frames]:
        """Rendered frames of the scenes whose picture still has the right length."""
        found = {}
        for scene in self.session.plan.scenes:
            take = latest(self.session, scene.id)
            if take is not None and take.frames == scene.frame_count:
                found[scene.id] = frames_of(self.desk, take).frames
        return found

    def _project(self, path: Path) -> None:
        plan, token = self.session.plan, self.session.token
        pictures = {d: self.desk.tools.autosave.picture(token, d) for d in reference_digests(plan)}
        clips = {}
        for scene in plan.scenes:
            take = latest(self.session, scene.id)
            file = self.desk.tools.media.path(take.clip) if take and take.kind == "scene" else None
            if file is not None:
                clips[scene.id] = file.read_bytes()
        present = {digest: data for digest, data in pictures.items() if data is not None}
        path.write_bytes(project_bytes(Project(plan, present, clips)))


def view(session: Session) -> dict[str, Any]:
    """The export panel's value."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in FORMATS:
        groups.setdefault(each.group, []).append(
            {
                "format": each.id,
                "title": each.title,
                "note": each.note,
                "reason": reason(session, each),
                "busy": each.id in session.exporting,
            }
        )
    return {
        "selected": session.selected,
        "groups": [{"title": title, "files": files} for title, files in groups.items()],
        "ready": [asdict(ready) for ready in session.ready],
    }
