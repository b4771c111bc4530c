"""Plans as text and files: exact, atomic, and readable for ever."""

from __future__ import annotations

import contextlib
import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from core import limits
from core.errors import DiskFull, ExportError, PlanError
from core.plan.archive import load_project
from core.plan.schema import Entity, Scene, VideoPlan, clean_text
from core.plan.store import (
    canonical_json,
    dense_boxes,
    digest,
    load_plan,
    loads_plan,
    plan_from,
    save_plan,
)
from tests.clock import quickest

GOLDEN = Path(__file__).parent.parent / "golden"
GOLDEN_DIGEST = "ec9fc94b611267c4f2aeb50b87faf6fe259dc158c00e9125903e7ed81c9d28d3"


def _plan_with(**scene: Any) -> dict[str, Any]:
    return {
        "schema": "VideoPlan.1",
        "entities": [{"name": "dog"}],
        "scenes": [{"id": "s", "description": "A dog", **scene}],
    }


def _track_with(box: Any) -> dict[str, Any]:
    track = {"id": "t", "entity": "dog", "keys": [{"frame": 0, "box": box}]}
    return _plan_with(tracks=[track])


def test_the_golden_plan_of_schema_1_loads_and_is_written_back_byte_for_byte() -> None:
    text = (GOLDEN / "plan-1.json").read_text(encoding="utf-8")
    plan = loads_plan(text)
    assert canonical_json(plan) + "\n" == text
    assert digest(plan) == GOLDEN_DIGEST
    assert [e.name for e in plan.entities] == ["dog", "fire truck", "כלב", "👩\u200d🚀"]


def test_the_golden_project_of_schema_1_loads_with_its_picture() -> None:
    project = load_project(GOLDEN / "project-1.storyboard")
    assert digest(project.plan) == GOLDEN_DIGEST
    assert len(project.pictures) == 1 and not project.clips


def test_the_golden_dense_view_stays_the_contract_that_it_is() -> None:
    plan = load_plan(GOLDEN / "plan-1.json")
    expected = json.loads((GOLDEN / "dense-boxes-1.json").read_text(encoding="utf-8"))
    assert dense_boxes(plan) == expected
    assert expected["schema"] == "DenseBoxes.1"
    assert expected["groups"]["dog"] == [1, 2]


def test_an_older_schema_is_upgraded_step_by_step() -> None:
    def from_minus_one(data: dict[str, Any]) -> dict[str, Any]:
        return {"schema": "VideoPlan.0", "name": data["called"]}

    def from_zero(data: dict[str, Any]) -> dict[str, Any]:
        return {"schema": "VideoPlan.1", "title": data["name"]}

    table = {"Sketch.3": from_minus_one, "VideoPlan.0": from_zero}
    assert plan_from({"schema": "Sketch.3", "called": "Fox"}, table).title == "Fox"
    assert plan_from({"schema": "VideoPlan.0", "name": "Fox"}, table).title == "Fox"


def test_upgrades_that_go_in_a_circle_end() -> None:
    table = {"VideoPlan.0": lambda data: data}
    with pytest.raises(PlanError, match="this program reads VideoPlan.1"):
        plan_from({"schema": "VideoPlan.0"}, table)


@pytest.mark.parametrize("schema", ["VideoPlan.2", "VideoPlan.99999999"])
def test_F09_a_newer_schema_is_refused_with_the_remedy(schema: str) -> None:
    with pytest.raises(PlanError, match=r"newer than VideoPlan\.1: update"):
        loads_plan(json.dumps({"schema": schema, "scenes": "whatever"}))


@pytest.mark.parametrize(
    "schema", [None, 1, "VideoPlan", "VideoPlan.x", "Clip.2", [], "VideoPlan.²"]
)
def test_a_foreign_schema_is_refused(schema: Any) -> None:
    with pytest.raises(PlanError, match=r"this program reads VideoPlan\.1"):
        loads_plan(json.dumps({"schema": schema}))
    with pytest.raises(PlanError, match="is no plan"):
        loads_plan(json.dumps([schema]))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_P03_a_box_with_a_number_that_is_not_finite_is_refused_with_its_path(number: str) -> None:
    text = json.dumps(_track_with([0, 0, 1, "@"])).replace('"@"', number)
    with pytest.raises(PlanError, match=r"scenes\.0\.tracks\.0\.keys\.0\.box\.3"):
        loads_plan(text)


@pytest.mark.parametrize(
    "box",
    [[0, 0, 1.01, 1], [0.5, 0, 0.5, 1], [1, 0, 0, 1], [0, 0, 1], "abc", {"x": 1}, [True, 0, 1, 1],
     [0, 0, 10**18, 1]],
)  # fmt: skip
def test_a_box_that_is_none_is_refused_with_its_path(box: Any) -> None:
    with pytest.raises(PlanError, match=r"plan\.scenes\.0\.tracks\.0\.keys\.0\.box"):
        loads_plan(json.dumps(_track_with(box)))


def refused(text: str) -> None:
    """Read what must not be read."""
    with contextlib.suppress(PlanError):
        loads_plan(text)


def test_P02_ten_thousand_entities_and_tracks_are_refused_or_read_in_under_a_second() -> None:
    many = [{"name": f"dog {i}"} for i in range(10_000)]
    track = {"entity": "dog", "keys": [{"frame": 0, "box": [0, 0, 1, 1]}]}
    tracks = [{"id": f"t{i}", **track} for i in range(10_000)]
    scenes = [{"id": f"s{i}", "description": ""} for i in range(10_000)]
    for data in (
        {"schema": "VideoPlan.1", "entities": many},
        _plan_with(tracks=tracks),
        {"schema": "VideoPlan.1", "scenes": scenes},
    ):
        text = json.dumps(data)
        with pytest.raises(PlanError, match="at most"):
            loads_plan(text)
        assert quickest(lambda text=text: refused(text)) < 1


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, "1", True, 10**19])
def test_P12_a_seed_out_of_range_is_refused(seed: Any) -> None:
    with pytest.raises(PlanError, match=r"sampling\.seed"):
        loads_plan(json.dumps(_plan_with(sampling={"seed": seed})))
    with pytest.raises(PlanError, match=r"sampling\.seed"):
        loads_plan(json.dumps({"schema": "VideoPlan.1", "sampling": {"seed": seed}}))


def test_P12_both_ends_of_the_range_of_seeds_are_fine() -> None:
    for seed in (0, limits.SEED_MAX):
        plan = loads_plan(json.dumps(_plan_with(sampling={"seed": seed})))
        assert plan.scenes[0].sampling.seed == seed


@pytest.mark.parametrize(
    "name", ["כלב קטן", "طائر", "👩\u200d🚀", "नमस्ते", "a\u200db", "caf\u00e9", "한국어", "Ω"]
)
def test_P08_names_in_any_script_come_back_byte_for_byte(name: str, tmp_path: Path) -> None:
    plan = VideoPlan(
        title=name,
        entities=(Entity(name=name, attributes=(name,)),),
        scenes=(Scene(id="s", description=name),),
    )
    save_plan(plan, tmp_path / "plan.json")
    again = load_plan(tmp_path / "plan.json")
    assert again == plan
    assert again.entities[0].name.encode() == name.encode()
    assert [p.name for p in tmp_path.iterdir()] == ["plan.json"]


def test_P08_decomposed_text_is_stored_composed() -> None:
    assert loads_plan(json.dumps({"schema": "VideoPlan.1", "title": "cafe\u0301"})).title == "café"


def test_P10_lone_surrogates_are_refused() -> None:
    for text in (r'{"schema": "VideoPlan.1", "title": "a\ud800b"}',
                 r'{"schema": "VideoPlan.1", "entities": [{"name": "\udfff"}]}'):  # fmt: skip
        with pytest.raises(PlanError, match="surrogate"):
            loads_plan(text)


def test_P10_controls_and_overrides_are_removed_at_the_boundary() -> None:
    text = json.dumps(_plan_with(background="a\x00b\u202ec\u2066d\x1b[31m\r\n e"))
    assert loads_plan(text).scenes[0].background == "abcd[31m   e"
    assert clean_text("\u202e\x00") == ""
    with pytest.raises(PlanError, match=r"entities\.0\.name"):
        loads_plan(json.dumps({"schema": "VideoPlan.1", "entities": [{"name": "\u202e\x00"}]}))
    with pytest.raises(PlanError, match="invisible"):
        loads_plan(json.dumps({"schema": "VideoPlan.1", "entities": [{"name": "\u200d"}]}))


def test_P09_markup_and_templates_are_kept_as_plain_text() -> None:
    for text in ("<script>alert(1)</script>", "<img onerror=x>", "${alert(1)}", "{{7*7}}", "`",
                 r"\u{zz}"):  # fmt: skip
        plan = loads_plan(json.dumps(_plan_with(background=text)))
        assert plan.scenes[0].background == text


@pytest.mark.parametrize("scene_id", ["../x", "A", "", "x" * 41, "a b", "é", "a/b", "a.b"])
def test_ids_can_never_be_paths(scene_id: str) -> None:
    with pytest.raises(PlanError, match=r"scenes\.0\.id"):
        loads_plan(json.dumps(_plan_with(id=scene_id)))


def test_names_over_the_cap_and_unknown_fields_are_refused() -> None:
    name = "é" * limits.NAME_CODE_POINTS
    assert loads_plan(json.dumps({"schema": "VideoPlan.1", "entities": [{"name": name}]}))
    for data in ({"entities": [{"name": name + "é"}]}, {"canary": 1}):
        with pytest.raises(PlanError):
            loads_plan(json.dumps({"schema": "VideoPlan.1", **data}))


def test_whole_numbers_and_negative_zero_make_the_same_plan_as_their_floats() -> None:
    plans = [
        loads_plan(json.dumps(_track_with(box))) for box in ([0, 0, 1, 1], [-0.0, 0.0, 1.0, 1])
    ]
    assert digest(plans[0]) == digest(plans[1])


def test_a_saved_plan_is_laid_out_for_people_and_saved_again_the_same(tmp_path: Path) -> None:
    plan = load_plan(GOLDEN / "plan-1.json")
    save_plan(plan, tmp_path / "a.json")
    text = (tmp_path / "a.json").read_text(encoding="utf-8")
    key = '{"box": [0.05, 0.5, 0.35, 0.9], "easing": "ease", "frame": 0, "source": "planner"}'
    assert key in [line.strip().rstrip(",") for line in text.splitlines()]
    assert max(map(len, text.splitlines())) <= 160 and "\\u" not in text
    save_plan(loads_plan(text), tmp_path / "b.json")
    assert (tmp_path / "b.json").read_text(encoding="utf-8") == text


def test_a_plan_too_large_to_be_read_again_is_not_written(tmp_path: Path) -> None:
    text = "字" * limits.TEXT_CODE_POINTS
    scenes = tuple(
        Scene(id=f"s{i}", description=text, background=text, captions=(text,) * 12)
        for i in range(limits.SCENES)
    )
    with pytest.raises(PlanError, match="the most is 4,194,304; simplify"):
        save_plan(VideoPlan(scenes=scenes), tmp_path / "plan.json")
    assert not list(tmp_path.iterdir())


def test_saving_replaces_the_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    save_plan(VideoPlan(title="one"), path)
    save_plan(VideoPlan(title="two"), str(path))
    assert load_plan(path).title == "two"
    assert [p.name for p in tmp_path.iterdir()] == ["plan.json"]


def test_R03_when_the_disk_is_full_the_older_file_still_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.json"
    save_plan(VideoPlan(title="one"), path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull, match="no space is left"):
        save_plan(VideoPlan(title="two"), path)
    assert load_plan(path).title == "one"
    assert [p.name for p in tmp_path.iterdir()] == ["plan.json"]


def test_a_folder_that_is_not_there_is_one_clear_message(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        save_plan(VideoPlan(), tmp_path / "none" / "plan.json")
    with pytest.raises(PlanError, match="cannot be read"):
        load_plan(tmp_path / "none.json")
    with pytest.raises(PlanError, match="cannot be read"):
        load_plan(tmp_path)
