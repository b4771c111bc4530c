"""The box editor as a test sees it: plan coordinates in, plan coordinates out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from core.plan.history import History
from core.plan.schema import Scene, Track, VideoPlan
from core.plan.tracks import box_at
from tests.browser.pages import Watched
from ui.box_editor.component import BoxEditor, EditorMessage, EditorView
from ui.box_editor.demo import answer, view

SETTLED = '.vd-editor[data-state="ready"]:not([data-saving])'


@dataclass
class Studio:
    """Python's side: one history, every message that came, and a hook before the answer."""

    history: History
    at: int = 0
    messages: list[EditorMessage] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    before_answer: Callable[[], None] = lambda: None

    def handle(self, message: EditorMessage) -> EditorView:
        self.messages.append(message)
        self.before_answer()
        self.history, self.at, shown = answer(self.history, self.at, message)
        return shown.model_copy(update=self.fields)

    def restart(self, plan: VideoPlan) -> None:
        """Another plan, as if the studio had just started."""
        self.history = History(plan, revision=self.history.revision + 100)
        self.at, self.fields, self.before_answer = 0, {}, lambda: None
        self.messages.clear()

    def now(self) -> EditorView:
        return view(self.history, self.at, **self.fields)

    def blocks(self) -> gr.Blocks:
        with gr.Blocks() as page:
            editor = BoxEditor(self.now, elem_id="editor")  # called at every load of the page
            editor.commit(self.handle, editor, editor)
            push = gr.Button("push", elem_id="push")
            push.click(self.push, None, editor, show_progress="hidden", queue=False)
        return page

    def push(self) -> EditorView:
        """A view that nobody asked for, as after a render."""
        self.fields.setdefault("tone", "#334455")
        return self.now()

    @property
    def scene(self) -> Scene:
        return self.history.plan.scenes[self.at]

    def track(self, track_id: str) -> Track:
        return next(t for t in self.scene.tracks if t.id == track_id)

    def box(self, track_id: str, frame: float = 0) -> tuple[float, ...] | None:
        box = box_at(self.track(track_id), frame)
        return None if box is None else tuple(round(v, 4) for v in box)


@dataclass
class Editor:
    """The browser's side."""

    watched: Watched
    studio: Studio

    @property
    def page(self) -> Any:
        return self.watched.page

    def ready(self) -> Editor:
        self.page.wait_for_selector(f'{SETTLED}[data-revision="{self.studio.history.revision}"]')
        return self

    def client(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the plan is in the window."""
        area = self.page.locator(".vd-overlay").bounding_box()
        return area["x"] + x * area["width"], area["y"] + y * area["height"]

    def box(self, track: str) -> tuple[float, ...] | None:
        """The box on the stage, in plan coordinates, or None."""
        node = self.page.locator(f'[data-role="box"][data-track="{track}"]')
        if node.count() == 0:
            return None
        return tuple(round(float(v), 4) for v in node.get_attribute("data-box").split(","))

    def press_at(self, x: float, y: float) -> None:
        self.page.mouse.move(*self.client(x, y))
        self.page.mouse.down()

    def move_to(self, x: float, y: float, steps: int = 8) -> None:
        self.page.mouse.move(*self.client(x, y), steps=steps)

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
        """A whole gesture; no request leaves before the button goes up."""
        with self.watched.no_requests():
            self.press_at(*start)
            self.move_to(*end, steps=steps)
        self.page.mouse.up()
        self.settle()

    def settle(self) -> None:
        """Wait until the last edit is answered."""
        self.page.wait_for_timeout(30)
        self.page.wait_for_selector(SETTLED)

    def click_at(self, x: float, y: float) -> None:
        self.page.mouse.click(*self.client(x, y))

    def select(self, track: str) -> None:
        self.page.locator(f'[data-role="track"][data-track="{track}"] .vd-track-name').click()

    def action(self, name: str) -> None:
        self.page.locator(f'[data-action="{name}"]').first.click()
        self.settle()

    def key(self, chord: str) -> None:
        self.page.keyboard.press(chord)

    def selected(self) -> str | None:
        node = self.page.locator('[data-role="box"][data-selected]')
        return node.get_attribute("data-track") if node.count() else None

    def frame(self, number: int) -> None:
        """Put the playhead on a layout frame, counted from 1, through the ruler."""
        mark = self.page.locator(".vd-mark", has_text=str(number)).first.bounding_box()
        self.page.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)


def studio_of(plan: VideoPlan, **fields: Any) -> Studio:
    return Studio(History.begin(plan), fields=fields)
