"""Shots become a film: every frame where it belongs, and a reason when they do not fit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InputError
from core.export.stitch import stitch
from core.render.types import Clip


def shot(value: int, n_frames: int = 4, fps: int = 8, size: tuple[int, int] = (6, 8)) -> Clip:
    frames = np.full((n_frames, *size, 3), value, np.uint8)
    frames[:, 0, 0, 0] = np.arange(n_frames)
    return Clip(frames, fps)


def test_hard_cuts_keep_every_frame_as_it_is():
    film = stitch([shot(10), shot(20, n_frames=3)])
    frames = np.stack(list(film.frames()))
    assert (film.n_frames, film.size, film.starts) == (7, (8, 6), (0, 4))
    assert np.array_equal(frames, np.concatenate([shot(10).frames, shot(20, 3).frames]))


def test_a_cross_fade_blends_evenly_and_shortens_the_film():
    film = stitch([shot(0), shot(100)], cross_fade=1)
    values = [int(frame[3, 3, 0]) for frame in film.frames()]
    assert values == [0, 0, 0, 50, 100, 100, 100]
    assert film.n_frames == len(values) and film.starts == (0, 3)


@given(st.lists(st.integers(4, 9), min_size=1, max_size=5), st.integers(0, 2))
def test_a_film_has_as_many_frames_as_it_says(lengths, cross_fade):
    film = stitch([shot(50, n) for n in lengths], cross_fade)
    assert sum(1 for _ in film.frames()) == film.n_frames


@pytest.mark.parametrize(
    ("shots", "fade", "words"),
    [
        ([], 0, "at least one scene"),
        ([shot(1), shot(1, fps=12)], 0, r"\[8, 12\] frames a second"),
        ([shot(1), shot(1, size=(6, 10))], 0, "measure 10x6, 8x6"),
        ([shot(1), shot(1)], 3, "cross-fade of 3 frames does not fit: .* give 0 to 2"),
        ([shot(1), shot(1)], -1, "cross-fade of -1"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_remedy(shots, fade, words):
    with pytest.raises(InputError, match=words):
        stitch(shots, fade)
