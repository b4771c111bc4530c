"""Planners: a prompt in, a `VideoPlan` out. Nothing here imports torch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.planner.choice import choose as choose
    from core.planner.director import plan_with_model as plan_with_model
    from core.planner.importer import import_plan as import_plan

__all__ = ["choose", "import_plan", "plan_with_model"]
_HOMES = {"choose": "choice", "import_plan": "importer", "plan_with_model": "director"}


def __getattr__(name: str) -> Any:
    """Loads a planner when it is asked for: the command line starts without any."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"core.planner.{_HOMES[name]}"), name)
    raise AttributeError(f"core.planner has no {name!r}")
