"""Two passes against servers good and bad: a whole plan, or one error, and few requests."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core import limits
from core.errors import (
    Cancelled,
    InputError,
    LimitError,
    PromptError,
    ServerUnreachable,
)
from core.plan.schema import LAYOUT_FRAMES, Scene
from core.planner import choose
from core.planner.client import load
from core.planner.director import direct, plan_with_model
from core.planner.prompts import LAYOUT_EXAMPLES, estimate, layout_messages, scene_messages
from core.planner.replies import LayoutsReply, ScenesReply, read_reply, schema_of
from core.planner.settings import ServerSettings
from core.planner.usage import PlanBudget
from tests.planner.answering import (
    asked_scenes,
    client,
    good,
    layout,
    planned,
    scenes,
)
from tests.planner.fault_server import Exchange, fault_server


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    load()


def test_two_passes_make_a_plan_of_nine_layout_frames() -> None:
    done, server = planned(good)
    plan = done.plan
    assert plan.planner == "openai:tiny"
    assert (plan.title, plan.prompt) == ("A dog's day", "a dog's day")
    assert [scene.layout_frames for scene in plan.scenes] == [LAYOUT_FRAMES] * 2
    first = plan.scenes[0]
    assert [track.entity for track in first.tracks] == ["dog"]
    assert first.sampling.layout_strength == 0.5
    assert first.captions[8] == "moment 8"
    assert first.reading == "it moves"
    assert plan.entity("dog").attributes == ("brown",)
    assert server.requests == 2
    assert done.usage.requests == 2


def test_the_passes_are_prompted_independently_with_one_and_five_examples() -> None:
    _, server = planned(good)
    first, second = (body["messages"] for body in server.bodies)
    assert [m["role"] for m in first] == ["system", "user", "assistant", "user"]
    assert sum(m["role"] == "assistant" for m in second) == LAYOUT_EXAMPLES == 5
    assert "a dog's day" not in json.dumps(second)


def test_our_own_examples_are_answers_that_we_would_take() -> None:
    read_reply(scene_messages("x", None)[2]["content"], ScenesReply)
    for message in layout_messages([])[2::2]:
        for part in read_reply(message["content"], LayoutsReply).scenes:
            assert len(part.frames) == LAYOUT_FRAMES
            assert all(0 <= v <= 1 for f in part.frames for b in f.boxes for v in b.box)
    for message in layout_messages([], brief=True)[2::2]:
        assert all(len(s.frames) == 3 for s in read_reply(message["content"], LayoutsReply).scenes)


def test_schemas_stay_within_what_strict_servers_take() -> None:
    def walk(value: Any) -> None:
        if isinstance(value, list):
            for item in value:
                walk(item)
        elif isinstance(value, dict):
            assert not value.keys() & {"minimum", "maximum", "pattern", "minItems", "default"}
            if value.get("type") == "object":
                assert value["additionalProperties"] is False
                assert value["required"] == list(value["properties"])
            for item in value.values():
                walk(item)

    walk(schema_of(ScenesReply))
    walk(schema_of(LayoutsReply))


def test_scenes_are_heard_as_they_arrive_and_again_with_their_tracks() -> None:
    heard: list[tuple[str, int, int]] = []
    with fault_server(good) as server:

        def hear(scene: Scene) -> None:
            heard.append((scene.id, len(scene.tracks), server.requests))

        plan = plan_with_model("a dog's day", client(server.url), on_scene=hear)
    assert heard == [("scene-1", 0, 1), ("scene-2", 0, 1), ("scene-1", 1, 2), ("scene-2", 1, 2)]
    assert [scene.id for scene in plan.scenes] == ["scene-1", "scene-2"]


def test_a_scene_is_heard_before_the_reply_that_holds_it_has_ended() -> None:
    stop = [False]
    heard: list[str] = []

    def slow(exchange: Exchange) -> None:
        text = json.dumps(scenes(2))
        exchange.head(200, "text/event-stream")
        half = text.index("thing 2")
        exchange.event({"choices": [{"delta": {"content": text[:half]}}]})
        exchange.hang()

    def hear(scene: Scene) -> None:
        heard.append(scene.description)
        stop[0] = True

    with fault_server(slow) as server, pytest.raises(Cancelled):
        direct("x", client(server.url), on_scene=hear, cancelled=lambda: stop[0])
    assert heard == ["The dog does thing 1"]


def test_P01_an_empty_or_overlong_prompt_sends_nothing() -> None:
    with fault_server(good) as server:
        for prompt in ("", " \n\x00", "x" * (limits.PROMPT_CHARS + 1), "a \ud800 b"):
            with pytest.raises(PromptError):
                direct(prompt, client(server.url))
        with pytest.raises(PromptError):
            direct("x", client(server.url), n_scenes=1_000)
        assert server.requests == 0


def test_L13_a_plan_over_the_budget_sends_nothing() -> None:
    budget = PlanBudget(per_hour=1)
    with fault_server(good) as server:
        direct("x", client(server.url), budget=budget)
        with pytest.raises(LimitError):
            direct("x", client(server.url), budget=budget)
        assert server.requests == 2


@pytest.mark.parametrize("frames", [1, 2, 8, 16])
def test_P06_any_number_of_frames_becomes_nine_with_a_warning(frames: int) -> None:
    def some(exchange: Exchange) -> None:
        wanted = asked_scenes(exchange)
        made = scenes(1) if wanted is None else {"scenes": [layout(1, frames)]}
        exchange.reply(json.dumps(made))

    done, _ = planned(some)
    track = done.plan.scenes[0].tracks[0]
    assert done.plan.scenes[0].layout_frames == LAYOUT_FRAMES
    assert track.keys[-1].box is not None
    assert track.keys[-1].box.x0 == pytest.approx((frames - 1) / 32)
    assert any("resampled" in warning for warning in done.warnings)


def test_L01_the_offline_planner_is_offered_when_the_server_is_down() -> None:
    with fault_server(good) as server:
        url = server.url
    with pytest.raises(ServerUnreachable, match="offline planner"):
        plan_with_model("x", client(url))


def test_many_scenes_take_few_requests() -> None:
    done, server = planned(lambda x: good(x, 20), n_scenes=20)
    assert len(done.plan.scenes) == 20
    assert server.requests <= limits.REQUESTS_PER_PLAN


def test_an_estimate_is_there_before_anything_is_sent() -> None:
    before = estimate("a dog's day", 2)
    assert before.estimated and before.requests == 2
    assert 1_000 < before.input_tokens < 20_000
    assert "about" in before.words()


def test_choose_takes_the_planner_that_is_there() -> None:
    with fault_server(good) as server:
        settings = ServerSettings(server.url, "tiny")
        assert choose("a dog runs", "auto", settings=settings).planner == "openai:tiny"
        assert choose("a dog runs", "offline", settings=settings).planner == "offline"
        assert server.requests == 2
    assert choose("a dog runs", "auto").planner == "offline"
    for planner in ("openai", "gpt"):
        with pytest.raises(InputError):
            choose("a dog runs", planner)
