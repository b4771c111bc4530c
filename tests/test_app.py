"""The command line: what it makes, what it says, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.export.video import probe, read_mp4
from core.plan.archive import load_project, save_project
from core.plan.store import load_plan, save_plan
from tests.plans import changed, make_plan, with_picture

ROOT = Path(__file__).parents[1]
TWO_SCENES = "A dog runs from left to right across a meadow. Then the dog meets a cat on the beach."


def test_a_prompt_becomes_a_film_of_its_scenes(run, tmp_path):
    film = tmp_path / "film.mp4"
    assert run("film", TWO_SCENES, "-o", film) == 0
    facts = probe(film)
    assert (facts.n_frames, facts.fps) == (32, 8.0)
    frames, _ = read_mp4(film)
    assert frames[:16].mean(axis=(0, 1, 2)) != pytest.approx(frames[16:].mean(axis=(0, 1, 2)))


def test_a_prompt_becomes_a_plan_and_the_plan_the_same_film(run, tmp_path):
    plan, film, again = (tmp_path / name for name in ("plan.json", "a.mp4", "b.mp4"))
    assert run("plan", TWO_SCENES, "-o", plan) == 0
    assert len(load_plan(plan).scenes) == 2
    assert run("render", plan, "-o", film) == 0
    assert run("film", TWO_SCENES, "-o", again) == 0
    assert film.read_bytes() == again.read_bytes()


def test_planning_imports_no_torch(tmp_path):
    code = (
        "import sys, app; status = app.main(['plan', 'a dog runs', '-o', sys.argv[1]]);"
        "sys.exit(status or any(m in sys.modules for m in ('torch', 'gradio', 'diffusers')))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "plan.json")]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def test_R10_scene_2_alone_equals_scene_2_of_the_film(run, plan_file, tmp_path):
    film, shot = tmp_path / "film.mp4", tmp_path / "shot.mp4"
    assert run("render", plan_file, "-o", film) == 0
    run.folder = tmp_path / "elsewhere"
    assert run("render", plan_file, "-o", shot, "--scene", 2) == 0
    difference = read_mp4(film)[0][16:].astype(int) - read_mp4(shot)[0]
    assert np.abs(difference).mean() < 2
    assert run.engine.rendered == ["scene-1", "scene-2", "scene-2"]


def test_only_changed_scenes_render_again(run, plan_file, tmp_path, capsys):
    assert run("render", plan_file, "-o", tmp_path / "a.mp4") == 0
    plan = load_plan(plan_file)
    save_plan(
        changed(plan, scenes=(plan.scenes[0], changed(plan.scenes[1], description="a cat"))),
        plan_file,
    )
    capsys.readouterr()
    assert run("render", plan_file, "-o", tmp_path / "a.mp4") == 0
    assert "1 scenes rendered, 1 kept" in capsys.readouterr().out


def test_seed_and_steps_reach_the_engine(run, plan_file, tmp_path):
    for name, seed in (("a", 1), ("b", 2), ("c", 1)):
        options = ("--seed", seed, "--steps", 3)
        assert run("render", plan_file, "-o", tmp_path / f"{name}.mp4", *options) == 0
    a, b, c = ((tmp_path / f"{name}.mp4").read_bytes() for name in "abc")
    assert a == c != b
    assert run.engine.rendered == ["scene-1", "scene-2"] * 2


def test_boxes_are_drawn_on_request_only(run, plan_file, tmp_path):
    plain, marked = tmp_path / "plain.mp4", tmp_path / "marked.mp4"
    assert run("render", plan_file, "-o", plain) == 0
    assert run("render", plan_file, "-o", marked, "--overlay-boxes") == 0
    assert plain.read_bytes() != marked.read_bytes()
    assert len(run.engine.rendered) == 2


def test_a_cross_fade_shortens_the_film(run, plan_file, tmp_path):
    assert run("render", plan_file, "-o", tmp_path / "a.mp4", "--cross-fade", 4) == 0
    assert probe(tmp_path / "a.mp4").n_frames == 28


def test_a_picture_of_the_dog_changes_the_dog(run, plan_file, tmp_path):
    picture = tmp_path / "my dog.png"
    Image.new("RGB", (40, 40), (250, 10, 10)).save(picture)
    assert run("render", plan_file, "-o", tmp_path / "a.mp4", "--reference", f"Dog={picture}") == 0
    frames, _ = read_mp4(tmp_path / "a.mp4")
    red, green, _blue = frames[[0, 16], 8:20, 2:16].mean(axis=(0, 1, 2))
    assert red > 200 and green < 80


def test_a_project_renders_with_the_pictures_inside(run, tmp_path):
    plan, pictures = with_picture(make_plan(1), "dog", "red")
    save_project(tmp_path / "p.storyboard", plan, pictures)
    assert run("render", tmp_path / "p.storyboard", "-o", tmp_path / "a.gif") == 0
    assert (tmp_path / "a.gif").read_bytes().startswith(b"GIF89a")
    assert load_project(tmp_path / "p.storyboard").plan == plan


@pytest.mark.parametrize(
    "name", ["boxes.json", "x.boxes.json", "s.pdf", "s.png", "s.srt", "s.otio"]
)
def test_every_export_is_written(run, plan_file, tmp_path, name):
    assert run("export", plan_file, "--to", tmp_path / name) == 0
    assert (tmp_path / name).stat().st_size > 50
    assert run.engine.rendered == []


def test_a_sheet_with_frames_renders_them(run, plan_file, tmp_path):
    assert run("export", plan_file, "--to", tmp_path / "s.png", "--frames") == 0
    assert run.engine.rendered == ["scene-1", "scene-2"]


def test_inspect_tells_what_a_file_holds(run, plan_file, tmp_path, capsys):
    assert run("inspect", plan_file) == 0
    told = capsys.readouterr().out
    assert "2 scenes, 4.0 s" in told and "- dog: [0.00 0.05" in told and "dog: scene 1, 2" in told
    run("render", plan_file, "-o", tmp_path / "a.mp4")
    capsys.readouterr()
    assert run("inspect", tmp_path / "a.mp4") == 0
    assert capsys.readouterr().out == "a.mp4: 32 frames of 64x64 at 8 fps, 4.0 s\n"


def test_import_reads_what_other_tools_wrote(run, tmp_path, capsys):
    reply = tmp_path / "reply.txt"
    reply.write_text(
        "Frame 1: [{'id': 0, 'name': 'ball', 'box': [0, 100, 120, 120]}]\n"
        "Frame 2: [{'id': 0, 'name': 'ball', 'box': [200, 100, 120, 120]}]\n"
        "Background keyword: lawn\n"
    )
    assert run("import", reply, "-o", tmp_path / "plan.json") == 0
    assert load_plan(tmp_path / "plan.json").scenes[0].tracks[0].entity == "ball"


def test_the_module_is_the_console_command(tmp_path):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OPENAI")}
    done = subprocess.run(
        [sys.executable, "app.py", "inspect", str(tmp_path / "none.json")],
        cwd=ROOT, capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_models_lists_what_engines_can_use(run, capsys, tmp_path):
    assert run("models", "--weights", tmp_path) == 0
    told = capsys.readouterr().out
    assert "ModelScopeT2V" in told and "missing" in told and str(tmp_path) in told


def test_plans_made_here_are_canonical_json(run, tmp_path):
    path = tmp_path / "plan.json"
    assert run("plan", "a dog runs", "-o", path) == 0
    assert json.loads(path.read_text())["schema"] == "VideoPlan.1"
