"""Plans that other tools and models wrote, read from pasted text or a file.

Owns which reader gets the text: our own plan, JSON of any sensible shape, or the text formats
of VideoDirectorGPT's templates and of LLM-grounded Video Diffusion. Tolerant of form, strict in
sense: what cannot be read is an error that says where.
"""

from __future__ import annotations

import logging
import re

from core import limits
from core.errors import BadReply, PlanError
from core.plan.schema import VideoPlan
from core.plan.store import loads_plan
from core.planner.assemble import Imported, assemble
from core.planner.drafts import Draft
from core.planner.jsonplan import read_json
from core.planner.lenient import Node, tree
from core.planner.parse import extract_json, without_thoughts
from core.planner.textplan import read_text

_log = logging.getLogger(__name__)
_OWN = re.compile(r'"schema"\s*:\s*"VideoPlan\.')
_JSON_START = re.compile(
    r"^\s*(?:```[ \t]*\w*\s*)?(?:\{\s*[\"'\w]|\[\s*\{\s*[\"'\w]|\[\s*\[\s*[\[{\"'])"
)
_FRAME_LINE = re.compile(
    r"^[^\n\w]{0,12}(?:key)?frames?[ _]?#?\d{1,3}[^\n\w]{0,8}[:\-–—=\n]",
    re.IGNORECASE | re.MULTILINE,
)


def import_plan(text: str) -> VideoPlan:
    """The plan that `text` holds; warnings go to the log. See `read_plan`."""
    imported = read_plan(text)
    for warning in imported.warnings:
        _log.warning("import: %s", warning)
    return imported.plan


def read_plan(text: str) -> Imported:
    """The plan that `text` holds, with everything a person should know about the reading.

    Raises:
        BadReply: no plan can be read; one line says what and where.
        PlanError: it is a plan of ours that is not valid.
    """
    if len(text) > limits.JSON_BYTES:
        raise BadReply(f"the text has {len(text)} characters: at most {limits.JSON_BYTES} are read")
    if not text.strip():
        raise BadReply("the text is empty: paste a plan, or the reply of a language model")
    if _OWN.search(text[:4_000]) or _OWN.search(text[-4_000:]):
        return Imported(_own(text), ())
    if len(text) > limits.FOREIGN_PLAN_CHARS:
        most = limits.FOREIGN_PLAN_CHARS
        raise BadReply(
            f"the text has {len(text)} characters: of another tool's at most {most} are read"
        )
    text = without_thoughts(text).replace("\r\n", "\n").replace("\r", "\n")
    draft = _draft(text)
    return assemble(draft, planner=f"import:{draft.format}")


def _own(text: str) -> VideoPlan:
    if text.lstrip().startswith("{"):
        return loads_plan(text)
    start, end = text.find("{"), text.rfind("}")
    if not 0 <= start < end:
        raise PlanError("the plan is cut off: its closing brace is missing")
    return loads_plan(text[start : end + 1])


def _draft(text: str) -> Draft:
    """Read as JSON where the text is JSON, else in the words of the text formats."""
    lines = len(_FRAME_LINE.findall(text))
    if _JSON_START.match(text) and _is_mostly_json(text):
        return read_json(extract_json(text), text)
    problem: BadReply | None = None
    if lines == 0 and "{" in text:
        try:
            return read_json(extract_json(text), text)
        except BadReply as error:
            problem = error
    try:
        return read_text(text)
    except BadReply as error:
        raise problem or error from None


def _is_mostly_json(text: str) -> bool:
    """Whether brackets that open at its start close near its end (or nowhere, when cut off)."""
    body = text.strip().removeprefix("```json").removeprefix("```").strip()
    first = tree(body).items[0] if body else None
    if not isinstance(first, Node):
        return False
    return first.closed is None or first.closed > 0.8 * len(body)
