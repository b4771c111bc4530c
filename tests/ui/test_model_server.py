"""A project's own model server: set up, tried, used, watched, stopped, paid for, forgotten."""

from __future__ import annotations

import json
import logging
import time

import pytest

from core.errors import InputError
from core.planner.settings import open_internet
from tests.planner.answering import asked_scenes, boxed, good, with_frames
from tests.planner.fault_server import Exchange, fault_server
from tests.ui.kit import Visitor, act, idle, studio_in, wait_for
from ui.connecting import forget_unused
from ui.modes import PUBLIC
from ui.planner_view import planner_view

KEY = "sk-canary-91c4"


def listing(*names: str, plans=good):
    """A server that lists those models, and plans well or as `plans` does."""

    def answer(exchange: Exchange) -> None:
        if exchange.handler.command == "GET":
            models = [{"id": n, "object": "model", "created": 1, "owned_by": "x"} for n in names]
            exchange.send(200, json.dumps({"object": "list", "data": models}))
        else:
            plans(exchange)

    return answer


def server(desk, do: str, **fields) -> dict:
    """Do something with the model server; what the page shows of it once it is done."""
    act(desk, "model_server", do=do, **fields)
    wait_for(lambda: not desk.server.checking)
    return planner_view(desk)["server"]


def use(desk, url: str, **fields) -> None:
    assert server(desk, "use", base_url=url, model="tiny", **fields)["own"]


def plan(desk, prompt: str = "a dog's day", **fields) -> None:
    act(desk, "plan", prompt=prompt, planner="model", **fields)
    wait_for(lambda: idle(desk))


def test_a_check_lists_the_models_and_the_chosen_one_plans(desk):
    with fault_server(listing("tiny", "huge")) as found:
        shown = server(desk, "check", base_url=found.url, key=KEY)
        assert shown["models"] == ["tiny", "huge"] and "choose one" in shown["line"]
        assert not shown["own"], "a check uses nothing yet"
        use(desk, found.url, key=KEY)
        assert [p["title"] for p in planner_view(desk)["planners"]] == ["tiny", "Offline planner"]
        plan(desk)
        assert found.headers[-1]["authorization"] == f"Bearer {KEY}"
    assert [s.description for s in desk.session.plan.scenes] == [
        "The dog does thing 1", "The dog does thing 2",
    ]  # fmt: skip
    assert desk.session.plan.planner == "openai:tiny"
    act(desk, "undo")
    assert desk.session.plan.planner != "openai:tiny"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"base_url": ""}, "is no server"),
        ({"base_url": "ftp://x"}, "is no server"),
        ({"base_url": "http://u:secret@x/v1"}, "password"),
        ({"base_url": "http://localhost:1/v1", "model": " "}, "no model is named"),
        ({"base_url": "http://localhost:1/v1", "key": "two words"}, "spaces"),
        ({"base_url": "http://localhost:1/v1", "key": "x" * 3_000}, "longer than any key"),
    ],
)
def test_what_cannot_be_used_is_told_in_the_servers_own_line(desk, fields, words):
    shown = server(desk, "use", **{"model": "tiny", **fields})
    assert words in shown["line"] and shown["level"] == "bad" and not shown["own"]
    assert "secret" not in shown["line"] and "xxx" not in shown["line"]


def test_L01_a_server_that_is_down_is_told_and_a_wrong_model_is_named(desk):
    shown = server(desk, "check", base_url="http://127.0.0.1:1/v1", model="tiny")
    assert "is it running?" in shown["line"] and shown["level"] == "bad"
    with fault_server(listing("huge")) as found:
        shown = server(desk, "check", base_url=found.url, model="tiny")
        assert "none of them called tiny" in shown["line"] and shown["level"] == "warn"


def test_L12_the_key_stands_in_no_view_file_log_or_export(tmp_path, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    with studio_in(tmp_path) as studio, fault_server(listing("tiny")) as found:
        desk = studio.projects.open("")
        told: list[dict] = []
        desk.listen(told.append)
        use(desk, found.url, key=KEY)
        server(desk, "check", base_url=found.url, model="tiny")
        plan(desk)
        act(desk, "export", format="project")
        wait_for(lambda: idle(desk))
        assert desk.session.ready
        views = studio_views(studio, desk)
        assert KEY not in json.dumps([views, told]) + repr(desk.session) + repr(desk.server)
        assert planner_view(desk)["server"]["has_key"]
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path
    assert KEY not in caplog.text + "".join(capsys.readouterr())


def studio_views(studio, desk) -> list:
    """Every value that the page would get."""
    from ui.page import Page

    values = Page(studio.projects, studio.engine)._encode(desk, "test")
    return [v.model_dump(mode="json") if hasattr(v, "model_dump") else v for v in values]


def test_L12_the_key_goes_to_its_own_address_and_to_no_other(desk):
    with fault_server(listing("tiny")) as first, fault_server(listing("tiny")) as second:
        use(desk, first.url, key=KEY)
        server(desk, "check", base_url=first.url, model="tiny")
        assert first.headers[-1]["authorization"] == f"Bearer {KEY}"
        server(desk, "check", base_url=second.url, model="tiny")
        use(desk, second.url)
        plan(desk)
        assert all("authorization" not in headers for headers in second.headers)
        assert not planner_view(desk)["server"]["has_key"]


def test_scenes_are_shown_as_they_arrive_and_the_project_waits_for_the_whole(desk):
    before, seen = desk.session.plan, []

    def watched(exchange: Exchange) -> None:
        if asked_scenes(exchange) is not None:
            wait_for(lambda: len(desk.session.arriving) == 2)
            seen.append([s["laid_out"] for s in planner_view(desk)["arriving"]])
            assert desk.session.plan == before
        good(exchange)

    desk.listen(lambda _: seen.append([s["laid_out"] for s in planner_view(desk)["arriving"]]))
    with fault_server(watched) as found:
        use(desk, found.url)
        plan(desk)
    assert [False] in seen and [False, False] in seen and [True, True] in seen
    assert planner_view(desk)["arriving"] == [] and len(desk.session.plan.scenes) == 2


def test_L02_stop_ends_a_plan_that_hangs_within_a_second_and_keeps_the_project(desk):
    before = desk.session.plan
    with fault_server(lambda exchange: exchange.hang()) as found:
        use(desk, found.url)
        act(desk, "plan", prompt="a dog's day", planner="model")
        wait_for(lambda: found.requests)
        started = time.monotonic()
        act(desk, "stop_planning")
        wait_for(lambda: not desk.session.planning)
        assert time.monotonic() - started < 1
    assert desk.session.plan == before and "stopped" in desk.session.notices[-1].text


def test_what_it_takes_is_told_before_and_what_it_took_after(desk):
    act(desk, "estimate", prompt="a dog's day")
    assert planner_view(desk)["estimate"] == "", "the offline planner takes nothing"
    with fault_server(good) as found:
        use(desk, found.url, input_price=1.0, output_price=4.0)
        act(desk, "estimate", prompt="a dog's day", scenes=2)
        assert not found.requests, "an estimate asks nobody"
        before = planner_view(desk)["estimate"]
        assert "about " in before and "127.0.0.1" in before and "at your prices" in before
        plan(desk)
        report = planner_view(desk)["report"]
    assert report["usage"].startswith("200 tokens sent and 100 received in 2 requests, 0.0006")


def test_what_was_mended_in_a_plan_is_told(desk):
    with fault_server(with_frames(boxed(("dog", [0.5, 0.2, 1.4, 0.9])))) as found:
        use(desk, found.url)
        plan(desk)
    warnings = planner_view(desk)["report"]["warnings"]
    assert any("reached outside the frame" in line for line in warnings)
    act(desk, "plan", prompt="A cat sleeps.", planner="offline")
    wait_for(lambda: idle(desk) and desk.session.plan.planner == "offline")
    assert planner_view(desk)["report"] is None, "it was about another plan"


def test_a_server_is_forgotten_when_asked_and_when_unused_for_long_in_public(tmp_path):
    with studio_in(tmp_path, public=True) as studio:
        desk = studio.projects.open("")
        assert server(desk, "use", base_url="https://api.example/v1", model="m", key=KEY)["own"]
        forget_unused(desk, time.monotonic() + 3_600)
        assert desk.server.settings is not None
        forget_unused(desk, time.monotonic() + PUBLIC.key_kept_s + 1)
        assert desk.server.settings is None and "forgotten" in desk.server.line
        server(desk, "use", base_url="https://api.example/v1", model="m", key=KEY)
        assert not server(desk, "forget")["own"]
        assert KEY not in repr(vars(desk))


def test_a_new_project_takes_the_server_along_and_the_old_one_keeps_no_key(public):
    studio, url = public
    visitor = Visitor.at(url)
    visitor.act("model_server", do="use", base_url="https://api.example/v1", model="tiny", key=KEY)
    old = studio.projects.find(visitor.token)
    visitor.act("new")
    assert studio.projects.find(visitor.token) is not old
    shown = visitor.views["top"]
    assert shown["server"]["own"] and shown["server"]["has_key"]
    assert shown["planners"][0]["title"] == "tiny" and KEY not in json.dumps(visitor.views)
    assert old.server.settings is None


@pytest.mark.parametrize(
    "url",
    ["http://api.example/v1", "https://api.example:8443/v1", "http://localhost:11434/v1",
     "https://localhost:1/v1", "ftp://x", "", "https://user:pw@x/v1", "https://x/v1?key=1"],
)  # fmt: skip
def test_L11_a_stranger_may_name_https_on_its_own_port_alone(url):
    with pytest.raises(InputError):
        open_internet(url)


def test_L11_https_addresses_pass_also_without_their_scheme():
    assert open_internet("https://api.example/v1/") == "https://api.example/v1"
    assert open_internet("api.example/v1") == "https://api.example/v1"


def test_L11_a_public_studio_calls_no_private_address_that_a_stranger_names(tmp_path):
    with studio_in(tmp_path, public=True) as studio, fault_server(good) as found:
        desk = studio.projects.open("")
        port = found.url.rpartition(":")[2]
        hosts = (f"127.0.0.1:{port}", "127.0.0.1", "localhost", "[::1]", "169.254.169.254")
        for url in (found.url, *(f"https://{host}/v1" for host in hosts)):
            shown = server(desk, "check", base_url=url, model="tiny")
            assert shown["level"] == "bad", shown["line"]
        assert not found.requests
