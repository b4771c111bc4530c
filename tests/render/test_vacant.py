"""Empty places: a stand-in on either side keeps them clean, and never appears."""

from __future__ import annotations

import torch

from core.grounding.batch import pack
from core.plan.geometry import Box
from core.render.scene import Layout
from core.render.vacant import LEFT, RIGHT, Halves, vacant, with_stand_in


def test_frames_without_anything_of_any_size_are_vacant() -> None:
    big, small = Box(0.1, 0.1, 0.4, 0.2), Box(0.5, 0.5, 0.6, 0.55)
    shown = (((0, big),), (), ((1, small),), ((1, small), (0, big)))
    assert vacant(Layout((), shown)) == [1, 2]
    assert vacant(Layout((), ((), ()))) == [0, 1]


def test_a_stand_in_stands_behind_all_others_in_those_frames_only() -> None:
    small = (0.5, 0.5, 0.6, 0.55)
    image, text = torch.ones(1, 8), torch.ones(1, 8)
    shown = pack(image, text, [[(0, LEFT)], [], [(0, small)]])
    look = torch.full((8,), 5.0), torch.full((8,), 6.0)
    more = with_stand_in(shown, look, [1, 2], RIGHT)
    new = slice(len(shown.of), None)
    assert more.frame[new].tolist() == [1, 2]
    assert torch.allclose(more.boxes[new], torch.tensor([RIGHT, RIGHT]))
    assert more.image[more.of[new]].unique().tolist() == [5.0]
    assert more.text[more.of[new]].unique().tolist() == [6.0]
    assert bool(more.has_image[-1]) and bool(more.has_text[-1])
    assert float(more.depth[new].max()) < float(shown.depth.min())
    assert more.n_frames == 3


def test_each_half_is_taken_from_its_own_denoiser() -> None:
    def constant(value: float):
        return lambda x, t, guided: torch.full_like(x, value)

    out = Halves(constant(1.0), constant(3.0))(torch.zeros(1, 2, 3, 4, 16), torch.tensor(0.5), True)
    row = out[0, 0, 0, 0].tolist()
    assert row[:6] == [1.0] * 6
    assert row[-6:] == [3.0] * 6
    assert row == sorted(row)
