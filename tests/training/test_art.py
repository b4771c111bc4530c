"""The drawings are whole sprites, and every COCO class has a picture."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import core.training.art as art
from core.training.art.coco import COCO

FOLDER = Path(art.__file__).parent
LARGEST_BYTES = 6_000


def test_every_coco_class_is_an_emoji_or_a_drawing_of_ours_under_its_own_name() -> None:
    assert len(COCO) == 80
    for name, source in COCO.items():
        if source.startswith("art:"):
            assert name in art.ART[source.removeprefix("art:")]
        else:
            assert re.fullmatch(r"[0-9a-f]{4,5}(-[0-9a-f]{4,5})*", source), name
    assert len(set(COCO.values())) == 80


def test_the_table_and_the_folder_name_the_same_drawings() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(art.ART)


def test_no_two_drawings_claim_one_name() -> None:
    names = [name for group in art.ART.values() for name in group]
    assert len(names) == len(set(names))
    assert all(name and name == name.strip().lower() for name in names)


def test_drawings_stay_small_and_reach_for_nothing_outside() -> None:
    for path in FOLDER.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert len(text.encode()) < LARGEST_BYTES, path.name
        assert not re.search(r"href|<image|<text|<style|<script", text), path.name


@pytest.mark.parametrize("stem", sorted(art.ART))
def test_a_drawing_fills_its_frame_without_being_cut_off(stem: str) -> None:
    pytest.importorskip("resvg_py", reason="rasterising needs the extra `train`")
    alpha = art.render(stem, 128)[..., 3]
    assert alpha.shape == (128, 128)
    assert not alpha[[0, 0, -1, -1], [0, -1, 0, -1]].any()
    edges = np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])
    assert np.count_nonzero(edges > 128) == 0
    rows, columns = np.nonzero(alpha > 128)
    assert max(np.ptp(rows), np.ptp(columns)) > 0.8 * 128
    assert 0.12 < np.mean(alpha > 128) < 0.95


def test_an_unknown_drawing_is_an_error_that_names_it() -> None:
    pytest.importorskip("resvg_py", reason="rasterising needs the extra `train`")
    with pytest.raises(KeyError, match="gryphon"):
        art.render("gryphon")
