"""The command line as tests call it: a stub engine, a cache of its own, its words."""

from __future__ import annotations

from pathlib import Path

import pytest

import app
from core.errors import ModelError
from tests.stub_engine import StubEngine


class Command:
    """A command line with a stub engine and a cache of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = StubEngine()

    def __call__(self, *words: object) -> int:
        arguments = [str(word) for word in words]
        if arguments and arguments[0] in ("render", "film", "export", "doctor"):
            arguments += ["--cache", str(self.folder / "cache")]
        return app.main(arguments, self.load)

    def load(self, name: str, device: str, folder: Path | None) -> StubEngine:
        if name != "embedded":
            raise ModelError(f"there is no engine {name!r}: choose embedded or modelscope")
        return self.engine


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Lines on standard error; there is never a traceback among them."""
    text = capsys.readouterr().err
    assert "Traceback" not in text
    return text.strip().splitlines()
