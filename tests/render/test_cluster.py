"""Scenes on a Ray cluster: the same frames in the same cache, whatever happens to a worker."""

from __future__ import annotations

import functools
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core.errors import Cancelled, ModelError, OutOfMemory, WorkerDied
from core.render.cache import ClipCache
from core.render.cluster import render_on_cluster
from core.render.cluster_pool import Cluster
from core.render.engine import load_engine
from core.render.film import FilmOrder, clips_of, render_film
from core.render.results import FilmEvent
from tests.command import Command
from tests.plans import changed, make_plan, with_picture
from tests.stub_engine import Mischief, StubEngine, stub

HERE = importlib.util.find_spec("ray") is not None
needs_ray = pytest.mark.skipif(
    not HERE, reason="RAY IS NOT INSTALLED: rendering on a cluster is untested; pip install ray"
)
TWO = Cluster(workers=2)
GONE = "127.0.0.1:9"  # nobody listens at the discard port


@pytest.fixture(scope="module")
def ray_here() -> Iterator[None]:
    """One local cluster for all tests of this file: starting it takes seconds."""
    import ray

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(p for p in sys.path if p))
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        if os.environ.get("VIDEODIRECTOR_TEST_RAY"):  # a cluster that was started by hand
            ray.init(address="auto", log_to_driver=False, logging_level="ERROR")
        else:
            start_ray()
        yield
        ray.shutdown()


def start_ray() -> None:
    """A cluster of two CPUs. Ray gives a node 30 s to start, which a busy machine can exceed."""
    import ray

    here = {"num_cpus": 2, "include_dashboard": False, "object_store_memory": 100 * 2**20}
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    try:
        ray.init(address="local", **here, **quiet)
    except Exception:
        ray.shutdown()
        ray.init(address="local", **here, **quiet)


def test_without_ray_the_message_says_how_to_get_it(
    cache: ClipCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"pip install 'videodirector-studio\[cluster\]'"):
        render_on_cluster(FilmOrder(make_plan(1), {}), stub, cache, TWO)


@needs_ray
def test_command_starts_a_cluster_of_its_own_when_the_announced_one_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A head that was killed leaves its address behind; Ray waited minutes for it."""
    monkeypatch.setenv("RAY_ADDRESS", GONE)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(p for p in sys.path if p))
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    plan, film = tmp_path / "plan.json", tmp_path / "film.mp4"
    plan.write_text(make_plan(2).model_dump_json())
    assert Command(tmp_path)("render", plan, "-o", film, "--cluster", "auto") == 0
    assert film.stat().st_size > 0
    assert "2 scenes rendered" in capsys.readouterr().out


@needs_ray
def test_address_where_nothing_listens_is_an_error(cache: ClipCache) -> None:
    """It is ours, said before Ray begins to wait."""
    with pytest.raises(ModelError, match=f"no Ray cluster answers at {GONE}"):
        render_on_cluster(FilmOrder(make_plan(1), {}), stub, cache, Cluster(GONE))


@needs_ray
@pytest.mark.usefixtures("ray_here")
def test_film_has_equal_frames_with_and_without_the_cluster(
    cache: ClipCache, tmp_path: Path
) -> None:
    plan, pictures = with_picture(make_plan(4, ("dog", "cat")), "dog", "red")
    order = FilmOrder(plan, pictures)
    events: list[FilmEvent] = []
    results = render_on_cluster(
        order, functools.partial(StubEngine, step_s=0.2), cache, TWO, events.append
    )
    alone = ClipCache(tmp_path / "alone", needs_free_bytes=0)
    expected = render_film(order, StubEngine(), alone)
    assert [(r.scene_id, r.key, r.similarity) for r in results] == [
        (r.scene_id, r.key, r.similarity) for r in expected
    ]
    for ours, theirs in zip(
        clips_of(plan, results, cache), clips_of(plan, expected, alone), strict=True
    ):
        assert np.array_equal(ours.frames, theirs.frames)
    told = [e.scene_id for e in events if e.result is not None]
    assert told == [scene.id for scene in plan.scenes]
    assert any(e.result is None and e.preview is not None for e in events)  # steps are told of
    again = render_on_cluster(order, stub, cache, TWO)
    assert all(r.cached for r in again)


@needs_ray
@pytest.mark.usefixtures("ray_here")
def test_R09_scene_of_a_killed_worker_runs_again_elsewhere(
    cache: ClipCache, tmp_path: Path
) -> None:
    plan, log = make_plan(3), tmp_path / "log"
    deadly = functools.partial(
        StubEngine, mischief=Mischief(tmp_path, kill_on_scene="scene-2", kills=1), log=log
    )
    results = render_on_cluster(FilmOrder(plan, {}), deadly, cache, TWO)
    assert log.read_text().split().count("scene-2") == 2
    frames = [clip.frames for clip in clips_of(plan, results, cache)]
    alone = ClipCache(tmp_path / "alone", needs_free_bytes=0)
    expected = clips_of(plan, render_film(FilmOrder(plan, {}), StubEngine(), alone), alone)
    assert all(np.array_equal(a, b.frames) for a, b in zip(frames, expected, strict=True))


@needs_ray
@pytest.mark.usefixtures("ray_here")
def test_R09_scene_that_kills_its_worker_twice_is_given_up_by_name(
    cache: ClipCache, tmp_path: Path
) -> None:
    deadly = functools.partial(
        StubEngine, mischief=Mischief(tmp_path, kill_on_scene="scene-1", kills=9)
    )
    with pytest.raises(WorkerDied, match="scene-1 was lost 2 times"):
        render_on_cluster(FilmOrder(make_plan(1), {}), deadly, cache, Cluster(workers=1))


@needs_ray
@pytest.mark.usefixtures("ray_here")
def test_errors_of_the_engine_and_a_cancel_arrive_as_they_are(
    cache: ClipCache, tmp_path: Path
) -> None:
    hungry = functools.partial(StubEngine, mischief=Mischief(tmp_path, out_of_memory=99))
    with pytest.raises(OutOfMemory):
        render_on_cluster(FilmOrder(make_plan(1), {}), hungry, cache, Cluster(workers=1))
    slow = functools.partial(StubEngine, step_s=0.3)
    told: list[FilmEvent] = []
    with pytest.raises(Cancelled):
        render_on_cluster(
            FilmOrder(make_plan(2), {}),
            slow,
            cache,
            Cluster(workers=1),
            told.append,
            lambda: bool(told),
        )


@needs_ray
@pytest.mark.usefixtures("ray_here")
def test_engines_that_the_cluster_has_no_room_for_hold_no_scene_up(cache: ClipCache) -> None:
    """A scene given to an engine that waits for a free machine used to wait for ever with it."""
    order = FilmOrder(make_plan(3), {})
    results = render_on_cluster(order, stub, cache, Cluster(workers=5))
    assert [r.cached for r in results] == [False] * 3


@needs_ray
@pytest.mark.usefixtures("ray_here")
def test_engine_that_comes_when_no_scene_is_left_holds_nothing_up(cache: ClipCache) -> None:
    """Its word, once it was ready, hid that the last scene was done: the film never ended."""
    slow = functools.partial(StubEngine, step_s=0.6)
    results = render_on_cluster(FilmOrder(make_plan(1), {}), slow, cache, TWO)
    assert [r.cached for r in results] == [False]


@needs_ray
@pytest.mark.usefixtures("ray_here")
def test_engine_that_cannot_load_is_said_in_its_own_words(cache: ClipCache) -> None:
    with pytest.raises(ModelError, match="there is no engine 'none'"):
        missing = functools.partial(load_engine, "none")
        render_on_cluster(FilmOrder(make_plan(1), {}), missing, cache, TWO)


@needs_ray
@pytest.mark.usefixtures("ray_here")
def test_scenes_with_the_same_pixels_render_once(cache: ClipCache, tmp_path: Path) -> None:
    plan = make_plan(1, sampling={"seed": 7})
    twin = changed(plan, scenes=(plan.scenes[0], changed(plan.scenes[0], id="twin")))
    log = tmp_path / "log"
    results = render_on_cluster(
        FilmOrder(twin, {}), functools.partial(StubEngine, log=log), cache, TWO
    )
    assert [r.cached for r in results] == [False, True]
    assert len(log.read_text().split()) == 1
