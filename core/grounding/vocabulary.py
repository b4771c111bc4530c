"""The words that an engine knows: what is told in others' words is told again in those.

A small text tower places a word that it never read anywhere. So what is not among the names that
it learnt is looked up: "a fluffy white cat" is a white cat, "my little sister" a girl, "a moonlit
quay" a harbour at night. What is known is left as it is, and so is what nobody knows.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path

FILE = "vocabulary.json.gz"
LONGEST = 5  # words of a name
# What follows tells how a thing is, not what it is.
_AFTER = re.compile(
    r"\b(?:with|without|in|on|at|by|under|over|near|from|to|for|wearing|holding|carrying|who"
    r"|that|which|made|called|named|sitting|standing|walking|running)\b|[,;:(]"
)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_BEFORE = frozenset("a an the this that my your his her its our their some one another".split())
_TIMES = {
    "at night": "night nighttime midnight moonlit moonlight moonlight-bathed starlit nocturnal",
    "at sunset": "sunset dusk evening twilight sundown golden-hour",
    "at sunrise": "sunrise dawn daybreak morning",
    "on a cloudy day": "cloudy overcast grey gloomy foggy misty stormy",
}
TIMES = {word: said for said, words in _TIMES.items() for word in words.split()}


@dataclass(frozen=True)
class Things:
    """`names` that a text tower learnt, and for other words the name nearest in meaning."""

    names: frozenset[str] = frozenset()
    nearest: Mapping[str, str] = field(default_factory=dict)

    def known(self, caption: str) -> str:
        """`caption` in known words, with a colour or a size where a name with it is known; as it
        is where nothing of it is known."""
        phrases = [_named(_words(text)) for text in (caption, _head(caption))]
        if not self.names or not phrases[0]:
            return caption
        whole = (_meant(" ".join(phrase), self.names, self.nearest) for phrase in phrases)
        within = (self._name_in(phrase) for phrase in reversed(phrases))
        return next(filter(None, chain(whole, within)), caption)

    def taken_for(self, caption: str) -> str | None:
        """What `caption` is drawn as where that is in words that are not its own; "" where nothing
        of it is known, and anything may come of it; None where nothing is to be said."""
        words = _named(_words(caption))
        if not self.names or not words:
            return None
        told = self.known(caption)
        own = {form for word in words for form in _singular(word)}
        if not own.issuperset(_words(told)):
            return told
        return None if self._name_in(_words(told)) else ""

    def _name_in(self, phrase: list[str]) -> str:
        """The name of what a noun phrase is about, with one word before it that is known to go
        with it; "" for none."""
        start, name = _last(phrase, self.names, self.nearest)
        said = (f"{word} {name}" for word in reversed(phrase[:start]))
        return next((text for text in said if text in self.names), name)


@dataclass(frozen=True)
class Places:
    """`names` of places that a text tower learnt, the `words` that it read of them, and for other
    words the place nearest in meaning."""

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    nearest: Mapping[str, str] = field(default_factory=dict)

    def known(self, text: str) -> str:
        """A place in known words: as it is where all its words are known, or none of its places
        are; else its place and the time of day."""
        words = _words(text)
        if not self.names or all(word in self.words | _BEFORE for word in words):
            return text
        phrases = (_words(_head(text)), words)
        places = (_last(phrase, self.names, self.nearest)[1] for phrase in phrases)
        place = next(filter(None, places), "")
        if not place:
            return text
        time = next((TIMES[word] for word in words if word in TIMES), "")
        return f"{place} {time}".strip() if time.split(" ")[-1] not in place else place


@dataclass(frozen=True)
class Vocabulary:
    """What an engine knows of things and of places; empty, it leaves everything as it is."""

    things: Things = field(default_factory=Things)
    places: Places = field(default_factory=Places)


def load(folder: Path) -> Vocabulary:
    """The vocabulary of a checkpoint folder; an empty one where it holds none.

    Raises:
        OSError, EOFError, ValueError, KeyError: the file is damaged.
    """
    path = folder / FILE
    if not path.exists():
        return Vocabulary()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        data = json.load(file)
    things, places = data["things"], data["places"]
    return Vocabulary(
        Things(frozenset(things["names"]), things["nearest"]),
        Places(frozenset(places["names"]), frozenset(places["words"]), places["nearest"]),
    )


def save(vocabulary: Vocabulary, folder: Path) -> None:
    """Write it to a checkpoint folder, the same bytes for the same words."""
    text = json.dumps(asdict(vocabulary), sort_keys=True, indent=0, default=sorted)
    (folder / FILE).write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


def _head(text: str) -> str:
    """A phrase up to what only tells more of it."""
    return _AFTER.split(text.casefold(), maxsplit=1)[0]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _named(words: list[str]) -> list[str]:
    """Words of a name: without articles before it."""
    while words and words[0] in _BEFORE:
        words = words[1:]
    return words


def _last(words: list[str], names: frozenset[str], nearest: Mapping[str, str]) -> tuple[int, str]:
    """The name that a phrase ends with or means, and where it begins; (0, "") for none. What
    comes last counts first, and long names do."""
    for end in range(len(words), 0, -1):
        for start in range(max(0, end - LONGEST), end):
            name = _meant(" ".join(words[start:end]), names, nearest)
            if name:
                return start, name
    return 0, ""


def _meant(text: str, names: frozenset[str], nearest: Mapping[str, str]) -> str:
    """The name that `text` is or means, or ""; plurals as their singular."""
    for form in _singular(text):
        if form in names:
            return form
        if form in nearest:
            return nearest[form]
    return ""


def _singular(text: str) -> Iterator[str]:
    """`text`, and what it may be the plural of."""
    yield text
    for ending, other in (("ies", "y"), ("ves", "f"), ("es", ""), ("s", "")):
        if text.endswith(ending) and len(text) > len(ending) + 2:
            yield text.removesuffix(ending) + other
