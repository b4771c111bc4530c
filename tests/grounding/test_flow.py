from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from core.grounding.flow import carried, flow


def blobs(shift: tuple[float, float]) -> torch.Tensor:
    """Smooth spots of four colours [1, 4, 128, 128], shifted by so many pixels of 128."""
    generator = torch.Generator().manual_seed(0)
    spots = torch.rand(1, 4, 8, 8, generator=generator)
    picture = F.interpolate(spots, size=128, mode="bicubic")
    theta = torch.tensor([[[1.0, 0.0, -shift[0] / 64], [0.0, 1.0, -shift[1] / 64]]])
    grid = F.affine_grid(theta, [1, 4, 128, 128], align_corners=False)
    return F.grid_sample(picture, grid, padding_mode="border", align_corners=False)


@pytest.mark.parametrize("shift", [(0.0, 0.0), (6.0, 0.0), (-3.0, 8.0)])
def test_a_shift_is_found(shift: tuple[float, float]) -> None:
    found = flow(blobs((0.0, 0.0)), blobs(shift))
    inner = found[0, :, 16:-16, 16:-16].mean((1, 2)) * 64  # pixels of 128
    assert inner.tolist() == pytest.approx([-shift[0], -shift[1]], abs=0.5)


def test_pictures_are_carried_along() -> None:
    before, after = blobs((0.0, 0.0)), blobs((5.0, -4.0))
    sharp = torch.rand(1, 3, 128, 128, generator=torch.Generator().manual_seed(1))
    by = flow(before, after)
    inner = (..., slice(24, -24), slice(24, -24))
    off = (carried(before, by) - after)[inner].abs().mean()
    assert float(off) < 0.15 * float((before - after)[inner].abs().mean())
    wanted = sharp.roll((-4, 5), (2, 3))
    assert float((carried(sharp, by) - wanted)[inner].abs().mean()) < float(
        0.6 * (sharp - wanted)[inner].abs().mean()
    )


def test_what_does_not_move_stays_as_it_is() -> None:
    picture = blobs((0.0, 0.0))
    assert torch.allclose(carried(picture, flow(picture, picture)), picture, atol=1e-4)
