"""What an answer to the page carries: only what changed, and nothing worked out twice."""

from __future__ import annotations

import json

from tests.plans import make_plan
from tests.ui.kit import Visitor, act, served, studio_in
from ui.memo import Memo
from ui.scene_list.view import view


def test_a_memo_answers_for_the_same_things_and_forgets_the_oldest():
    made: list[str] = []
    memo: Memo[str] = Memo(2)

    def ask(part: object, value: str) -> str:
        return memo((part,), (value,), lambda: made.append(value) or f"{value}!")

    one, other = object(), object()
    assert [ask(one, "a"), ask(one, "a"), ask(other, "a")] == ["a!", "a!", "a!"]
    assert made == ["a", "a"], "the same words about another thing are another question"
    ask(one, "b")  # a third answer: the first one goes
    ask(one, "a")
    assert made == ["a", "a", "b", "a"]


def sent(visitor: Visitor, kind: str, **fields: object) -> set[str]:
    """The components that an action's answer gives new values."""
    names = ("top", "scenes", "editor", "player", "cast", "render", "export")
    data = visitor.act(kind, **fields).json()["data"]
    skipped = [isinstance(value, dict) and "__type__" in value for value in data]
    return {name for name, skip in zip(names, skipped, strict=True) if not skip}


def test_choosing_a_scene_leaves_the_scene_list_alone(tmp_path):
    with studio_in(tmp_path) as studio, served(studio) as url:
        visitor = Visitor.at(url)
        plan = json.loads(make_plan(3, ("dog", "cat")).model_dump_json())
        edits = [{"kind": "add_scene", "at": i, "description": s["description"], "background": ""}
                 for i, s in enumerate(plan["scenes"])]  # fmt: skip
        visitor.act("edit", edits=edits)
        scenes = [scene["id"] for scene in visitor.views["scenes"]["scenes"]]
        assert {"editor", "player"} <= sent(visitor, "select", scene=scenes[1])
        assert "scenes" not in sent(visitor, "select", scene=scenes[2])
        edit = {"kind": "set_scene_text", "scene": scenes[2], "description": "Another one"}
        assert {"top", "scenes", "editor"} <= sent(visitor, "edit", edits=[edit])
        assert sent(visitor, "refresh") == set()


def test_a_card_follows_its_scene_and_the_entities_it_names(tmp_path):
    with studio_in(tmp_path) as studio:
        desk = studio.projects.begin(make_plan(2, ("dog",)))
        before = view(desk.session, {})["scenes"]
        edit = {"kind": "rename_entity", "entity": "dog", "name": "wolf"}
        act(desk, "edit", edits=[edit])
        after = view(desk.session, {})["scenes"]
        assert [card["entities"][0]["name"] for card in before] == ["dog", "dog"]
        assert [card["entities"][0]["name"] for card in after] == ["wolf", "wolf"]
        act(
            desk, "edit", edits=[{"kind": "set_scene_text", "scene": "scene-1", "description": "A"}]
        )
        last = view(desk.session, {})["scenes"]
        assert [card["description"] for card in last] == ["A", after[1]["description"]]
