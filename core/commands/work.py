"""What commands do: a prompt to a plan, a project to a film. Says nothing itself.

Everything that people see on the way goes through a `Bar`, which the command line owns. Planning
does not import torch.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core import limits
from core.errors import InputError, PromptError
from core.plan.schema import Sampling
from core.planner.settings import ServerSettings, settings_from_environment

if TYPE_CHECKING:
    from core.export.stitch import Film
    from core.plan.archive import Project
    from core.plan.schema import Scene, VideoPlan
    from core.render.cache import ClipCache
    from core.render.film import FilmOrder
    from core.render.results import FilmEvent, SceneResult
    from core.render.types import Engine, Frames

Options = argparse.Namespace
Engines = Callable[[str, str, Path | None], "Engine"]  # name, device, folder of weights
Move = Callable[[float, str], None]  # the part that is done in [0, 1], and a word on it
Tell = Callable[[str], None]  # a line for people, beside what the command gives
Bar = Callable[[str], AbstractContextManager[Move]]  # a bar of that title


def planned(options: Options, bar: Bar, tell: Tell) -> VideoPlan:
    """A plan for the prompt, by the planner that was asked for.

    Raises:
        InputError, PlannerError: an empty prompt, no server, or a server that gave no plan.
    """
    _check_prompt(options.prompt)
    settings = None if options.planner == "offline" else _server(options)
    if settings is not None:
        return _planned_by_model(options, settings, bar, tell)
    if options.planner == "openai":
        raise InputError("no server is configured: give --base-url, or set OPENAI_API_KEY")
    from core.planner.offline import plan_offline

    return plan_offline(options.prompt, options.scenes)


def _planned_by_model(
    options: Options, settings: ServerSettings, bar: Bar, tell: Tell
) -> VideoPlan:
    """Tells what it will take, each scene as it comes, what was mended, and what it took."""
    from core.planner.client import Client
    from core.planner.director import direct, offering_offline
    from core.planner.prompts import estimate

    prices = settings.input_price, settings.output_price
    tell(f"{settings}: {estimate(options.prompt, options.scenes).words(*prices)}")

    def show(scene: Scene) -> None:
        names = ", ".join(dict.fromkeys(track.entity for track in scene.tracks))
        what = f"boxes of {names}" if names else scene.description
        tell(f"{scene.id}: {what}")
        move(0.75 if names else 0.25, f"{scene.id} is {'laid out' if names else 'written'}")

    with bar("Planning") as move, offering_offline():
        made = direct(options.prompt, Client(settings), options.scenes, show)
    for warning in made.warnings:
        tell(f"note: {warning}")
    tell(made.usage.words(*prices))
    return made.plan


def _server(options: Options) -> ServerSettings | None:
    key = os.environ.get(options.api_key_env) if options.api_key_env else None
    if options.api_key_env and not key:
        raise InputError(f"the environment variable {options.api_key_env} holds no key")
    return settings_from_environment(
        os.environ, base_url=options.base_url, model=options.model, api_key=key
    )


def _check_prompt(prompt: str) -> None:
    if not prompt.strip():
        raise PromptError("the prompt is empty: describe the film, a sentence a scene")
    if len(prompt) > limits.PROMPT_CHARS:
        raise PromptError(
            f"the prompt has {len(prompt)} characters: shorten it to {limits.PROMPT_CHARS}"
        )


def film_of(project: Project, options: Options, engines: Engines, bar: Bar) -> str:
    """Render a project and write the film; gives a line on what was made.

    Raises:
        InputError, RenderError, ExportError: as its parts do; finished scenes are kept.
    """
    from core.export.boxes import draw_boxes
    from core.export.stitch import stitch
    from core.export.video import write_film
    from core.render.film import FilmOrder, clips_of, scene_number
    from core.render.project import with_references
    from core.render.types import Clip

    project = with_references(project, dict(options.reference))
    plan = project.plan
    scenes = None if options.scene is None else (scene_number(plan, options.scene),)
    override = Sampling(seed=options.seed, steps=options.steps)
    order = FilmOrder(plan, project.pictures, scenes, override)
    results, cache = _render(order, options, engines, bar)
    clips = clips_of(plan, results, cache)
    if options.overlay_boxes:
        shown = [plan.scene(result.scene_id) for result in results]
        clips = [
            Clip(draw_boxes(c.frames, plan, s), c.fps) for c, s in zip(clips, shown, strict=True)
        ]
    film = stitch(clips, options.cross_fade)
    write_film(options.output, film)
    new = sum(not result.cached for result in results)
    return f"{options.output}: {_said(film)}; {new} scenes rendered, {len(results) - new} kept"


def rendered(project: Project, options: Options, engines: Engines, bar: Bar) -> dict[str, Frames]:
    """Frames of every scene by its id, for an export that shows them."""
    from core.render.film import FilmOrder, clips_of

    order = FilmOrder(project.plan, project.pictures)
    results, cache = _render(order, options, engines, bar)
    clips = clips_of(project.plan, results, cache)
    return {result.scene_id: clip.frames for result, clip in zip(results, clips, strict=True)}


def check_output(path: Path, *suffixes: str) -> None:
    """Refuse before the work what could not be written after it. Raises InputError."""
    if suffixes and path.suffix.lower() not in suffixes:
        raise InputError(f"{path.name} cannot be written: end it in {', '.join(suffixes)}")
    if not path.parent.is_dir():
        raise InputError(f"the folder {path.parent} is not there: make it first")


def text_of(path: Path) -> str:
    """The text of a file from elsewhere. Raises InputError: unreadable, or too large."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from None
    if len(data) > limits.JSON_BYTES:
        raise InputError(f"{path} has {len(data)} bytes: at most {limits.JSON_BYTES} are read")
    return data.decode("utf-8-sig", "replace")


def _render(
    order: FilmOrder, options: Options, engines: Engines, bar: Bar
) -> tuple[list[SceneResult], ClipCache]:
    from core.render.cache import ClipCache
    from core.render.film import render_film

    cache = ClipCache(options.cache)
    factory = partial(engines, options.engine, options.device, options.weights)
    address = getattr(options, "cluster", None)
    with bar("Rendering") as move:

        def on_event(event: FilmEvent) -> None:
            part = 1.0 if event.result else event.step / event.steps
            done = (event.scene_number - 1 + part) / event.n_scenes
            move(done, f"scene {event.scene_number} of {event.n_scenes}")

        if address is None:
            return render_film(order, factory(), cache, on_event), cache
        from core.render.cluster import render_on_cluster
        from core.render.cluster_pool import Cluster

        cluster = Cluster(address, options.workers)
        return render_on_cluster(order, factory, cache, cluster, on_event), cache


def _said(film: Film) -> str:
    width, height = film.size
    return f"{film.n_frames} frames of {width}x{height} at {film.fps} fps"
