"""Clauses of one scene to its meaning: cast, relations, moves, background."""

from __future__ import annotations

from dataclasses import replace

from core.planner.offline import backdrop, settings
from core.planner.offline.actions import act
from core.planner.offline.discourse import Actors
from core.planner.offline.footing import flies, lands, soars
from core.planner.offline.lexicon import access, words
from core.planner.offline.model import SceneModel
from core.planner.offline.naming import enliven, identify, tells_kind
from core.planner.offline.placing import VIEWERS, Placing
from core.planner.offline.predicates import PERCEPTION
from core.planner.offline.syntax import Clause, Mention, Prep

_NOT_SEEN = frozenset(
    "afraid alone ready late early faster slower louder closer nearer farther other same".split()
)
_WINDOWS = {
    "firsthalf": (0, 3),
    "secondhalf": (4, 8),
    "start": (0, 2),
    "end": (6, 8),
    "halfway": (4, 8),
    "later": (4, 8),
}
_VANISH = {
    "firsthalf": (0, 3),
    "secondhalf": (0, 3),
    "start": (0, 1),
    "end": (0, 6),
    "halfway": (0, 3),
    "later": (0, 4),
}


class Interpreter(Placing):
    """Fills a SceneModel from clauses, with the discourse's memory."""

    def read(self, clauses: list[Clause]) -> SceneModel:
        """The meaning of `clauses`, which together are one scene."""
        self.talk.begin_scene()
        for clause, after in zip(clauses, [*clauses[1:], Clause()], strict=True):
            same = clause.form == "ing" and clause.subjects == after.subjects != []
            if same and not after.sequential and settings.moves(after):
                clause.adverbs.append("meanwhile")  # "a girl riding a horse jumps over a fence"
            self.scene.text.append(clause.text)
            self._clause(clause)
        self.scene.landed = self.talk.landed & set(self.scene.cast)
        self.scene.aloft = self.talk.aloft & set(self.scene.cast)
        backdrop.settle(self.scene, self.talk, clauses, self.previous)
        return self.scene

    def _clause(self, clause: Clause) -> None:
        if clause.lemma in PERCEPTION | {"have"} and not clause.objects and not clause.subjects:
            return
        enliven(clause)
        subjects = self._subjects(clause)
        objects: Actors = ()
        vain = False  # an object that cannot be seen
        for mention in clause.objects:
            if self._no_thing(clause, mention, subjects):
                continue
            if settings.abstract(mention) or mention.absent:
                vain = True
                continue
            objects += tuple(a for a in self.actors(mention, subjects) if a not in objects)
        one = len({a[0] for a in subjects}) == 1 and any(m.indefinite for m in clause.objects)
        if clause.lemma == "become" and one and objects and not clause.negated:
            self._become(subjects, objects)
        self._complements(clause, subjects)
        self._share(clause)
        targets = self._preps(clause, subjects, objects)
        self._compare(clause, subjects or objects)
        self._times(clause, subjects or objects)
        self._group_of(clause, subjects, objects)
        if vain and not objects and clause.group in ("rise", "lift", "fall", "lower", "spin"):
            clause.group = "still"  # "raise their hands"
        self._footing(clause, subjects, objects)
        act(self.scene, self.talk, clause, subjects, objects, targets)
        if subjects or objects:
            self.talk.subjects = subjects or objects
        if self.scene.become and self.scene.become[-1][0] == subjects:
            self.talk.subjects = self.scene.become[-1][1]  # who "it" is from now on

    def _no_thing(self, clause: Clause, mention: Mention, subjects: Actors) -> bool:
        """An object that is a place, clothing, or says what the subject is: noted as that."""
        if settings.setting(mention):
            return True
        if settings.pure_place(mention) and not settings.seen_whole(clause, mention):
            self._stage_place(mention)
        elif mention.pronoun and mention.head.endswith(("self", "selves")):
            pass  # "lowers itself"
        elif mention.head in VIEWERS:
            clause.preps.append(Prep("camera", None))
        elif settings.worn(clause, mention):
            self._wear(subjects, mention, "in")
        elif clause.lemma == "have" and mention.head in words.PARTS | words.CLOTHES:
            self._wear(subjects, mention, "with")
        elif tells_kind(clause, mention) and subjects:
            identify(self.talk.being(subjects[0]), mention)
            self.talk.know(mention, subjects[:1])
        else:  # "Peter and Paul are brothers"
            says = clause.lemma == "be" or (clause.lemma == "become" and not mention.indefinite)
            return says and bool(subjects) and not clause.existential
        return True

    def _footing(self, clause: Clause, subjects: Actors, objects: Actors) -> None:
        """Birds that walk from now on, and those that take to the air again."""
        if lands(clause.lemma):
            self.talk.landed |= set(subjects)
            self.talk.aloft -= set(subjects)
        elif flies(clause.lemma):
            self.talk.landed -= set(subjects)
        if soars(clause.lemma) and not clause.negated:
            self.talk.aloft |= set(subjects or objects)
        if clause.lemma in ("walk", "lead", "ride"):
            self.talk.landed |= set(objects)

    def _subjects(self, clause: Clause) -> Actors:
        subjects: Actors = ()
        for mention in clause.subjects:
            if settings.pure_place(mention) and (
                not clause.lemma or len(clause.subjects) > 1 or clause.group == "be"
            ):
                self._stage_place(mention)
                continue
            if settings.setting(mention) or settings.abstract(mention) or mention.absent:
                continue
            if settings.rains(clause, mention):
                self.scene.times = settings.rains(clause, mention)
                continue
            if mention.head in VIEWERS and clause.lemma:
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
                    attributes[:] = [a for a in attributes if a not in words.SIZES]
                    self.talk.beings[being].size = words.SIZES[word]
                if (
                    word in words.ADJECTIVES - _NOT_SEEN
                    and word not in attributes
                    and not clause.negated
                ):
                    attributes.append(word)

    def _share(self, clause: Clause) -> None:
        """`a laptop, a book and a cup on a desk`: the desk is for all of them."""
        listed = clause.subjects or clause.objects
        if clause.lemma or len(listed) < 2 or any(p.anchor in listed[:-1] for p in clause.preps):
            return
        for number, prep in enumerate(clause.preps):
            if prep.rel not in ("with", "in") and prep.anchor is listed[-1]:
                clause.preps[number] = replace(prep, anchor=None)

    def _filmed(self, clause: Clause) -> None:
        """`The camera zooms in on a flower`: the flower comes nearer."""
        if clause.group not in ("near", "far", "still"):
            clause.group, clause.lemma = "still", "film"
        for prep in clause.preps:
            if (
                isinstance(prep.target, Mention)
                and not prep.target.place
                and prep.rel in ("on", "to", "toward", "at", "from")
            ):
                clause.objects.append(prep.target)
                clause.preps = [p for p in clause.preps if p is not prep]

    def _group_of(self, clause: Clause, subjects: Actors, objects: Actors) -> None:
        verb = access.verb(clause.lemma) if clause.lemma else None
        if verb and clause.group == verb.group and (objects or clause.passive):
            clause.group = verb.group_object
        if (
            clause.lemma == "set"
            and not objects
            and any(self.talk.being(a).noun.kind == "celestial" for a in subjects)
        ):
            clause.group = "fall"
        if not clause.group and clause.lemma:
            clause.group = verb.group if verb else "still"

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
                self.scene.add(a + b)
                self.scene.scales.append((a, b, compare.ratio))

    def _times(self, clause: Clause, who: Actors) -> None:
        only = "only" in clause.adverbs or not settings.moves(clause)
        for time in clause.times:
            if time == "always":
                continue
            gone = clause.group == "vanish" or (clause.negated and clause.group != "still")
            if (
                clause.group in ("appear", "vanish")
                or clause.negated
                or only
                or clause.group in ("arrive", "enter", "leave")
            ):
                window = (_VANISH if gone or clause.group == "leave" else _WINDOWS)[time]
                for actor in who:
                    self.scene.windows[actor] = window
        if clause.times or clause.group not in ("appear", "vanish"):
            return
        for actor in who:
            first, last = self.scene.windows.get(actor, (0, 8))
            self.scene.windows[actor] = (3, last) if clause.group == "appear" else (first, 5)
