"""Verb phrases: auxiliaries, negation, particles, and telling a verb from a noun."""

from __future__ import annotations

from dataclasses import dataclass

from core.planner.offline.lexicon import access, verbs, words
from core.planner.offline.lexicon.access import Verb
from core.planner.offline.lexicon.inflect import INVARIANT
from core.planner.offline.noun_phrase import NounPhrases
from core.planner.offline.noun_words import STOP
from core.planner.offline.syntax import Clause, Mention
from core.planner.offline.tokens import Token

PERCEPTION = frozenset(
    """see watch have contain feature show depict include find notice spot hear film photograph
    meet""".split()
)
_CATENATIVE = frozenset(
    """begin start continue try want decide keep stop like love need go come get seem let
    use""".split()
)
_GUESSED = ("ings", "ing", "ed", "es", "s")
_PARTICLE_WORDS = frozenset(
    """up down off away in out back around asleep closer nearer on over by past through smaller
    bigger larger""".split()
)


@dataclass
class Predicate:
    """A verb with its particle; `group` is its motion class as far as it is known yet."""

    lemma: str
    form: str
    group: str
    group_object: str
    particle: str = ""
    negated: bool = False
    passive: bool = False
    purpose: bool = False

    def fill(self, clause: Clause) -> None:
        """Write the predicate into `clause`."""
        clause.lemma, clause.form, clause.group = self.lemma, self.form, self.group
        clause.negated, clause.passive = self.negated, self.passive
        clause.settled = bool(self.particle)
        if self.particle:
            clause.adverbs.append(self.particle)


class Predicates:
    """Finds verb phrases in a token list."""

    def __init__(self, tokens: list[Token], phrases: NounPhrases) -> None:
        self.tokens = tokens
        self.low = phrases.low
        self.phrases = phrases

    def verb(
        self, at: int, subject: Mention | None, inside: bool = True
    ) -> tuple[Predicate, int] | None:
        """The verb phrase at `at`, given the subject so far, and the index after it."""
        start, negated, helped, linking = at, False, False, False
        purpose = self.low(at) == "to"
        at += purpose
        while True:
            low = self.low(at)
            if low in ("not", "n't", "never"):
                negated = True
            elif low in verbs.AUXILIARIES or low in verbs.LINKING:
                if low in ("gets", "get", "becomes", "become") and self.low(at + 1) in (
                    "smaller",
                    "bigger",
                    "larger",
                    "closer",
                    "nearer",
                ):
                    break
                if not helped and not self._auxiliary(at, subject):
                    break
                helped = True
                linking |= low in verbs.LINKING
            elif (
                helped
                and (low in words.ADVERBS or low.endswith("ly") or low == "to")
                and self._verb_soon(at + 1)
            ) or (not helped and at > start and (low.endswith("ly") and self._verb_soon(at + 1))):
                pass
            else:
                break
            at += 1
        main = self._main(at, subject, helped or purpose, inside)
        if main:
            predicate, end = main
            predicate.negated = negated
            predicate.purpose = purpose
            by = linking or self.low(end) == "by"
            predicate.passive = by and predicate.form in ("ed", "en")
            return predicate, end
        if helped and self.low(start) in ("do", "does", "did") and not negated:
            return Predicate("do", "s", "still", "still"), start + 1
        if helped and linking:
            turns = self.low(start).startswith("becom") or self.low(start) == "became"
            return Predicate("become" if turns else "be", "s", "be", "be", negated=negated), at
        if helped and self.low(start) in ("has", "have", "had"):
            return Predicate("have", "s", "be", "be", negated=negated), start + 1
        return None

    def _auxiliary(self, at: int, subject: Mention | None) -> bool:
        low = self.low(at)
        verb = access.verb(low)
        if low in ("has", "have", "had"):
            return subject is not None
        if verb and verb.lemma in _CATENATIVE and low not in verbs.LINKING:
            nearby = (
                access.verb(self.low(at + 2))
                if self.low(at + 1) == "to"
                else access.verb(self.low(at + 1))
            )
            return nearby is not None and (
                nearby.form == "ing" or self.low(at + 1) == "to" or low in ("do", "does", "did")
            )
        return low != "happily"

    def _verb_soon(self, at: int) -> bool:
        while self.low(at) in words.ADVERBS or self.low(at).endswith("ly") or self.low(at) == "to":
            at += 1
        return access.verb(self.low(at)) is not None

    def _main(
        self, at: int, subject: Mention | None, helped: bool, inside: bool
    ) -> tuple[Predicate, int] | None:
        low = self.low(at)
        if (
            not low
            or not self.tokens[at].is_word
            or (low in ("left", "right") and not self._departs(at, subject, helped))
        ):
            return None
        found = access.verb(low)
        if found and self._acts(at, found, subject, helped, inside):
            return self._particle(found, at + 1)
        gerund = at == 0 and low.endswith("ing") and len(low) > 5 and not access.noun_form(low)
        if gerund and not found and low not in words.ADJECTIVES and self.low(1):
            return Predicate(low[:-3], "ing", "still", "still"), 1  # "Tipping a glass"
        if found or low in STOP or low in words.ADVERBS or low in words.ADJECTIVES:
            return None
        if (
            subject is not None
            and not helped
            and not access.noun_form(low)
            and self._guess(at, subject)
        ):
            return Predicate(low.removesuffix("s"), "s", "still", "still"), at + 1
        return None

    def _guess(self, at: int, subject: Mention) -> bool:
        """An unknown word after a subject is taken for a verb by its ending."""
        low = self.low(at)
        if self.tokens[at].text[:1].isupper() or len(low) < 4:
            return False
        if low.endswith(("ing", "ed")):
            return True
        return low.endswith("s") and not low.endswith("ss") and not subject.plural

    def _departs(self, at: int, subject: Mention | None, helped: bool) -> bool:
        return (
            self.low(at) == "left"
            and subject is not None
            and not helped
            and (
                self.low(at + 1) in ("", ".", "the", "home", "a", "his", "her")
                and self.low(at - 1) not in ("to", "the", "from")
                and self.low(at + 2) != "side"
            )
            and self.low(at + 1) not in ("", ".")
        )

    def _acts(
        self, at: int, found: Verb, subject: Mention | None, helped: bool, inside: bool
    ) -> bool:
        """Whether the verb form stands as a verb here."""
        low, after = self.low(at), self.low(at + 1)
        named = access.noun_form(low) is not None or low in words.ADJECTIVES
        previous = self.low(at - 1)
        if previous in ("his", "its", "their", "my", "our", "your"):
            return False  # "their shadows"
        if previous in words.DETERMINERS and previous not in ("all", "each", "that"):
            return False
        if helped:
            return (
                found.form in ("ing", "ed", "en", "base")
                and not (
                    low in words.ADJECTIVES and found.form in ("ed", "en") and after not in ("by",)
                )
                and not (found.form == "base" and named and after in ("of",))
            )
        if found.form == "base" and named and access.verb(previous):
            return False  # "drinking water"
        if found.form == "base":
            if subject is not None:
                return (
                    subject.plural
                    or subject.head in INVARIANT
                    or subject.pronoun in ("p", "i")
                    or (not named and previous in ("and", ",", "to", "then", "qqthen"))
                )
            starts = after in words.DETERMINERS | set(words.POSSESSIVES) or self._objects_ahead(
                at + 1
            )
            return (not inside and (starts if named else True)) or (
                not named and previous in ("and", ",", "then", "qqthen", "to", "")
            )
        if found.form == "s" and subject is None:  # "over the hills flies a dragon"
            here = after in words.DETERMINERS or after in words.NUMBERS
            return inside and here
        if found.form == "s":
            return subject is not None and (not named or not subject.plural or subject.collective)
        if found.form == "ing":
            return not (
                named
                and subject is None
                and not inside
                and access.noun_form(low) is not None
                and after in ("is", "are")
            )
        return subject is not None and (found.form == "ed" or low not in words.ADJECTIVES)

    def _objects_ahead(self, at: int) -> bool:
        low = self.low(at)
        return (bool(low) and low.isdigit()) or low in words.NUMBERS

    def _particle(self, found: Verb, at: int) -> tuple[Predicate, int]:
        predicate = Predicate(found.lemma, found.form, found.group, found.group_object)
        step = at
        while self.low(step).endswith("ly") and self.low(step) in words.ADVERBS:
            step += 1
        word = self.low(step)
        group = verbs.PARTICLES.get((found.lemma, word)) if word in _PARTICLE_WORDS else None
        if group and not (
            word in ("in", "on", "over", "by", "past", "through", "up", "down", "off")
            and self._needs_object(word, step + 1, found.lemma)
        ):
            predicate.group = predicate.group_object = group
            predicate.particle = word
            return predicate, step + 1
        return predicate, at

    def _needs_object(self, word: str, at: int, lemma: str) -> bool:
        """`flies in the sky` is a place, `flies in` an arrival."""
        if word == "off" or (word == "on" and lemma in ("turn", "switch", "put", "try")):
            return False
        return self.phrases.parse(at) is not None
