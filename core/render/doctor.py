"""Is everything here that a film needs? Looks, and changes nothing."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from core import limits
from core.errors import VideoDirectorError
from core.export import ffmpeg
from core.render.disk import FreeBytes, free_bytes
from core.render.types import Engine

PACKAGES = (
    "videodirector-studio", "torch", "torchvision", "diffusers", "transformers",
    "open_clip_torch", "gradio", "pydantic", "pillow", "imageio-ffmpeg", "opentimelineio",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `text` says what was found, or what to do."""

    name: str
    good: bool
    text: str


def examine(
    load_engine: Callable[[], Engine],
    weights: Path,
    cache: Path,
    free: FreeBytes = free_bytes,
) -> Iterator[Finding]:
    """Findings one by one, the quick ones first."""
    yield Finding(
        "python", sys.version_info >= (3, 11), f"{platform.python_version()} {sys.platform}"
    )
    yield from map(_package, PACKAGES)
    yield _ffmpeg()
    found = free(cache)
    yield Finding(
        "disk", found >= limits.DISK_FREE_BYTES, f"{found / limits.GIB:.1f} GiB free at {cache}"
    )
    yield _devices()
    yield from _weights(weights)
    yield _engine(load_engine)


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, False, "not installed: run `make run`, or pip install -e .")


def _ffmpeg() -> Finding:
    try:
        said = subprocess.run(
            [ffmpeg.program(), "-version"], capture_output=True, text=True, check=True, timeout=20
        )
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        return Finding("ffmpeg", False, f"does not run: {error}")
    return Finding("ffmpeg", True, said.stdout.splitlines()[0].removeprefix("ffmpeg version "))


def _devices() -> Finding:
    try:
        import torch
    except ImportError as error:
        return Finding("devices", False, f"torch cannot be imported: {error}")
    names = [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())]
    if torch.backends.mps.is_available():
        names.append("mps")
    return Finding("devices", True, ", ".join([*names, f"cpu, {torch.get_num_threads()} threads"]))


def _weights(folder: Path) -> Iterator[Finding]:
    """Every file that the checkpoint's config names, against its checksum."""
    config = folder / "config.json"
    try:
        files = json.loads(config.read_text("utf-8"))["files"]
        wanted = {str(name): str(row["sha256"]) for name, row in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        said = f"{config} is missing or damaged ({type(error).__name__})"
        yield Finding("weights", False, f"{said}: get the repository again")
        return
    for name, digest in wanted.items():
        path = folder / name
        if not path.is_file():
            yield Finding("weights", False, f"{path} is missing: get the repository again")
        elif _sha256(path) != digest:
            yield Finding("weights", False, f"{path} is damaged: get the repository again")
        else:
            size = path.stat().st_size / limits.MIB
            yield Finding("weights", True, f"{path.name}, {size:.1f} MiB, checksum right")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _engine(load_engine: Callable[[], Engine]) -> Finding:
    try:
        info = load_engine().info
    except VideoDirectorError as error:
        return Finding("engine", False, str(error))
    return Finding("engine", True, f"{info.title}, {info.width}x{info.height}, on {info.device}")
