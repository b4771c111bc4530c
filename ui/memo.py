"""Answers kept for values that never change: asked with the very same ones, given again.

Plans are frozen and an edit keeps every scene and entity that it does not touch, so most of what
a page shows is known from the moment before. Owns nothing but the answers of one question.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Memo(Generic[T]):
    """Answers by the identity of `parts` and the equality of `values`; the oldest go first."""

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        # an answer holds its parts, so that no other value can get their identity
        self._known: dict[tuple[object, ...], tuple[tuple[object, ...], T]] = {}

    def __call__(
        self, parts: tuple[object, ...], values: tuple[Hashable, ...], make: Callable[[], T]
    ) -> T:
        """The answer for these, made with `make` where it is not known."""
        key = (*map(id, parts), None, *values)
        known = self._known.get(key)
        if known is not None:
            return known[1]
        answer = make()
        while len(self._known) >= self._at_most:
            self._known.pop(next(iter(self._known)), None)
        self._known[key] = (parts, answer)
        return answer
