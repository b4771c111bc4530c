"""What comes in: pictures for entities, projects and plans as files. All of it untrusted."""

from __future__ import annotations

import hashlib
import io
import logging
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from core.errors import ArchiveError, InputError, LimitError, VideoDirectorError
from core.export.video import check_mp4, read_mp4
from core.plan.archive import Project, loads_project
from core.plan.edits.base import replaced
from core.plan.schema import Reference
from core.planner.importer import read_plan
from core.render import pictures
from core.render.disk import require_free
from core.render.types import Clip
from ui import actions
from ui.desk import Desk
from ui.session import PlanReport, Session, Take, look_of, noticed, story_of
from ui.takes import Source, make_take

log = logging.getLogger(__name__)

SHOWN = 1024  # pixels: the larger side of a reference as the page shows it
CUTOUT = 400
_ZIP = b"PK"


def add_picture(desk: Desk, data: bytes) -> str:
    """Read a picture, keep it as PNG without metadata; returns its digest.

    Raises:
        PictureError: it cannot be read, or is over the caps.
        LimitError: the project's disk space is used up.
        DiskFull: there is too little disk for anything new.
    """
    require_free(desk.tools.autosave.folder)
    png = pictures.read_picture(data).png
    tools, token = desk.tools, desk.session.token
    _require_room(desk, len(png))
    digest = tools.autosave.put_picture(token, png)
    show(desk, Reference(digest=digest))
    return digest


def show(desk: Desk, reference: Reference) -> tuple[str, str | None]:
    """Addresses of a reference's picture and of its cut-out, where they can be made."""
    tools, token = desk.tools, desk.session.token
    names = _names(desk, reference)
    if tools.media.path(names[0]) is None:
        png = tools.autosave.picture(token, reference.digest)
        if png is None:
            return f"media/{names[0]}", None
        image = Image.open(io.BytesIO(png), formats=("PNG",))
        tools.media.publish(token, _thing(reference), "webp", lambda p: _webp(image, SHOWN, p))
    cutout = f"media/{names[1]}" if tools.media.path(names[1]) else None
    if cutout is None:
        tools.pool.submit(_make_cutout, desk, reference)
    return f"media/{names[0]}", cutout


def open_file(desk: Desk, data: bytes, tab: str) -> None:
    """Open a project, a plan, or a plan that another tool wrote, in place of the present one.

    Raises:
        InputError: it is none of these; the open project is unchanged.
        LimitError: its pictures do not fit in the project's disk space.
        DiskFull: there is too little disk for anything new.
    """
    require_free(desk.tools.autosave.folder)
    project, warnings = _read(data)
    project = _rebuilt(project)
    _require_room(desk, sum(map(len, project.pictures.values())))
    for png in project.pictures.values():
        desk.tools.autosave.put_picture(desk.session.token, png)
    takes = clips_of(desk, project)

    def step(session: Session) -> Session:
        changed = actions.adopted(session, project.plan)
        first = project.plan.scenes[0].id if project.plan.scenes else None
        changed = replace(
            changed, selected=first, takes={**changed.takes, **takes},
            report=PlanReport("", warnings) if warnings else None,
        )  # fmt: skip
        title = f"“{project.plan.title}”" if project.plan.title else "the file"
        return noticed(changed, "good", f"Opened {title}.", "Bring the old one back")

    desk.change(step, tab)


def clips_of(desk: Desk, project: Project) -> dict[str, tuple[Take, ...]]:
    """Takes of the clips in a project; a clip that cannot be read is left out."""
    takes = {}
    for scene in project.plan.scenes:
        if scene.id not in project.clips:
            continue
        try:
            clip = decoded(project.clips[scene.id], scene.fps)
        except VideoDirectorError as error:
            log.warning("a clip of a project is left out: %s", type(error).__name__)
            continue
        key = hashlib.sha256(project.clips[scene.id]).hexdigest()
        look, story = look_of(project.plan, scene.id), story_of(project.plan)
        source = Source(key, look, story, "scene", "From the file")
        takes[scene.id] = (make_take(desk, clip, source),)
    return takes


def decoded(mp4: bytes, fps: int) -> Clip:
    """The frames of a clip from outside. Raises InputError when it is no mp4."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        path.write_bytes(mp4)
        check_mp4(path)
        frames, _ = read_mp4(path)
    return Clip(frames, fps)


def _read(data: bytes) -> tuple[Project, tuple[str, ...]]:
    """A project, and what a person should know about how it was read."""
    if data[:2] == _ZIP:
        return loads_project(data), ()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ArchiveError(
            "this is no file of ours: open a .storyboard project or a plan in JSON"
        ) from None
    if not text.strip():
        raise InputError("the file is empty: open a .storyboard project or a plan in JSON")
    imported = read_plan(text)
    return Project(imported.plan), imported.warnings


def _rebuilt(project: Project) -> Project:
    """The project with its pictures decoded and written anew: no metadata, no hidden bytes."""
    kept, digests = {}, {}
    for old, data in project.pictures.items():
        png = pictures.read_picture(data).png
        digests[old] = hashlib.sha256(png).hexdigest()
        kept[digests[old]] = png
    if all(old == digest for old, digest in digests.items()):
        return project
    entities = tuple(
        replaced(e, references=tuple(replaced(r, digest=digests[r.digest]) for r in e.references))
        for e in project.plan.entities
    )
    return replace(project, plan=replaced(project.plan, entities=entities), pictures=kept)


def _require_room(desk: Desk, n_bytes: int) -> None:
    tools = desk.tools
    if tools.autosave.disk_bytes(desk.session.token) + n_bytes > tools.mode.project_disk_bytes:
        raise LimitError("this project's disk space is used up: begin a new one")


def _thing(reference: Reference) -> str:
    return f"reference:{reference.digest}"


def _names(desk: Desk, reference: Reference) -> tuple[str, str]:
    media, token = desk.tools.media, desk.session.token
    crop = "whole" if reference.crop is None else ",".join(f"{v:.4f}" for v in reference.crop)
    return (
        media.name(token, _thing(reference), "webp"),
        media.name(token, f"cutout:{reference.digest}:{crop}", "webp"),
    )


def _make_cutout(desk: Desk, reference: Reference) -> None:
    """Cut the thing out of its picture, for people to see what the engine sees."""
    try:
        png = desk.tools.autosave.picture(desk.session.token, reference.digest)
        if png is None:
            return
        image = Image.open(io.BytesIO(png), formats=("PNG",))
        crop = "whole"
        if reference.crop is not None:
            crop = ",".join(f"{v:.4f}" for v in reference.crop)
            x0, y0, x1, y1 = reference.crop
            w, h = image.size
            image = image.crop((round(x0 * w), round(y0 * h), round(x1 * w), round(y1 * h)))
        image.thumbnail((SHOWN, SHOWN))
        cut = pictures.cut_out(image)
        thing = f"cutout:{reference.digest}:{crop}"
        desk.tools.media.publish(
            desk.session.token, thing, "webp", lambda path: _webp(cut, CUTOUT, path)
        )
    except Exception:
        log.exception("a cut-out could not be made")
        return
    desk.tell({"kind": "changed", "tab": ""})


def _webp(image: Image.Image, side: int, path: Path) -> None:
    small = image.copy()
    small.thumbnail((side, side))
    small.save(path, "WEBP", quality=88)
