"""The gate: what it lets through, what it stops, and what it writes on everything."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from ui.bodies import depth, names_file
from ui.guard import Guard, Rules, loopback_hosts, outermost
from ui.joins import Joins, Open

BASE = "http://studio.test"


async def inner(scope, receive, send):
    """An app that answers with what it was sent."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(len(body)).encode()})


async def failing(scope, receive, send):
    """An app with a bug, which names a file of ours."""
    raise KeyError("/srv/secret.py")


def ask(method: str, path: str, rules: Rules | None = None, app=inner, **options) -> httpx.Response:
    guard = Guard(app, rules or Rules(files=(Path("/srv/web"),)))

    async def work() -> httpx.Response:
        transport = httpx.ASGITransport(guard)
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
            return await client.request(method, path, **options)

    # in a thread of its own: a browser test before this one may keep a loop running here
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work()).result()


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/deep_link", "/monitoring", "/monitoring/summary", "/gradio_api/upload",
        "/gradio_api/runs", "/gradio_api/run-history/records", "/gradio_api/proxy=http://x/",
        "/gradio_api/vibe-edit/", "/gradio_api/dev/reload", "/gradio_api/stream/a", "/login",
        "/gradio_api/custom_component/1/client/component/x.js", "/gradio_api/process_recording",
        "/gradio_api/file/etc/passwd", "/docs", "/openapi.json", "/media/a/b", "/../etc/passwd",
    ],
)  # fmt: skip
def test_routes_that_the_studio_does_not_use_are_not_there(path):
    for method in ("GET", "POST"):
        assert ask(method, path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/config", "/healthz", "/media/x.mp4", "/theme.css"])
def test_routes_of_the_page_are_open_and_carry_security_headers(path):
    answer = ask("GET", path)
    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert "http:" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd", "/srv/web/../../etc/passwd", "/srv/webother/x.css", "srv/web/x.css",
        "https://elsewhere.test/x", "/srv/web/%2e%2e/%2e%2e/etc/passwd", "",
    ],
)  # fmt: skip
def test_F13_a_raw_file_path_is_refused(name):
    assert ask("GET", f"/gradio_api/file={name}").status_code == 404


def test_F13_a_path_in_the_body_of_a_request_is_refused_and_browser_files_are_served():
    path = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}
    answer = ask("POST", "/gradio_api/run/predict", json={"data": [path]})
    assert answer.status_code == 403
    assert "etc" not in answer.text
    hidden = json.dumps({"data": [path]}).replace("_type", "\\u005ftype")
    assert ask("POST", "/gradio_api/run/predict", content=hidden).status_code == 403
    assert not names_file(b'{"data": ["\\u0041", {"_type": "a plan"}]}')
    assert ask("GET", "/gradio_api/file=/srv/web/main.mjs").status_code == 200


def test_S07_a_request_of_20_MB_is_refused_declared_or_not():
    answer = ask("POST", "/gradio_api/queue/join", content=b'"' + b"x" * 20_000_000 + b'"')
    assert answer.status_code == 413

    async def chunks():
        for _ in range(20):
            yield b"x" * 1_000_000

    assert ask("POST", "/gradio_api/run/predict", content=chunks()).status_code == 413
    assert ask("POST", "/studio/pictures", content=b"x" * 9_000_000).text == "9000000"


def test_nesting_beyond_the_cap_is_refused_before_anything_reads_it():
    assert ask("POST", "/gradio_api/run/predict", content=b"[" * 100_000).status_code == 400
    assert depth(json.dumps([{"a": ["]]]]", '"[[[[']}]).encode()) == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.test"}, {"origin": "null"},
        {"origin": "http://studio.test.elsewhere.test"}, {"sec-fetch-site": "cross-site"},
    ],
)  # fmt: skip
def test_other_sites_may_not_use_the_studio(headers):
    assert ask("POST", "/gradio_api/run/predict", headers=headers, json={}).status_code == 403


def test_its_own_pages_and_programs_may():
    for headers in ({}, {"origin": BASE}, {"sec-fetch-site": "same-origin"}):
        answer = ask("POST", "/gradio_api/run/predict", headers=headers, json={})
        assert answer.status_code == 200


def test_a_laptop_answers_to_its_own_names_only():
    rules = Rules(files=(), hosts=loopback_hosts("127.0.0.1"))
    assert ask("GET", "/", rules, headers={"host": "rebound.test"}).status_code == 421
    assert ask("GET", "/", rules, headers={"host": "localhost:7860"}).status_code == 200
    assert ask("GET", "/", rules, headers={"host": "[::1]:7860"}).status_code == 200
    assert loopback_hosts("0.0.0.0") is None


def test_S06_of_100_calls_without_a_reader_two_are_accepted_and_others_are_served():
    rules = Rules(files=(), joins=Joins(2), behind_proxy=True)
    flood = {"x-forwarded-for": "203.0.113.7"}
    statuses = [
        ask("POST", "/gradio_api/queue/join", rules, headers=flood, json={"session_hash": f"s{i}"})
        for i in range(100)
    ]
    assert [s.status_code for s in statuses].count(200) == 2
    assert [s.status_code for s in statuses].count(429) == 98
    other = {"x-forwarded-for": "203.0.113.8"}
    answer = ask("POST", "/gradio_api/queue/join", rules, headers=other, json={"session_hash": "o"})
    assert answer.status_code == 200
    ask("GET", "/gradio_api/queue/data?session_hash=s0", rules)
    answer = ask("POST", "/gradio_api/queue/join", rules, headers=flood, json={"session_hash": "n"})
    assert answer.status_code == 200


def test_a_string_that_never_ends_is_read_once():
    """Quotes behind backslashes, none of them the end, held the server for minutes each."""
    assert depth(b'"' + b'\\"' * 2_000_000) == 0
    assert depth(b'["' + b"\\" * 3_000_000) == 1


def test_what_fails_inside_is_one_line_that_names_nothing():
    answer = ask("GET", "/config", app=failing)
    assert answer.status_code == 500 and "see its log" in answer.json()["error"]
    assert "secret" not in answer.text


def test_names_longer_than_a_disk_can_hold_are_not_there():
    assert ask("GET", "/static/" + "a" * 256).status_code == 404
    assert ask("GET", "/static/" + "a" * 255).status_code == 200


def test_web_sockets_are_closed_before_they_open():
    sent = []

    async def send(message):
        sent.append(message["type"])

    guard = Guard(failing, Rules(files=()))
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, guard({"type": "websocket"}, None, send)).result()
    assert sent == ["websocket.close"]


def test_one_client_holds_so_many_requests_open_and_no_more_and_others_are_served():
    rules = Rules(files=(), open=Open(2), behind_proxy=True)
    assert [rules.open.enter("8.8.4.4") for _ in range(2)] == [True, True]
    flood = {"x-forwarded-for": "8.8.4.4"}
    assert ask("GET", "/healthz", rules, headers=flood).status_code == 429
    assert ask("GET", "/healthz", rules, headers={"x-forwarded-for": "8.8.8.8"}).status_code == 200
    rules.open.leave("8.8.4.4")
    assert ask("GET", "/healthz", rules, headers=flood).status_code == 200


def test_the_client_is_who_the_outermost_proxy_saw_and_not_who_it_says_it_is():
    assert outermost("1.1.1.1, 8.8.8.8") == "8.8.8.8"
    assert outermost("8.8.8.8, 10.0.0.7, 172.16.3.4") == "8.8.8.8"
    assert outermost("nonsense, 192.168.1.5") == "192.168.1.5"
    assert len(outermost("x" * 10_000)) == 64
