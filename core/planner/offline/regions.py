"""Places in the frame: "the lower left", "the top right corner of the scene", "its right side"."""

from __future__ import annotations

from core.planner.offline.lexicon import access, words
from core.planner.offline.noun_phrase import NounPhrases
from core.planner.offline.syntax import Mention, Region, Side
from core.planner.offline.tokens import Token

_V = {"top": -1, "upper": -1, "lower": 1, "bottom": 1, "uppermost": -1, "topmost": -1}
_H = {"left": -1, "right": 1, "lefthand": -1, "righthand": 1, "leftmost": -1, "rightmost": 1}
_C = frozenset({"center", "centre", "middle", "central", "centered"})
_PART = frozenset(
    "corner side part edge half portion area end third quadrant hand region most section "
    "position border boundary".split()
)
_LEAD = frozenset({"the", "far", "very", "extreme", "a", "its", "his", "her", "their"})
_GENDERS = {"its": "n", "his": "m", "her": "f", "their": "p"}
_FRAME = words.PICTURE | {"canvas", "window", "page"}
_MAX_LEAD = 3


class Regions:
    """Reads regions and sides from a token list."""

    def __init__(self, tokens: list[Token], phrases: NounPhrases) -> None:
        self.tokens = tokens
        self.phrases = phrases

    def low(self, at: int) -> str:
        """The token at `at`, or "" past the end."""
        return self.phrases.low(at)

    def picture(self, at: int) -> int | None:
        """The index after "(the) scene", "(the) screen" and their like at `at`, or None."""
        while self.low(at) in (
            "the",
            "a",
            "this",
            "entire",
            "whole",
            "realistic",
            "lively",
            "top-down",
            "viewed",
        ):
            at += 1
        return (
            at + 1 if self.low(at) in _FRAME and self.low(at + 1) not in _FRAME - {"view"} else None
        )

    def parse(self, at: int, last_side: Side | None) -> tuple[Region | Side, int] | None:
        """A region or a side at `at` and the index after it, or None."""
        start, own = at, ""
        while self.low(at) in _LEAD and at - start < _MAX_LEAD:
            own = self.low(at) if self.low(at) in ("its", "his", "her", "their") else own
            at += 1
        ends = self.low(at) == "one" and self.low(at + 1) in ("side", "end", "edge")
        if ends and (self.low(at + 2) != "of" or self.picture(at + 3)):
            return Region(-1, None), self._frame(at + 2)
        if (
            self.low(at) == "other"
            and self.low(start) == "the"
            and self.low(at + 1) in ("side", "end", "edge", "", ".", ",")
        ):
            return Region(1, None), self._frame(at + 2 if self.low(at + 1) in _PART else at + 1)
        joined = self._joined_side(at)
        if joined:
            return joined
        found = self._words(at)
        if not found:
            return None
        h, v, end = found
        if own:
            owner = last_side.of if last_side else Mention(own, pronoun=_GENDERS[own])
            return Side(owner, h or 0, v or 0), end
        if self._names_a_thing(end):
            return None  # "the left branch"
        framed = self._frame(end)
        if framed == end and self.low(end) == "of":
            inner = self.phrases.parse(end + 1)
            if inner and (inner[0].noun or inner[0].pronoun):
                if inner[0].place and not inner[0].definite:
                    return Region(h, v), inner[1]
                return Side(inner[0], h or 0, v or 0), inner[1]
        return Region(h, v), framed

    def _names_a_thing(self, at: int) -> bool:
        low = self.low(at)
        return (
            bool(low)
            and low not in _FRAME
            and access.noun_form(low) is not None
            and (access.verb(low) is None)
        )

    def _joined_side(self, at: int) -> tuple[Side | Region, int] | None:
        sides = {
            "left-of": (-1, 0),
            "right-of": (1, 0),
            "top-of": (0, -1),
            "bottom-of": (0, 1),
            "middle-of": (0, 0),
            "far-side-of": (1, 0),
        }
        if self.low(at) not in sides:
            return None
        h, v = sides[self.low(at)]
        framed = self.picture(at + 1)
        if framed:
            return Region(h if self.low(at) != "top-of" else None, v if v else None), framed
        inner = self.phrases.parse(at + 1)
        return (Side(inner[0], h, v), inner[1]) if inner else None

    def _words(self, at: int) -> tuple[int | None, int | None, int] | None:
        h: int | None = None
        v: int | None = None
        start = at
        while True:
            for part in self.low(at).split("-") if self.low(at) else [""]:
                if part in _V and v is None:
                    v = _V[part]
                elif part in _H and h is None:
                    h = _H[part]
                elif part in _C:
                    h, v = (0 if h is None else h), (0 if v is None else v)
                elif part in _PART and at > start:
                    pass
                else:
                    part = ""
                if not part:
                    break
            if not part:
                break
            at += 1
            if self.low(at) == "-" or (
                self.low(at) == "and" and self.low(at + 1) in _H and v is not None and h is None
            ):
                at += 1
        return (h, v, at) if at > start and (h is not None or v is not None) else None

    def _frame(self, at: int) -> int:
        if self.low(at) in ("of", "in", "on", "side"):
            end = self.picture(at + 1)
            if end and self.low(at) == "of":
                return end
            if end and self.low(end) in ("", ".", ",", "and", "then"):
                return end
        return at
