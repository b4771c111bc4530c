"""Names and pronouns: what tells that Lily is the dragon, and that "it" which eats is alive."""

from __future__ import annotations

from core.planner.offline.being import Being
from core.planner.offline.lexicon import access
from core.planner.offline.syntax import Clause, Mention

# what a ball or a leaf may do as well as a dog; any other verb wants somebody alive
_INERT = frozenset(
    """roll fall drop drip rise sink float drift bounce spin rotate appear disappear vanish fade
    melt grow shrink break crack burn glow shine stop move go come be have stand lie hang blow fly
    turn open close light explode burst land pass cross swing slide start end boil freeze flow stay
    remain sail drive speed zoom crash hit become begin continue shake sway tumble flicker smoke
    flash sparkle twinkle dry expand inflate tip lean rest ring topple collapse descend ascend
    travel circle orbit follow leave arrive enter emerge need hatch bloom wither rock
    tilt""".split()
)
_TO_THE_LIVING = frozenset(
    """hug pet feed kiss stroke tickle cuddle ride walk wake greet call scare bathe wash train groom
    brush chase comfort teach rescue thank free lead embrace cradle tame milk""".split()
)


_BEARING = frozenset("on in under inside onto into behind below above over".split())
_OF_THINGS = frozenset("full empty open closed locked broken heavy ripe ready delicious".split())


def identify(being: Being, kind: Mention) -> None:
    """`Lily is a small dragon`: the being named so far is of that kind."""
    assert kind.noun is not None
    being.aliases.add(being.head)
    being.head, being.noun, being.size = kind.head, kind.noun, kind.size
    being.attributes += [a for a in kind.attributes if a not in being.attributes]
    if being.gender not in ("m", "f"):
        being.gender = kind.noun.gender


def tells_kind(clause: Clause, mention: Mention) -> bool:
    """Whether `clause` says what its one named subject is: "Lily is a dragon"."""
    return (
        clause.lemma == "be"
        and not clause.negated
        and not clause.existential
        and len(clause.subjects) == 1
        and clause.subjects[0].proper
        and mention.indefinite
        and mention.noun is not None
        and mention.noun.kind != "abstract"
        and not mention.pronoun
        and not mention.place
    )


def enliven(clause: Clause) -> None:
    """Mark the pronouns of `clause` that must mean somebody alive, by what is done."""
    if _OF_THINGS & set(clause.complements):
        for mention in clause.subjects:
            mention.passive |= mention.pronoun == "n"
    if access.verb(clause.lemma) is None or clause.passive:
        return
    for mention in clause.subjects:
        mention.animate |= mention.pronoun == "n" and clause.lemma not in _INERT
    for prep in clause.preps:
        if prep.rel in _BEARING and isinstance(prep.target, Mention):
            prep.target.passive |= prep.target.pronoun == "n"
    for mention in clause.objects:
        mention.passive |= mention.pronoun == "n"
        mention.animate |= mention.pronoun == "n" and clause.lemma in _TO_THE_LIVING
