"""What the model is told: the two passes' instructions and examples, from `assets/prompts`.

Owns messages. Does not ask (`conversation`) and does not read answers (`replies`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from core.errors import PromptError
from core.limits import PROMPT_CHARS
from core.plan.schema import LAYOUT_FRAMES, clean_text
from core.planner.replies import SceneReply
from core.planner.usage import Usage, tokens_in

Message = dict[str, str]
FOLDER = Path(__file__).parents[2] / "assets" / "prompts"
LAYOUT_EXAMPLES = 5
MOST_SCENES = 32
_BRIEF_FRAMES = 3
_USUAL_SCENES = 4


@cache
def _text(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip()


@cache
def _example(name: str) -> tuple[str, str]:
    value = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return _json(value["user"]), _json(value["reply"])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def checked_prompt(prompt: str) -> str:
    """`prompt` as it is sent: NFC, without control characters.

    Raises:
        PromptError: it is empty, too long, or no valid Unicode.
    """
    if len(prompt) > PROMPT_CHARS:
        raise PromptError(
            f"the prompt has {len(prompt):,} characters: shorten it to {PROMPT_CHARS:,}"
        )
    try:
        text = clean_text(prompt)
    except ValueError as error:
        raise PromptError(str(error)) from None
    if not text:
        raise PromptError("the prompt is empty: say what the film shows")
    return text


def checked_count(n_scenes: int | None) -> int | None:
    """`n_scenes`. Raises PromptError where a model cannot lay out so many."""
    if n_scenes is not None and not 1 <= n_scenes <= MOST_SCENES:
        raise PromptError(f"{n_scenes} scenes: ask a language model for 1 to {MOST_SCENES}")
    return n_scenes


def scene_messages(prompt: str, n_scenes: int | None, brief: bool = False) -> list[Message]:
    """The first pass: an idea to scenes, after one example."""
    user, reply = _example("scenes-example")
    wish: dict[str, Any] = {"idea": prompt}
    if n_scenes is not None:
        wish["number_of_scenes"] = n_scenes
    if brief:
        wish["length"] = "at most four scenes, few words" if n_scenes is None else "few words"
    return [
        _message("system", _text("scenes")),
        _message("user", user),
        _message("assistant", reply),
        _message("user", _json(wish)),
    ]


def layout_messages(scenes: Sequence[tuple[int, SceneReply]], brief: bool = False) -> list[Message]:
    """The second pass: numbered scenes to boxes, after five examples; `brief` asks for less."""
    frames = str(_BRIEF_FRAMES if brief else LAYOUT_FRAMES)
    messages = [_message("system", _text("layouts").replace("{frames}", frames))]
    for number in range(1, LAYOUT_EXAMPLES + 1):
        user, reply = _example(f"layouts-example-{number}")
        if brief:
            user, reply = _shortened(user), _shortened(reply)
        messages += [_message("user", user), _message("assistant", reply)]
    asked = [
        {
            "scene": number,
            "description": scene.description,
            "background": scene.background,
            "entities": [
                f"{e.name} ({', '.join(e.attributes)})" if e.attributes else e.name
                for e in scene.entities
            ],
        }
        for number, scene in scenes
    ]
    wish: dict[str, Any] = {"scenes": asked}
    if brief:
        wish["length"] = "three frames a scene: first, middle, last; captions and reasoning null"
    messages.append(_message("user", _json(wish)))
    return messages


def _shortened(text: str) -> str:
    """An example with its first, middle and last frame and no prose."""
    value = json.loads(text)
    for scene in value["scenes"]:
        if "frames" in scene:
            scene["frames"] = [
                {**frame, "caption": None} for frame in scene["frames"][:: LAYOUT_FRAMES // 2]
            ]
            scene["reasoning"] = None
    return _json(value)


def repair_messages(reply: str, problems: Sequence[str]) -> list[Message]:
    """What follows a reply with problems."""
    listed = "\n".join(f"- {problem}" for problem in problems)
    return [
        _message("assistant", reply[:12_000] or "…"),
        _message(
            "user",
            f"This answer cannot be used:\n{listed}\n"
            "Answer again with the whole corrected JSON object and nothing else.",
        ),
    ]


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def scene_tokens(scene: SceneReply, brief: bool = False) -> int:
    """About how many tokens the layout of `scene` takes."""
    boxes = max(1, len(scene.entities)) + 1
    return 60 + (_BRIEF_FRAMES * 26 * boxes if brief else LAYOUT_FRAMES * (16 + 26 * boxes))


def estimate(prompt: str, n_scenes: int | None = None) -> Usage:
    """About what a plan will take, before anything is sent.

    Raises:
        PromptError: as `checked_prompt`.
    """
    count = checked_count(n_scenes) or _USUAL_SCENES
    scene = SceneReply(description=prompt[:120], background="place", entities=())
    first = scene_messages(checked_prompt(prompt), n_scenes)
    second = layout_messages([(n + 1, scene) for n in range(count)])
    sent = sum(tokens_in(message["content"]) for message in (*first, *second))
    return Usage(sent, count * (90 + scene_tokens(scene) + 9 * 26), 2, estimated=True)
