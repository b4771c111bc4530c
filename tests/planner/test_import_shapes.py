"""Shapes in which plans are written: steps, frames and JSON, set apart in many ways."""

from __future__ import annotations

import json
import time

import pytest

from core.errors import BadReply, PlanError
from core.plan.store import canonical_json, dense_boxes
from core.planner.importer import import_plan
from tests.planner.reading import at, only
from tests.plans import make_plan

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
