"""What the phrases of a scene need: who comes on stage, what is worn, how things stand."""

from __future__ import annotations

from core.planner.offline import settings
from core.planner.offline.discourse import Actors, Discourse
from core.planner.offline.lexicon.inflect import INVARIANT
from core.planner.offline.model import Relation, SceneModel
from core.planner.offline.syntax import Clause, Mention, Prep, Region

Dynamic = list[tuple[str, object]]  # preposition -> region, side or actors, for `actions`

STATIC = dict(
    pair.split(":")
    for pair in (
        "left-of:left right-of:right above:above over:above below:below under:under on:on onto:on"
        " in:inside inside:inside into:inside front-of:front ahead-of:front behind:behind with:with"
        " from: of: for: about: like: without: after: before: during: via:"
    ).split()
)  # any other preposition says only that one is beside the other
_SEATS = frozenset(
    """bed chair armchair sofa couch crib hammock throne wheelchair stroller sled sleigh swing
    tree saddle""".split()
)
WALLS = frozenset({"waterfall", "wall", "window", "windowpane", "fence", "cliff face"})
SLOPES = frozenset(
    "hill slope mountain mountainside hillside dune volcano cliff ramp piste valley".split()
)
_LEVELS = {"surface": -1, "top": -1, "sky": -1, "air": -1, "ceiling": -1, "bottom": 1, "ground": 1}


class Stands:
    """The scene at hand and the rules that put things into it."""

    def __init__(self, discourse: Discourse, previous: str) -> None:
        self.talk = discourse
        self.scene = SceneModel()
        self.previous = previous  # background of the scene before

    def actors(self, mention: Mention, exclude: Actors = ()) -> Actors:
        """Who a mention means; they come on stage."""
        found = self.scene.add(self.talk.resolve(mention, exclude))
        if mention.row and found:
            self.scene.rows.add(found[0][0])
        return found

    def _stage_place(self, mention: Mention) -> None:
        self.scene.background = self.scene.background or settings.said(mention)
        self.scene.explicit = True

    def _wear(self, actors: Actors, mention: Mention, how: str) -> None:
        words_ = [*mention.attributes, mention.head]
        pair = mention.head in INVARIANT and mention.head.endswith("s") and mention.head != "dress"
        article = "" if mention.plural or pair else ("an " if words_[0][0] in "aeiou" else "a ")
        text = settings.plural_of(mention, words_)
        for being in {self.talk.being(a).index for a in actors}:
            phrase = f"{how} {article}{text}"
            attributes = self.talk.beings[being].attributes
            if phrase not in attributes:
                attributes.append(phrase)

    def _relate(self, kind: str, a: Actors, b: Actors, c: Actors = ()) -> None:
        a = tuple(x for x in a if x not in b and x not in c)
        if a and b:
            self.scene.add(a + b + c)
            self.scene.relations.append(Relation(kind, a, b, c))

    def _region(self, anchor: Actors, region: Region) -> None:
        for actor in self.scene.add(anchor):
            self.scene.regions[actor] = region

    def _high_or_low(self, prep: Prep, target: Mention, moving: bool, dynamic: Dynamic) -> bool:
        """`up to the surface`: an end of a way; true when it is no more than that."""
        level = _LEVELS.get(target.head)
        if (
            not level
            or not moving
            or prep.rel not in ("to", "up-to", "toward", "into", "up", "down")
        ):
            return False
        dynamic.append(("to", Region(None, level)))
        return target.head in ("surface", "top", "bottom", "ceiling", "ground")

    def _stands(self, prep: Prep, target: Mention, moving: bool) -> bool:
        """Whether the phrase names the place of the scene, which is then set."""
        if prep.rel == "under" and target.head.endswith("sky"):
            night = {"starry", "night", "moonlit"} & {*target.attributes, *target.head.split()}
            self.scene.times = self.scene.times or ("at night" if night else "")
            return True
        place = settings.place_of(prep, target, self.scene.background or self.previous)
        if place and moving and prep.rel in ("up", "down") and target.head in SLOPES:
            self.scene.slope = 1 if prep.rel == "down" else -1
        if place:
            goal = moving and prep.rel in ("to", "into", "toward")
            self.scene.background = place if goal else self.scene.background or place
            self.scene.explicit = True
        return bool(place)

    def _kind(self, clause: Clause, prep: Prep, b: Actors) -> str:
        """The relation a preposition means for a thing such as `b`."""
        kind = STATIC.get(prep.rel, "beside") if prep.rel != "between" else "between"
        if prep.rel == "from" and clause.lemma in ("hang", "dangle", "swing"):
            kind = "below"
        if kind == "inside" and b and self.talk.being(b[0]).head.split()[-1] in _SEATS:
            kind = "on"
        if kind == "inside" and b and self.talk.being(b[0]).noun.stance == "water":
            kind = "ride"
        high = bool(b) and all(self.talk.being(a).noun.kind == "celestial" for a in b)
        if high and prep.rel in ("at", "to", "toward", "for"):
            kind = ""  # "howls at the moon", which hangs in the sky
        if clause.lemma == "pour" and kind == "inside":
            kind = "above"
        return kind

    def _owner(self, clause: Clause, prep: Prep, anchor: Actors, objects: Actors) -> Actors:
        """`stirs a pot on a stove`: the pot is; `reads a book on a bench`: the reader is."""
        target = prep.target
        if (
            prep.rel != "on"
            or not objects
            or not isinstance(target, Mention)
            or target.place
            or settings.moves(clause)
        ):
            return anchor
        small = all(self.talk.being(a).noun.stance == "table" for a in objects)
        return objects if small and target.head not in _SEATS | {"bench", "blanket"} else anchor

    def _bears(self, anchor: Actors) -> bool:
        being = self.talk.being(anchor[0])
        return being.noun.kind == "furniture" or being.head in ("plate", "tray", "dish", "bench")

    def _support(self, last: Actors) -> Actors:
        """The furniture just named, for "behind a table with flour"."""
        return last if last and self.talk.being(last[0]).noun.kind == "furniture" else ()
