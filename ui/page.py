"""The page: which components there are, what they show, and what happens at their events.

Handlers are three lines: decode what came, let the desk act, encode what changed.
"""

from __future__ import annotations

import hashlib
import itertools
import time
from dataclasses import dataclass, fields
from typing import Any

import gradio as gr
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import InputError, VideoDirectorError
from core.plan.schema import VideoPlan
from ui import actions, exporting, opening, rendering, views
from ui.api import address_of
from ui.box_editor.component import BoxEditor, EditorMessage, EditorView
from ui.cast.view import view as cast_view
from ui.desk import Desk
from ui.engine import EngineWatch
from ui.examples import EXAMPLES
from ui.panel import Panel, as_text, published
from ui.planner_view import choices, planner_view
from ui.projects import Projects
from ui.scene_list.view import view as scenes_view
from ui.takes import stale

TABS_KEPT = 16
_SERIALS = itertools.count(int(time.time() * 1000))  # they ascend over restarts


class Link(BaseModel):
    """What every request of the page carries: which project, which tab, what it has seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    token: str = Field(default="", max_length=100)
    tab: str = Field(default="", max_length=40)
    seen: int = 0


@dataclass(frozen=True)
class Parts:
    """The components, in the order in which events give them values."""

    top: Panel
    scenes: Panel
    editor: BoxEditor
    player: Panel
    cast: Panel
    render: Panel
    export: Panel

    @property
    def all(self) -> list[Any]:
        return [getattr(self, field.name) for field in fields(self)]

    @property
    def panels(self) -> list[Panel]:
        return [part for part in self.all if isinstance(part, Panel)]


class Page:
    """Handlers of one studio's page, over its projects."""

    def __init__(self, projects: Projects, engine: EngineWatch) -> None:
        self._projects = projects
        self._engine = engine

    def lay_out(self, blocks: gr.Blocks) -> None:
        """Make the components and wire them, inside the context of `blocks`."""
        link = gr.Textbox(visible=False, elem_id="vd-link")
        web = published()
        top = Panel("top_bar", "top", web)
        with gr.Row(elem_id="vd-work"):
            with gr.Column(elem_id="vd-left", min_width=0):
                scenes = Panel("scene_list", "scenes-panel", web)
            with gr.Column(elem_id="vd-centre", min_width=0):
                editor = BoxEditor(elem_id="vd-editor")
            with gr.Column(elem_id="vd-right", min_width=0):
                player = Panel("player", "player", web)
                with gr.Tabs(elem_id="vd-tabs"):
                    with gr.Tab("Entities", render_children=True):
                        cast = Panel("cast", "cast-panel", web)
                    with gr.Tab("Render", render_children=True):
                        render = Panel("render_panel", "render-panel", web)
                    with gr.Tab("Export", render_children=True):
                        export = Panel("export_panel", "export-panel", web)
        parts = Parts(top, scenes, editor, player, cast, render, export)
        self._wire(blocks, link, parts, web.js_import("kit/link.mjs"))

    def _wire(self, blocks: gr.Blocks, link: gr.Textbox, parts: Parts, module: str) -> None:
        quiet: dict[str, Any] = {
            "show_progress": "hidden", "queue": False, "api_visibility": "private",
            "trigger_mode": "multiple",
        }  # fmt: skip
        load = f"async () => [(await import({module})).inputs()]"
        blocks.load(self.on_open, inputs=[link], outputs=parts.all, js=load, **quiet)
        for panel in parts.panels:
            panel.act(
                self.on_act, inputs=[link], outputs=parts.all,
                js="() => [window.videodirector.inputs()]", **quiet,
            )  # fmt: skip
        parts.editor.commit(
            self.on_editor, inputs=[link, parts.editor], outputs=parts.all,
            js="(link, message) => [window.videodirector.inputs(), message]", **quiet,
        )  # fmt: skip

    def on_open(self, link: str) -> list[Any]:
        """A page was opened or refreshed: everything it shows."""
        decoded = decode(link)
        desk = self._projects.open(decoded.token)
        desk.shown.pop(decoded.tab, None)
        return self._encode(desk, decoded.tab)

    def on_act(self, link: str, event: gr.EventData, request: gr.Request) -> list[Any]:
        """Something was done in a panel."""
        decoded = decode(link)
        desk = self._act(decoded, event._data, address_of(request))
        return self._encode(desk, decoded.tab)

    def on_editor(self, link: str, message: EditorMessage) -> list[Any]:
        """Something was done in the box editor; it is always answered."""
        decoded = decode(link)
        desk, error = self._edit(decoded, message)
        return self._encode(desk, decoded.tab, message.serial, error)

    def _act(self, link: Link, data: Any, address: str) -> Desk:
        desk = self._projects.open(link.token)
        try:
            action = actions.parse(data)
        except InputError as error:
            desk.say(str(error), link.tab)
            return desk
        if isinstance(action, actions.New):
            before, desk = desk, self._projects.begin(VideoPlan())
            before.give_server(desk)
        desk.act(action, link.tab, link.seen, address)
        return desk

    def _edit(self, link: Link, message: EditorMessage) -> tuple[Desk, str | None]:
        desk = self._projects.open(link.token)
        try:
            if message.edits:
                actions.check_tab(desk.session, link.tab, message.revision)
            desk.change(lambda s: asked(s, message), link.tab)
        except VideoDirectorError as error:
            return desk, str(error)
        if message.request == "preview":
            desk.act(actions.Render(kind="render", what="preview"), link.tab, link.seen)
        return desk, None

    def _encode(
        self, desk: Desk, tab: str, ack: int | None = None, error: str | None = None
    ) -> list[Any]:
        """Values of all components; those that show the same already are left alone.

        Answers may overtake one another on their way. The page leaves aside what has a lower
        serial than what it shows: it was looked at earlier.
        """
        with desk.showing:
            values = self._values(desk, ack, error)
            if tab not in desk.shown and len(desk.shown) >= TABS_KEPT:
                desk.shown.clear()
            shown, serial = desk.shown.setdefault(tab, {}), next(_SERIALS)
            return [_or_skip(shown, name, value, serial) for name, value in values.items()]

    def _values(self, desk: Desk, ack: int | None, error: str | None) -> dict[str, Any]:
        session, info = desk.session, self._engine.info
        work = rendering.work(desk)
        states = {item["scene"]: item["state"] for item in work if item["scene"]}
        return {
            "top": self._top(desk),
            "scenes": scenes_view(session, states),
            "editor": views.editor(session, info, ack, error),
            "player": views.player(session),
            "cast": cast_view(session, lambda r: opening.show(desk, r), info),
            "render": views.render_panel(session, info, work, len(stale(session))),
            "export": exporting.view(session),
        }

    def _top(self, desk: Desk) -> dict[str, Any]:
        engine = {
            "title": self._engine.info.title if self._engine.info else
            "No engine" if self._engine.error else "Loading engine …",
            "ready": self._engine.info is not None,
        }  # fmt: skip
        top = views.top_bar(desk.session, engine, self._about(desk), EXAMPLES)
        return {**top, **planner_view(desk)}

    def _about(self, desk: Desk) -> list[tuple[str, str]]:
        lines = [("Planner", each.note) for each in choices(desk)]
        lines.append(("Engine", self._engine.line))
        info = self._engine.info
        if info is not None:
            lines.append(("Pictures", f"{info.width} × {info.height} pixels"))
            lines.append(("Entities", f"up to {info.max_entities} in a scene"))
            lines.append(("References", "used" if info.uses_references else "not used"))
        kept = "for as long as you like" if not desk.tools.mode.public else "for 7 days"
        lines.append(("Your project", f"is saved here as you work and kept {kept}."))
        return lines


def asked(session: Any, message: EditorMessage) -> Any:
    """The session after what the editor sent: edits first, then its request."""
    if message.edits:
        session = actions.edited(session, message.edits)
    match message.request:
        case "undo":
            return actions.perform(session, actions.Undo(kind="undo"))
        case "redo":
            return actions.perform(session, actions.Redo(kind="redo"))
        case "previous":
            return actions.neighbour(session, -1)
        case "next":
            return actions.neighbour(session, 1)
    return session


def decode(link: str) -> Link:
    """What the page carries; an empty one where it carries nothing that can be read."""
    try:
        return Link.model_validate_json(link or "{}")
    except ValidationError:
        return Link()


def _or_skip(shown: dict[str, str], name: str, value: Any, serial: int) -> Any:
    """The value for Gradio, or nothing where the page shows the same already."""
    if isinstance(value, EditorView):
        out: Any = value.model_copy(update={"serial": serial})
        text = value.model_dump_json(warnings=False)
    else:
        text = as_text(value)
        out = f'{text[:-1]},"serial":{serial}}}'
    if name == "scenes":  # which card is selected, the list hears from the editor in the page
        text = as_text({**value, "selected": None})
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    if shown.get(name) == digest:
        return gr.skip()
    shown[name] = digest
    return out
