"""Jobs outlive pages, render processes and the program itself."""

from __future__ import annotations

import functools
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.errors import DiskFull, PictureError
from core.render.jobs import RenderService
from tests.plans import make_plan, with_picture
from tests.render.service import QUICK, Gate, finished
from tests.stub_engine import Mischief, StubEngine


def test_a_missing_picture_is_refused_at_once_and_a_given_one_outlives_the_service(service_for):
    plan, pictures = with_picture(make_plan(1), "dog", "red")
    gate = Gate()
    service = service_for(gate)
    with pytest.raises(PictureError, match="picture of 'dog' is missing"):
        service.submit("a", plan, {})
    job = service.submit("a", plan, pictures)
    assert gate.begun.wait(5)
    service.close()
    again = service_for()
    assert finished(again, job).state == "done"
    assert again.status(job).results[0].similarity[0][0] == "dog"


def test_S14_closing_in_the_middle_of_a_job_lets_the_next_service_finish_it(service_for):
    gate = Gate()
    service = service_for(gate)
    job = service.submit("a", make_plan(2), {})
    assert gate.begun.wait(5)
    waiting = service.submit("b", make_plan(1), {}, kind="preview")
    service.close()
    again = service_for()
    assert finished(again, job).state == "done"
    assert finished(again, waiting).state == "done"


def test_R03_a_disk_too_full_to_write_a_job_down_refuses_it_and_spares_what_is_there(service_for):
    """An order on a full disk was a raw database error, and so was the end of the program."""
    service = service_for()
    first = service.submit("a", make_plan(1), {})
    assert finished(service, first).state == "done"
    database = service._book._journal._db
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    database.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(DiskFull, match="could not be written down"):
        service.submit("a", make_plan(8, description="x" * 2000), {})
    assert [view.job for view in service.jobs("a")] == [first]
    database.execute("PRAGMA max_page_count=1000000")
    assert finished(service, service.submit("a", make_plan(2), {})).state == "done"


CHILD = """
import functools, sys
from pathlib import Path
from core.render.jobs import RenderService
from core.render.results import ServiceLimits
from tests.render.service import QUICK, Gate, finished
from tests.plans import make_plan
from tests.stub_engine import Mischief, StubEngine
folder = Path(sys.argv[1])
engine = functools.partial(StubEngine, mischief=Mischief(folder, "scene-3", kills=99))
service = RenderService(engine, folder / "clips", folder / "jobs.sqlite",
                        ServiceLimits(disk_free_bytes=0), isolate=False)
job = service.submit("a", make_plan(8), {}) if len(sys.argv) > 2 else service.jobs("a")[0].job
for view in service.events(job):
    pass
"""


def run_child(folder: Path, *arguments: str) -> int:
    command = [sys.executable, "-c", CHILD, str(folder), *arguments]
    return subprocess.run(command, check=False, timeout=60).returncode


def test_R01_a_job_killed_in_scene_3_of_8_goes_on_by_itself_at_the_next_start(
    service_for, tmp_path
):
    assert run_child(tmp_path, "submit") == -signal.SIGKILL
    service = service_for()
    (view,) = service.jobs("a")
    view = finished(service, view.job)
    assert view.state == "done"
    assert [r.cached for r in view.results] == [True, True] + [False] * 6
    calm = RenderService(
        StubEngine, tmp_path / "calm", tmp_path / "calm.sqlite", QUICK, False, False
    )
    other = finished(calm, calm.submit("a", make_plan(8), {}))
    for ours, theirs in zip(view.results, other.results, strict=True):
        a, b = service.clip(ours, 8), calm.clip(theirs, 8)
        assert a is not None and b is not None and np.array_equal(a.frames, b.frames)
    calm.close()


def test_R09_a_job_under_which_the_program_died_twice_is_set_aside(service_for, tmp_path):
    assert run_child(tmp_path, "submit") == -signal.SIGKILL
    assert run_child(tmp_path) == -signal.SIGKILL
    service = service_for()
    (view,) = service.jobs("a")
    view = finished(service, view.job)
    assert view.state == "failed" and "set aside" in str(view.error)
    assert finished(service, service.submit("a", make_plan(1), {})).state == "done"


def test_R09_the_service_outlives_its_render_process(service_for, tmp_path):
    engine = functools.partial(StubEngine, mischief=Mischief(tmp_path, "scene-2", kills=2))
    service = service_for(engine, isolate=True)
    view = finished(service, service.submit("a", make_plan(2), {}))
    assert view.state == "failed" and "died 2 times" in str(view.error)
    again = finished(service, service.submit("a", make_plan(2), {}))
    assert again.state == "done" and again.results[0].cached
