"""Bracketed text as a tree, however carelessly a model wrote it.

Owns tokens (strings with stray apostrophes, smart quotes, comments, units) and nesting
(missing, crossed or surplus brackets). Does not own what a tree means: `frames` finds boxes
in it, `parse` reads JSON. Time is linear in the text, also for hostile text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from core.errors import BadReply

MAX_DEPTH = 24
MAX_DIGITS = 40

Kind = Literal["text", "word", "number", "open", "close", "mark"]

# One character for one, so that positions stay those of the original text.
_ODD = "\uff1a\uff0c\uff1b\u3010\u3011\uff3b\uff3d\uff08\uff09\uff5b\uff5d\u2212"
_EVEN = ":,;[][](){}-"
_ODD_SPACES = "\u00a0\u3000\u200b\ufeff"
_ODD_QUOTES = "\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019"
_PLAIN = str.maketrans(_ODD + _ODD_SPACES + _ODD_QUOTES, _EVEN + "    " + '"""""\'\'')
_CLOSED_BY = r"(?=[ \t]*(?:\r?\n|$|#|//|[\[({])|\s*[,:;\]})])"
_END = {quote: re.compile(rf"(?<!\\){quote}{_CLOSED_BY}") for quote in "\"'"}
_QUOTE = {'"': re.compile(r'(?<!\\)"'), "'": re.compile(r"(?<![\\\w])'|(?<!\\)'(?!\w)")}
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![A-Za-z_]*\w*[A-Za-z_]{3})")
_UNIT = re.compile(r"[ \t]*(%|px\b|pixels?\b)")
_WORD = re.compile(r"[^\W\d]\w*(?:['\-]\w+)*")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": ""}


def plain(text: str) -> str:
    """`text` with full-width punctuation, smart quotes and odd spaces made plain, same length."""
    return text.translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str
    start: int
    end: int
    value: float = 0.0  # of a number; a percentage is already a fraction
    percent: bool = False


@dataclass(slots=True)
class Node:
    """A bracket and what stands in it. `closed` is None where the text ended first."""

    kind: str  # "[", "(", "{" or "" for the whole text
    start: int
    items: list[Token | Node] = field(default_factory=list)
    closed: int | None = None


def unescape(text: str) -> str:
    """Backslash escapes of JSON and Python resolved."""

    def one(match: re.Match[str]) -> str:
        code = match.group(1)
        if len(code) == 5:
            return chr(int(code[1:], 16))
        return _ESCAPED.get(code, code)

    if "\\" not in text:
        return text
    joined = _ESCAPE.sub(one, text)
    try:  # two \u escapes of one astral character
        return joined.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return joined


class Tokens:
    """Tokens of a text in order, comments left out."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.text = plain(text)

    @cached_property
    def _ends(self) -> dict[str, list[int]]:
        return {q: [m.start() for m in _END[q].finditer(self.text)] for q in _END}

    @cached_property
    def _quotes(self) -> dict[str, list[int]]:
        return {q: [m.start() for m in _QUOTE[q].finditer(self.text)] for q in _QUOTE}

    def __iter__(self) -> Iterator[Token]:
        return self.scan(0)

    def scan(self, at: int) -> Iterator[Token]:
        """Tokens from position `at` on, which must not lie inside a string."""
        size = len(self.text)
        while at < size:
            char = self.text[at]
            if char.isspace():
                at += 1
            elif self._comment(char, at):
                end = self.text.find("\n", at)
                at = size if end < 0 else end
            elif self.text.startswith("/*", at):
                end = self.text.find("*/", at + 2)
                at = size if end < 0 else end + 2
            else:
                token = self._token(at, char)
                yield token
                at = token.end

    def _comment(self, char: str, at: int) -> bool:
        if char == "#":  # "dog #2" is no comment
            return not self.text[at + 1 : at + 2].isdigit()
        return char == "/" and self.text.startswith("//", at)

    def _token(self, at: int, char: str) -> Token:
        if char in "\"'":
            end = self._string_end(at, char)
            if end is not None:
                return Token("text", unescape(self.source[at + 1 : end]), at, end + 1)
            return Token("mark", char, at, at + 1)
        if char in "[({":
            return Token("open", char, at, at + 1)
        if char in "])}":
            return Token("close", char, at, at + 1)
        number = _NUMBER.match(self.text, at)
        if number:
            return self._number(number)
        word = _WORD.match(self.text, at)
        if word:
            return Token("word", self.source[at : word.end()], at, word.end())
        return Token("mark", char, at, at + 1)

    def _number(self, match: re.Match[str]) -> Token:
        if match.end() - match.start() > MAX_DIGITS:
            raise BadReply(
                f"a number of {match.end() - match.start()} characters is no coordinate:"
                f" {match.group()[:20]}…"
            )
        unit = _UNIT.match(self.text, match.end())
        percent = unit is not None and unit.group(1) == "%"
        value = float(match.group()) / (100 if percent else 1)
        end = unit.end() if unit else match.end()
        return Token("number", match.group(), match.start(), end, value, percent)

    def _string_end(self, start: int, quote: str) -> int | None:
        """Where the string that opens at `start` closes, or None for a stray quote."""
        ends, quotes = self._ends[quote], self._quotes[quote]
        sure = _after(ends, start)
        near = _after(quotes, start)
        if sure is not None and (near is None or sure <= near):
            return sure
        if near is None:
            return None
        line_end = self.text.find("\n", start, start + 4_000)
        same_line = line_end < 0 or near < line_end
        if sure is not None and sure - start < 4_000:
            inner = self.text[start + 1 : sure]
            if "\n" not in inner and not any(c in "[]{}" for c in inner):
                return sure  # a quote inside the string: 'the dog's bowl'
            if quote == '"' and not same_line:
                return sure
        return near if same_line else None


def _after(positions: list[int], start: int) -> int | None:
    at = bisect_left(positions, start + 1)
    return positions[at] if at < len(positions) else None


_PARTNER = {"]": "[", ")": "(", "}": "{"}


def tree(text: str) -> Node:
    """The brackets of `text`; the root has kind "".

    Raises:
        BadReply: nested deeper than `MAX_DEPTH`, or a number longer than `MAX_DIGITS`.
    """
    root = Node("", 0)
    stack = [root]
    for token in Tokens(text):
        if token.kind == "open":
            node = Node(token.text, token.start)
            stack[-1].items.append(node)
            stack.append(node)
            if len(stack) > MAX_DEPTH:
                raise BadReply(f"brackets are nested deeper than {MAX_DEPTH}: that is no plan")
        elif token.kind == "close":
            _close(stack, token)
        else:
            stack[-1].items.append(token)
    return root


def _close(stack: list[Node], token: Token) -> None:
    """Closes the innermost bracket of that kind; `(0.1, 0.2]` closes its own, too."""
    partner = _PARTNER[token.text]
    depth = next((i for i in range(len(stack) - 1, 0, -1) if stack[i].kind == partner), 0)
    if depth == 0:
        if len(stack) > 1 and partner != "{":
            depth = len(stack) - 1
        else:
            return
    for node in stack[depth:]:
        node.closed = token.end
    del stack[depth:]
