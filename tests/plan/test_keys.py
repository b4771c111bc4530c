"""Edits of a single path, who wrote which key, and the way back to the plan."""

from __future__ import annotations

from typing import Any

import pytest

from core.errors import PlanError
from core.plan.build import dense_track
from core.plan.edits import apply, parse_edit
from core.plan.geometry import MIN_SIDE, Box
from core.plan.schema import Entity, Key, Scene, Track, VideoPlan
from core.plan.tracks import dense

A, B, C = Box(0.1, 0.2, 0.3, 0.5), Box(0.5, 0.2, 0.7, 0.5), Box(0.0, 0.0, 0.2, 0.2)


def _plan(*keys: Key) -> VideoPlan:
    track = Track(id="dog", entity="dog", keys=keys)
    scene = Scene(id="s", description="A dog", tracks=(track,))
    return VideoPlan(entities=(Entity(name="dog"),), scenes=(scene,))


PLAN = _plan(Key(frame=0, box=A), Key(frame=8, box=B))


def _do(kind: str, plan: VideoPlan = PLAN, **fields: Any) -> VideoPlan:
    return apply(plan, parse_edit({"kind": kind, "scene": "s", "track": "dog", **fields})).plan


def _keys(plan: VideoPlan) -> tuple[Key, ...]:
    return plan.scenes[0].tracks[0].keys


def _frames(plan: VideoPlan) -> list[tuple[int, Box | None]]:
    return [(key.frame, key.box) for key in _keys(plan)]


def _boxes(plan: VideoPlan) -> tuple[Box | None, ...]:
    return dense(plan.scenes[0].tracks[0], plan.scenes[0], 9)


def test_a_set_key_is_the_persons_and_the_others_stay_the_planners() -> None:
    after = _do("set_key", frame=4, box=C)
    assert _frames(after) == [(0, A), (4, C), (8, B)]
    assert [key.source for key in _keys(after)] == ["planner", "person", "planner"]


def test_a_set_key_keeps_the_easing_of_its_stretch_unless_told() -> None:
    held = _plan(Key(frame=0, box=A, easing="hold"), Key(frame=8, box=B, easing="ease"))
    assert [k.easing for k in _keys(_do("set_key", held, frame=4, box=C))] == [
        "hold",
        "hold",
        "ease",
    ]
    told = _do("set_key", held, frame=0, box=C, easing="linear")
    assert _keys(told)[0].easing == "linear"


def test_a_null_key_makes_the_thing_absent_until_the_next() -> None:
    after = _do("set_key", frame=5, box=None)
    assert _boxes(after) == (A, A, A, A, A, None, None, None, B)


def test_clearing_a_key_joins_its_neighbours_and_the_last_key_stays() -> None:
    assert _boxes(_do("clear_key", _do("set_key", frame=4, box=C), frame=4)) == _boxes(PLAN)
    one = _do("clear_key", frame=8)
    with pytest.raises(PlanError, match="remove the track"):
        _do("clear_key", one, frame=0)
    with pytest.raises(PlanError, match="no key on frame 3"):
        _do("clear_key", frame=3)


def test_a_box_is_copied_to_all_following_or_preceding_frames() -> None:
    middle = _boxes(PLAN)[4]
    assert _boxes(_do("copy_box", frame=4, scope="all")) == (middle,) * 9
    following = _boxes(_do("copy_box", frame=4, scope="following"))
    assert [pytest.approx(box) for box in following] == [*_boxes(PLAN)[:4], *(middle,) * 5]
    preceding = _boxes(_do("copy_box", frame=4, scope="preceding"))
    assert preceding[:5] == (middle,) * 5
    assert [pytest.approx(box) for box in preceding] == [*(middle,) * 4, *_boxes(PLAN)[4:]]
    assert _boxes(_do("copy_box", frame=0, scope="preceding")) == _boxes(PLAN)


def test_absence_is_not_copied_and_a_frame_beyond_the_scene_not_found() -> None:
    absent = _do("set_key", frame=4, box=None)
    with pytest.raises(PlanError, match="absent on frame 5"):
        _do("copy_box", absent, frame=5, scope="all")
    with pytest.raises(PlanError, match="no frame 9"):
        _do("copy_box", frame=9, scope="all")


def test_a_moved_path_keeps_its_shape_and_stops_at_the_frame() -> None:
    after = _do("move_track", dx=1, dy=-0.1)
    boxes = [box for box in _boxes(after) if box]
    assert boxes[-1].x1 == 1 and boxes[0].x0 == pytest.approx(0.4)
    assert boxes[0].y0 == pytest.approx(0.1)
    for box, old in zip(boxes, _boxes(PLAN), strict=True):
        assert old is not None
        assert (box.width, box.height) == pytest.approx((old.width, old.height))
    assert _do("move_track", after, dx=0.5, dy=0).scenes == after.scenes


def test_scaling_keeps_the_middle_and_stays_between_the_smallest_side_and_the_frame() -> None:
    half = _keys(_do("scale_track", factor_x=0.5, factor_y=1))[0].box
    assert half == pytest.approx((0.15, 0.2, 0.25, 0.5))
    tiny = _keys(_do("scale_track", factor_x=0.001, factor_y=0.001))[0].box
    assert tiny is not None and tiny.width == pytest.approx(MIN_SIDE)
    huge = _keys(_do("scale_track", factor_x=50, factor_y=50))[0].box
    assert huge == Box(0, 0, 1, 1)


def test_a_track_goes_back_to_its_planned_keys_after_any_number_of_edits() -> None:
    after = _do("set_key", frame=4, box=C)
    after = _do("clear_key", after, frame=0)
    after = _do("scale_track", after, factor_x=2, factor_y=2)
    track = after.scenes[0].tracks[0]
    assert track.planned == _keys(PLAN)
    assert _keys(_do("revert_track", after)) == _keys(PLAN)


def test_what_a_person_drew_has_no_plan_to_go_back_to() -> None:
    drawn = _plan(Key(frame=0, box=A, source="person"))
    with pytest.raises(PlanError, match="was not planned: use undo"):
        _do("revert_track", drawn)
    assert _do("revert_track") == _do("revert_track", _do("revert_track"))


def test_simplifying_a_dense_plan_thins_its_keys_and_can_be_reverted() -> None:
    path = [Box(0.1 + 0.05 * i, 0.2, 0.3 + 0.05 * i, 0.5 + 0.01 * (i % 2)) for i in range(9)]
    track = dense_track("dog", path)
    scene = Scene(id="s", description="A dog", tracks=(track,))
    plan = VideoPlan(entities=(Entity(name="dog"),), scenes=(scene,))
    thin = _do("simplify_track", plan, tolerance=0.02)
    assert [k.frame for k in _keys(thin)] == [0, 8]
    assert {k.source for k in _keys(thin)} == {"planner"}
    assert _keys(_do("revert_track", thin)) == track.keys
    assert len(_keys(_do("simplify_track", plan, tolerance=0))) == 9


def test_moving_a_thing_that_is_never_seen_is_refused() -> None:
    with pytest.raises(PlanError, match="absent throughout"):
        _do("move_track", _plan(Key(frame=0, box=None)), dx=0.1, dy=0)


def test_setting_the_same_key_again_changes_no_pixel() -> None:
    edit = parse_edit({"kind": "set_key", "scene": "s", "track": "dog", "frame": 0, "box": A})
    assert not apply(PLAN, edit).dirty
