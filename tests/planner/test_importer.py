"""Plans of other tools and models: read as they mean it, or refused with a reason."""

from __future__ import annotations

import json
import time

import pytest

from core import limits
from core.errors import BadReply
from core.plan.store import dense_boxes
from core.plan.tracks import dense
from core.planner.importer import import_plan, read_plan
from core.planner.offline import plan_offline
from core.planner.parse import Cut
from tests.planner.dirty import dirty
from tests.planner.reading import at, only

PAPER = """Step 1: [Prompt: "A chef in a white hat chops carrots", Entities: ["chef (white hat)",
"carrot"], Background: "kitchen"]
Step 2: [Prompt: "The chef stirs a pot", Entities: ["chef", "pot"], Background: "kitchen"]

Step 1:
Frame_1: [["chef", [0.1, 0.2, 0.5, 1.0]], ["carrot", [0.5, 0.6, 0.7, 0.8]]], caption: it begins
Frame_2: [["chef", [0.15, 0.2, 0.55, 1.0]], ["carrot", [0.5, 0.6, 0.7, 0.8]]], caption: it goes on
Reasoning: the chef is large.
Step 2:
Frame_1: [["chef", [0.1, 0.2, 0.5, 1.0]], ["pot", [0.5, 0.6, 0.7, 0.8]]]
Frame_2: [["chef", [0.15, 0.2, 0.55, 1.0]], ["pot", [0.5, 0.6, 0.7, 0.8]]]
Reasoning: the same."""


LVD = """Reasoning: the ball rolls to the right and leaves; the dog comes late.

Frame 1: [{'id': 0, 'name': 'ball', 'box': [0, 256, 100, 100]}]
Frame 2: [{'id': 0, 'name': 'ball', 'box': [200, 256, 100, 100]}, {'id': 1, 'name': 'dog', 'box': [400, 256, 112, 128]}]  # the dog enters
Frame 3:
[{'id': 0, 'name': 'ball', 'box': [480, 256, 100, 100]},
 {'id': 1, 'name': 'dog', 'box': [300, 256, 112, 128]}]
Frame 4: [{'id': 0, 'name': 'ball', 'box': [512, 256, 100, 100]}, {'id': 1, 'name': 'dog', 'box': [200, 256, 112, 128]}]
Frame 5: []
Background keyword: meadow"""  # noqa: E501


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_careless_replies_are_read_as_they_are_meant(first: int) -> None:
    for seed in range(first, first + 50):
        reply = dirty(seed)
        plan = read_plan(reply.text).plan
        told = f"seed {seed}: {reply.dirt}"
        assert [s.description for s in plan.scenes] == [s.description for s in reply.scenes], told
        for scene, truth in zip(plan.scenes, reply.scenes, strict=True):
            assert scene.background == truth.background, told
            assert scene.layout_frames == len(truth.frames), told
            for number, frame in enumerate(truth.frames):
                meant = sorted((n, tuple(round(v, 4) for v in box)) for n, box in frame)
                assert at(scene, number) == meant, f"{told}, frame {number}"


def test_the_papers_two_passes_are_joined_by_step() -> None:
    plan = import_plan(PAPER)
    first, second = plan.scenes
    assert (first.description, first.background) == (
        "A chef in a white hat chops carrots", "kitchen",
    )  # fmt: skip
    assert at(first, 0) == [("carrot", (0.5, 0.6, 0.7, 0.8)), ("chef", (0.1, 0.2, 0.5, 1.0))]
    assert first.captions == ("it begins", "it goes on")
    assert plan.entity("chef").attributes == ("white hat",)
    assert [track.entity for track in second.tracks] == ["chef", "pot"]
    assert plan.planner == "import:videodirectorgpt"


def test_lvd_boxes_are_corner_and_size_in_a_square_of_512() -> None:
    scene = only(LVD)
    assert scene.layout_frames == 5
    assert at(scene, 0) == [("ball", (0.0, 0.5, 0.1953, 0.6953))]
    assert scene.background == "meadow"


def test_a_thing_outside_the_frame_or_of_no_size_is_absent_not_a_sliver() -> None:
    scene = only(LVD)
    assert [name for name, _ in at(scene, 2)] == ["ball", "dog"]
    assert [name for name, _ in at(scene, 3)] == ["dog"]
    assert at(scene, 4) == []


def test_ids_hold_things_together_when_their_order_or_their_words_change() -> None:
    scene = only(
        """Frame 1: [{'id': 0, 'name': 'cat', 'box': [0, 0, 64, 64]}, {'id': 1, 'name': 'cat', 'box': [256, 0, 64, 64]}]
Frame 2: [{'id': 1, 'name': 'cat', 'box': [250, 0, 64, 64]}, {'id': 0, 'name': 'black cat', 'box': [9, 0, 64, 64]}]
Background keyword: roof"""  # noqa: E501
    )
    first, second = scene.tracks
    assert (first.entity, first.instance, second.instance) == ("cat", 0, 1)
    assert [round(key.box.x0 * 512) for key in first.keys if key.box] == [0, 9]
    assert [round(key.box.x0 * 512) for key in second.keys if key.box] == [256, 250]


def test_a_missing_frame_is_filled_in_and_said() -> None:
    plan, warnings = read_plan(
        'Frame 1: [["dog", [0.0, 0.2, 0.2, 0.4]]]\nFrame 3: [["dog", [0.4, 0.2, 0.6, 0.4]]]'
    )
    assert at(plan.scenes[0], 1) == [("dog", (0.2, 0.2, 0.4, 0.4))]
    assert "frame 2" in " ".join(warnings)


def test_P06_every_number_of_frames_is_kept_from_one_to_many() -> None:
    for count in (1, 2, 7, 64, 100):
        text = "\n".join(f'Frame {n}: [["dog", [0, 0, 0.5, 0.5]]]' for n in range(1, count + 1))
        imported = read_plan(text)
        scene = imported.plan.scenes[0]
        assert scene.layout_frames == max(2, min(64, count))
        assert bool(imported.warnings) == (count > 64)


def test_P04_a_box_out_of_range_is_clamped_with_one_counted_warning() -> None:
    text = "\n".join(f'Frame {n}: [["dog", [-0.2, 0.2, 0.5, 1.2]]]' for n in (1, 2, 3))
    plan, warnings = read_plan(text)
    assert at(plan.scenes[0], 0) == [("dog", (0.0, 0.2, 0.5, 1.0))]
    assert [w for w in warnings if "clamped" in w] == [
        "3 boxes reached outside the frame and were clamped to it"
    ]


def test_P05_swapped_corners_are_sorted_and_a_box_without_area_is_dropped() -> None:
    text = """Frame 1: [["dog", [0.5, 0.8, 0.1, 0.2]], ["fly", [0.3, 0.3, 0.3, 0.3]], ["cat", [0.1, 0.1, 0.9, 0.9]]]
Frame 2: [["dog", [0.1, 0.2, 0.5, 0.8]], ["cat", [0.1, 0.1, 0.9, 0.9]]]"""  # noqa: E501
    scene = only(text)
    assert at(scene, 0) == [("cat", (0.1, 0.1, 0.9, 0.9)), ("dog", (0.1, 0.2, 0.5, 0.8))]


@pytest.mark.parametrize("bad", ["NaN", "inf", "-Infinity", "1e999"])
def test_P03_a_number_that_is_not_finite_is_refused_with_its_place(bad: str) -> None:
    with pytest.raises(BadReply, match="frame 2"):
        import_plan(f'Frame 1: [["dog", [0, 0, 1, 1]]]\nFrame 2: [["dog", [0, {bad}, 1, 1]]]')


def test_P02_ten_thousand_entities_are_refused_quickly() -> None:
    items = ", ".join(f'["thing{n}", [0.1, 0.1, 0.2, 0.2]]' for n in range(10_000))
    begun = time.thread_time()
    with pytest.raises(BadReply, match="40,000 numbers"):
        import_plan(f"Frame 1: [{items}]\nFrame 2: []")
    assert time.thread_time() - begun < 1  # of the processor, not of the clock


def test_P08_names_in_any_script_come_through_unchanged() -> None:
    for name in ("حصان", "👩‍🚀", "naïve café", "ชาย", "Ω-bot"):
        scene = only(f'Frame 1: [["{name}", [0, 0, 0.5, 0.5]]]\nFrame 2: []')
        assert scene.tracks[0].entity == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("I'm sorry, I cannot help with that.", "no plan is found"),
        ('Frame 1: [["dog", [0.1, 0.2, 0.3]]]', "dog has 3 numbers, a box needs four"),
        ('Frame 1: [["dog"]]', "dog has no box"),
        ("Frame 1: [[0.1, 0.2, 0.3, 0.4]]", "has no name"),
        ("Frame 1: the dog runs to the left", "no box that can be read"),
        ('{"hello": [1, 2, 3]}', "no scenes and no frames"),
        ('{"scenes": [{"frames": "later"}]}', "no scenes|no plan"),
        ('[{"frame": 1, "objects": [{"name": "dog", "bbox": [1, 2]}]}]', "dog has 2 numbers"),
        ("Frame 1: [['dog', [0,0,1,1]]]\nlayout strength: 7", "outside"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(text: str, said: str) -> None:
    with pytest.raises(BadReply, match=said):
        import_plan(text)


def test_a_reply_that_is_cut_off_anywhere_in_its_boxes_is_never_half_a_plan() -> None:
    text = "\n".join(
        f'Frame {n}: [["dog", [0.{n}, 0.2, 0.9, 0.8]], ["cat", [0.0, 0.{n}, 0.5, 0.9]]]'
        for n in range(1, 5)
    )
    last = text.rindex("Frame 4")
    for end in range(last + 9, len(text) - 2):
        with pytest.raises(BadReply):
            import_plan(text[:end])
    with pytest.raises(Cut):
        import_plan(text[: last + 3])


@pytest.mark.parametrize("unit", ["{", "{" * 31 + "x", "[,", "#" * 30 + "a", '"'])
def test_P11_a_megabyte_of_brackets_and_marks_is_refused_in_time_that_grows_with_its_length(unit):
    """Headings that might begin at each of them took hours."""
    begun = time.thread_time()
    with pytest.raises(BadReply):
        import_plan((unit * limits.FOREIGN_PLAN_CHARS)[: limits.FOREIGN_PLAN_CHARS])
    assert time.thread_time() - begun < 10


def test_a_text_of_another_tool_over_the_cap_is_refused_by_its_length():
    with pytest.raises(BadReply, match="at most 1048576 are read"):
        import_plan("Scene 1: a dog runs\n" + " " * limits.FOREIGN_PLAN_CHARS)


def test_our_own_dense_boxes_come_back_with_their_cast_and_their_boxes() -> None:
    """Their `instance` counts the things of one name: it once made everything one dog."""
    plan = plan_offline("Two dogs chase a cat across a park. A red balloon rises above a lake.")
    again = import_plan(json.dumps(dense_boxes(plan)))
    assert [s.background for s in again.scenes] == [s.background for s in plan.scenes]
    for ours, theirs in zip(plan.scenes, again.scenes, strict=True):
        wanted = {(t.entity, t.instance): dense(t, ours, ours.frame_count) for t in ours.tracks}
        found = {(t.entity, t.instance): dense(t, theirs, ours.frame_count) for t in theirs.tracks}
        assert found.keys() == wanted.keys()
        for key, boxes in wanted.items():
            for a, b in zip(boxes, found[key], strict=True):
                assert (a is None) == (b is None)
                assert a is None or b is None or a.iou(b) > 0.9
