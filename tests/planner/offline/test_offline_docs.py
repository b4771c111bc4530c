"""docs/planner.md does what it says."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from core.evaluation import suites
from core.evaluation.planner import cases

PAGE = Path(__file__).parents[3] / "docs" / "planner.md"


def test_the_documented_lines_of_python_run_as_shown():
    code = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    test = doctest.DocTestParser().get_doctest("\n".join(code), {}, "planner.md", None, 0)
    assert test.examples
    assert not doctest.DocTestRunner().run(test).failed


def test_the_documented_number_of_prompts_is_the_real_one():
    text = PAGE.read_text(encoding="utf-8")
    assert f"{len(cases())} prompts of" in text and len(suites.ALL) == 16
