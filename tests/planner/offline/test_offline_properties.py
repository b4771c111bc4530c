"""Whatever is typed, a plan is valid, calm and in frame, or the refusal is typed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import PromptError
from core.evaluation.planner_checks import implausible
from core.plan.schema import VideoPlan
from core.planner.offline import plan_offline

WORDS = (
    """a the an two three four his her it they dog cat bird zorble car table tree big red tiny giant
    runs run running jumps falls chases follows flies sits is are moves on under above between and
    , . ; then next finally while who that with wearing hat from to left right of in beach meadow
    kitchen upper lower corner scene bigger than as over past around towards disappears appears only
    second half first not no there up down each other camera Tom named make pancakes 7 hundred
    slowly sky water into out off onto near behind rides bicycle carries box throws ball back"""
).split()
PROMPTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join)


def planned(prompt: str, n: int | None = None) -> VideoPlan | None:
    try:
        return plan_offline(prompt, n)
    except PromptError:
        return None


@settings(max_examples=60, deadline=None)
@given(PROMPTS)
def test_no_string_of_words_makes_an_implausible_plan(prompt):
    plan = planned(prompt)
    if plan is not None:
        assert plan.scenes
        assert not implausible(plan), implausible(plan)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_the_planner(prompt):
    plan = planned(prompt)
    if plan is not None:
        assert VideoPlan.model_validate_json(plan.model_dump_json()) == plan


@settings(max_examples=25, deadline=None)
@given(PROMPTS, st.integers(1, 12))
def test_the_number_of_scenes_is_what_was_asked_for(prompt, n):
    plan = planned(prompt, n)
    assert plan is None or len(plan.scenes) == n
