"""Planning in the background: undoable, stoppable, counted where strangers are served."""

from __future__ import annotations

import threading

import pytest

from core import limits
from core.errors import Cancelled, ServerUnreachable
from tests.plans import make_plan
from tests.ui.kit import act, idle, studio_in, wait_for
from ui.planners import Model, Planners, Wish, Written, from_environment


def planners_of(write):
    """Planners with a model that answers by that function."""
    return Planners(Model("a model", "a.server", write))


@pytest.mark.parametrize("prompt", ["", "  \n ", "x" * (limits.PROMPT_CHARS + 1)])
def test_P01_an_empty_or_overlong_prompt_is_refused_and_no_planner_is_asked(tmp_path, prompt):
    asked = []
    planners = planners_of(asked.append)
    with studio_in(tmp_path, planners=planners) as studio:
        desk = studio.projects.open("")
        before = desk.session.plan
        act(desk, "plan", prompt=prompt, planner="model")
        wait_for(lambda: idle(desk))
        assert desk.session.plan == before and asked == []
        assert desk.session.notices[-1].level == "bad"


def test_a_new_plan_can_be_taken_back(desk):
    before = desk.session.plan
    act(desk, "plan", prompt="A cat sleeps in a kitchen. A dog runs on the beach.")
    wait_for(lambda: idle(desk) and desk.session.plan != before)
    assert len(desk.session.plan.scenes) == 2
    assert desk.session.notices[-1].undo
    act(desk, "undo")
    assert desk.session.plan == before


def test_planning_can_be_stopped_and_a_second_plan_waits_its_turn(tmp_path):
    begun = threading.Event()

    def slow(wish: Wish):
        begun.set()
        wait_for(wish.cancelled)
        raise Cancelled("stopped")

    with studio_in(tmp_path, planners=planners_of(slow)) as studio:
        desk = studio.projects.open("")
        act(desk, "plan", prompt="A dog runs.", planner="model")
        assert begun.wait(10)
        act(desk, "plan", prompt="A cat runs.", planner="model")
        assert "already" in desk.session.notices[-1].text
        act(desk, "stop_planning")
        wait_for(lambda: idle(desk))
        assert "stopped" in desk.session.notices[-1].text


def test_L01_when_the_server_is_down_the_offline_planner_is_offered(tmp_path):
    def down(wish: Wish):
        raise ServerUnreachable("There is no server at localhost:1.")

    with studio_in(tmp_path, planners=planners_of(down)) as studio:
        desk = studio.projects.open("")
        act(desk, "plan", prompt="A dog runs.", planner="model")
        wait_for(lambda: idle(desk) and desk.session.notices)
        assert "offline planner works" in desk.session.notices[-1].text


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("it is off: is it running?", "running? The"),
        ("it is off", "off. The"),
        ("Off.", "Off. The"),
    ],
)
def test_what_a_server_says_ends_with_one_mark(tmp_path, said, shown):
    def down(wish: Wish):
        raise ServerUnreachable(said)

    with studio_in(tmp_path, planners=planners_of(down)) as studio:
        desk = studio.projects.open("")
        act(desk, "plan", prompt="A dog runs.", planner="model")
        wait_for(lambda: idle(desk) and desk.session.notices)
        assert shown in desk.session.notices[-1].text


def test_L13_the_11th_plan_of_an_hour_is_refused_in_public(tmp_path):
    asked = []

    def plan(wish: Wish):
        asked.append(wish.prompt)
        return Written(make_plan(1))

    with studio_in(tmp_path, public=True, planners=planners_of(plan)) as studio:
        desk = studio.projects.open("")
        for number in range(limits.PUBLIC_PLANS_PER_HOUR + 1):
            act(desk, "plan", prompt=f"A dog runs, take {number}.", planner="model")
            wait_for(lambda: idle(desk))
        assert len(asked) == limits.PUBLIC_PLANS_PER_HOUR
        assert "plans an hour" in desk.session.notices[-1].text


def test_without_a_configured_server_there_is_the_offline_planner_alone():
    assert [choice.id for choice in from_environment({}).choices()] == ["offline"]
    named = from_environment({"OPENAI_API_KEY": "sk-canary", "VIDEODIRECTOR_MODEL": "small"})
    assert [choice.id for choice in named.choices()] == ["model", "offline"]
    assert "sk-canary" not in repr(named.choices())
    assert [c.id for c in from_environment({"OPENAI_BASE_URL": "ftp://x"}).choices()] == ["offline"]
