"""No case of the reliability bar is without a test, and each passed one when they last ran."""

from __future__ import annotations

from tests import results
from tests.reliability import CASES, holders, page, soaks

MEASURED = ("S09", "S10", "S11", "R01", "R02", "R03", "R04", "R05")


def test_every_case_of_the_bar_has_a_test_that_carries_its_id_and_runs_in_make_test():
    whole = soaks()
    assert [case for case, tests in holders().items() if not set(tests) - whole] == []


def test_every_id_in_a_test_is_a_case_of_the_bar():
    assert set(holders()) == set(CASES)


def test_every_case_had_a_test_that_passed_when_they_last_ran():
    kept = results.read(results.CASES)["cases"]
    assert [case for case in CASES if not kept.get(case, {}).get("passed")] == []


def test_load_and_recovery_are_measured_with_the_command_that_measures_them_again():
    kept, shown = results.read(results.FIGURES), page()
    for case in MEASURED:
        assert kept[case], case
        for row in kept[case].values():
            assert row["figures"] in shown and row["command"] in shown
            assert row["command"].rpartition(" ")[2] in soaks()
