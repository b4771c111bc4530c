"""Clauses of one scene to its meaning: cast, relations, moves, background."""

from __future__ import annotations

from dataclasses import replace

from core.planner.offline import settings
from core.planner.offline.actions import act
from core.planner.offline.discourse import Actors, Discourse
from core.planner.offline.lexicon import access, words
from core.planner.offline.model import Beside, Relation, SceneModel
from core.planner.offline.predicates import PERCEPTION
from core.planner.offline.syntax import Clause, Mention, Prep, Region, Side

_STATIC = {
    "left-of": "left", "right-of": "right", "above": "above", "over": "above", "below": "below",
    "under": "under", "on": "on", "onto": "on", "in": "inside", "inside": "inside", "into": "inside",
    "front-of": "front", "ahead-of": "front", "behind": "behind", "beside": "beside", "near": "beside",
    "by": "beside", "at": "beside", "against": "beside", "around": "beside", "with": "with",
    "edge-of": "beside", "to": "beside", "toward": "beside", "along": "beside", "from": "",
    "among": "beside", "up-to": "beside", "past": "beside", "through": "beside", "across": "beside",
    "off": "beside", "away-from": "beside", "of": "", "for": "", "about": "", "like": "", "without": "",
    "after": "", "before": "", "during": "", "via": "", "down": "beside", "up": "beside", "outside": "beside",
    "amid": "beside", "out-of": "beside",
}
_SEATS = frozenset(
    "bed chair armchair sofa couch crib hammock throne wheelchair stroller sled sleigh swing tree saddle".split()
)
_VIEWERS = frozenset({"camera", "viewer", "lens"})
_WINDOWS = {"firsthalf": (0, 3), "secondhalf": (4, 8), "start": (0, 2), "end": (6, 8), "halfway": (4, 8), "later": (4, 8)}
_VANISH = {"firsthalf": (0, 3), "secondhalf": (0, 3), "start": (0, 1), "end": (0, 6), "halfway": (0, 3), "later": (0, 4)}


def _bounds(clause: Clause) -> str:
    """`starts at`, `ends up on`: where a way begins or ends, without a verb of motion."""
    if clause.lemma in ("start", "begin", "originate"):
        return "from"
    return "to" if clause.lemma in ("end", "finish") else ""


class Interpreter:
    """Fills a SceneModel from clauses, with the discourse's memory."""

    def __init__(self, discourse: Discourse, previous: str) -> None:
        self.talk = discourse
        self.scene = SceneModel()
        self.previous = previous  # background of the scene before

    def read(self, clauses: list[Clause]) -> SceneModel:
        """The meaning of `clauses`, which together are one scene."""
        self.talk.begin_scene()
        for clause in clauses:
            self.scene.text.append(clause.text)
            self._clause(clause)
        settings.settle(self.scene, self.talk, clauses, self.previous)
        return self.scene

    def actors(self, mention: Mention, exclude: Actors = ()) -> Actors:
        """Who a mention means; they come on stage."""
        found = self.scene.add(self.talk.resolve(mention, exclude))
        if mention.row and found:
            self.scene.rows.add(found[0][0])
        return found

    def _clause(self, clause: Clause) -> None:
        if clause.lemma in PERCEPTION | {"have"} and not clause.objects and not clause.subjects:
            return
        subjects = self._subjects(clause)
        objects: Actors = ()
        for mention in clause.objects:
            if settings.pure_place(mention) or settings.setting(mention):
                self._stage_place(mention)
                continue
            if mention.head in _VIEWERS:
                clause.preps.append(Prep("camera", None))
                continue
            if settings.worn(clause, mention):
                self._wear(subjects, mention, "in")
                continue
            if clause.lemma == "have" and mention.head in words.PARTS | words.CLOTHES:
                self._wear(subjects, mention, "with")
                continue
            if settings.abstract(mention) or mention.absent:
                continue
            objects += tuple(a for a in self.actors(mention, subjects) if a not in objects)
        self._complements(clause, subjects)
        self._share(clause)
        targets = self._preps(clause, subjects, objects)
        self._compare(clause, subjects or objects)
        self._times(clause, subjects or objects)
        self._group_of(clause, subjects, objects)
        act(self.scene, self.talk, clause, subjects, objects, targets)
        if subjects or objects:
            self.talk.subjects = subjects or objects

    def _subjects(self, clause: Clause) -> Actors:
        subjects: Actors = ()
        for mention in clause.subjects:
            if settings.pure_place(mention) and (not clause.lemma or len(clause.subjects) > 1 or clause.group == "be"):
                self._stage_place(mention)
                continue
            if settings.setting(mention) or settings.abstract(mention) or mention.absent:
                continue
            if settings.rains(clause, mention):
                self.scene.times = settings.rains(clause, mention)
                continue
            if mention.head in _VIEWERS and clause.lemma:
                self._filmed(clause)
                continue
            found = self.actors(mention)
            subjects += tuple(a for a in found if a not in subjects)
            if mention.motion and not clause.lemma:
                clause.lemma = mention.motion
        if len(subjects) > 1:
            self.talk.group = subjects
        return subjects

    def _complements(self, clause: Clause, subjects: Actors) -> None:
        """`The dog is brown` says how it looks."""
        for being in {self.talk.being(a).index for a in subjects}:
            attributes = self.talk.beings[being].attributes
            for word in clause.complements:
                if word in words.SIZES:
                    self.talk.beings[being].size = words.SIZES[word]
                if word in words.ADJECTIVES and word not in attributes and not clause.negated:
                    attributes.append(word)

    def _share(self, clause: Clause) -> None:
        """`a laptop, a book and a cup on a desk`: the desk is for all of them."""
        if clause.lemma or len(clause.preps) != 1 or clause.preps[0].rel in ("with", "in"):
            return
        listed = clause.subjects or clause.objects
        if len(listed) > 1 and clause.preps[0].anchor is listed[-1]:
            clause.preps[0] = replace(clause.preps[0], anchor=None)

    def _filmed(self, clause: Clause) -> None:
        """`The camera zooms in on a flower`: the flower comes nearer."""
        if clause.group not in ("near", "far", "still"):
            clause.group, clause.lemma = "still", "film"
        for prep in clause.preps:
            if isinstance(prep.target, Mention) and not prep.target.place and prep.rel in ("on", "to", "toward", "at", "from"):
                clause.objects.append(prep.target)
                clause.preps = [p for p in clause.preps if p is not prep]

    def _group_of(self, clause: Clause, subjects: Actors, objects: Actors) -> None:
        verb = access.verb(clause.lemma) if clause.lemma else None
        if verb and clause.group == verb.group and objects:
            clause.group = verb.group_object
        if clause.lemma == "set" and not objects and any(self.talk.being(a).noun.kind == "celestial" for a in subjects):
            clause.group = "fall"
        if not clause.group and clause.lemma:
            clause.group = verb.group if verb else "still"

    def _stage_place(self, mention: Mention) -> None:
        self.scene.background = self.scene.background or settings.said(mention)
        self.scene.explicit = True

    def _wear(self, actors: Actors, mention: Mention, how: str) -> None:
        words_ = [*mention.attributes, mention.head]
        article = "" if mention.plural else ("an " if words_[0][0] in "aeiou" else "a ")
        text = settings.plural_of(mention, words_)
        for being in {self.talk.being(a).index for a in actors}:
            phrase = f"{how} {article}{text}"
            attributes = self.talk.beings[being].attributes
            if phrase not in attributes:
                attributes.append(phrase)

    # -- prepositional phrases ------------------------------------------------------------

    def _preps(self, clause: Clause, subjects: Actors, objects: Actors) -> list[tuple[str, object]]:
        """Static relations go to the scene; what concerns motion is returned."""
        moving = settings.moves(clause) or bool(_bounds(clause))
        dynamic: list[tuple[str, object]] = []
        last: Actors = ()
        for number, prep in enumerate(clause.preps):
            early = number < clause.early and prep.anchor is not None  # before the verb
            anchor = self._anchor(clause, prep, subjects, objects)
            target = prep.target
            if isinstance(target, Side) and _bounds(clause):
                b = self.actors(target.of, anchor)
                spot = Beside(b, target.h, target.v)
                if _bounds(clause) == "from":
                    self.scene.origins.update(dict.fromkeys(anchor, spot))
                else:
                    dynamic.append(("to", (b, target.h, target.v)))
            elif isinstance(target, Region) and _bounds(clause) == "from":
                self._region(anchor, target)
            elif isinstance(target, Region) and _bounds(clause) == "to":
                dynamic.append(("to", target))
            elif target is None:
                dynamic.append((prep.rel, None))
            elif isinstance(target, Region):
                if number < clause.early and prep.rel in ("on", "at", "in", "left-of", "right-of", "middle-of"):
                    self._region(anchor, target)
                    continue
                goes = any(p.rel == "to" for p in clause.preps)
                if moving and prep.rel in ("left-of", "right-of"):
                    dynamic.append(("to", target))
                elif prep.rel in ("from", "to", "toward", "dir", "into", "via", "up-to", "through", "along", "across", "onto") or (moving and prep.rel == "at" and not goes):
                    dynamic.append((prep.rel, target))
                elif "initially" in clause.adverbs and moving:
                    dynamic.append(("from", target))
                else:
                    self._region(anchor, target)
            elif isinstance(target, Side):
                self._side(prep, target, anchor, moving, dynamic)
            else:
                last = self._mention(clause, prep, target, self._owner(clause, prep, anchor, objects), moving and not early, dynamic, last)
        return dynamic

    def _anchor(self, clause: Clause, prep: Prep, subjects: Actors, objects: Actors) -> Actors:
        put = clause.lemma in ("put", "place", "set", "lay", "leave", "hang", "position", "arrange", "stack", "plant")
        named = self.talk._known.get(id(prep.anchor)) if prep.anchor else None
        if clause.existential or not clause.lemma or clause.lemma in PERCEPTION | {"have"}:
            return named or (subjects + objects if not clause.lemma else objects or subjects)
        if objects and (put or prep.rel in ("into", "onto")) and not settings.moves(clause):
            return objects
        alone = not (subjects or objects)
        if named and alone and prep.anchor not in clause.subjects and prep.anchor not in clause.objects:
            return named
        return subjects or objects

    def _region(self, anchor: Actors, region: Region) -> None:
        for actor in anchor:
            self.scene.regions[actor] = region

    def _side(self, prep: Prep, side: Side, anchor: Actors, moving: bool, dynamic: list[tuple[str, object]]) -> None:
        if side.of.place and not side.of.definite:
            self._stage_place(side.of)
            return
        b = self.actors(side.of, anchor)
        if (moving or not anchor) and prep.rel in ("from", "to", "toward", "side"):
            rel = "to" if prep.rel == "side" else prep.rel
            dynamic.append((rel, (b, side.h, side.v)))
            return
        kind = {(-1, 0): "left", (1, 0): "right", (0, -1): "on", (0, 1): "below"}.get((side.h, side.v))
        if kind is None and (side.h or side.v):
            kind = "left" if side.h < 0 else "right"
        self._relate(kind or "inside", anchor, b)

    def _mention(
        self, clause: Clause, prep: Prep, target: Mention, anchor: Actors, moving: bool,
        dynamic: list[tuple[str, object]], last: Actors,
    ) -> Actors:
        if target.head in _VIEWERS | {"screen"} or target.head in ("us", "me", "you") and prep.rel in ("to", "toward", "up-to"):
            dynamic.append(("camera", None))
            return last
        if settings.time_of(self.scene, target, prep) or target.absent:
            return last
        place = settings.place_of(prep, target, self.scene.background or self.previous)
        if place:
            self.scene.background = place if moving and prep.rel in ("to", "into", "toward") else (self.scene.background or place)
            self.scene.explicit = True
            water = settings.vertical(prep, target)
            dynamic.append(("place-" + prep.rel, water))
            return last
        if prep.rel in ("in", "with", "wearing") and (settings.clothing(target) or settings.part(prep, target)):
            self._wear(anchor or last, target, prep.rel)
            return last
        if prep.rel in ("for", "about") and target.pronoun in ("m", "f", "p"):
            self._relate("beside", anchor, self.actors(target, anchor))
            return last
        if settings.abstract(target) or prep.rel in ("of", "for", "about", "like", "without", "during"):
            return last
        return self._thing(clause, prep, target, anchor, moving, dynamic, last)

    def _thing(
        self, clause: Clause, prep: Prep, target: Mention, anchor: Actors, moving: bool,
        dynamic: list[tuple[str, object]], last: Actors,
    ) -> Actors:
        if target.pronoun == "x":
            if moving:
                dynamic.append((prep.rel, "each-other"))
            else:
                self._relate(_STATIC.get(prep.rel) or "beside", anchor[:1], anchor[1:])
            return anchor
        b = self.actors(target, anchor)
        c: Actors = ()
        for more in prep.more:
            c += self.actors(more, anchor)
        b = tuple(x for x in b if x not in anchor)
        if prep.rel == "between" and not c and len(b) > 1:
            b, c = b[: len(b) // 2], b[len(b) // 2 :]
        if moving and prep.rel not in ("with",) and b:
            dynamic.append((prep.rel, b))
            return b
        if prep.rel == "by" and clause.passive:
            dynamic.append(("agent", b))
            return b
        kind = "between" if prep.rel == "between" else _STATIC.get(prep.rel, "beside")
        if prep.rel == "from" and clause.lemma in ("hang", "dangle", "swing"):
            kind = "below"
        if kind == "inside" and b and self.talk.being(b[0]).head.split()[-1] in _SEATS:
            kind = "on"
        if kind == "inside" and b and self.talk.being(b[0]).noun.stance == "water":
            kind = "ride"
        if clause.lemma == "pour" and kind == "inside":
            kind = "above"
        if kind == "with":
            kind = self._with(moving, self._support(last) or anchor, b, dynamic)
        if kind:
            self._relate(kind, anchor, b, c)
        return b

    def _owner(self, clause: Clause, prep: Prep, anchor: Actors, objects: Actors) -> Actors:
        """`stirs a pot on a stove`: the pot is on the stove; `reads a book on a bench`: the reader is."""
        target = prep.target
        if prep.rel != "on" or not objects or not isinstance(target, Mention) or target.place or settings.moves(clause):
            return anchor
        small = all(self.talk.being(a).noun.stance == "table" for a in objects)
        return objects if small and target.head not in _SEATS | {"bench", "blanket"} else anchor

    def _bears(self, anchor: Actors) -> bool:
        being = self.talk.being(anchor[0])
        return being.noun.kind == "furniture" or being.head in ("plate", "tray", "dish", "bench")

    def _support(self, last: Actors) -> Actors:
        """The furniture just named, for "behind a table with flour"."""
        return last if last and self.talk.being(last[0]).noun.kind == "furniture" else ()

    def _with(self, moving: bool, anchor: Actors, b: Actors, dynamic: list[tuple[str, object]]) -> str:
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
            self.scene.relations.append(Relation(kind, a, b, c))

    # -- size and time ----------------------------------------------------------------------

    def _compare(self, clause: Clause, who: Actors) -> None:
        for compare in clause.compares:
            named = self.talk._known.get(id(compare.anchor)) if compare.anchor else None
            a = (named if not clause.lemma or clause.existential else None) or who
            if compare.other is None:
                a, b = who[:1], who[1:]
            else:
                b = self.actors(compare.other, a)
            b = tuple(x for x in b if x not in a)
            if a and b:
                self.scene.scales.append((a, b, compare.ratio))

    def _times(self, clause: Clause, who: Actors) -> None:
        only = "only" in clause.adverbs or not settings.moves(clause)
        for time in clause.times:
            if time == "always":
                continue
            gone = clause.group == "vanish" or (clause.negated and clause.group != "still")
            if clause.group in ("appear", "vanish") or clause.negated or only or clause.group in ("arrive", "enter", "leave"):
                window = (_VANISH if gone or clause.group == "leave" else _WINDOWS)[time]
                for actor in who:
                    self.scene.windows[actor] = window
        if clause.times or clause.group not in ("appear", "vanish"):
            return
        for actor in who:
            first, last = self.scene.windows.get(actor, (0, 8))
            self.scene.windows[actor] = (3, last) if clause.group == "appear" else (first, 5)


