"""The count of memory without a GPU agrees with what is really allocated."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from core.layout2vid.guided_file import TOKENS
from core.layout2vid.unet import Text
from tests import bench_memory
from tests.arena import FULL, Arena, Load, peak_bytes, random_unet

SHAPE = replace(
    FULL,
    block_out_channels=(32, 64, 64, 64),
    layers_per_block=1,
    text_dim=32,
    head_dim=32,
)
LOAD = Load(frames=4, entities=3, side=16, steps=1)


@pytest.mark.skipif(torch.cuda.is_available(), reason="compares with what a CPU allocates")
def test_count_of_a_guided_step_is_what_is_allocated() -> None:
    unet, tokens = random_unet(SHAPE, TOKENS, "cpu", torch.float32)
    arena = Arena(unet, tokens, None, LOAD)
    x, t = arena.noise.repeat(2, 1, 1, 1, 1), torch.tensor([5, 5])
    with torch.inference_mode():
        measured = peak_bytes(lambda: unet(x, t, Text(arena.states), arena.grounding))
    counted = bench_memory.step(bench_memory.unet(SHAPE, torch.float32), LOAD, guided=True)
    assert counted == pytest.approx(measured, rel=0.02)
    double = bench_memory.step(
        bench_memory.unet(SHAPE, torch.float32), replace(LOAD, frames=8), guided=True
    )
    assert 1.8 < double / counted < 2.1
