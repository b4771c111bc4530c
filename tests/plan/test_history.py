"""Undo, redo, and what they mean for rendering."""

from __future__ import annotations

import pytest

from core.errors import PlanError
from core.plan.edits import parse_edit
from core.plan.history import History
from core.plan.schema import Scene, VideoPlan

PLAN = VideoPlan(scenes=(Scene(id="s", description="A dog"),))
TITLE = parse_edit({"kind": "set_title", "title": "Film"})
TEXT = parse_edit({"kind": "set_scene_text", "scene": "s", "description": "A cat"})


def test_a_history_goes_back_and_forth_and_its_revision_only_up() -> None:
    start = History.begin(PLAN)
    after = start.do(TITLE).do(TEXT)
    back = after.undo().undo()
    assert back.plan is PLAN and not back.can_undo and back.can_redo
    forth = back.redo().redo()
    assert forth.plan == after.plan and not forth.can_redo
    assert [h.revision for h in (start, after, back, forth)] == [0, 2, 4, 6]


def test_each_step_says_which_scenes_it_can_have_changed() -> None:
    history = History.begin(PLAN).do(TEXT)
    assert history.dirty == {"s"}
    assert history.do(TITLE).dirty == frozenset()
    assert history.do(TITLE).undo().dirty == frozenset()
    assert history.undo().dirty == {"s"}


def test_a_new_edit_forgets_what_was_undone() -> None:
    history = History.begin(PLAN).do(TITLE).undo().do(TEXT)
    assert not history.can_redo
    with pytest.raises(PlanError, match="nothing to redo"):
        history.redo()


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    history = History.begin(PLAN).do(TITLE)
    assert history.do(TITLE) is history
    assert history.put(history.plan) is history


def test_an_edit_that_is_refused_leaves_the_history_as_it_is() -> None:
    history = History.begin(PLAN).do(TITLE)
    with pytest.raises(PlanError):
        history.do(parse_edit({"kind": "remove_scene", "scene": "none"}))
    assert history.revision == 1 and history.undo().plan is PLAN
    with pytest.raises(PlanError, match="nothing to undo"):
        History.begin(PLAN).undo()


def test_planning_anew_can_be_undone_too() -> None:
    other = VideoPlan(scenes=(Scene(id="x", description="A fox"),))
    history = History.begin(PLAN).put(other)
    assert history.plan is other and history.dirty == {"x"}
    assert history.undo().plan is PLAN


def test_thousands_of_edits_can_all_be_undone() -> None:
    history = History.begin(PLAN)
    for number in range(2_000):
        history = history.do(parse_edit({"kind": "set_title", "title": str(number)}))
    while history.can_undo:
        history = history.undo()
    assert history.plan is PLAN and history.revision == 4_000
