"""Answers with problems: mended and counted, sent back with the problem named, or refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core import limits
from core.errors import (
    BadReply,
    ModelRefused,
)
from core.planner.director import direct, plan_with_model
from tests.planner.answering import (
    asked_scenes,
    boxed,
    client,
    good,
    layout,
    planned,
    scenes,
    with_frames,
)
from tests.planner.fault_server import Exchange, fault_server


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
