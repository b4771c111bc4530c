"""Sentences to scenes: which clauses belong to one shot."""

from __future__ import annotations

from core.planner.offline import settings
from core.planner.offline.clauses import ClauseParser
from core.planner.offline.lexicon import access, places
from core.planner.offline.split import Sentence
from core.planner.offline.syntax import Clause, Mention, Region, Side
from core.planner.offline.tokens import tokenise


def parse(sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence, told how they follow what came before."""
    clauses = ClauseParser(tokenise(sentence.text)).clauses()
    text = sentence.said or sentence.text.replace("qqthen", "then")
    for number, clause in enumerate(clauses):
        clause.sentence = text
        clause.opening = number == 0
        if number == 0:
            clause.marker = sentence.marker
            clause.sequential |= sentence.follows
        if sentence.inside:
            clause.sequential, clause.simultaneous = False, True
        elif sentence.marker:
            clause.sequential = clause.sequential and number == 0
    return clauses


def scenes(found: list[Sentence]) -> list[list[Clause]]:
    """Clauses grouped by scene, in order."""
    groups: list[list[Clause]] = []
    for sentence in found:
        for clause in parse(sentence):
            if groups and not _begins(clause, groups[-1], sentence):
                groups[-1].append(clause)
            else:
                groups.append([clause])
    return groups


def _begins(clause: Clause, scene: list[Clause], sentence: Sentence) -> bool:
    """Whether `clause` opens a new scene after `scene`."""
    if clause.marker:
        return True
    if sentence.inside or (sentence.marker and not clause.opening):
        return False
    if (
        _continues_path(clause, scene)
        or _about_time(clause)
        or _states(clause, scene)
        or _weather(clause)
    ):
        return False
    if clause.group in ("appear", "vanish") and not clause.opening and _anaphoric(clause, scene):
        return False
    if all(any(settings.rains(c, m) for m in c.subjects) for c in scene):
        return False
    if clause.sequential:
        return True
    if clause.opening:
        return not _acts_on_set(clause, scene)
    return _elsewhere(clause, scene)


def _continues_path(clause: Clause, scene: list[Clause]) -> bool:
    """ "It moves to the lower right": one more leg of a way through the frame."""
    if any(_place(p.target) for p in clause.preps) or not _anaphoric(clause, scene):
        return False
    framed = any(isinstance(p.target, Region | Side) for c in scene for p in c.preps)
    bare = all(c.existential or c.group in ("be", "") for c in scene)
    if clause.opening and not framed and not bare:
        return False
    regions = [
        p
        for p in clause.preps
        if isinstance(p.target, Region | Side)
        and p.rel
        in (
            "to",
            "toward",
            "dir",
            "from",
            "into",
            "up-to",
            "at",
            "side",
            "across",
            "left-of",
            "right-of",
        )
    ]
    back = clause.group == "back" or (
        clause.group in ("fall", "rise")
        and not clause.opening
        and not clause.mentions()[1:]
        and any(c.group in ("rise", "fall", "go", "jump") for c in scene)
    )
    return (bool(regions) and settings.moves(clause)) or back


def _anaphoric(clause: Clause, scene: list[Clause]) -> bool:
    if not clause.subjects:
        return True
    heads = {m.head for c in scene for m in c.mentions()}
    return all(
        m.pronoun
        or (m.head in heads and not m.indefinite and not m.other)
        or id(m) in {id(x) for c in scene for x in c.subjects}
        for m in clause.subjects
    )


def _about_time(clause: Clause) -> bool:
    return (
        clause.group in ("appear", "vanish")
        and bool(clause.times)
        and clause.opening
        and not clause.sequential
    )


def _states(clause: Clause, scene: list[Clause]) -> bool:
    """A sentence that only says more about what stands here already."""
    still = clause.group in ("be", "") or clause.existential
    if clause.group == "still" and any(isinstance(p.target, Region) for p in clause.preps):
        still = True
    if not still or clause.sequential:
        return False
    if any(_place(p.target) for p in clause.preps) and any(
        _place(p.target) for c in scene for p in c.preps
    ):
        return False
    if not clause.opening:
        return True
    resting = all(c.group in ("be", "", "still") or c.existential for c in scene)
    known = _anaphoric(clause, scene) and bool(clause.subjects)
    related = any(
        isinstance(p.target, Mention | Side) and _known(p.target, scene) for p in clause.preps
    )
    return (
        known or related or (clause.existential and resting) or (resting and bool(clause.compares))
    )


def _known(target: Mention | Side, scene: list[Clause]) -> bool:
    mention = target.of if isinstance(target, Side) else target
    heads = {m.head for c in scene for m in c.mentions()}
    return bool(mention.pronoun) or mention.head in heads


def _weather(clause: Clause) -> bool:
    names = [m.noun for m in clause.subjects]
    return (
        bool(names)
        and clause.group == "still"
        and all(n is not None and n.kind == "celestial" for n in names)
        and not clause.sequential
    )


def _acts_on_set(clause: Clause, scene: list[Clause]) -> bool:
    """The first action after a bare description of the very things that act."""
    bare = all(
        c.existential
        or (not c.lemma and not c.compares)
        or (c.group == "be" and any(isinstance(p.target, Region) for p in c.preps))
        for c in scene
    )
    if not bare or not clause.subjects or any(_place(p.target) for p in clause.preps):
        return False
    return _anaphoric(clause, scene)


def _elsewhere(clause: Clause, scene: list[Clause]) -> bool:
    """A coordinated clause whose verb needs another place than the clause before."""
    if clause.relative or clause.simultaneous or not clause.lemma:
        return False
    here = {_place(p.target) for c in scene for p in c.preps} - {""}
    there = {_place(p.target) for p in clause.preps} - {""}
    if there and here and there != here:
        return True
    modifies = scene[-1].form == "ing" and scene[-1].opening
    if (
        _targeted(clause)
        and not modifies
        and scene[-1].subjects == clause.subjects
        and settings.moves(scene[-1])
    ):
        return True
    implied, strong = places.VERB_PLACES.get(clause.lemma, ("", False))
    went = any(
        p.rel in ("to", "into", "toward") and _place(p.target) for c in scene for p in c.preps
    )
    if strong and scene[-1].lemma and scene[-1].lemma != clause.lemma:
        return went or (bool(here) and not any(access.place(x) == implied for x in here))
    return went and clause.subjects == scene[-1].subjects


def _targeted(clause: Clause) -> bool:
    """A motion with a goal or an obstacle of its own."""
    things = any(
        isinstance(p.target, Mention) and not p.target.place and not p.target.pronoun
        for p in clause.preps
    )
    return (
        settings.moves(clause)
        and not clause.passive
        and clause.group in ("jump", "rise", "climb", "approach", "follow", "circle")
        and (things or bool(clause.objects))
    )


def _place(target: object) -> str:
    return target.place if isinstance(target, Mention) else ""
