"""What a clause parser knows while it walks over a sentence, and the words it stops at."""

from __future__ import annotations

from dataclasses import replace

from core.planner.offline.lexicon import access
from core.planner.offline.noun_phrase import NounPhrases
from core.planner.offline.predicates import Predicates
from core.planner.offline.regions import Regions
from core.planner.offline.syntax import Clause, Mention, Prep, Region, Side
from core.planner.offline.tokens import Token

PREPOSITIONS = frozenset(
    """in on at by for from into of off over under above below behind beside between among
    through across along around past toward to near against about inside outside onto with
    up down via amid left-of right-of front-of ahead-of away-from out-of middle-of
    far-side-of bottom-of top-of edge-of up-to round without like in-pursuit-of after before"""
    "".split()
)
FIXED = {  # joined adverbials -> (relation, region)
    "left-to-right": ("path", Region(-1, None), Region(1, None)),
    "right-to-left": ("path", Region(1, None), Region(-1, None)),
}
MANNERS = frozenset(
    """back-and-forth up-and-down in-circles in-zigzag in-place side-by-side in-a-row
    in-the-air into-the-air straight""".split()
)
_LOOSE = frozenset(
    {
        "and",
        "then",
        "qqthen",
        "while",
        "whilst",
        "but",
        "as",
        "when",
        "next",
        "finally",
        "later",
        "or",
        "who",
        "which",
        "that",
    }
)
BREAKS = frozenset(
    {"while", "whilst", "as", "when", "because", "so", "but", "until", "till", "if", "where"}
)


def spoken(tokens: list[Token]) -> str:
    """Tokens as text again, without a connective at either end."""
    words_ = [t for t in tokens]
    while words_ and (words_[0].low in _LOOSE or not words_[0].is_word):
        words_ = words_[1:]
    while words_ and (words_[-1].low in _LOOSE or not words_[-1].is_word):
        words_ = words_[:-1]
    text = ""
    for token in words_:
        text += (
            (" " if text and token.low not in (",", ":", ")", ".") else "")
            + token.text
            + ("'s" if token.possessive else "")
        )
    return text


class ClauseState:
    """The clause at hand, those done, and who was named last."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.phrases = NounPhrases(tokens)
        self.regions = Regions(tokens, self.phrases)
        self.predicates = Predicates(tokens, self.phrases)
        self.low = self.phrases.low
        self.done: list[Clause] = []
        self.now = Clause(opening=True)
        self.main: list[Mention] = []  # the subject that a relative clause interrupted
        self.anchor: Mention | None = None
        self.latest: Mention | None = None  # the noun phrase just before
        self.side: Side | None = None
        self.waiting: list[Prep] = []  # "on the left (there is) a lion": places before their thing
        self.began = 0  # token where the clause at hand begins
        self.at = 0
        self.last: str = ""  # what the latest noun phrase was: subject, object, a preposition

    def _flush(self, following: Clause) -> None:
        self.now.text = spoken(self.tokens[self.began : self.at])
        self.began = self.at
        self.done.append(self.now)
        self.now = following
        self.side = None

    def _subjects(self) -> list[Mention]:
        return self.main or self.now.subjects

    def _clause_ahead(self, at: int) -> bool:
        """A noun phrase with a verb after it begins at `at`."""
        found = self.phrases.parse(at)
        if not found:
            return False
        end = found[1]
        while self.low(end) in ("and", ","):
            more = self.phrases.parse(end + 1)
            if not more:
                break
            found, end = more, more[1]
        while access.is_adverb(self.low(end)):
            end += 1
        if self.low(end) in ("who", "that", "which"):
            return True
        return self.predicates.verb(end, found[0]) is not None

    def _named(self, mention: Mention) -> None:
        """Later phrases are about `mention`; a place that was waiting for its thing finds it."""
        self.anchor = self.latest = mention
        if self.waiting:
            self.now.preps += [replace(p, anchor=mention) for p in self.waiting]
            self.waiting = []

    def _alive(self, mention: Mention | None) -> bool:
        return mention is not None and mention.noun is not None and mention.noun.alive

    def _subject(self) -> Mention | None:
        """The subject so far; several together count as a plural."""
        subjects = (
            self.now.subjects or self.main or (self.now.objects if self.now.existential else [])
        )
        if len(subjects) > 1 and not subjects[-1].plural:
            return replace(subjects[-1], plural=True)
        return subjects[-1] if subjects else None
