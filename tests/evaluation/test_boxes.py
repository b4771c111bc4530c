from __future__ import annotations

import pytest

from core.evaluation.boxes import answers, average_precision, fidelity, matched, shuffled
from core.evaluation.shots import Planned, Shot
from core.plan.geometry import Box
from core.plan.schema import Scene
from core.render.types import Clip
from tests.evaluation.sightings import checkered, thing

A, B = Box(0.1, 0.1, 0.4, 0.4), Box(0.6, 0.6, 0.9, 0.9)


def shot(planned: list[Box], seen: list[Box]) -> Shot:
    """One frame with these boxes."""
    return Shot(
        Scene(id="s", description="", frame_count=1),
        Clip(checkered(1), 8),
        (tuple(Planned("dog", i, box) for i, box in enumerate(planned)),),
        (tuple(thing("dog", box) for box in seen),),
    )


def test_each_planned_box_is_answered_by_the_detection_that_fits_best_and_by_no_other() -> None:
    near = Box(0.1, 0.1, 0.4, 0.35)
    assert matched([A, B], [near, A]) == [1.0, 0.0]
    assert matched([A, A], [A]) in ([1.0, 0.0], [0.0, 1.0])


def test_a_box_that_nothing_answers_counts_nought() -> None:
    assert [a.iou for a in answers([A, B], [thing("dog", A)])] == [1.0, 0.0]
    assert fidelity([shot([A, B], [A])])["all"]["miou"] == pytest.approx(0.5)


def test_unsure_detections_answer_no_box() -> None:
    assert answers([A], [thing("dog", A, 0.1, seen=False)])[0].iou == 0


def test_groups_hold_the_boxes_they_name() -> None:
    small = Box(0.0, 0.0, 0.1, 0.1)
    found = fidelity([shot([A], [A]), shot([small, B], [B])])
    assert found["side >= 0.2"] == {"miou": 1.0, "boxes": 2}
    assert found["side < 0.2"] == {"miou": 0.0, "boxes": 1}
    assert found["1 entity"]["boxes"] == 1
    assert found["2 entities"]["boxes"] == 2
    assert "overlapping" not in found


def test_average_precision_of_a_perfect_and_of_a_blind_judge() -> None:
    perfect = [([A, B], [thing("dog", A), thing("cat", B)])]
    assert average_precision(perfect) == pytest.approx(1.0)
    assert average_precision([([A, B], [])]) == pytest.approx(0.0)
    assert average_precision([([], [thing("dog", A)])]) is None


def test_average_precision_by_hand() -> None:
    """Right, wrong, right over four planned boxes: 1/4 at precision 1, 1/4 at 2/3."""
    frames = [
        ([A, B, Box(0, 0.8, 0.1, 0.9), Box(0.8, 0, 0.9, 0.1)],
         [thing("dog", A, 0.9), thing("dog", Box(0.4, 0.4, 0.5, 0.5), 0.8), thing("dog", B, 0.7)])
    ]  # fmt: skip
    assert average_precision(frames) == pytest.approx(0.25 * 1 + 0.25 * 2 / 3)


def test_two_detections_of_one_thing_are_right_once() -> None:
    frames = [([A], [thing("dog", A, 0.9), thing("dog", A, 0.8)])]
    assert average_precision(frames) == pytest.approx(1.0)
    frames = [([A, B], [thing("dog", A, 0.9), thing("dog", A, 0.8)])]
    assert average_precision(frames) == pytest.approx(0.5)


def test_the_floor_judges_each_shot_by_the_boxes_of_another() -> None:
    shots = [shot([A], [A]), shot([B], [B])]
    assert fidelity(shots)["all"]["miou"] == 1
    assert shuffled(shots)["all"]["miou"] == 0
