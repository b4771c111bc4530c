"""Words about the picture itself: "a scene with", "in the video", "a drone shot of"."""

from __future__ import annotations

from core.planner.offline.clause_state import PREPOSITIONS, ClauseState
from core.planner.offline.lexicon import access, words
from core.planner.offline.syntax import Prep

_BEFORE = frozenset("in on of into within inside out-of from across through".split())
_FILLERS = frozenset("a an the this viewed top-down high quality - cinematic slow motion".split())
_OPENERS = frozenset(
    """of with that containing showing where in which has featuring depicting contains shows
    about :""".split()
)


class Pictures(ClauseState):
    """Rules that skip such words, noting what they say about entering and leaving the frame."""

    def _picture(self, at: int) -> int | None:
        start = at
        if self.now.lemma and self.last == "verb" and self.low(at) not in PREPOSITIONS:
            return None  # "paints a picture"
        at += self.low(at) in _BEFORE
        ahead = at
        while self.low(ahead) in words.ADJECTIVES | _FILLERS:
            ahead += 1
        if start == at and not self.now.mentions():
            ahead = self._shot(ahead)
        camera = self.low(ahead) == "camera" and self.low(start) != "in"
        if self.low(ahead) not in words.PICTURE or camera:
            return None
        if self.low(start) in ("into", "out-of", "from"):
            rel = "enter" if self.low(start) == "into" else "exit"
            self.now.preps.append(Prep(rel, None, self.anchor))
        end = ahead + 1 + (self.low(ahead + 1) in words.PICTURE)
        if start == at and self.low(end) in _OPENERS and not self.now.mentions():
            end += 1
            while self.low(end) in ("has", "contains", "shows", "which", "is", "have"):
                end += 1
            self.now.existential = True
        return end

    def _shot(self, at: int) -> int:
        """`drone shot of`, `time-lapse video of`: skip to the word for the picture."""
        for ahead in range(at, min(at + 3, len(self.tokens))):
            follows = self.low(ahead + 1) in ("of", "showing", "with", "that", ":")
            if self.low(ahead) in words.PICTURE and follows:
                return ahead
            if self.low(ahead) in (":", "of", "with", ",", ".") or access.verb(self.low(ahead)):
                break
        return at
