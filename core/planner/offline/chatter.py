# ruff: noqa: E501 (patterns)
"""What people type beside what they want to see: style tags, titles, camera talk, short forms."""

from __future__ import annotations

import re
from collections.abc import Callable

from core.planner.offline.lexicon import access, words
from core.planner.offline.noun_words import STOP
from core.planner.offline.tokens import tokenise

_STYLE = r"""(?:(?:ultra|highly|very|extremely|super|hyper|best|high|top|good|great|amazing|insanely|intricate|sharp|soft|dramatic|cinematic|studio|volumetric|natural|golden\s+hour|moody|beautiful|professional|award[- ]winning|digital|concept|vector|pixel|line|oil|watercolou?r|pixar|disney|ghibli|anime|cartoon|3d|film|movie|photo|hyper-?|photo-?)[\s-]*)*
(?:quality|resolution|detail(?:ed|s)?|realistic|realism|real|definition|masterpiece|[248]k|hd|uhd|hdr|\d+\s*fps|1080p|720p|lighting|light|focus|render(?:ed|ing)?|artstation|art|style|painting|aesthetic|vibes?|colou?rs|bokeh|depth\s+of\s+field|unreal\s+engine(?:\s*\d)?|octane|photography|footage|shot|look|composition|cinematic|epic|photorealistic|hyperrealistic|surreal|trending|grain|wallpaper|illustration)"""
_TAG = re.compile(
    rf"^\s*(?:{_STYLE}|trending\s+on\s+\w+|in\s+the\s+style\s+of\s+.+|by\s+[A-Z]\w+\s+[A-Z]\w+|--\w+.*|unreal\s+engine.*)\s*$",
    re.IGNORECASE | re.VERBOSE,
)
_SHORT = {
    "w/": "with", "w/o": "without", "ppl": "people", "lil": "little", "thru": "through", "vs": "and",
    "vs.": "and", "bday": "birthday", "gonna": "going to", "wanna": "want to", "u": "you", "n": "and",
    "plz": "please", "pls": "please", "doggo": "dog", "kitteh": "cat", "bf": "boyfriend",
    "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth",
}  # fmt: skip
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LINE = re.compile(r"^\s*(?:title|logline|genre|style|duration|fade\s+(?:in|out|to\s+black)|the\s+end|end\s+credits|credits)\b\s*(?::.*|[.!]*)$", re.IGNORECASE | re.MULTILINE)  # fmt: skip
_ENDS = re.compile(r"(?:^|(?<=[.!?]\s))(?:fade\s+(?:in|out|to\s+black)|the\s+end|smash\s+cut|roll\s+credits)\s*[.!]*(?=\s|$)", re.IGNORECASE)  # fmt: skip
_PREFIX = re.compile(
    r"""(?:^|(?<=[.!?]\s)|(?<=\n))\s*(?:
      (?:narrator|narration|voice-?over|v\.?o\.?|prompt|caption|pov|setting|description|plot|logline)\s*:\s*
     |(?:cut|fade|dissolve|switch)\s+(?:to|in|in\s+on)\s*:?\s+
     |(?:in|throughout)\s+(?:this|the)\s+(?:video|clip|film|scene|animation)\s*,?\s+(?:we|you|one)\s+(?:can\s+)?see\s+
     |(?:here|now|first|next|then|there)?,?\s*(?:we|you)\s+(?:can\s+)?(?:see|watch)\s+(?=(?:a|an|the|two|three|some|several|many|his|her|how)\b)
     |the\s+(?:scene|video|film|story|clip|movie|animation|tale|sequence)\s+(?:opens|begins|starts|ends|closes|continues)\s+(?:on|with|in|at|as)\s+
     |the\s+camera\s+(?:slowly\s+|gently\s+)?(?:pans|tilts|tracks|dollies|moves|glides|flies|sweeps|travels|circles|rotates|cuts|cranes)\s+(?:(?:from|to|left|right|up|down|slowly|the|and|gently|back)\s+)*(?:over|across|along|through|past|around|toward|towards|to|on)\s+
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_TITLED = re.compile(r'^\s*"[^"\n]{1,80}"\s*[:\n]\s*(?=\S)')


def _clock(match: re.Match[str]) -> str:
    early = match[2].lower().startswith("a")
    return "in the morning, " if early else "in the evening, "


def _age(match: re.Match[str]) -> str:
    return "young" if int(match[1]) < 30 else "old" if int(match[1]) > 59 else ""


def _counted(match: re.Match[str]) -> str:
    number = int(match[1])
    return f"{_NUMBERS[number]}-{match[2]}" if number < len(_NUMBERS) else match[0]


_Plain = str | Callable[[re.Match[str]], str]
_PLAIN: tuple[tuple[re.Pattern[str], _Plain], ...] = (
    (re.compile(r"\b(Dr|Mr|Mrs|Ms|Prof|Capt)\.\s+(?=[A-Z])"), r"\1 "),
    (re.compile(r"\bat\s+(?:about\s+)?(\d{1,2}(?::\d\d)?)\s*([ap])\.?\s?m\b\.?,?\s*", re.IGNORECASE), _clock),
    (re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b", re.IGNORECASE), _age),
    (re.compile(r"\b(\d)-([a-z]+ed)\b", re.IGNORECASE), _counted),
    (re.compile(r"\b([Aa])\s+[23]D\s+(?=[aeio])"), r"\1n "),
    (re.compile(r"\b[23]D\s+(?=\w)"), ""),
    (re.compile(r"\b(people|they|we|you)\s+r\b", re.IGNORECASE), r"\1 are"),
    (re.compile(r"\b(?:i\s+am\s+|i'm\s+)?going\s+to\s+see\s+", re.IGNORECASE), "see "),
    (re.compile(r"\bthere\s+once\s+(was|were|lived)\b", re.IGNORECASE), r"there \1"),
    (re.compile(r"\bonce\s+there\s+(was|were|lived)\b", re.IGNORECASE), r"there \1"),
    (re.compile(r"\bboth\s+(?=(?:the|a|an|my|his|her)\s+[\w ]+?\s+and\s+)", re.IGNORECASE), ""),
    (re.compile(r"\beither\s+((?:[\w-]+\s+){1,4}?)or\s+(?:a|an|the|one|two)?\s*(?:[\w-]+)\b", re.IGNORECASE), r"\1"),
)  # fmt: skip


def tidied(text: str) -> str:
    """`text` without style tags, titles and camera talk, short forms written out.

    Never empty: a text that is nothing else stays as it is.
    """
    plain = _TITLED.sub("", text, count=1)
    plain = re.sub(
        r"(?<![\w/])[\w.]+/?o?(?![\w/])", lambda m: _SHORT.get(m[0].lower(), m[0]), plain
    )
    for pattern, simpler in _PLAIN:
        plain = pattern.sub(simpler, plain)
    lines = _LINE.sub("", plain)
    plain = _ENDS.sub("", lines if _told(lines) else plain)
    plain = _PREFIX.sub("", plain)
    plain = "\n".join(_untagged(line) for line in plain.split("\n"))
    plain = _listed(plain)
    return plain.strip() if _told(plain) else text


def _told(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _untagged(line: str) -> str:
    """`a puppy, 4k, high quality`: the puppy."""
    parts = line.split(",")
    kept = [p for p in parts if not _TAG.match(p.rstrip(" ."))]
    return ",".join(kept).strip() if len(parts) > 1 and kept else line


def _listed(text: str) -> str:
    """`cat dog bird`: a list without commas; "red sports car" is left alone."""
    if "," in text or "\n" in text or len(text.split()) < 3:
        return text
    groups: list[str] = []
    adjectives: list[str] = []
    seen = 0
    for token in tokenise(text):
        low = token.low
        noun = access.noun_form(low)
        verb = access.verb(low)
        if not token.is_word or low in STOP | words.DETERMINERS or (verb and not noun):
            return text
        if noun is None:
            adjectives.append(token.text)
            continue
        groups.append(" ".join([*adjectives, token.text]))
        adjectives = []
        known = access.nouns().get(noun[0])
        seen += known is None or known.kind not in ("food", "object", "furniture", "abstract")
    return ", ".join(groups) if len(groups) > 2 and seen > 1 and len(adjectives) < 2 else text
