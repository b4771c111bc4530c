"""What runs leave in docs/results: figures of soak tests, and how the tests of each case ended.

`python -m tests.reliability` shows both.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "docs" / "results"
FIGURES = FOLDER / "figures.json"
CASES = FOLDER / "cases.json"


def read(path: Path) -> dict[str, Any]:
    """What is written there; nothing when there is no file."""
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def write(path: Path, value: Mapping[str, Any]) -> None:
    """Write it with its keys in order, so that two runs differ in what changed alone."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")


def note(node: str, case: str, text: str) -> None:
    """Write down what a soak test measured, with the command that measures it again."""
    found = read(FIGURES)
    found.setdefault(case, {})[node.rpartition("::")[2]] = {
        "figures": text,
        "command": f"python -m pytest -m soak {node}",
        "load": round(os.getloadavg()[1], 1),
        "cores": os.cpu_count(),
        "day": datetime.now(UTC).strftime("%Y-%m-%d"),
    }
    write(FIGURES, found)


class Outcomes:
    """A pytest plugin: counts how each test ended, its parameters together."""

    def __init__(self) -> None:
        self.by_test: dict[str, Counter[str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One phase of one test ended."""
        if report.when == "call" or report.outcome != "passed":
            name = report.nodeid.partition("[")[0]
            self.by_test.setdefault(name, Counter())[report.outcome] += 1
