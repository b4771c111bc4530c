"""The paper's planner: a language model writes scenes, then their boxes, in two passes.

Owns the two passes, repairs and asking for less. The passes are prompted independently, as in
the paper (section 3.1): the second sees scenes, not the idea. Every answer is checked; nothing
half-read becomes a plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from core.errors import BadReply, PlannerError
from core.plan.build import Tally, assembled, entities_from, mended_name, mended_text
from core.plan.schema import Scene, VideoPlan
from core.planner.arriving import Arriving
from core.planner.client import Client
from core.planner.conversation import Conversation, Message
from core.planner.layouts import Cast, laid_out, sketched
from core.planner.parse import Cut
from core.planner.prompts import (
    checked_count,
    checked_prompt,
    layout_messages,
    repair_messages,
    scene_messages,
    scene_tokens,
)
from core.planner.replies import (
    LayoutReply,
    LayoutsReply,
    Reply,
    SceneReply,
    ScenesReply,
    Unfit,
    read_reply,
    schema_of,
)
from core.planner.usage import PlanBudget, Usage

Piece = TypeVar("Piece", bound=BaseModel)
OnScene = Callable[[Scene], None]
HINT = "The offline planner needs no server."
REPAIRS = 2
_SPARE = 0.8  # of the output tokens that a request may fill


class Directed(NamedTuple):
    """A plan, what was mended in it, and what it took."""

    plan: VideoPlan
    warnings: tuple[str, ...]
    usage: Usage


def plan_with_model(
    prompt: str,
    client: Client,
    n_scenes: int | None = None,
    on_scene: OnScene | None = None,
    cancelled: Callable[[], bool] | None = None,
    budget: PlanBudget | None = None,
) -> VideoPlan:
    """The plan that the model behind `client` writes. See `direct`.

    Raises:
        PlannerError: as `direct` does; the message offers the planner that needs no server.
    """
    with offering_offline():
        return direct(prompt, client, n_scenes, on_scene, cancelled, budget).plan


@contextmanager
def offering_offline() -> Iterator[None]:
    """Errors of a model's server inside also offer the planner that needs none."""
    try:
        yield
    except PlannerError as error:
        raise type(error)(f"{str(error).rstrip('.')}. {HINT}") from None


def direct(
    prompt: str,
    client: Client,
    n_scenes: int | None = None,
    on_scene: OnScene | None = None,
    cancelled: Callable[[], bool] | None = None,
    budget: PlanBudget | None = None,
) -> Directed:
    """Plans in two passes. `on_scene` hears each scene when it is written (without tracks) and
    again when it is laid out; a later call with the same id replaces the earlier.

    Raises:
        PromptError: the prompt is empty or too long; nothing is sent.
        LimitError: the hour's plans are used up; nothing is sent.
        PlannerError: the server or the model gave no plan.
        Cancelled: `cancelled()` became true.
    """
    prompt, n_scenes = checked_prompt(prompt), checked_count(n_scenes)
    if budget is not None:
        budget.take()
    conversation = client.conversation(cancelled)
    work = _Work(conversation, client.limits.reply_tokens, on_scene or (lambda scene: None))
    written = work.write(prompt, n_scenes)
    cast = Cast.of(written.scenes, work.tally)
    scenes = work.lay_out(written.scenes, cast)
    plan, warnings = assembled(
        scenes=scenes,
        entities=entities_from(cast.pairs),
        prompt=prompt,
        title=mended_text(written.title or "", work.tally),
        planner=mended_name(f"openai:{client.settings.model}", Tally()) or "openai",
        tally=work.tally,
    )
    return Directed(plan, (*work.notes, *warnings), conversation.usage)


@dataclass
class _Work:
    """One plan on its way."""

    conversation: Conversation
    reply_tokens: int
    on_scene: OnScene
    tally: Tally = field(default_factory=Tally)
    notes: list[str] = field(default_factory=list)
    asked_less: bool = False

    def write(self, prompt: str, n_scenes: int | None) -> ScenesReply:
        """The first pass."""
        shown: dict[int, SceneReply] = {}

        def show(number: int, scene: SceneReply) -> None:
            if shown.get(number) != scene:
                shown[number] = scene
                self.on_scene(sketched(number, scene, self.tally_for_show))

        reply = self._ask(
            ScenesReply, "scenes", SceneReply, show,
            lambda brief: scene_messages(prompt, n_scenes, brief),
            lambda written: _scene_problems(written, n_scenes),
        )  # fmt: skip
        for number, scene in enumerate(reply.scenes, 1):
            show(number, scene)
        return reply

    @property
    def tally_for_show(self) -> Tally:
        """What is only shown is counted when it is read for good."""
        return Tally()

    def lay_out(self, written: tuple[SceneReply, ...], cast: Cast) -> list[Scene]:
        """The second pass, in as few requests as the output fits in."""
        numbered = list(enumerate(written, 1))
        brief = len(_batches(numbered, self._room, False)) > max(1, self.conversation.left - 1)
        batches = _batches(numbered, self._room, brief)
        if len(batches) > self.conversation.left:
            raise BadReply(
                f"{len(written)} scenes take more requests than are left: ask for fewer scenes"
            )
        done: list[Scene] = []
        for batch in batches:
            done += self._lay_out(batch, cast, brief)
        return done

    @property
    def _room(self) -> int:
        return int(self.reply_tokens * _SPARE)

    def _lay_out(self, batch: list[tuple[int, SceneReply]], cast: Cast, brief: bool) -> list[Scene]:
        by_number = dict(batch)
        shown: dict[int, LayoutReply] = {}

        def show(_: int, layout: LayoutReply) -> None:
            scene = by_number.get(layout.scene)
            if scene is not None and layout.frames and shown.get(layout.scene) != layout:
                shown[layout.scene] = layout
                made = laid_out(layout.scene, scene, layout, cast, self.tally_for_show, [])
                self.on_scene(made)

        reply = self._ask(
            LayoutsReply, "layouts", LayoutReply, show,
            lambda less: layout_messages(batch, brief or less),
            lambda layouts: _layout_problems(layouts, by_number),
        )  # fmt: skip
        scenes = []
        for layout in sorted(reply.scenes, key=lambda layout: layout.scene):
            show(0, layout)
            scene = by_number[layout.scene]
            scenes.append(laid_out(layout.scene, scene, layout, cast, self.tally, self.notes))
        return scenes

    def _ask(
        self,
        kind: type[Reply],
        name: str,
        item: type[Piece],
        on_item: Callable[..., None],
        messages_of: Callable[[bool], list[Message]],
        problems_of: Callable[..., tuple[str, ...]],
    ) -> Reply:
        """A reply without problems, after at most two repairs and one try with less."""
        messages, brief = messages_of(False), False
        repairs = 0
        while True:
            arriving = Arriving(item, on_item)
            completion = self.conversation.ask(messages, name, schema_of(kind), arriving.feed)
            try:
                if completion.cut:
                    raise Cut("the reply was cut off at the longest that is allowed")
                reply = read_reply(completion.text, kind)
                if problems := problems_of(reply):
                    raise Unfit(problems, ignored=False)
                return reply
            except Unfit as unfit:
                repairs += 1
                if unfit.ignored:
                    self.conversation.step_down()
                if repairs > REPAIRS or self.conversation.left <= 0:
                    raise BadReply(f"no plan can be read from the model's reply: {unfit}") from None
                messages = messages_of(brief) + repair_messages(completion.text, unfit.problems)
            except Cut as cut:
                if brief or self.conversation.left <= 0:
                    raise BadReply(
                        f"{cut}, also when less was asked for: ask for fewer scenes"
                    ) from None
                brief = True
                messages = messages_of(brief)


def _batches(
    scenes: list[tuple[int, SceneReply]], room: int, brief: bool
) -> list[list[tuple[int, SceneReply]]]:
    """Scenes in groups whose layouts fit into one reply."""
    batches: list[list[tuple[int, SceneReply]]] = []
    used = room
    for number, scene in scenes:
        tokens = scene_tokens(scene, brief)
        if used + tokens > room:
            batches.append([])
            used = 0
        batches[-1].append((number, scene))
        used += tokens
    return batches


def _scene_problems(written: ScenesReply, n_scenes: int | None) -> tuple[str, ...]:
    count = len(written.scenes)
    if count == 0:
        return ("scenes is empty: write at least one",)
    if n_scenes is not None and count != n_scenes:
        return (f"scenes has {count} items, {n_scenes} were asked for",)
    if count > 32:
        return (f"scenes has {count} items, at most 32 are filmed",)
    return ()


def _layout_problems(layouts: LayoutsReply, wanted: dict[int, SceneReply]) -> tuple[str, ...]:
    numbers = [layout.scene for layout in layouts.scenes]
    problems = [f"scene {n} has no layout" for n in wanted if n not in numbers]
    problems += [f"scene {n} was not asked for" for n in numbers if n not in wanted]
    problems += [f"scene {n} stands twice" for n in set(numbers) if numbers.count(n) > 1]
    problems += [f"scene {a.scene} has no frames" for a in layouts.scenes if not a.frames]
    problems += [
        f"scene {a.scene} has no box on any frame, but shows {', '.join(_names(wanted, a.scene))}"
        for a in layouts.scenes
        if a.frames and _names(wanted, a.scene) and not any(frame.boxes for frame in a.frames)
    ]
    return tuple(problems[:6])


def _names(wanted: dict[int, SceneReply], number: int) -> list[str]:
    scene = wanted.get(number)
    return [entity.name for entity in scene.entities] if scene else []
