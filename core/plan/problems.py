"""From pydantic's list of errors to one line that a person can act on."""

from __future__ import annotations

from pydantic import ValidationError

_SHOWN = 60  # characters of a wrong value


def explained(error: ValidationError, what: str) -> str:
    """Where, what and which value of the first problem, and how many more there are."""
    problems = error.errors(include_url=False, include_context=False)
    first = problems[0]
    others = {p["loc"] for p in problems if first["loc"][: len(p["loc"])] != p["loc"]}
    steps = (step if isinstance(step, int) else _word(step) for step in first["loc"])
    where = ".".join(str(step) for step in (what, *steps))
    message = first["msg"].removeprefix("Value error, ")
    if first["type"] == "union_tag_invalid":
        message = "there is no such kind"
    line = f"{where}: {message[0].lower()}{message[1:]}"
    if first["type"] != "value_error":
        line += f" (got {shortened(first['input'])})"
    if others:
        line += f"; and {len(others)} more"
    return line


def shortened(value: object) -> str:
    """`repr` of a value, cut to a readable length, without building a long one."""
    if isinstance(value, str):
        value = value[:_SHOWN]
    elif isinstance(value, int) and value.bit_length() > 200:
        return "an integer of hundreds of digits"
    elif isinstance(value, dict | list | tuple):
        return f"{type(value).__name__} of {len(value)}"
    text = repr(value).encode("utf-8", "replace").decode()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _word(step: str) -> str:
    """A field's name as it is; one that was made up, shortened and on one line."""
    return step if step.isidentifier() and len(step) <= _SHOWN else shortened(step)
