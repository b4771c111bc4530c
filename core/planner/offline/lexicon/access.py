"""Looking words up: nouns with their nature, verbs with their class, places, longest phrases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from core.planner.offline.lexicon import places, verbs, words
from core.planner.offline.lexicon.inflect import singular, verb_forms
from core.planner.offline.lexicon.more_nouns import MORE
from core.planner.offline.lexicon.nouns import LIVING, MADE


@dataclass(frozen=True)
class Noun:
    """A kind of thing. `kind` "thing" and `known` False: a word we never saw."""

    name: str
    kind: str  # person, animal, bird, fish, plant, vehicle, building, furniture, food, object, …
    gender: str  # m, f, n, or ? for people of either
    stance: str  # ground, air, water, table, wall
    habitat: str
    aspect: float  # width / height
    metres: float
    known: bool = True

    @property
    def alive(self) -> bool:
        """Moves by itself, and is a he, she or they rather than only an it."""
        return self.kind in ("person", "animal", "bird", "fish")


@dataclass(frozen=True)
class Verb:
    """A form found in the verb tables."""

    lemma: str
    form: str  # base, s, ed, en, ing
    group: str  # class without an object
    group_object: str  # class with one


@lru_cache(maxsize=1)
def nouns() -> dict[str, Noun]:
    """Every noun of the tables by its singular."""
    found: dict[str, Noun] = {}
    for line in filter(None, (MORE + LIVING + MADE).splitlines()):
        kind, stance, habitat, aspect, names = (part.strip() for part in line.split(";", 4))
        kind, _, gender = kind.partition("-")
        if not gender:
            gender = "?" if kind == "person" else "n"
        for item in names.split(","):
            name, _, metres = item.strip().rpartition(" ")
            found.setdefault(
                name,
                Noun(name, kind, gender, stance, habitat, float(aspect), float(metres)),
            )
    for name in words.ABSTRACT:
        if name not in verb_table():
            found.setdefault(name, Noun(name, "abstract", "n", "ground", "", 1.0, 1.0))
    return found


def noun(name: str) -> Noun | None:
    """The noun of that singular name; a compound falls back on its last words."""
    table = nouns()
    if name in table:
        return table[name]
    parts = name.split()
    for start in range(1, len(parts)):
        tail = table.get(" ".join(parts[start:]))
        if tail:
            return Noun(
                name, tail.kind, tail.gender, tail.stance, tail.habitat, tail.aspect, tail.metres
            )
    return None


def unknown(name: str) -> Noun:
    """A thing nobody told us about: it stands on the ground and is of middling size."""
    return Noun(name, "thing", "n", "ground", "", 1.0, 0.8, known=False)


def landmark(name: str) -> Noun:
    """A place seen from outside: "a wall", "a bridge"."""
    return Noun(name, "building", "n", "ground", "", 1.2, 8.0)


@lru_cache(maxsize=1)
def verb_table() -> dict[str, Verb]:
    """Every form of every verb."""
    table: dict[str, Verb] = {}
    irregular: dict[str, tuple[str, str]] = {}
    for item in verbs.IRREGULAR.split(";"):
        base, past, participle = item.split()
        irregular[base] = (past, participle)
    for line in [*verbs.VERBS.strip().splitlines(), f"still: {verbs.EXTRA}"]:
        group, _, bases = line.partition(":")
        for base in bases.split():
            plain, with_object = verbs.DOUBLE.get(base, (group, group))
            forms = dict(verb_forms(base))
            if base in irregular:
                past, participle = irregular[base]
                forms = {f: k for f, k in forms.items() if k != "ed"}
                forms.setdefault(past, "ed")
                forms.setdefault(participle, "en")
            for form, kind in forms.items():
                table.setdefault(form, Verb(base, kind, plain, with_object))
    return table


def verb(form: str) -> Verb | None:
    """The verb that `form` is a form of, if any."""
    return verb_table().get(form)


@lru_cache(maxsize=1)
def place_table() -> dict[str, str]:
    """word -> canonical background."""
    table: dict[str, str] = {}
    for line in places.PLACES.strip().splitlines():
        canonical, _, names = line.partition(":")
        for name in names.split(","):
            table.setdefault(name.strip(), canonical.strip())
    return table


_PLACE_ENDINGS = (
    "yard", "land", "room", "field", "shop", "ground", "port", " station", " hall", " center",
    " lot", " factory", " zone", " store", " street", " road", " forest", " beach", " park",
)  # fmt: skip


def place(name: str) -> str | None:
    """The canonical background that `name` (singular or plural) means, if it is a place."""
    table = place_table()
    if name in table:
        return table[name]
    one = singular(name)
    if one and one in table:
        return table[one]
    if name in nouns():
        return None
    return name if name.endswith(_PLACE_ENDINGS) and len(name) > 6 else None


@lru_cache(maxsize=1)
def phrases() -> dict[str, int]:
    """First word -> longest number of words among compounds that begin with it."""
    longest: dict[str, int] = {}
    for name in [*nouns(), *place_table()]:
        parts = name.split()
        if len(parts) > 1:
            longest[parts[0]] = max(longest.get(parts[0], 0), len(parts))
    return longest


@lru_cache(maxsize=4096)
def noun_form(word: str) -> tuple[str, bool] | None:
    """(singular, is plural) when `word` is a known noun or place, in either number."""
    table = nouns()
    if word in table or word in place_table():
        return word, False
    one = singular(word)
    if one and (one in table or one in place_table()):
        return one, True
    plain = len(word) > 4 and word.endswith("is") and word[:-1] in table  # "broccolis"
    return (word[:-1], True) if plain else None


def is_adverb(word: str) -> bool:
    """A word of the adverb table, or one that ends like one and is nothing else: not "fly"."""
    ends = word.endswith("ly") and not noun_form(word) and not verb(word)
    return word in words.ADVERBS or ends


def is_adjective(word: str) -> bool:
    """A word of the adjective table, or one whose ending says so."""
    if word in words.ADJECTIVES:
        return True
    if noun_form(word) or verb(word) or len(word) < 5:
        return False
    return word.endswith(
        (
            "ful",
            "ous",
            "ish",
            "less",
            "able",
            "ible",
            "ive",
            "ical",
            "esque",
            "colored",
            "coloured",
            "like",
        )
    ) or ("-" in word and word.endswith(("ed", "ing", "y")))
