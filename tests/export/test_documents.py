"""Sheets, strips, boxes, subtitles, timelines: what is on them is what is in the plan."""

from __future__ import annotations

import io
import json

import numpy as np
import opentimelineio as otio
import pytest
from PIL import Image

from core.errors import InputError, PlanError
from core.export.formats import export_plan, kind_of
from core.export.marks import entity_color, outlines, overlay_boxes
from core.export.sheet import contact_sheet, filmstrip
from core.export.subtitles import subtitles
from core.export.timeline import timeline
from core.plan.schema import Track
from tests.plans import changed, make_plan, make_scene


def flat(value: int = 200, n_frames: int = 16) -> np.ndarray:
    return np.full((n_frames, 64, 64, 3), value, np.uint8)


def test_a_film_strip_is_a_square_grid_in_reading_order():
    frames = np.stack([np.full((8, 8, 3), 10 * i, np.uint8) for i in range(10)])
    with Image.open(io.BytesIO(filmstrip(frames))) as picture:
        grid = np.asarray(picture).astype(int)
    assert grid.shape == (24, 32, 3)
    for i in range(10):
        y, x = divmod(i, 4)
        assert abs(grid[y * 8 + 4, x * 8 + 4, 0] - 10 * i) <= 4


def test_boxes_are_drawn_where_they_stand_and_the_frames_given_stay_as_they_are():
    plan, frames = make_plan(1), flat()
    drawn = overlay_boxes(frames, outlines(plan, plan.scenes[0]))
    assert (frames == 200).all()
    colour = tuple(int(entity_color(plan, "dog")[i : i + 2], 16) for i in (1, 3, 5))
    x0, y0, x1, y1 = (round(v * 63) for v in (0.7, 0.05, 1.0, 0.05 + 0.8 * 0.9))
    last = drawn[-1]
    assert tuple(last[y1, (x0 + x1) // 2]) == colour and tuple(last[(y0 + y1) // 2, x0]) == colour
    assert tuple(last[(y0 + y1) // 2, (x0 + x1) // 2]) == (200, 200, 200)


def test_hidden_tracks_have_no_outline_and_twins_are_numbered():
    scene = make_scene(1, ("dog",))
    one = scene.tracks[0]
    twins = (one, changed(one, id="t1", instance=1), changed(one, id="t2", hidden=True))
    plan = changed(make_plan(1), scenes=(changed(scene, tracks=twins),))
    assert [mark.label for mark in outlines(plan, plan.scenes[0])] == ["dog 1", "dog 2"]


def test_a_contact_sheet_shows_rendered_frames_and_grows_with_the_scenes():
    plan = make_plan(3)
    plain = contact_sheet(plan)
    rendered = np.asarray(contact_sheet(plan, {"scene-2": flat(33)}))
    assert plain.height > contact_sheet(make_plan(2)).height
    assert (rendered == 33).all(axis=-1).sum() > 20_000
    with pytest.raises(PlanError, match="has 16 frames, 3 were given"):
        contact_sheet(plan, {"scene-1": flat(n_frames=3)})


def test_a_contact_sheet_survives_the_largest_and_strangest_plan(tmp_path):
    names = tuple(f"entity number {i} " + "x" * 60 for i in range(32))
    long = make_plan(2, names, description="Wide words " * 150 + "y" * 200, background="z" * 300)
    export_plan(long, tmp_path / "sheet.pdf")
    export_plan(make_plan(64), tmp_path / "many.png")
    export_plan(make_plan(0), tmp_path / "none.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "none.pdf").read_bytes().startswith(b"%PDF")


def test_a_pdf_has_a_page_for_every_four_scenes(tmp_path):
    export_plan(make_plan(8), tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().count(b"/Type /Page\n") == 2


def test_dense_boxes_are_the_contract(tmp_path):
    export_plan(make_plan(2), tmp_path / "boxes.json")
    data = json.loads((tmp_path / "boxes.json").read_text())
    assert data["schema"] == "DenseBoxes.1" and data["groups"] == {"dog": [1, 2]}
    first = data["scenes"][0]
    assert set(first) == {"id", "description", "background", "fps", "frames"}
    assert len(first["frames"]) == 16
    assert set(first["frames"][0][0]) == {"name", "instance", "box"}


def test_subtitles_speak_in_the_time_of_the_film():
    text = subtitles(make_plan(2), cross_fade=4)
    assert text == (
        "1\n00:00:00,000 --> 00:00:01,500\nshot 1: a dog\n\n"
        "2\n00:00:01,500 --> 00:00:03,500\nshot 2: a dog\n"
    )
    silent = make_plan(2, description="")
    assert subtitles(silent) == ""
    assert "-->" not in subtitles(make_plan(1, description="a --> b")).splitlines()[2]


def test_a_timeline_reads_back_as_long_as_the_film(tmp_path):
    for fade, length in ((0, 48), (4, 40), (3, 42)):
        path = tmp_path / f"film{fade}.otio"
        export_plan(make_plan(3), path, film="film.mp4", cross_fade=fade)
        read = otio.adapters.read_from_file(str(path))
        track = read.tracks[0]
        assert read.duration() == otio.opentime.RationalTime(length, 8)
        assert len([c for c in track if isinstance(c, otio.schema.Clip)]) == 3
        assert len([c for c in track if isinstance(c, otio.schema.Transition)]) == (
            2 if fade else 0
        )
        clips = [c for c in track if isinstance(c, otio.schema.Clip)]
        assert clips[0].media_reference.target_url == "film.mp4"
        assert clips[1].metadata["videodirector"]["scene"] == "scene-2"


def test_a_timeline_without_a_film_names_no_media():
    clip = timeline(make_plan(1)).tracks[0][0]
    assert isinstance(clip.media_reference, otio.schema.MissingReference)


def test_scenes_of_different_rates_are_no_film():
    plan = make_plan(2)
    mixed = changed(plan, scenes=(plan.scenes[0], changed(plan.scenes[1], fps=12)))
    for make in (subtitles, timeline):
        with pytest.raises(InputError, match=r"\[8, 12\] frames a second"):
            make(mixed)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("boxes.json", ".boxes.json"),
        ("a.boxes.json", ".boxes.json"),
        ("A.PDF", ".pdf"),
        ("a.png", ".png"),
        ("a.srt", ".srt"),
        ("a.otio", ".otio"),
    ],
)
def test_the_kind_of_an_export_is_its_suffix(tmp_path, name, kind):
    assert kind_of(tmp_path / name) == kind
    export_plan(make_plan(1), tmp_path / name)
    assert (tmp_path / name).stat().st_size > 0


def test_a_name_that_asks_for_nothing_we_write_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"plan\.txt names no export: end it in \.boxes\.json"):
        kind_of(tmp_path / "plan.txt")


def test_an_absent_entity_has_no_box_in_its_frames():
    scene = make_scene(1)
    gone = Track(id="t0", entity="dog", keys=(scene.tracks[0].keys[0], {"frame": 4, "box": None}))
    plan = changed(make_plan(1), scenes=(changed(scene, tracks=(gone,)),))
    (mark,) = outlines(plan, plan.scenes[0])
    assert mark.boxes[0] is not None and mark.boxes[-1] is None
    assert (overlay_boxes(flat(), [mark])[-1] == 200).all()
