"""Which planners there are here, and one call for all of them."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from core.errors import InputError
from core.plan.schema import Scene, VideoPlan
from core.planner.client import Client
from core.planner.director import direct
from core.planner.offline import plan_offline
from core.planner.prompts import checked_prompt, estimate
from core.planner.settings import ServerSettings, settings_from_environment

log = logging.getLogger(__name__)

OFFLINE, MODEL = "offline", "model"
NO_MODEL = "there is no language model here: set one up, or take the offline planner"


@dataclass(frozen=True)
class Wish:
    """What is asked of a planner. `cancelled` is asked often; `on_scene` hears each scene when it
    is written and again when it is laid out."""

    prompt: str
    scenes: int | None = None
    cancelled: Callable[[], bool] = lambda: False
    on_scene: Callable[[Scene], None] = lambda scene: None


@dataclass(frozen=True)
class Written:
    """What came of a wish: the plan, what was mended in it, and in words what it took."""

    plan: VideoPlan
    warnings: tuple[str, ...] = ()
    usage: str = ""


@dataclass(frozen=True)
class Model:
    """A language model that plans; `where` names its server for people."""

    title: str
    where: str
    write: Callable[[Wish], Written]
    input_price: float | None = None  # money for a million tokens
    output_price: float | None = None


@dataclass(frozen=True)
class PlannerChoice:
    """A planner as people see it."""

    id: str
    title: str
    note: str


@dataclass(frozen=True)
class Planners:
    """The offline planner, and the language model that this studio was started with, if any.

    A project may bring a model of its own (`own`), which then stands in the place of that one.
    """

    model: Model | None = None

    def choices(self, own: Model | None = None) -> tuple[PlannerChoice, ...]:
        """What can be chosen, the default first."""
        offline = PlannerChoice(
            OFFLINE, "Offline planner", "Reads plain English sentences; no model, no network."
        )
        model = own or self.model
        if model is None:
            return (offline,)
        note = f"A language model writes the plan; your prompt is sent to {model.where}."
        return (PlannerChoice(MODEL, model.title, note), offline)

    def chosen(self, planner: str, own: Model | None = None) -> Model | None:
        """The model that `planner` means, None for the offline planner.

        Raises:
            InputError: there is no such planner here.
        """
        wanted = planner or self.choices(own)[0].id
        if wanted == OFFLINE:
            return None
        if wanted != MODEL:
            raise InputError(f"there is no planner {planner[:40]!r} here: choose one of the list")
        model = own or self.model
        if model is None:
            raise InputError(NO_MODEL)
        return model


def write(wish: Wish, model: Model | None) -> Written:
    """The plan that `model`, or without one the offline planner, makes of the wish.

    Raises:
        PromptError: empty or too long; no planner was asked.
        InputError, PlannerError, Cancelled: the planner could not, or was told to stop.
    """
    checked_prompt(wish.prompt)
    if model is None:
        return Written(plan_offline(wish.prompt, wish.scenes))
    return model.write(wish)


def estimated(prompt: str, scenes: int | None, model: Model) -> str:
    """In words, about what the plan would take. Raises PromptError as `write` does."""
    words = estimate(prompt, scenes).words(model.input_price, model.output_price)
    return f"A plan of this prompt takes {words}; it is sent to {model.where}."


def model_of(settings: ServerSettings) -> Model:
    """The model that these settings name."""

    def ask(wish: Wish) -> Written:
        made = direct(wish.prompt, Client(settings), wish.scenes, wish.on_scene, wish.cancelled)
        usage = made.usage.words(settings.input_price, settings.output_price)
        return Written(made.plan, made.warnings, usage)

    host = urlsplit(settings.base_url).netloc
    return Model(settings.model, host, ask, settings.input_price, settings.output_price)


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
    return Planners() if settings is None else Planners(model_of(settings))
