"""The offline planner: prompt in, VideoPlan out, without a model.

split -> grouping (clauses) -> interpret (meaning) -> stage, arrange, motion (boxes) -> assemble.
"""

from __future__ import annotations

import re

from core import limits
from core.errors import PromptError
from core.plan.schema import VideoPlan
from core.planner.offline import assemble, goals, grouping
from core.planner.offline.arrange import arrange
from core.planner.offline.discourse import Discourse
from core.planner.offline.interpret import Interpreter
from core.planner.offline.model import SceneModel
from core.planner.offline.motion import animate
from core.planner.offline.reading import reading
from core.planner.offline.split import sentences
from core.planner.offline.stage import stage
from core.planner.offline.syntax import Clause
from core.planner.offline.tokens import normalise

_TITLE = 60


def plan_offline(prompt: str, n_scenes: int | None = None) -> VideoPlan:
    """A storyboard for `prompt`; the same prompt always gives the same plan.

    Args:
        prompt: what shall be filmed, in English, 1 to 4,000 characters.
        n_scenes: how many scenes to make of it; None lets the text decide.

    Raises:
        PromptError: the prompt is empty or too long, `n_scenes` is not 1 to 64, or a scene
            would hold more than 32 things.
    """
    text = _checked(prompt, n_scenes)
    steps = goals.expand(text, n_scenes)
    groups = grouping.scenes(sentences("\n".join(steps) if steps else text))
    groups = goals.fit(groups or [[Clause(text=text)]], n_scenes)
    if len(groups) > limits.SCENES:
        raise PromptError(
            f"the prompt tells {len(groups)} scenes; a plan holds {limits.SCENES}: shorten it"
        )
    return _plan(prompt, text, groups)


def _checked(prompt: str, n_scenes: int | None) -> str:
    if len(prompt) > limits.PROMPT_CHARS:
        raise PromptError(
            f"the prompt has {len(prompt)} characters; {limits.PROMPT_CHARS} are allowed: shorten it"
        )
    if n_scenes is not None and not 1 <= n_scenes <= limits.SCENES:
        raise PromptError(f"{n_scenes} scenes are asked for; give 1 to {limits.SCENES}")
    text = normalise(prompt).strip()
    if not any(c.isalnum() for c in text):
        raise PromptError("the prompt is empty: say what the film shows, for example 'a dog runs'")
    return text


def _plan(prompt: str, text: str, groups: list[list[Clause]]) -> VideoPlan:
    talk = Discourse()
    models: list[SceneModel] = []
    previous = ""
    for clauses in groups:
        model = Interpreter(talk, previous).read(clauses)
        previous = model.background
        models.append(model)
    found = assemble.entities(talk, {a[0] for m in models for a in m.cast})
    scenes = []
    for number, (model, clauses) in enumerate(zip(models, groups, strict=True), start=1):
        staging = stage(model, talk)
        frames = animate(model, talk, staging, arrange(model, talk, staging)) if model.cast else {}
        description = _sentence(clauses, text)
        scenes.append(assemble.scene(number, model, description, found, frames, reading(model, talk)))
    shown = {t.entity for s in scenes for t in s.tracks}
    return VideoPlan(
        title=_title(text), prompt="".join(c for c in prompt if not 0xD800 <= ord(c) <= 0xDFFF),
        planner="offline", entities=tuple(e for e in found.values() if e.name in shown), scenes=tuple(scenes),
    )


_MARKS = {
    "qtfirsthalf": "in the first half", "qtsecondhalf": "in the second half", "qtstart": "at the start",
    "qtend": "at the end", "qthalfway": "halfway", "qtlater": "after a while", "qtalways": "throughout",
}


def _sentence(clauses: list[Clause], text: str) -> str:
    """The author's words for a scene, each sentence once."""
    said = list(dict.fromkeys(c.text.strip(" ,") for c in clauses if c.text.strip(" ,")))
    whole = ". ".join(s[0].upper() + s[1:] for s in said) or text
    for mark, words in _MARKS.items():
        whole = whole.replace(mark, words)
    return re.sub(r"\s+", " ", whole).replace(" ,", ",").strip()


def _title(text: str) -> str:
    line = re.sub(r"\s+", " ", text.split("\n")[0]).strip()
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rsplit(" ", 1)[0] + "…"
