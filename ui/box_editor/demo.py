"""The editor by itself, on a plan kept in memory: `python -m ui.box_editor.demo [port]`."""

from __future__ import annotations

import sys
from typing import Any

import gradio as gr

from core.errors import PlanError
from core.plan.history import History
from core.planner.offline import plan_offline
from ui.box_editor.component import BoxEditor, EditorMessage, EditorView, EntityColor

COLORS = ("#d1495b", "#2e86ab", "#e6a117", "#3a7d44", "#7b4fa6", "#00798c")
TONES = ("#b7d3a8", "#e8d9b0", "#a9c7de")
PROMPT = "A dog chases a red ball across a meadow. Then the dog rests on a beach."


def view(history: History, at: int = 0, **fields: Any) -> EditorView:
    """What the editor shows of scene number `at`."""
    names = enumerate(entity.name for entity in history.plan.entities)
    colors = (EntityColor(name=name, color=COLORS[i % len(COLORS)]) for i, name in names)
    own = {"tone": TONES[at % len(TONES)], "entities": tuple(colors), **fields}
    undo, redo = history.can_undo, history.can_redo
    scene = history.plan.scenes[at]
    return EditorView(revision=history.revision, scene=scene, can_undo=undo, can_redo=redo, **own)


def answer(history: History, at: int, message: EditorMessage) -> tuple[History, int, EditorView]:
    """Do what the message says; a refused edit changes nothing and says why."""
    error = None
    try:
        for edit in message.edits:
            history = history.do(edit)
        if message.request in ("undo", "redo"):
            history = history.undo() if message.request == "undo" else history.redo()
    except PlanError as refused:
        error = str(refused)
    by = {"previous": -1, "next": 1}.get(message.request or "", 0)
    at = min(max(at + by, 0), len(history.plan.scenes) - 1)
    return history, at, view(history, at, ack=message.serial, error=error)


if __name__ == "__main__":
    start = History.begin(plan_offline(PROMPT))
    with gr.Blocks(title="Box editor") as page:
        state = [gr.State(start), gr.State(0)]
        editor = BoxEditor(view(start), elem_id="editor")
        editor.commit(answer, [*state, editor], [*state, editor])
    page.launch(server_port=int(sys.argv[1]) if len(sys.argv) > 1 else 7870)
