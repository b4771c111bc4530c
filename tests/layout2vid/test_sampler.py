"""The denoising loop: order, strength, seeds."""

from __future__ import annotations

import pytest
import torch
from diffusers import DDIMScheduler, FlowMatchEulerDiscreteScheduler, PNDMScheduler

from core.layout2vid.sampler import guided_steps, sample, scene_noise


@pytest.mark.parametrize(
    ("steps", "strength", "expected"),
    [(50, 0.1, 5), (50, 0.0, 0), (8, 1.0, 8), (8, 0.3, 3), (10, 0.3, 3), (5, 0.01, 1)],
)
def test_layout_strength_is_the_share_of_first_steps_that_see_the_boxes(
    steps: int, strength: float, expected: int
) -> None:
    assert guided_steps(steps, strength) == expected
    seen: list[bool] = []

    def denoise(x: torch.Tensor, t: torch.Tensor, guided: bool) -> torch.Tensor:
        seen.append(guided)
        return torch.zeros_like(x)

    sample(denoise, torch.zeros(1, 1, 1, 2, 2), FlowMatchEulerDiscreteScheduler(), steps, strength)
    assert seen == [True] * expected + [False] * (steps - expected)


def test_a_perfect_flow_lands_on_the_data() -> None:
    data = torch.full((1, 2, 1, 4, 4), 0.7)
    noise = torch.randn(data.shape, generator=torch.Generator().manual_seed(0))
    out = sample(lambda x, t, g: noise - data, noise, FlowMatchEulerDiscreteScheduler(), 5, 1.0)
    assert torch.allclose(out, data, atol=1e-5)


@pytest.mark.parametrize("scheduler", [DDIMScheduler(), PNDMScheduler(skip_prk_steps=True)])
def test_the_paper_s_schedulers_run_in_the_same_loop(scheduler: object) -> None:
    noise = scene_noise((2, 1, 4, 4), 3, shared=1.0)
    out = sample(lambda x, t, g: x, noise, scheduler, 6, 0.5)
    assert torch.isfinite(out).all()


def test_an_exception_from_on_step_stops_the_loop_at_once() -> None:
    calls = []

    def stop(i: int, x: torch.Tensor) -> None:
        calls.append(i)
        if i == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sample(
            lambda x, t, g: x,
            torch.ones(1, 1, 1, 2, 2),
            FlowMatchEulerDiscreteScheduler(),
            9,
            1.0,
            stop,
        )
    assert calls == [0, 1]


def test_noise_is_one_s_own_seed_and_shared_over_frames() -> None:
    a, b = scene_noise((3, 4, 5, 5), 7, 1.0), scene_noise((3, 4, 5, 5), 7, 1.0)
    assert torch.equal(a, b)
    assert torch.equal(a[:, :, 0], a[:, :, 3])
    assert not torch.equal(a, scene_noise((3, 4, 5, 5), 8, 1.0))
    own = scene_noise((3, 4, 5, 5), 7, 0.5)
    assert not torch.equal(own[:, :, 0], own[:, :, 1])
