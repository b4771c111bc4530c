"""Prepositional phrases to relations, stands, backgrounds and ways."""

from __future__ import annotations

from core.planner.offline import settings
from core.planner.offline.discourse import Actors, Discourse
from core.planner.offline.lexicon.inflect import INVARIANT
from core.planner.offline.model import Beside, Relation, SceneModel
from core.planner.offline.predicates import PERCEPTION
from core.planner.offline.syntax import Clause, Mention, Prep, Region, Side

Dynamic = list[tuple[str, object]]  # preposition -> region, side or actors, for `actions`

_STATIC = dict(
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
VIEWERS = frozenset({"camera", "viewer", "lens"})
_LEVELS = {"surface": -1, "top": -1, "sky": -1, "air": -1, "ceiling": -1, "bottom": 1, "ground": 1}
_WAYS = frozenset("from to toward dir into via up-to through along across onto".split())
_VAIN = frozenset({"of", "for", "about", "like", "without", "during"})
_PUTS = frozenset("put place set lay leave hang position arrange stack plant".split())


class Placing:
    """The part of the interpreter that reads prepositional phrases."""

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

    def _preps(self, clause: Clause, subjects: Actors, objects: Actors) -> list[tuple[str, object]]:
        """Static relations go to the scene; what concerns motion is returned."""
        moving = settings.moves(clause) or bool(settings.bounds(clause))
        dynamic: list[tuple[str, object]] = []
        last: Actors = ()
        for number, prep in enumerate(clause.preps):
            before = number < clause.early  # before the verb
            anchor = self._anchor(clause, prep, subjects, objects)
            target = prep.target
            if target is None:
                dynamic.append((prep.rel, None))
            elif isinstance(target, Region):
                near = (
                    last if last and moving and not before and prep.rel in ("on", "in") else anchor
                )
                self._place(clause, prep, near, moving and not before, dynamic)
            elif isinstance(target, Side):
                self._side(clause, prep, anchor, moving, dynamic)
            else:
                owner = self._owner(clause, prep, anchor, objects)
                fixed = before and prep.anchor is not None and prep.rel != "with"
                moves = moving and not fixed
                last = self._mention(clause, prep, owner, moves, dynamic, last)
        return dynamic

    def _place(
        self, clause: Clause, prep: Prep, anchor: Actors, moving: bool, dynamic: Dynamic
    ) -> None:
        """A region of the frame: a stand, or a beginning or an end of a way."""
        region, bounds = prep.target, settings.bounds(clause)
        goes = any(p.rel == "to" for p in clause.preps)
        if bounds == "from" and isinstance(region, Region):
            self._region(anchor, region)
        elif bounds == "to" or (moving and prep.rel in ("left-of", "right-of")):
            dynamic.append(("to", region))
        elif prep.rel in _WAYS or (moving and prep.rel == "at" and not goes):
            dynamic.append((prep.rel, region))
        elif moving and "initially" in clause.adverbs:
            dynamic.append(("from", region))
        elif isinstance(region, Region):
            self._region(anchor, region)

    def _anchor(self, clause: Clause, prep: Prep, subjects: Actors, objects: Actors) -> Actors:
        put = clause.lemma in _PUTS
        named = self.talk._known.get(id(prep.anchor)) if prep.anchor else None
        if named and prep in clause.preps[: clause.early]:
            return named
        if clause.existential or not clause.lemma or clause.lemma in PERCEPTION | {"have"}:
            return named or (subjects + objects if not clause.lemma else objects or subjects)
        if objects and (put or prep.rel in ("into", "onto")) and not settings.moves(clause):
            return objects
        alone = not (subjects or objects)
        if (
            named
            and alone
            and prep.anchor not in clause.subjects
            and prep.anchor not in clause.objects
        ):
            return named
        return subjects or objects

    def _region(self, anchor: Actors, region: Region) -> None:
        for actor in self.scene.add(anchor):
            self.scene.regions[actor] = region

    def _side(
        self, clause: Clause, prep: Prep, anchor: Actors, moving: bool, dynamic: Dynamic
    ) -> None:
        side, bounds = prep.target, settings.bounds(clause)
        assert isinstance(side, Side)
        if side.of.place and not side.of.definite:
            self._stage_place(side.of)
            return
        b = self.actors(side.of, anchor)
        if bounds == "from":
            self.scene.origins.update(dict.fromkeys(anchor, Beside(b, side.h, side.v)))
            return
        if bounds == "to":
            dynamic.append(("to", (b, side.h, side.v)))
            return
        if (moving or not anchor) and prep.rel in ("from", "to", "toward", "side"):
            rel = "to" if prep.rel == "side" else prep.rel
            dynamic.append((rel, (b, side.h, side.v)))
            return
        kind = {(-1, 0): "left", (1, 0): "right", (0, -1): "on", (0, 1): "below"}.get(
            (side.h, side.v)
        )
        if kind is None and (side.h or side.v):
            kind = "left" if side.h < 0 else "right"
        self._relate(kind or "inside", anchor, b)

    def _mention(
        self,
        clause: Clause,
        prep: Prep,
        anchor: Actors,
        moving: bool,
        dynamic: Dynamic,
        last: Actors,
    ) -> Actors:
        target = prep.target
        assert isinstance(target, Mention)
        if target.head in VIEWERS | {"screen"} or (
            target.head in ("us", "me", "you") and prep.rel in ("to", "toward", "up-to")
        ):
            dynamic.append(("camera", None))
            return last
        if settings.time_of(self.scene, target, prep) or target.absent:
            return last
        if self._high_or_low(prep, target, moving, dynamic):
            return last
        if self._stands(prep, target, moving):
            dynamic.append(("place-" + prep.rel, None))
            return last
        if prep.rel in ("in", "with", "wearing") and (
            settings.clothing(target) or settings.part(prep, target)
        ):
            self._wear(anchor or last, target, prep.rel)
            return last
        alive = target.noun is not None and target.noun.alive
        if prep.rel in ("for", "about") and (alive or target.pronoun in ("m", "f", "p")):
            self._relate("beside", anchor, self.actors(target, anchor))
            return last
        if settings.abstract(target) or prep.rel in _VAIN:
            return last
        return self._thing(clause, prep, anchor, moving, dynamic, last)

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
        place = settings.place_of(prep, target, self.scene.background or self.previous)
        if place:
            goal = moving and prep.rel in ("to", "into", "toward")
            self.scene.background = place if goal else self.scene.background or place
            self.scene.explicit = True
        return bool(place)

    def _thing(
        self,
        clause: Clause,
        prep: Prep,
        anchor: Actors,
        moving: bool,
        dynamic: Dynamic,
        last: Actors,
    ) -> Actors:
        target = prep.target
        assert isinstance(target, Mention)
        if target.pronoun == "x":
            if moving:
                dynamic.append((prep.rel, "each-other"))
            else:
                self._relate(_STATIC.get(prep.rel, "") or "beside", anchor[:1], anchor[1:])
            return anchor
        b = self.actors(target, anchor)
        c: Actors = ()
        for more in prep.more:
            c += self.actors(more, anchor)
        b = tuple(x for x in b if x not in anchor)
        if prep.rel == "between" and not c and len(b) > 1:
            b, c = b[: len(b) // 2], b[len(b) // 2 :]
        if prep.rel == "by" and clause.passive:
            dynamic.append(("agent", b))
            return b
        if moving and prep.rel not in ("with",) and b:
            dynamic.append((prep.rel, b))
            return b
        kind = self._kind(clause, prep, b)
        if kind == "with":
            kind = self._with(moving, self._support(last) or anchor, b, dynamic)
        if kind:
            self._relate(kind, anchor, b, c)
        return b

    def _kind(self, clause: Clause, prep: Prep, b: Actors) -> str:
        """The relation a preposition means for a thing such as `b`."""
        kind = _STATIC.get(prep.rel, "beside") if prep.rel != "between" else "between"
        if prep.rel == "from" and clause.lemma in ("hang", "dangle", "swing"):
            kind = "below"
        if kind == "inside" and b and self.talk.being(b[0]).head.split()[-1] in _SEATS:
            kind = "on"
        if kind == "inside" and b and self.talk.being(b[0]).noun.stance == "water":
            kind = "ride"
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

    def _with(
        self, moving: bool, anchor: Actors, b: Actors, dynamic: list[tuple[str, object]]
    ) -> str:
        if moving and anchor and b:
            dynamic.append(("with", b))
            return ""
        if anchor and b and self._bears(anchor) and self.talk.being(b[0]).noun.stance == "table":
            self._relate("on", b, anchor)
            return ""
        return "beside"

    def _relate(self, kind: str, a: Actors, b: Actors, c: Actors = ()) -> None:
        a = tuple(x for x in a if x not in b and x not in c)
        if a and b:
            self.scene.add(a + b + c)
            self.scene.relations.append(Relation(kind, a, b, c))
