from __future__ import annotations

import pytest
import torch

from core.grounding.motion import CYCLE, PHASES, Motion, MotionShape, moved, phase, strides

SHAPE = MotionShape(cells=2, cell_width=3, text_dim=5, width=16, heads=2, layers=1)


def at_rest(n: int) -> torch.Tensor:
    generator = torch.Generator().manual_seed(1)
    image = torch.randn(n, 12, generator=generator)
    return image / image.norm(dim=-1, keepdim=True) * 12**0.5


def test_a_cycle_takes_two_seconds_whatever_the_rate_and_comes_round() -> None:
    assert phase(0, 8) == 0
    assert phase(8, 8) == phase(24, 24) == PHASES / 2
    assert phase(round(8 * CYCLE), 8) == 0


def test_the_second_of_two_like_things_is_elsewhere_in_its_cycle() -> None:
    apart = {round(phase(3, 8, instance), 3) for instance in range(5)}
    assert len(apart) == 5
    assert all(0 <= value < PHASES for value in apart)


def test_an_untrained_network_moves_nothing_and_a_name_is_ignored_where_there_is_none() -> None:
    torch.manual_seed(0)
    motion, image = Motion(SHAPE).eval(), at_rest(2)
    unnamed = torch.tensor([False, False])
    none = motion(image, torch.zeros(2, 5), unnamed)
    assert none.shape == (2, PHASES, 12)
    still = moved(image, none, torch.tensor([0.0, 5.0]))
    assert torch.allclose(still, image, atol=1e-5)
    torch.nn.init.normal_(motion.leave.weight)
    given = torch.ones(2, 5)
    assert torch.equal(motion(image, given, unnamed), motion(image, 0 * given, unnamed))
    assert not torch.equal(motion(image, given, ~unnamed), motion(image, 0 * given, ~unnamed))


def test_a_cycle_of_legs_alone_is_a_stride_and_a_beat_of_wings_is_none() -> None:
    steps = torch.zeros(3, PHASES, 768)
    steps[0, ::2, 6 * 96 :] = 1  # the two lowest rows of cells
    steps[1, ::2, :] = 1
    steps[2] = 1  # another pose, but no change
    assert strides(steps).tolist() == [True, False, False]
    assert strides(steps[:0]).shape == (0,)


def test_between_two_moments_a_thing_is_between_them_and_after_the_last_comes_the_first() -> None:
    image = at_rest(1).expand(3, -1)
    steps = torch.zeros(3, PHASES, 12)
    steps[:, 0, 0], steps[:, 1, 1], steps[:, -1, 2] = 1, 1, 1
    found = moved(image, steps, torch.tensor([0.0, 0.5, PHASES - 0.5]))
    assert found.norm(dim=-1).tolist() == pytest.approx([12**0.5] * 3)
    wanted = image.clone()
    wanted[0, 0] += 1
    wanted[1, :2] += 0.5
    wanted[2, 0], wanted[2, 2] = wanted[2, 0] + 0.5, wanted[2, 2] + 0.5
    assert torch.allclose(
        torch.nn.functional.normalize(found), torch.nn.functional.normalize(wanted), atol=1e-6
    )


def test_nothing_at_all_moves_nowhere() -> None:
    none = Motion(SHAPE).eval()(torch.zeros(0, 12), torch.zeros(0, 5), torch.zeros(0).bool())
    assert moved(torch.zeros(0, 12), none, torch.zeros(0)).shape == (0, 12)
