# ruff: noqa: E501 (patterns)
"""Doings told as things: "a race between a car and a plane" is a car and a plane that race."""

from __future__ import annotations

import re

from core.planner.offline.lexicon import access
from core.planner.offline.lexicon.inflect import verb_forms

_MUTUAL = {  # what two do with each other -> the verb
    "race": "race", "duel": "fight", "fight": "fight", "battle": "fight", "quarrel": "argue",
    "argument": "argue", "conversation": "talk", "talk": "talk", "chat": "talk", "dialogue": "talk",
    "meeting": "meet", "reunion": "hug", "hug": "hug", "kiss": "kiss", "dance": "dance",
    "match": "play", "game": "play", "wedding": "dance", "friendship": "hug", "chase": "run",
    "handshake": "shake hands", "snowball fight": "fight", "dance battle": "dance",
}  # fmt: skip
_GOING = {  # what somebody does somewhere -> who, and the verb
    "walk": ("A person", "walk"), "stroll": ("A person", "walk"), "swim": ("A person", "swim"),
    "ride": ("A person", "ride"), "hike": ("A hiker", "walk"), "run": ("A person", "run"),
    "jog": ("A person", "run"), "drive": ("A car", "drive"), "dive": ("A diver", "swim"),
    "flight": ("An airplane", "fly"), "climb": ("A climber", "climb"), "dance": ("A dancer", "dance"),
    "nap": ("A person", "sleep"), "sail": ("A boat", "sail"), "chase": ("A dog", "run"),
    "meeting": ("Three people", "talk"), "parade": ("Three people", "march"),
}  # fmt: skip
_OF = {  # what happens to the thing itself
    "flight": "fly", "birth": "appear", "dance": "dance", "arrival": "arrive", "fall": "fall",
    "rise": "rise", "return": "return", "eruption": "erupt", "launch": "rise", "explosion": "explode",
    "crash": "crash", "jump": "jump", "landing": "land", "march": "march", "migration": "fly",
    "departure": "leave", "sleep": "sleep", "song": "sing", "growth": "grow", "race": "race",
}  # fmt: skip


def _any(table: dict[str, object]) -> str:
    return "|".join(sorted(map(re.escape, table), key=len, reverse=True))


_OPEN = r"^\W*(?:an?|the|my|our)?\s*(?:(?!of\b)[\w-]+\s+){0,2}?"
_BETWEEN = re.compile(rf"{_OPEN}({_any(dict(_MUTUAL))})\s+between\s+(.+)$", re.IGNORECASE)
_SOMEWHERE = re.compile(
    rf"^\W*(?:an?|the|my|our)\s+(?:(?!of\b)[\w-]+\s+){{0,1}}?({_any(dict(_GOING))})\s+((?:on|in|at|over|through|along|around|across|under|up|down|by|to)\s+.+)$",
    re.IGNORECASE,
)
_HAPPENS = re.compile(rf"{_OPEN}({_any(dict(_OF))})\s+of\s+((?:an?|the|my|two|three)\s.+)$", re.IGNORECASE)  # fmt: skip
_COMPOUND = re.compile(r"^\W*(?:an?\s+|the\s+)?([\w-]+(?:\s[\w-]+)?)\s+(eruption|explosion|launch|landing|crash)\W*$", re.IGNORECASE)  # fmt: skip
_LESSON = re.compile(
    r"^\W*(?:an?\s+|the\s+)?(?:[\w-]+\s+)?(?:tutorial|guide|lesson|course|class|instructions?|tips?)\s+(?:on|to|for|in|about)\s+(\w+ing)\b(.*)$",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"^\W*(?:(?:an?|the|my)\s+)?(?:(?:[\w-]+\s+)?recipe\s+for|making\s+of|(?:\d+|three|four|five|six|easy|simple)\s+(?:easy\s+|simple\s+)?steps\s+(?:to|for))\s+",
    re.IGNORECASE,
)
_GENRE = re.compile(
    r"^\W*(?:(?:an?|the|my)\s+)?(?:[\w-]+\s+){0,2}?(?:(?:story|tale|fable|legend|documentary|commercial|advert|advertisement|ad|film|movie|cartoon|music\s+video|video|timelapse|time-lapse|montage)\s*(?:about|on|for|showing|featuring|:)|(?:documentary|music\s+video|film|movie|timelapse|time-lapse|montage)\s+of)\s+",
    re.IGNORECASE,
)
_SCENES = re.compile(
    r"\b(?:in\s+|with\s+|as\s+|of\s+)?(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)[-\s](?:scenes?|shots?|panels?)\b(?!\s*\d)",
    re.IGNORECASE,
)
_NUMBERS = dict(zip("two three four five six seven eight nine ten".split(), range(2, 11), strict=True))  # fmt: skip
_MOST = 12


def scenes_asked(text: str) -> tuple[str, int | None]:
    """`a 5 scene video about …`: the text without it, and how many scenes are wished."""
    found = _SCENES.search(text)
    if not found:
        return text, None
    number = _NUMBERS.get(found[1].lower()) or (int(found[1]) if found[1].isdigit() else 0)
    rest = f"{text[: found.start()]}{text[found.end() :]}"
    if not 2 <= number <= _MOST or len(rest.split()) < 2:
        return text, None
    return re.sub(r"\s+", " ", rest) if "\n" not in rest else rest, number


def told(text: str) -> str:
    """One line whose noun is a doing, as somebody who does it; any other text as it is."""
    line = text.strip()
    if "\n" in line or re.search(r"[.;!?]\s", line):
        return text
    line = _HOW.sub("how to make " if not re.search(r"steps\s", line, re.I) else "how to ", line)
    line = _GENRE.sub("", line, count=1) or line
    lesson = _LESSON.match(line)
    verb = access.verb(lesson[1].lower()) if lesson else None
    if lesson and verb:
        return f"how to {verb.lemma}{lesson[2]}"
    between = _BETWEEN.match(line)
    if between:
        return f"{between[2]} {_MUTUAL[between[1].lower()]}"
    going = _SOMEWHERE.match(line)
    if going:
        who, does = _GOING[going[1].lower()]
        return f"{who} {does if who.startswith('Three') else _third(does)} {going[2]}"
    happens = _HAPPENS.match(line) or _COMPOUND.match(line)
    if happens:
        thing, event = (
            (happens[2], happens[1])
            if happens[1].lower() in _OF
            else (f"A {happens[1]}", happens[2])
        )
        return f"{thing} {_third(_OF[event.lower()])}"
    return line


def _third(verb: str) -> str:
    return next((f for f, kind in verb_forms(verb).items() if kind == "s"), f"{verb}s")
