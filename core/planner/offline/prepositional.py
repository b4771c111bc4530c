"""Prepositional phrases, directions and comparisons of a clause."""

from __future__ import annotations

from dataclasses import replace

from core.planner.offline.clause_state import FIXED, MANNERS, PREPOSITIONS, ClauseState
from core.planner.offline.comparisons import comparison
from core.planner.offline.lexicon import words
from core.planner.offline.syntax import Mention, Prep, Region, Side


class Prepositional(ClauseState):
    """Rules that add to the clause at hand where, from where and how."""

    def _fixed(self, at: int) -> int | None:
        low = self.low(at)
        step = at + 1 if low == "from" else at
        if self.low(step) in FIXED:
            _, start, end = FIXED[self.low(step)]
            self.now.preps += [Prep("from", start, self.anchor), Prep("to", end, self.anchor)]
            return step + 1
        if low in MANNERS:
            self.now.adverbs.append(low)
            return at + 1
        return None

    def _compare(self, at: int) -> int | None:
        found = comparison(self.phrases, at)
        if not found:
            return None
        compare, end = found
        self.now.compares.append(replace(compare, anchor=self.anchor))
        return end

    def _preposition(self, at: int) -> int | None:
        rel = self.low(at)
        if rel not in PREPOSITIONS:
            return None
        if rel in ("up", "down", "about", "after", "before", "like") and not self.phrases.parse(
            at + 1
        ):
            return None
        if rel in ("left-of", "right-of", "middle-of", "top-of", "bottom-of", "far-side-of"):
            start = at
        else:
            start = at + 1
            while self.low(start) in (
                "directly",
                "straight",
                "right",
                "just",
                "back",
                "only",
            ) and self.low(start + 1) not in ("side", "of", "corner", "", ".", ",", "and"):
                start += 1
        return self._target(rel, at, start)

    def _target(self, rel: str, at: int, start: int) -> int | None:
        picture = self.regions.picture(start)
        if picture and rel in (
            "into",
            "in",
            "across",
            "through",
            "out-of",
            "from",
            "off",
            "inside",
            "onto",
            "toward",
            "to",
            "up-to",
        ):
            where = {
                "into": "enter",
                "onto": "enter",
                "out-of": "exit",
                "off": "exit",
                "across": "across",
                "through": "across",
            }
            if self.low(picture - 1) == "camera":
                self.now.preps.append(
                    Prep(
                        "camera-from" if rel in ("from", "out-of") else "camera", None, self.anchor
                    )
                )
            elif rel in where:
                self.now.preps.append(Prep(where[rel], None, self.anchor))
            return picture
        region = self.regions.parse(start, self.side)
        if region:
            target, end = region
            if isinstance(target, Side):
                self.side = target
                rel = rel if rel in ("from", "to", "toward") else ("side" if start == at else rel)
            prep = Prep(rel, target, self.anchor)
            leads = self.low(at - 1) in ("and", ",", "", "while") and not self.now.lemma
            if isinstance(target, Region) and leads and self._things_ahead(end):
                self.waiting.append(prep)
            else:
                self.now.preps.append(prep)
            self.last = rel
            return end
        return self._nested(rel, start) or self._thing(rel, start)

    def _things_ahead(self, at: int) -> bool:
        while self.low(at) in (",", "there", "is", "are", "we", "see", "stands", "sits"):
            at += 1
        return self.phrases.parse(at) is not None

    def _nested(self, rel: str, start: int) -> int | None:
        """`from above a flower`, `to below it`."""
        heights = {"above": -1, "over": -1, "below": 1, "under": 1}
        if rel not in ("from", "to") or self.low(start) not in heights:
            return None
        noun = self.phrases.parse(start + 1)
        if not noun:
            return None
        of = self.side.of if self.side and noun[0].pronoun else noun[0]
        self.side = Side(of, 0, heights[self.low(start)])
        self.now.preps.append(Prep(rel, self.side, self.anchor))
        self.last = rel
        return noun[1]

    def _thing(self, rel: str, start: int) -> int | None:
        noun = self.phrases.parse(start)
        if not noun:
            if self.predicates.verb(start, None):  # "by jumping", "after eating"
                return start
            self.now.adverbs.append(rel)
            return start if start > 0 else None
        target, end = noun
        self.latest = target
        more: tuple[Mention, ...] = ()
        while rel in ("between", "among") and self.low(end) in ("and", ","):
            other = self.phrases.parse(end + 1)
            if not other:
                break
            more, end = (*more, other[0]), other[1]
        self.now.preps.append(Prep(rel, target, self.anchor, more))
        if rel == "with" or not self.anchor:
            self.anchor = target
        self.last = rel
        return end

    def _direction(self, at: int) -> int | None:
        low = self.low(at)
        if low in words.DIRECTIONS:
            h, v = words.DIRECTIONS[low]
            self.now.preps.append(Prep("dir", Region(h, v), self.anchor))
            return at + 1
        if low in ("forward", "forwards", "backward", "backwards"):
            self.now.adverbs.append(low.rstrip("s"))
            return at + 1
        return None
