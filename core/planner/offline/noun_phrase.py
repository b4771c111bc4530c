"""Noun phrases: determiner, count, adjectives, compound head, and what clings to it."""

from __future__ import annotations

from dataclasses import replace

from core.planner.offline.lexicon import access, places, words
from core.planner.offline.lexicon.inflect import plural, singular
from core.planner.offline.lexicon.names import gender
from core.planner.offline.noun_words import OWNERS, NounWords
from core.planner.offline.syntax import Mention
from core.planner.offline.tokens import is_number

_VISUAL_DROP = frozenset(
    """left right other same different similar first second third last next main single whole
    realistic lively upper lower middle initial""".split()
)

_TITLES = {"mr": "m", "mrs": "f", "ms": "f", "dr": "?", "sir": "m", "lady": "f", "king": "m"}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_MANY = frozenset("few couple dozen pair lot hundred thousand handful".split())
_PEOPLE = frozenset({"couple", "duo", "trio"})
_SOME_OF = frozenset("part end side edge half rest kind type sort bit portion".split())


class NounPhrases(NounWords):
    """Reads noun phrases from a token list; holds no state besides the tokens."""

    def parse(self, at: int) -> tuple[Mention, int] | None:
        """The noun phrase that begins at `at` and the index after it, or None."""
        found = self._pronoun(at) or self._full(at)
        if not found:
            return None
        mention, end = found
        return self._names(mention, end)

    def _pronoun(self, at: int) -> tuple[Mention, int] | None:
        low = self.low(at)
        if low == "each-other":
            return Mention(low, pronoun="x"), at + 1
        if low not in words.PRONOUNS or low in ("who", "which"):
            return None
        gender, number = words.PRONOUNS[low]
        following = access.verb(self.low(at + 1))
        if low in ("both", "all", "each") and following and following.form == "ing":
            return Mention(low, pronoun=gender, plural=True), at + 1
        if low in ("her", "one", "both", "each", "all", "another") and self._starts_noun(at + 1):
            return None
        if low in ("both", "all", "each", "one") and self.low(at + 1) in ("of", "the"):
            return None
        return Mention(low, pronoun=gender, plural=number > 1), at + 1

    def _full(self, at: int) -> tuple[Mention, int] | None:
        start = at
        mention = Mention("")
        while True:  # "all of the", "one of the three"
            step = self._opener(mention, at)
            if not step:
                break
            at = step
        opened = at > start
        whole = self._pronoun(at) if opened and self.low(at - 1) == "of" else None
        if whole:  # "all of them", "one of them"
            many = self.low(start) in ("all", "both", "each")
            return replace(whole[0], count=None if many else mention.count, plural=True), whole[1]
        body = self._body(at, opened, mention)
        if body:
            return body
        if mention.count is not None and opened and not mention.definite:
            return replace(mention, head="one", pronoun="p" if mention.count > 1 else "n"), at
        if mention.other:
            return replace(mention, head="other", pronoun="o"), at
        return None

    def _opener(self, mention: Mention, at: int) -> int | None:
        low = self.low(at)
        if not low:
            return None
        if low in ("the", "this", "that", "these", "those"):
            if low == "that" and not self._starts_noun(at + 1):
                return None
            mention.definite = True
            mention.plural |= low in ("these", "those")
        elif low in ("a", "an", "every", "each", "any"):
            mention.indefinite = True
            if self.low(at + 1) in _MANY:
                return at + 1
            mention.count = 1
        elif low in OWNERS and self._starts_noun(at + 1):
            mention.definite, mention.owner = True, OWNERS[low]
        elif low in ("another", "other"):
            mention.other = True
            mention.count = mention.count or (1 if low == "another" else None)
        elif low in ("lots-of", "pair-of"):
            mention.count, mention.plural, mention.vague = (
                (2 if low == "pair-of" else 7),
                True,
                low != "pair-of",
            )
        elif low in _PEOPLE and not self._counts(at + 1):
            return None
        elif low in words.VAGUE and not (low == "some" and not self._plural_ahead(at + 1)):
            if mention.count == 1 and self.low(at - 1) == "of":
                return at + 1  # "one of many books"
            mention.collective |= mention.indefinite
            mention.count, mention.plural, mention.vague = (
                words.VAGUE[low],
                True,
                low not in ("both", "pair", "couple"),
            )
            return at + 2 if self.low(at + 1) == "of" else at + 1
        elif low in ("some", "all", "no"):
            mention.absent = low == "no"
        else:
            return self._number(mention, at)
        return at + 2 if self.low(at + 1) == "of" and low in ("all", "each", "another") else at + 1

    def _counts(self, at: int) -> bool:
        """`a couple of cats` counts; `a couple dancing` is two people."""
        acts = access.verb(self.low(at))
        return self.low(at) == "of" or (
            self._starts_noun(at) and not (acts and access.noun_form(self.low(at)) is None)
        )

    def _number(self, mention: Mention, at: int) -> int | None:
        number = is_number(self.tokens[at])
        if number is None or (mention.count and mention.indefinite and number < 2):
            return None
        if (
            self.low(at) in ("hundred", "thousand", "million", "dozen")
            and mention.count
            and mention.count > 1
        ):
            number *= mention.count
        if not (mention.count == 1 and self.low(at - 1) == "of" and number > 1):
            mention.count, mention.plural = number, number > 1
        return at + 2 if self.low(at + 1) == "of" else at + 1

    def _body(self, at: int, opened: bool, mention: Mention) -> tuple[Mention, int] | None:
        attributes: list[str] = []
        heads: list[str] = []
        plural = False
        while at < len(self.tokens):
            token = self.tokens[at]
            kind = self._kind(at, heads, opened or bool(attributes), plural, mention)
            if kind == "stop":
                break
            if kind == "attribute":
                at = self._attribute(at, attributes, mention)
                continue
            if kind == "skip":
                at += 1
                continue
            form = access.noun_form(token.low)
            one = form[0] if form else (singular(token.low) or token.low)
            plural = form[1] if form else one != token.low
            if token.possessive:  # "the girl's dog"
                mine = token.text if token.text[:1].isupper() and not form else one
                owners = [*heads, mine], attributes, mention.count, mention.indefinite
                mention.owner, mention.definite = one, True
                mention.count, attributes, heads, opened = None, [], [], True
                at += 1
                if self._part(self.low(at)):  # "a girl's nose" is seen as the girl
                    heads, attributes, mention.count, mention.indefinite = owners
                    mention.owner, mention.definite = "", not mention.indefinite
                    at += 1
                    break
                continue
            named = heads and not form and token.text[:1].isupper() and at > 1
            if named and not heads[0][:1].isupper():
                mention.alias = token.text  # "the dog Rex"
                at += 1
                break
            if heads and plural and not form and not mention.plural:
                one, plural = token.low, False
            heads.append(one)
            at += 1
            taken = self._of(at, heads, mention)
            if taken:
                at = taken
                plural = mention.plural
        if not heads:
            return None
        return self._mention(mention, heads, attributes, plural, at), at

    def _attribute(self, at: int, attributes: list[str], mention: Mention) -> int:
        low = self.low(at)
        mention.size *= words.SIZES.get(low, 1.0)
        if low in _ORDINALS and mention.definite:
            mention.ordinal = _ORDINALS[low]
        verb = access.verb(low)
        if verb and verb.form == "ing" and verb.group != "still":
            mention.motion = verb.lemma
        elif (
            self.low(at + 1) in ("and", "&")
            and low in words.COLOURS
            and self.low(at + 2) in words.COLOURS
        ):
            attributes.append(f"{low} and {self.low(at + 2)}")
            return at + 3
        elif low not in _VISUAL_DROP:
            attributes.append(low)
        return at + 1

    def _of(self, at: int, heads: list[str], mention: Mention) -> int | None:
        """`flock of birds` counts the birds; `bowl of soup` is one thing."""
        if self.low(at) != "of":
            return None
        first = heads[-1]
        inner = NounPhrases(self.tokens)._full(at + 1)
        if not inner or inner[0].pronoun or not inner[0].head:
            return None
        body, end = inner
        alive = body.noun is not None and body.noun.alive and not body.proper
        many = body.plural or (alive and not body.indefinite)
        if body.noun is not None and body.noun.kind == "abstract":
            return None  # "cats of equal size"
        if first in _SOME_OF:
            mention.attributes = body.attributes
            heads[-1] = body.head
            return end
        if (
            first in words.COLLECTIVES
            and many
            and len(heads) == 1
            and not (first in words.CONTAINERS and first not in ("pair", "bunch", "pile", "stack"))
        ):
            if first in ("pile", "stack", "bouquet") and not body.count:
                heads[-1] = f"{first} of {plural(body.head)}"
                return end
            count = body.count or words.COLLECTIVES[first] * (mention.count or 1)
            mention.count, mention.plural, mention.vague = count, True, body.count is None
            mention.attributes = body.attributes
            mention.row, mention.collective = first in ("row", "line"), True
            heads[-1] = body.head
            return end
        if first in words.CONTAINERS or body.noun is None or not body.noun.alive:
            article = "the " if body.definite and not body.place else ""
            if body.definite and first not in words.CONTAINERS:
                return None
            word = plural(body.head) if many and not body.head.endswith("s") else body.head
            heads[-1] = f"{first} of {article}{' '.join([*body.attributes, word])}"
            return end
        return None

    def _mention(
        self, mention: Mention, heads: list[str], attributes: list[str], plural: bool, end: int
    ) -> Mention:
        name = " ".join(heads)
        noun = access.noun(name) or (
            access.noun(heads[0].split(" of ")[0]) if " of " in heads[0] else None
        )
        first = self.tokens[end - 1]
        bare = not (mention.definite or mention.indefinite or mention.count or attributes)
        texts = [t.text for t in self.tokens[end - len(heads) : end]]
        title = _TITLES.get(texts[0].lower(), "") if bare and len(texts) > 1 else ""
        sex = gender(texts[0]) if bare and len(texts) == 1 and texts[0][:1].isupper() else ""
        proper = bare and not noun and all(t[:1].isupper() for t in texts) and bool(texts)
        proper = proper and not any(access.noun_form(h) or access.verb(h) for h in heads[:-1])
        proper |= bool(sex) or (len(heads) == 1 and heads[0][:1].isupper())
        if proper and plural and access.noun_form(first.low) is None:
            plural = False  # "Goldilocks"
        proper = proper and not plural
        where = access.place(name.split(" of ")[0]) or (
            access.place(heads[-1]) if len(heads) > 1 else None
        )
        if proper and not where:
            name = " ".join(texts) if not heads[0][:1].isupper() else heads[0]
            noun = access.Noun(name, "person", sex or title or "?", "ground", "park", 0.65, 1.6)
        mention.attributes = (*attributes, *mention.attributes)
        if name in ("something", "someone"):
            mention.indefinite, mention.count = True, 1
        mention.head, mention.proper = name, proper and not where
        mention.plural = mention.plural or plural or (noun is not None and (mention.count or 1) > 1)
        if where and (access.nouns().get(name) is None or name in places.ALSO_THINGS):
            visual = [a for a in mention.attributes if a not in ("big", "large", "small", "the")]
            mention.place = " ".join([*visual, name])
        mention.noun = noun or (access.landmark(name) if mention.place else access.unknown(name))
        return mention

    def _names(self, mention: Mention, at: int) -> tuple[Mention, int]:
        """`named Rex`, `called Rex`, `, Rex,` after a noun."""
        if mention.proper and self.low(at) == "the":  # "Tom the cat"
            kind = self._full(at)
            if kind and kind[0].noun and not kind[0].place:
                kind[0].alias = mention.head
                return kind
        if self.low(at) in ("named", "called", "nicknamed") and at + 1 < len(self.tokens):
            mention.alias = self.tokens[at + 1].text
            return mention, at + 2
        return mention, at
