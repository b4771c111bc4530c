"""Where a scene plays: places said and implied, time of day, and words that are no things."""

from __future__ import annotations

from core.planner.offline.lexicon import access, places, words
from core.planner.offline.lexicon.inflect import plural
from core.planner.offline.model import SceneModel
from core.planner.offline.syntax import Clause, Mention, Prep, Region

_PLAIN = {
    "air": "sky",
    "space": "outer space",
    "home": "living room",
    "snow": "snow field",
    "grass": "meadow",
    "sand": "beach",
    "room": "living room",
    "floor": "living room",
    "wood": "forest",
    "class": "classroom",
    "house interior": "living room",
    "orbit": "outer space",
    "ice": "snow field",
}
_OUTSIDE = frozenset(
    "by near beside from past under above between to toward up-to outside over on".split()
)  # such prepositions show a house from outside: it is a thing then
_GROUND = frozenset({"hill", "snow", "sand"})  # under one's feet, whatever one does with it
HOLDS = frozenset({"hold", "clutch", "cradle", "hug", "wear"})  # such verbs move nothing
_HOURS = frozenset(
    """night sunset sunrise dawn dusk evening morning afternoon sunlight sunshine moonlight daylight
    daytime noon midnight""".split()
)
_MOVING = frozenset(
    """go fall rise jump circle approach follow overtake cross zigzag arrive leave push pull
    carry throw lift lower ride near far back soar swoop drift hover surf climb lead race
    catch enter meet dance"""
    "".split()
)
_STAGE = frozenset(
    {
        "in",
        "on",
        "at",
        "through",
        "across",
        "along",
        "over",
        "into",
        "to",
        "around",
        "inside",
        "from",
        "toward",
        "down",
        "up",
        "under",
        "by",
        "near",
        "beside",
        "above",
        "off",
        "out-of",
        "outside",
        "onto",
        "past",
        "between",
        "amid",
        "below",
        "top-of",
        "edge-of",
        "among",
        "up-to",
    }
)


def moves(clause: Clause) -> bool:
    """Whether the clause's verb moves something."""
    verb = access.verb(clause.lemma) if clause.lemma else None
    groups = {
        clause.group,
        verb.group if verb else "",
        verb.group_object if verb and clause.objects else "",
    }
    if clause.lemma in HOLDS or (clause.settled and clause.group in ("still", "appear", "vanish")):
        return False
    both = {"from", "to"} <= {p.rel for p in clause.preps}
    if both and clause.lemma in ("swing", "turn", "spin"):
        return not clause.negated
    if clause.group in ("still", "be", "spin", "appear", "vanish", "grow", "shrink") and not (
        groups & (_MOVING - {"dance"})
    ):
        return False
    return ((both and clause.group != "be") or bool(groups & _MOVING)) and not clause.negated


def bounds(clause: Clause) -> str:
    """`starts at`, `ends up on`: where a way begins or ends, without a verb of motion."""
    if clause.lemma in ("start", "begin", "originate"):
        return "from"
    return "to" if clause.lemma in ("end", "finish") else ""


def abstract(mention: Mention) -> bool:
    """A word that names nothing one could draw a box around."""
    if (
        mention.noun is not None
        and mention.noun.kind == "body"
        and (mention.owner or (mention.plural and not mention.count))
    ):
        return True  # "shakes hands", "at her feet"
    return (
        not mention.pronoun
        and not mention.place
        and (
            mention.head in words.ABSTRACT
            or (mention.noun is not None and mention.noun.kind == "abstract")
        )
    ) or (
        mention.head in words.PICTURE
        and mention.head not in ("camera", "photo", "picture", "movie", "film")
    )


def pure_place(mention: Mention) -> bool:
    """A place that is not also a thing we know the look of, such as "castle of sand"."""
    return bool(mention.place) and access.nouns().get(mention.head.split(" of ")[0]) is None


def seen_whole(clause: Clause, mention: Mention) -> bool:
    """A place that is looked at from outside: "circles an island", "on the right a school"."""
    if mention.head not in places.ALSO_THINGS or mention.plural:
        return False
    placed = any(p.anchor is mention and isinstance(p.target, Region) for p in clause.preps)
    return clause.group == "circle" or (mention.indefinite and placed)


def setting(mention: Mention) -> bool:
    """A time or weather word used like a thing."""
    return mention.head.lower() in _HOURS


def clothing(mention: Mention) -> bool:
    """Worn rather than carried about."""
    if (mention.count or 1) > 1:
        return False
    return mention.head in words.CLOTHES or mention.head.split()[-1] in words.CLOTHES


def part(prep: Prep, mention: Mention) -> bool:
    """A part of the thing itself, as in "a cat with blue eyes"."""
    return prep.rel == "with" and (
        mention.head in words.PARTS or mention.head.split()[-1] in words.PARTS
    )


def worn(clause: Clause, mention: Mention) -> bool:
    """The object of "wears"."""
    return clause.lemma in ("wear", "dress") or (clause.lemma == "have" and clothing(mention))


def on_the_wall(prep: Prep, target: Mention) -> bool:
    """`hangs on the wall`: where it hangs, not a thing of its own."""
    return prep.rel in ("on", "from") and target.head in ("wall", "ceiling") and target.definite


def plural_of(mention: Mention, parts: list[str]) -> str:
    """The mention in words, in its number."""
    return plural(" ".join(parts[-4:])) if mention.plural else " ".join(parts[-4:])


def place_of(prep: Prep, target: Mention, now: str) -> str:
    """The background a prepositional phrase names, or ""; `now` is the background so far."""
    head, rel = target.head, prep.rel
    if target.pronoun or rel not in _STAGE or clothing(target) or head in words.PARTS:
        return ""
    if head == "water" and rel not in ("by", "near", "beside", "past", "between"):
        return now if access.place(now) in places.WATER_PLACES else "lake"
    if head == "sea" and rel in ("on", "over", "above", "across", "along"):
        return " ".join([*target.attributes, "open sea"])  # not its bottom
    within = rel in ("in", "inside", "into")
    if within and head in places.INTERIORS:
        return places.INTERIORS[head]
    if target.place and not (head in access.nouns() and rel in _OUTSIDE and head not in _GROUND):
        return said(target)
    if head == "square" and target.definite and rel in ("in", "at", "across", "through"):
        return "town square"
    if head in ("moon", "mars") and rel in ("on", "across", "onto", "to", "from"):
        return f"{head} surface"
    strange = target.noun is not None and not target.noun.known and not target.plural
    single = target.definite or target.count == 1
    if target.proper and rel in ("in", "at", "through", "across", "around", "over"):
        return head
    if rel in ("in", "at") and strange and single:
        return " ".join([*target.attributes, head])
    return ""


def said(target: Mention) -> str:
    """A place in the author's words, a few everyday ones made plainer."""
    text = target.place or target.head
    if target.head in _PLAIN:
        text = text[: -len(target.head)] + _PLAIN[target.head]
    return text


def rains(clause: Clause, mention: Mention) -> str:
    """`it is raining` is the weather, not a thing."""
    if mention.head == "it" and clause.lemma == "be":
        said = [m.head for m in clause.objects] + clause.complements
        return next((places.TIMES[s] for s in said if s in places.TIMES), "")
    weather = {"rain": "in the rain", "snow": "in the snow", "storm": "in a storm"}
    return weather.get(clause.lemma, "") if mention.head == "it" else ""


def time_of(scene: SceneModel, target: Mention, prep: Prep | None = None) -> bool:
    """Take "at sunset", "in the rain" for the time; whether it was one."""
    if prep and prep.rel == "in" and target.head == "sun" and target.definite:
        return True
    phrase = places.TIMES.get(target.head)
    if phrase is None:
        return False
    if phrase and phrase not in scene.times:
        scene.times = f"{scene.times} {phrase}".strip()
    return True
