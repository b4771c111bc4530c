"""A still camera: the background is one, things are left alone."""

from __future__ import annotations

import torch

from core.layout2vid.steady import Still, background

BOXES = torch.tensor([[0.0, 0.25, 0.25, 0.75], [0.5, 0.25, 0.75, 0.75]])
FRAME = torch.tensor([0, 1])


def test_positions_that_no_box_covers_become_equal_in_all_frames_and_others_stay() -> None:
    free = background(BOXES, FRAME, 2, 8)
    out = torch.randn(1, 3, 2, 8, 8, generator=torch.Generator().manual_seed(0))
    still = Still(lambda x, t, guided: out, free)(out, torch.tensor(1.0), True)
    both = (free[0] * free[1]).bool()
    assert both.any()
    assert torch.allclose(still[0, :, 0][:, both], still[0, :, 1][:, both])
    for frame in (0, 1):
        thing = free[frame] == 0
        assert torch.equal(still[0, :, frame][:, thing], out[0, :, frame][:, thing])


def test_a_place_covered_in_one_frame_shows_in_the_other_what_it_had_there() -> None:
    free = background(BOXES, FRAME, 2, 8)
    out = torch.randn(1, 3, 2, 8, 8, generator=torch.Generator().manual_seed(1))
    still = Still(lambda x, t, guided: out, free)(out, torch.tensor(1.0), True)
    only_second = (free[0] == 0) & (free[1] == 1)
    assert torch.allclose(still[0, :, 1][:, only_second], out[0, :, 1][:, only_second])


def test_a_scene_of_one_frame_is_left_as_it_is() -> None:
    free = background(BOXES[:1], FRAME[:1], 1, 8)
    out = torch.randn(1, 3, 1, 8, 8)
    assert torch.allclose(Still(lambda x, t, g: out, free)(out, torch.tensor(1.0), True), out)


def test_the_ground_below_a_thing_belongs_to_its_shadow() -> None:
    free = background(torch.tensor([[0.25, 0.25, 0.5, 0.5]]), torch.tensor([0]), 1, 8)[0]
    assert free[4, 2] == 0 and free[4, 5] == 1 and free[6, 2] == 1
