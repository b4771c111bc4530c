"""One consistency group of the plan, as the discourse knows it."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.planner.offline.lexicon.access import Noun

NEUTER = frozenset(  # people that "it" may mean
    "robot android alien baby toddler ghost snowman zombie fairy skeleton elf gnome".split()
)
PAIRED = frozenset("twin parent grandparent spouse newlywed".split())  # "the twins" are two


@dataclass
class Being:
    """One consistency group of the plan."""

    index: int
    head: str
    noun: Noun
    attributes: list[str] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    gender: str = "n"
    size: float = 1.0
    count: int = 1
    said: int = 1  # how many the author asked for
    seen: int = 0  # when it was last mentioned
    names: tuple[str, ...] = ()  # of its instances, where each has one
