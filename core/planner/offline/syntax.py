"""What the grammar finds in a sentence: mentions, places in the frame, relations, clauses."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.planner.offline.lexicon.access import Noun


@dataclass(eq=False)
class Mention:
    """A noun phrase as written; two mentions may turn out to be one entity (`discourse`)."""

    head: str
    noun: Noun | None = None
    attributes: tuple[str, ...] = ()
    count: int | None = None  # as said; None when no number was given
    plural: bool = False
    definite: bool = False
    indefinite: bool = False
    pronoun: str = ""  # m f n p (they) x (each other) i (me) s (someone) o (the other)
    other: bool = False  # "another dog", "the other dog"
    size: float = 1.0
    alias: str = ""  # "named Rex"
    proper: bool = False
    place: str = ""  # background words when the noun is a place
    owner: str = ""  # a possessive pronoun's gender, or an owner's noun
    motion: str = ""  # "a running dog": the participle's lemma
    row: bool = False
    absent: bool = False  # "no dog"
    collective: bool = False  # "a flock of birds": plural in sense, singular in grammar
    passive: bool = False  # a pronoun that something is done to
    ordinal: int = 0  # "the second pig"
    animate: bool = False  # a pronoun for something alive, by what it does
    names: tuple[str, ...] = ()  # "two brothers, Ali and Omar"
    vague: bool = False  # "several", "many": how many is ours to choose

    @property
    def thing(self) -> bool:
        """Can be seen as an entity, rather than only as a place."""
        return not self.pronoun and self.noun is not None


@dataclass(frozen=True)
class Region:
    """A place in the frame: `h`, `v` in -1 (left, top), 0 (centre), 1 (right, bottom) or None."""

    h: int | None = None
    v: int | None = None
    edge: bool = False  # beyond the frame: "off screen"


@dataclass(frozen=True, eq=False)
class Side:
    """A side of another thing: "the left of a tree"."""

    of: Mention
    h: int = 0
    v: int = 0


Target = Mention | Region | Side


@dataclass(frozen=True, eq=False)
class Prep:
    """A prepositional phrase and the noun phrase it follows, if any."""

    rel: str
    target: Target | None
    anchor: Mention | None = None
    more: tuple[Mention, ...] = ()  # the rest of "between A and B"


@dataclass(frozen=True, eq=False)
class Compare:
    """Size against another thing: linear factor `ratio`, or "same" for as big as."""

    ratio: float
    other: Mention | None
    anchor: Mention | None = None


@dataclass
class Clause:
    """One predicate: who, does what, to what, where, when."""

    subjects: list[Mention] = field(default_factory=list)
    lemma: str = ""
    group: str = ""  # motion class, "" for a bare noun phrase, "be" for linking
    form: str = ""
    objects: list[Mention] = field(default_factory=list)
    preps: list[Prep] = field(default_factory=list)
    early: int = 0  # how many of `preps` stand before the verb
    compares: list[Compare] = field(default_factory=list)
    complements: list[str] = field(default_factory=list)  # "is brown"
    adverbs: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    negated: bool = False
    passive: bool = False
    settled: bool = False  # a particle decided the class: "blow out"
    sequential: bool = False  # "then"
    opening: bool = False  # first clause of a sentence
    relative: bool = False  # "that has …", "wearing …": says more about a noun
    existential: bool = False  # "there is", "a scene with", or no verb at all
    marker: bool = False  # a scene begins here because the author numbered it
    simultaneous: bool = False  # "while"
    text: str = ""  # its own words
    sentence: str = ""  # the whole sentence it is part of

    def mentions(self) -> list[Mention]:
        """Every mention in the order written, as far as it is known."""
        found = [*self.subjects, *self.objects]
        for prep in self.preps:
            if isinstance(prep.target, Mention):
                found.append(prep.target)
            elif isinstance(prep.target, Side):
                found.append(prep.target.of)
            found.extend(prep.more)
        found.extend(c.other for c in self.compares if c.other)
        return found
