"""Goals that begin with a verb ("make pancakes", "how to sharpen a knife") told as stories."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from core.planner.offline import crafts, patterns, projects
from core.planner.offline.lexicon import access, places, words
from core.planner.offline.lexicon.inflect import singular
from core.planner.offline.noun_phrase import NounPhrases
from core.planner.offline.noun_words import STOP
from core.planner.offline.syntax import Mention
from core.planner.offline.telling import Errand, phrase, third, told, unseen, where, within
from core.planner.offline.tokens import Token

_DRINKS = frozenset(
    "tea coffee lemonade juice cocktail milkshake smoothie cocoa latte cappuccino".split()
)
_DIRECTIONAL = frozenset(
    """left right up down from to toward towards onto off across over under past away into
    left-to-right right-to-left upward upwards downward downwards forward backward left-of
    right-of""".split()
)
_PARTICLES = frozenset("up out off down together on away".split())
_MAKERS = frozenset("make create brew mix serve craft design invent".split())
_TAILS = frozenset("from into onto on with to off out-of under around over".split())


def story(tokens: list[Token], how: bool) -> list[str]:
    """The story of a goal, or an empty list when it is none."""
    tokens = [t for t in tokens if t.low not in ("own", "homemade", "properly")]
    verb = access.verb(tokens[0].low)
    if verb is None and not _unknown_verb(tokens, how):
        return []
    form, lemma = (verb.form, verb.lemma) if verb else ("base", tokens[0].low)
    if not _is_goal(tokens, form, lemma, how):
        return []
    learn = lemma == "learn" and len(tokens) > 2 and tokens[1].low == "to"
    if learn:
        tokens = tokens[2:]
        lemma = (access.verb(tokens[0].low) or access.Verb(tokens[0].low, "", "", "")).lemma
    errand = _errand(tokens, lemma)
    noun = form == "base" and not how and access.noun_form(tokens[0].low) is not None
    if noun and not learn and not _determined(tokens) and not (errand.thing and _known(errand)):
        return []
    if learn and (errand.thing is None or not _learned(errand)):
        return told(crafts.LEARNING, errand, _scene_of(errand))
    return _story(errand, how or learn, len(tokens))


def _story(errand: Errand, how: bool, length: int) -> list[str]:
    own = _of_object(errand)
    if own:
        return told(own, errand, where(errand))
    usual = _of_verb(errand)
    if usual:
        return told(usual, errand, where(errand))
    if errand.verb in _crafts():
        who, place, tool = _crafts()[errand.verb]
        if errand.thing is None or unseen(errand.thing) or errand.thing.place:
            tool = "a toothbrush" if "tooth" in phrase(errand.thing) else tool
            place = "a bathroom" if place == "*" else place
            spot = f"the {errand.thing.place}" if errand.thing and errand.thing.place else place
            return told(crafts.CARE, errand, errand.place or spot, who, tool)
        spot = where(errand) if place == "*" else place
        return told(crafts.WITH_TOOL, errand, errand.place or spot, who, tool)
    trick = errand.verb in words.LIGHT_VERBS and not (errand.thing and _drawn(errand.thing))
    if errand.thing is not None and not unseen(errand.thing) and not trick:
        return told(crafts.NEUTRAL, errand, where(errand))
    verb = access.verb(errand.verb)
    if how:
        return told(crafts.ALONE, errand, _scene_of(errand))
    alone = length < 4 and verb is not None and verb.group != "fall"
    return [f"A person {third(errand.verb)}."] if alone else []


# -- understanding -----------------------------------------------------------------------------


def _unknown_verb(tokens: list[Token], how: bool) -> bool:
    """`caramelize the onions`: a strange word before a determiner is a verb."""
    low = tokens[0].low
    strange = access.noun_form(low) is None and not access.is_adjective(low)
    strange = (
        strange and low.isascii() and low.isalpha() and low not in STOP and low not in words.ADVERBS
    )
    named = low in words.DETERMINERS or low in words.NUMBERS or low in words.PRONOUNS
    return strange and not named and len(tokens) > 1 and (how or _determined(tokens))


def _is_goal(tokens: list[Token], form: str, lemma: str, how: bool) -> bool:
    """A bare verb is a goal; a gerund only of a verb that has a story, without a direction."""
    low = {t.low for t in tokens}
    if access.noun_form(tokens[0].low) and len(tokens) == 1 and not how:
        return False
    verb = access.verb(lemma)
    moves = verb is not None and not {verb.group, verb.group_object} <= {"still", "be"}
    if not how and (low & {"left-to-right", "right-to-left"} or (moves and low & _DIRECTIONAL)):
        return lemma in _stories() and not low & {"left-to-right", "right-to-left", "left", "right"}
    if form == "ing":
        return (lemma in _stories() or lemma in _MAKERS) and not low & _DIRECTIONAL
    return form == "base"


def _determined(tokens: list[Token]) -> bool:
    return len(tokens) > 1 and (
        tokens[1].low in words.DETERMINERS
        or tokens[1].low in words.POSSESSIVES
        or tokens[1].low in words.NUMBERS
    )


def _errand(tokens: list[Token], lemma: str) -> Errand:
    errand = Errand(lemma)
    at = next((n for n, t in enumerate(tokens) if n and t.low in ("for", "with")), 0)
    found = NounPhrases(tokens).parse(at + 1) if at else None
    if found and found[0].noun and found[0].noun.alive and not found[0].pronoun:
        errand = replace(errand, friend=found[0], gives=tokens[at].low == "for")
        tokens = tokens[:at] + tokens[found[1] :]
    elif at and tokens[at].low == "for":
        tokens = tokens[:at]
    start = 1
    if len(tokens) > 2 and tokens[1].low in _PARTICLES:
        errand = replace(errand, particle=tokens[1].low)
        start = 2
    phrases = NounPhrases(tokens)
    thing = phrases.parse(start)
    if thing is None or thing[0].pronoun or thing[0].noun is None:
        tail = " ".join(t.text for t in tokens[start:])
        last = access.noun(singular(tokens[-1].low) or tokens[-1].low)
        if len(tokens) - start > 1 and last and lemma in (*_MAKERS, "build", "cook"):
            return replace(errand, thing=Mention(tail.lower(), last, count=1))  # "cold brew coffee"
        return replace(errand, tail=tail)
    thing = _whole(tokens, *thing)
    errand = replace(errand, thing=thing[0])
    after = phrases.parse(thing[1] + 1) if thing[1] + 1 < len(tokens) else None
    if after and after[0].place and phrases.low(thing[1]) in ("in", "at", "on"):
        return replace(errand, place=f"the {after[0].place}")
    if after and phrases.low(thing[1]) in _TAILS:
        tail = " ".join(t.text for t in tokens[thing[1] : after[1]])
        return replace(errand, tail=re.sub(r"\b(?:your|my|our)\b", "the", tail))
    if thing[1] < len(tokens) and phrases.low(thing[1]) in words.DETERMINERS:
        return replace(errand, tail=" ".join(t.text for t in tokens[thing[1] :]))  # "a bath"
    return errand


def _whole(tokens: list[Token], thing: Mention, end: int) -> tuple[Mention, int]:
    """`strawberry rhubarb compote`: strange words after a noun belong to it."""
    heads = [thing.head]
    closed = STOP | words.DETERMINERS | set(words.PRONOUNS)
    while end < len(tokens) and tokens[end].low.isalpha() and tokens[end].low not in closed:
        heads.append(singular(tokens[end].low) or tokens[end].low)
        end += 1
    if len(heads) > 1:
        name = " ".join(heads)
        thing = replace(thing, head=name, noun=access.noun(name) or access.unknown(name))
    return thing, end


def _drawn(thing: Mention) -> bool:
    """Of a known kind, and no trick ("a cartwheel")."""
    known = thing.noun is not None and thing.noun.known
    return known and thing.head not in words.LIGHT_NOUNS


def _scene_of(errand: Errand) -> str:
    """Where people do such a thing."""
    place = places.VERB_PLACES.get(errand.verb, ("", False))[0]
    return errand.place or (within(place) if place else "a park")


# -- choosing ----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _stories() -> dict[str, tuple[str, ...]]:
    return {verb: story for verbs, story in patterns.VERB_STORIES.items() for verb in verbs.split()}


@lru_cache(maxsize=1)
def _objects() -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (verb, name.replace("-", " ")): story
        for key, story in projects.OBJECT_STORIES.items()
        for verb in key.split(":")[0].split()
        for name in key.split(":")[1].split()
    }


@lru_cache(maxsize=1)
def _crafts() -> dict[str, tuple[str, str, str]]:
    found = {}
    for line in crafts.CRAFTS.strip().splitlines():
        verbs, who, place, tool = (part.strip() for part in line.split(";"))
        found.update({verb: (who, place, tool) for verb in verbs.split()})
    return found


def _known(errand: Errand) -> bool:
    return errand.verb in _stories() or errand.verb in _crafts() or bool(_of_object(errand))


def _learned(errand: Errand) -> bool:
    return bool(_of_object(errand)) or errand.verb in ("play", "practice")


def _of_object(errand: Errand) -> tuple[str, ...]:
    if errand.thing is None:
        return ()
    head = errand.thing.head
    names = (head, head.split()[-1], singular(head.split()[-1]) or "")
    return next((s for n in names if (s := _objects().get((errand.verb, n)))), ())


def _of_verb(errand: Errand) -> tuple[str, ...]:
    verb, thing = errand.verb, errand.thing
    stories = _stories()
    if verb in _MAKERS or verb in ("build", "construct", "assemble", "prepare"):
        return _making(errand)
    if verb in ("learn", "play", "practice") and (thing is None or unseen(thing)):
        return ()
    lines = stories.get(verb, ())
    kind = thing.noun.kind if thing is not None and thing.noun is not None else ""
    small = kind in ("object", "furniture", "food", "thing")
    if (verb in ("wash", "clean") and small) or (verb == "decorate" and kind == "food"):
        return ()  # no hose in the kitchen
    if thing is None or (lines and unseen(thing)) or (verb in ("plant", "grow") and thing.place):
        lines = tuple(s for s in lines if "{x}" not in s)
    return lines if len(lines) > 1 else ()


def _making(errand: Errand) -> tuple[str, ...]:
    stories, thing = _stories(), errand.thing
    if thing is None or thing.noun is None or unseen(thing):
        return ()
    head = thing.head.split()[-1]
    if (
        head in _DRINKS
        or thing.head in _DRINKS
        or re.search(r"\bof .*\b(?:tea|coffee)", thing.head)
    ):
        return stories["make-drink"]
    if head == "pancake":
        return stories["make-pancake"]
    edible = thing.noun.kind == "food" or not thing.noun.known
    if errand.verb in (*_MAKERS, "prepare") and edible:
        return stories["make-food"]
    if thing.noun.kind in ("furniture", "building") or not thing.noun.known:
        return stories["make-thing"]
    return stories["make-craft"]
