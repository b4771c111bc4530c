"""The offline planner as a person meets it: prompt in, scenes and boxes out."""

from __future__ import annotations

import subprocess
import sys

import pytest

from core import limits
from core.errors import PromptError
from core.evaluation.planner_checks import implausible, problem
from core.plan.schema import VideoPlan
from core.plan.tracks import dense
from core.planner.offline import plan_offline

MAIN_JOB = "A dog runs from left to right across a meadow. Then the dog meets a cat on the beach."


def holds(plan: VideoPlan, *checks: str) -> None:
    problems = [p for p in (problem(plan, check) for check in checks) if p]
    assert not problems, problems


def test_the_main_job_gives_two_scenes_with_the_same_dog():
    plan = plan_offline(MAIN_JOB)
    holds(
        plan, "scenes 2", "group dog 1,2", "group cat 2", "moves dog right @1", "beside dog cat @2",
        "bg meadow @1", "bg beach @2",
    )  # fmt: skip
    sides = [
        min(k.box.width, k.box.height)
        for s in plan.scenes
        for t in s.tracks
        for k in t.keys
        if k.box
    ]
    assert min(sides) > 0.25
    assert plan.planner == "offline" and plan.prompt == MAIN_JOB


def test_the_same_prompt_always_gives_the_same_plan():
    assert plan_offline(MAIN_JOB) == plan_offline(MAIN_JOB)


@pytest.mark.parametrize("prompt", ["", "   \n\t", "!?…", "\u200b\u202e"])
def test_P01_an_empty_prompt_is_refused_with_a_remedy(prompt):
    with pytest.raises(PromptError, match="empty: say what the film shows"):
        plan_offline(prompt)


def test_P01_a_prompt_of_4001_characters_is_refused_and_4000_are_read():
    with pytest.raises(PromptError, match="4001 characters"):
        plan_offline("a" * (limits.PROMPT_CHARS + 1))
    assert plan_offline(("a dog runs. " * 400)[:120] + " " * (limits.PROMPT_CHARS - 120)).scenes


@pytest.mark.parametrize("n", [0, 65, -1])
def test_an_impossible_number_of_scenes_is_refused(n):
    with pytest.raises(PromptError, match="give 1 to 64"):
        plan_offline("a dog", n)


def test_P02_ten_thousand_things_are_shown_as_twenty_and_the_reading_says_so():
    plan = plan_offline("10000 balloons")
    assert len(plan.scenes[0].tracks) == 20
    assert "20 of the 10000" in plan.scenes[0].reading


def test_P02_more_kinds_of_things_than_a_scene_holds_are_refused_by_name():
    with pytest.raises(PromptError, match="split it into several sentences"):
        plan_offline("20 dogs and 20 cats sit in a garden")


@pytest.mark.parametrize("n", [1, 2, 3, 5, 8])
def test_a_wanted_number_of_scenes_is_kept(n):
    for prompt in (
        MAIN_JOB,
        "make pancakes",
        "a cat",
        "A dog runs, then it jumps, then it sleeps.",
    ):
        assert len(plan_offline(prompt, n).scenes) == n


def test_P08_names_in_any_script_come_back_as_they_were_written():
    plan = plan_offline("A 龙猫 runs to the left. Then the 龙猫 sleeps.")
    assert {e.name for e in plan.entities} == {"龙猫"}
    assert len(plan.scenes) == 2


def test_an_unknown_word_becomes_an_entity_and_the_reading_says_so():
    plan = plan_offline("A zorble jumps over a flimmick")
    holds(plan, "has zorble flimmick", "jumps zorble")
    assert "Unknown word shown as a thing: zorble, flimmick" in plan.scenes[0].reading


def test_two_dogs_of_different_colour_get_different_names():
    plan = plan_offline("A black dog and a white dog run. The black dog sleeps.")
    assert {e.name for e in plan.entities} == {"black dog", "white dog"}
    holds(plan, "group black_dog 1,2", "group white_dog 1")


def test_clothing_is_an_attribute_and_not_a_thing():
    plan = plan_offline("A man in a red hat waves.")
    assert [e.caption for e in plan.entities] == ["man in a red hat"]


def test_a_still_thing_has_one_key_and_a_straight_way_has_two():
    plan = plan_offline("A car drives past a house")
    keys = {t.entity: len(t.keys) for t in plan.scenes[0].tracks}
    assert keys == {"car": 2, "house": 1}


def test_keys_of_the_planner_can_be_reverted_to():
    for scene in plan_offline(MAIN_JOB).scenes:
        assert all(t.planned == t.keys and t.keys[0].source == "planner" for t in scene.tracks)


def test_standing_things_share_a_ground_line_and_birds_do_not_stand():
    plan = plan_offline("A horse and a cow stand in a meadow while a bird flies across the sky")
    boxes = {t.entity: dense(t, plan.scenes[0], 9)[0] for t in plan.scenes[0].tracks}
    assert abs(boxes["horse"].y1 - boxes["cow"].y1) < 0.02
    assert boxes["bird"].y1 < boxes["horse"].y0 + 0.1


def test_the_reading_tells_relations_moves_and_whether_the_place_was_guessed():
    reading = plan_offline("A red ball rolls from left to right past a tree").scenes[0].reading
    assert "red ball and tree" in reading and "passes tree" in reading
    assert "Background, guessed: park" in reading


def test_each_scene_is_described_in_the_words_of_its_own_clause():
    plan = plan_offline("The dog runs to the beach and then swims")
    assert [s.description for s in plan.scenes] == ["The dog runs to the beach", "The dog swims"]


@pytest.mark.parametrize(
    "prompt",
    [
        "a football, to the left of which is a basketball",  # once looped for ever
        "the the the",
        "and then and then and then",
        "to the left of to the left of",
        "from left to",
        "1. 2. 3.",
        "Scene 1: Scene 2:",
        "a a a a dog dog dog dog",
        "his her its their",
        "<script>alert(1)</script> ${alert(1)} {{7*7}} ` \\u{zz}",
        "bigger than than bigger",
        "between and between and",
        "it it it. they they. him!",
    ],
)
def test_strange_prompts_still_give_a_valid_plan(prompt):
    plan = plan_offline(prompt)
    assert plan.scenes and not implausible(plan)


def test_planning_imports_neither_torch_nor_gradio():
    code = (
        "import sys; from core.planner.offline import plan_offline; plan_offline('a dog runs');"
        "sys.exit(any(m in sys.modules for m in ('torch', 'gradio', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
