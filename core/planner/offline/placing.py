"""Prepositional phrases to relations, stands, backgrounds and ways."""

from __future__ import annotations

from core.planner.offline import settings
from core.planner.offline.discourse import Actors
from core.planner.offline.lexicon.words import COLOURS
from core.planner.offline.model import Beside
from core.planner.offline.predicates import PERCEPTION
from core.planner.offline.stands import STATIC, WALLS, Dynamic, Stands
from core.planner.offline.syntax import Clause, Mention, Prep, Region, Side

VIEWERS = frozenset({"camera", "viewer", "lens"})
_WAYS = frozenset("from to toward dir into via up-to through along across onto".split())
_CHANGES = frozenset("grow turn transform change morph evolve develop bloom hatch".split())
_OF_THINGS = frozenset("leaf branch petal door window roof chimney wheel sail handle label".split())
_VAIN = frozenset({"of", "for", "about", "like", "without", "during"})
_PUTS = frozenset("put place set lay leave hang position arrange stack plant".split())


class Placing(Stands):
    """The part of the interpreter that reads prepositional phrases."""

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
        elif (
            bounds == "to"
            or (moving and prep.rel in ("left-of", "right-of"))
            or (clause.group == "leave" and prep.rel in ("on", "at"))
        ):
            dynamic.append(("to", region))
        elif prep.rel in _WAYS or (moving and prep.rel == "at" and not goes):
            dynamic.append((prep.rel, region))
        elif moving and "initially" in clause.adverbs:
            dynamic.append(("from", region))
        elif isinstance(region, Region):
            self._region(anchor, region)

    def _anchor(self, clause: Clause, prep: Prep, subjects: Actors, objects: Actors) -> Actors:
        put = clause.lemma in _PUTS
        holder = self._holder(clause, prep)
        if holder:
            return holder
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

    def _become(self, before: Actors, after: Actors) -> None:
        """`grows into a tree`: the one is seen first, in its place the other."""
        self.scene.windows.update(dict.fromkeys(before, (0, 3)))
        self.scene.windows.update(dict.fromkeys(after, (4, 8)))
        self.scene.become.append((before, after))

    def _holder(self, clause: Clause, prep: Prep) -> Actors:
        """`roses in a vase on a piano`: the vase is on the piano."""
        at = next((n for n, p in enumerate(clause.preps) if p is prep), 0)
        before = clause.preps[at - 1] if at else None
        if (
            before is None
            or prep.rel not in ("on", "under", "beside")
            or before.rel not in ("in", "inside")
            or not isinstance(before.target, Mention)
            or not isinstance(prep.target, Mention)
            or settings.moves(clause)
        ):
            return ()
        return self.talk.meant(before.target)

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
            away = prep.rel in ("from", "away-from", "out-of")
            dynamic.append(("camera-from" if away else "camera", None))
            return last
        if target.pronoun and target.head.endswith(("self", "selves")):
            return last  # "by itself"
        if settings.time_of(self.scene, target, prep) or target.absent:
            return last
        if not moving and settings.on_the_wall(prep, target):
            return last
        if self._high_or_low(prep, target, moving, dynamic):
            return last
        if moving and prep.rel in ("up", "down") and target.head in WALLS:
            dynamic.append(("dir", Region(None, -1 if prep.rel == "up" else 1)))
        if self._stands(prep, target, moving):
            dynamic.append(("place-" + prep.rel, None))
            return last
        if prep.rel in ("in", "with", "wearing") and (
            settings.clothing(target) or settings.part(prep, target)
        ):
            owner = last if last and target.head in _OF_THINGS else ()
            self._wear(owner or anchor or last, target, prep.rel)
            return last
        if target.head in COLOURS and not (target.indefinite or target.definite or target.count):
            return last  # "turn from green to orange"
        alive = target.noun is not None and target.noun.alive
        if prep.rel in ("for", "about") and (alive or target.pronoun in ("m", "f", "p")):
            self._relate("beside", anchor, self.actors(target, anchor))
            return last
        if settings.abstract(target) or prep.rel in _VAIN:
            return last
        return self._thing(clause, prep, anchor, moving, dynamic, last)

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
                self._relate(STATIC.get(prep.rel, "") or "beside", anchor[:1], anchor[1:])
            return anchor
        spread = target.plural and target.count is None and not target.definite
        if spread and prep.rel in ("on", "with", "in") and len(anchor) > 1 and not target.pronoun:
            target.count = len(anchor)  # "two knights on horses"
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
        if prep.rel == "into" and clause.lemma in _CHANGES and anchor and b:
            self._become(anchor, b)
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
