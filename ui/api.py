"""The named endpoints for programs: plan, render_scene, render_film, export.

They need no project: a plan goes in, a plan or a file comes out. Schemas come from the types.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.data_classes import FileData
from gradio.utils import get_upload_folder

from core.errors import InputError, RenderError, VideoDirectorError
from core.export.formats import export_plan
from core.export.stitch import stitch
from core.export.video import write_mp4
from core.plan.schema import Sampling, VideoPlan
from core.plan.store import loads_plan, save_plan
from core.planner.prompts import checked_prompt
from core.render.film import scene_number
from core.render.results import JobView
from ui.given_pictures import with_pictures
from ui.planners import Wish, write
from ui.projects import Projects

_OURS = "videodirector-"  # folders of answers begin so; others may lie beside them
EXPORTS = ("boxes.json", "sheet.png", "sheet.pdf", "film.srt", "film.otio", "plan.json")


def add_api(projects: Projects) -> None:
    """Add the endpoints to the `gr.Blocks` whose context is open."""
    api = Api(projects)

    def plan(
        request: gr.Request, prompt: str, planner: str = "offline", scenes: int | None = None
    ) -> dict[str, Any]:
        """Plan a film from a prompt. Returns a VideoPlan as JSON."""
        return _typed(lambda: api.plan(prompt, planner, scenes, address_of(request)))

    def render_scene(
        plan: dict[str, Any],
        scene: int = 1,
        seed: int | None = None,
        steps: int | None = None,
        pictures: dict[str, list[str]] | None = None,
    ) -> FileData:
        """Render one scene of a plan, counted from 1. Returns an mp4 file."""
        return _typed(lambda: api.render_scene(plan, scene, _sampling(seed, steps), pictures))

    def render_film(
        plan: dict[str, Any], cross_fade: int = 0, pictures: dict[str, list[str]] | None = None
    ) -> FileData:
        """Render all scenes of a plan and join them. Returns an mp4 file."""
        return _typed(lambda: api.render_film(plan, cross_fade, pictures))

    def export(plan: dict[str, Any], file: str = "sheet.png") -> FileData:
        """Write a plan as boxes.json, sheet.png, sheet.pdf, film.srt, film.otio or plan.json."""
        return _typed(lambda: api.export(plan, file))

    for function in (plan, render_scene, render_film, export):
        gr.api(function, api_name=function.__name__, concurrency_limit=4)


class Api:
    """What the endpoints do."""

    def __init__(self, projects: Projects) -> None:
        self._projects = projects

    def plan(self, prompt: str, planner: str, scenes: int | None, address: str) -> dict[str, Any]:
        if not isinstance(prompt, str) or not isinstance(planner, str):
            raise InputError("prompt and planner are texts")
        if scenes is not None and type(scenes) is not int:
            raise InputError(f"{str(scenes)[:40]!r} is no number of scenes: give 1 to 64, or null")
        checked_prompt(prompt)
        tools = self._projects.tools
        model = tools.planners.chosen(planner)
        if model is not None:
            tools.allowances.plans.take(address)
        written = write(Wish(prompt, scenes, tools.closing.is_set), model)
        return written.plan.model_dump(mode="json")

    def render_scene(self, value: Any, number: int, override: Sampling, given: object) -> FileData:
        plan, files = with_pictures(_plan(value), given)
        scene = scene_number(plan, number)
        view = self._render(plan, files, (scene,), override=override)
        clip = self._projects.tools.service.clip(view.results[0], plan.scene(scene).fps)
        if clip is None:
            raise RenderError("the scene is no longer in the cache: render it again")
        return _file("scene.mp4", lambda path: write_mp4(path, stitch([clip])))

    def render_film(self, value: Any, cross_fade: int, given: object) -> FileData:
        plan, files = with_pictures(_plan(value), given)
        view = self._render(plan, files, None, cross_fade=cross_fade)
        film = view.film
        if film is None:
            raise RenderError("the film was not written: try again")
        return _file("film.mp4", lambda path: shutil.copyfile(film, path))

    def export(self, value: Any, file: str) -> FileData:
        plan = _plan(value)
        if file not in EXPORTS:
            raise InputError(f"{file[:40]!r} is no export: give one of {', '.join(EXPORTS)}")
        if file == "plan.json":
            return _file(file, lambda path: save_plan(plan, path))
        return _file(file, lambda path: export_plan(plan, path))

    def _render(
        self, plan: VideoPlan, files: dict[str, bytes], scenes: tuple[str, ...] | None,
        override: Sampling | None = None, cross_fade: int = 0,
    ) -> JobView:  # fmt: skip
        service = self._projects.tools.service
        owner = "api-" + hashlib.sha256(repr((plan, scenes)).encode()).hexdigest()[:12]
        job = service.submit(
            owner, plan, files, scenes=scenes, kind="scene" if scenes else "film",
            override=override, cross_fade=cross_fade,
        )  # fmt: skip
        for _ in service.events(job):
            pass
        view = service.status(job)
        if view.state != "done":
            raise RenderError(view.error or "the render was stopped")
        return view


def address_of(request: gr.Request) -> str:
    """The network address of whoever asks, as the gate found it."""
    client = request.client
    return client.host if client is not None else "unknown"


def _plan(value: Any) -> VideoPlan:
    return loads_plan(json.dumps(value))


def _sampling(seed: int | None, steps: int | None) -> Sampling:
    try:
        return Sampling(seed=seed, steps=steps)
    except ValueError:
        raise InputError(
            f"seed {seed!r} and steps {steps!r} do not fit: a seed from 0 to 2^32-1, 1 to 100 steps"
        ) from None


def _file(name: str, write: Callable[[Path], object]) -> FileData:
    folder = Path(get_upload_folder()).resolve() / f"{_OURS}{secrets.token_hex(20)}"
    folder.mkdir(parents=True)
    try:
        write(folder / name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return FileData(path=str(folder / name), orig_name=name)


def sweep_files(older_than_s: float) -> int:
    """Remove answers that were written that long ago; returns how many."""
    count = 0
    for folder in Path(get_upload_folder()).glob(f"{_OURS}*"):
        try:
            if time.time() - folder.stat().st_mtime > older_than_s:
                shutil.rmtree(folder, ignore_errors=True)
                count += 1
        except FileNotFoundError:
            continue
    return count


def _typed(work: Callable[[], Any]) -> Any:
    """The edge: errors of ours reach the client as one line, others as one that tells nothing."""
    try:
        return work()
    except VideoDirectorError as error:
        raise gr.Error(str(error), print_exception=False) from None
