"""The editor by itself, on a small scene kept in memory: `python -m ui.box_editor.demo [port]`."""

from __future__ import annotations

import sys

import gradio as gr

from core.errors import PlanError
from core.plan.geometry import Box
from core.plan.history import History
from core.plan.schema import Entity, Key, Scene, Track, VideoPlan
from ui.box_editor.component import BoxEditor, EditorMessage, EditorView, EntityColor

COLORS = ("#d1495b", "#2e86ab", "#e6a117", "#3a7d44", "#7b4fa6", "#00798c")


def sample_plan(n_extra: int = 0) -> VideoPlan:
    """Two scenes with a dog, a ball that leaves, and `n_extra` balloons."""
    dog = Track(
        id="dog",
        entity="dog",
        keys=(
            Key(frame=0, box=Box(0.05, 0.45, 0.35, 0.85)),
            Key(frame=4, box=Box(0.3, 0.4, 0.6, 0.8), easing="ease"),
            Key(frame=8, box=Box(0.6, 0.45, 0.9, 0.85)),
        ),
    )
    ball = Track(
        id="ball",
        entity="red ball",
        keys=(Key(frame=0, box=Box(0.7, 0.1, 0.85, 0.25)), Key(frame=6, box=None)),
    )
    balloons = tuple(
        Track(
            id=f"balloon-{i}",
            entity="balloon",
            instance=i,
            keys=(Key(frame=0, box=Box(i % 6 * 0.15, i // 6 * 0.15, i % 6 * 0.15 + 0.12, i // 6 * 0.15 + 0.14)),),
        )
        for i in range(n_extra)
    )
    first = Scene(id="scene-1", description="A dog runs", tracks=(*balloons, dog, ball))
    second = Scene(id="scene-2", description="The dog rests", background="beach")
    names = ("dog", "red ball", *(("balloon",) if n_extra else ()))
    return VideoPlan(entities=tuple(Entity(name=n) for n in names), scenes=(first, second))


def view(history: History, at: int = 0, **fields: object) -> EditorView:
    """What the editor shows of scene number `at`."""
    entities = enumerate(history.plan.entities)
    colors = tuple(EntityColor(name=e.name, color=COLORS[i % len(COLORS)]) for i, e in entities)
    values = {"tone": ("#b7d3a8", "#e8d9b0")[at % 2], **fields}
    return EditorView(
        revision=history.revision,
        scene=history.plan.scenes[at],
        entities=colors,
        can_undo=history.can_undo,
        can_redo=history.can_redo,
        **values,  # type: ignore[arg-type]
    )


def answer(history: History, at: int, message: EditorMessage) -> tuple[History, int, EditorView]:
    """Do what the message says; a refused edit leaves the history and says why."""
    error = None
    try:
        for edit in message.edits:
            history = history.do(edit)
        if message.request in ("undo", "redo"):
            history = history.undo() if message.request == "undo" else history.redo()
    except PlanError as refused:
        error = str(refused)
    at = max(at - 1, 0) if message.request == "previous" else at
    at = min(at + 1, len(history.plan.scenes) - 1) if message.request == "next" else at
    return history, at, view(history, at, ack=message.serial, error=error)


def build(plan: VideoPlan | None = None, **fields: object) -> gr.Blocks:
    """The page: one editor over a history of its own."""
    start = History.begin(plan or sample_plan())
    with gr.Blocks(title="Box editor") as page:
        history, at = gr.State(start), gr.State(0)
        editor = BoxEditor(view(start, **fields), elem_id="editor")
        editor.commit(answer, [history, at, editor], [history, at, editor])
    return page


if __name__ == "__main__":
    build().launch(server_port=int(sys.argv[1]) if len(sys.argv) > 1 else 7870)
