"""Programs use the studio through four named endpoints; what happens inside the page is private."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

gradio_client = pytest.importorskip("gradio_client")

from core.export.video import read_mp4  # noqa: E402
from tests.ui.kit import PROMPT, picture, served, studio_in  # noqa: E402
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


def test_a_picture_given_in_the_call_changes_the_entity_it_is_of(client):
    plan = client.predict(prompt=PROMPT, api_name="/plan")
    photo = base64.b64encode(picture("#2040c0")).decode()
    plain = client.predict(plan=plan, api_name="/render_scene")
    pictured = client.predict(plan=plan, pictures={"dog": [photo]}, api_name="/render_scene")
    frames, others = read_mp4(Path(plain))[0], read_mp4(Path(pictured))[0]
    assert frames.shape == others.shape
    assert abs(frames.astype(int) - others.astype(int)).max() > 40, "the picture counts"
    film = client.predict(
        plan=plan, pictures={"Dog": [f"data:image/jpeg;base64,{photo}"]}, api_name="/render_film"
    )
    again = read_mp4(Path(film))[0][:16]  # coded together with another scene
    apart = abs(again.astype(int) - others).mean()
    assert apart < 3 < abs(again.astype(int) - frames).max(), "names are matched as groups are"


@pytest.mark.parametrize(
    ("pictures", "words"),
    [
        ({"unicorn": ["AAAA"]}, "unicorn"),
        ({"dog": ["not base64!"]}, "base64"),
        ({"dog": [base64.b64encode(b"<svg/>").decode()]}, "picture|image|PNG"),
        ({"dog": "AAAA"}, "list"),
        ({"dog": ["AAAA"] * 40}, "pictures"),
    ],
)
def test_pictures_that_cannot_be_used_are_refused_by_name(client, pictures, words):
    plan = client.predict(prompt=PROMPT, api_name="/plan")
    with pytest.raises(Exception, match=words) as refused:
        client.predict(plan=plan, pictures=pictures, api_name="/render_scene")
    assert "Traceback" not in str(refused.value) and ".py" not in str(refused.value)


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
