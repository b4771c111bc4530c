"""A public studio over HTTP: strangers, fuzzed requests, many pages at once."""

from __future__ import annotations

import json
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from core import limits
from tests.ui.kit import Visitor, served, studio_in, wait_for

BAD = ("Traceback", "/root", "/home", "/tmp", "site-packages", '.py"', "File \\")

JSON = {"content-type": "application/json"}


def test_a_page_opens_edits_and_comes_back_over_http(public):
    _, url = public
    visitor = Visitor.at(url)
    token = visitor.token
    assert visitor.views["scenes"]["scenes"]
    visitor.act("edit", edits=[{"kind": "set_title", "title": "Over HTTP"}])
    assert visitor.views["top"]["title"] == "Over HTTP"
    visitor.act("undo")
    assert visitor.views["top"]["can_redo"]
    again = Visitor.at(url, token)
    assert again.token == token and again.views["top"]["can_redo"]


def test_S02_a_stolen_session_hash_gives_nothing_without_the_token(public):
    _, url = public
    owner = Visitor.at(url)
    owner.act("edit", edits=[{"kind": "set_title", "title": "canary-of-the-owner"}])
    thief = Visitor.at(url)
    thief.tab = owner.tab  # the session hash of the owner
    thief.open()
    thief.act("edit", edits=[{"kind": "set_title", "title": "stolen"}])
    assert "canary" not in json.dumps(thief.views)
    owner.act("refresh")
    assert owner.views["top"]["title"] == "canary-of-the-owner"
    with thief.client.stream(
        "GET", f"{url}/gradio_api/queue/data", params={"session_hash": owner.tab}, timeout=1.0
    ) as stream:
        try:
            heard = b"".join(stream.iter_bytes())
        except httpx.TransportError:  # nothing came, or the stream was cut: there is none
            heard = b""
    assert b"canary" not in heard


def test_S13_two_tabs_on_one_project_and_the_second_save_is_told(public):
    _, url = public
    first = Visitor.at(url)
    second = Visitor.at(url, first.token)
    first.act("edit", edits=[{"kind": "set_title", "title": "By the first"}])
    second.act("edit", edits=[{"kind": "set_title", "title": "By the second"}])
    assert "another tab" in second.views["top"]["notices"][-1]["text"]
    assert second.views["top"]["title"] == "By the first"
    second.act("edit", edits=[{"kind": "set_title", "title": "By the second, again"}])
    assert second.views["top"]["title"] == "By the second, again"


def test_pages_hear_news_with_their_token_and_not_too_many_of_them(public):
    studio, url = public
    visitor = Visitor.at(url)
    heard: list[str] = []

    def listen() -> None:
        with (
            httpx.Client(timeout=30) as client,
            client.stream("GET", f"{url}/studio/events", headers=visitor.bearer) as stream,
        ):
            for line in stream.iter_lines():
                heard.append(line)
                if '"changed"' in line:
                    return

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    wait_for(lambda: any("progress" in line for line in heard))
    other = Visitor.at(url, visitor.token)
    other.act("edit", edits=[{"kind": "set_title", "title": "News"}])
    thread.join(10)
    assert any(other.tab in line for line in heard)
    desk = studio.projects.find(visitor.token)
    wait_for(lambda: not desk._listeners)
    leaves = [desk.listen(lambda message: None) for _ in range(4)]
    with httpx.Client() as client:
        refused = client.get(f"{url}/studio/events", headers=visitor.bearer)
    assert refused.status_code == 400 and "too many tabs" in refused.json()["error"]
    for leave in leaves:
        leave()


def junk(chance: random.Random, depth: int = 0) -> object:
    """Something that no endpoint wants."""
    choices: list[object] = [
        None, True, -1, 1e308, "", "x" * 5000, "${alert(1)}", "/etc/passwd", "\u202e\x00", "💥",
        "../..", {"path": "/etc/passwd"}, {"kind": "edit"}, {"__type__": "update"}, [],
    ]  # fmt: skip
    if depth < 3 and chance.random() < 0.4:
        inner = [junk(chance, depth + 1) for _ in range(chance.randrange(4))]
        return inner if chance.random() < 0.5 else {f"k{i}": v for i, v in enumerate(inner)}
    return chance.choice(choices)


def fuzz(url: str, each: int) -> None:
    """Send junk to every endpoint; every answer is typed, and tells nothing of the machine."""
    visitor = Visitor.at(url)
    chance = random.Random(11)
    for dependency in visitor.config["dependencies"]:
        for _ in range(each):
            data = [junk(chance) for _ in range(chance.choice([0, 1, 1, 1, 2, 5]))]
            answer = visitor.call(int(dependency["id"]), data, junk(chance))
            assert answer.status_code < 600
            assert not any(word in answer.text for word in BAD), (dependency["id"], answer.text)
            assert answer.status_code != 500 or {"error", "detail"} & set(answer.json())
    assert Visitor.at(url).views["scenes"]["scenes"], "it still serves"


def test_S05_fuzzed_requests_get_a_typed_error_without_traceback_or_path(public):
    fuzz(public[1], 8)


def test_S05_a_request_that_does_not_fit_is_refused_in_a_line_that_does_not_repeat_it(public):
    """The answer repeated two million numbers, and the server did nothing else for ten seconds."""
    _, url = public
    numbers = b'{"data": [' + b"1," * 1_900_000 + b"1]}"
    nan = b'{"a": 1e999}'
    with httpx.Client(timeout=60) as client:
        for path in ("cancel", "reset"):
            for body in (numbers, nan, b"[]", b"null"):
                answer = client.post(f"{url}/gradio_api/{path}", content=body, headers=JSON)
                assert answer.status_code == 422 and len(answer.content) < 300
                assert answer.json()["error"]
        unknown = {"fn_index": -1, "data": [], "session_hash": "x"}
        answer = client.post(f"{url}/gradio_api/run/predict", json=unknown)
        assert answer.status_code == 500 and "log" in answer.json()["error"]


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_S05_every_endpoint_with_500_fuzzed_inputs(public):
    fuzz(public[1], 500)


def load(url: str, pages: int, edits: int, every_s: float) -> list[float]:
    """Every page makes its edits; the seconds that each took."""
    took: list[float] = []

    def work(number: int) -> None:
        visitor = Visitor.at(url)
        for count in range(edits):
            started = time.monotonic()
            answer = visitor.act(
                "edit", edits=[{"kind": "set_title", "title": f"{number}:{count}"}]
            )
            took.append(time.monotonic() - started)
            assert answer.status_code == 200
            assert visitor.views["top"]["title"] == f"{number}:{count}"
            time.sleep(every_s)

    with ThreadPoolExecutor(pages) as pool:
        list(pool.map(work, range(pages)))
    return sorted(took)


def test_S10_pages_that_edit_at_once_all_see_their_own_edits(public):
    _, url = public
    took = load(url, pages=6, edits=4, every_s=0.0)
    assert len(took) == 24


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_S10_50_pages_an_edit_every_2_s_for_5_minutes(public, figures):
    _, url = public
    took = load(url, pages=50, edits=150, every_s=2.0)
    p95, p99 = took[int(0.95 * len(took))], took[int(0.99 * len(took))]
    figures(
        "S10",
        f"{len(took)} edits without an error, p50 {1000 * took[len(took) // 2]:.0f} ms,"
        f" p95 {1000 * p95:.0f} ms (bar 300), p99 {1000 * p99:.0f} ms (bar 1000),"
        f" slowest {1000 * took[-1]:.0f} ms",
    )
    assert p95 < 0.3 and p99 < 1.0


@pytest.mark.soak
def test_S11_20_renders_of_20_pages_at_once(tmp_path, figures):
    with studio_in(tmp_path, step_s=0.05, public=True) as studio, served(studio) as url:
        visitors = [Visitor.at(url) for _ in range(limits.RENDER_QUEUE + 4)]
        together = threading.Barrier(len(visitors))

        def order(visitor: Visitor) -> float:
            together.wait()
            begun = time.monotonic()
            visitor.act("render", what="film")
            return time.monotonic() - begun

        with ThreadPoolExecutor(len(visitors)) as pool:
            took = dict(zip(map(id, visitors), pool.map(order, visitors), strict=True))
        refused = [v for v in visitors if v.views["top"]["notices"]]
        assert len(refused) == 4
        assert all("queue, which is full" in v.views["top"]["notices"][-1]["text"] for v in refused)
        slowest = max(took[id(visitor)] for visitor in refused)
        assert slowest < 1.0
        desks = [studio.projects.find(v.token) for v in visitors if v not in refused]
        wait_for(lambda: all(desk.session.film is not None for desk in desks), 120)
    figures(
        "S11",
        f"16 of 20 accepted and rendered, 4 refused, the slowest after {1000 * slowest:.0f} ms"
        " (bar 1000)",
    )
