"""Plans of other tools and models: read as they mean it, or refused with a reason."""

from __future__ import annotations

import json
import time

import pytest

from core.errors import BadReply, PlanError
from core.plan.schema import Scene
from core.plan.store import canonical_json, dense_boxes
from core.plan.tracks import boxes_at
from core.planner.importer import import_plan, read_plan
from core.planner.parse import Cut
from tests.planner.dirty import dirty
from tests.plans import make_plan

Boxes = list[tuple[str, tuple[float, ...]]]

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


def at(scene: Scene, frame: int) -> Boxes:
    return sorted(
        (track.entity, tuple(round(v, 4) for v in box))
        for track, box in boxes_at(scene, frame)
        if box is not None
    )


def only(text: str) -> Scene:
    (scene,) = import_plan(text).scenes
    return scene


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


STEPS = (
    "Step 1: Prompt: A chef cooks. Entities: chef (white hat), pan. Background: kitchen",
    "Step 1: [prompt: A chef cooks.], [entities: chef: white hat; pan], [background: kitchen]",
    '[Step 1: [Prompt: "A chef cooks.", Entities: [["chef", ["white hat"]], "pan"],'
    ' Background: "kitchen"]]',
    'Step 1: ["A chef cooks.", ["chef (white hat)", "pan"], "kitchen"]',
    "**Step 1**\n\n**Prompt:** A chef cooks.\n\n**Entities:**\n- chef: white hat\n- pan\n\n"
    "**Background:** kitchen",
    "### Scene 1: In the kitchen\n1. Description: A chef cooks.\n"
    "2. Entities: chef (white hat), pan\n3. Setting: kitchen",
)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_read_however_its_three_parts_are_set_apart(step: str) -> None:
    plan = import_plan(step)
    (scene,) = plan.scenes
    assert (scene.description, scene.background) == ("A chef cooks.", "kitchen")
    assert [(e.name, e.attributes) for e in plan.entities] == [
        ("chef", ("white hat",)), ("pan", ()),
    ]  # fmt: skip


FRAMES = (
    "Frame 1: dog [0.1, 0.2, 0.3, 0.4]; cat [0.5, 0.2, 0.7, 0.4]",
    'Frame 1: [["dog", [0.1, 0.2, 0.3, 0.4]], ["cat", [0.5, 0.2, 0.7, 0.4]]',
    'Frame 1: [[[0.1, 0.2, 0.3, 0.4], "dog"], [[0.5, 0.2, 0.7, 0.4], "cat"]]',
    "Frame 1:\ndog\n[0.1, 0.2, 0.3, 0.4]\ncat\n[0.5, 0.2, 0.7, 0.4]",
    "| Frame 1 | dog | 0.1 | 0.2 | 0.3 | 0.4 |\n| Frame 1 | cat | 0.5 | 0.2 | 0.7 | 0.4 |",
    "Frame 1: dog: (0.1, 0.2) to (0.3, 0.4), cat: (0.5, 0.2) to (0.7, 0.4)",
    "Frame 1: 1. dog: [10%, 20%, 30%, 40%]\n2. cat: [50%, 20%, 70%, 40%]",
    "Frame 1: dog: x=0.1, y=0.2, w=0.2, h=0.2; cat: x=0.5, y=0.2, w=0.2, h=0.2",
    "Frame 1: dog at [0.1, 0.2, 0.3, 0.4] (left), cat at [0.5, 0.2, 0.7, 0.4] (right).",
    "1: [['dog', [0.1, 0.2, 0.3, 0.4]], ['cat', [0.5, 0.2, 0.7, 0.4]]]",
)


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_is_read_however_its_boxes_are_set_apart(frame: str) -> None:
    assert at(only(frame), 0) == [("cat", (0.5, 0.2, 0.7, 0.4)), ("dog", (0.1, 0.2, 0.3, 0.4))]


def test_a_frame_that_says_in_words_that_nothing_is_seen_is_empty() -> None:
    scene = only(
        "Frame 1: dog: [0, 0, 1, 1]\nFrame 2: dog: off-screen\nFrame 3: (the dog has left)\n"
        "Frame 4: no objects\nFrame 5:\nFrame 6: None\nFrame 7: dog: [0, 0, 1, 1]"
    )
    assert [len(at(scene, n)) for n in range(7)] == [1, 0, 0, 0, 0, 0, 1]


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
    begun = time.process_time()
    with pytest.raises(BadReply, match="40,000 numbers"):
        import_plan(f"Frame 1: [{items}]\nFrame 2: []")
    assert time.process_time() - begun < 1  # of the processor, not of the clock


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


def test_a_cut_json_reply_is_refused_even_where_scenes_in_it_are_whole() -> None:
    scene = {"description": "x", "frames": [{"dog": [0, 0, 1, 1]}, {"dog": [0, 0, 1, 1]}]}
    text = json.dumps({"scenes": [scene, scene]})
    for end in (len(text) - 1, len(text) - 20, len(text) // 2 + 20):
        with pytest.raises(BadReply):
            import_plan(text[:end])


JSONS = {
    "frames by key": {"Frame_1": [["dog", [0.1, 0.2, 0.3, 0.4]]], "Frame_2": []},
    "objects in frames": {
        "background": "park",
        "frames": [{"frame": 1, "objects": [{"label": "dog", "bbox": [0.1, 0.2, 0.3, 0.4]}]},
                   {"frame": 2, "objects": []}],
    },
    "sizes by key": [
        {"frame": 1, "boxes": [{"name": "dog", "x": 0.1, "y": 0.2, "width": 0.2, "height": 0.2}]},
        {"frame": 2, "boxes": []},
    ],
    "boxes by thing": {"entities": [{"name": "dog", "boxes": [[0.1, 0.2, 0.3, 0.4], None]}]},
    "a map of things": {"scenes": [
        {"prompt": "x", "frames": {"dog": [[0.1, 0.2, 0.3, 0.4], None]}}]},
    "steps by key": {"step_1": {"prompt": "x", "layout": {"Frame 1": {"dog": [0.1, 0.2, 0.3, 0.4]},
                                                         "Frame 2": {}}}},
    "pixels with a size": {"width": 200, "height": 100,
                           "frames": [[{"name": "dog", "box": [20, 20, 60, 40]}], []]},
    "keyframes": {"objects": [{"name": "dog", "keyframes": [
        {"frame": 0, "box": [0.1, 0.2, 0.3, 0.4]}, {"frame": 1, "box": None}]}]},
}  # fmt: skip


@pytest.mark.parametrize("shape", JSONS)
@pytest.mark.parametrize("wrap", ["{}", "```json\n{}\n```", "Here it is:\n{}\nEnjoy!"])
def test_json_of_any_sensible_shape_is_read(shape: str, wrap: str) -> None:
    scene = only(wrap.format(json.dumps(JSONS[shape])))
    assert at(scene, 0) == [("dog", (0.1, 0.2, 0.3, 0.4))]
    assert at(scene, 1) == []


def test_our_own_plan_and_our_dense_boxes_come_back() -> None:
    plan = make_plan()
    assert canonical_json(import_plan(canonical_json(plan))) == canonical_json(plan)
    again = import_plan(json.dumps(dense_boxes(plan)))
    assert [scene.description for scene in again.scenes] == [s.description for s in plan.scenes]
    assert dense_boxes(again)["groups"].keys() == dense_boxes(plan)["groups"].keys()


def test_P11_an_own_plan_that_is_hostile_is_refused_by_the_strict_reader() -> None:
    for text in (
        '{"schema": "VideoPlan.1", "title": "a", "title": "b"}',
        '{"schema": "VideoPlan.1", "scenes": ' + "[" * 100_000,
        '{"schema": "VideoPlan.1", "seed": ' + "1" * 5_000 + "}",
    ):
        with pytest.raises(PlanError):
            import_plan(text)


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "Frame 1: " * 20_000, "Frame 1:\n" * 20_000, "Frame 1: [" + "'a " * 60_000,
     "**" * 100_000, "- " * 100_000, 'Frame 1: "' + "\\" * 100_000, "Step 1: [" * 15_000,
     "Frame 1: [1" + "1" * 5_000 + "]", "Background:" * 15_000, " " * 200_000,
     "{" * 2_000 + "a"],
    ids=lambda text: repr(text[:14]),
)  # fmt: skip
def test_hostile_text_is_refused_in_time_that_grows_with_its_length(text: str) -> None:
    begun = time.process_time()
    with pytest.raises((BadReply, PlanError)):
        import_plan(text)
    assert time.process_time() - begun < 5  # what grows with the square takes minutes
