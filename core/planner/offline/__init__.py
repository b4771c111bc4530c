"""The planner that needs no model: a lexicon, a grammar, a stage and motion."""

from core.planner.offline.planner import plan_offline

__all__ = ["plan_offline"]
