"""Sentences to clauses: a tolerant, single pass over tokens that never gives up on a word."""

from __future__ import annotations

from core.planner.offline.clause_state import PREPOSITIONS
from core.planner.offline.coordination import Coordination
from core.planner.offline.lexicon import access, words
from core.planner.offline.noun_words import STOP
from core.planner.offline.pictures import Pictures
from core.planner.offline.predicates import PERCEPTION
from core.planner.offline.prepositional import Prepositional
from core.planner.offline.syntax import Clause, Mention


class ClauseParser(Prepositional, Coordination, Pictures):
    """Reads one sentence. `clauses()` is the only thing to call."""

    def clauses(self) -> list[Clause]:
        """Every clause of the sentence, in order; empty when nothing was said."""
        at = 0
        while at < len(self.tokens):
            for rule in (
                self._time,
                self._connect,
                self._relative,
                self._fixed,
                self._compare,
                self._picture,
                self._complement,
                self._verb,
                self._preposition,
                self._direction,
                self._noun,
            ):
                step = rule(at)
                if step is not None:
                    break
            else:
                if self.low(at) in words.ADVERBS or self.low(at).endswith("ly"):
                    self.now.adverbs.append(self.low(at))
                step = at + 1
            at = max(step, at + 1)
            self.at = at
        self._flush(Clause())
        self._inherit()
        return [c for c in self.done if c.mentions() or c.lemma or c.preps or c.times]

    def _inherit(self) -> None:
        """`moves to the left, then to the right`: the verb is understood."""
        for before, clause in zip(self.done, self.done[1:], strict=False):
            if (
                clause.sequential
                and not clause.lemma
                and clause.preps
                and before.lemma
                and not clause.objects
            ):
                clause.lemma, clause.group, clause.form = before.lemma, before.group, before.form

    def _time(self, at: int) -> int | None:
        if not self.low(at).startswith("qt"):
            return None
        self.now.times.append(self.low(at)[2:])
        return at + 1

    def _complement(self, at: int) -> int | None:
        """`is brown`, `are big and red`."""
        low = self.low(at)
        if self.now.group != "be" or self.last != "verb" or not self.tokens[at].is_word:
            return None
        strange = not (
            self.phrases.continues(at)
            or access.verb(low)
            or low in PREPOSITIONS | STOP | words.DETERMINERS | set(words.DIRECTIONS)
            or self.tokens[at].text[:1].isupper()
            or low.startswith(("qt", "qq"))
        )
        if not access.is_adjective(low) and not strange:
            return None
        if self.phrases.continues(at + 1):
            return None
        self.now.complements.append(low)
        return (
            at + 2
            if self.low(at + 1) == "and" and access.is_adjective(self.low(at + 2))
            else at + 1
        )

    def _verb(self, at: int) -> int | None:
        if self.low(at) == "there" and self.low(at + 1) in ("is", "are", "was", "were"):
            if self.now.subjects or self.now.objects or self.now.lemma:
                self._flush(Clause())
            self.now.existential = True
            self.last = ""
            return at + 2
        found = self.predicates.verb(at, self._subject(), bool(self.now.mentions()))
        if not found:
            return None
        predicate, end = found
        if self.now.lemma or (self.now.existential and self.now.objects):
            self._another(predicate.form, predicate.purpose)
        predicate.fill(self.now)
        self.now.early = len(self.now.preps)
        if not self.now.subjects and self.main:
            self.now.subjects = list(self.main)
        self.last = "verb"
        return end

    def _another(self, form: str, purpose: bool) -> None:
        """A second verb in one clause: a participle, a purpose, or the main verb resumed."""
        now = self.now
        if (
            form == "ing"
            and self.anchor
            and (
                now.existential
                or now.lemma in PERCEPTION
                or (
                    self.last == "object"
                    and self.anchor.noun
                    and self.anchor.noun.alive
                    and now.group != "follow"
                )
            )
        ):
            listed = now.existential and self.last not in ("verb", "with")
            group = list(now.objects) if listed else [self.anchor]
            self._flush(Clause(subjects=self._coordinated(group), relative=True))
        elif self.main:
            subjects, self.main = self.main, []
            self._flush(Clause(subjects=list(subjects)))
        else:
            subjects = now.subjects or (now.objects if now.existential else [])
            self._flush(
                Clause(
                    subjects=list(subjects), relative=form == "ing" or purpose or now.existential
                )
            )

    def _coordinated(self, group: list[Mention]) -> list[Mention]:
        taken = {id(m) for clause in self.done for m in clause.subjects if clause.relative}
        return [m for m in group if id(m) not in taken] or group[-1:]

    def _light(self, mention: Mention) -> bool:
        """`takes a walk` is `walks`."""
        verb = words.LIGHT_NOUNS.get(mention.head)
        if (
            not verb
            or self.now.lemma not in words.LIGHT_VERBS
            or (mention.place and mention.head != "shower")
        ):
            return False
        found = access.verb(verb)
        if found:
            self.now.lemma, self.now.group = found.lemma, found.group
        return True

    def _noun(self, at: int) -> int | None:
        found = self.phrases.parse(at)
        if not found:
            return None
        mention, end = found
        if self._light(mention):
            return end
        if self.now.existential and not self.now.lemma:
            self.now.objects.append(mention)
            self.last = "object"
        elif self.now.lemma:
            if self.last not in ("verb", "object") and self.predicates.verb(end, mention):
                self._flush(Clause(subjects=[mention]))
                self.main, self.last = [], "subject"
            else:
                self.now.objects.append(mention)
                self.last = "object"
        else:
            if self.now.subjects and self.last != "subject":
                pass
            self.now.subjects.append(mention)
            self.last = "subject"
        self._named(mention)
        return end
