from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.evaluation import __main__ as command_line
from core.evaluation import parts, pictures, report, tables
from core.evaluation.shots import Studio
from core.evaluation.trial import summary, trial
from core.planner.offline import plan_offline
from tests.evaluation.sightings import Witness, thing
from tests.stub_engine import StubEngine


def skills() -> dict[str, object]:
    """A measured part, from engines and judges of tests."""
    seen = Studio(StubEngine(), Witness([thing("dog", (0.1, 0.1, 0.4, 0.4))]))
    rows = summary(trial(seen, ("object", "direction"), 1, 2))
    return {"engine": rows, "ceiling": rows, "ungrounded": rows}


def test_every_figure_stands_beside_the_papers_and_the_bar() -> None:
    text = tables.markdown({"about": {"fingerprint": "f" * 64, "n": 1}, "skills": skills()})
    assert "VideoDirectorGPT (paper)" in text
    assert "97.1" in text
    assert "≥ 97" in text
    assert "59.8" in text
    assert "## Cost" not in text
    assert "is over the first" not in text


def test_a_column_over_fewer_prompts_says_so() -> None:
    rows = summary(trial(
        Studio(StubEngine(), Witness([thing("dog", (0.1, 0.1, 0.4, 0.4))])), ("object",), 3, 2
    ))  # fmt: skip
    values = {**skills(), "engine": rows, "ceiling": rows}
    assert "The column ungrounded is over the first 1 of each." in tables.markdown(
        {"about": {}, "skills": values}
    )


def test_parts_that_were_measured_stay_while_the_weights_are_the_same(tmp_path: Path) -> None:
    report.write(
        {"about": {"fingerprint": "a"}, "codec": {"n": 1}, "judge": {"ap50": 0.9}}, tmp_path
    )
    assert report.read(tmp_path, "a")["codec"] == {"n": 1}
    other = report.read(tmp_path, "b")
    assert "codec" not in other
    assert other["judge"] == {"ap50": 0.9}
    assert report.read(tmp_path / "nowhere", "a") == {}


def test_a_part_measured_elsewhere_joins_the_report(tmp_path: Path) -> None:
    report.keep("cost", {"preview_s": 2.123456, "machine": "two cores"}, tmp_path)
    assert json.loads((tmp_path / "report.json").read_text())["cost"]["preview_s"] == 2.1235
    assert "| preview s | 2.12 |" in (tmp_path / "report.md").read_text()


def test_pictures_of_the_report_stay_small(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (480, 480, 3)).astype(np.uint8)
    pictures.save(Image.fromarray(noise), tmp_path / "noise.png")
    assert (tmp_path / "noise.png").stat().st_size <= pictures.MOST_BYTES


def test_sheets_show_planned_boxes_in_white_and_seen_ones_in_green(tmp_path: Path) -> None:
    seen = Witness([thing("dog", (0.1, 0.1, 0.9, 0.3))])
    shots = Studio(StubEngine(), seen).film(plan_offline("a dog in a meadow"))
    picture = pictures.framed(shots[0], 0)
    assert pictures.SEEN in {colour for _, colour in picture.getcolors(1 << 16) or []}
    assert pictures.WANTED in {colour for _, colour in picture.getcolors(1 << 16) or []}
    pictures.sheet(shots, tmp_path / "sheet.png")
    pictures.bars({"all": {"engine": 0.7, "ceiling": 0.9}}, tmp_path / "bars.png", "overlap")
    assert {p.name for p in tmp_path.iterdir()} == {"sheet.png", "bars.png"}


def test_an_unknown_part_is_refused_with_the_names_of_all() -> None:
    with pytest.raises(KeyError, match="skills, layouts"):
        parts.chosen(["beauty"])
    assert list(parts.chosen(["codec", "skills"])) == ["skills", "codec"]


def test_the_command_line_says_in_one_line_what_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(report, "assets_folder", lambda: tmp_path)
    monkeypatch.setattr("core.training.sprites.build", lambda root: None)
    assert command_line.main(["engine", "--scenes", "1"]) == 2
    error = capsys.readouterr().err
    assert "embedded" in error
    assert "Traceback" not in error


def test_parts_that_an_earlier_judge_measured_are_named() -> None:
    asked = dict.fromkeys(("skills", "speed", "codec"), "--scenes 1")
    about = {"asked": asked, "judge": "new", "judges": {"speed": "old", "skills": "new"}}
    assert "Measured by an earlier judge: speed." in tables.markdown({"about": about})
    same = about | {"judges": {"speed": "new", "skills": "new"}}
    assert "earlier judge" not in tables.markdown({"about": same})
