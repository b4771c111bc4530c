"""Programs use the studio through four named endpoints; what happens inside the page is private."""

from __future__ import annotations

from pathlib import Path

import pytest

gradio_client = pytest.importorskip("gradio_client")

from core.export.video import read_mp4  # noqa: E402
from tests.ui.kit import PROMPT, served, studio_in  # noqa: E402
from ui import api  # noqa: E402

NAMES = {"/plan", "/render_scene", "/render_film", "/export"}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("api")
    with studio_in(folder) as studio, served(studio) as url:
        client = gradio_client.Client(
            url, verbose=False, download_files=str(folder), httpx_kwargs={"timeout": 60}
        )
        yield client
        client.close()


def test_the_endpoints_have_names_and_true_schemas(client):
    info = client.view_api(return_format="dict", print_info=False)
    assert set(info["named_endpoints"]) == NAMES
    assert info["unnamed_endpoints"] == {}
    plan = info["named_endpoints"]["/plan"]
    assert [p["parameter_name"] for p in plan["parameters"]] == ["prompt", "planner", "scenes"]
    assert plan["parameters"][0]["type"] == {"type": "string"}


def test_the_example_of_the_documentation(client):
    plan = client.predict(prompt=PROMPT, api_name="/plan")
    assert plan["schema"] == "VideoPlan.1" and len(plan["scenes"]) == 2
    film = client.predict(plan=plan, api_name="/render_film")
    frames, fps = read_mp4(Path(film))
    assert len(frames) == 32 and fps == plan["scenes"][0]["fps"]
    scene = client.predict(plan=plan, scene=2, api_name="/render_scene")
    assert len(read_mp4(Path(scene))[0]) == 16
    sheet = client.predict(plan=plan, file="sheet.pdf", api_name="/export")
    assert Path(sheet).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"prompt": "", "api_name": "/plan"}, "empty"),
        ({"plan": {"schema": "nonsense"}, "api_name": "/render_film"}, "schema"),
        ({"plan": {}, "file": "virus.exe", "api_name": "/export"}, "schema"),
    ],
)
def test_bad_input_is_one_typed_line(client, arguments, words):
    with pytest.raises(Exception, match=words) as refused:
        client.predict(**arguments)
    assert "Traceback" not in str(refused.value) and ".py" not in str(refused.value)


def test_files_that_were_made_for_a_program_lie_in_one_place_and_go_after_their_time(
    monkeypatch, tmp_path
):
    """Each answer left a folder of its own behind, for good."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "given"))
    api._file("film.srt", lambda path: path.write_text("1"))
    with pytest.raises(ZeroDivisionError):
        api._file("film.srt", lambda path: 1 / 0)
    (tmp_path / "given" / "of-another-app").mkdir()
    made = [p for p in (tmp_path / "given").rglob("*") if p.is_file()]
    assert [path.name for path in made] == ["film.srt"]
    assert api.sweep_files(3600) == 0 and api.sweep_files(-1) == 1
    assert [p.name for p in (tmp_path / "given").iterdir()] == ["of-another-app"]
