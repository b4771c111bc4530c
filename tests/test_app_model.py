"""The command line with a language model: what it says before, on the way, and after."""

from __future__ import annotations

from core.plan.store import load_plan
from tests.command import said
from tests.planner.answering import boxed, good, with_frames
from tests.planner.fault_server import fault_server


def plan(run, url: str, *words: object) -> int:
    server = ("--planner", "openai", "--base-url", url, "--model", "tiny")
    return run("plan", "a dog's day", "-o", run.folder / "plan.json", *server, *words)


def test_scenes_are_told_as_they_arrive_between_the_estimate_and_the_bill(run, capsys, monkeypatch):
    monkeypatch.setenv("VIDEODIRECTOR_INPUT_PRICE", "1")
    monkeypatch.setenv("VIDEODIRECTOR_OUTPUT_PRICE", "4")
    with fault_server(good) as server:
        assert plan(run, server.url) == 0
        lines = said(capsys)
        assert lines[0].startswith(f"tiny at {server.url}: about ") and "at your prices" in lines[0]
        assert lines[1:5] == [
            "scene-1: The dog does thing 1", "scene-2: The dog does thing 2",
            "scene-1: boxes of dog", "scene-2: boxes of dog",
        ]  # fmt: skip
        bill = "200 tokens sent and 100 received in 2 requests, 0.0006 at your prices"
        assert lines[5:] == [bill]
    assert len(load_plan(run.folder / "plan.json").scenes) == 2


def test_what_was_mended_is_told(run, capsys):
    with fault_server(with_frames(boxed(("dog", [0.5, 0.2, 1.4, 0.9])))) as server:
        assert plan(run, server.url) == 0
    assert [line for line in said(capsys) if line.startswith("note: ")] == [
        "note: 9 boxes reached outside the frame and were clamped to it"
    ]


def test_L07_a_refusal_is_one_line_that_offers_the_offline_planner(run, capsys):
    with fault_server(lambda x: x.reply("", refusal="I will not film that.")) as server:
        assert plan(run, server.url) == 2
    assert said(capsys)[-1] == (
        "videodirector: the model declined: I will not film that."
        " The offline planner needs no server."
    )
