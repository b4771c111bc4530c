"""Sentences to clauses: a tolerant, single pass over tokens that never gives up on a word."""

from __future__ import annotations

from dataclasses import replace

from core.planner.offline.comparisons import comparison
from core.planner.offline.lexicon import access, verbs, words
from core.planner.offline.noun_phrase import NounPhrases
from core.planner.offline.predicates import PERCEPTION, Predicates
from core.planner.offline.regions import Regions
from core.planner.offline.syntax import Clause, Mention, Prep, Region, Side
from core.planner.offline.tokens import Token

PREPOSITIONS = frozenset(
    """in on at by for from into of off over under above below behind beside between among through
    across along around past toward to near against about inside outside onto with up down via amid
    left-of right-of front-of ahead-of away-from out-of middle-of far-side-of bottom-of top-of edge-of
    up-to round without like in-pursuit-of after before""".split()
)
FIXED = {  # joined adverbials -> (relation, region)
    "left-to-right": ("path", Region(-1, None), Region(1, None)),
    "right-to-left": ("path", Region(1, None), Region(-1, None)),
}
MANNERS = frozenset("back-and-forth up-and-down in-circles in-zigzag in-place side-by-side in-a-row "
                    "in-the-air into-the-air straight".split())
_LOOSE = frozenset({"and", "then", "qqthen", "while", "whilst", "but", "as", "when", "next", "finally", "later", "or"})
_BREAKS = frozenset({"while", "whilst", "as", "when", "because", "so", "but", "until", "till", "if", "where"})


def spoken(tokens: list[Token]) -> str:
    """Tokens as text again, without a connective at either end."""
    words_ = [t for t in tokens]
    while words_ and (words_[0].low in _LOOSE or not words_[0].is_word):
        words_ = words_[1:]
    while words_ and (words_[-1].low in _LOOSE or not words_[-1].is_word):
        words_ = words_[:-1]
    text = ""
    for token in words_:
        text += (" " if text and token.low not in (",", ":", ")", ".") else "") + token.text + ("'s" if token.possessive else "")
    return text


class ClauseParser:
    """Reads one sentence. `clauses()` is the only thing to call."""

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

    def clauses(self) -> list[Clause]:
        """Every clause of the sentence, in order; empty when nothing was said."""
        at = 0
        while at < len(self.tokens):
            for rule in (self._time, self._connect, self._relative, self._fixed, self._compare,
                         self._picture, self._complement, self._verb, self._preposition, self._direction, self._noun):
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

    def _flush(self, following: Clause) -> None:
        self.now.text = spoken(self.tokens[self.began : self.at])
        self.began = self.at
        self.done.append(self.now)
        self.now = following
        self.side = None

    def _inherit(self) -> None:
        """`moves to the left, then to the right`: the verb is understood."""
        for before, clause in zip(self.done, self.done[1:], strict=False):
            if clause.sequential and not clause.lemma and clause.preps and before.lemma and not clause.objects:
                clause.lemma, clause.group, clause.form = before.lemma, before.group, before.form

    def _time(self, at: int) -> int | None:
        if not self.low(at).startswith("qt"):
            return None
        self.now.times.append(self.low(at)[2:])
        return at + 1

    def _connect(self, at: int) -> int | None:
        low = self.low(at)
        if low in ("then", "next", "finally", "afterwards", "later", "qqthen"):
            if self.now.mentions() or self.now.lemma:
                subjects = self._subjects() or (self.now.objects if not self.now.lemma else [])
                self._flush(Clause(subjects=list(subjects), sequential=True))
            self.now.sequential = True
            return at + 1
        if low in _BREAKS and not (low in ("as", "so") and not self._clause_ahead(at + 1)):
            if self.now.mentions():
                subjects = self._subjects() if self.predicates.verb(at + 1, None) else []
                self._flush(Clause(subjects=list(subjects), simultaneous=low != "but"))
            return at + 1
        if low not in ("and", ",", "or", "&", "plus", "-", ":", "(", ")"):
            return None
        return self._coordinate(at + 1)

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
        while self.low(end) in words.ADVERBS or self.low(end).endswith("ly"):
            end += 1
        if self.low(end) in ("who", "that", "which"):
            return True
        return self.predicates.verb(end, found[0]) is not None

    def _coordinate(self, at: int) -> int:
        while self.low(at) in ("and", "also", ",", "but") or (self.low(at).endswith("ly") and self.low(at) in words.ADVERBS):
            at += 1
        if self.low(at) in ("then", "next", "finally", "qqthen", "while", "") or not self.tokens[at].is_word:
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
        if not noun or self.regions.parse(at, None):
            return at
        return self._join(noun[0], noun[1], at)

    def _more_worn(self, at: int) -> bool:
        """`wearing a suit and a tie speaks`: the tie is worn, it does not speak."""
        found = self.phrases.parse(at)
        if not found or self.now.form != "ing" and not self.now.relative or self.last != "object":
            return False
        alive = [m.noun is not None and m.noun.alive for m in (found[0], self.now.objects[-1], *self.now.subjects[-1:])]
        return len(alive) == 3 and alive[2] and not alive[0] and not alive[1]

    def _join(self, mention: Mention, end: int, at: int) -> int:
        """A coordinated noun phrase joins the list that the phrase before it belongs to."""
        now, role = self.now, self.last
        if now.preps and now.preps[-1].rel == role:
            if self._gapped(mention, end, at):
                if now.existential or not now.lemma and self.low(end) == "with":
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
        spatial = follows in PREPOSITIONS - {"of", "with", "for", "about", "like", "without", "in", "at"}
        if not spatial or mention.pronoun or mention.place:
            return False
        comma = "," in (self.low(at - 1), self.low(at - 2))
        return comma or mention.indefinite or mention.count is not None or follows in ("left-of", "right-of")

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

    def _named(self, mention: Mention) -> None:
        """Later phrases are about `mention`; a place that was waiting for its thing finds it."""
        self.anchor = self.latest = mention
        if self.waiting:
            self.now.preps += [replace(p, anchor=mention) for p in self.waiting]
            self.waiting = []

    def _complement(self, at: int) -> int | None:
        """`is brown`, `are big and red`."""
        low = self.low(at)
        if self.now.group != "be" or self.last != "verb" or not access.is_adjective(low):
            return None
        if self.phrases.continues(at + 1):
            return None
        self.now.complements.append(low)
        return at + 2 if self.low(at + 1) == "and" and access.is_adjective(self.low(at + 2)) else at + 1

    def _relative(self, at: int) -> int | None:
        whom = self.latest if self.low(at) != "who" or self._alive(self.latest) else self.anchor
        if self.low(at) not in ("that", "who", "which", "where") or not whom:
            return None
        if not self.predicates.verb(at + 1, whom):
            return None
        if not (self.now.lemma or self.now.objects):
            self.main = list(self.now.subjects)
        self._flush(Clause(subjects=[whom], relative=True))
        return at + 1

    def _alive(self, mention: Mention | None) -> bool:
        return mention is not None and mention.noun is not None and mention.noun.alive

    def _fixed(self, at: int) -> int | None:
        low = self.low(at)
        step = at + 1 if low == "from" else at
        if self.low(step) in FIXED:
            _, start, end = FIXED[self.low(step)]
            self.now.preps += [Prep("from", start, self.anchor), Prep("to", end, self.anchor)]
            return step + 1
        if low in MANNERS:
            self.now.adverbs.append(low)
            return at + 1
        return None

    def _compare(self, at: int) -> int | None:
        found = comparison(self.phrases, at)
        if not found:
            return None
        compare, end = found
        self.now.compares.append(replace(compare, anchor=self.anchor))
        return end

    def _picture(self, at: int) -> int | None:
        """Words about the picture itself: "a scene with", "in the video"."""
        start = at
        if self.now.lemma and self.last == "verb" and self.low(at) not in PREPOSITIONS:
            return None  # "paints a picture"
        if self.low(at) in ("in", "on", "of", "into", "within", "inside", "out-of", "from", "across", "through"):
            at += 1
        ahead = at
        while self.low(ahead) in words.ADJECTIVES | {"a", "an", "the", "this", "viewed", "top-down", "high", "quality", "-", "close-up"}:
            ahead += 1
        if start == at and not self.now.mentions():
            ahead = self._shot(ahead)
        if self.low(ahead) not in words.PICTURE or (self.low(ahead) == "camera" and self.low(start) != "in"):
            return None
        if ahead > at and self.low(ahead + 1) in ("lens",):
            return None
        if self.low(start) in ("into", "out-of", "from"):
            self.now.preps.append(Prep("enter" if self.low(start) == "into" else "exit", None, self.anchor))
        end = ahead + 1
        if self.low(end) in words.PICTURE:
            end += 1
        opener = self.low(end) in ("of", "with", "that", "containing", "showing", "where", "in", "which", "has", "featuring", "depicting", "contains", "shows", "about", ":")
        if start == at and opener and not self.now.mentions():
            end += 1
            while self.low(end) in ("has", "contains", "shows", "which", "is", "have"):
                end += 1
            self.now.existential = True
        return end

    def _shot(self, at: int) -> int:
        """`drone shot of`, `time-lapse video of`: skip to the word for the picture."""
        for ahead in range(at, min(at + 3, len(self.tokens))):
            if self.low(ahead) in words.PICTURE and self.low(ahead + 1) in ("of", "showing", "with", "that"):
                return ahead
            if self.low(ahead) in ("of", "with", ",", ".") or access.verb(self.low(ahead)):
                break
        return at

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

    def _subject(self) -> Mention | None:
        """The subject so far; several together count as a plural."""
        subjects = self.now.subjects or self.main or (self.now.objects if self.now.existential else [])
        if len(subjects) > 1 and not subjects[-1].plural:
            return replace(subjects[-1], plural=True)
        return subjects[-1] if subjects else None

    def _another(self, form: str, purpose: bool) -> None:
        """A second verb in one clause: a participle, a purpose, or the main verb resumed."""
        now = self.now
        if form == "ing" and self.anchor and (
            now.existential or now.lemma in PERCEPTION or (self.last == "object" and self.anchor.noun and self.anchor.noun.alive and now.group != "follow")
        ):
            group = [m for m in now.objects] if now.existential and self.last != "verb" else [self.anchor]
            self._flush(Clause(subjects=self._coordinated(group), relative=True))
        elif self.main:
            subjects, self.main = self.main, []
            self._flush(Clause(subjects=list(subjects)))
        else:
            subjects = now.subjects or (now.objects if now.existential else [])
            self._flush(Clause(subjects=list(subjects), relative=form == "ing" or purpose or now.existential))

    def _coordinated(self, group: list[Mention]) -> list[Mention]:
        taken = {id(m) for clause in self.done for m in clause.subjects if clause.relative}
        return [m for m in group if id(m) not in taken] or group[-1:]

    def _preposition(self, at: int) -> int | None:
        rel = self.low(at)
        if rel not in PREPOSITIONS:
            return None
        if rel in ("up", "down", "about", "after", "before", "like") and not self.phrases.parse(at + 1):
            return None
        if rel in ("left-of", "right-of", "middle-of", "top-of", "bottom-of", "far-side-of"):
            start = at
        else:
            start = at + 1
            while self.low(start) in ("directly", "straight", "right", "just", "back", "only") and self.low(start + 1) not in ("side", "of", "corner", "", ".", ",", "and"):
                start += 1
        return self._target(rel, at, start)

    def _target(self, rel: str, at: int, start: int) -> int | None:
        picture = self.regions.picture(start)
        if picture and rel in ("into", "in", "across", "through", "out-of", "from", "off", "inside", "onto", "toward", "to", "up-to"):
            where = {"into": "enter", "onto": "enter", "out-of": "exit", "off": "exit", "across": "across", "through": "across"}
            if self.low(picture - 1) == "camera":
                self.now.preps.append(Prep("camera-from" if rel in ("from", "out-of") else "camera", None, self.anchor))
            elif rel in where:
                self.now.preps.append(Prep(where[rel], None, self.anchor))
            return picture
        region = self.regions.parse(start, self.side)
        if region:
            target, end = region
            if isinstance(target, Side):
                self.side = target
                rel = rel if rel in ("from", "to", "toward") else ("side" if start == at else rel)
            prep = Prep(rel, target, self.anchor)
            leads = self.low(at - 1) in ("and", ",", "", "while") and not self.now.lemma
            if isinstance(target, Region) and leads and self._things_ahead(end):
                self.waiting.append(prep)
            else:
                self.now.preps.append(prep)
            self.last = rel
            return end
        return self._nested(rel, start) or self._thing(rel, start)

    def _things_ahead(self, at: int) -> bool:
        while self.low(at) in (",", "there", "is", "are", "we", "see", "stands", "sits"):
            at += 1
        return self.phrases.parse(at) is not None

    def _nested(self, rel: str, start: int) -> int | None:
        """`from above a flower`, `to below it`."""
        heights = {"above": -1, "over": -1, "below": 1, "under": 1}
        if rel not in ("from", "to") or self.low(start) not in heights:
            return None
        noun = self.phrases.parse(start + 1)
        if not noun:
            return None
        of = self.side.of if self.side and noun[0].pronoun else noun[0]
        self.side = Side(of, 0, heights[self.low(start)])
        self.now.preps.append(Prep(rel, self.side, self.anchor))
        self.last = rel
        return noun[1]

    def _thing(self, rel: str, start: int) -> int | None:
        noun = self.phrases.parse(start)
        if not noun:
            if self.predicates.verb(start, None):  # "by jumping", "after eating"
                return start
            self.now.adverbs.append(rel)
            return start if start > 0 else None
        target, end = noun
        self.latest = target
        more: tuple[Mention, ...] = ()
        while rel in ("between", "among") and self.low(end) in ("and", ","):
            other = self.phrases.parse(end + 1)
            if not other:
                break
            more, end = (*more, other[0]), other[1]
        self.now.preps.append(Prep(rel, target, self.anchor, more))
        if rel == "with" or not self.anchor:
            self.anchor = target
        self.last = rel
        return end

    def _light(self, mention: Mention) -> bool:
        """`takes a walk` is `walks`."""
        verb = words.LIGHT_NOUNS.get(mention.head)
        if not verb or self.now.lemma not in words.LIGHT_VERBS or mention.place and mention.head != "shower":
            return False
        found = access.verb(verb)
        if found:
            self.now.lemma, self.now.group = found.lemma, found.group
        return True

    def _direction(self, at: int) -> int | None:
        low = self.low(at)
        if low in words.DIRECTIONS:
            h, v = words.DIRECTIONS[low]
            self.now.preps.append(Prep("dir", Region(h, v), self.anchor))
            return at + 1
        if low in ("forward", "forwards", "backward", "backwards"):
            self.now.adverbs.append(low.rstrip("s"))
            return at + 1
        return None

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
