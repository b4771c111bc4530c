"""Edits of scenes: their order, their text, their timing, and cutting them."""

from __future__ import annotations

from typing import Any

import pytest

from core import limits
from core.errors import PlanError
from core.plan.edits import apply, parse_edit
from core.plan.schema import Entity, Sampling, Scene, Track, VideoPlan
from core.plan.tracks import dense
from tests.plan.edited import DOG_KEYS, ON_DOG, PLAN, A, B, C, do, ids


def test_a_new_scene_takes_its_pace_from_the_scene_before_it() -> None:
    applied = do("add_scene", at=1, description="A ball", background="beach")
    scene = applied.plan.scenes[1]
    assert (scene.id, scene.fps, scene.frame_count, scene.source) == ("scene-1", 12, 16, "person")
    assert applied.dirty == {"scene-1"}
    with pytest.raises(PlanError, match="no place 4"):
        do("add_scene", at=4, description="")
    with pytest.raises(PlanError, match="already"):
        do("add_scene", at=0, description="", id="two")


def test_no_more_than_64_scenes_fit() -> None:
    full = VideoPlan(scenes=tuple(Scene(id=f"s{i}", description="") for i in range(limits.SCENES)))
    for edit in (
        {"kind": "add_scene", "at": 0, "description": ""},
        {"kind": "duplicate_scene", "scene": "s3"},
        {"kind": "split_scene", "scene": "s3", "frame": 4},
    ):
        with pytest.raises(PlanError, match="64 scenes"):
            apply(full, parse_edit(edit))


def test_removing_a_scene_keeps_the_cast_and_dirties_nothing() -> None:
    applied = do("remove_scene", scene="one")
    assert ids(applied) == ["two", "three"]
    assert applied.plan.entities == PLAN.entities
    assert not applied.dirty


def test_a_duplicate_follows_its_scene() -> None:
    applied = do("duplicate_scene", scene="one", id="again")
    assert ids(applied) == ["one", "again", "two", "three"]
    assert applied.plan.scenes[1].tracks == PLAN.scenes[0].tracks
    assert applied.dirty == {"again"}


def test_moving_a_scene_changes_the_order_and_no_pixel() -> None:
    assert ids(do("move_scene", scene="one", to=2)) == ["two", "three", "one"]
    assert ids(do("move_scene", scene="three", to=0)) == ["three", "one", "two"]
    assert not do("move_scene", scene="three", to=0).dirty
    with pytest.raises(PlanError, match="no place 3"):
        do("move_scene", scene="one", to=3)


def test_a_split_scene_goes_on_where_its_first_half_ended() -> None:
    applied = do("split_scene", scene="one", frame=4, id="rest")
    first, second = applied.plan.scenes[:2]
    assert (first.layout_frames, second.layout_frames) == (4, 5)
    assert (first.frame_count, second.frame_count) == (7, 9)
    assert ("".join(first.captions), "".join(second.captions)) == ("abcd", "efghi")
    whole = dense(PLAN.scenes[0].tracks[0], PLAN.scenes[0], 9)
    halves = (*dense(first.tracks[0], first, 4), *dense(second.tracks[0], second, 5))
    assert [pytest.approx(box) for box in whole] == list(halves)
    assert applied.dirty == {"one", "rest"}


@pytest.mark.parametrize("frame", [0, 1, 8, 100])
def test_both_halves_of_a_split_need_two_layout_frames(frame: int) -> None:
    with pytest.raises(PlanError, match="both halves need 2 of its 9"):
        do("split_scene", scene="one", frame=frame)


def test_a_thing_absent_from_a_half_is_not_in_it() -> None:
    leaving = do("set_key", **ON_DOG, frame=3, box=None)
    gone = do("clear_key", leaving.plan, **ON_DOG, frame=8)
    split = do("split_scene", gone.plan, scene="one", frame=4)
    assert [t.entity for t in split.plan.scenes[1].tracks] == ["cat"]


def test_merging_joins_the_paths_of_one_thing_and_lets_others_come_and_go() -> None:
    applied = do("merge_scenes", scene="one")
    scene = applied.plan.scenes[0]
    assert (scene.layout_frames, scene.frame_count) == (18, 32)
    assert scene.description == "A dog and a cat. A cat"
    assert [t.entity for t in scene.tracks] == ["dog", "cat"]
    dog = dense(scene.tracks[0], scene, 18)
    assert dog[8] == B and dog[9:] == (None,) * 9
    assert dense(scene.tracks[1], scene, 18) == (C,) * 18
    assert applied.dirty == {"one"} and ids(applied) == ["one", "three"]


def test_a_thing_new_in_the_second_half_of_a_merge_is_absent_before() -> None:
    swapped = do("move_scene", scene="two", to=0).plan
    scene = do("merge_scenes", swapped, scene="two").plan.scenes[0]
    dog = next(t for t in scene.tracks if t.entity == "dog")
    assert dense(dog, scene, 18)[:9] == (None,) * 9
    assert dense(dog, scene, 18)[9] == A


def test_a_merge_beyond_64_frames_or_32_tracks_or_at_the_end_is_refused() -> None:
    long = do("set_scene_timing", scene="one", frame_count=60).plan
    with pytest.raises(PlanError, match="76 frames: the most is 64"):
        do("merge_scenes", long, scene="one")
    with pytest.raises(PlanError, match="the last one"):
        do("merge_scenes", scene="three")
    crowd = [
        Scene(id=name, description="", tracks=tuple(
            Track(id=f"{name}{i}", entity=name, instance=i, keys=DOG_KEYS) for i in range(20)))
        for name in ("dog", "cat")
    ]  # fmt: skip
    crowded = VideoPlan(entities=(Entity(name="dog"), Entity(name="cat")), scenes=tuple(crowd))
    with pytest.raises(PlanError, match="40 tracks: the most is 32"):
        do("merge_scenes", crowded, scene="dog")


def test_tracks_with_the_same_number_are_not_lost_in_a_merge() -> None:
    twins = tuple(Track(id=name, entity="dog", keys=DOG_KEYS) for name in ("a", "b"))
    scenes = tuple(Scene(id=name, description="", tracks=twins) for name in ("one", "two"))
    plan = VideoPlan(entities=(Entity(name="dog"),), scenes=scenes)
    assert len(do("merge_scenes", plan, scene="one").plan.scenes[0].tracks) == 2


def test_description_and_background_change_pixels_and_make_the_scene_a_persons() -> None:
    applied = do("set_scene_text", scene="two", background="beach at sunset")
    scene = applied.plan.scene("two")
    assert (scene.description, scene.background, scene.source) == (
        "A cat",
        "beach at sunset",
        "person",
    )
    assert applied.dirty == {"two"}
    assert do("set_scene_text", scene="two", description="A cat").plan is PLAN
    with pytest.raises(PlanError, match="no text was given"):
        do("set_scene_text", scene="two")


def test_the_number_of_frames_changes_pixels_and_their_rate_does_not() -> None:
    assert do("set_scene_timing", scene="two", frame_count=24).dirty == {"two"}
    assert not do("set_scene_timing", scene="two", fps=24).dirty
    for bad in ({"frame_count": 0}, {"frame_count": 65}, {"fps": 0}, {}):
        with pytest.raises(PlanError):
            do("set_scene_timing", scene="two", **bad)


def test_an_explicit_null_inherits_and_a_missing_field_stays() -> None:
    both = do("set_scene_sampling", scene="three", steps=9).plan
    assert both.scene("three").sampling == Sampling(seed=5, steps=9)
    inherits = do("set_scene_sampling", both, scene="three", seed=None).plan
    assert inherits.scene("three").sampling == Sampling(steps=9)
    with pytest.raises(PlanError, match="nothing to set"):
        do("set_scene_sampling", scene="three")


def test_plan_sampling_dirties_only_scenes_without_a_setting_of_their_own() -> None:
    assert do("set_plan_sampling", seed=7).dirty == {"one", "two"}
    assert do("set_plan_sampling", layout_strength=0.2).dirty == {"one", "two", "three"}
    assert not do("set_plan_sampling", seed=None).dirty


@pytest.mark.parametrize("seed", [-1, 2**32, "7", 1.0, True])
def test_P12_an_edit_with_a_seed_out_of_range_is_refused(seed: Any) -> None:
    for kind, more in (("set_plan_sampling", {}), ("set_scene_sampling", {"scene": "one"})):
        with pytest.raises(PlanError, match="seed"):
            do(kind, seed=seed, **more)


def test_a_title_changes_no_pixel() -> None:
    assert do("set_title", title="Film").plan.title == "Film"
    assert not do("set_title", title="Film").dirty
