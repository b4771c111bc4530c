from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from core.evaluation.identity import Candidate
from core.evaluation.motion import CROP, Crops, Mover, agreement, change, measured, on_grey
from core.grounding.motion import PHASES


def bar(speed: int, shift: int = 0) -> Crops:
    """A white bar on grey that goes round `speed` times in a cycle."""
    out = np.full((PHASES, CROP, CROP, 3), 100, np.uint8)
    for i, frame in enumerate(out):
        x = (shift + i * speed * CROP // PHASES) % CROP
        frame[:, x : x + 8] = 255
    return out


def mover(real: Crops) -> Mover:
    return Mover(Candidate("bar", Image.new("RGBA", (4, 4))), real)


def test_the_same_motion_agrees_wholly_brighter_or_not_and_stillness_with_nothing() -> None:
    moving = bar(1)
    assert agreement(moving, moving) == pytest.approx(1, abs=1e-4)
    assert agreement(moving, moving // 2 + 60) == pytest.approx(1, abs=0.01)
    assert agreement(moving, bar(0)) == 0
    assert abs(agreement(moving, bar(2))) < 0.3


def test_the_frame_after_the_last_is_the_first() -> None:
    assert change(bar(0)) == 0
    once = np.full((PHASES, CROP, CROP, 3), 100, np.uint8)
    once[-1] = 110
    assert change(once) == pytest.approx(2 * 10 / PHASES)


def test_another_things_motion_is_what_agreement_by_chance_means() -> None:
    movers = [mover(bar(1)), mover(bar(2))]
    found = measured(movers, [bar(1), bar(2)])
    assert found["agreement"] == pytest.approx(1, abs=1e-4)
    assert found["with_others"] < 0.3
    assert found["change"] == found["real_change"]


def test_what_shows_through_is_grey() -> None:
    rgba = np.zeros((1, 2, 2, 4), np.uint8)
    rgba[0, 0, 0] = (10, 20, 30, 255)
    found = on_grey(rgba)
    assert found[0, 0, 0].tolist() == [10, 20, 30]
    assert found[0, 1, 1].tolist() == [190, 190, 190]
