"""One door to all planners: offline, a language model, or whichever is there.

Owns the choice and the hint that the offline planner needs no server.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from core.errors import InputError
from core.plan.schema import Scene, VideoPlan
from core.planner.client import Client
from core.planner.director import HINT, plan_with_model
from core.planner.prompts import checked_prompt
from core.planner.settings import ServerSettings
from core.planner.usage import PlanBudget

Planner = Literal["auto", "offline", "openai"]
PLANNERS: tuple[Planner, ...] = ("auto", "offline", "openai")


def choose(
    prompt: str,
    planner: str = "auto",
    *,
    settings: ServerSettings | None = None,
    n_scenes: int | None = None,
    on_scene: Callable[[Scene], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    budget: PlanBudget | None = None,
) -> VideoPlan:
    """A plan by `planner`; "auto" asks a language model where `settings` name one.

    A failing server is an error, never a silent switch: the message offers the offline planner.

    Raises:
        PromptError: the prompt is empty or too long.
        InputError: there is no such planner, or "openai" without a server.
        PlannerError, LimitError, Cancelled: as `plan_with_model`.
    """
    prompt = checked_prompt(prompt)
    if planner not in PLANNERS:
        raise InputError(f"there is no planner {planner!r}: take {', '.join(PLANNERS)}")
    if planner == "openai" and settings is None:
        raise InputError(
            "no language model is set up: give --base-url and --model, or set OPENAI_API_KEY"
            f" and VIDEODIRECTOR_MODEL. {HINT}"
        )
    if settings is None or planner == "offline":
        from core.planner.offline import plan_offline

        plan: VideoPlan = plan_offline(prompt, n_scenes)
        return plan
    return plan_with_model(prompt, Client(settings), n_scenes, on_scene, cancelled, budget)
