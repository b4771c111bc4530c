"""The offline planner holds its goal on every suite, and the suites are what they claim to be."""

from __future__ import annotations

import pytest

from core.evaluation import planner, suites
from core.evaluation.__main__ import main
from core.evaluation.planner_checks import CHECKS, problem
from core.planner.offline import plan_offline


@pytest.mark.parametrize("suite", list(suites.ALL))
def test_a_suite_has_forty_prompts_and_the_offline_planner_passes_98_percent(suite):
    wanted = [c for c in planner.cases() if c.suite == suite]
    assert len(wanted) >= 40
    assert len({c.prompt for c in wanted}) == len(wanted)
    verdicts = planner.score(plan_offline, wanted)
    assert sum(v.passed for v in verdicts) >= planner.GOAL * len(wanted), planner.failures(verdicts)


def test_every_check_in_the_suites_exists():
    assert {check.split()[0] for c in planner.cases() for check in c.checks} <= set(CHECKS)


def test_checks_fail_on_the_opposite_prompt():
    """A predicate that cannot fail proves nothing."""
    opposites = {
        "A dog runs from right to left": "moves dog right",
        "a cat to the right of a dog": "left cat dog",
        "three bears": "count bear 4",
        "a mouse smaller than a cat": "bigger mouse cat",
        "a bird": "window bird second",
        "a frog sits": "jumps frog",
        "A cat sleeps. A dog runs.": "group cat 1,2",
        "a bee near a flower": "circles bee",
        "a lamp under a table": "on lamp table",
        "an old car": "attr car red",
    }
    for prompt, check in opposites.items():
        assert problem(plan_offline(prompt), check), (prompt, check)


def test_a_planner_that_always_plans_the_same_scores_badly():
    verdicts = planner.score(lambda prompt: plan_offline("a dog"))
    assert sum(v.passed for v in verdicts) < 0.05 * len(verdicts)


def test_the_command_prints_a_table_and_says_by_its_status_whether_the_goal_is_held(capsys):
    assert main(["planner", "--suite", "scale"]) == 0
    assert "scale" in capsys.readouterr().out
    assert main(["planner", "--suite", "nothing"]) == 2
    assert "there is no suite 'nothing'" in capsys.readouterr().err
