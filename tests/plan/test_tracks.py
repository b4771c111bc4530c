"""Sparse keys become boxes in time, and dense ones become few keys."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from core.errors import PlanError
from core.plan import tracks
from core.plan.geometry import Box
from core.plan.schema import Key, Scene, Track
from core.plan.tracks import boxes_at, dense, positions, sample, simplified

GOLDEN = Path(__file__).parent.parent / "golden"
CASES: list[dict[str, Any]] = json.loads((GOLDEN / "interpolation.json").read_text())["cases"]
A, B = Box(0.1, 0.2, 0.3, 0.5), Box(0.6, 0.2, 0.9, 0.7)


def _scene(case: dict[str, Any]) -> Scene:
    track = Track(id="t", entity="dog", keys=case["keys"])
    return Scene(id="s", description="", layout_frames=case["layout_frames"], tracks=(track,))


def test_interpolation_equals_the_fixture_that_the_editor_shares_to_the_last_bit() -> None:
    assert len(CASES) >= 200
    for case in CASES:
        scene = _scene(case)
        boxes = dense(scene.tracks[0], scene, case["n"])
        assert [b and list(b) for b in boxes] == case["boxes"], case["name"]
        assert list(positions(case["layout_frames"], case["n"])) == case["positions"]
        for position, box in zip(case["positions"], boxes, strict=True):
            assert boxes_at(scene, position) == [(scene.tracks[0], box)]


def test_the_fixture_is_what_its_script_writes() -> None:
    spec = importlib.util.spec_from_file_location("make", GOLDEN / "make_interpolation.py")
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.make()["cases"] == CASES


def test_interpolated_boxes_never_leave_the_frame() -> None:
    for case in CASES:
        for box in case["boxes"]:
            assert box is None or (0 <= box[0] < box[2] <= 1 and 0 <= box[1] < box[3] <= 1)


def test_asking_for_no_frames_is_refused() -> None:
    scene = _scene(CASES[0])
    with pytest.raises(PlanError, match="at least 1"):
        dense(scene.tracks[0], scene, 0)


def test_boxes_are_kept_while_the_track_lives_and_no_longer() -> None:
    track = Track(id="t", entity="dog", keys=(Key(frame=0, box=A), Key(frame=8, box=B)))
    scene = Scene(id="s", description="", tracks=(track,))
    assert dense(track, scene, 16) is dense(track, scene, 16)
    shorter = Scene(id="s", description="", layout_frames=17, tracks=(track,))
    assert dense(track, shorter, 16) != dense(track, scene, 16) != dense(track, scene, 4)
    before = len(tracks._kept)
    alone = Track(id="t", entity="dog", keys=track.keys)
    assert dense(alone, scene, 16) == dense(track, scene, 16)
    assert len(tracks._kept) == before + 1
    del alone
    assert len(tracks._kept) == before


def test_a_track_made_anew_never_gets_the_boxes_of_the_one_before_it() -> None:
    """Python gives the address of a dead object to the next one, again and again."""
    scene = Scene(id="s", description="")
    for number in range(200):
        box = Box(number / 400, 0.1, number / 400 + 0.3, 0.9)
        track = Track(id="t", entity="dog", keys=(Key(frame=0, box=box),))
        assert dense(track, scene, 2) == (box, box)


def _line(*boxes: Box | None) -> tuple[Key, ...]:
    return tuple(Key(frame=i, box=box) for i, box in enumerate(boxes))


def test_a_straight_dense_path_becomes_its_two_ends() -> None:
    path = [Box(0.1 + 0.05 * i, 0.2, 0.3 + 0.05 * i, 0.5) for i in range(9)]
    assert [k.frame for k in simplified(_line(*path), 1e-9)] == [0, 8]


def test_a_corner_of_the_path_stays() -> None:
    out = [Box(0.1 + 0.1 * i, 0.2, 0.3 + 0.1 * i, 0.5) for i in range(5)]
    path = [*out, *out[-2::-1]]
    assert [k.frame for k in simplified(_line(*path), 0.01)] == [0, 4, 8]


def test_a_thing_that_stands_still_needs_one_key() -> None:
    assert [k.frame for k in simplified(_line(A, A, A, A), 0)] == [0]


def test_absence_and_easing_survive_simplification() -> None:
    keys = (*_line(A, A, None, B), Key(frame=4, box=A, easing="ease"), Key(frame=8, box=B))
    kept = simplified(keys, 1.0)
    assert [k.frame for k in kept] == [0, 1, 2, 3, 4, 8]


def test_no_dropped_key_is_further_off_than_the_tolerance() -> None:
    for case in CASES:
        boxes = [None if b is None else Box(*b) for b in case["boxes"]]
        keys = _line(*boxes)
        kept = simplified(keys, 0.05)
        again = sample(kept, range(len(boxes)))
        for box, other in zip(boxes, again, strict=True):
            assert (box is None) == (other is None)
            if box and other:
                assert max(abs(p - q) for p, q in zip(box, other, strict=True)) <= 0.05 + 1e-12
