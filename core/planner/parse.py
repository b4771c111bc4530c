"""JSON out of a model's reply, or a readable problem.

Owns finding it (fences, `<think>`, prose around it) and mending what is certain (comments,
trailing commas, single quotes, Python's literals). Never mends what was cut off, and never
accepts NaN, infinity, a key given twice or runaway nesting.
"""

from __future__ import annotations

import json
import math
import re
from itertools import pairwise
from typing import TypeAlias

from core import limits
from core.errors import BadReply
from core.planner.lenient import MAX_DEPTH, Token, Tokens

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_THINK = r"think(?:ing)?|reasoning|thought|analysis"
_THOUGHT = re.compile(rf"<({_THINK})>.*?</\1>", re.DOTALL | re.IGNORECASE)
_THOUGHT_END = re.compile(rf"</(?:{_THINK})>", re.IGNORECASE)
_THOUGHT_OPEN = re.compile(rf"\s*<(?:{_THINK})>", re.IGNORECASE)
_CHANNEL = re.compile(r"<\|[a-z_]{1,24}\|>")
_FENCE = re.compile(r"^[ \t>]*(?:```|~~~)[ \t]*[\w+.\-]*[ \t]*$", re.MULTILINE)
_ATTEMPTS = 32
_LITERALS: dict[str, Json] = {
    "true": True, "false": False, "null": None, "none": None, "undefined": None,
}  # fmt: skip
_NOT_FINITE = frozenset({"nan", "inf", "infinity"})


class Cut(BadReply):
    """The JSON begins but the reply ends before it does."""


class _NoJson(Exception):
    """These brackets are prose."""


def without_thoughts(text: str) -> str:
    """`text` without what a reasoning model says to itself first.

    Raises:
        Cut: the thinking never ends.
    """
    text = text.removeprefix("\ufeff")
    if "</" in text:
        text = _THOUGHT.sub("", text) if text.count("<") < 10_000 else text
        ends = [match.end() for match in _THOUGHT_END.finditer(text)]
        text = text[ends[-1] :] if ends else text
    if _THOUGHT_OPEN.match(text):
        raise Cut("the reply ends while the model still thinks: ask for a shorter plan")
    final = text.rfind("<|message|>")
    return _CHANNEL.sub("", text[final:] if final >= 0 else text)


def extract_json(text: str) -> Json:
    """The largest JSON object or array in `text`.

    Raises:
        BadReply: there is none, or it is malformed; the message says where.
        Cut: it begins but is not whole.
    """
    if len(text) > limits.JSON_BYTES:
        raise BadReply(f"the reply has {len(text)} characters; at most {limits.JSON_BYTES} count")
    text = without_thoughts(text)
    fenced = [piece for piece in _fenced(text) if piece.lstrip()[:1] in ("{", "[")]
    problem: BadReply | None = None
    for piece in (*sorted(fenced, key=len, reverse=True)[:4], text):
        try:
            return _strict(piece)
        except _NoJson:
            pass
        try:
            return _search(piece)
        except BadReply as error:
            problem = problem or error
    assert problem is not None
    raise problem


def _fenced(text: str) -> list[str]:
    marks = list(_FENCE.finditer(text))
    return [text[a.end() : b.start()] for a, b in pairwise(marks)]


def _pairs(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    value: dict[str, Json] = {}
    for key, item in pairs:
        if key in value:
            raise BadReply(f"the key {key[:80]!r} stands twice in one object")
        value[key] = item
    return value


def _number(text: str) -> float:
    if len(text) > 40:
        raise BadReply(f"a number of {len(text)} characters is no coordinate: {text[:20]}…")
    value = float(text)
    if not math.isfinite(value):
        raise BadReply(f"{text} is not a finite number")
    return value


def _integer(text: str) -> int:
    _number(text)
    return int(text)


def _constant(text: str) -> float:
    raise BadReply(f"{text} is not a finite number")


def _strict(text: str) -> Json:
    stripped = text.strip()
    if stripped[:1] not in ("{", "[") or deep(stripped):
        raise _NoJson
    try:
        value: Json = json.loads(
            stripped, object_pairs_hook=_pairs, parse_float=_number,
            parse_int=_integer, parse_constant=_constant,
        )  # fmt: skip
    except ValueError:
        raise _NoJson from None
    return value


def deep(text: str) -> bool:
    """Whether brackets outside strings nest deeper than `MAX_DEPTH`."""
    depth = 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', text, re.DOTALL):
        char = match.group()
        if char in ("[", "{"):
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif char in ("]", "}"):
            depth -= 1
    return False


def _search(text: str) -> Json:
    """The largest value that starts at some bracket; a broken larger one is the problem."""
    tokens = Tokens(text)
    best: Json = None
    best_size, broken, broken_size, at = 0, None, 0, 0
    for _ in range(_ATTEMPTS):
        start = min((p for p in (text.find("{", at), text.find("[", at)) if p >= 0), default=-1)
        if start < 0:
            break
        reader = _Reader(tokens, start)
        try:
            value = reader.value()
        except _NoJson:
            at = start + 1
            continue
        except BadReply as error:
            if reader.position - start > broken_size:
                broken, broken_size = error, reader.position - start
            at = max(reader.position, start + 1)
            if isinstance(error, Cut):
                break
            continue
        if reader.position - start > best_size and value:
            best, best_size = value, reader.position - start
        at = max(reader.position, start + 1)
    if best_size and best_size >= broken_size:
        return best
    raise broken or BadReply(f"there is no JSON in the reply, which begins {text.strip()[:60]!r}")


class _Reader:
    """JSON as models write it, one value from `start` on."""

    def __init__(self, tokens: Tokens, start: int) -> None:
        self._text = tokens.text
        self._tokens = tokens.scan(start)
        self._depth = 0
        self._read = 0
        self.position = start

    def _next(self) -> Token:
        for token in self._tokens:
            self.position = token.end
            self._read += 1
            return token
        raise Cut("the JSON is cut off before its end: the reply was too long, ask for less")

    def value(self) -> Json:
        return self._value(self._next())

    def _value(self, token: Token) -> Json:
        if token.kind == "open" and token.text != "(":
            self._depth += 1
            if self._depth > MAX_DEPTH:
                raise BadReply(f"the JSON is nested deeper than {MAX_DEPTH}: that is no plan")
            value = self._object() if token.text == "{" else self._array()
            self._depth -= 1
            return value
        if token.kind == "open":
            return self._array(closer=")")
        if token.kind == "text":
            return token.text
        if token.kind == "number":
            if token.text.lstrip("-+").isdigit() and not token.percent:
                return int(token.text)
            if not math.isfinite(token.value):
                raise BadReply(f"{token.text} is not a finite number")
            return token.value
        if token.kind == "word":
            word = token.text.casefold()
            if word in _NOT_FINITE:
                raise BadReply(f"{token.text} is not a finite number")
            if word in _LITERALS:
                return _LITERALS[word]
        raise self._bad(token)

    def _bad(self, token: Token) -> Exception:
        if token.text in ("'", '"') and "\n" not in self._text[token.start :]:
            return Cut("the JSON is cut off inside a string: the reply was too long, ask for less")
        if self._read <= 2:
            return _NoJson()
        before = self._text[max(0, token.start - 30) : token.end + 10].replace("\n", " ")
        return BadReply(f"the JSON is malformed at {token.text[:20]!r}, near …{before}…")

    def _array(self, closer: str = "]") -> Json:
        values: list[Json] = []
        while True:
            token = self._next()
            if token.kind == "close" and token.text == closer:
                return values
            values.append(self._value(token))
            token = self._next()
            if token.kind == "close" and token.text == closer:
                return values
            if token.text != ",":
                raise self._bad(token)

    def _object(self) -> Json:
        pairs: list[tuple[str, Json]] = []
        while True:
            token = self._next()
            if token.kind == "close" and token.text == "}":
                return _pairs(pairs)
            if token.kind not in ("text", "word", "number"):
                raise self._bad(token)
            key = token.text
            token = self._next()
            if token.text not in (":", "="):
                raise self._bad(token)
            pairs.append((key, self._value(self._next())))
            token = self._next()
            if token.kind == "close" and token.text == "}":
                return _pairs(pairs)
            if token.text != ",":
                raise self._bad(token)
