"""No case of the reliability bar is without a test."""

from __future__ import annotations

from tests.reliability import CASES, holders


def test_every_case_of_the_bar_has_a_test_that_carries_its_id():
    assert [case for case, tests in holders().items() if not tests] == []


def test_every_id_in_a_test_is_a_case_of_the_bar():
    assert set(holders()) == set(CASES)
