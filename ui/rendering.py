"""Rendering as work of a desk: orders to the render service, and what comes back from it."""

from __future__ import annotations

import base64
import io
import logging
import shutil
import threading
from pathlib import Path
from typing import Any

from PIL import Image

from core.errors import InputError, VideoDirectorError
from core.export.stitch import starts
from core.plan.schema import VideoPlan
from core.render.results import JobView, SceneResult
from core.render.types import Frames
from ui import actions
from ui.desk import Desk
from ui.session import (
    FilmMade,
    Order,
    Part,
    Session,
    TakeKind,
    look_of,
    noticed,
    story_of,
    takes_of,
)
from ui.takes import Source, make_take, stale

log = logging.getLogger(__name__)

LOOK = 256
_TITLES = {"preview": "Preview of", "scene": "Rendering", "film": "Film"}


def start(desk: Desk, action: actions.Render) -> None:
    """Give the work out and watch it.

    Raises:
        InputError, LimitError, DiskFull: nothing was begun.
    """
    session = desk.session
    plan = session.plan
    scenes = _scenes(session, action)
    kind = "film" if action.what == "film" else "preview" if action.what == "preview" else "scene"
    if kind == "preview":
        _drop_previews(desk)
    pictures = desk.pictures(plan)
    job = desk.tools.service.submit(
        desk.owner, plan, pictures, scenes=scenes, kind=kind, cross_fade=action.cross_fade
    )
    wanted = scenes or tuple(scene.id for scene in plan.scenes)
    order = Order(
        job,
        kind,
        story_of(plan),
        tuple((scene, look_of(plan, scene)) for scene in wanted),
        _parts(plan, action.cross_fade) if kind == "film" else (),
    )
    desk.change(lambda before: actions.ordered(before, order))
    watch(desk, job)


def cancel(desk: Desk, job: str) -> None:
    """Stop a job of this project. Raises InputError when it is none of its jobs."""
    if all(view.job != job for view in desk.tools.service.jobs(desk.owner)):
        raise InputError("this job is not there any more")
    desk.tools.service.cancel(job)


def watch(desk: Desk, job: str) -> None:
    """Follow a job until it is over, folding its results into the session."""
    if job in desk.watched:
        return
    desk.watched.add(job)
    threading.Thread(target=_watch, args=(desk, job), name=f"watch-{job}", daemon=True).start()


def resume(desk: Desk) -> None:
    """Follow again what was under way when the project was left."""
    known = {view.job for view in desk.tools.service.jobs(desk.owner)}
    for order in desk.session.orders:
        if order.job in known:
            watch(desk, order.job)
        else:
            desk.change(lambda session, job=order.job: actions.delivered(session, job))


def work(desk: Desk) -> list[dict[str, Any]]:
    """What is going on, as the page shows it."""
    views = [view for view in desk.tools.service.jobs(desk.owner) if not view.over]
    numbers = {scene.id: n for n, scene in enumerate(desk.session.plan.scenes, start=1)}
    return [_item(view, numbers) for view in views]


def _scenes(session: Session, action: actions.Render) -> tuple[str, ...] | None:
    if action.what == "film":
        return None
    if action.what == "stale":
        ids = stale(session)
        if not ids:
            raise InputError("Every scene is up to date: nothing to render.")
        return ids
    scene = action.scene or session.selected
    if scene is None:
        raise InputError("There is no scene to render: add one, or plan a film.")
    return (session.plan.scene(scene).id,)


def _drop_previews(desk: Desk) -> None:
    """A new preview takes the place of an older one that is not finished."""
    for view in desk.tools.service.jobs(desk.owner):
        if view.kind == "preview" and not view.over:
            desk.tools.service.cancel(view.job)


def _parts(plan: VideoPlan, cross_fade: int) -> tuple[Part, ...]:
    lengths = [scene.frame_count for scene in plan.scenes]
    begin = starts(lengths, cross_fade if len(lengths) > 1 else 0)
    return tuple(
        Part(scene.id, at, scene.frame_count) for scene, at in zip(plan.scenes, begin, strict=True)
    )


def _watch(desk: Desk, job: str) -> None:
    done: set[str] = set()
    view: JobView | None = None
    try:
        for view in desk.tools.service.events(job):
            for result in view.results:
                if result.scene_id not in done:
                    done.add(result.scene_id)
                    _scene_done(desk, job, result)
            desk.tell({"kind": "progress", "work": work(desk)})
        if view is not None:
            _job_over(desk, view)
    except VideoDirectorError as error:
        desk.say(str(error))
    except Exception:
        if not desk.tools.closing.is_set():
            log.exception("following a render failed")
            desk.say("A render could not be followed: see the log.")
    if desk.tools.closing.is_set():
        return  # the order stays: the job goes on at the next start
    desk.change(lambda session: actions.delivered(session, job))
    desk.tell({"kind": "progress", "work": work(desk)})


def _order(desk: Desk, job: str) -> Order | None:
    return next((order for order in desk.session.orders if order.job == job), None)


def _scene_done(desk: Desk, job: str, result: SceneResult) -> None:
    session, order = desk.session, _order(desk, job)
    scene = next((s for s in session.plan.scenes if s.id == result.scene_id), None)
    if scene is None or order is None:
        return  # deleted meanwhile
    clip = desk.tools.service.clip(result, scene.fps)
    if clip is None:
        return
    kind: TakeKind = "preview" if order.kind == "preview" else "scene"
    label = f"{'Preview' if kind == 'preview' else 'Take'} {_next_number(session, scene.id)}"
    look = dict(order.looks).get(scene.id, "")
    source = Source(result.key, look, order.story, kind, label, result.similarity)
    take = make_take(desk, clip, source)
    desk.change(lambda before: actions.taken(before, scene.id, take))


def _next_number(session: Session, scene_id: str) -> int:
    """Takes of a scene are counted from 1; a number that was given is not given again."""
    words = [take.label.split()[-1] for take in takes_of(session, scene_id)]
    return 1 + max((int(word) for word in words if word.isdecimal()), default=0)


def _job_over(desk: Desk, view: JobView) -> None:
    if view.state == "failed":
        reason = view.error or "The render failed."
        done = {result.scene_id for result in view.results}
        scene = view.scene or next((s for s in view.scenes if s not in done), None)
        desk.change(lambda session: actions.failed(session, scene, reason))
    elif view.state == "cancelled":
        desk.change(lambda session: noticed(session, "warn", "The render was stopped."))
    elif view.film is not None:
        order = _order(desk, view.job)
        if order is not None:
            film = _film(desk, view.film, order)
            desk.change(lambda session: actions.filmed(session, film))


def _film(desk: Desk, path: Path, order: Order) -> FilmMade:
    thing = f"film:{order.job}:{path.name}"
    name = desk.tools.media.publish(
        desk.session.token, thing, "mp4", lambda part: shutil.copyfile(path, part)
    )
    fps = next((s.fps for s in desk.session.plan.scenes if s.id == order.parts[0].scene), 8)
    last = order.parts[-1]
    return FilmMade(
        name, order.story, fps, last.start + last.frames, order.parts,
        tuple(look for _, look in order.looks),
    )  # fmt: skip


def _item(view: JobView, numbers: dict[str, int]) -> dict[str, Any]:
    total = max(1, len(view.scenes))
    done = {result.scene_id for result in view.results}
    at_work = view.scene is not None and view.scene not in done  # else its steps are of the past
    scene = view.scene if at_work else next((s for s in view.scenes if s not in done), None)
    step, steps = (view.step, view.steps) if at_work else (0, 0)
    number = numbers.get(view.scenes[0] if total == 1 and view.scenes else "")
    where = f"scene {number}" if number else f"{total} scenes" if total > 1 else "scene"
    title = "Film" if view.kind == "film" else f"{_TITLES[view.kind]} {where}"
    if view.state == "waiting":
        ahead = max(0, view.position - 1)
        line = "Next in the queue" if not ahead else f"Waiting: {ahead} before it in the queue"
    else:
        at = f"scene {min(view.scenes_done + 1, total)} of {total}, " if total > 1 else ""
        line = f"{at}step {step} of {steps}" if steps else f"{at}starting …"
        line = line[0].upper() + line[1:] if scene or not done else "Writing the file …"
        if view.seconds_left is not None:
            line += f" · about {_duration(view.seconds_left)} left"
    return {
        "job": view.job,
        "title": title,
        "share": min(1.0, (view.scenes_done + (step / steps if steps else 0.0)) / total),
        "line": line,
        "scene": scene,
        "state": "rendering" if view.state == "running" else "waiting",
        "step": step,
        "steps": steps,
        "look": _look(view.preview) if at_work else None,
    }


def _duration(seconds: float) -> str:
    return f"{max(1, round(seconds))} s" if seconds < 90 else f"{round(seconds / 60)} min"


def _look(frames: Frames | None) -> str | None:
    """The middle frame of a latent preview as a small picture in the page itself."""
    if frames is None:
        return None
    image = Image.fromarray(frames[len(frames) // 2])
    image = image.resize((LOOK, max(1, round(LOOK * image.height / image.width))))
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=70)
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
