"""Which test holds which case of the reliability bar, how it ended, and what soak runs measured.

    python -m tests.reliability > docs/reliability.md   # the table, from the last results
    python -m tests.reliability --run                   # run the tests of all cases, keep results
    python -m tests.reliability --again                 # those of cases that did not all pass
    python -m pytest -m soak                            # the load cases whole, with their figures

A test holds a case by carrying its id in its name: `test_R02_…`, or `P09` in a title of a
JavaScript test.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import results

ROOT = Path(__file__).parents[1]
HEAD = """# Reliability

Every case that must not go wrong, the tests that hold it, and how they ended when they last ran.
All of them run in `make test`; load cases run whole under `python -m pytest -m soak` (marked *soak*
below), which writes its figures to docs/results. `python -m tests.reliability --run` runs the tests
of all cases and keeps how they ended; `python -m tests.reliability > docs/reliability.md` makes
this page.
"""

CASES = {
    "P01": "empty or overlong prompt",
    "P02": "10,000 entities",
    "P03": "NaN, infinity, 1e999 in a box",
    "P04": "boxes out of range",
    "P05": "swapped corners, zero area",
    "P06": "wrong number of frames",
    "P07": "the same name twice in a scene",
    "P08": "right-to-left, emoji, joiners",
    "P09": "markup and templates as names, in every view",
    "P10": "lone surrogate, NUL, bidirectional override",
    "P11": "deep nesting, huge integer, duplicate keys, BOM",
    "P12": "seed out of range",
    "F01": "a small file of 100 megapixels",
    "F02": "196 megapixels",
    "F03": "EXIF rotation and place",
    "F04": "SVG or HTML named .png",
    "F05": "animated, CMYK, 16-bit, 1x20000",
    "F06": "truncated JPEG",
    "F07": "archive that writes elsewhere",
    "F08": "archive bomb",
    "F09": "truncated project, bad checksum, newer schema",
    "F10": "2,000 mutations of a project",
    "F11": "weights that can run code",
    "F12": "a playlist named .mp4",
    "F13": "a raw file path in a request",
    "L01": "server down",
    "L02": "server hangs",
    "L03": "a byte at a time",
    "L04": "200 with something else in it",
    "L05": "reply cut for length",
    "L06": "fences, thoughts, prose around the JSON",
    "L07": "refusal",
    "L08": "schema ignored",
    "L09": "429 with Retry-After",
    "L10": "500, 500, 200",
    "L11": "private addresses, redirects",
    "L12": "a key is seen nowhere",
    "L13": "the 11th plan of an hour",
    "L14": "a 64 MB body",
    "R01": "killed in scene 3 of 8",
    "R02": "killed while stitching",
    "R03": "disk full at every step",
    "R04": "too little disk to begin",
    "R05": "out of memory",
    "R06": "NaN or black frame",
    "R07": "cancel",
    "R08": "tab closed",
    "R09": "worker dies",
    "R10": "same seed, same frames; a scene alone is the film's",
    "R11": "odd sizes; frames, size and rate verified",
    "R12": "weights missing or truncated",
    "S01": "two sessions, 1,000 random operations",
    "S02": "stolen session hash",
    "S03": "guessed or listed media",
    "S04": "10,001 throw-away sessions",
    "S05": "every endpoint, 500 fuzzed inputs",
    "S06": "100 queue joins without a reader",
    "S07": "20 MB of JSON",
    "S08": "byte ranges",
    "S09": "500 sessions, 20 edits each",
    "S10": "50 sessions for 5 minutes",
    "S11": "20 renders at once",
    "S12": "refresh; newest autosave corrupt",
    "S13": "two tabs on one project",
    "S14": "SIGTERM",
}


_TEST = re.compile(r"((?:^@.*\n)*)^(?:async )?def (test_\w+)", re.M)


def holders() -> dict[str, list[str]]:
    """Case id -> `file::test` of the tests that carry it."""
    found: dict[str, list[str]] = {case: [] for case in CASES}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for _, name in _TEST.findall(path.read_text("utf-8")):
            for case in re.findall(r"(?<=_)([PFLRS]\d\d)(?=_)", name):
                found.setdefault(case, []).append(f"{path.relative_to(ROOT)}::{name}")
    for path in sorted((ROOT / "tests" / "js").rglob("*.test.mjs")):
        for title in re.findall(r"^\s*test\(\s*[\"'`](.*?)[\"'`],", path.read_text("utf-8"), re.M):
            for case in re.findall(r"\b([PFLRS]\d\d)\b", title):
                found.setdefault(case, []).append(f"{path.relative_to(ROOT)}: {title}")
    return found


def soaks() -> set[str]:
    """`file::test` of the tests that run under `pytest -m soak` alone."""
    found = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        text = path.read_text("utf-8")
        all_of_it = re.search(r"^pytestmark = .*mark\.soak", text, re.M) is not None
        for marks, name in _TEST.findall(text):
            if all_of_it or "mark.soak" in marks:
                found.add(f"{path.relative_to(ROOT)}::{name}")
    return found


def run(cases: set[str]) -> int:
    """Run the quick tests of these cases and keep how they ended; the exit status of pytest."""
    whole = soaks()
    wanted = {case: set(tests) - whole for case, tests in holders().items() if case in cases}
    tests = sorted({test for tests in wanted.values() for test in tests if "::" in test})
    outcomes = results.Outcomes()
    status = pytest.main(["-q", "-p", "no:cacheprovider", *tests], plugins=[outcomes])
    kept = results.read(results.CASES).get("cases", {})
    for case, tests in wanted.items():
        ended = sum((outcomes.by_test.get(test, Counter()) for test in tests), Counter())
        kept[case] = dict(ended)
    day = datetime.now(UTC).strftime("%Y-%m-%d")
    results.write(results.CASES, {"day": day, "cases": kept})
    return int(status)


def unclean() -> set[str]:
    """Cases whose tests did not all pass when they last ran, or never ran."""
    kept = results.read(results.CASES).get("cases", {})
    return {case for case in CASES if kept.get(case, {}).keys() != {"passed"}}


def page() -> str:
    """The cases and the figures as Markdown."""
    kept, whole = results.read(results.CASES), soaks()
    lines = [HEAD, "| case | what goes wrong | result | held by |", "|---|---|---|---|"]
    for case, tests in holders().items():
        held = "<br>".join(f"`{t}`{' *soak*' if t in whole else ''}" for t in tests)
        ended = kept.get("cases", {}).get(case, {})
        result = ", ".join(f"{n} {outcome}" for outcome, n in sorted(ended.items()))
        what = CASES.get(case, "")
        lines.append(f"| {case} | {what} | {result or 'not run yet'} | {held or 'nothing yet'} |")
    if kept:
        lines.append(f"\nResults of {kept['day']}: tests, each of their parameters counted.")
    return "\n".join([*lines, "", *figures()]) + "\n"


def figures() -> list[str]:
    """What soak runs measured, a line each."""
    lines = [
        "## Figures", "",
        "| case | measured | command | load of the machine |", "|---|---|---|---|",
    ]  # fmt: skip
    for case, rows in sorted(results.read(results.FIGURES).items()):
        for row in rows.values():
            load = f"{row['load']} on {row['cores']} cores, {row['day']}"
            lines.append(f"| {case} | {row['figures']} | `{row['command']}` | {load} |")
    return lines


if __name__ == "__main__":
    if sys.argv[1:] == ["--run"]:
        sys.exit(run(set(CASES)))
    if sys.argv[1:] == ["--again"]:
        sys.exit(run(unclean()))
    sys.stdout.write(page())
