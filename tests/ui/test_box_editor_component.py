"""Python's side of the box editor: what it sends, what it takes, where its files lie."""

from __future__ import annotations

import warnings
from pathlib import Path

import gradio as gr
import pytest

from core.plan.edits import SetKey
from core.plan.geometry import Box
from core.plan.history import History
from tests.browser.sample import sample_plan
from ui.box_editor.component import BoxEditor, EditorMessage, EditorView, _Payload
from ui.box_editor.demo import answer, view
from ui.static import publish

KEY = {"kind": "set_key", "scene": "scene-1", "track": "dog", "frame": 0, "box": [0, 0, 0.5, 0.5]}


@pytest.fixture(scope="module")
def editor() -> BoxEditor:
    return BoxEditor()


def message(**fields: object) -> _Payload:
    return _Payload(root={"serial": 1, "revision": 0, **fields})


def test_what_the_browser_sends_arrives_as_edits(editor: BoxEditor) -> None:
    got = editor.preprocess(message(edits=[KEY], selection={"track": "dog", "frame": 0}))
    edit = SetKey(scene="scene-1", track="dog", frame=0, box=Box(0, 0, 0.5, 0.5))
    assert got.edits == (edit,) and got.selection.track == "dog"


def test_a_view_that_comes_back_untouched_is_an_empty_message(editor: BoxEditor) -> None:
    shown = editor.postprocess(view(History.begin(sample_plan())))
    assert editor.preprocess(shown) == editor.preprocess(None) == EditorMessage()


@pytest.mark.parametrize(
    "fields",
    [
        {"edits": [{"kind": "format_disk"}]},
        {"edits": [{**KEY, "box": [0, 0, float("nan"), 1]}]},
        {"edits": [KEY] * 257},
        {"edits": "all"},
        {"request": "shutdown"},
        {"surprise": 1},
    ],
)
def test_what_is_no_message_is_refused_in_one_line(editor: BoxEditor, fields: dict) -> None:
    with pytest.raises(gr.Error, match=r"The editor sent something that is no edit.*Reload"):
        editor.preprocess(message(**fields))


def test_a_view_is_plain_json_without_a_warning(editor: BoxEditor) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        shown = editor.postprocess(view(History.begin(sample_plan())))
    assert shown.root["scene"]["tracks"][0]["keys"][0]["box"] == [0.05, 0.45, 0.35, 0.85]
    assert editor.postprocess(None) is None


def test_the_template_never_holds_a_value() -> None:
    """Gradio runs templates as JavaScript: one that held a name would run it."""
    names = BoxEditor(EditorView(revision=0, scene=None, error="${alert(1)}"))
    assert "$" not in names.html_template and "{" not in names.html_template
    assert "alert" not in names.js_on_load


def test_a_refused_edit_is_answered_with_its_reason_and_changes_nothing(editor: BoxEditor) -> None:
    history = History.begin(sample_plan())
    got = editor.preprocess(message(edits=[{**KEY, "track": "nobody"}]))
    after, at, shown = answer(history, 0, got)
    assert after is history and at == 0
    assert shown.ack == 1 and "nobody" in (shown.error or "")


def test_published_files_lie_below_their_digest_and_change_it_with_them(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.mjs").write_text("export const a = 1;\n")
    (tmp_path / "secret.txt").write_text("no")
    first = publish(tmp_path)
    assert publish(tmp_path) == first
    assert (first.folder / "deep" / "a.mjs").read_text() == "export const a = 1;\n"
    assert not (first.folder / "secret.txt").exists()
    (tmp_path / "deep" / "a.mjs").write_text("export const a = 2;\n")
    assert publish(tmp_path).folder != first.folder
