"""Sizes against other things: "bigger than a car", "twice as tall as", "the same size as"."""

from __future__ import annotations

from core.planner.offline.noun_phrase import NounPhrases
from core.planner.offline.syntax import Compare

_MORE = frozenset(
    "bigger larger taller huger wider longer greater heavier fatter higher thicker grander".split()
)
_LESS = frozenset("smaller shorter tinier littler lower thinner narrower slimmer lesser".split())
_BIG = frozenset(
    "big large tall huge wide long great high massive enormous giant gigantic heavy".split()
)
_SMALL = frozenset("small little tiny short".split())
_TIMES = {
    "twice": 1.45,
    "double": 1.45,
    "two": 1.45,
    "three": 1.75,
    "four": 2.0,
    "five": 2.2,
    "ten": 2.4,
}
MUCH, MORE, SLIGHTLY = 1.9, 1.45, 1.2


def comparison(phrases: NounPhrases, at: int) -> tuple[Compare, int] | None:
    """The comparison at `at` and the index after it, or None."""
    low = phrases.low
    ratio, factor = MORE, 0.0
    if low(at) in ("much", "far", "way", "significantly", "considerably", "a-lot"):
        ratio, at = MUCH, at + 1
    elif low(at) in ("slightly", "somewhat", "barely"):
        ratio, at = SLIGHTLY, at + 1
    elif low(at) in _TIMES and low(at + 1) in ("times", "as", "the"):
        factor, at = _TIMES[low(at)], at + (2 if low(at + 1) == "times" else 1)
    elif low(at) == "half" and low(at + 1) in ("as", "the"):
        factor, at = 1 / _TIMES["twice"], at + 1
    if low(at) in _MORE | _LESS:
        return _than(phrases, at, factor or ratio, less=low(at) in _LESS)
    if low(at) in ("more", "less") and low(at + 2) == "than":
        return _than(phrases, at + 1, ratio, less=low(at) == "less")
    if low(at) == "as" and low(at + 1) in _BIG | _SMALL and low(at + 2) == "as":
        return _other(phrases, at + 3, factor or 1.0)
    return _size(phrases, at, factor)


def _than(phrases: NounPhrases, at: int, ratio: float, *, less: bool) -> tuple[Compare, int] | None:
    end = at + 1
    while phrases.low(end) in ("in", "size", "scale"):
        end += 1
    if phrases.low(end) != "than":
        return None
    return _other(phrases, end + 1, 1 / ratio if less else ratio)


def _size(phrases: NounPhrases, at: int, factor: float) -> tuple[Compare, int] | None:
    low = phrases.low
    start = at
    while low(at) in (
        "the",
        "of",
        "about",
        "roughly",
        "exactly",
        "equal",
        "similar",
        "in",
        "same",
        "identical",
    ):
        at += 1
    if low(at) not in ("size", "height", "scale") or at == start:
        return None
    if low(at + 1) in ("as", "of", "to", "with"):
        return _other(phrases, at + 2, factor or 1.0)
    if any(low(k) in ("same", "equal", "similar", "identical") for k in range(start, at)):
        return Compare(1.0, None), at + 1
    return None


def _other(phrases: NounPhrases, at: int, ratio: float) -> tuple[Compare, int] | None:
    if phrases.low(at) in ("that", "those") and phrases.low(at + 1) == "of":
        at += 2
    found = phrases.parse(at)
    if not found:
        return None
    end = found[1]
    if phrases.low(end) in ("is", "are"):
        end += 1
    return Compare(ratio, found[0]), end
