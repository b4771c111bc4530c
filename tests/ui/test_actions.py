"""What a person does changes the session as a value: whole, undoable, or not at all."""

from __future__ import annotations

import pytest

from core.errors import InputError, PlanError
from core.plan.schema import VideoPlan
from tests.plans import make_plan
from ui import actions
from ui.session import TAKES_PER_SCENE, Take, begin, look_of, story_of


def do(session, kind: str, **fields):
    return actions.perform(session, actions.parse({"kind": kind, **fields}))


def edit(session, *edits):
    return do(session, "edit", edits=list(edits))


def test_several_edits_of_one_gesture_are_one_step_of_undo():
    session = begin(make_plan(2))
    changed = edit(
        session,
        {"kind": "set_scene_text", "scene": "scene-1", "description": "A dog sleeps"},
        {"kind": "set_scene_text", "scene": "scene-2", "background": "cave"},
    )
    assert changed.plan.scenes[0].description == "A dog sleeps"
    assert changed.plan.scenes[1].background == "cave"
    assert do(changed, "undo").plan == session.plan


def test_when_one_of_several_edits_does_not_fit_none_is_made():
    session = begin(make_plan(2))
    with pytest.raises(PlanError):
        edit(
            session,
            {"kind": "set_scene_text", "scene": "scene-1", "description": "Changed"},
            {"kind": "remove_scene", "scene": "no-such-scene"},
        )
    assert session.plan == make_plan(2)


def test_a_scene_that_was_added_is_selected_and_a_deleted_one_gives_way_to_its_neighbour():
    session = begin(make_plan(3))
    added = edit(session, {"kind": "add_scene", "at": 1, "description": "New", "background": ""})
    assert added.selected == added.plan.scenes[1].id
    removed = edit(added, {"kind": "remove_scene", "scene": added.selected})
    assert removed.selected == removed.plan.scenes[1].id
    empty = begin(make_plan(1))
    empty = edit(empty, {"kind": "remove_scene", "scene": "scene-1"})
    assert empty.selected is None


@pytest.mark.parametrize(
    "value",
    [
        None, "undo", 7, [], {}, {"kind": "rm -rf"}, {"kind": "undo", "extra": 1},
        {"kind": "select"}, {"kind": "edit", "edits": []}, {"kind": "edit", "edits": [{}]},
        {"kind": "render", "what": "everything"}, {"kind": "export", "format": "x" * 100},
        {"kind": "edit", "edits": [{"kind": "set_key", "scene": "scene-1", "track": "t0",
                                    "frame": 0, "box": [float("nan"), 0, 1, 1]}]},
    ],
)  # fmt: skip
def test_what_is_no_action_is_refused_in_one_line(value):
    with pytest.raises(InputError) as refused:
        actions.parse(value)
    assert "\n" not in str(refused.value)


def test_S13_a_tab_that_did_not_see_the_change_of_another_is_told():
    before = begin(make_plan(2))
    after = edit(before, {"kind": "set_title", "title": "By the first tab"})
    after = actions.signed(before, after, "first")
    actions.check_tab(after, "first", before.history.revision)
    with pytest.raises(PlanError, match="another tab"):
        actions.check_tab(after, "second", before.history.revision)
    actions.check_tab(after, "second", after.history.revision)


def test_going_to_the_neighbour_stops_at_both_ends():
    session = begin(make_plan(2))
    assert actions.neighbour(session, -1).selected == "scene-1"
    onward = actions.neighbour(session, 1)
    assert onward.selected == "scene-2"
    assert actions.neighbour(onward, 1).selected == "scene-2"
    assert actions.neighbour(begin(VideoPlan()), 1).selected is None


def take(number: int, plan: VideoPlan) -> Take:
    names = {name: f"{name}{number}" for name in ("clip", "poster", "moving", "strip")}
    return Take(
        key="0" * 64, look=look_of(plan, "scene-1"), story=story_of(plan), kind="scene",
        label=f"Take {number}", fps=8, frames=16, width=64, height=64, columns=4, **names,
    )  # fmt: skip


def test_only_the_latest_takes_of_a_scene_are_kept_and_a_failure_is_forgotten_by_success():
    session = actions.failed(begin(make_plan(1)), "scene-1", "The device has no memory left.")
    assert session.failures == {"scene-1": "The device has no memory left."}
    for number in range(TAKES_PER_SCENE + 2):
        session = actions.taken(session, "scene-1", take(number, session.plan))
    assert [t.label for t in session.takes["scene-1"]][-1] == f"Take {TAKES_PER_SCENE + 1}"
    assert len(session.takes["scene-1"]) == TAKES_PER_SCENE
    assert session.failures == {}


def test_moving_a_box_changes_the_look_of_its_scene_alone():
    plan = make_plan(2)
    looks = [look_of(plan, scene.id) for scene in plan.scenes]
    moved = edit(
        begin(plan),
        {"kind": "move_track", "scene": "scene-2", "track": "t0", "dx": 0.0, "dy": 0.1},
    ).plan
    assert look_of(moved, "scene-1") == looks[0]
    assert look_of(moved, "scene-2") != looks[1]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"kind": "rename_entity", "entity": "dog", "name": "x" * 81},
         f"“{'x' * 40}…” is too long: a name has 80 characters at most"),
        ({"kind": "set_entity_attributes", "entity": "dog", "attributes": ["y" * 81]},
         f"“{'y' * 40}…” is too long: a look has 80 characters at most,"
         " and commas set looks apart"),
        ({"kind": "set_references", "entity": "dog",
          "references": [{"digest": f"{n:064x}"} for n in range(17)]},
         "17 pictures are too many: 16 fit"),
        ({"kind": "set_scene_text", "scene": "scene-1", "description": "z" * 20_000},
         f"“{'z' * 40}…” is too long: a description has 2,000 characters at most"),
    ],
)  # fmt: skip
def test_what_is_too_long_is_told_in_words_of_the_page(fields, line):
    with pytest.raises(InputError) as refused:
        actions.parse({"kind": "edit", "edits": [fields]})
    assert str(refused.value) == line
