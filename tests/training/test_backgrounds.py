"""The painted places: repeatable, all different, and called by their name."""

import itertools

import numpy as np
import pytest

from core.training.backgrounds import KINDS, SYNONYMS, Background, paint


def painted(kind: str, seed: int = 0, size: int = 64) -> Background:
    return paint(kind, np.random.default_rng(seed), size)


def test_there_are_enough_places_and_each_has_synonyms() -> None:
    assert len(KINDS) >= 36
    assert set(SYNONYMS) == set(KINDS)
    assert all(SYNONYMS[kind] for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_place_paints_a_full_picture_and_says_what_it_is(kind: str) -> None:
    for seed in range(4):
        background = painted(kind, seed)
        assert background.image.shape == (64, 64, 3)
        assert background.image.dtype == np.uint8
        assert background.image.std() > 2, "a flat picture shows no place"
        assert 0.25 <= background.ground <= 0.9
        assert background.kind == kind
        names = (kind, *SYNONYMS[kind])
        assert any(name in background.caption for name in names), background.caption


def test_the_same_seed_paints_the_same_picture_and_another_seed_another() -> None:
    for kind in ("meadow", "kitchen", "outer space"):
        first, again, other = painted(kind, 3), painted(kind, 3), painted(kind, 4)
        assert np.array_equal(first.image, again.image)
        assert (first.caption, first.ground) == (again.caption, again.ground)
        assert not np.array_equal(first.image, other.image)


def test_no_part_of_a_picture_is_left_unpainted() -> None:
    """Hills that dipped below the end of the sky once showed the black canvas behind."""
    for kind, seed in itertools.product(
        ("hills", "desert", "snow field", "garden", "lake"), range(6)
    ):
        assert (painted(kind, seed).image.max(axis=2) > 4).all(), (kind, seed)


def test_different_places_look_different() -> None:
    thumbs = {
        kind: np.mean(
            [painted(kind, s).image.reshape(8, 8, 8, 8, 3).mean(axis=(1, 3)) for s in range(3)],
            axis=0,
        )
        for kind in KINDS
    }
    for one, two in itertools.combinations(KINDS, 2):
        assert np.abs(thumbs[one] - thumbs[two]).mean() > 4, (one, two)


def test_night_is_said_when_it_is_night_and_only_then() -> None:
    """A meadow's caption tells the time of day whenever the picture is dark."""
    dark = [b for b in (painted("meadow", s, 32) for s in range(80)) if b.image[:8].mean() < 80]
    assert dark
    assert all("night" in b.caption or "stars" in b.caption for b in dark)


def test_captions_vary_and_some_are_only_the_name() -> None:
    captions = [painted("beach", seed, 16).caption for seed in range(60)]
    assert len(set(captions)) > 25
    assert any(c in ("beach", *SYNONYMS["beach"]) for c in captions)


def test_an_unknown_place_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        painted("nowhere")
