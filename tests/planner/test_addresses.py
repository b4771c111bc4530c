"""Where bytes and keys may go, who may ask how often, and what it costs."""

from __future__ import annotations

import logging

import pytest

from core import limits
from core.errors import (
    InputError,
    LimitError,
    PlannerError,
    ServerUnreachable,
)
from core.planner.client import Client
from core.planner.ladder import Ladder
from core.planner.network import is_public
from core.planner.settings import ServerSettings, settings_from_environment
from core.planner.usage import PlanBudget, Usage, tokens_in
from tests.planner.asking import ASK, KEY, LIMITS, client, failed
from tests.planner.fault_server import fault_server

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
