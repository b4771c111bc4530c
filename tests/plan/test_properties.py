"""What holds for every plan and every edit."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, note
from hypothesis import strategies as st

from core.errors import PlanError
from core.plan.dirty import dirty_scenes
from core.plan.edits import apply, edit_json, parse_edit
from core.plan.history import History
from core.plan.schema import VideoPlan, group_key
from core.plan.store import canonical_json, dense_boxes, digest, loads_plan
from core.plan.tracks import Boxes, dense
from tests.plan.strategies import bounded, edits, plans


def _applied(plan: VideoPlan, edit: dict[str, Any]) -> VideoPlan | None:
    try:
        return apply(plan, parse_edit(edit)).plan
    except PlanError as error:
        assert "\n" not in str(error)
        return None


def _assert_valid(plan: VideoPlan) -> None:
    """Validated from nothing, and with instances numbered apart in every scene."""
    assert loads_plan(canonical_json(plan)) == plan
    for scene in plan.scenes:
        numbered = [(group_key(t.entity), t.instance) for t in scene.tracks]
        assert len(set(numbered)) == len(numbered)


@bounded
@given(plans())
def test_P08_json_round_trips_are_equal_byte_for_byte(plan: VideoPlan) -> None:
    text = canonical_json(plan)
    again = loads_plan(text)
    assert again == plan
    assert canonical_json(again) == text
    assert loads_plan(text.encode()) == plan
    assert digest(again) == digest(plan)


@bounded
@given(st.data())
def test_no_edit_leaves_an_invalid_plan_and_none_changes_the_old_one(data: st.DataObject) -> None:
    plan = data.draw(plans(min_scenes=1))
    for _ in range(4):
        edit = data.draw(edits(plan))
        text = canonical_json(plan)
        changed = _applied(plan, edit)
        assert canonical_json(plan) == text
        if changed is not None:
            _assert_valid(changed)
            plan = changed


@bounded
@given(st.data())
def test_undo_is_the_inverse_of_every_edit_and_redo_of_undo(data: st.DataObject) -> None:
    history = History.begin(data.draw(plans(min_scenes=1)))
    states = [history.plan]
    for _ in range(3):
        try:
            after = history.do(parse_edit(data.draw(edits(history.plan))))
        except PlanError:
            continue
        if after is not history:
            states.append(after.plan)
        history = after
    revisions = [history.revision]
    for state in reversed(states[:-1]):
        history = history.undo()
        assert history.plan == state
        revisions.append(history.revision)
    assert not history.can_undo
    for state in states[1:]:
        history = history.redo()
        assert history.plan == state
    assert not history.can_redo
    assert revisions == sorted(set(revisions))


@bounded
@given(st.data())
def test_the_order_of_independent_edits_does_not_matter(data: st.DataObject) -> None:
    plan = data.draw(plans(min_scenes=2))
    apart = edits(plan, _IN_SCENE | _ELSEWHERE | _LOOKS)
    first, second = data.draw(apart), data.draw(apart)
    if not _independent(first, second):
        return
    one = _applied(plan, first)
    other = _applied(plan, second)
    if one is None or other is None:
        return
    note(f"{first} and {second}")
    assert _applied(one, second) == _applied(other, first)


_IN_SCENE = {
    "set_scene_text", "set_scene_timing", "set_scene_sampling", "remove_track", "set_key",
    "clear_key", "copy_box", "move_track", "scale_track", "set_track_flags", "order_track",
    "revert_track", "simplify_track",
}  # fmt: skip
_ELSEWHERE = {"set_plan_sampling", "set_title"}
_LOOKS = {"set_entity_attributes", "set_references"}


def _independent(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Whether two edits touch different parts: scenes, cast, or the plan's own settings."""
    a, b = _part(first), _part(second)
    return a is not None and b is not None and a != b


def _part(edit: dict[str, Any]) -> tuple[str, str] | None:
    kind = edit["kind"]
    if kind in _IN_SCENE:
        return "scene", edit["scene"]
    if kind in _ELSEWHERE:
        return "plan", kind
    if kind in _LOOKS:
        return "entity", group_key(edit["entity"])
    return None


@bounded
@given(st.data())
def test_keys_of_different_tracks_commute(data: st.DataObject) -> None:
    plan = data.draw(plans(min_scenes=1))
    scene = plan.scenes[0]
    if len(scene.tracks) < 2:
        return
    moves = [
        {"kind": "move_track", "scene": scene.id, "track": t.id, "dx": 0.1, "dy": -0.2}
        for t in scene.tracks[:2]
    ]
    one, other = _applied(plan, moves[0]), _applied(plan, moves[1])
    if one is not None and other is not None:
        assert _applied(one, moves[1]) == _applied(other, moves[0])


@bounded
@given(st.data())
def test_scenes_outside_the_dirty_set_look_exactly_as_before(data: st.DataObject) -> None:
    plan = data.draw(plans(min_scenes=1))
    edit = data.draw(edits(plan))
    changed = _applied(plan, edit)
    if changed is None:
        return
    dirty = apply(plan, parse_edit(edit)).dirty
    assert dirty == dirty_scenes(plan, changed)
    assert dirty <= {scene.id for scene in changed.scenes}
    for scene in changed.scenes:
        if scene.id not in dirty:
            assert _pixels(changed, scene.id) == _pixels(plan, scene.id)


def _pixels(plan: VideoPlan, scene_id: str) -> object:
    """All that an engine gets to see, written out naively."""
    scene = plan.scene(scene_id)
    seen = []
    for track in scene.tracks:
        entity = plan.entity(track.entity)
        path = dense(track, scene, scene.frame_count)
        if any(path):
            enabled = [(r.digest, r.crop) for r in entity.references if r.enabled]
            seen.append((entity.caption, enabled, path))
    settings = [
        own if own is not None else everywhere
        for (_, own), (_, everywhere) in zip(scene.sampling, plan.sampling, strict=True)
    ]
    return scene.description, scene.background, scene.frame_count, seen, settings


@bounded
@given(st.data())
def test_an_edit_survives_its_own_json(data: st.DataObject) -> None:
    plan = data.draw(plans(min_scenes=1))
    try:
        edit = parse_edit(data.draw(edits(plan)))
    except PlanError:
        return
    again = parse_edit(json.loads(edit_json(edit)))
    assert again == edit
    assert again.model_fields_set | {"kind"} == edit.model_fields_set | {"kind"}


@bounded
@given(plans())
def test_the_dense_view_has_every_frame_and_only_boxes_inside_the_frame(plan: VideoPlan) -> None:
    view = dense_boxes(plan)
    json.dumps(view, allow_nan=False)
    for scene, made in zip(plan.scenes, view["scenes"], strict=True):
        assert len(made["frames"]) == scene.frame_count
        for frame in made["frames"]:
            for item in frame:
                x0, y0, x1, y1 = item["box"]
                assert 0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1


@bounded
@given(st.data())
def test_merging_the_halves_of_a_scene_gives_its_boxes_back(data: st.DataObject) -> None:
    plan = data.draw(plans(min_scenes=1))
    scene = plan.scenes[0]
    frame = data.draw(st.integers(2, max(scene.layout_frames - 2, 2)))
    split = _applied(plan, {"kind": "split_scene", "scene": scene.id, "frame": frame})
    if split is None:
        return
    whole = _applied(split, {"kind": "merge_scenes", "scene": scene.id})
    assert whole is not None
    assert whole.scenes[0].layout_frames == scene.layout_frames
    assert whole.scenes[0].frame_count == scene.frame_count
    n = scene.layout_frames
    before = [p for t in scene.tracks if any(p := dense(t, scene, n))]
    after = [dense(t, whole.scenes[0], n) for t in whole.scenes[0].tracks]
    for path in before:
        assert any(_close(path, other) for other in after)


def _close(one: Boxes, other: Boxes) -> bool:
    return all(
        a == b or (a and b and max(abs(p - q) for p, q in zip(a, b, strict=True)) < 1e-9)
        for a, b in zip(one, other, strict=True)
    )
