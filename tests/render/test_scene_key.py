"""What renames a scene, and what does not."""

from __future__ import annotations

import pytest

from core.errors import PictureError
from core.plan.geometry import Box
from core.plan.schema import Key, Sampling, Scene, VideoPlan
from core.render.request import request_for, scene_seed
from core.render.scene_key import scene_key
from tests.plans import changed, make_plan, make_scene, with_picture
from tests.stub_engine import StubEngine

INFO = StubEngine().info


def key(plan: VideoPlan, **options: object) -> str:
    return scene_key(request_for(plan, "scene-1", {}, INFO, **options), "f" * 64)


def with_scene(**changes: object) -> VideoPlan:
    return make_plan(1, **changes)


def with_track(**changes: object) -> VideoPlan:
    scene = make_scene(1)
    return with_scene(tracks=(changed(scene.tracks[0], **changes),))


BASE = key(make_plan(1))


@pytest.mark.parametrize(
    "plan",
    [
        with_scene(fps=24),
        with_scene(reading="a dog walks"),
        with_scene(source="person"),
        with_track(locked=True, hidden=True),
        with_track(id="other"),
        changed(make_plan(1), title="Another", planner="offline"),
    ],
)
def test_what_reaches_no_pixel_keeps_the_key(plan):
    assert key(plan) == BASE


@pytest.mark.parametrize(
    "plan",
    [
        with_scene(description="a dog sleeps"),
        with_scene(background="beach"),
        with_scene(frame_count=17),
        with_scene(sampling=Sampling(seed=5)),
        with_scene(sampling=Sampling(layout_strength=0.3)),
        with_scene(tracks=()),
        with_track(keys=(Key(frame=0, box=Box(0.0, 0.0, 0.3, 0.31)),)),
    ],
)
def test_what_reaches_the_pixels_changes_the_key(plan):
    assert key(plan) != BASE


def test_a_key_on_the_straight_line_between_two_others_changes_nothing():
    first, last = make_scene(1).tracks[0].keys
    middle = Box(*((a + b) / 2 for a, b in zip(first.box, last.box, strict=True)))
    assert key(with_track(keys=(first, Key(frame=4, box=middle), last))) == BASE


def test_another_engine_or_another_preview_has_other_keys():
    request = request_for(make_plan(1), "scene-1", {}, INFO)
    assert scene_key(request, "e" * 64) != BASE
    assert key(make_plan(1), preview=True) != BASE


def test_settings_come_from_override_then_scene_then_plan_then_engine():
    scene = make_scene(1, sampling=Sampling(steps=9))
    plan = changed(make_plan(1), scenes=(scene,), sampling=Sampling(steps=7, guidance=2.5))
    settings = request_for(plan, "scene-1", {}, INFO).settings
    assert (settings.steps, settings.guidance, settings.layout_strength) == (9, 2.5, 1.0)
    over = request_for(plan, "scene-1", {}, INFO, override=Sampling(steps=3)).settings
    assert over.steps == 3
    fast = request_for(plan, "scene-1", {}, INFO, preview=True).settings
    assert fast.steps == INFO.preview.steps


def test_a_seed_of_the_scene_is_taken_as_it_is_and_one_of_the_plan_is_mixed_with_the_scene():
    own = make_plan(1, sampling=Sampling(seed=5))
    assert request_for(own, "scene-1", {}, INFO).settings.seed == 5
    shared = changed(make_plan(2), sampling=Sampling(seed=5))
    seeds = [request_for(shared, s, {}, INFO).settings.seed for s in ("scene-1", "scene-2")]
    assert seeds == [scene_seed(5, "scene-1"), scene_seed(5, "scene-2")] and seeds[0] != seeds[1]
    assert request_for(own, "scene-1", {}, INFO, override=Sampling(seed=9)).settings.seed == (
        scene_seed(9, "scene-1")
    )


def test_scene_seeds_are_the_same_on_every_machine_and_release():
    assert scene_seed(0, "scene-1") == 3517821655


def test_a_missing_or_changed_picture_is_refused_and_an_unused_one_is_not_asked_for():
    plan, pictures = with_picture(make_plan(1), "dog", "red")
    digest = next(iter(pictures))
    with pytest.raises(PictureError, match="is missing"):
        request_for(plan, "scene-1", {}, INFO)
    with pytest.raises(PictureError, match="was changed"):
        request_for(plan, "scene-1", {digest: b"other"}, INFO)
    empty = changed(plan, scenes=(Scene(id="scene-1", description="a view"),))
    assert request_for(empty, "scene-1", {}, INFO).pictures == {}
