from __future__ import annotations

import pytest
import torch

from core.render.details import with_details

SIDE = 64


def eyed(level: float) -> torch.Tensor:
    """A thing [1, 4, 64, 64] of that grey in the middle, with a small dark eye."""
    thing = torch.zeros(1, 4, SIDE, SIDE)
    thing[:, :3, 16:48, 16:48] = level
    thing[:, 3, 16:48, 16:48] = 1
    thing[:, :3, 30:34, 30:34] = 0
    return thing


def test_an_eye_that_was_lost_comes_back_and_the_rest_keeps_its_light() -> None:
    frame = torch.full((1, 3, SIDE, SIDE), 0.6)
    seen = with_details(frame, eyed(0.6))
    assert float(seen[0, 0, 32, 32]) < 0.15
    assert float(seen[0, 0, 20, 20]) == pytest.approx(0.6, abs=0.03)
    assert torch.equal(seen[..., :14], frame[..., :14])


def test_light_and_colour_stay_those_of_the_frame() -> None:
    frame = torch.full((1, 3, SIDE, SIDE), 0.3)  # the thing stands in shade here
    seen = with_details(frame, eyed(0.9))
    assert float(seen[0, :, 22:28, 22:28].mean()) < 0.45


def test_where_nothing_lies_nothing_changes() -> None:
    frame = torch.rand(1, 3, SIDE, SIDE)
    assert torch.equal(with_details(frame, torch.zeros(1, 4, SIDE, SIDE)), frame)
