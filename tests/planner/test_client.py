"""The client against a server that misbehaves on purpose: each failure is one typed error."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from core import limits
from core.errors import (
    BadReply,
    Cancelled,
    InputError,
    LimitError,
    ModelRefused,
    PlannerError,
    RateLimited,
    ServerError,
    ServerTimeout,
    ServerUnreachable,
)
from core.planner.client import Client, load
from core.planner.ladder import Ladder
from core.planner.network import is_public
from core.planner.settings import ClientLimits, ServerSettings, settings_from_environment
from core.planner.stream import Completion
from core.planner.usage import PlanBudget, Usage, tokens_in
from tests.planner.fault_server import Answer, Exchange, FaultServer, drip, fault_server

KEY = "sk-canary-7f3a"
LIMITS = ClientLimits(wall_clock_s=60, backoff_s=0.01)
ASK = ([{"role": "user", "content": "hello"}], "answer", {"type": "object"})


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    load()


def client(url: str, wall_clock_s: float = 60, public: bool = False) -> Client:
    settings = ServerSettings(url, "tiny", KEY, public=public)
    return Client(settings, limits=LIMITS.shortened(wall_clock_s), ladder=Ladder())


def asked(answer: Answer, wall_clock_s: float = 60) -> tuple[Completion, FaultServer]:
    with fault_server(answer) as server:
        return client(server.url, wall_clock_s).conversation().ask(*ASK), server


def failed(answer: Answer, kind: type[PlannerError], wall_clock_s: float = 60) -> tuple[str, int]:
    """The message and the number of requests."""
    with fault_server(answer) as server:
        with pytest.raises(kind) as caught:
            client(server.url, wall_clock_s).conversation().ask(*ASK)
        assert type(caught.value) is kind
        assert "\n" not in str(caught.value)
        return str(caught.value), server.requests


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
    with pytest.raises(ServerUnreachable, match="is it running"):
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


PRIVATE = (
    "127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "::1", "fd00::1", "fe80::1%eth0", "::ffff:127.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "255.255.255.255", "localhost", "",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_L11_private_addresses_are_told_from_public_ones(address: str) -> None:
    assert not is_public(address)


def test_L11_public_addresses_pass() -> None:
    assert all(is_public(address) for address in ("8.8.8.8", "2606:4700::1111", "1.1.1.1"))


def test_L11_a_public_studio_opens_no_connection_to_a_private_address() -> None:
    with fault_server(lambda x: x.reply("hi")) as server:
        for host in ("127.0.0.1", "localhost", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433"):
            url = server.url.replace("127.0.0.1", host)
            with pytest.raises(ServerUnreachable):
                client(url, public=True).conversation().ask(*ASK)
            with pytest.raises(ServerUnreachable):
                client(url, public=True).check()
        assert server.requests == 0


def test_L11_a_name_with_one_private_address_among_public_ones_is_refused() -> None:
    settings = ServerSettings("http://two-faced.example/v1", "m", public=True)
    seen: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        seen.append(host)
        return ["8.8.8.8", "127.0.0.1"]

    with pytest.raises(ServerUnreachable, match="private address"):
        Client(settings, limits=LIMITS, resolver=resolver).conversation().ask(*ASK)
    assert seen == ["two-faced.example"], "the address is looked up once, then pinned"


def test_L11_redirects_are_not_followed() -> None:
    with fault_server(lambda x: x.reply("hi")) as other:
        said, requests = failed(lambda x: x.send(307, "", Location=other.url), ServerUnreachable)
        assert "redirects" in said
        assert requests == 1
        assert other.requests == 0


def test_L12_the_key_goes_to_its_server_and_nowhere_else(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    settings = ServerSettings("http://localhost:1/v1", "m", KEY)
    assert KEY not in repr(settings) + str(settings)
    for status in (200, 401, 400, 404, 500):
        body = f'{{"error": {{"message": "your key {KEY} is bad"}}}}'
        with fault_server(lambda x, s=status, b=body: x.send(s, b)) as server:  # type: ignore[misc]
            with pytest.raises(PlannerError) as caught:
                client(server.url).conversation().ask(*ASK)
            assert KEY not in str(caught.value)
            assert caught.value.__cause__ is None
            assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert KEY not in caplog.text


def test_L12_nothing_of_the_environment_reaches_a_server_that_a_person_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    canary = "canary-of-the-environment"
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, canary)
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", f"X-Leak: {canary}")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with fault_server(lambda x: x.reply("hi")) as server:
        import os

        settings = settings_from_environment(os.environ, base_url=server.url, model="m")
        assert settings is not None and settings.api_key is None
        Client(settings, limits=LIMITS, ladder=Ladder()).conversation().ask(*ASK)
        assert canary not in str(server.headers)
        assert "authorization" not in server.headers[0]


def test_L13_the_eleventh_plan_of_an_hour_is_refused_until_the_hour_is_over() -> None:
    now = [0.0]
    budget = PlanBudget(clock=lambda: now[0])
    for _ in range(limits.PUBLIC_PLANS_PER_HOUR):
        budget.take()
    now[0] = 1_800.0
    with pytest.raises(LimitError, match="free in 30 min"):
        budget.take()
    now[0] = 3_601.0
    budget.take()


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


@pytest.mark.parametrize(
    "url",
    ["", "ftp://x/v1", "http://", "http://user:secret@x/v1", "http://x/v1?key=1", "http://[::1",
     "file:///etc/passwd", "http://x:99999/v1", "http://a\nb/v1"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(InputError) as caught:
        ServerSettings(url, "m")
    assert "secret" not in str(caught.value)


def test_settings_come_from_arguments_first_and_a_lone_key_is_no_wish() -> None:
    environ = {"OPENAI_API_KEY": "k", "VIDEODIRECTOR_MODEL": "m", "OPENAI_ORG_ID": "o"}
    own = settings_from_environment(environ)
    assert own is not None
    assert (own.base_url, own.model, own.api_key, own.organisation) == (
        "https://api.openai.com/v1", "m", "k", "o",
    )  # fmt: skip
    local = settings_from_environment(environ, base_url="localhost:11434/v1/", model="llama")
    assert local is not None
    assert (local.base_url, local.api_key, local.organisation) == (
        "http://localhost:11434/v1", None, None,
    )  # fmt: skip
    assert settings_from_environment({"OPENAI_API_KEY": "k"}) is None
    with pytest.raises(InputError, match="no model"):
        settings_from_environment({}, base_url="http://localhost/v1")


def test_usage_adds_up_and_speaks_of_money_only_at_prices_that_were_given() -> None:
    used = Usage(1_000, 500, 1) + Usage(1_000, 500, 1, estimated=True)
    assert used == Usage(2_000, 1_000, 2, True)
    assert used.cost(1.0, 4.0) == pytest.approx(0.006)
    assert used.words() == "about 2,000 tokens sent and 1,000 received in 2 requests"
    assert "0.0060" in used.words(1.0, 4.0)
    assert tokens_in("four") == 1 and tokens_in("猫猫") == 2


@pytest.fixture(autouse=True)
def _no_threads_left() -> Iterator[None]:
    yield
    names = [t.name for t in threading.enumerate() if t.name == "planner-tls"]
    assert not names
