"""The house rules of docs and style, held by counting.

A file has at most 300 lines, a function 50, a signature 8 parameters. `core` prints nothing.
Import contracts, lint and types are commands of `make test`.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import limits

ROOT = Path(__file__).parents[1]
FILE_LINES, FUNCTION_LINES, PARAMETERS = 300, 50, 8
SUFFIXES = (".py", ".js", ".mjs", ".css")
OPENS_FUNCTION = re.compile(
    r"^(?P<indent>\s*)(?!if|for|while|switch|catch|else|return|describe|test)"
    r"(?:export\s+)?(?:default\s+)?(?:static\s+)?(?:async\s+)?"
    r"(?:function\b.*\{|[\w#$]+\s*\([^;]*\)\s*\{|(?:const|let)\s+\w+\s*=.*=>\s*\{)\s*$"
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*suffixes: str) -> list[Path]:
    """Files of ours that git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    names = listed.stdout.splitlines()
    if listed.returncode:  # an archive without git
        names = [
            str(p.relative_to(ROOT)) for d in ("core", "ui", "tests") for p in (ROOT / d).rglob("*")
        ]
    found = (ROOT / name for name in [*names, "app.py"] if name.endswith(suffixes))
    return sorted({path for path in found if path.is_file()})


def functions(path: Path) -> Iterator[Function]:
    """Every function of a Python file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, Function):
            yield node


def script_functions(path: Path) -> Iterator[tuple[int, int]]:
    """First line and own length of the functions of a JavaScript file, by their indentation.

    A function that mounts a component holds others, as a class holds methods: lines of inner
    functions count for those alone.
    """
    lines = path.read_text("utf-8").splitlines()
    spans = []
    for start, line in enumerate(lines):
        opened = OPENS_FUNCTION.match(line)
        if opened:
            end = re.compile(rf"^{opened['indent']}\}}")
            ends = (i for i in range(start + 1, len(lines)) if end.match(lines[i]))
            spans.append((start, next(ends, len(lines) - 1)))
    for start, end in spans:
        inner: set[int] = set()
        for first, last in spans:
            if start < first and last < end:
                inner.update(range(first, last + 1))
        yield start + 1, end - start + 1 - len(inner)


def where(path: Path, line: int = 1) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def test_no_file_is_over_300_lines():
    long = {
        where(path): count
        for path in sources(*SUFFIXES)
        if (count := len(path.read_text("utf-8").splitlines())) > FILE_LINES
    }
    assert not long


def test_no_python_function_is_over_50_lines():
    long = {
        f"{where(path, f.lineno)} {f.name}": length
        for path in sources(".py")
        for f in functions(path)
        if (length := (f.end_lineno or f.lineno) - f.lineno + 1) > FUNCTION_LINES
    }
    assert not long


def test_no_javascript_function_is_over_50_lines():
    long = {
        where(path, line): length
        for path in sources(".js", ".mjs")
        for line, length in script_functions(path)
        if length > FUNCTION_LINES
    }
    assert not long


def test_no_signature_has_more_than_8_parameters():
    def count(function: Function) -> int:
        a = function.args
        named = [*a.posonlyargs, *a.args, *a.kwonlyargs]
        return sum(argument.arg not in ("self", "cls") for argument in named)

    wide = {
        f"{where(path, f.lineno)} {f.name}": n
        for path in sources(".py")
        for f in functions(path)
        if (n := count(f)) > PARAMETERS
    }
    assert not wide


def test_core_prints_nothing_except_where_it_is_a_command():
    printing = [
        where(path, node.lineno)
        for path in sources(".py")
        if path.is_relative_to(ROOT / "core") and path.name != "__main__.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert not printing


def test_every_module_says_what_it_owns():
    silent = [
        where(path)
        for path in sources(".py")
        if path.name != "__init__.py"
        and not path.is_relative_to(ROOT / "tests")
        and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert not silent


@pytest.mark.parametrize("command", ["ruff check", "mypy", "lint-imports", "--test", "pytest"])
def test_make_test_runs_every_check(command):
    assert command in (ROOT / "Makefile").read_text("utf-8")


def test_the_import_contracts_are_those_of_the_design():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = {c["name"]: c for c in project["tool"]["importlinter"]["contracts"]}
    assert len(contracts) == 5
    stack = contracts["core is a stack of layers"]["layers"]
    order = [name.strip() for layer in stack for name in re.split("[|:]", layer)]
    assert order.index("render") < order.index("export") < order.index("plan")
    assert order.index("plan") < order.index("errors")
    forbidden = contracts["core knows no user interface"]
    assert forbidden["source_modules"] == ["core"] and "gradio" in forbidden["forbidden_modules"]


def test_the_caps_are_those_that_were_promised():
    promised = {
        "PROMPT_CHARS": 4_000,
        "REPLY_BYTES": 262_144,
        "REPLY_TOKENS": 4_096,
        "PLAN_WALL_CLOCK_S": 90.0,
        "REQUESTS_PER_PLAN": 5,
        "PUBLIC_PLANS_PER_HOUR": 10,
        "PUBLIC_CHECKS_PER_HOUR": 30,
        "SCENES": 64,
        "TRACKS_PER_SCENE": 32,
        "FRAMES_MIN": 1,
        "FRAMES_MAX": 64,
        "NAME_CODE_POINTS": 80,
        "SEED_MAX": 4_294_967_295,
        "JSON_BYTES": 4 * 2**20,
        "JSON_DEPTH": 16,
        "ARCHIVE_PACKED_BYTES": 50 * 2**20,
        "ARCHIVE_UNPACKED_BYTES": 200 * 2**20,
        "ARCHIVE_MEMBERS": 256,
        "ARCHIVE_RATIO": 100,
        "IMAGE_BYTES": 10 * 2**20,
        "IMAGE_PIXELS": 25_000_000,
        "IMAGE_SIDE_MIN": 16,
        "IMAGE_SIDE_MAX": 8_192,
        "REFERENCES": 16,
        "SESSION_DISK_BYTES": 300 * 2**20,
        "DISK_FREE_BYTES": 2 * 2**30,
        "RENDER_QUEUE": 16,
        "RENDERS_RUNNING_PER_SESSION": 1,
        "RENDERS_WAITING_PER_SESSION": 1,
        "RENDER_WALL_CLOCK_S": 600.0,
        "PUBLIC_RENDER_KEPT_S": 7_200.0,
    }
    assert {name: getattr(limits, name) for name in promised} == promised


def test_no_committed_file_is_large():
    """Weights are the only big files; everything else stays readable in a diff."""
    big = [
        where(path)
        for path in sources("")
        if path.stat().st_size > 300 * limits.KIB
        and not path.is_relative_to(ROOT / "assets" / "models")
        and not path.is_relative_to(ROOT / "docs")
    ]
    assert not big


@pytest.mark.parametrize(("given", "kept"), [({}, "PASSIVE"), ({"OMP_WAIT_POLICY": "A"}, "A")])
def test_threads_sleep_while_they_wait_unless_told_otherwise(
    given: dict[str, str], kept: str
) -> None:
    code = "import os, sys, app, core.render.engine; print('torch' in sys.modules, end=' ');"
    code += "print(os.environ['OMP_WAIT_POLICY'])"
    clean = {k: v for k, v in os.environ.items() if k != "OMP_WAIT_POLICY"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=clean | given, capture_output=True, check=False
    )
    assert done.stdout.decode().split() == ["False", kept], done.stderr.decode()
