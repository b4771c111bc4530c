"""From a plan to clips: what renders, what is reused, what a failure leaves."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys

import numpy as np
import pytest

from core.errors import BadFrames, Cancelled, OutOfMemory, PlanError
from core.plan.schema import Sampling
from core.render.cache import ClipCache
from core.render.film import FilmOrder, clips_of, render_film, scene_number, stitched
from core.render.results import FilmEvent
from tests.plans import changed, make_plan, with_picture
from tests.stub_engine import FrugalStub, Mischief, StubEngine


def frame_hashes(order: FilmOrder, engine: StubEngine, cache: ClipCache) -> list[str]:
    results = render_film(order, engine, cache)
    clips = clips_of(order.plan, results, cache)
    return [hashlib.sha256(clip.frames.tobytes()).hexdigest() for clip in clips]


def test_a_second_render_of_the_same_plan_renders_nothing(engine, cache, plan):
    first = render_film(FilmOrder(plan, {}), engine, cache)
    second = render_film(FilmOrder(plan, {}), engine, cache)
    assert engine.rendered == ["scene-1", "scene-2"]
    assert [r.cached for r in first] == [False, False]
    assert [r.cached for r in second] == [True, True]
    assert [r.key for r in first] == [r.key for r in second]


def test_a_changed_description_renders_only_its_own_scene_again(engine, cache, plan):
    render_film(FilmOrder(plan, {}), engine, cache)
    edited = changed(plan, scenes=(plan.scenes[0], changed(plan.scenes[1], description="a cat")))
    results = render_film(FilmOrder(edited, {}), engine, cache)
    assert [r.cached for r in results] == [True, False]


def test_another_picture_for_the_dog_renders_its_scenes_again(engine, cache):
    plan = make_plan(2, ("dog", "cat"))
    red, red_pictures = with_picture(plan, "dog", "red")
    blue, blue_pictures = with_picture(plan, "dog", "blue")
    a = render_film(FilmOrder(red, red_pictures), engine, cache)
    b = render_film(FilmOrder(blue, blue_pictures), engine, cache)
    assert not any(r.cached for r in b)
    before, after = (clips_of(plan, r, cache)[0].frames.astype(int) for r in (a, b))
    assert np.abs(before - after)[0, 4:22, :19].mean() > 20  # the dog's lane
    assert np.array_equal(before[0, 35:], after[0, 35:])  # the cat's


def test_similarity_to_the_picture_is_kept_with_the_clip(engine, cache):
    plan, pictures = with_picture(make_plan(1), "dog", "red")
    first = render_film(FilmOrder(plan, pictures), engine, cache)[0]
    again = render_film(FilmOrder(plan, pictures), engine, cache)[0]
    assert first.similarity and first.similarity[0][0] == "dog"
    assert again.cached and again.similarity == first.similarity


def test_events_tell_the_steps_of_each_scene_and_its_end(engine, cache, plan):
    events: list[FilmEvent] = []
    render_film(FilmOrder(plan, {}), engine, cache, events.append)
    assert [(e.scene_number, e.step) for e in events if e.result is None] == [
        (scene, step) for scene in (1, 2) for step in (1, 2, 3, 4)
    ]
    assert [e.scene_id for e in events if e.result] == ["scene-1", "scene-2"]
    assert events[0].preview is not None and events[0].preview.shape == (16, 16, 16, 3)


def test_R10_a_scene_alone_equals_the_scene_in_the_film(engine, tmp_path, plan):
    film = frame_hashes(FilmOrder(plan, {}), engine, ClipCache(tmp_path / "a", needs_free_bytes=0))
    alone = ClipCache(tmp_path / "b", needs_free_bytes=0)
    assert frame_hashes(FilmOrder(plan, {}, scenes=("scene-2",)), engine, alone) == film[1:]


def test_R10_the_same_seed_gives_the_same_frames_and_another_does_not(engine, tmp_path, plan):
    def hashes(folder: str, seed: int) -> list[str]:
        order = FilmOrder(plan, {}, override=Sampling(seed=seed))
        return frame_hashes(order, engine, ClipCache(tmp_path / folder, needs_free_bytes=0))

    assert hashes("a", 7) == hashes("b", 7) != hashes("c", 8)


def test_R01_a_killed_film_goes_on_where_it_stopped(tmp_path):
    """SIGKILL in scene 3 of 8: scenes 1-2 are reused, the frames are those of a calm run."""
    code = """
import sys
from pathlib import Path
from core.render.cache import ClipCache
from core.render.film import FilmOrder, render_film
from tests.plans import make_plan
from tests.stub_engine import Mischief, StubEngine
folder = Path(sys.argv[1])
engine = StubEngine(mischief=Mischief(folder, kill_on_scene="scene-3"))
cache = ClipCache(folder / "clips", needs_free_bytes=0)
render_film(FilmOrder(make_plan(8), {}), engine, cache)
"""
    died = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, timeout=60)
    assert died.returncode == -signal.SIGKILL
    plan, engine = make_plan(8), StubEngine()
    cache = ClipCache(tmp_path / "clips", needs_free_bytes=0)
    resumed = frame_hashes(FilmOrder(plan, {}), engine, cache)
    assert engine.rendered == [f"scene-{n}" for n in range(3, 9)]
    calm = ClipCache(tmp_path / "calm", needs_free_bytes=0)
    assert resumed == frame_hashes(FilmOrder(plan, {}), StubEngine(), calm)


def test_R05_out_of_memory_gets_one_smaller_retry(tmp_path, cache, plan):
    engine = FrugalStub(mischief=Mischief(tmp_path, out_of_memory=1))
    render_film(FilmOrder(plan, {}), engine, cache)
    assert engine.chances == ["memory"]


def test_R05_out_of_memory_twice_fails_and_the_next_film_passes(tmp_path, cache, plan):
    engine = StubEngine(mischief=Mischief(tmp_path, out_of_memory=2))
    with pytest.raises(OutOfMemory):
        render_film(FilmOrder(plan, {}), engine, cache)
    assert len(render_film(FilmOrder(plan, {}), engine, cache)) == 2


@pytest.mark.parametrize("kind", ["black", "nan"])
def test_R06_bad_frames_get_one_retry_in_float32(tmp_path, cache, plan, kind):
    engine = FrugalStub(mischief=Mischief(tmp_path, **{kind: 1}))
    results = render_film(FilmOrder(plan, {}), engine, cache)
    assert engine.chances == ["float32"]
    assert stitched(plan, results, cache).n_frames == 32


def test_R06_frames_that_stay_black_fail_by_name_and_are_never_stitched_in(tmp_path, cache, plan):
    engine = FrugalStub(mischief=Mischief(tmp_path, black=2))
    with pytest.raises(BadFrames, match="scene-1 .*frame 1 is black"):
        render_film(FilmOrder(plan, {}), engine, cache)
    assert list(cache.folder.glob("*")) == []


def test_R07_cancel_stops_within_a_step_and_keeps_finished_scenes(cache, plan):
    engine, seen = StubEngine(), []

    def on_event(event: FilmEvent) -> None:
        seen.append((event.scene_id, event.step))

    with pytest.raises(Cancelled):
        render_film(FilmOrder(plan, {}), engine, cache, on_event, lambda: ("scene-2", 2) in seen)
    assert seen[-1] == ("scene-2", 2)
    results = render_film(FilmOrder(plan, {}), engine, cache)
    assert [r.cached for r in results] == [True, False]


def test_a_plan_without_scenes_and_a_scene_that_is_not_there_are_refused(engine, cache, plan):
    with pytest.raises(PlanError, match="no scenes"):
        render_film(FilmOrder(make_plan(0), {}), engine, cache)
    with pytest.raises(PlanError, match="no scene 3: this plan has 2"):
        scene_number(plan, 3)
    assert scene_number(plan, 2) == "scene-2"


def test_scenes_come_in_the_order_of_the_film_however_they_are_asked_for(engine, cache):
    order = FilmOrder(make_plan(3), {}, scenes=("scene-3", "scene-1"))
    assert [r.scene_id for r in render_film(order, engine, cache)] == ["scene-1", "scene-3"]
