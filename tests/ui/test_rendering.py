"""Rendering as work of a project: only what changed, told as it goes, outliving its page."""

from __future__ import annotations

import numpy as np

from core.render.results import JobView, SceneResult
from tests.ui.kit import act, idle, render_film, studio_in, wait_for
from ui import rendering
from ui.scene_list.view import state
from ui.scene_list.view import view as scenes
from ui.takes import latest, stale
from ui.views import film_is_fresh


def states(desk) -> list[str]:
    return [state(desk.session, scene) for scene in desk.session.plan.scenes]


def test_a_film_is_rendered_scene_by_scene_and_then_everything_is_up_to_date(studio, desk):
    assert set(states(desk)) == {"planned"}
    heard = []
    leave = desk.listen(heard.append)
    render_film(desk)
    leave()
    assert set(states(desk)) == {"done"}
    assert film_is_fresh(desk.session)
    assert [p.scene for p in desk.session.film.parts] == [s.id for s in desk.session.plan.scenes]
    steps = [w["step"] for m in heard if m["kind"] == "progress" for w in m["work"]]
    assert steps and any(w["look"] for m in heard if m["kind"] == "progress" for w in m["work"])
    for scene in desk.session.plan.scenes:
        take = latest(desk.session, scene.id)
        for name in (take.clip, take.poster, take.moving, take.strip):
            assert studio.projects.tools.media.path(name) is not None


def test_the_progress_of_a_film_never_goes_back_and_names_the_scene_in_work(desk, monkeypatch):
    """After each scene the bar jumped ahead: the last step of the old one still stood."""
    ids = tuple(scene.id for scene in desk.session.plan.scenes)[:2]
    one = SceneResult(ids[0], "key", False)
    look = np.zeros((1, 8, 8, 3), np.uint8)
    at = {"job": "j", "session": "s", "kind": "film", "state": "running", "scenes": ids, "steps": 4}
    views = [
        JobView(**at, scene=ids[0], step=4, preview=look),
        JobView(**at, scene=ids[0], step=4, preview=look, scenes_done=1, results=(one,)),
        JobView(**at, scene=ids[1], step=1, preview=look, scenes_done=1, results=(one,)),
    ]
    last = SceneResult(ids[1], "key", False)
    views.append(JobView(**at, scene=ids[1], step=4, scenes_done=2, results=(one, last)))
    items = []
    for view in views:
        monkeypatch.setattr(desk.tools.service, "jobs", lambda owner, view=view: [view])
        items += rendering.work(desk)
    assert [item["share"] for item in items] == [0.5, 0.5, 0.625, 1.0]
    assert [item["scene"] for item in items] == [ids[0], ids[1], ids[1], None]
    assert [item["look"] is None for item in items] == [False, True, False, True]
    assert [item["line"] for item in items] == [
        "Scene 1 of 2, step 4 of 4", "Scene 2 of 2, starting …", "Scene 2 of 2, step 1 of 4",
        "Writing the file …",
    ]  # fmt: skip


def test_a_scene_in_work_is_told_apart_from_how_it_stands(desk):
    render_film(desk)
    first = desk.session.plan.scenes[0].id
    card = scenes(desk.session, {first: "rendering"})["scenes"][0]
    assert (card["state"], card["live"]) == ("done", "rendering")


def test_only_the_scene_that_changed_renders_again(desk):
    render_film(desk)
    first, second = (scene.id for scene in desk.session.plan.scenes[:2])
    before = dict(desk.session.takes)
    act(desk, "edit", edits=[{"kind": "set_scene_text", "scene": second, "background": "cave"}])
    assert stale(desk.session) == (second,)
    assert states(desk)[1] == "stale"
    act(desk, "render", what="stale")
    wait_for(lambda: idle(desk) and not stale(desk.session))
    assert desk.session.takes[first] == before[first]
    assert len(desk.session.takes[second]) == 2
    act(desk, "undo")
    assert states(desk)[1] == "done", "the earlier take fits again"


def test_a_preview_shows_the_scene_but_does_not_count_as_its_render(desk):
    act(desk, "render", what="preview")
    wait_for(lambda: idle(desk) and desk.session.takes)
    assert latest(desk.session, desk.session.selected).kind == "preview"
    assert desk.session.selected in stale(desk.session)


def test_another_story_does_not_borrow_the_renders_of_the_one_before(desk):
    render_film(desk)
    act(desk, "plan", prompt="A red car drives through a city street.", planner="offline")
    wait_for(lambda: idle(desk) and "car" in desk.session.plan.prompt)
    assert all(latest(desk.session, scene.id) is None for scene in desk.session.plan.scenes)
    act(desk, "undo")
    assert set(states(desk)) == {"done"}


def test_a_render_can_be_cancelled_and_nobody_elses(tmp_path):
    with studio_in(tmp_path, step_s=0.2) as studio:
        desk, other = studio.projects.open(""), studio.projects.open("")
        act(desk, "render", what="film")
        (job,) = wait_for(lambda: rendering.work(desk))
        act(other, "cancel", job=job["job"])
        assert "not there" in other.session.notices[-1].text
        act(desk, "cancel", job=job["job"])
        wait_for(lambda: idle(desk))
        assert desk.session.film is None
        assert "stopped" in desk.session.notices[-1].text


def test_R08_work_goes_on_without_its_page_and_is_shown_on_return(tmp_path):
    with studio_in(tmp_path, step_s=0.05) as studio:
        desk = studio.projects.open("")
        leave = desk.listen(lambda message: None)
        act(desk, "render", what="film")
        leave()
        wait_for(lambda: idle(desk) and desk.session.film is not None)
        assert set(states(desk)) == {"done"}


def test_S14_what_was_under_way_at_the_end_goes_on_at_the_next_start(tmp_path):
    with studio_in(tmp_path, step_s=0.3) as studio:
        desk = studio.projects.open("")
        act(desk, "render", what="film")
        wait_for(lambda: rendering.work(desk)[0]["step"] >= 1)
        token = desk.session.token
    with studio_in(tmp_path) as studio:
        desk = studio.projects.find(token)
        wait_for(lambda: idle(desk) and desk.session.film is not None)
        assert set(states(desk)) == {"done"}


def test_S11_a_second_waiting_render_of_one_project_is_refused_with_the_reason(tmp_path):
    with studio_in(tmp_path, step_s=0.5, public=True, queue=3) as studio:
        desk = studio.projects.open("")
        for _ in range(3):
            act(desk, "render", what="film")
        assert "waits already" in desk.session.notices[-1].text
        others = [studio.projects.open("") for _ in range(3)]
        for other in others:
            act(other, "render", what="film")
        refused = [other for other in others if other.session.notices]
        assert len(refused) == 2, "the queue holds three"
        for each in (desk, *others):
            for job in rendering.work(each):
                act(each, "cancel", job=job["job"])


def test_a_scene_that_fails_says_so_on_its_card(studio, desk, monkeypatch):
    crowd = [{"kind": "add_track", "scene": desk.session.selected, "entity": f"thing {n}",
              "box": [0.1, 0.1, 0.3, 0.3], "frame": 0} for n in range(9)]  # fmt: skip
    act(desk, "edit", edits=crowd)
    act(desk, "render", what="scene")
    wait_for(lambda: idle(desk) and desk.session.notices)
    assert states(desk)[0] == "failed"
    assert "entities do not fit" in desk.session.failures[desk.session.selected]
