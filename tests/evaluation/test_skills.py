from __future__ import annotations

import pytest

from core.evaluation.skills import (
    Beside,
    Coloured,
    Count,
    Moves,
    Passes,
    Present,
    Size,
    Visible,
    Visits,
)
from tests.evaluation.sightings import seeing, thing

LEFT, RIGHT = (0.1, 0.5, 0.3, 0.7), (0.6, 0.5, 0.8, 0.7)


def test_a_thing_seen_in_three_of_four_frames_is_three_quarters_present() -> None:
    dog = [thing("dog", LEFT)]
    assert Present("dog").score(seeing(dog, dog, [], dog)) == 0.75


def test_a_thing_below_the_threshold_is_not_seen() -> None:
    assert Present("dog").score(seeing([thing("dog", LEFT, 0.2, seen=False)])) == 0


def test_counts_must_be_exact_and_of_the_right_thing() -> None:
    frame = [thing("dog", LEFT), thing("dog", RIGHT), thing("cat", (0.4, 0, 0.5, 0.1))]
    assert Count("dog", 2).score(seeing(frame)) == 1
    assert Count("dog", 3).score(seeing(frame)) == 0
    assert Count("cat", 1).score(seeing(frame)) == 1


@pytest.mark.parametrize(
    ("side", "first", "second"),
    [
        ("left", LEFT, RIGHT),
        ("right", RIGHT, LEFT),
        ("above", (0.4, 0.1, 0.6, 0.3), (0.4, 0.6, 0.6, 0.9)),
        ("below", (0.4, 0.6, 0.6, 0.9), (0.4, 0.1, 0.6, 0.3)),
    ],
)
def test_sides_go_by_the_middles_of_boxes(
    side: str, first: tuple[float, ...], second: tuple[float, ...]
) -> None:
    sights = seeing([thing("dog", first), thing("cat", second)])
    assert Beside("dog", side, "cat").score(sights) == 1
    assert Beside("cat", side, "dog").score(sights) == 0


def test_a_relation_fails_when_one_of_the_two_is_missing() -> None:
    assert Beside("dog", "left", "cat").score(seeing([thing("dog", LEFT)])) == 0
    assert Size("dog", "bigger", "cat").score(seeing([thing("dog", LEFT)])) == 0


def test_sizes_compare_areas_and_the_same_allows_five_percent() -> None:
    big, small = (0.0, 0.0, 0.5, 0.5), (0.6, 0.6, 0.9, 0.9)
    sights = seeing([thing("dog", big), thing("cat", small)])
    assert Size("dog", "bigger", "cat").score(sights) == 1
    assert Size("dog", "smaller", "cat").score(sights) == 0
    assert Size("dog", "same", "cat").score(sights) == 0
    nearly = (0.5, 0.5, 1.0, 0.99)  # 2 % less
    assert Size("dog", "same", "cat").score(seeing([thing("dog", big), thing("cat", nearly)])) == 1


def test_motion_is_the_way_between_the_first_and_the_last_frame() -> None:
    walk = seeing([thing("dog", LEFT)], [], [thing("dog", RIGHT)])
    assert Moves("dog", "right").score(walk) == 1
    assert Moves("dog", "left").score(walk) == 0
    assert Moves("dog", "up").score(walk) == 0


def test_standing_still_or_not_being_seen_is_no_motion() -> None:
    still = seeing([thing("dog", LEFT)], [thing("dog", LEFT)])
    assert Moves("dog", "right").score(still) == 0
    assert Moves("dog", "right").score(seeing([thing("dog", LEFT)], [])) == 0


def test_colours_are_those_of_the_thing_and_not_of_others() -> None:
    sights = seeing([thing("car", LEFT, colour="red"), thing("dog", RIGHT, colour="blue")])
    assert Coloured("car", "red").score(sights) == 1
    assert Coloured("car", "blue").score(sights) == 0


def test_being_visible_in_one_half_only() -> None:
    dog = [thing("dog", LEFT)]
    assert Visible("dog", "first").score(seeing(dog, dog, [], [])) == 1
    assert Visible("dog", "second").score(seeing(dog, dog, [], [])) == 0
    assert Visible("dog", "first").score(seeing(dog, dog, dog, dog)) == 0


def test_passing_another_thing_begins_on_one_side_and_ends_on_the_other() -> None:
    post = thing("car", (0.45, 0.5, 0.55, 0.7))
    sights = seeing([thing("dog", LEFT), post], [thing("dog", RIGHT), post])
    assert Passes("dog", "left", "right", "car").score(sights) == 1
    assert Passes("dog", "right", "left", "car").score(sights) == 0


def test_corners_are_visited_in_turn() -> None:
    path = seeing(
        [thing("dog", (0.1, 0.6, 0.3, 0.9))],
        [thing("dog", (0.7, 0.6, 0.9, 0.9))],
        [thing("dog", (0.7, 0.1, 0.9, 0.4))],
    )
    assert Visits("dog", ("lower left", "lower right", "upper right")).score(path) == 1
    assert Visits("dog", ("upper right", "lower right", "lower left")).score(path) == 0
