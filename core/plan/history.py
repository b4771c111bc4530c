"""Undo and redo without limit, as an immutable value.

Plans share all parts that an edit leaves alone, so a long history costs little. Owns no files.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.errors import PlanError
from core.plan.dirty import dirty_scenes
from core.plan.edits import PlanEdit, apply
from core.plan.schema import VideoPlan


@dataclass(frozen=True)
class History:
    """The current plan, what was before it and what was undone.

    `revision` grows with every step, also with undo and redo; `dirty` are the scenes whose
    pixels the latest step can have changed.
    """

    plan: VideoPlan
    past: tuple[VideoPlan, ...] = ()
    future: tuple[VideoPlan, ...] = ()
    revision: int = 0
    dirty: frozenset[str] = frozenset()

    @classmethod
    def begin(cls, plan: VideoPlan) -> History:
        """A history that starts with `plan`."""
        return cls(plan)

    @property
    def can_undo(self) -> bool:
        return bool(self.past)

    @property
    def can_redo(self) -> bool:
        return bool(self.future)

    def do(self, edit: PlanEdit) -> History:
        """The history after `edit`; itself when the edit changes nothing.

        Raises:
            PlanError: the edit does not fit; the history stays as it is.
        """
        applied = apply(self.plan, edit)
        if applied.plan == self.plan:
            return self
        past = (*self.past, self.plan)
        return History(applied.plan, past, (), self.revision + 1, applied.dirty)

    def put(self, plan: VideoPlan) -> History:
        """The history after another plan took the place of this one (planned anew, opened)."""
        if plan == self.plan:
            return self
        dirty = dirty_scenes(self.plan, plan)
        return History(plan, (*self.past, self.plan), (), self.revision + 1, dirty)

    def undo(self) -> History:
        """One step back. Raises PlanError when there is none."""
        if not self.past:
            raise PlanError("there is nothing to undo")
        return self._moved(self.past[-1], self.past[:-1], (self.plan, *self.future))

    def redo(self) -> History:
        """One step forward again. Raises PlanError when there is none."""
        if not self.future:
            raise PlanError("there is nothing to redo")
        return self._moved(self.future[0], (*self.past, self.plan), self.future[1:])

    def _moved(
        self, plan: VideoPlan, past: tuple[VideoPlan, ...], future: tuple[VideoPlan, ...]
    ) -> History:
        return replace(
            self,
            plan=plan,
            past=past,
            future=future,
            revision=self.revision + 1,
            dirty=dirty_scenes(self.plan, plan),
        )
