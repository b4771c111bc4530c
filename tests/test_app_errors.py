"""What the command line says when something is wrong, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import app
from core.errors import ModelError
from tests.command import said
from tests.stub_engine import StubEngine


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["film", "a dog", "-o", "{}/a.avi"], "end it in .mp4, .gif, .webp"),
        (["film", "a dog", "-o", "{}/no/a.mp4"], "make it first"),
        (["film", "a dog"], "required: -o"),
        (["film", "a dog", "-o", "{}/a.mp4", "--engine", "warp"], "no engine 'warp'"),
        (["plan", "a dog", "-o", "{}/p.json", "--planner", "openai"], "no server is configured"),
        (["plan", "a dog", "-o", "{}/p.json", "--planner", "magic"], "invalid choice: 'magic'"),
        (["plan", "a dog", "-o", "{}/p.json", "--scenes", "0"], "0 is no whole number from 1"),
        (["plan", "a dog", "-o", "{}/p.json", "--api-key-env", "NO_KEY"], "NO_KEY holds no key"),
        (["render", "{}/none.json", "-o", "{}/a.mp4"], "none.json is not there"),
        (["render", "{}/plan.json", "-o", "{}/a.mp4", "--scene", "3"], "no scene 3"),
        (["render", "{}/plan.json", "-o", "{}/a.mp4", "--seed", "-1"], "-1 is no whole number"),
        (["render", "{}/plan.json", "-o", "{}/a.mp4", "--cross-fade", "9"], "give 0 to 8"),
        (["render", "{}/plan.json", "-o", "{}/a.mp4", "--reference", "dog"], "not NAME=PICTURE"),
        (["render", "{}/plan.json", "-o", "{}/a.mp4", "--reference", "ox={}/x.png"], "no entity"),
        (["render", "{}/plan.json", "-o", "{}/a.mp4", "--reference", "dog={}/x.png"], "x.png"),
        (["render", "{}/bad.json", "-o", "{}/a.mp4"], "bad.json"),
        (["export", "{}/plan.json", "--to", "{}/a.txt"], "names no export"),
        (["inspect", "{}/bad.mp4"], "bad.mp4 is no mp4"),
        (["import", "{}/bad.mp4", "-o", "{}/p.json"], ""),
        (["dance"], "invalid choice: 'dance'"),
    ],
)
def test_bad_input_is_one_clear_line_and_status_2(run, plan_file, tmp_path, capsys, words, line):
    (tmp_path / "bad.json").write_text('{"schema": "VideoPlan.1", "scenes": [{"id": 3}]}')
    (tmp_path / "bad.mp4").write_text("ffconcat version 1.0\nfile /etc/passwd\n")
    (tmp_path / "x.png").write_bytes(b"<svg/>")
    before = sorted(p.name for p in tmp_path.iterdir())
    assert run(*(word.replace("{}", str(tmp_path)) for word in words)) == 2
    (told,) = said(capsys)
    assert told.startswith("videodirector: ") and line in told
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "cache") == before


@pytest.mark.parametrize("command", ["plan", "film"])
@pytest.mark.parametrize(
    ("prompt", "line"),
    [("", "prompt is empty"), (" \n", "prompt is empty"), ("x" * 4001, "4001 characters")],
)
def test_P01_an_empty_or_overlong_prompt_is_refused_and_no_server_is_asked(
    run, tmp_path, capsys, command, prompt, line
):
    target = tmp_path / ("plan.json" if command == "plan" else "film.mp4")
    server = ("--planner", "openai", "--base-url", "http://127.0.0.1:9", "--model", "none")
    assert run(command, prompt, "-o", target, *server) == 2
    assert line in said(capsys)[0] and not target.exists()


def test_R12_missing_weights_are_named_and_status_2(run, plan_file, tmp_path, capsys):
    def load(name: str, device: str, folder: Path | None) -> StubEngine:
        raise ModelError("assets/models/embedded/unet.safetensors is missing: get it again")

    status = app.main(["render", str(plan_file), "-o", str(tmp_path / "a.mp4")], load)
    assert status == 2
    assert "unet.safetensors is missing" in said(capsys)[-1]


def test_ctrl_c_is_status_130_and_leaves_no_half_film(run, plan_file, tmp_path, capsys):
    class Interrupted(StubEngine):
        def render(self, request, on_step=lambda event: None, cancelled=lambda: False):
            if request.scene.id == "scene-2":
                raise KeyboardInterrupt
            return super().render(request, on_step, cancelled)

    run.engine = Interrupted()
    film = tmp_path / "film.mp4"
    assert run("render", plan_file, "-o", film) == 130
    assert said(capsys)[-1] == "videodirector: stopped; finished scenes are kept"
    assert not film.exists() and not list(tmp_path.glob("*.part"))
    run.engine = StubEngine()
    assert run("render", plan_file, "-o", film) == 0
    assert run.engine.rendered == ["scene-2"]


def test_a_bug_is_one_line_too_and_status_1(run, plan_file, tmp_path, capsys):
    class Broken(StubEngine):
        def render(self, request, on_step=lambda event: None, cancelled=lambda: False):
            raise ZeroDivisionError("division by zero")

    run.engine = Broken()
    assert run("render", plan_file, "-o", tmp_path / "a.mp4") == 1
    assert "an internal error, ZeroDivisionError: division by zero" in said(capsys)[-1]


def test_doctor_looks_at_everything_and_names_what_is_bad(run, capsys, monkeypatch, tmp_path):
    weights = tmp_path / "weights"
    weights.mkdir()
    (weights / "good.safetensors").write_bytes(b"weights")
    files = {name: {"sha256": "0" * 64} for name in ("good.safetensors", "gone.safetensors")}
    (weights / "config.json").write_text(json.dumps({"files": files}))
    monkeypatch.setattr(app, "WEIGHTS", weights)
    assert run("doctor") == 2
    captured = capsys.readouterr()
    for name in ("python", "torch", "ffmpeg", "disk", "devices"):
        assert f"ok   {name}" in captured.out
    assert "good.safetensors is damaged" in captured.out
    assert "gone.safetensors is missing" in captured.out
    assert "ok   engine" in captured.out and "Stub for tests" in captured.out
    bad = captured.out.count("BAD  ")
    assert captured.err == (
        f"videodirector: {bad} things are not as they should be: see the lines marked BAD\n"
    )
