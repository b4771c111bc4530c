"""Who is meant: mentions become beings (consistency groups) and their instances.

Pronouns follow gender, number and salience; definite phrases find what was named before, by
the same word, a compound's last word, a name, or a wider word ("the animal").
"""

from __future__ import annotations

from core.planner.offline.being import NEUTER, PAIRED, Being
from core.planner.offline.lexicon import access, words
from core.planner.offline.lexicon.inflect import INVARIANT
from core.planner.offline.lexicon.names import gender
from core.planner.offline.syntax import Mention

MOST = 20  # instances of one being that are shown at once

Actor = tuple[int, int]  # (being, instance)
Actors = tuple[Actor, ...]


class Discourse:
    """Everything named so far, and what is on stage in the scene at hand."""

    def __init__(self) -> None:
        self.beings: list[Being] = []
        self.stage: dict[Actor, None] = {}  # of the scene at hand
        self.before: dict[Actor, None] = {}  # of the scene before
        self.subjects: Actors = ()  # of the latest clause
        self.group: Actors = ()  # the latest plural
        self.landed: set[Actor] = set()  # birds that were last seen on their feet
        self.aloft: set[Actor] = set()  # anybody that was last seen flying
        self.clock = 0
        self._known: dict[int, Actors] = {}

    def begin_scene(self) -> None:
        """A new scene: the stage is empty, memory is not."""
        self.before, self.stage = (self.stage or self.before), {}

    def being(self, actor: Actor) -> Being:
        """The being an actor is an instance of."""
        return self.beings[actor[0]]

    def resolve(self, mention: Mention, exclude: Actors = ()) -> Actors:
        """The actors a mention means, put on stage."""
        if id(mention) in self._known:
            actors = self._known[id(mention)]
        else:
            actors = self._pronoun(mention, exclude) if mention.pronoun else self._noun(mention)
            self._known[id(mention)] = actors
        self.clock += 1
        for actor in actors:
            self.being(actor).seen = self.clock
            self.stage.setdefault(actor)
        if len(actors) > 1:
            self.group = actors
        return actors

    def know(self, mention: Mention, actors: Actors) -> None:
        """`mention` means `actors`, whatever its words would say."""
        self._known[id(mention)] = actors

    def meant(self, mention: Mention) -> Actors:
        """The actors that `mention` was found to mean, () while it is not."""
        return self._known.get(id(mention), ())

    # -- pronouns ---------------------------------------------------------------------------

    def _pronoun(self, mention: Mention, exclude: Actors) -> Actors:
        kind = mention.pronoun
        if kind == "x":
            return ()
        if kind in ("i", "s"):
            return self._named("person") or self._new(
                Mention("person", access.noun("person"), count=1)
            )
        if kind == "p":
            return self._they(exclude, mention.count or 0)
        if kind == "o" or mention.head == "one":
            return self._one(mention)
        found = self._single(kind, exclude, mention)
        if found is None and kind == "n":  # "a person … it": better than inventing a thing
            found = self._single("m", exclude) or self._single("f", exclude)
        if found is not None:
            return (found,)
        head = {"m": "man", "f": "woman"}.get(kind, "object")
        return self._new(Mention(head, access.noun(head), count=1))

    def _they(self, exclude: Actors, count: int) -> Actors:
        subjects = tuple(a for a in self.subjects if a not in exclude)
        latest = sorted((b for b in self.beings if b.noun.alive), key=lambda b: -b.seen)[:2]
        pair = tuple((b.index, k) for b in reversed(latest) for k in range(b.count))
        options = [subjects, self.group, tuple(self.stage), tuple(self.before), pair]
        grown = [tuple(a for a in o if self.being(a).noun.alive) for o in options]
        options = [o for o in grown if len(o) > 1] + options
        for option in options:
            kept = tuple(a for a in option if a not in exclude)
            if len(kept) > 1 and (
                not count or len(kept) == count or len({a[0] for a in kept}) == 1
            ):
                alive = tuple(a for a in kept if self.being(a).noun.alive)
                return (alive if len(alive) > 1 and option is not self.group else kept)[
                    : count or None
                ]
        single = self._single("n", exclude)
        if single is not None:
            return self._all(single[0])
        return self._new(Mention("person", access.noun("person"), count=2, plural=True))

    def _one(self, mention: Mention) -> Actors:
        """`one`, `the other`: members of the latest plural."""
        if not self.group:
            single = self._single("n", ())
            return (
                (single,)
                if single
                else self._new(Mention("object", access.noun("object"), count=1))
            )
        if mention.pronoun == "o":
            return self.group[1:] if mention.plural else self.group[-1:]
        return self.group[:1]

    def _single(self, kind: str, exclude: Actors, mention: Mention | None = None) -> Actor | None:
        best: tuple[tuple[int, int, int, int], Actor] | None = None
        for being in self.beings:
            fit = self._fits(being, kind)
            actor = next(
                (a for a in (*self.stage, *self.before, (being.index, 0)) if a[0] == being.index),
                None,
            )
            if not fit or actor is None or actor in exclude:
                continue
            alive = int(mention is not None and mention.animate and being.noun.alive)
            acted = int(actor in self.subjects) ^ int(mention is not None and mention.passive)
            score = (alive, fit, acted, being.seen)
            if best is None or score > best[0]:
                best = (score, actor)
        return best[1] if best else None

    def _fits(self, being: Being, kind: str) -> int:
        noun = being.noun
        if kind == "n":
            if noun.kind == "person":
                return 2 * int(noun.name.split()[-1] in NEUTER)
            return 1 if being.count > 1 or noun.stance == "wall" else 2
        if noun.kind == "person" or being.gender in ("m", "f"):
            return 3 if being.gender == kind else (2 if being.gender == "?" else 0)
        return 1 if noun.alive or noun.kind == "thing" or noun.name.endswith("robot") else 0

    # -- noun phrases -----------------------------------------------------------------------

    def _noun(self, mention: Mention) -> Actors:
        if mention.proper or mention.alias:
            for being in self.beings:
                if mention.head in being.names:
                    return ((being.index, being.names.index(mention.head)),)
                if {mention.head, mention.alias} & being.aliases and (
                    mention.proper or being.head == mention.head
                ):
                    return self._all(being.index)
        found = self._earlier(mention)
        if found is None:
            return self._new(mention)
        fresh = mention.indefinite or (mention.count is not None and not mention.definite)
        on_stage = [a for a in self.stage if a[0] == found.index]
        if mention.ordinal and mention.count is None and not mention.plural:
            found.count = max(found.count, mention.ordinal)
            return ((found.index, mention.ordinal - 1),)
        if mention.other:
            return self._another(found, mention)
        if fresh and on_stage and not mention.definite and found.seen >= 0:
            return self._another(found, mention)
        if mention.definite and mention.count and mention.count < found.count:
            return self._all(found.index)[: mention.count]
        if (
            not fresh
            and not mention.plural
            and not mention.definite
            and found.count > 1
            and mention.noun
            and mention.noun.alive
        ):
            return self._all(found.index)[:1]
        if (
            mention.definite
            and not mention.plural
            and found.count > 1
            and mention.count in (None, 1)
            and mention.head not in INVARIANT
        ):
            return self._all(found.index)[:1] if not mention.collective else self._all(found.index)
        self._learn(found, mention)
        if fresh and mention.count:
            found.count = max(found.count, min(mention.count, MOST))
            return tuple((found.index, k) for k in range(min(mention.count, MOST)))
        return self._all(found.index)

    def _another(self, being: Being, mention: Mention) -> Actors:
        extra = min(mention.count or 1, MOST)
        if mention.definite:  # "the other dog"
            others = [a for a in self._all(being.index) if a not in self.subjects]
            if others:
                return tuple(others[: None if mention.plural else 1])
        first = being.count
        being.count = min(being.count + extra, MOST)
        being.said = max(being.said, first + extra)
        self.stage.update(dict.fromkeys(self._all(being.index)))
        return tuple((being.index, k) for k in range(first, being.count)) or (
            (being.index, first - 1),
        )

    def _all(self, index: int) -> Actors:
        return tuple((index, k) for k in range(self.beings[index].count))

    def _named(self, head: str) -> Actors:
        for being in self.beings:
            if being.head == head:
                return self._all(being.index)
        return ()

    def _earlier(self, mention: Mention) -> Being | None:
        """The being named before that this phrase may mean, the most recent first."""
        recent = sorted(self.beings, key=lambda b: -b.seen)
        for being in recent:
            same = being.head == mention.head or (
                mention.definite
                and not mention.owner
                and self._same(being.head) == self._same(mention.head)
            )
            if same and self._compatible(being, mention):
                return being
        if not mention.definite or mention.owner:
            return None
        for being in recent:
            tail = being.head.endswith(f" {mention.head}") or mention.head.endswith(
                f" {being.head}"
            )
            tail = tail or being.head.startswith(f"{mention.head} of ")
            if mention.plural and being.count == 1:
                continue
            if (tail or self._wider(being, mention.head)) and self._compatible(being, mention):
                return being
        return None

    def _same(self, head: str) -> str:
        return words.SYNONYMS.get(head, head)

    def _wider(self, being: Being, head: str) -> bool:
        kinds = words.HYPERNYMS.get(head, ())
        noun = being.noun
        if noun.kind == "person" and noun.metres > 1.5 and head in ("child", "kid", "boy", "girl"):
            return False
        tags = {noun.kind, f"{noun.kind}-{being.gender}", being.head, self._same(being.head)}
        if noun.stance == "air" and noun.kind == "vehicle":
            tags.add("plane")
        if noun.stance == "water" and noun.kind == "vehicle":
            tags.add("boat")
        if being.gender == "?":
            tags |= {"person-m", "person-f"} if noun.kind == "person" else set()
        if noun.kind == "person" and noun.metres < 1.5 and head in ("man", "woman", "lady", "guy"):
            return False
        return bool(tags & set(kinds))

    def _compatible(self, being: Being, mention: Mention) -> bool:
        mine, theirs = set(being.attributes), set(mention.attributes)
        if (being.size - 1) * (mention.size - 1) < 0:
            return False  # "the tall man" and "the short man"
        if mention.definite or not theirs:
            colours = (mine & words.COLOURS, theirs & words.COLOURS)
            return not (colours[0] and colours[1] and not colours[0] & colours[1])
        return theirs <= mine

    def _learn(self, being: Being, mention: Mention) -> None:
        being.attributes += [a for a in mention.attributes if a not in being.attributes]
        being.aliases |= {mention.alias} if mention.alias else set()
        if mention.size != 1.0:
            being.size = mention.size

    def _new(self, mention: Mention) -> Actors:
        noun = mention.noun or access.unknown(mention.head)
        many = 2 if mention.head in PAIRED else 3
        said = mention.count if mention.count is not None else (many if mention.plural else 1)
        count = max(1, min(mention.ordinal or said, MOST))
        being = Being(
            len(self.beings),
            mention.head,
            noun,
            list(mention.attributes),
            {mention.alias} - {""} | ({mention.head} if mention.proper else set()),
            gender(mention.alias) or noun.gender,
            mention.size,
            count,
            max(said, 1),
            names=mention.names,
        )
        self.beings.append(being)
        first = max(mention.ordinal - 1, 0)  # "the second runner" is not also the first
        return tuple((being.index, k) for k in range(first, count))
