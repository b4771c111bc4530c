"""A goal and a story's lines to the sentences of that story."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.planner.offline import crafts
from core.planner.offline.lexicon import access, words
from core.planner.offline.lexicon.inflect import plural, verb_forms
from core.planner.offline.syntax import Mention

_BARE = frozenset({"outer space", "mountains", "hills"})
_STANDING = {"sky": "park", "night sky": "park", "underwater": "lake", "plain studio": "park"}


@dataclass(frozen=True)
class Errand:
    """One goal: `verb` the `thing`, for or with `friend`, `place` if said."""

    verb: str
    particle: str = ""
    thing: Mention | None = None
    tail: str = ""  # "from a shirt"
    friend: Mention | None = None
    gives: bool = False  # for the friend rather than with
    place: str = ""


def unseen(thing: Mention) -> bool:
    """Nothing one could stand next to: a tune, hair."""
    part = thing.head in words.PARTS and not thing.place
    return thing.noun is None or thing.noun.kind in ("abstract", "body") or part


def where(errand: Errand) -> str:
    """The place of the story: as said, or where such things are."""
    if errand.place:
        return errand.place
    thing = errand.thing
    if thing is None or thing.noun is None:
        return "a park"
    if thing.place:
        return f"the {thing.place}"
    if thing.noun.kind == "vehicle" and errand.verb in ("fix", "repair", "mend"):
        return "a garage"
    return within(thing.noun.habitat)


def within(habitat: str) -> str:
    """A habitat with its article, where people can be as well."""
    place = _STANDING.get(habitat, habitat) or "living room"
    if place in _BARE:
        return f"the {place}" if place != "outer space" else place
    return f"{'an' if place[0] in 'aeiou' else 'a'} {place}"


def told(
    lines: tuple[str, ...], errand: Errand, place: str, who: str = "person", tool: str = "a box"
) -> list[str]:
    """The story's lines with everything filled in, and who it was for at the end."""
    thing, friend = errand.thing, errand.friend
    x = phrase(thing) if thing else ""
    if who == "person" and lines[0].split()[0] in ("A", "An", "Two"):
        who = lines[0].split()[1]
    home = place if thing is not None and thing.place else "a kitchen"
    does = " ".join(filter(None, (third(errand.verb), errand.particle, x, errand.tail)))
    pal = friend.head if friend else "friend"
    proper = friend is not None and friend.proper
    extra: tuple[str, ...] = ()
    if friend and not any("{friend}" in s or "{A_friend}" in s for s in lines):
        seen = bool(x) and not (thing and unseen(thing))
        gift = crafts.GIFT if errand.gives and seen else ("The {who} smiles next to {friend}.",)
        extra = gift
    fills = {
        "{who}": who, "{A_who}": f"{'An' if who[0] in 'aeiou' else 'A'} {who}",
        "{x}": x, "{bare}": x.split(" ", 1)[-1], "{does}": does,
        "{place}": home if place == "{home}" else place, "{tool}": tool,
        "{the_tool}": re.sub(r"^an? ", "the ", tool),
        "{friend}": pal if proper else f"the {pal}", "{A_friend}": pal if proper else f"A {pal}",
    }  # fmt: skip
    found = []
    for line in (*lines, *extra):
        for mark, text in fills.items():
            line = line.replace(mark, text)
        if thing is not None and thing.plural:
            line = re.sub(rf"(?i)^({re.escape(x)}) (\w+)", _agree, line)
        found.append(line[0].upper() + line[1:])
        fills["{place}"] = re.sub(r"^an? ", "the ", fills["{place}"])
    return found


def _agree(match: re.Match[str]) -> str:
    """The verb after a plural: "the pancakes are"."""
    verb = access.verb(match[2])
    return f"{match[1]} {'are' if match[2] == 'is' else verb.lemma if verb else match[2]}"


def third(verb: str) -> str:
    """The third person: "carves"."""
    forms = [form for form, kind in verb_forms(verb).items() if kind == "s"]
    return forms[0] if forms else f"{verb}s"


def phrase(thing: Mention | None) -> str:
    """The object in words, with an article that keeps it one entity through the story."""
    if thing is None:
        return ""
    name = thing.head.removeprefix("picture of ").removeprefix("painting of ")
    text = " ".join([*thing.attributes, name])
    if thing.proper:
        return text
    if thing.count and thing.count > 1:
        return f"{thing.count} {plural(text)}"
    return f"the {plural(text) if thing.plural else text}"
