"""The box editor as a Gradio component. Owns what passes between Python and the browser.

Python -> browser, the component's value: an `EditorView` (or None, shown as "no scene").
    revision   every change of the plan, undo included, raises it. Of the same scene a view with
               a lower revision than the last one was overtaken and is ignored.
    project    what the revisions count: another value starts them anew.
    serial     ascends from view to view, also where the revision does not. What comes with a
               lower one than the last was overtaken: only its `ack` and `error` count.
    ack        `serial` of the last message handled, so that the browser sends the next one.
               Always answer a message, also a refused one (then with `error`).
    scene      the Scene to edit, or None. Another scene id moves the playhead to `frame`
               (a layout frame); views of the same scene never move the playhead.
    entities   `EntityColor(name, color)` of the whole plan; the first ones to offer for new boxes.
    filmstrip  a grid picture of the rendered frames, or None; `width`, `height`: of one frame.
               Its url is a data URI, or a path of this server without the mount's prefix.
    width, height   of the film in pixels: the shape of the stage.
    can_undo, can_redo, tone (CSS color of the background), error (one line, or None).

Browser -> Python, event "commit" (`editor.commit(handler, editor, editor, ...)`): the handler
gets an `EditorMessage`: serial, revision it was made on, edits (PlanEdit values in order),
selection (track id or None, layout frame), request ("undo", "redo", "preview", "previous",
"next" or None: previous/next ask for the neighbouring scene). A message is sent at the end of
a gesture, never during one, and never before the one before it is answered. While the answer
is under way the browser shows the edit already; the answer is what counts.

Long work must not output the editor; other handlers that do, use `show_progress="hidden"`:

    editor = BoxEditor(view(session), elem_id="editor")
    editor.commit(on_commit, [session, editor], [session, editor])

In the browser, without any request:
    document "vd:playhead" {detail: {scene, frame}}   moves the playhead to a rendered frame;
    document "vd:selection" {detail: {scene, track, entity, frame}}   what is selected.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import gradio as gr
from gradio.data_classes import GradioRootModel
from gradio.events import EventListener
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.plan.edits import PlanEdit
from core.plan.schema import Scene
from ui.static import publish

WEB = Path(__file__).parent / "web"

Request = Literal["undo", "redo", "preview", "previous", "next"]


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class EntityColor(_Wire):
    """A consistency group and the CSS color that stands for it everywhere."""

    name: str
    color: str


class Filmstrip(_Wire):
    """A picture of `frames` frames, row by row in `columns`; one frame is width x height pixels."""

    url: str
    frames: int = Field(ge=1)
    columns: int = Field(ge=1)
    width: int = Field(ge=1)
    height: int = Field(ge=1)


class EditorView(_Wire):
    """What the editor shows. See the module for the meaning of each field."""

    revision: int
    scene: Scene | None
    project: str = ""
    serial: int = 0
    entities: tuple[EntityColor, ...] = ()
    filmstrip: Filmstrip | None = None
    frame: int = 0
    width: int = 256
    height: int = 256
    can_undo: bool = False
    can_redo: bool = False
    tone: str = "#c9d3dd"
    error: str | None = None
    ack: int | None = None


class EditorSelection(_Wire):
    """What the person has selected: a track of the scene or none, and the layout frame."""

    track: str | None = None
    frame: int = Field(default=0, ge=0)


class EditorMessage(_Wire):
    """What the person did. See the module for the meaning of each field."""

    serial: int = 0
    revision: int = 0
    edits: tuple[PlanEdit, ...] = Field(default=(), max_length=256)
    selection: EditorSelection = EditorSelection()
    request: Request | None = None


class _Payload(GradioRootModel):
    """Either of the two, as JSON; `preprocess` and `postprocess` are the typed sides."""

    root: dict[str, Any] | None = None


class BoxEditor(gr.HTML):
    """Edit the boxes of one scene. Give it `EditorView`s; it answers with `EditorMessage`s."""

    data_model = _Payload

    def __init__(self, value: EditorView | None = None, **settings: Any) -> None:
        web = publish(WEB)
        super().__init__(
            value=value,
            html_template='<div class="vd-editor" data-state="loading"></div>',
            js_on_load=(
                f"import({web.js_import('main.mjs')})"
                '.then((m) => m.mount(element, { props, watch, send: () => trigger("commit") }))'
            ),
            apply_default_css=False,
            **settings,
        )
        self.component_class_name = "BoxEditor"

    def commit(self, handler: Callable[..., Any], inputs: Any, outputs: Any, **event: Any) -> Any:
        """Listen to what the person does, with the settings that the editor relies on.

        Not queued, so that a render cannot hold an edit up; "multiple", because Gradio drops an
        event that is fired while the page still closes the same one's last run.
        """
        settings = {
            "show_progress": "hidden",
            "queue": False,
            "trigger_mode": "multiple",
            "api_visibility": "private",
            **event,
        }
        return EventListener("commit").listener(self, handler, inputs, outputs, **settings)

    def preprocess(self, payload: _Payload | None) -> EditorMessage:  # type: ignore[override]
        """The message in the payload; an empty message where the value is still a view.

        Raises:
            gr.Error: the payload is neither.
        """
        values = payload.root if payload is not None else None
        if not values or "scene" in values:
            return EditorMessage()
        try:
            return EditorMessage.model_validate(values)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            raise gr.Error(
                f"The editor sent something that is no edit ({where}: {first['msg']})."
                " Reload the page.",
                print_exception=False,
            ) from None

    def postprocess(self, value: EditorView | None) -> _Payload | None:  # type: ignore[override]
        """The view as JSON."""
        if value is None:
            return None
        # without warnings: pydantic takes the list it made of a Box for something unexpected
        return _Payload(root=value.model_dump(mode="json", warnings=False))

    def api_info(self) -> dict[str, Any]:
        """JSON schema of what the browser sends."""
        return {"type": "object", "description": "an EditorMessage"}

    def example_payload(self) -> dict[str, Any]:
        """A message without edits."""
        return EditorMessage().model_dump(mode="json")

    def example_value(self) -> dict[str, Any]:
        """A view without a scene."""
        return EditorView(revision=0, scene=None).model_dump(mode="json")
