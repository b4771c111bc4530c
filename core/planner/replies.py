"""The two passes' answers as strict values, and the schemas that servers are given.

Owns what an answer must hold; every field is required, nullable where it may be empty. Boxes
are only checked for being four finite numbers here: `core.plan.build` mends their places.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from core import limits
from core.errors import BadReply, ModelRefused
from core.planner.parse import Cut, Json, extract_json

_MOST_PROBLEMS = 6
_REFUSES = re.compile(
    r"\W*(?:i['’]?m (?:very )?sorry|sorry,|i (?:can ?not|can['’]t|am unable|won['’]t|must decline)"
    r"|as an ai\b|i apologi[sz]e)",
    re.IGNORECASE,
)


class _Reply(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text.strip()


def _four(box: tuple[float, ...]) -> tuple[float, ...]:
    if len(box) != 4:
        raise ValueError(f"has {len(box)} numbers, a box needs four: [x0, y0, x1, y1]")
    if all(v > 1.5 for v in box):
        raise ValueError(f"{list(box)} lies outside the picture: use fractions from 0 to 1")
    return box


def _few(entities: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(entities) > limits.TRACKS_PER_SCENE:
        raise ValueError(f"has {len(entities)} items, at most {limits.TRACKS_PER_SCENE}")
    return entities


def _strength(value: float | None) -> float | None:
    if value is not None and not 0 <= value <= 1:
        raise ValueError(f"{value:g} is outside 0 to 1")
    return value


Words = Annotated[str, AfterValidator(_said)]


class EntityReply(_Reply):
    """One thing of a scene."""

    name: Words
    attributes: tuple[str, ...]


class SceneReply(_Reply):
    """One scene of the first pass."""

    description: Words
    background: str
    entities: Annotated[tuple[EntityReply, ...], AfterValidator(_few)]


class ScenesReply(_Reply):
    """The first pass."""

    title: str | None
    scenes: tuple[SceneReply, ...]


class BoxReply(_Reply):
    """One box of one thing."""

    name: Words
    box: Annotated[tuple[float, ...], AfterValidator(_four)]


class FrameReply(_Reply):
    """One layout frame."""

    caption: str | None
    boxes: Annotated[tuple[BoxReply, ...], AfterValidator(_few)]


class LayoutReply(_Reply):
    """One scene of the second pass."""

    scene: int
    frames: tuple[FrameReply, ...]
    reasoning: str | None
    layout_strength: Annotated[float | None, AfterValidator(_strength)]


class LayoutsReply(_Reply):
    """The second pass."""

    scenes: tuple[LayoutReply, ...]


Reply = TypeVar("Reply", bound=BaseModel)


class Unfit(BadReply):
    """A reply whose JSON is not of the asked shape; `ignored` where no schema was followed."""

    def __init__(self, problems: tuple[str, ...], ignored: bool) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems
        self.ignored = ignored


def read_reply(text: str, kind: type[Reply]) -> Reply:
    """The value that `text` holds.

    Raises:
        Unfit: it holds none, or one with problems, which are named.
        Cut: it begins but is not whole.
        ModelRefused: it is a polite no.
    """
    if "{" not in text and _REFUSES.match(text):
        raise ModelRefused(f"the model declined: {' '.join(text.split())[:500]}")
    try:
        value = extract_json(text)
    except Cut:
        raise
    except BadReply as error:
        raise Unfit((str(error),), ignored=True) from None
    return read_value(value, kind)


def read_value(value: Json, kind: type[Reply]) -> Reply:
    """`value` as a reply. Raises Unfit as `read_reply` does."""
    if isinstance(value, list) and "scenes" in kind.model_fields:
        value = {"scenes": value, **({"title": None} if "title" in kind.model_fields else {})}
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        problems = tuple(_problem(item) for item in error.errors()[:_MOST_PROBLEMS])
        shape = {"missing", "extra_forbidden", "model_type", "tuple_type", "string_type"}
        ignored = any(item["type"] in shape for item in error.errors())
        raise Unfit(problems, ignored) from None


def _problem(item: Any) -> str:
    path = ""
    for part in item["loc"]:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    said = {"missing": "is missing", "extra_forbidden": "is not asked for"}.get(item["type"])
    message = str(item["msg"]).removeprefix("Value error, ")
    return f"{path or 'the answer'} {said or message}"[:300]


def schema_of(kind: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a reply in the subset that strict servers take."""
    found = _plain(kind.model_json_schema())
    assert isinstance(found, dict)
    return found


def _plain(value: Any) -> Any:
    """Without titles, descriptions and limits; every field required."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    left = {
        key: _named(item) if key in ("properties", "$defs") else _plain(item)
        for key, item in value.items()
        if key not in ("title", "description", "default", "minItems", "maxItems", "minLength")
    }
    if left.get("type") == "object":
        left["additionalProperties"] = False
        left["required"] = list(left.get("properties", {}))
    return left


def _named(value: dict[str, Any]) -> dict[str, Any]:
    return {key: _plain(item) for key, item in value.items()}
