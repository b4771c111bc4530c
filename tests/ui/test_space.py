"""A Space is the program itself with requirements derived from pyproject, and serves strangers."""

from __future__ import annotations

import tomllib

import pytest

from core.errors import InputError
from ui.space import ROOT, build, requirements
from ui.studio import host_for


def test_the_requirements_are_those_of_the_project_without_the_sdk():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = requirements().splitlines()
    assert all(line in lines for line in project["dependencies"] if not line.startswith("gradio"))
    assert not any(line.startswith("gradio") for line in lines)


def test_the_folder_holds_the_program_and_is_never_filled_twice(tmp_path):
    folder = tmp_path / "space"
    build(folder)
    for name in ("app.py", "requirements.txt", "ui/studio.py", "core/plan/schema.py"):
        assert (folder / name).is_file()
    assert not list(folder.rglob("__pycache__"))
    with pytest.raises(InputError):
        build(folder)


def test_a_space_listens_to_the_outside_and_a_laptop_does_not():
    assert host_for("127.0.0.1", {"SPACE_ID": "somebody/studio"}) == "0.0.0.0"
    assert host_for("127.0.0.1", {}) == "127.0.0.1"


def test_the_readme_of_a_space_begins_with_what_the_space_reads(tmp_path):
    build(tmp_path / "space")
    text = (tmp_path / "space" / "README.md").read_text("utf-8")
    head = text.split("---\n")[1]
    assert "app_file: app.py" in head and 'python_version: "3.12"' in head
    assert "sdk: gradio" in head and "sdk_version: 6." in head
    assert "# VideoDirector Studio" in text


def test_every_file_that_is_large_is_marked_for_large_file_storage(tmp_path):
    build(tmp_path / "space")
    marked = (tmp_path / "space" / ".gitattributes").read_text("utf-8").split()[0]
    large = [p for p in (tmp_path / "space").rglob("*") if p.stat().st_size > 10 << 20]
    assert large and all(path.match(marked) for path in large)
