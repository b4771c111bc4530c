"""The render service: turns, caps, cancel, and jobs that outlive the process."""

from __future__ import annotations

import functools

import pytest

from core import limits
from core.errors import DiskFull, InputError, LimitError, ModelError
from core.render.results import ServiceLimits
from tests.plans import make_plan
from tests.render.service import Gate, finished
from tests.stub_engine import StubEngine


def test_a_film_comes_out_whole_and_verified(service_for):
    service = service_for()
    view = finished(service, service.submit("a", make_plan(2), {}))
    assert (view.state, view.scenes_done, view.error) == ("done", 2, None)
    assert view.film is not None and view.film.read_bytes()[4:8] == b"ftyp"
    assert [r.scene_id for r in view.results] == ["scene-1", "scene-2"]
    clip = service.clip(view.results[0], fps=8)
    assert clip is not None and clip.frames.shape == (16, 64, 64, 3)


def test_a_preview_takes_the_fast_settings_and_shows_its_steps(service_for):
    service = service_for(functools.partial(StubEngine, step_s=0.02))
    job = service.submit("a", make_plan(3), {}, scenes=("scene-2",), kind="preview")
    views = list(service.events(job))
    assert views[-1].state == "done" and views[-1].film is None
    steps = {(v.scene, v.step, v.steps) for v in views if v.step}
    assert ("scene-2", 1, 2) in steps
    assert any(v.preview is not None for v in views)
    assert any(v.seconds_left is not None for v in views)


def test_stale_scenes_are_known_by_their_keys(service_for):
    service, plan = service_for(), make_plan(2)
    keys = service.keys(plan, {})
    finished(service, service.submit("a", plan, {}, scenes=("scene-1",), kind="scene"))
    assert [service.cached(keys[s]) for s in ("scene-1", "scene-2")] == [True, False]
    assert service.keys(make_plan(0), {}) == {}


def test_S11_twenty_renders_at_once_are_sixteen_accepted_in_turns_and_four_refused(service_for):
    gate = Gate()
    service = service_for(gate)
    accepted, refused = [], []
    for n in range(20):
        try:
            accepted.append(service.submit(f"session-{n}", make_plan(1), {}, kind="preview"))
        except LimitError as error:
            refused.append(str(error))
    assert (len(accepted), len(refused)) == (limits.RENDER_QUEUE, 4)
    assert all("16 renders are in the queue, which is full" in text for text in refused)
    assert gate.begun.wait(5)
    assert [service.status(job).position for job in accepted] == list(range(16))
    gate.opened.set()
    assert {finished(service, job).state for job in accepted} == {"done"}


def test_S06_a_session_has_one_render_running_and_one_waiting_and_others_are_served(service_for):
    gate = Gate()
    service = service_for(gate)
    first = service.submit("greedy", make_plan(1, description="greedy 1"), {}, kind="preview")
    assert gate.begun.wait(5)
    second = service.submit("greedy", make_plan(1, description="greedy 2"), {}, kind="preview")
    for _ in range(98):
        with pytest.raises(LimitError, match="waits already"):
            service.submit("greedy", make_plan(1), {}, kind="preview")
    other = service.submit("modest", make_plan(1, description="modest"), {}, kind="preview")
    gate.opened.set()
    assert {finished(service, job).state for job in (first, second, other)} == {"done"}


def test_R07_cancelling_a_waiting_job_spares_the_running_one(service_for):
    gate = Gate()
    service = service_for(gate)
    running = service.submit("a", make_plan(1), {}, kind="preview")
    assert gate.begun.wait(5)
    waiting = service.submit("b", make_plan(1, description="other"), {}, kind="preview")
    service.cancel(waiting)
    assert service.status(waiting).state == "cancelled"
    assert service.status(running).state == "running"
    gate.opened.set()
    assert finished(service, running).state == "done"
    assert gate.order == ["shot 1: a dog"] or "other" not in gate.order


def test_R07_cancelling_the_running_job_stops_it_and_the_next_one_begins(service_for):
    gate = Gate()
    service = service_for(gate)
    running = service.submit("a", make_plan(1), {}, kind="preview")
    assert gate.begun.wait(5)
    waiting = service.submit("b", make_plan(1, description="other"), {}, kind="preview")
    service.cancel(running)
    assert finished(service, running).state == "cancelled"
    gate.opened.set()
    assert finished(service, waiting).state == "done"
    service.cancel(waiting)
    assert service.status(waiting).state == "done"


def test_R04_below_two_gigabytes_free_a_job_is_refused_and_nothing_is_written_down(service_for):
    service = service_for(limits=ServiceLimits(), free=lambda folder: limits.GIB)
    with pytest.raises(DiskFull, match=r"1\.0 GiB are free .* 2\.0 are needed"):
        service.submit("a", make_plan(1), {})
    assert service.jobs("a") == ()


def test_R03_a_disk_that_fills_during_a_job_fails_it_and_the_same_order_resumes(service_for):
    space = [limits.GIB * 3]
    gate = Gate()
    gate.opened.set()
    service = service_for(gate, limits=ServiceLimits(), free=lambda folder: space[0])
    finished(service, service.submit("a", make_plan(2), {}, scenes=("scene-1",), kind="scene"))
    job = service.submit("a", make_plan(1, description="big"), {}, kind="scene")
    finished(service, job)
    space[0] = 0
    with pytest.raises(DiskFull):
        service.submit("a", make_plan(2), {})
    space[0] = limits.GIB * 3
    view = finished(service, service.submit("a", make_plan(2), {}))
    assert view.state == "done" and [r.cached for r in view.results] == [True, False]


def test_R08_on_a_laptop_a_closed_tab_does_not_stop_its_job(service_for):
    gate = Gate()
    service = service_for(gate, limits=ServiceLimits(disk_free_bytes=0, absent_s=0.0))
    job = service.submit("a", make_plan(1), {})
    service.leave("a")
    gate.opened.set()
    assert finished(service, job).state == "done"
    service.arrive("a")
    assert [view.film is not None for view in service.jobs("a")] == [True]


def test_R08_in_public_a_closed_tab_stops_its_job_after_a_while(service_for):
    gate = Gate()
    service = service_for(gate, public=True, limits=ServiceLimits(disk_free_bytes=0, absent_s=0.05))
    job = service.submit("a", make_plan(1), {})
    assert gate.begun.wait(5)
    service.leave("a")
    view = finished(service, job)
    assert (view.state, view.error) == ("cancelled", "stopped, as its page was closed")


def test_a_job_that_takes_too_long_fails_with_the_remedy(service_for):
    service = service_for(Gate(), limits=ServiceLimits(disk_free_bytes=0, wall_clock_s=0.05))
    view = finished(service, service.submit("a", make_plan(1), {}))
    assert view.state == "failed" and "stopped after 0.05 s: render fewer" in str(view.error)


def test_in_public_finished_jobs_are_forgotten_in_time(service_for):
    service = service_for(public=True, limits=ServiceLimits(disk_free_bytes=0, kept_s=0.0))
    first = service.submit("a", make_plan(1), {}, kind="preview")
    finished(service, first)
    finished(service, service.submit("a", make_plan(1), {}, kind="preview"))
    with pytest.raises(InputError, match="no render job"):
        service.status(first)


def test_R12_missing_weights_fail_the_job_by_name_and_the_service_stays_up(service_for, tmp_path):
    weights = tmp_path / "unet.safetensors"

    def factory() -> StubEngine:
        if not weights.exists():
            raise ModelError(f"{weights} is missing: run `videodirector doctor`")
        return StubEngine()

    service = service_for(factory)
    view = finished(service, service.submit("a", make_plan(1), {}))
    assert view.state == "failed" and "unet.safetensors is missing" in str(view.error)
    with pytest.raises(ModelError, match=r"unet\.safetensors"):
        service.engine_info()
    weights.write_bytes(b"here")
    assert finished(service, service.submit("a", make_plan(1), {})).state == "done"


def test_an_error_that_nobody_foresaw_fails_its_job_only(service_for):
    class Broken(StubEngine):
        def render(self, request, on_step=lambda event: None, cancelled=lambda: False):
            if "bad" in request.scene.description:
                raise ZeroDivisionError("a bug")
            return super().render(request, on_step, cancelled)

    service = service_for(Broken)
    view = finished(service, service.submit("a", make_plan(1, description="bad"), {}))
    assert view.state == "failed" and "internal error" in str(view.error)
    assert finished(service, service.submit("a", make_plan(1), {})).state == "done"
