"""Scenes out of a reply that is still arriving, so that people see them one by one.

Owns finding whole objects in unfinished JSON. Only for show: the finished reply is read anew,
strictly, and what was shown may be replaced.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from core.errors import BadReply
from core.planner.parse import extract_json
from core.planner.replies import Reply, read_value

_MOST = 256


class Arriving:
    """Feed it text; it calls `on_item` for each object that closes directly in `"scenes": [`."""

    def __init__(self, kind: type[Reply], on_item: Callable[[int, Reply], None]) -> None:
        self._kind = kind
        self._on_item = on_item
        self._text = ""
        self._at = 0
        self._depth = 0
        self._quoted = False
        self._escaped = False
        self._start = -1
        self._found = 0
        self._begun = False

    def feed(self, piece: str) -> None:
        """Takes the next piece of the reply."""
        self._text += piece
        if not self._begun and not self._begin():
            return
        while self._at < len(self._text):
            self._take(self._text[self._at])
            self._at += 1

    def _begin(self) -> bool:
        """Skips to behind `"scenes": [`, past any thoughts."""
        at = self._text.find('"scenes"')
        bracket = self._text.find("[", at) if at >= 0 else -1
        if bracket < 0:
            return False
        self._begun, self._at = True, bracket + 1
        return True

    def _take(self, char: str) -> None:
        if self._quoted:
            if self._escaped:
                self._escaped = False
            elif char == "\\":
                self._escaped = True
            elif char == '"':
                self._quoted = False
        elif char == '"':
            self._quoted = True
        elif char in "{[":
            if self._depth == 0:
                self._start = self._at
            self._depth += 1
        elif char in "}]":
            self._depth -= 1
            if self._depth == 0:
                self._emit(self._text[self._start : self._at + 1])

    def _emit(self, text: str) -> None:
        self._found += 1
        if self._found > _MOST:
            return
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            try:
                value = extract_json(text)
            except BadReply:
                return
        try:
            self._on_item(self._found, read_value(value, self._kind))
        except BadReply:
            return
