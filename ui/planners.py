"""Which planners there are here, and one call for all of them."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core import limits
from core.errors import InputError, PromptError
from core.plan.schema import VideoPlan
from core.planner.client import Client
from core.planner.director import plan_with_model
from core.planner.offline import plan_offline
from core.planner.settings import settings_from_environment

log = logging.getLogger(__name__)

Cancelled = Callable[[], bool]
ModelPlanner = Callable[[str, int | None, Cancelled], VideoPlan]


@dataclass(frozen=True)
class PlannerChoice:
    """A planner as people see it."""

    id: str
    title: str
    note: str


@dataclass(frozen=True)
class Planners:
    """The offline planner, and a language model's server when one is configured."""

    model: ModelPlanner | None = None
    model_title: str = ""

    @property
    def choices(self) -> tuple[PlannerChoice, ...]:
        """What can be chosen, the default first."""
        offline = PlannerChoice(
            "offline", "Offline planner", "Reads plain English sentences; no model, no network."
        )
        if self.model is None:
            return (offline,)
        note = "A language model writes the plan; your prompt is sent to its server."
        return (PlannerChoice("model", self.model_title, note), offline)

    def plan(
        self, prompt: str, planner: str, scenes: int | None, cancelled: Cancelled
    ) -> VideoPlan:
        """A plan for the prompt.

        Raises:
            PromptError: empty or too long; no planner was asked.
            InputError, PlannerError, Cancelled: the planner could not, or was told to stop.
        """
        if not prompt.strip():
            raise PromptError("The prompt is empty: describe your film, a sentence a scene.")
        if len(prompt) > limits.PROMPT_CHARS:
            raise PromptError(
                f"The prompt has {len(prompt)} characters: shorten it to {limits.PROMPT_CHARS}."
            )
        chosen = planner or self.choices[0].id
        if chosen == "offline":
            return plan_offline(prompt, scenes)
        if chosen == "model" and self.model is not None:
            return self.model(prompt, scenes, cancelled)
        raise InputError(f"there is no planner {planner[:40]!r} here: choose one of the list")


def from_environment(
    environment: Mapping[str, str] | None = None, public: bool = False
) -> Planners:
    """Planners as OPENAI_BASE_URL, OPENAI_API_KEY and VIDEODIRECTOR_MODEL say.

    Settings that do not fit are told in the log and leave the offline planner alone.
    """
    try:
        settings = settings_from_environment(
            os.environ if environment is None else environment, public=public
        )
    except InputError as error:
        log.warning("no language model is used: %s", error)
        return Planners()
    if settings is None:
        return Planners()

    def plan(prompt: str, scenes: int | None, cancelled: Cancelled) -> VideoPlan:
        return plan_with_model(prompt, Client(settings), n_scenes=scenes, cancelled=cancelled)

    return Planners(plan, settings.model)
