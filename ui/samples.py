"""What a new project shows: a finished sample where there is one, else a planned one."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.errors import VideoDirectorError
from core.export.stitch import starts, stitch
from core.export.video import write_mp4
from core.plan.archive import load_project
from core.plan.schema import VideoPlan
from core.planner.offline import plan_offline
from ui import opening
from ui.desk import Desk, Tools
from ui.examples import EXAMPLES
from ui.session import FilmMade, Part, Session, begin, look_of, story_of
from ui.takes import frames_of

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent.parent / "assets" / "storyboards"
_TOKEN = "sample"  # its media belong to no project


def open_sample(tools: Tools, folder: Path = FOLDER) -> Session:
    """The first sample that can be opened, its clips and film ready; else a plan without clips."""
    for path in sorted(folder.glob("*.storyboard")):
        try:
            return _opened(tools, path)
        except (VideoDirectorError, OSError) as error:
            log.warning("the sample %s cannot be opened: %s", path.name, error)
    return begin(_planned(tools), _TOKEN)


def _opened(tools: Tools, path: Path) -> Session:
    project = load_project(path)
    desk = Desk(begin(project.plan, _TOKEN), tools)
    for png in project.pictures.values():
        tools.autosave.put_picture(_TOKEN, png)
    session = replace(desk.session, takes=opening.clips_of(desk, project))
    return replace(session, film=_film(desk, session))


def _film(desk: Desk, session: Session) -> FilmMade | None:
    """The film of the sample's clips, where all scenes have one."""
    scenes = session.plan.scenes
    takes = [session.takes.get(scene.id, ())[-1:] for scene in scenes]
    if not scenes or not all(takes):
        return None
    lengths = [take.frames for (take,) in takes]
    film = stitch([frames_of(desk, take) for (take,) in takes])
    name = desk.tools.media.publish(
        _TOKEN, "film:" + ":".join(take.clip for (take,) in takes), "mp4",
        lambda path: write_mp4(path, film),
    )  # fmt: skip
    parts = tuple(
        Part(scene.id, at, length)
        for scene, at, length in zip(scenes, starts(lengths), lengths, strict=True)
    )
    looks = tuple(look_of(session.plan, scene.id) for scene in scenes)
    return FilmMade(name, story_of(session.plan), film.fps, sum(lengths), parts, looks)


def _planned(tools: Tools, prompts: Sequence[str] = EXAMPLES) -> VideoPlan:
    try:
        return plan_offline(prompts[0], None)
    except VideoDirectorError as error:
        log.warning("the sample cannot be planned: %s", error)
        return VideoPlan()
