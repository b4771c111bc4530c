"""Two passes against servers good and bad: a whole plan, or one error, and few requests."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from core import limits
from core.errors import (
    BadReply,
    Cancelled,
    InputError,
    LimitError,
    ModelRefused,
    PromptError,
    ServerUnreachable,
)
from core.plan.schema import LAYOUT_FRAMES, Scene
from core.planner import choose
from core.planner.client import Client, load
from core.planner.director import direct, plan_with_model
from core.planner.ladder import Ladder
from core.planner.prompts import LAYOUT_EXAMPLES, estimate, layout_messages, scene_messages
from core.planner.replies import LayoutsReply, ScenesReply, read_reply, schema_of
from core.planner.settings import ClientLimits, ServerSettings
from core.planner.usage import PlanBudget
from tests.planner.fault_server import Exchange, fault_server

LIMITS = ClientLimits(wall_clock_s=60, backoff_s=0.01)
Json = dict[str, Any]


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    load()


def client(url: str, **changes: Any) -> Client:
    return Client(ServerSettings(url, "tiny"), limits=LIMITS, ladder=Ladder(), **changes)


def scenes(count: int = 2) -> Json:
    dog = {"name": "dog", "attributes": ["brown"]}
    return {
        "title": "A dog's day",
        "scenes": [
            {"description": f"The dog does thing {n}", "background": "park", "entities": [dog]}
            for n in range(1, count + 1)
        ],
    }


def layout(number: int, frames: int = LAYOUT_FRAMES, **changes: Any) -> Json:
    boxes = [
        {"caption": f"moment {n}", "boxes": [{"name": "dog", "box": [n / 32, 0.2, 0.5, 0.9]}]}
        for n in range(frames)
    ]
    whole = {"scene": number, "frames": boxes, "reasoning": "it moves", "layout_strength": 0.5}
    return {**whole, **changes}


def asked_scenes(exchange: Exchange) -> list[int] | None:
    """The scenes that a second pass asks for, from the first message that does; None in pass 1."""
    for message in exchange.body["messages"][1:]:
        if message["role"] == "user" and message["content"].startswith("{"):
            last = json.loads(message["content"])
    return None if "idea" in last else [scene["scene"] for scene in last["scenes"]]


def good(exchange: Exchange, count: int = 2) -> None:
    wanted = asked_scenes(exchange)
    answer = scenes(count) if wanted is None else {"scenes": [layout(n) for n in wanted]}
    exchange.reply(json.dumps(answer), piece=40)


def planned(answer: Callable[[Exchange], None], **arguments: Any) -> tuple[Any, Any]:
    with fault_server(answer) as server:
        return direct("a dog's day", client(server.url), **arguments), server


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


def boxed(*boxes: tuple[str, list[Any]]) -> list[Json]:
    frame = {"caption": None, "boxes": [{"name": n, "box": b} for n, b in boxes]}
    return [frame] * LAYOUT_FRAMES


def with_frames(frames: list[Json]) -> Callable[[Exchange], None]:
    def answer(exchange: Exchange) -> None:
        wanted = asked_scenes(exchange)
        made = (
            scenes(1) if wanted is None else {"scenes": [layout(1, frames=1) | {"frames": frames}]}
        )
        exchange.reply(json.dumps(made))

    return answer


def test_P04_P05_boxes_are_clamped_and_sorted_with_a_counted_warning() -> None:
    done, _ = planned(with_frames(boxed(("dog", [0.9, 0.9, -0.1, 0.2]))))
    assert done.plan.scenes[0].tracks[0].keys[0].box == (0.0, 0.2, 0.9, 0.9)
    assert [w for w in done.warnings if "9 boxes" in w] == list(done.warnings)
    assert len(done.warnings) == 2


def test_P07_one_name_several_times_means_instances_numbered_alike() -> None:
    frames = boxed(
        ("dog", [0, 0, 0.2, 0.2]), ("Dog", [0.5, 0, 0.7, 0.2]), ("a dog", [0.8, 0, 1, 0.2])
    )
    one, _ = planned(with_frames(frames))
    two, _ = planned(with_frames(frames))
    tracks = one.plan.scenes[0].tracks
    assert [(t.entity, t.instance) for t in tracks] == [("dog", 0), ("dog", 1), ("dog", 2)]
    assert one.plan == two.plan


@pytest.mark.parametrize(
    ("box", "said"),
    [([0, 0, 1], "has 3 numbers"), ([10, 20, 50, 90], "fractions"), (["a", 0, 1, 1], "number")],
)
def test_P03_a_box_that_is_none_is_named_to_the_model_at_most_twice(
    box: list[Any], said: str
) -> None:
    with fault_server(with_frames(boxed(("dog", box)))) as server:
        with pytest.raises(BadReply, match=said):
            direct("x", client(server.url))
        assert server.requests == 4
        told = server.bodies[-1]["messages"][-1]["content"]
        assert "scenes[0].frames[0].boxes[0].box" in told


def test_a_repaired_answer_is_taken() -> None:
    def once(exchange: Exchange) -> None:
        if exchange.number == 2:
            exchange.reply(json.dumps({"scenes": [layout(1)]}))  # scene 2 is missing
        else:
            good(exchange)

    done, server = planned(once)
    assert len(done.plan.scenes) == 2
    assert server.requests == 3
    assert "scene 2 has no layout" in server.bodies[2]["messages"][-1]["content"]
    assert server.bodies[2].get("response_format") == server.bodies[1].get("response_format")


def test_L08_an_answer_that_ignores_the_schema_lowers_the_rung_and_it_stays_low() -> None:
    def chatty(exchange: Exchange) -> None:
        if exchange.rung == "json_schema":
            exchange.reply("Of course! First a dog runs, and then it sleeps.")
        else:
            good(exchange)

    with fault_server(chatty) as server:
        one = client(server.url)
        direct("x", one)
        assert server.requests == 3
        direct("x", one)
        assert server.requests == 5
        assert all("json_schema" not in json.dumps(b["response_format"]) for b in server.bodies[1:])


def test_L08_a_model_that_never_gives_json_ends_within_five_requests() -> None:
    with fault_server(lambda x: x.reply("Once upon a time.")) as server:
        with pytest.raises(BadReply, match="offline planner"):
            plan_with_model("x", client(server.url))
        assert server.requests <= limits.REQUESTS_PER_PLAN


def test_L05_a_reply_cut_for_length_is_asked_for_less_once() -> None:
    def long(exchange: Exchange) -> None:
        wanted = asked_scenes(exchange)
        text = json.dumps(scenes() if wanted is None else {"scenes": [layout(n) for n in wanted]})
        if exchange.number == 2:
            exchange.reply(text[:-40], finish="length")
        else:
            exchange.reply(text)

    done, server = planned(long)
    assert len(done.plan.scenes) == 2
    assert server.requests == 3
    assert "three frames" in server.bodies[2]["messages"][-1]["content"]


def test_L05_a_reply_that_is_cut_twice_is_an_error_never_half_a_plan() -> None:
    def longer(exchange: Exchange) -> None:
        exchange.reply(json.dumps(scenes())[:-30], finish="length")

    with fault_server(longer) as server:
        with pytest.raises(BadReply, match="fewer scenes"):
            direct("x", client(server.url))
        assert server.requests == 2


def test_L06_thoughts_and_fences_around_the_answer_do_no_harm() -> None:
    def thoughtful(exchange: Exchange) -> None:
        wanted = asked_scenes(exchange)
        made = scenes(1) if wanted is None else {"scenes": [layout(1)]}
        exchange.reply(
            f"<think>hm {{}}</think>Here:\n```json\n{json.dumps(made, indent=1)}\n```\n:)"
        )

    assert planned(thoughtful)[0].plan.scenes[0].tracks


def test_L07_a_polite_no_is_told_and_not_asked_again() -> None:
    with fault_server(lambda x: x.reply("I'm sorry, but I can't help with that.")) as server:
        with pytest.raises(ModelRefused, match="can't help"):
            direct("x", client(server.url))
        assert server.requests == 1


def test_L01_the_offline_planner_is_offered_when_the_server_is_down() -> None:
    with fault_server(good) as server:
        url = server.url
    with pytest.raises(ServerUnreachable, match="offline planner"):
        plan_with_model("x", client(url))


def test_many_scenes_take_few_requests() -> None:
    done, server = planned(lambda x: good(x, 20), n_scenes=20)
    assert len(done.plan.scenes) == 20
    assert server.requests <= limits.REQUESTS_PER_PLAN


def test_P02_more_things_than_a_scene_holds_are_refused() -> None:
    with (
        fault_server(
            with_frames(boxed(*((f"dog {n}", [0, 0, 1, 1]) for n in range(10_000))))
        ) as server,
        pytest.raises(BadReply),
    ):
        direct("x", client(server.url))


def test_P09_P10_hostile_names_are_text_and_control_characters_go() -> None:
    name = '<img src=x onerror="alert(1)">${alert(1)}{{7*7}}`'
    done, _ = planned(with_frames(boxed((f"{name}\u202e\x00", [0, 0, 1, 1]))))
    assert [track.entity for track in done.plan.scenes[0].tracks] == [name]


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
