# ruff: noqa: E501 (word tables and patterns)
"""A prompt to sentences, with what numbers a scene and what says "then" made plain.

The marks put into the text: `qqthen` where one thing follows another, `qtfirsthalf`,
`qtsecondhalf`, … where words say when something can be seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.planner.offline.wording import asked, reworded

_PART_OF = r"(?:\s+of\s+(?:the|a|an|this)\s+(?:\w+[\s,-]+){0,5}?(?:scene|video|clip|film|movie|shot|animation))?"
_IN = r"(?:only\s+|just\s+)?(?:in|during|for|throughout|within|through)\s+(?:only\s+)?the\s+"
_TIMES = tuple(
    (re.compile(pattern, re.IGNORECASE), f" {mark} ")
    for pattern, mark in (
        (rf"{_IN}(?:first|initial|earlier|former)\s+half{_PART_OF}", "qtfirsthalf"),
        (rf"{_IN}(?:second|last|latter|later|other)\s+half{_PART_OF}", "qtsecondhalf"),
        (
            rf"{_IN}(?:first|initial|early|opening)\s+(?:third|quarter|part|portion|(?:\w+\s+)?(?:seconds|frames|moments)){_PART_OF}",
            "qtstart",
        ),
        (
            rf"{_IN}(?:last|final|late|closing)\s+(?:third|quarter|part|portion|(?:\w+\s+)?(?:seconds|frames|moments)){_PART_OF}",
            "qtend",
        ),
        (
            rf"(?:until|till)\s+(?:halfway|the\s+(?:middle|midpoint)){_PART_OF}(?:\s+through)?",
            "qtfirsthalf",
        ),
        (
            r"(?:halfway|midway|half\s+way|mid-way)(?:\s+(?:through|into)(?:\s+(?:the|a)\s+(?:scene|video|clip|film|movie|shot))?)?\b(?!\s+(?:up|down|across|to|between))",
            "qthalfway",
        ),
        (r"in\s+the\s+middle\s+of\s+the\s+(?:video|clip|film|movie)", "qthalfway"),
        (
            rf"(?:only\s+)?(?:at|from|in)\s+the\s+(?:very\s+)?(?:beginning|start){_PART_OF}(?=[\s.,;]|$)",
            "qtstart",
        ),
        (
            rf"(?:only\s+)?(?:at|towards?|near|by|until|till)\s+the\s+(?:very\s+)?end(?=\s+of\s+(?:the|a)\s+(?:scene|video|clip|film|movie|shot)|[\s.,;]*(?:$|[.,;]|and\b)){_PART_OF}",
            "qtend",
        ),
        (
            r"after\s+(?:a\s+(?:while|moment|bit|second|short\s+time|few\s+\w+)|some\s+time)(?!,)",
            "qtlater",
        ),
        (
            r"(?:the\s+whole\s+time|all\s+the\s+time|from\s+start\s+to\s+finish|throughout(?:\s+the\s+(?:scene|video|clip))?)",
            "qtalways",
        ),
    )
)
_ORDINALS = "one|two|three|four|five|six|seven|eight|nine|ten|first|second|third"
_MARKER = re.compile(
    rf"(?:^|\n|(?<=[.;!?:])\s)\s*(?:[#*_>\s]*)(?:(?:scene|step|shot|part|act|panel|clip|frame)\s*(?:\d+|{_ORDINALS})\s*[*_]*\s*(?:[:.)\-]+|\s-\s|,(?=\s))|"
    r"[\[(]\d+(?::\d+)*\s*s?\s*(?:-|to)\s*\d+(?::\d+)*\s*(?:s|sec|seconds)?[\])]\s*[:.\-]?\s*|"
    r"\[?\d+(?::\d+)?\s*s?\s*(?:-|to)\s*\d+(?::\d+)?\s*(?:s|sec|seconds)?\]?\s*:\s+|"
    r"\(?\d{1,2}\s*[.):]\s+(?=\D)|[-*•]\s+)[*_]*\s*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:(?<=\s)|^)\(?\d{1,2}[.)]\s+(?=[^\d\s])")
_SENTENCE = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?…]+(?=[\s\"')\]]|$)|;|\n+", re.MULTILINE
)
_START = (
    "and then|but then|then|next|after that|after this|after which|afterwards|afterward|later on|later that day|"
    "later that night|later|finally|and finally|lastly|at last|at the end|in the end|eventually|"
    "subsequently|thereafter|soon after(?:wards)?|moments later|a moment later|a few moments later|"
    "shortly after(?:wards)?|before long|the next (?:day|morning|night|scene)|the following (?:day|morning|scene)|"
    "that night|after a while|qtlater|qtend|soon|secondly|thirdly|fourthly|second(?=,)|third(?=,)|fourth(?=,)|"
    "fifth(?=,)|once (?:done|finished)|when (?:done|finished)|minutes later|hours later|years later|from there|suddenly(?=,)"
)
_OPENING = re.compile(
    r"^\W*(?:first(?=\W|\s+(?:a|an|the|we|two|\w+s)\b)|firstly|first of all|at first|to begin with|"
    r"in the beginning|once upon a time|one day|one \w+ (?:morning|day|night)|long ago|in a land far away|qtstart\s*,|meanwhile|initially(?=,))\s*,?\s*(?:there was a time when)?",
    re.IGNORECASE,
)
_FOLLOW = re.compile(rf"^\W*(?:{_START})\b\s*,?\s*", re.IGNORECASE)
_INNER = re.compile(
    r"(?:,\s*|\s+)(?:(?:and|but|,)\s*)?(?:then|after that|after which|afterwards|afterward|subsequently|thereafter|"
    r"(?<=and )(?:next(?! to)|later|finally|eventually|lastly)|before(?=\s+\w+ing\b))\b\s*,?\s*|"
    r",\s*(?:next(?! to)|later|finally|eventually|lastly)\b\s*,?\s*|"
    r"\s+and\s+(?:next(?! to)|later|finally|eventually|lastly)\b\s*,?\s*",
    re.IGNORECASE,
)
_SLUG = re.compile(
    r"(?:^|(?<=[\s.]))\W*(?:(?:SCENE|Scene)\s*\d+[A-Z]?\s*[.:)\-]*\s*)?(?:INT|EXT|I/E)\b\.?(?:\s*/\s*(?:INT|EXT)\b\.?)?\s+([A-Z][A-Z0-9'/, ]*?)(?:\s+-+\s+([A-Z][A-Z' ]*?))??"
    r"(?:\s*-+\s*(DAY|NIGHT|DUSK|DAWN|MORNING|EVENING|SUNSET|SUNRISE|AFTERNOON|NOON|MIDNIGHT|LATER|CONTINUOUS|SAME|MOMENTS LATER))?\s*(?:[.:]\s+|\n\s*|$)"
)
_HEADING = re.compile(r"^in the [a-z0-9', ]+? (?:at [a-z]+|in the daytime|now), (?=\W*\w)")
_AFTER = re.compile(
    r"^\W*(?:after|once(?!\s+upon)|as soon as)\s+(?!qt)([^,]+),\s*(.+)$", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True)
class Sentence:
    """One sentence in reading order."""

    text: str
    marker: bool = False  # the author begins a numbered scene here
    inside: bool = False  # a later sentence of a numbered scene
    follows: bool = False  # begins with "then", "next", "finally"
    said: str = ""  # in the author's words


def _times(text: str) -> str:
    """Marks in place of words about time; "only" stays before its mark."""
    for pattern, mark in _TIMES:

        def put(match: re.Match[str], mark: str = mark) -> str:
            return f" only{mark}" if "only" in match.group(0).lower() else mark

        text = pattern.sub(put, text)
    return text


def plain(text: str) -> str:
    """Without "please make a video of"; screenplay headings as words."""
    return _SLUG.sub(_heading, asked(text))


def _heading(match: re.Match[str]) -> str:
    """`INT. SHIP - BRIDGE - NIGHT` is a new scene, which begins "in the bridge at night"."""
    where, when = (match[2] or match[1]).strip().lower(), (match[3] or "").lower()
    time = "now" if when in ("", "later", "continuous", "same", "moments later") else f"at {when}"
    return f"\nscene 1: in the {where} {time}, "


def _parts(text: str) -> list[tuple[str, bool]]:
    """`(text, is a numbered scene)`, split where the author numbered or listed scenes."""
    marks = [m.span() for m in _MARKER.finditer(text)]
    if len(marks) < 2:
        inline = [m.span() for m in _NUMBERED.finditer(text)]
        marks = inline if len(inline) >= 2 else marks
    bullets = len(marks) == 1 and text[marks[0][0] : marks[0][1]].strip() in ("-", "*", "•")
    if not marks or bullets:
        return [(text[marks[0][1] :] if bullets else text, False)]
    parts = [(text[: marks[0][0]], False)] if text[: marks[0][0]].strip(" \n:.-") else []
    ends = [start for start, _ in marks[1:]] + [len(text)]
    parts += [(text[start:end], True) for (_, start), end in zip(marks, ends, strict=True)]
    if parts and not parts[0][1] and parts[0][0].rstrip().endswith(":"):
        parts = parts[1:]  # a heading such as "How to make tea:"
    return [(part, marked) for part, marked in parts if part.strip(" \n.-*")]


def sentences(text: str) -> list[Sentence]:
    """Every sentence of a normalised prompt; never empty strings."""
    found: list[Sentence] = []
    for part, numbered in _parts(text):
        first = True
        for piece in _SENTENCE.split(_times(part)):
            for at, half in enumerate(_after(piece.strip(" \t\n\"'()[]-"))):
                sentence = _sentence(half, numbered, first, at > 0)
                if sentence:
                    found.append(sentence)
                    first = False
    return found


def _after(text: str) -> list[str]:
    """`After the dog eats, it sleeps` is two steps."""
    match = _AFTER.match(text)
    return (
        [match.group(1), match.group(2)]
        if match and len(match.group(1).split()) > 1 and not _FOLLOW.match(text)
        else [text]
    )


def _sentence(text: str, numbered: bool, first: bool, second: bool) -> Sentence | None:
    said = _OPENING.sub("", text)
    follows = _follows(said)
    said = said[follows:]
    plain = reworded(text)
    for _ in range(2):  # "One day, suddenly, …"
        plain = _OPENING.sub("", plain)
        plain = plain[_follows(plain) :]
    plain = _INNER.sub(" qqthen ", plain)
    if not any(c.isalnum() for c in plain):
        return None
    said = _HEADING.sub("", said)
    return Sentence(
        plain, numbered and first, numbered and not first, bool(follows) or second, said
    )


def _follows(text: str) -> int:
    """How many characters at the beginning only say that this comes later."""
    follow = _FOLLOW.match(text)
    return follow.end() if follow and follow.end() < len(text) else 0
