"""Terse goals ("make pancakes") to stories, and stories to a wanted number of scenes."""

from __future__ import annotations

import re
from functools import lru_cache

from core.planner.offline import patterns
from core.planner.offline.lexicon import access, words
from core.planner.offline.noun_phrase import NounPhrases
from core.planner.offline.syntax import Clause, Mention
from core.planner.offline.tokens import Token, tokenise

_LEAD = re.compile(
    r"^(?:please\s+)?(?:show\s+(?:me\s+)?|create\s+(?:a\s+)?video\s+(?:of|about|on)\s+|(?:a\s+)?(?:video|film|movie|tutorial|guide|story|clip|recipe)\s+(?:of|about|on|for)\s+(?:how\s+to\s+)?|"
    r"(?:a\s+)?tutorial[:,]?\s+|the\s+story\s+of\s+)*(?:how\s+(?:to|do\s+you|can\s+i|do\s+i)\s+|steps\s+(?:to|for)\s+|instructions\s+(?:to|for)\s+|let(?:'s|\s+us)\s+)?",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"\bhow\s+(?:to|do|can)\b|\bsteps\s+(?:to|for)\b|\btutorial\b|\brecipe\b", re.IGNORECASE
)
_EVENT = re.compile(
    r"^(?:the\s+|a\s+|an\s+|my\s+|our\s+|one\s+|his\s+|her\s+|first\s+|perfect\s+|typical\s+|busy\s+|lazy\s+|fun\s+|family\s+|summer\s+|winter\s+|happy\s+|big\s+|great\s+|school\s+|weekend\s+)*(?:day\s+(?:at|in|on|out|of|with|trip)|afternoon\s+(?:at|in|on)|evening\s+(?:at|in)|night\s+(?:at|in)|"
    r"weekend\s+(?:at|in)|morning\s+(?:at|in|routine)|trip|journey|visit|voyage|vacation|holiday|life|lifecycle|life\s+cycle|adventures?|routine|story|a\s+tale)\b",
    re.IGNORECASE,
)
_OCCASIONS = frozenset(
    """day trip party routine wedding christmas halloween seasons picnic camping bedtime
    birthday vacation marathon safari adventure skiing concert celebration breakfast
    expedition holiday"""
    "".split()
)
_GENERIC = frozenset(
    """trip journey travel vacation holiday party celebration morning night adventure
    adventures quest sleep work year day""".split()
)
_DRINKS = frozenset(
    "tea coffee lemonade juice cocktail milkshake smoothie cocoa latte cappuccino".split()
)
_DIRECTIONAL = frozenset(
    "left right up down from to toward towards onto off across over under past away into".split()
)
_LONGEST = 9  # words of a goal; more is a description


def expand(text: str, n_scenes: int | None) -> list[str]:
    """Sentences for a goal, or an empty list when `text` is a description."""
    line = text.strip(" .!?\"'\n")
    line = re.sub(r"\blearn(?:ing)?\s+how\s+to\b", "learn to", line, flags=re.IGNORECASE)
    line = re.sub(r"^tutorial:\s*", "", line, flags=re.IGNORECASE)
    if "\n" in line or re.search(r"[.;!?:]\s", line):
        return []
    how = bool(_HOW.search(line))
    goal = _LEAD.sub("", line).strip()
    tokens = tokenise(goal)
    if not tokens or len(tokens) > _LONGEST + 4 * how:
        return []
    if tokens[0].low == "go" and len(tokens) > 1:
        goal, tokens = f"day of {' '.join(t.low for t in tokens[1:])}", tokens[1:]
    story = _verb_story(tokens, how) or _event_story(goal, tokens)
    return _paced(story, n_scenes) if story else []


def _paced(story: list[str], n_scenes: int | None) -> list[str]:
    """The story told in `n_scenes`, the beginning and the end kept."""
    if n_scenes is None or n_scenes >= len(story):
        return story
    if n_scenes == 1:
        return story[-1:]
    step = (len(story) - 1) / (n_scenes - 1)
    return [story[round(n * step)] for n in range(n_scenes)]


# -- verbs -----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _stories() -> dict[str, tuple[str, ...]]:
    return {verb: story for verbs, story in patterns.VERB_STORIES.items() for verb in verbs.split()}


def _verb_story(tokens: list[Token], how: bool) -> list[str]:
    """`bake a cake`, `learn to play the guitar`, `swim`."""
    verb = access.verb(tokens[0].low)
    if verb is None or not _is_goal(tokens, verb.form, verb.lemma, how):
        return []
    learn = verb.lemma == "learn" and len(tokens) > 2 and tokens[1].low == "to"
    found = NounPhrases(tokens).parse(3 if learn else 1)
    thing = found[0] if found and found[0].noun and not found[0].pronoun else None
    whole = thing is not None and found is not None and found[1] == len(tokens)
    noun = verb.form == "base" and not how and access.noun_form(tokens[0].low) is not None
    if noun and not _determined(tokens) and not (whole and verb.lemma in _stories()):
        return []
    if learn and thing is None:
        return [s.replace("{verb}", tokens[2].low) for s in patterns.LEARNING]
    story = _stories().get(verb.lemma)
    if story is None and verb.lemma in ("make", "create", "brew", "mix", "serve"):
        story = _make(thing)
    if story is None and thing is None:
        alone = verb.form == "base" and len(tokens) < 4 and verb.group != "fall"
        return [f"A person {verb.lemma}s."] if alone else []
    told = story or patterns.ANY_STORY
    if thing is None:
        return [s for s in told if "{x}" not in s]
    x = _phrase(thing)
    return [_capital(s.replace("{x}", x).replace("{bare}", x.split(" ", 1)[-1])) for s in told]


def _is_goal(tokens: list[Token], form: str, lemma: str, how: bool) -> bool:
    """A bare verb is a goal; a gerund only of a verb that has a story, without a direction."""
    low = {t.low for t in tokens}
    if access.noun_form(tokens[0].low) and len(tokens) == 1:
        return False
    if not how and low & {"left-to-right", "right-to-left"}:
        return False
    if form == "ing":
        return (lemma in _stories() or lemma == "make") and not low & _DIRECTIONAL
    return form == "base"


def _determined(tokens: list[Token]) -> bool:
    return len(tokens) > 1 and (
        tokens[1].low in words.DETERMINERS
        or tokens[1].low in words.POSSESSIVES
        or tokens[1].low in words.NUMBERS
    )


def _make(thing: Mention | None) -> tuple[str, ...]:
    stories = _stories()
    if thing is None or thing.noun is None:
        return patterns.ANY_STORY
    head = thing.head.split()[-1]
    if head in _DRINKS or thing.head in _DRINKS:
        return stories["make-drink"]
    if head == "pancake":
        return stories["make-pancake"]
    if thing.noun.kind == "food" or not thing.noun.known:
        return stories["make-food"]
    return stories["make-thing"]


def _phrase(thing: Mention) -> str:
    """The object in words, with an article that keeps it one entity through the story."""
    text = " ".join(
        [*thing.attributes, thing.head.removeprefix("picture of ").removeprefix("painting of ")]
    )
    if thing.count and thing.count > 1:
        return f"{thing.count} {text}s"
    if thing.plural and thing.noun and thing.noun.kind == "food":
        return f"the {text}"
    return f"the {text}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


# -- events ----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _events() -> dict[str, tuple[str, ...]]:
    return {
        word: story
        for keys, story in patterns.EVENT_STORIES.items()
        for word in keys.replace("-", " ").split()
    }


def _event_story(goal: str, tokens: list[Token]) -> list[str]:
    """`a day at the zoo`, `birthday party`, `the life of a butterfly`, `the four seasons`."""
    asked = bool(_EVENT.match(goal))
    names = [part for t in tokens for part in t.low.split()]
    table = _events()
    plain = not any(t.low in ("a", "an", "the") for t in tokens[1:])
    short = len(tokens) <= 3 and plain and not _OCCASIONS.isdisjoint(names)
    if not (asked or short):
        return []
    for name in sorted(reversed(names), key=lambda n: n in _GENERIC):
        for word in (name, name.removesuffix("s")):
            if word in table:
                return list(table[word])
    if not asked:
        return []
    found = NounPhrases(tokens).parse(len(tokens) - 1)
    place = found[0].head if found else names[-1]
    lives = re.search(r"\b(?:life|story|adventures?)\b", goal, re.IGNORECASE)
    story = patterns.A_LIFE if lives else patterns.A_DAY
    return [s.replace("{x}", place) for s in story]


# -- number of scenes -------------------------------------------------------------------------


def fit(groups: list[list[Clause]], n_scenes: int | None) -> list[list[Clause]]:
    """Merge neighbours, or let the last scene's cast go on, until there are `n_scenes` groups."""
    groups = [list(g) for g in groups]
    while n_scenes and len(groups) > n_scenes:
        at = min(range(len(groups) - 1), key=lambda n: len(groups[n]) + len(groups[n + 1]))
        groups[at : at + 2] = [groups[at] + groups[at + 1]]
    told = len(groups)
    while n_scenes and len(groups) < n_scenes:
        groups.append([_more(groups[told - 1], len(groups) - told)])
    return groups


_GOES_ON = (
    ("walk", "go", "goes on"),
    ("rest", "still", "rests"),
    ("approach", "near", "comes nearer"),
)


def _more(scene: list[Clause], number: int) -> Clause:
    """A clause in which those of `scene` go on, rest, come nearer, and so forth."""
    who = next((m for c in scene for m in [*c.subjects, *c.objects] if m.head), None)
    lemma, group, words_ = _GOES_ON[number % len(_GOES_ON)]
    if who is None:
        return Clause(text="The place is still")
    named = who.head if who.pronoun or who.proper else f"the {who.head}"
    text = f"{named} {words_}"
    return Clause(subjects=[who], lemma=lemma, group=group, form="s", text=text, sentence=text)
