"""How the studio looks: Gradio's theme in our colours, without fonts from elsewhere; our styles."""

from __future__ import annotations

import re
from pathlib import Path

import gradio as gr

_HERE = Path(__file__).parent
_FRAME = ("kit/tokens.css", "kit/page.css")
_PARTS = (
    "kit/base.css",
    "top_bar/top_bar.css",
    "top_bar/planner.css",
    "scene_list/scene_list.css",
    "player/player.css",
    "cast/cast.css",
    "render_panel/render_panel.css",
    "export_panel/export_panel.css",
)
_KEYFRAMES = re.compile(r"@keyframes [\w-]+ \{(?:[^{}]*\{[^{}]*\})*[^{}]*\}\n?")


def theme() -> gr.themes.Base:
    """The theme for `launch`. Only fonts that are on the machine: nothing is fetched."""
    return gr.themes.Base(
        primary_hue="orange",
        neutral_hue="slate",
        font=["Inter", "ui-sans-serif", "system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    ).set(
        body_background_fill="var(--st-bg)",
        body_background_fill_dark="var(--st-bg)",
        body_text_color="var(--st-text)",
        body_text_color_dark="var(--st-text)",
        border_color_primary="var(--st-line)",
        border_color_primary_dark="var(--st-line)",
        color_accent="var(--st-accent)",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
    )


def head() -> str:
    """Our styles, for the page's head: there Gradio neither rewrites nor scopes them.

    Styles of panels are nested, which lifts them above Gradio's own resets.
    """
    parts = "\n".join(_read(name) for name in _PARTS)
    keyframes = "".join(_KEYFRAMES.findall(parts))
    styles = "".join(_read(name) for name in _FRAME) + keyframes
    nested = ":root:root body {\n" + _KEYFRAMES.sub("", parts) + "}\n"
    return f'<meta name="color-scheme" content="light dark"><style>{styles}{nested}</style>'


def _read(name: str) -> str:
    return (_HERE / name).read_text("utf-8")
