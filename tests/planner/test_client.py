"""The client against a server that misbehaves on purpose: each failure is one typed error."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from core import limits
from core.errors import (
    BadReply,
    Cancelled,
    ModelRefused,
    RateLimited,
    ServerError,
    ServerTimeout,
    ServerUnreachable,
)
from core.planner.client import Client, load
from core.planner.ladder import REMEMBERED, Ladder, Manners
from core.planner.settings import ClientLimits, ServerSettings
from core.planner.usage import Usage
from tests.planner.asking import ASK, LIMITS, asked, client, failed
from tests.planner.fault_server import Exchange, drip, fault_server


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    load()


def test_a_plain_stream_is_read_and_counted() -> None:
    completion, server = asked(lambda x: x.reply('{"a": 1}', piece=3))
    assert (completion.text, completion.finish) == ('{"a": 1}', "stop")
    assert completion.usage == Usage(100, 50)
    sent = server.bodies[0]
    assert sent["response_format"]["json_schema"]["strict"] is True
    assert sent["max_tokens"] == limits.REPLY_TOKENS


def test_a_server_that_does_not_stream_is_read_all_the_same() -> None:
    body = '{"choices": [{"message": {"content": "hi"}, "finish_reason": "stop"}]}'
    assert asked(lambda x: x.send(200, body))[0].text == "hi"


def test_L01_a_server_that_is_down_is_told_at_once() -> None:
    with fault_server(lambda x: None) as server:
        url = server.url
    with pytest.raises(ServerUnreachable, match=r"\(Connection refused\): is it running"):
        client(url).conversation().ask(*ASK)
    with pytest.raises(ServerUnreachable, match="no server is called"):
        Client(ServerSettings("http://no-such-host.invalid/v1", "m"), limits=LIMITS).check()


def test_L01_connecting_is_given_up_within_ten_seconds() -> None:
    assert ClientLimits().connect_s < 10


def test_L02_a_server_that_hangs_ends_with_the_wall_clock() -> None:
    assert ClientLimits().wall_clock_s == limits.PLAN_WALL_CLOCK_S == 90
    said, requests = failed(lambda x: x.hang(), ServerTimeout, wall_clock_s=1)
    assert requests <= 1
    assert "within 1 s" in said


def test_L02_cancelling_a_hang_needs_no_answer_of_the_server() -> None:
    arrived, stop = threading.Event(), threading.Event()

    def hang(exchange: Exchange) -> None:
        arrived.set()
        exchange.hang()

    def press_stop() -> None:
        arrived.wait(30)
        stop.set()

    threading.Thread(target=press_stop, daemon=True).start()
    with fault_server(hang) as server, pytest.raises(Cancelled):
        client(server.url).conversation(stop.is_set).ask(*ASK)


def test_L03_a_byte_at_a_time_does_not_outlive_the_wall_clock() -> None:
    failed(drip, ServerTimeout, wall_clock_s=1)
    failed(lambda x: drip(x, b"data: {}\n"), ServerTimeout, wall_clock_s=1)


NO_ANSWERS: dict[str, Callable[[Exchange], None]] = {
    "html": lambda x: x.send(200, "<html>hello</html>", "text/html"),
    "html as json": lambda x: x.send(200, "<!doctype html>"),
    "an error object": lambda x: x.send(200, '{"error": {"message": "no"}}'),
    "an error in the stream": lambda x: x.send(
        200, 'data: {"error": "no"}\n\n', "text/event-stream"
    ),
    "null choices": lambda x: x.send(200, '{"choices": null}'),
    "no choices": lambda x: x.send(200, '{"choices": []}'),
    "a list": lambda x: x.send(200, "[]"),
    "a number": lambda x: x.send(200, "12"),
    "a null choice": lambda x: x.send(200, '{"choices": [null]}'),
    "null content": lambda x: x.send(200, '{"choices": [{"message": {"content": null}}]}'),
    "empty content": lambda x: x.reply(""),
    "an empty body": lambda x: x.send(200, ""),
    "an empty stream": lambda x: x.send(200, "data: [DONE]\n\n", "text/event-stream"),
    "no json": lambda x: x.send(200, "hello there"),
    "deep json": lambda x: x.send(200, "[" * 100_000),
    "packed bytes": lambda x: x.send(200, b"\x1f\x8b\x08", Content_Encoding="gzip"),
}


@pytest.mark.parametrize("shape", NO_ANSWERS)
def test_L04_a_200_without_an_answer_is_one_typed_error_and_one_request(shape: str) -> None:
    _, requests = failed(NO_ANSWERS[shape], ServerError)
    assert requests == 1


def test_L07_a_refusal_is_told_in_its_own_words_and_not_asked_again() -> None:
    said, requests = failed(lambda x: x.reply("", refusal="I will not film that."), ModelRefused)
    assert "I will not film that." in said
    assert requests == 1
    failed(lambda x: x.reply("…", finish="content_filter"), ModelRefused)


def test_L08_a_server_without_schemas_is_asked_in_words_and_remembered() -> None:
    def picky(exchange: Exchange) -> None:
        if exchange.rung != "prompt":
            exchange.send(400, '{"error": {"message": "response_format is not supported"}}')
        else:
            exchange.reply("hi")

    with fault_server(picky) as server:
        one = client(server.url)
        one.conversation().ask(*ASK)
        assert [x.get("response_format", {}).get("type") for x in server.bodies] == [
            "json_schema", "json_object", None,
        ]  # fmt: skip
        one.conversation().ask(*ASK)
        assert server.requests == 4


def test_a_server_that_never_takes_the_request_does_not_lower_the_rung_for_others() -> None:
    with fault_server(lambda x: x.send(400, '{"error": {"message": "bad model"}}')) as server:
        one = client(server.url)
        with pytest.raises(ServerError, match="bad model"):
            one.conversation().ask(*ASK)
        assert server.requests == 3
        assert one.ladder.manners(server.url, "tiny").rung == "json_schema"


def test_newer_models_get_their_own_name_for_the_token_limit() -> None:
    def newer(exchange: Exchange) -> None:
        if "max_tokens" in exchange.body:
            exchange.send(400, '{"error": {"message": "use max_completion_tokens instead"}}')
        else:
            exchange.reply("hi")

    _, server = asked(newer)
    assert server.requests == 2
    assert "max_completion_tokens" in server.bodies[1]
    assert "response_format" in server.bodies[1]


def test_L09_a_short_wait_is_waited_and_a_long_one_is_told() -> None:
    begun = time.monotonic()
    completion, server = asked(
        lambda x: x.send(429, "{}", Retry_After="1") if x.number == 1 else x.reply("hi")
    )
    assert completion.text == "hi"
    assert server.requests == 2
    assert time.monotonic() - begun >= 1
    said, requests = failed(lambda x: x.send(429, "{}", Retry_After="3000"), RateLimited)
    assert "3,000 s" in said
    assert requests == 1


def test_L10_two_failures_of_the_server_are_forgiven() -> None:
    completion, server = asked(lambda x: x.send(500, "oops") if x.number < 3 else x.reply("hi"))
    assert (completion.text, server.requests) == ("hi", 3)
    _, requests = failed(lambda x: x.send(503, "oops"), ServerError)
    assert requests <= limits.REQUESTS_PER_PLAN


def test_no_plan_asks_more_than_five_times() -> None:
    with fault_server(lambda x: x.reply("hi")) as server:
        conversation = client(server.url).conversation()
        for _ in range(limits.REQUESTS_PER_PLAN):
            conversation.ask(*ASK)
        with pytest.raises(BadReply, match="after 5 requests"):
            conversation.ask(*ASK)
        assert server.requests == 5


def test_L14_a_body_without_end_is_cut() -> None:
    sent = [0]

    def flood(exchange: Exchange) -> None:
        exchange.head(200, "application/json")
        while sent[0] < 64 * limits.MIB and exchange.write(b"x" * 65_536):
            sent[0] += 65_536

    def flood_of_events(exchange: Exchange) -> None:
        exchange.head(200, "text/event-stream")
        sent[0] = 0
        while sent[0] < 64 * limits.MIB:
            if not exchange.event({"choices": [{"delta": {"content": "x" * 8_192}}]}):
                break
            sent[0] += 8_192

    for answer in (flood, flood_of_events):
        said, requests = failed(answer, BadReply)
        assert "256 KiB" in said
        assert requests == 1
        assert sent[0] < 32 * limits.MIB, "the rest was never taken"


def test_check_lists_models_and_says_when_the_wanted_one_is_missing() -> None:
    with fault_server(lambda x: x.send(200, '{"data": [{"id": "tiny"}, {"id": "big"}]}')) as server:
        found = client(server.url).check()
        assert (found.models, found.has_model) == (("tiny", "big"), True)
        other = Client(ServerSettings(server.url, "huge"), limits=LIMITS).check()
        assert not other.has_model and "'huge'" in other.words
        assert server.paths == ["/v1/models", "/v1/models"]


def test_what_was_learnt_about_servers_is_forgotten_before_it_fills_the_memory() -> None:
    ladder, lower = Ladder(), Manners(rung="prompt")
    for number in range(REMEMBERED + 1):
        ladder.learn(f"https://{number}.example/v1", "m", lower)
        ladder.learn("https://used.example/v1", "m", lower)
    assert ladder.manners("https://used.example/v1", "m") == lower
    assert ladder.manners(f"https://{REMEMBERED}.example/v1", "m") == lower
    assert ladder.manners("https://0.example/v1", "m") == Manners()
