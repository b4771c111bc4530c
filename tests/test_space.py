"""A Space as strangers meet it: its folder alone, started as Hugging Face starts it.

Whole under `soak`: an environment of its own from the Space's requirements, with a browser. In
`make test` the folder runs in this environment.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.browser.conftest import browser as _browser
from tests.browser.pages import Watched
from tests.studio_process import StudioProcess, free_port
from tests.ui.kit import Visitor, wait_for
from ui.space import build

browser = _browser  # a fixture of this module
READY_S = 60.0  # a Space's visitors wait no longer


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Callable[[str], StudioProcess]]:
    """`space(python)`: a Space's folder to be started with that interpreter, away from ours."""
    folder, made = tmp_path / "space", []
    build(folder)

    def start(python: str) -> StudioProcess:
        port = free_port()
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(tmp_path), "SPACE_ID": "somebody/studio",
        }  # fmt: skip
        command = [python, "app.py", "--port", str(port)]
        made.append(StudioProcess(command, port, environment, folder, log=tmp_path / "space.log"))
        return made[-1]

    yield start
    for studio in made:
        studio.end()


def preview(visitor: Visitor) -> str:
    """Render the selected scene as people do first; where its clip is."""
    selected = visitor.views["scenes"]["selected"]
    before = len(visitor.views["player"]["scene"]["takes"])
    seed = {"kind": "set_scene_sampling", "scene": selected, "sampling": {"seed": 7}}
    visitor.act("edit", edits=[seed])
    visitor.act("render", what="preview")

    def made() -> Any:
        visitor.act("refresh")
        takes = visitor.views["player"]["scene"]["takes"]
        return len(takes) > before and takes[0]["clip"]

    return str(wait_for(made, 120))


def test_the_folder_of_a_space_serves_strangers_its_examples_at_once_and_renders(space):
    studio = space(sys.executable)
    studio.start(within_s=150)
    assert studio.health()["mode"] == "public"
    page = httpx.get(studio.url)
    assert "https://huggingface.co" in page.headers["content-security-policy"]
    visitor = Visitor.at(studio.url)
    film = visitor.views["player"]["film"]
    assert film, "a finished film is there before anything was rendered"
    assert httpx.get(f"{studio.url}/{film['clip']}").status_code == 200
    assert httpx.get(f"{studio.url}/{preview(visitor)}").content[4:8] == b"ftyp"
    assert studio.signal(signal.SIGTERM)[0] == 0


def environment_in(folder: Path, requirements: Path) -> str:
    """A new environment with what a Space installs; its interpreter.

    On Python 3.12 where it is found, or where SPACE_PYTHON names it.
    """
    named = os.environ.get("SPACE_PYTHON") or shutil.which("python3.12") or sys.executable
    works = subprocess.run([named, "-c", ""], check=False, capture_output=True).returncode == 0
    subprocess.run([named if works else sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    gradio = f"gradio=={version('gradio')}"  # the SDK, which the Space's README names
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", gradio, "-r", str(requirements)], check=True
    )
    return str(python)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_space_in_a_clean_environment_opens_in_a_browser_and_renders_a_preview(
    space, browser, tmp_path, figures
):
    python = environment_in(tmp_path / "environment", tmp_path / "space" / "requirements.txt")
    said = subprocess.run([python, "--version"], check=True, capture_output=True, text=True).stdout
    studio = space(python)
    took_s = studio.start()
    assert took_s < READY_S
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    watched = Watched(context.new_page())
    watched.watch()
    page = watched.page
    page.goto(studio.url)
    page.wait_for_selector(".st-card")
    page.wait_for_function("document.querySelector('.st-player video').readyState >= 2")
    page.get_by_role("tab", name="Render").click()
    page.get_by_role("button", name="Preview scene", exact=True).last.click()
    page.wait_for_function(
        "[...document.querySelectorAll('.st-player option, .st-player button')]"
        ".some(node => /^Preview \\d/.test(node.textContent))"
    )
    page.screenshot(path=str(tmp_path / "space.png"))
    context.close()
    assert watched.errors == []
    assert studio.signal(signal.SIGTERM)[0] == 0
    figures("Space", f"ready {took_s:.0f} s after its start, in {said.strip()}, two cores")
