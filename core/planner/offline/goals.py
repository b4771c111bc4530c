"""Terse goals ("make pancakes") to stories, and stories to a wanted number of scenes."""

from __future__ import annotations

import re
from functools import lru_cache

from core.planner.offline import crafts, errands, patterns, telling
from core.planner.offline.lexicon import access
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
    r"weekend\s+(?:at|in)|morning\s+(?:at|in|routine)|trip|journey|visit|voyage|vacation|holiday|life|lifecycle|quest|life\s+cycle|adventures?|routine|story|a\s+tale)\b",
    re.IGNORECASE,
)
_OCCASIONS = frozenset(
    """day trip party routine wedding christmas halloween seasons picnic camping bedtime
    birthday vacation marathon safari adventure skiing concert celebration breakfast
    expedition holiday graduation sunday weekend"""
    "".split()
)
_LIVES = re.compile(
    r"\b(?:life|lifecycle|story|adventures?|tale|quest|journey|voyage|escape)\b", re.IGNORECASE
)
_FEASTS = frozenset("picnic party wedding birthday christmas halloween barbecue graduation".split())
_GENERIC = frozenset(
    """trip journey travel vacation holiday party celebration morning night adventure
    adventures quest sleep work year day""".split()
)
_HERO = re.compile(
    r"^(?:(?:a|an|the|my|our)\s+)?(?:(?:little|small|brave|young|old|big|lonely)\s+)?([\w-]+)'s\s+(?:\w+\s+)?"
    r"(?:day|life|adventures?|journey|trip|story|morning|routine|quest|voyage)\b",
    re.IGNORECASE,
)
_BEFORE = frozenset("of in at on to through across around with inside".split())
_LONGEST = 9  # words of a goal; more is a description


def expand(text: str, n_scenes: int | None) -> list[str]:
    """Sentences for a goal, or an empty list when `text` is a description."""
    line = text.strip(" .!?\"'\n")
    line = re.sub(r"\blearn(?:ing)?\s+how\s+to\b", "learn to", line, flags=re.IGNORECASE)
    line = re.sub(r"\bget\s+rid\s+of\b", "remove", line, flags=re.IGNORECASE)
    line = re.sub(r"^how\s+(.+?)\s+(?:is|are|gets?)\s+made$", r"how to make \1", line, flags=re.I)
    line = re.sub(r"^(?:to\s+)?(?:travel|go on a trip)\s+to\b", "a trip to", line, flags=re.I)
    capitals = [w[:1].isupper() for w in line.split() if len(w) > 3]
    if len(capitals) > 1 and all(capitals):
        line = line.lower()  # "How to Fix a Leaky Faucet"
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
    story = errands.story(tokens, how) or _event_story(goal, tokens)
    return _paced(story, n_scenes) if story else []


def _paced(story: list[str], n_scenes: int | None) -> list[str]:
    """The story told in `n_scenes`, the beginning and the end kept."""
    if n_scenes is None or n_scenes >= len(story):
        return story
    if n_scenes == 1:
        return story[-1:]
    step = (len(story) - 1) / (n_scenes - 1)
    return [story[round(n * step)] for n in range(n_scenes)]


# -- events ----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _events() -> dict[str, tuple[str, ...]]:
    return {
        word: story
        for keys, story in (crafts.WEATHER_STORIES | patterns.EVENT_STORIES).items()
        for word in keys.replace("-", " ").split()
    }


def _event_story(goal: str, tokens: list[Token]) -> list[str]:
    """`a day at the zoo`, `birthday party`, `the life of a butterfly`, `the four seasons`."""
    hero = _HERO.match(goal)
    asked = bool(_EVENT.match(goal)) or bool(hero)
    names = [part for t in tokens for part in t.low.split()]
    plain = not any(t.low in ("a", "an", "the") for t in tokens[1:])
    short = len(tokens) <= 3 and plain and not _OCCASIONS.isdisjoint(names)
    first = NounPhrases(tokens).parse(0)
    if first and len(tokens) < _LONGEST and first[0].head.split()[-1] in _FEASTS:
        short |= phrase_of_place(tokens, first[1])
    if not (asked or short) or any(t.low in ("and", ",") for t in tokens):
        return []
    feast = first is not None and first[0].head.split()[-1] in _FEASTS
    names = [*names, first[0].head.split()[-1]] if first and feast else names
    known = [] if hero else _known_event([n for n in names if n not in _GENERIC])
    if known:
        return known
    lives = re.search(
        r"\b(?:life|lifecycle|story|adventures?|tale|quest|journey|voyage|escape)\b",
        goal,
        re.IGNORECASE,
    )
    phrases = NounPhrases(tokens)
    after = [phrases.parse(n + 1) for n, t in enumerate(tokens) if t.low in _BEFORE]
    seen = [f[0] for f in after if f and f[0].noun and f[0].noun.kind != "abstract"]
    who = next((m for m in reversed(seen) if not m.place), None)
    where = next((f[0].place for f in after if f and f[0].place), "")
    if hero:
        who = Mention(hero[1].lower(), access.noun(hero[1].lower()) or access.unknown(hero[1]))
    if who is not None and (lives or hero):
        going = re.search(r"adventure|journey|quest|voyage|escape", goal, re.IGNORECASE)
        return _life(who, f"the {where}" if where else "", going is not None)
    usual = _known_event(names)
    if usual or not asked:
        return usual
    place = where or (who.head if who else names[-1])
    return [s.replace("{x}", place) for s in patterns.A_DAY]


def phrase_of_place(tokens: list[Token], at: int) -> bool:
    """Nothing but "in the park", "with friends" follows."""
    return at >= len(tokens) or tokens[at].low in ("in", "at", "on", "with", "for", "under")


def _known_event(names: list[str]) -> list[str]:
    table = _events()
    for name in sorted(reversed(names), key=lambda n: n in _GENERIC):
        for word in (name, name.removesuffix("s")):
            if word in table:
                return list(table[word])
    return []


def _life(who: Mention, place: str, adventure: bool) -> list[str]:
    """A day or a life of somebody, where and how such a one lives."""
    assert who.noun is not None
    kind = who.noun.kind if who.noun.kind in crafts.LIVES else "thing"
    if who.noun.kind == "bird" and who.noun.stance != "air":
        kind = "animal"
    goes = adventure and kind in ("person", "animal", "thing")
    lines = crafts.ADVENTURE if goes else crafts.LIVES[kind]
    home = who.noun.habitat
    place = place or ("the ocean" if home == "underwater" else telling.within(home))
    text = " ".join([*who.attributes, who.head])
    fills = {
        "{A_x}": f"{'An' if text[0] in 'aeiou' else 'A'} {text}",
        "{The_x}": f"The {text}",
        "{the_x}": f"the {text}",
        "{x}": text,
        "{place}": place,
    }
    found = []
    for line in lines:
        for mark, said in fills.items():
            line = line.replace(mark, said)
        found.append(line)
    return found


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
