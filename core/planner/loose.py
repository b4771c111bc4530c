"""Bracketed text as loose values: words, numbers, lists and `key: value` pairs.

Owns the step from tokens to values that JSON, Python, YAML-like lines and markdown bullets
share. `boxes` finds boxes in them, `fields` finds names; neither looks at tokens again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from core.planner.lenient import Node, Token, tree
from core.planner.parse import Json

_NULLS = frozenset({"none", "null", "undefined", "nil"})
_NOT_FINITE = {"nan": math.nan, "inf": math.inf, "infinity": math.inf}
_JOINS = frozenset("-.&/+'’!?$@`*_")


class Number(NamedTuple):
    """A number; `percent` when it was written so and is a fraction already."""

    value: float
    percent: bool = False


class Pair(NamedTuple):
    """`key: value`."""

    key: str
    value: Value


@dataclass(slots=True)
class Group:
    """What a bracket holds; `whole` is False when the text ended inside it."""

    kind: str
    items: list[Value] = field(default_factory=list)
    whole: bool = True

    @property
    def numbers(self) -> list[Number] | None:
        """The numbers of a group of nothing but numbers, else None."""
        found = [item for item in self.items if isinstance(item, Number)]
        return found if len(found) == len(self.items) else None


Value: TypeAlias = "str | Number | Pair | Group | None"


def loose(text: str) -> Group:
    """`text` as a group of kind "".

    Raises:
        BadReply: nested too deep, or a number of absurd length.
    """
    return _group(tree(text), text)


def from_json(value: Json) -> Value:
    """Parsed JSON in the same shape."""
    if isinstance(value, bool):
        return str(value).casefold()
    if isinstance(value, int | float):
        return Number(float(value))
    if isinstance(value, list):
        return Group("[", [from_json(item) for item in value])
    if isinstance(value, dict):
        return Group("{", [Pair(key, from_json(item)) for key, item in value.items()])
    return value


class _Builder:
    """Collects one bracket's values; `text` is a name that may yet turn out to be a key."""

    def __init__(self, kind: str) -> None:
        self.group = Group(kind)
        self.text: str | None = None
        self.key: str | None = None
        self.words: tuple[int, int] | None = None  # where a run of bare words stands

    def flush(self) -> None:
        """The pending text is a value of its own."""
        if self.text is not None:
            self._put(self.text if self.text.casefold() not in _NULLS or not self.words else None)
        self.text, self.words = None, None

    def _put(self, value: Value) -> None:
        if self.key is not None:
            self.group.items.append(Pair(self.key, value))
            self.key = None
        else:
            self.group.items.append(value)

    def value(self, value: Value) -> None:
        if (self.text is not None and self.key is None) or self.text is not None:
            self.flush()
        self._put(value)

    def colon(self) -> None:
        """What stood before is a key; a key before that was a name: "dog: x=0.1"."""
        if self.text is None:
            return
        if self.key is not None:
            self.group.items.append(self.key)
        self.key, self.text, self.words = self.text, None, None

    def comma(self) -> None:
        self.flush()
        if self.key is not None:
            self._put("")


def _group(node: Node, source: str) -> Group:
    built = _Builder(node.kind)
    built.group.whole = node.closed is not None or node.kind == ""
    items = node.items
    for at, item in enumerate(items):
        following = items[at + 1] if at + 1 < len(items) else None
        if isinstance(item, Node):
            built.value(_group(item, source))
        elif item.kind == "text":
            built.flush()
            built.text = item.text.strip()
        elif item.kind == "word":
            _word(built, item, items[at - 1] if at else None, source)
        elif item.kind == "number":
            _number(built, item, following, source)
        elif item.text in ",;":
            built.comma()
        elif item.text in ":=":
            built.colon()
        elif item.text in "-–—>|→" and built.text is None and built.key is not None:
            continue
    built.comma()
    return built.group


def _word(built: _Builder, item: Token, before: Token | Node | None, source: str) -> None:
    bare = item.text.casefold()
    if bare in _NOT_FINITE and built.text is None:
        minus = isinstance(before, Token) and before.text == "-"
        built.value(Number(-_NOT_FINITE[bare] if minus else _NOT_FINITE[bare]))
        return
    if built.words is not None:
        start, end = built.words
        between = source[end : item.start]
        if "\n" not in between and all(c in _JOINS or c in " \t" for c in between):
            built.words = (start, item.end)
            built.text = source[start : item.end]
            return
        built.flush()
    elif built.text is not None:
        built.flush()
    built.text, built.words = item.text, (item.start, item.end)


def _number(built: _Builder, item: Token, following: Token | Node | None, source: str) -> None:
    integer = item.text.isdigit()
    if built.words is not None and integer:
        gap = source[built.words[1] : item.start].strip(" \t")
        named = gap in ("", "#") and (
            isinstance(following, Node)
            or (following is not None and (following.text in ":=" or following.kind == "word"))
        )
        if named:  # "ball 1: [...]" is called "ball 1"
            built.words = (built.words[0], item.end)
            built.text = source[built.words[0] : item.end]
            return
    line = source.rfind("\n", 0, item.start) + 1
    bullet = not source[line : item.start].strip(" \t-*•>#|(") and isinstance(following, Token)
    numbered = bullet and item.text.rstrip(".").isdigit()
    if numbered and isinstance(following, Token) and following.kind in ("word", "text"):
        return  # "1. dog: [...]" or "1) dog"
    built.value(Number(item.value, item.percent))
