"""Text to tokens. A token may be a whole compound ("fire truck") or preposition ("in front of")."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from core.planner.offline.lexicon import access, words
from core.planner.offline.spelling import mended

_WORD = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:['’\-][^\W\d_]+)*(?:'s|s')?|[^\w\s]|\d+\w*|_+")

# multiword prepositions and adverbs, joined into one token that stands for the canonical relation
JOINED = {
    "to the left of": "left-of",
    "on the left of": "left-of",
    "at the left of": "left-of",
    "on the left side of": "left-of",
    "to the left side of": "left-of",
    "at the left side of": "left-of",
    "left of": "left-of",
    "left to": "left-of",
    "on left of": "left-of",
    "to the left to": "left-of",
    "to left of": "left-of",
    "on the left hand side of": "left-of",
    "to right of": "right-of",
    "to the right of": "right-of",
    "on the right of": "right-of",
    "at the right of": "right-of",
    "on the right side of": "right-of",
    "to the right side of": "right-of",
    "at the right side of": "right-of",
    "right of": "right-of",
    "right to": "right-of",
    "on right of": "right-of",
    "on the right hand side of": "right-of",
    "to the right to": "right-of",
    "on top of": "on",
    "on the top of": "on",
    "atop of": "on",
    "in front of": "front-of",
    "ahead of": "ahead-of",
    "in back of": "behind",
    "at the front of": "front-of",
    "at the back of": "behind",
    "on the back of": "on",
    "next to": "beside",
    "close to": "beside",
    "adjacent to": "beside",
    "near to": "beside",
    "nearby to": "beside",
    "side by side with": "beside",
    "by the side of": "beside",
    "at the side of": "beside",
    "to the side of": "beside",
    "along with": "with",
    "together with": "with",
    "accompanied by": "with",
    "surrounded by": "with",
    "away from": "away-from",
    "out of": "out-of",
    "off of": "off",
    "in between": "between",
    "in the middle of": "middle-of",
    "in the center of": "middle-of",
    "in the centre of": "middle-of",
    "at the center of": "middle-of",
    "at the centre of": "middle-of",
    "in the midst of": "middle-of",
    "on the other side of": "far-side-of",
    "to the other side of": "far-side-of",
    "at the foot of": "beside",
    "at the edge of": "edge-of",
    "on the edge of": "edge-of",
    "up to": "up-to",
    "towards": "toward",
    "onto": "onto",
    "on to": "onto",
    "atop": "on",
    "upon": "on",
    "underneath": "under",
    "beneath": "under",
    "alongside": "beside",
    "opposite": "beside",
    "inside of": "inside",
    "within": "inside",
    "each other": "each-other",
    "one another": "each-other",
    "as well as": "and",
    "a lot of": "lots-of",
    "lots of": "lots-of",
    "plenty of": "lots-of",
    "left and right": "back-and-forth",
    "back and forth": "back-and-forth",
    "to and fro": "back-and-forth",
    "from side to side": "back-and-forth",
    "side to side": "back-and-forth",
    "side by side": "side-by-side",
    "up and down": "up-and-down",
    "in a row": "in-a-row",
    "in a line": "in-a-row",
    "in circles": "in-circles",
    "in a circle": "in-circles",
    "round and round": "in-circles",
    "around and around": "in-circles",
    "in a zigzag": "in-zigzag",
    "in zigzag": "in-zigzag",
    "in a zig-zag": "in-zigzag",
    "in zigzags": "in-zigzag",
    "in a zigzag pattern": "in-zigzag",
    "in a zigzag path": "in-zigzag",
    "in place": "in-place",
    "in the air": "in-the-air",
    "into the air": "into-the-air",
    "in mid air": "in-the-air",
    "in mid-air": "in-the-air",
    "half a dozen": "half-dozen",
    "such as": "like",
    "instead of": "instead-of",
    "because of": "with",
    "due to": "with",
    "so that": "so-that",
    "as long as": "while",
    "as soon as": "when",
    "in order to": "in-order-to",
    "right next to": "beside",
    "directly above": "above",
    "directly below": "below",
    "right above": "above",
    "right below": "below",
    "right behind": "behind",
    "just above": "above",
    "just below": "below",
    "clear of": "away-from",
    "closely behind": "behind",
    "in a straight line": "straight",
    "face to face": "side-by-side",
    "according to": "with",
    "in the direction of": "toward",
    "left to right": "left-to-right",
    "right to left": "right-to-left",
    "the left to the right": "left-to-right",
    "the right to the left": "right-to-left",
    "in pursuit of": "in-pursuit-of",
    "a pair of": "pair-of",
}
_LONGEST_JOIN = max(len(k.split()) for k in JOINED)
_JOIN_STARTS = frozenset(k.split()[0] for k in JOINED)
_CORNERS = frozenset({"lower", "upper", "top", "bottom", "-", "middle", "center"})
_STATES = frozenset({"is", "are", "be", "positioned", "located", "placed", "sits", "stands"})
_SPLIT = {
    "can't": ["can", "not"],
    "cannot": ["can", "not"],
    "it's": ["it", "is"],
    "he's": ["he", "is"],
    "she's": ["she", "is"],
    "that's": ["that", "is"],
    "there's": ["there", "is"],
    "they're": ["they", "are"],
    "who's": ["who", "is"],
    "here's": ["there", "is"],
    "let's": ["let", "us"],
}


@dataclass(frozen=True)
class Token:
    """`low` is what the grammar looks at; `text` is what was written."""

    text: str
    low: str
    possessive: bool = False

    @property
    def is_word(self) -> bool:
        """Not punctuation."""
        return self.low[0].isalnum()


def normalise(text: str) -> str:
    """NFC with plain quotes and dashes, without control characters except newlines."""
    text = unicodedata.normalize("NFC", text)
    text = text.translate(
        {0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0x2013: " - ", 0x2014: " - "}
    )
    return "".join(
        c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    )


def _raw(text: str) -> list[Token]:
    tokens: list[Token] = []
    for match in _WORD.findall(text):
        low = match.lower()
        possessive = False
        if low in _SPLIT:
            tokens.extend(Token(part, part) for part in _SPLIT[low])
            continue
        if low.endswith("'s") and len(low) > 2:
            match, low, possessive = match[:-2], low[:-2], True
        elif low.endswith("s'"):
            match, low, possessive = match[:-1], low[:-1], True
        plain = mended(low) if not match[:1].isupper() else low
        tokens.append(Token(match if plain == low else plain, plain, possessive))
    return tokens


def _joined(tokens: list[Token], at: int) -> tuple[Token, int] | None:
    if tokens[at].low not in _JOIN_STARTS:
        return None
    for size in range(min(_LONGEST_JOIN, len(tokens) - at), 0, -1):
        phrase = " ".join(t.low for t in tokens[at : at + size])
        canonical = JOINED.get(phrase)
        before = tokens[at - 1].low if at else ""
        if phrase in ("left of", "right of") and before in _CORNERS:
            continue  # "the lower left of the scene"
        if phrase in ("left to", "right to") and before not in _STATES:
            continue
        if canonical:
            return Token(phrase, canonical), size
    return None


def _compound(tokens: list[Token], at: int) -> tuple[Token, int] | None:
    longest = access.phrases().get(tokens[at].low, 0)
    for size in range(min(longest, len(tokens) - at), 1, -1):
        chunk = tokens[at : at + size]
        if any(t.possessive for t in chunk[:-1]) or not all(t.is_word for t in chunk):
            continue
        phrase = " ".join(t.low for t in chunk)
        form = access.noun_form(phrase)
        if form and form[1] and at and tokens[at - 1].low in ("a", "an"):
            continue  # "a bus stops"
        if form:
            return Token(" ".join(t.text for t in chunk), phrase, chunk[-1].possessive), size
    return None


def tokenise(text: str) -> list[Token]:
    """Words and punctuation of one sentence, with compounds and prepositions joined."""
    raw = _raw(text)
    tokens: list[Token] = []
    at = 0
    while at < len(raw):
        found = _joined(raw, at) or _compound(raw, at)
        if found:
            tokens.append(found[0])
            at += found[1]
        else:
            tokens.append(raw[at])
            at += 1
    return tokens


def is_number(token: Token) -> int | None:
    """The count a token states ("four", "12"), or None."""
    if token.low in words.NUMBERS:
        return words.NUMBERS[token.low]
    tens, dash, ones = token.low.partition("-")
    if dash and words.NUMBERS.get(tens, 0) >= 20 and words.NUMBERS.get(ones, 99) < 10:
        return words.NUMBERS[tens] + words.NUMBERS[ones]
    return min(int(token.low), 10**6) if token.low.isascii() and token.low.isdigit() else None
