"""A panel of the studio as a Gradio component: Python gives a value, an ES module owns the DOM.

The value is JSON for the module's `show`; the module answers with the event "act", whose data
is one action of `ui.actions`. Nothing of the value ever becomes markup.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gradio as gr

from ui.static import Published, publish

WEB = Path(__file__).parent

# quoted event names are how Gradio learns which events a component has: "act"
_ON_LOAD = """
const base = %(base)s;
Promise.all([import(base + "/kit/panel.mjs"), import(base + "/%(folder)s/main.mjs")])
  .then(([kit, module]) => kit.start(element, "%(name)s", module, { props, trigger, watch }));
// "act"
"""


def published() -> Published:
    """The browser files of all panels, under one address."""
    return publish(WEB)


class Panel(gr.HTML):
    """One panel; `folder` is where its module lies, `name` becomes its class in the page."""

    def __init__(self, folder: str, name: str, web: Published, **settings: Any) -> None:
        base = web.js_import("").rstrip("/")
        super().__init__(
            value=None,
            html_template='<div class="st-mount" data-state="loading"></div>',
            js_on_load=_ON_LOAD % {"base": base, "folder": folder, "name": name},
            apply_default_css=False,
            elem_id=f"vd-{name}",
            **settings,
        )
        self.component_class_name = "Panel"

    def postprocess(self, value: Any) -> Any:
        """The view as text: Gradio would go through every part of it, looking for files."""
        return value if value is None or isinstance(value, str) else as_text(value)

    def preprocess(self, payload: Any) -> None:
        """Panels are never read back; actions come as event data."""
        return None

    def api_info(self) -> dict[str, Any]:
        """JSON schema of the value."""
        return {"type": "string", "description": "the view of a panel, as JSON"}

    def example_payload(self) -> str:
        """An empty view."""
        return "{}"

    def example_value(self) -> dict[str, Any]:
        """An empty view."""
        return {}


def as_text(view: dict[str, Any]) -> str:
    """A view as JSON, the same text for the same view."""
    return json.dumps(view, sort_keys=True, separators=(",", ":"))
