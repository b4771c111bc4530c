"""The studio's own routes: pictures and projects come in, health goes out, tokens open doors."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from core import limits
from core.errors import LimitError
from core.plan.archive import Project, loads_project, project_bytes
from core.plan.schema import Reference
from core.plan.store import canonical_json
from tests.plans import make_plan, with_picture
from tests.ui.kit import act, idle, picture, render_film, wait_for
from ui import opening
from ui.opening import open_file
from ui.site import UPLOADS, Site, routes


@pytest.fixture
def web(studio):
    with TestClient(Starlette(routes=routes(studio.projects, studio.health))) as client:
        yield client


def bearer(desk) -> dict[str, str]:
    return {"Authorization": f"Bearer {desk.session.token}", "X-Tab": "tab"}


def test_a_picture_becomes_a_reference_with_a_cut_out(studio, desk, web):
    answer = web.post("/studio/pictures", content=picture(), headers=bearer(desk))
    digest = answer.json()["digest"]
    entity = desk.session.plan.entities[0].name
    references = [{"digest": digest, "crop": None, "enabled": True}]
    act(
        desk, "edit", edits=[{"kind": "set_references", "entity": entity, "references": references}]
    )
    assert desk.session.plan.entities[0].references[0].digest == digest
    assert digest in desk.pictures(desk.session.plan)
    reference = desk.session.plan.entities[0].references[0]
    cutout = wait_for(lambda: opening.show(desk, reference)[1])
    assert web.get(f"/{cutout}").headers["content-type"] == "image/webp"


def test_the_cut_out_of_a_see_through_picture_is_what_the_engine_sees(desk):
    """Its transparency was dropped: a black figure on nothing was cut away as a plain ground."""
    figure = Image.new("RGBA", (64, 64))
    figure.paste((0, 0, 0, 255), (20, 10, 44, 60))
    data = io.BytesIO()
    figure.save(data, "PNG")
    reference = Reference(digest=opening.add_picture(desk, data.getvalue()))
    name = wait_for(lambda: opening.show(desk, reference)[1]).removeprefix("media/")
    alpha = np.asarray(Image.open(desk.tools.media.path(name)).convert("RGBA"))[..., 3]
    assert alpha[30, 32] == 255 and alpha[30, 5] == 0


@pytest.mark.parametrize(
    "data",
    [
        b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html><script>alert(1)</script>",
        picture()[:200], b"GIF89a" + b"0" * 50, picture(size=(8, 8), kind="PNG"),
    ],
)  # fmt: skip
def test_F04_F06_what_is_no_picture_is_refused_in_one_line(desk, web, data):
    answer = web.post("/studio/pictures", content=data, headers=bearer(desk))
    assert answer.status_code == 400
    assert "\n" not in answer.json()["error"] and "Traceback" not in answer.text


def test_a_file_over_the_cap_is_refused(desk, web):
    big = b"\x89PNG\r\n\x1a\n" + b"0" * limits.IMAGE_BYTES
    assert web.post("/studio/pictures", content=big, headers=bearer(desk)).status_code == 413


def test_S02_without_the_token_nothing_can_be_done(desk, web):
    for headers in (
        {}, {"Authorization": "Bearer "}, {"Authorization": "Bearer " + "A" * 43},
        {"Authorization": f"Basic {desk.session.token}"},
        {"Authorization": f"Bearer {desk.owner}"},
        {"Authorization": f"Bearer {desk.session.token[:-1]}"},
    ):  # fmt: skip
        assert web.post("/studio/pictures", content=picture(), headers=headers).status_code == 401
        assert web.post("/studio/open", content=b"{}", headers=headers).status_code == 401
        assert web.get("/studio/events", headers=headers).status_code == 401


def test_a_project_that_was_exported_opens_with_its_clips(studio, desk, web):
    render_film(desk)
    act(desk, "export", format="project")
    wait_for(lambda: idle(desk) and desk.session.ready)
    data = web.get(f"/{desk.session.ready[-1].url}").content
    assert len(loads_project(data).clips) == len(desk.session.plan.scenes)

    other = studio.projects.begin(make_plan(1))
    answer = web.post("/studio/open", content=data, headers=bearer(other))
    assert answer.status_code == 200
    assert other.session.plan == desk.session.plan
    assert set(other.session.takes) == {scene.id for scene in desk.session.plan.scenes}
    act(other, "undo")
    assert other.session.plan == make_plan(1)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2], lambda data: data[:-30],
        lambda data: b"PK" + data[50:],
        lambda data: b"", lambda data: b"not json", lambda data: b'{"schema": "VideoPlan.99"}',
        lambda data: b"[" * 100_000,
    ],
)  # fmt: skip
def test_F09_a_damaged_file_leaves_the_open_project_as_it_is(desk, web, damage):
    data = damage(project_bytes(Project(make_plan(3))))
    before = desk.session.plan
    answer = web.post("/studio/open", content=data, headers=bearer(desk))
    assert answer.status_code == 400
    assert "\n" not in answer.json()["error"]
    assert desk.session.plan == before


def test_a_plan_as_json_opens(desk, web):
    text = canonical_json(make_plan(3)).encode()
    assert web.post("/studio/open", content=text, headers=bearer(desk)).status_code == 200
    assert len(desk.session.plan.scenes) == 3


def test_health_tells_whether_it_can_work_and_nothing_about_people(studio, desk, web):
    answer = web.get("/healthz")
    assert answer.json()["engine"] == "ready"
    assert desk.session.token not in answer.text and str(studio.config.folder) not in answer.text
    studio.engine.error = "weights are missing"
    assert web.get("/healthz").status_code == 503


def test_one_client_sends_so_many_files_at_once_and_no_more(studio, desk):
    site = Site(studio.projects, studio.health)
    taken = [site._uploads.enter("203.0.113.7") for _ in range(UPLOADS + 1)]
    assert taken == [True] * UPLOADS + [False]
    app = Starlette(routes=routes(studio.projects, studio.health))
    with TestClient(app) as web:
        for _ in range(UPLOADS + 2):  # one after another, they are as many as you like
            answer = web.post("/studio/pictures", content=picture(), headers=bearer(desk))
            assert answer.status_code == 200


def test_pictures_of_a_project_that_is_opened_count_towards_its_disk_space(studio, desk):
    """Only single pictures did: archive after archive filled the disk."""
    plan, pictures = with_picture(make_plan(1), "dog", "red")
    data = project_bytes(Project(plan, pictures))
    small = replace(studio.projects.tools.mode, project_disk_bytes=10)
    desk.tools = replace(desk.tools, mode=small)
    before = desk.session.plan
    with pytest.raises(LimitError, match="disk space is used up"):
        open_file(desk, data, "")
    assert desk.session.plan == before and not desk.pictures(plan)
