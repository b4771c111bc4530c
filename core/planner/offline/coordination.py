"""What joins and opens clauses: and, commas, then, while, who."""

from __future__ import annotations

from dataclasses import replace

from core.planner.offline.clause_state import BREAKS, PREPOSITIONS, ClauseState
from core.planner.offline.lexicon import words
from core.planner.offline.syntax import Clause, Mention, Prep

_ROLES = frozenset("hero heroine protagonist star friend".split())


class Coordination(ClauseState):
    """Rules that decide whether "and" joins things, verbs or statements."""

    def _connect(self, at: int) -> int | None:
        low = self.low(at)
        if low in ("then", "next", "finally", "afterwards", "later", "qqthen"):
            if self.now.mentions() or self.now.lemma:
                subjects = self._subjects() or (self.now.objects if not self.now.lemma else [])
                if self._new_thing(at + 1):
                    subjects = []
                self._flush(Clause(subjects=list(subjects), sequential=True))
            self.now.sequential = True
            return at + 1
        if low == "as" and self.now.complements and not self._clause_ahead(at + 1):
            simile = self.phrases.parse(at + 1)
            return simile[1] if simile else at + 1  # "white as snow"
        if low in BREAKS and not (low in ("as", "so") and not self._clause_ahead(at + 1)):
            if self.now.mentions():
                subjects = self._subjects() if self.predicates.verb(at + 1, None) else []
                self._flush(Clause(subjects=list(subjects), simultaneous=low != "but"))
            return at + 1
        if low not in ("and", ",", "or", "&", "plus", "-", ":", "(", ")"):
            return None
        return self._coordinate(at + 1)

    def _new_thing(self, at: int) -> bool:
        """`a dog and then a cat`: what follows is a thing with no verb of the first."""
        acts = self.predicates.verb(at, self._subject())
        return (
            not acts
            and self.low(at) not in ("back", "again", "straight")
            and self.regions.parse(at, None) is None
            and self.phrases.parse(at) is not None
        )

    def _aside(self, at: int) -> int | None:
        """`a lion, king of the jungle, sleeps`: a second name between commas; its end."""
        if self.last != "subject" or len(self.now.subjects) != 1 or self.low(at - 1) != ",":
            return None
        asides, end = [], at
        while found := self.phrases.parse(end):
            asides.append(found[0])
            end = found[1]
            if self.low(end) != "and":
                break
            end += 1
        subject = self.now.subjects[0]
        if self.low(end) != "," or not self.predicates.verb(end + 1, subject):
            return None
        if len(asides) > 1 and not (subject.plural and all(m.proper for m in asides)):
            return None
        self._known_as(subject, asides)
        return end + 1

    def _known_as(self, subject: Mention, asides: list[Mention]) -> None:
        """`Max, a firefighter` is a firefighter called Max; `two brothers, Ali and Omar`."""
        other = asides[0]
        if len(asides) > 1:
            subject.names = tuple(m.head for m in asides)
        elif other.proper and not subject.proper:
            subject.alias = other.head
        elif (
            (subject.proper or subject.head in _ROLES)
            and other.indefinite
            and other.noun
            and not other.place
        ):
            other.alias = subject.head if subject.proper else other.alias
            self.now.subjects[0] = other
            self._named(other)

    def _coordinate(self, at: int) -> int:
        while self.low(at) in ("and", "also", ",", "but") or (
            self.low(at).endswith("ly") and self.low(at) in words.ADVERBS
        ):
            at += 1
        if (
            self.low(at) in ("then", "next", "finally", "qqthen", "while", "")
            or not self.tokens[at].is_word
        ):
            return at
        if not (self.now.subjects or self.now.objects or self.now.lemma):
            self.last = ""  # "In a kitchen, a chef …"
            return at
        subjects = self._subjects()
        found = self.predicates.verb(at, subjects[-1] if subjects else None)
        if found and self.now.lemma and (subjects or self.now.form in ("base", "ing")):
            same = self.now.sequential and False
            self.main = []
            self._flush(Clause(subjects=list(subjects), sequential=same))
            return at
        if self.now.lemma and self._clause_ahead(at) and not self._more_worn(at):
            self.main = []
            self._flush(Clause())
            return at
        noun = self.phrases.parse(at)
        aside = self._aside(at)
        if aside:
            return aside
        if not noun or self.regions.parse(at, None):
            return at
        return self._join(noun[0], noun[1], at)

    def _more_worn(self, at: int) -> bool:
        """`wearing a suit and a tie speaks`: the tie is worn, it does not speak."""
        found = self.phrases.parse(at)
        if not found or (self.now.form != "ing" and not self.now.relative) or self.last != "object":
            return False
        alive = [
            m.noun is not None and m.noun.alive
            for m in (found[0], self.now.objects[-1], *self.now.subjects[-1:])
        ]
        return len(alive) == 3 and alive[2] and not alive[0] and not alive[1]

    def _join(self, mention: Mention, end: int, at: int) -> int:
        """A coordinated noun phrase joins the list that the phrase before it belongs to."""
        now, role = self.now, self.last
        if now.preps and now.preps[-1].rel == role:
            if self._gapped(mention, end, at):
                if now.existential or (not now.lemma and self.low(end) == "with"):
                    return self._listed(mention, end)
                verb = (now.lemma, now.group, now.form) if now.lemma else ("be", "be", "s")
                self._flush(Clause(lemma=verb[0], group=verb[1], form=verb[2], subjects=[mention]))
                self._named(mention)
                self.last = "verb"
                return end
            if self._outside(mention, now.preps[-1]):
                role = "subject" if now.subjects and not now.lemma else "object"
            else:
                now.preps.append(replace(now.preps[-1], target=mention))
                return end
        if role == "object" and (now.objects or now.existential):
            now.objects.append(mention)
        elif role == "subject" and now.subjects:
            now.subjects.append(mention)
        else:
            return at
        self.last = role
        self._named(mention)
        return end

    def _gapped(self, mention: Mention, end: int, at: int) -> bool:
        """`…, a chair to the right of the table`: a statement with its verb left out."""
        follows = self.low(end)
        if follows == "with" and self.now.preps[-1].rel == "with":
            return True
        spatial = follows in PREPOSITIONS - {
            "of",
            "with",
            "for",
            "about",
            "like",
            "without",
            "in",
            "at",
        }
        if not spatial or mention.pronoun or mention.place:
            return False
        framed = not isinstance(self.now.preps[-1].target, Mention)
        comma = framed or "," in (self.low(at - 1), self.low(at - 2))
        return (
            comma
            or mention.indefinite
            or mention.count is not None
            or follows in ("left-of", "right-of")
        )

    def _listed(self, mention: Mention, end: int) -> int:
        """One more thing of a list."""
        role = "object" if self.now.existential else "subject"
        (self.now.objects if role == "object" else self.now.subjects).append(mention)
        self.last = role
        self._named(mention)
        return end

    def _outside(self, mention: Mention, prep: Prep) -> bool:
        """Whether the new phrase goes with the main list rather than with the preposition."""
        target = prep.target
        if not isinstance(target, Mention) or not (self.now.subjects or self.now.objects):
            return True
        alive = mention.noun is not None and mention.noun.alive
        if prep.rel in ("in", "with", "wearing") and alive:
            return target.noun is None or not target.noun.alive or bool(target.place)
        return bool(target.place) != bool(mention.place) and prep.rel in ("in", "on", "at")

    def _relative(self, at: int) -> int | None:
        whom = self.latest if self.low(at) != "who" or self._alive(self.latest) else self.anchor
        if self.low(at) not in ("that", "who", "which", "where") or not whom:
            return None
        step = at + 1
        while self.low(step) == "qqthen" or self.low(step) in words.ADVERBS:
            step += 1
        if not self.predicates.verb(step, whom):
            return None
        if not (self.now.lemma or self.now.objects):
            self.main = list(self.now.subjects)
        later = "qqthen" in (self.low(n) for n in range(at, step))
        self._flush(Clause(subjects=[whom], relative=True, sequential=later))
        return step
