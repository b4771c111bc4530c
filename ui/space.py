"""The folder of a Hugging Face Space: the program, its assets, requirements derived from pyproject.

    python -m ui.space FOLDER

Does not publish anything. The front matter that a Space needs is put before the README's text here.
"""

from __future__ import annotations

import shutil
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

from core.errors import InputError

ROOT = Path(__file__).parent.parent
PARTS = ("app.py", "core", "ui", "assets", "README.md", "LICENSE", "pyproject.toml")
# the hub takes files over 10 MiB in large file storage alone
ATTRIBUTES = "*.safetensors filter=lfs diff=lfs merge=lfs -text\n"
_SKIPPED = shutil.ignore_patterns("__pycache__", "*.pyc", "*.pyi", "node_modules")


def requirements(root: Path = ROOT) -> str:
    """requirements.txt: the dependencies of pyproject, without Gradio, which the Space's SDK is."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [line for line in project["dependencies"] if not line.startswith("gradio")]
    return "\n".join(["# derived from pyproject.toml by ui.space", *wanted]) + "\n"


def front_matter() -> str:
    """What Hugging Face reads of a Space's README: the SDK at the version that is installed."""
    return (
        "---\ntitle: VideoDirector Studio\nsdk: gradio\n"
        f"sdk_version: {version('gradio')}\n"
        'python_version: "3.12"\napp_file: app.py\nlicense: apache-2.0\n---\n\n'
    )


def build(folder: Path, root: Path = ROOT) -> None:
    """Fill `folder` with everything that a Space needs.

    Raises:
        InputError: the folder is there already and holds something.
    """
    if folder.exists() and any(folder.iterdir()):
        raise InputError(f"{folder} is not empty: name a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=_SKIPPED)
        elif source.is_file():
            shutil.copyfile(source, folder / name)
    (folder / "requirements.txt").write_text(requirements(root), "utf-8")
    (folder / ".gitattributes").write_text(ATTRIBUTES, "utf-8")
    readme = folder / "README.md"
    readme.write_text(front_matter() + readme.read_text("utf-8"), "utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
