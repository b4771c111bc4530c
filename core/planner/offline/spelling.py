"""Small slips of the pen: "dgo", "feild", "accross". Nothing is replaced that might be a name."""

from __future__ import annotations

from functools import lru_cache

from core.planner.offline.lexicon import access, words
from core.planner.offline.lexicon.inflect import singular

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONG = 6  # letters from which a missing or a doubled one may be mended
_SHORT = 3


@lru_cache(maxsize=1)
def _closed() -> frozenset[str]:
    from core.planner.offline.noun_words import STOP

    closed = set(words.ADJECTIVES | words.ADVERBS | words.ABSTRACT | words.PARTS | words.CLOTHES)
    closed |= set(words.PRONOUNS) | set(words.NUMBERS) | set(words.DIRECTIONS) | words.PICTURE
    closed |= set(words.VAGUE) | set(words.COLLECTIVES) | words.CONTAINERS | words.DETERMINERS
    for name in [*access.nouns(), *access.place_table()]:
        closed |= set(name.split())
    return frozenset(closed | STOP | {"across", "around", "beneath", "underneath", "towards"})


def known(word: str) -> bool:
    """Whether the lexicon holds the word in any form."""
    return (
        word in _closed()
        or access.verb(word) is not None
        or access.noun_form(word) is not None
        or (singular(word) or word) in access.nouns()
        or (singular(word) or word) in _closed()
        or word in access.phrases()
    )


@lru_cache(maxsize=4096)
def mended(word: str) -> str:
    """`word`, or the one known word that a swap, a doubling or a lost letter made of it."""
    if len(word) < _SHORT or not word.isascii() or not word.isalpha() or known(word):
        return word
    tries = [word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)]
    if len(word) >= _LONG:
        doubled = [n for n in range(1, len(word)) if word[n] == word[n - 1]]
        tries += [word[:n] + word[n + 1 :] for n in doubled]
        tries += [word[:n] + c + word[n:] for n in range(1, len(word)) for c in _LETTERS]
    found = list(dict.fromkeys(t for t in tries if t != word and known(t)))
    return found[0] if len(found) == 1 else word
