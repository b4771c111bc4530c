"""docs/plan.md does what it says, line by line."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import get_args

import pytest

from core.plan.edits import PlanEdit
from core.plan.schema import VideoPlan
from core.plan.store import loads_plan, save_plan
from tests.plan.strategies import SHAPES

PAGE = Path(__file__).parents[2] / "docs" / "plan.md"
TEXT = PAGE.read_text(encoding="utf-8")


def _example() -> VideoPlan:
    found = re.search(r"## The format.*?```json\n(.*?)```", TEXT, re.DOTALL)
    assert found is not None
    return loads_plan(found[1])


def test_the_documented_lines_of_python_run_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    save_plan(_example(), "plan.json")
    code = "\n".join(re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(code, {}, "docs/plan.md", str(PAGE), 0)
    report: list[str] = []
    outcome = doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert outcome.attempted >= 12 and outcome.failed == 0, "".join(report)


def test_every_kind_of_edit_is_documented_and_no_other() -> None:
    table = TEXT[TEXT.index("| kind | fields |") : TEXT.index("A box in an edit")]
    first_cells = [line.split("|")[1] for line in table.splitlines()[2:] if line.startswith("|")]
    documented = set(re.findall(r"`(\w+)`", " ".join(first_cells)))
    union, _ = get_args(PlanEdit)
    kinds = {edit.model_fields["kind"].default for edit in get_args(union)}
    assert documented == kinds == set(SHAPES)


def test_the_documented_example_has_one_dog_in_one_scene() -> None:
    plan = _example()
    assert plan.entities[0].caption == "brown dog"
    assert [track.entity for track in plan.scenes[0].tracks] == ["dog"]
