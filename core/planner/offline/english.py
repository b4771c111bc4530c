"""Is a prompt English? And what is shown, and said, when it is not."""

from __future__ import annotations

import re
import unicodedata

from core.planner.offline.lexicon.names import gender
from core.planner.offline.spelling import known

_MARKS = {  # little words that English does not have, by language
    "German": """der die das ein eine einen einem und ist sind nicht mit auf im den dem über unter
        zwei drei läuft geht neben vor hinter sich wird zu zum zur aus bei für""",
    "French": """le la les un une des du et est sont dans sur avec qui sous deux trois au aux
        près devant derrière pour il elle ils vers puis""",
    "Spanish": """el los las un una unos unas y es está están en con del al por sobre bajo dos tres
        hacia que junto luego""",
    "Italian": """il lo gli uno una un e è sono nel nella sul sulla con di del della due tre verso
        che poi per""",
    "Portuguese": "o os um uma e é está no na em com do da dos das dois três ao sobre que depois",
    "Dutch": "de het een en is op met naar van twee drie onder naast zijn loopt rent over bij",
    "Polish": "i w na z się jest pod do dwa trzy przez obok po nad",
    "Swedish": "en ett och är på med i under två tre över den det som till",
    "Turkish": "bir ve ile iki üç bu çok için üzerinde altında",
}
_SCRIPTS = {
    "CJK": "Chinese or Japanese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "CYRILLIC": "Russian or a language near it",
    "ARABIC": "Arabic or a language near it",
    "HEBREW": "Hebrew",
    "GREEK": "Greek",
    "DEVANAGARI": "Hindi or a language near it",
    "THAI": "Thai",
    "BENGALI": "Bengali",
    "TAMIL": "Tamil",
}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FEW = 3  # words; of fewer nothing can be told
_ENGLISH = 0.5  # at least this share of the words is English, or it is another language
_FOREIGN = 0.25  # share of little words of the other language
_LETTERS = 24
_SENTENCE = re.compile(r"[.!?…。！？\n]+")


def language(text: str) -> str:
    """The name of the language `text` seems to be in; "" when it may be English."""
    letters = [c for c in text if c.isalpha()]
    foreign = [_script(c) for c in letters if not c.isascii()]
    strange = [s for s in foreign if s in _SCRIPTS]
    if letters and len(strange) > 0.6 * len(letters):
        if any(s in ("HIRAGANA", "KATAKANA") for s in strange):
            return "Japanese"
        return _SCRIPTS[max(set(strange), key=strange.count)]
    words = [w.lower() for w in _WORD.findall(text)]
    if len(words) < _FEW:
        return ""
    english = sum(known(w) or bool(gender(w)) for w in words)
    if english >= _ENGLISH * len(words):
        return ""
    hits = {name: sum(w in marks.split() for w in words) for name, marks in _MARKS.items()}
    most = max(hits.values())
    best = [name for name in hits if hits[name] == most]
    return " or ".join(best[:3]) if most >= _FOREIGN * len(words) else ""


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


def sentences(text: str) -> list[str]:
    """The sentences of a text whose grammar is not known."""
    return [s.strip() for s in _SENTENCE.split(text) if any(c.isalnum() for c in s)]


def label(text: str) -> str:
    """A short name for what cannot be read: its first words."""
    words = text.split()
    name = words[0][:_LETTERS]
    for word in words[1:4]:
        if len(name) + 1 + len(word) > _LETTERS:
            break
        name = f"{name} {word}"
    return name.strip(" ,;:.!?、。，") or "thing"


def explanation(found: str, name: str) -> str:
    """What the reading of such a scene says."""
    return (
        f"Not understood: this looks like {found}, and the planner without a model reads only"
        f" English. Shows one thing in the middle, called {name!r}, on a plain background, a scene"
        " for each sentence. Write it in English, or plan with a language model."
    )
