"""Loose layouts become valid tracks; every repair is counted, none is silent."""

from __future__ import annotations

import time

import pytest

from core import limits
from core.errors import PlanError
from core.plan.build import (
    Item,
    Layout,
    Tally,
    assembled,
    dense_track,
    entities_from,
    keyed_track,
    mended_box,
    mended_name,
    mended_text,
    resampled,
    tracks_from,
    unique_id,
)
from core.plan.geometry import MIN_SIDE, Box, snapped
from core.plan.schema import Scene, Track, group_key
from core.plan.tracks import dense

A, B, C = Box(0.1, 0.2, 0.3, 0.5), Box(0.6, 0.2, 0.9, 0.7), Box(0.0, 0.0, 0.2, 0.2)


def _layout(*frames: list[tuple[str, tuple[float, ...]]], unit: float = 1.0) -> Layout:
    return Layout(tuple(tuple(Item(n, b) for n, b in frame) for frame in frames), unit)


def _boxes(track: Track, n: int) -> list[Box | None]:
    scene = Scene(id="s", description="", layout_frames=n, tracks=(track,))
    return list(dense(track, scene, n))


def test_P02_ten_thousand_things_are_refused_in_under_a_second() -> None:
    items = [(f"thing {i}", tuple(A)) for i in range(10_000)]
    started = time.thread_time()
    with pytest.raises(PlanError, match="10000 things: the most is 32"):
        tracks_from(_layout(items))
    one_each = _layout(*([item] for item in items[:900]))
    with pytest.raises(PlanError, match="the most is 32"):
        tracks_from(one_each)
    same_name = _layout([("dog", tuple(A))] * 33)
    with pytest.raises(PlanError, match="the most is 32"):
        tracks_from(same_name)
    assert time.thread_time() - started < 1


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf"), 10**400])
def test_P03_a_number_that_is_not_finite_is_refused_with_its_frame_and_name(bad: float) -> None:
    layout = _layout([("dog", tuple(A))], [("dog", (0.1, 0.2, bad, 0.5))])
    with pytest.raises(PlanError, match="frame 1, 'dog'"):
        tracks_from(layout, 2)


def test_P04_boxes_out_of_range_are_clamped_with_one_counted_warning() -> None:
    tally = Tally()
    first = [("dog", (-0.2, 0.2, 0.3, 0.5)), ("cat", (0.5, 0.5, 1.7, 1.2))]
    tracks = tracks_from(_layout(first, first), 2, tally)
    assert _boxes(tracks[0], 2) == [Box(0.0, 0.2, 0.3, 0.5)] * 2
    assert tally.warnings == ("4 boxes reached outside the frame and were clamped to it",)


def test_P04_clamping_is_idempotent_and_the_second_time_uncounted() -> None:
    once, twice = Tally(), Tally()
    box = mended_box((-3, 0.2, 0.3, 5), once)
    assert box is not None and mended_box(box, twice) == box
    assert once.warnings == ("1 box reached outside the frame and was clamped to it",)
    assert twice.warnings == ()
    assert snapped(box) == box


def test_P05_swapped_corners_are_sorted_and_boxes_without_area_dropped() -> None:
    tally = Tally()
    frame = [("dog", (0.3, 0.5, 0.1, 0.2)), ("cat", (0.5, 0.5, 0.5, 0.9))]
    tracks = tracks_from(_layout(frame, frame), 2, tally)
    assert [t.entity for t in tracks] == ["dog"]
    assert _boxes(tracks[0], 2) == [A, A]
    assert tally.warnings == (
        "2 boxes had swapped corners, which were sorted",
        "2 boxes had no area inside the frame and were dropped",
    )


def test_P05_a_box_wholly_outside_has_no_area_and_its_thing_is_absent_there() -> None:
    tally = Tally()
    layout = _layout([("dog", tuple(A))], [("dog", (1.1, 0.2, 1.4, 0.5))])
    assert _boxes(tracks_from(layout, 2, tally)[0], 2) == [A, None]


def test_P05_the_editor_snaps_zero_area_to_the_smallest_side_inside_the_frame() -> None:
    for values in [(0.5, 0.5, 0.5, 0.5), (1, 1, 1, 1), (0, 0, 0, 0), (0.9, 0.2, 0.1, 0.2)]:
        box = snapped(values)
        assert 0 <= box.x0 < box.x1 <= 1 and 0 <= box.y0 < box.y1 <= 1
        assert min(box.width, box.height) >= MIN_SIDE - 1e-9
        assert snapped(box) == box


@pytest.mark.parametrize("given", [1, 2, 6, 8, 10, 16, 100])
def test_P06_another_number_of_frames_becomes_exactly_the_wanted_one(given: int) -> None:
    tally = Tally()
    path = [[("dog", (0.6 * i / 99, 0.2, 0.2 + 0.6 * i / 99, 0.5))] for i in range(given)]
    boxes = _boxes(tracks_from(_layout(*path), 9, tally)[0], 9)
    assert len(boxes) == 9 and None not in boxes
    assert boxes[0] == Box(0.0, 0.2, 0.2, 0.5)
    assert boxes[8] == pytest.approx(path[-1][0][1])
    assert tally.warnings == (
        "1 scene had another number of frames than planned and was resampled",
    )


def test_P06_absence_keeps_its_share_when_frames_are_resampled() -> None:
    assert resampled([None, None, A, A], 7) == (None, None, None, A, A, A, A)
    assert resampled([A], 3) == (A, A, A)
    assert resampled([], 3) == ()


def test_P07_one_name_several_times_makes_instances_numbered_alike_every_time() -> None:
    frame = [("frisbee", tuple(A)), ("Frisbee", tuple(B)), ("FRISBEE", tuple(C))]
    tracks = tracks_from(_layout(frame, frame), 2)
    assert tracks == tracks_from(_layout(frame, frame), 2)
    assert [(t.entity, t.instance) for t in tracks] == [("frisbee", n) for n in range(3)]
    assert [_boxes(t, 2)[0] for t in tracks] == [A, B, C]
    assert len({t.id for t in tracks}) == 3


def test_P07_names_match_in_nfc_and_case_folded() -> None:
    assert group_key("CAFE\u0301  au lait") == group_key("caf\u00e9 au lait")
    assert group_key("STRASSE") == group_key("straße")
    layout = _layout([("cafe\u0301", tuple(A))], [("CAF\u00c9", tuple(A))])
    assert [t.entity for t in tracks_from(layout, 2)] == ["caf\u00e9"]


def test_P07_when_one_of_two_leaves_the_other_keeps_its_number() -> None:
    near_b = tuple(B.moved(-0.05, 0))
    layout = _layout([("dog", tuple(A)), ("dog", tuple(B))], [("dog", near_b)])
    first, second = tracks_from(layout, 2)
    assert _boxes(first, 2) == [A, None]
    assert _boxes(second, 2) == [B, Box(*near_b)]


def test_P07_a_listing_in_another_order_does_not_make_things_jump() -> None:
    layout = _layout(
        [("dog", tuple(A)), ("dog", tuple(B))],
        [("dog", tuple(B)), ("dog", tuple(A))],
    )
    assert [_boxes(t, 2) for t in tracks_from(layout, 2)] == [[A, A], [B, B]]


def test_P07_identities_that_the_source_gives_outrank_nearness() -> None:
    frames = (
        (Item("dog", A, "0"), Item("dog", B, "1")),
        (Item("dog", A, "1"), Item("dog", B, "0")),
    )
    assert [_boxes(t, 2) for t in tracks_from(Layout(frames), 2)] == [[A, B], [B, A]]


def test_P08_right_to_left_names_emoji_and_joiners_pass_as_they_are() -> None:
    tally = Tally()
    for name in ("כלב קטן", "👩\u200d🚀", "नमस्ते", "犬"):
        assert mended_name(name, tally) == name
    assert not tally.warnings


def test_P10_surrogates_controls_and_overrides_are_removed_from_what_a_model_wrote() -> None:
    tally = Tally()
    assert mended_name("d\ud800o\x00g\u202e\n", tally) == "dog"
    assert mended_name("\u202e\x00 ", tally) is None
    assert mended_name("\u200d\u200b", tally) is None
    assert mended_text("a\udfff b", tally) == "a b"
    assert len(tally.warnings) == 2


def test_boxes_in_pixels_are_divided_by_their_unit() -> None:
    tally = Tally()
    assert mended_box((0, 128, 256, 512), tally, unit=512) == Box(0.0, 0.25, 0.5, 1.0)
    assert not tally.warnings


def test_an_overlong_name_and_text_are_shortened_and_counted() -> None:
    tally = Tally()
    name = mended_name("x" * 5_000, tally)
    assert name is not None and len(name) == limits.NAME_CODE_POINTS
    text = mended_text("word " * 1_000, tally)
    assert len(text) <= limits.TEXT_CODE_POINTS and text.endswith("word")
    assert tally.warnings == ("2 texts were too long and were shortened",)


def test_a_dense_track_says_absence_once_and_keeps_every_box() -> None:
    track = dense_track("dog", [None, None, A, B, None, None, A])
    assert [k.frame for k in track.keys] == [0, 2, 3, 4, 6]
    assert _boxes(track, 7) == [None, None, A, B, None, None, A]


def test_a_keyed_track_takes_its_points_in_any_order() -> None:
    track = keyed_track("Fire Truck", [(8, None), (0, A, "ease"), (4, B)], taken=["fire-truck"])
    assert track.id == "fire-truck-2"
    assert [(k.frame, k.box, k.easing) for k in track.keys] == [
        (0, A, "ease"),
        (4, B, "linear"),
        (8, None, "linear"),
    ]
    with pytest.raises(PlanError, match="each once"):
        keyed_track("dog", [(0, A), (0, B)])
    with pytest.raises(PlanError, match="dog"):
        keyed_track("dog", [(0, (0, 0, 2, 1))])


def test_ids_resemble_names_where_they_can_and_are_always_valid() -> None:
    assert unique_id("Éclair au café") == "eclair-au-cafe"
    assert unique_id("犬") == "thing"
    assert unique_id("犬", ["thing", "thing-2"]) == "thing-3"
    assert unique_id("../../etc/passwd") == "etc-passwd"
    assert len(unique_id("x" * 80)) <= 40


def test_mentions_of_one_group_make_one_entity_with_all_attributes() -> None:
    pairs = [("Dog", ["black"]), ("cat", []), ("dog", ["Black", "in a hat"])]
    assert [(e.name, e.attributes) for e in entities_from(pairs)] == [
        ("Dog", ("black", "in a hat")),
        ("cat", ()),
    ]


def test_an_assembled_plan_has_everyone_who_is_shown_in_its_cast() -> None:
    scene = Scene(id="s", description="", tracks=(keyed_track("dog", [(0, A)]),))
    tally = Tally()
    mended_box((0, 0, 2, 1), tally)
    plan, warnings = assembled(scenes=[scene], prompt="a dog", planner="offline", tally=tally)
    assert [e.name for e in plan.entities] == ["dog"]
    assert warnings == ("1 box reached outside the frame and was clamped to it",)
    with pytest.raises(PlanError, match="65 scenes: the most is 64"):
        assembled(scenes=[scene] * 65)
    with pytest.raises(PlanError, match="stands twice"):
        assembled(scenes=[scene, scene])


def test_tracks_that_a_planner_forgot_to_number_are_numbered_on() -> None:
    tracks: list[Track] = []
    for name in ("dog", "cat", "Dog", "dog"):
        tracks.append(keyed_track(name, [(0, A)], taken=[t.id for t in tracks]))
    plan = assembled(scenes=[Scene(id="s", description="", tracks=tuple(tracks))]).plan
    assert [t.instance for t in plan.scenes[0].tracks] == [0, 0, 1, 2]


def test_a_box_of_anything_but_numbers_is_a_typed_error() -> None:
    for bad in ([None, 0, 1, 1], ["x", 0, 1, 1], [[0], 0, 1, 1], [0, 0, 1]):
        with pytest.raises(PlanError, match="frame 0, 'dog'"):
            tracks_from(Layout(((Item("dog", bad),),)))  # type: ignore[arg-type]
