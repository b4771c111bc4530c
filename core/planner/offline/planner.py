"""The offline planner: prompt in, VideoPlan out, without a model.

split -> grouping (clauses) -> interpret (meaning) -> stage, arrange, motion (boxes) -> assemble.
"""

from __future__ import annotations

import re

from core import limits
from core.errors import PromptError
from core.plan.schema import VideoPlan, replaced
from core.planner.offline import assemble, english, goals, grouping, nominals
from core.planner.offline.arrange import arrange
from core.planner.offline.chatter import tidied
from core.planner.offline.discourse import Discourse
from core.planner.offline.interpret import Interpreter
from core.planner.offline.lexicon import access
from core.planner.offline.model import SceneModel
from core.planner.offline.motion import animate
from core.planner.offline.reading import reading
from core.planner.offline.split import plain, sentences
from core.planner.offline.stage import stage
from core.planner.offline.syntax import Clause, Mention
from core.planner.offline.tokens import normalise
from core.planner.offline.wording import with_speech, without_speech

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
    checked = _checked(prompt, n_scenes)
    foreign = english.language(checked)
    if foreign:
        return _unread(prompt, checked, foreign, n_scenes)
    text, quotes = without_speech(tidied(checked))
    text, asked = nominals.scenes_asked(text)
    n_scenes = n_scenes or asked
    text = nominals.told(plain(text))
    steps = goals.expand(text, n_scenes)
    groups = grouping.scenes(sentences(_numbered(steps) if steps else text))
    groups = goals.fit(groups or [[Clause(text=text)]], n_scenes)
    if len(groups) > limits.SCENES:
        raise PromptError(
            f"the prompt tells {len(groups)} scenes; a plan holds {limits.SCENES}: shorten it"
        )
    plan = _plan(prompt, text, groups, quotes)
    return _as_story(plan) if steps else plan


def _as_story(plan: VideoPlan) -> VideoPlan:
    """A plan made of a terse goal says so in its first reading."""
    first = plan.scenes[0]
    why = (
        f"A short goal, told as a story of {len(plan.scenes)} scenes; "
        "write sentences of your own to tell another. "
    )
    opening = replaced(first, reading=f"{why}{first.reading}"[:2000])
    return replaced(plan, scenes=(opening, *plan.scenes[1:]))


def _unread(prompt: str, text: str, foreign: str, n_scenes: int | None) -> VideoPlan:
    """A plan for a text in another language: one thing, and a reading that says so."""
    told = english.sentences(text)[: limits.SCENES]
    said = [told[min(n, len(told) - 1)] for n in range(n_scenes or len(told))]
    name = english.label(text)
    groups = [
        [Clause(objects=[Mention(name, access.unknown(name), count=1)], existential=True)]
        for _ in said
    ]
    plan = _plan(prompt, text, groups, ())
    why = english.explanation(foreign, name)
    scenes = tuple(
        replaced(scene, description=words[:2000], reading=why)
        for scene, words in zip(plan.scenes, said, strict=True)
    )
    return replaced(plan, scenes=scenes)


def _numbered(steps: list[str]) -> str:
    return "\n".join(f"Scene {number}: {step}" for number, step in enumerate(steps, start=1))


def _checked(prompt: str, n_scenes: int | None) -> str:
    if len(prompt) > limits.PROMPT_CHARS:
        raise PromptError(
            f"the prompt has {len(prompt)} characters; shorten it to {limits.PROMPT_CHARS}"
        )
    if n_scenes is not None and not 1 <= n_scenes <= limits.SCENES:
        raise PromptError(f"{n_scenes} scenes are asked for; give 1 to {limits.SCENES}")
    text = normalise(prompt).strip()
    if not any(c.isalnum() for c in text):
        raise PromptError("the prompt is empty: say what the film shows, for example 'a dog runs'")
    return text


def _plan(prompt: str, text: str, groups: list[list[Clause]], quotes: tuple[str, ...]) -> VideoPlan:
    talk = Discourse()
    models: list[SceneModel] = []
    previous = ""
    for clauses in groups:
        model = Interpreter(talk, previous).read(clauses)
        previous = model.background
        models.append(model)
    found = assemble.entities(talk, {a[0] for m in models for a in m.cast})
    alone = _alone(groups)
    scenes = []
    for number, (model, clauses) in enumerate(zip(models, groups, strict=True), start=1):
        staging = stage(model, talk)
        frames = animate(model, talk, staging, arrange(model, talk, staging)) if model.cast else {}
        description = _description(clauses, alone, talk, model) or text
        description = with_speech(description, quotes)
        scenes.append(
            assemble.scene(number, model, description, found, frames, reading(model, talk))
        )
    shown = {t.entity for s in scenes for t in s.tracks}
    return VideoPlan(
        title=_title(with_speech(text, quotes)),
        prompt="".join(c for c in prompt if not 0xD800 <= ord(c) <= 0xDFFF),
        planner="offline",
        entities=tuple(e for e in found.values() if e.name in shown),
        scenes=tuple(scenes),
    )


def _alone(groups: list[list[Clause]]) -> set[str]:
    """Sentences that lie wholly within one scene."""
    homes: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for clause in group:
            homes.setdefault(clause.sentence, set()).add(number)
    return {text for text, where in homes.items() if len(where) == 1}


_MARKS = {
    "qtfirsthalf": "in the first half",
    "qtsecondhalf": "in the second half",
    "qtstart": "at the start",
    "qtend": "at the end",
    "qthalfway": "halfway",
    "qtlater": "after a while",
    "qtalways": "throughout",
}


def _description(clauses: list[Clause], alone: set[str], talk: Discourse, model: SceneModel) -> str:
    """The author's words for a scene: whole sentences, or its own part of a shared one."""
    said: list[str] = []
    for clause in clauses:
        text = clause.sentence if clause.sentence in alone else clause.text
        if (
            clause.sentence not in alone
            and clause.lemma
            and text
            and model.cast
            and not _names(clause, text)
        ):
            text = f"the {talk.being(next(iter(model.cast))).head} {text}"
        text = text.strip(" ,")
        if text and text not in said:
            said.append(text)
    whole = ". ".join(s[0].upper() + s[1:] for s in said)
    for mark, words in _MARKS.items():
        whole = whole.replace(mark, words).replace(mark.capitalize(), words.capitalize())
    return re.sub(r"\s+", " ", whole).replace(" ,", ",").strip()


def _names(clause: Clause, text: str) -> bool:
    """Whether the clause's own words say who acts."""
    low = text.lower()
    return (
        clause.form == "ing"
        or any(
            low.startswith(p) for p in ("a ", "an ", "the ", "two ", "it ", "he ", "she ", "they ")
        )
        or (
            not clause.subjects
            or any(
                m.head.lower() in low.split(clause.lemma[:3])[0] for m in clause.subjects if m.head
            )
        )
    )


def _title(text: str) -> str:
    line = re.sub(r"\s+", " ", text.split("\n")[0]).strip()
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rsplit(" ", 1)[0] + "…"
