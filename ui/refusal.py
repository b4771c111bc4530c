"""Why an action is refused, in words that fit the page rather than the wire."""

from __future__ import annotations

from pydantic import ValidationError

from core.plan.problems import explained

SHOWN = 40  # characters of what was refused

_ONE = {"name": "a name", "entity": "a name", "attributes": "a look"}
_MANY = {"attributes": "looks", "references": "pictures", "edits": "changes at once"}
_TOO_LONG = ("too_long", "string_too_long")


def refusal(error: ValidationError) -> str:
    """One line: what was too long or too many and how much fits, else the first problem."""
    first = error.errors(include_url=False)[0]
    if first["type"] not in _TOO_LONG:
        return explained(error, "action")
    field = next((str(step) for step in reversed(first["loc"]) if isinstance(step, str)), "text")
    value, most = first["input"], first["ctx"]["max_length"]
    if not isinstance(value, str):
        return f"{len(value):,} {_MANY.get(field, field)} are too many: {most:,} fit"
    remedy = ", and commas set looks apart" if field == "attributes" else ""
    what = _ONE.get(field, f"a {field}")
    return f"“{value[:SHOWN]}…” is too long: {what} has {most:,} characters at most{remedy}"
