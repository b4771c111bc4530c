"""Headings of a plan in text: where scenes, fields and frames begin.

Headings may be bold, numbered, bulleted, quoted or bracketed. Owns no meaning of contents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.errors import BadReply
from core.planner.lenient import plain

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = rf"(?:\d{{1,4}}|{'|'.join(_WORDS)})\b"
# possessive: no heading begins with decoration, so giving some back cannot help
_DECOR = r"[ \t>*#_`\"'\-•·–—+|({\[]{0,24}+(?:\d{1,3}[.)][ \t]+)?+[*_`\"'\[({#]{0,6}+"
_LEAD = rf"(?:^|(?<=[\[({{;,\]])){_DECOR}"
_FIELD_LEAD = rf"(?:^|(?<=[\[({{;,\]:.])){_DECOR}"  # also after "Step 1:" and at a sentence's end
_CLOSE = r"[*_`\"'\])}]{0,6}"
_ASIDE = r"(?:[ \t]{0,3}\([^()\n]{0,60}\))?"
_STOP = rf"[ \t]{{0,4}}{_CLOSE}[ \t]{{0,4}}"
_FRAME = (
    rf"(?P<frame>(?:key[ _\-]?)?frames?[ _\-]{{0,2}}(?:no\.?|number|nr\.?)?[ _]?[#(]?"
    rf"(?P<n>{_NUMBER})\)?"
    rf"(?:[ ]?(?:-|–|to|through)[ ]?(?:frame[ _]?)?(?P<until>\d{{1,4}}))?"
    rf"(?:[ ]?(?:/|of)[ ]?\d{{1,4}})?)"
    rf"{_CLOSE}{_ASIDE}{_STOP}(?:[:=\-–—>.,|]{{1,3}}|(?=[\[({{])|(?=[ \t]*(?:\r?\n|$)))"
)
_SCENE = (
    rf"(?P<scene>(?:step|scene|shot|clip|segment|video)[ _\-]{{0,2}}(?:no\.?|number)?[ _]?[#(]?"
    rf"(?P<m>{_NUMBER})\)?(?:[ ]?(?:/|of)[ ]?\d{{1,4}})?)"
    rf"{_CLOSE}{_ASIDE}{_STOP}(?:[:=\-–—>.]{{1,3}}|(?=[\[({{])|(?=[ \t]*(?:\r?\n|$)))"
)
_FIELDS = {
    "description": r"(?:scene|step|text|video|stepwise)?[ _]?(?:prompt|description)",
    "caption": r"captions?",
    "background": r"background(?:[ _](?:keywords?|prompt|scene|description|setting))?|setting"
    r"|environment|location",
    "entities": r"entit(?:y|ies)(?:[ _]list)?|objects?|characters?",
    "reasoning": r"(?:layout[ _])?reason(?:ing)?|explanation|rationale|thoughts?|note",
    "strength": r"(?:dynamic[ _])?(?:layout[ _])?(?:guidance[ _])?(?:strength|alpha)|alpha|α",
    "title": r"title|video[ _]title",
    "heading": r"(?:bounding[ _])?(?:box(?:es)?|layouts?|frames?)|(?:video[ _])?plan|answer|output",
}
_FIELD = "|".join(rf"(?P<{name}>{pattern})" for name, pattern in _FIELDS.items())
_MARK = re.compile(
    rf"{_LEAD}(?:{_FRAME}|{_SCENE})|{_FIELD_LEAD}(?:{_FIELD})(?:[ _]?\d{{1,3}})?{_STOP}:",
    re.IGNORECASE | re.MULTILINE,
)
# more decoration than a heading has: tried again at each of its characters, it takes hours
_RUN = re.compile(r"[ \t>*#_`\"'\-•·–—+|({\[]{32,}")
_ENDS_A_FRAME = frozenset({"background", "reasoning", "strength", "title"})
_MAX_MARKS = 20_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading: what it opens and where its content lies."""

    kind: str  # "frame", "scene" or a key of _FIELDS
    number: int | None
    until: int | None
    start: int
    content: str
    own_line: bool
    last: bool


def marks_of(text: str) -> list[Mark]:
    """Every heading of `text` with its content, in order."""
    even = _RUN.sub(lambda run: "\0" * len(run.group()), plain(text))
    found: list[tuple[str, re.Match[str]]] = []
    inside = _Inside(even)
    for match in _MARK.finditer(even):
        kind = next(k for k in ("frame", "scene", *_FIELDS) if match.group(k) is not None)
        if not inside.hides(kind, match.start()):
            found.append((kind, match))
            inside.enter(kind, match.end())
        if len(found) > _MAX_MARKS:
            raise BadReply(f"the text has more than {_MAX_MARKS} headings: that is no plan")
    marks = []
    for at, (kind, match) in enumerate(found):
        end = found[at + 1][1].start() if at + 1 < len(found) else len(text)
        until = match.group("until")
        marks.append(
            Mark(
                kind, _count(match.group("n") or match.group("m")), int(until) if until else None,
                match.start(), text[match.end() : end],
                _own_line(even, match.start()), at + 1 == len(found),
            )
        )  # fmt: skip
    return marks


def _own_line(even: str, at: int) -> bool:
    return at == 0 or even[at - 1] == "\n"


class _Inside:
    """Tells keys of a frame's own JSON or YAML from headings that end the frame."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._frame = False
        self._at = self._depth = 0
        self._bracket = False

    def enter(self, kind: str, at: int) -> None:
        self._frame, self._at, self._depth, self._bracket = kind == "frame", at, 0, False

    def hides(self, kind: str, at: int) -> bool:
        """Whether a heading of that kind at `at` belongs to the frame before it."""
        if not self._frame or kind in ("frame", "scene"):
            return False
        for char in self._text[self._at : at]:
            self._depth += (char in "[({") - (char in "])}")
            self._bracket = self._bracket or char in "[({"
        self._at = max(self._at, at)
        if kind == "heading":
            return True
        if not _own_line(self._text, at):
            return self._depth > 0
        return not self._bracket and kind not in _ENDS_A_FRAME


def _count(word: str | None) -> int | None:
    if word is None:
        return None
    return int(word) if word.isdigit() else _WORDS.index(word.casefold()) + 1
