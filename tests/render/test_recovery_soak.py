"""Cases R02 to R05 whole, with figures: many kills, a disk that is really full, memory running out.

Not covered: a device's own memory; engines answer for that in tests of their own.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core import limits
from core.errors import DiskFull, OutOfMemory, VideoDirectorError
from core.export.video import probe
from core.render.jobs import RenderService
from core.render.results import ServiceLimits
from tests.plans import make_plan
from tests.render.service import QUICK, finished
from tests.stub_engine import FrugalStub, Mischief, StubEngine
from tests.ui.kit import act, idle, picture, render_film, studio_in, wait_for
from ui import opening

pytestmark = [pytest.mark.soak, pytest.mark.timeout(600)]
Figures = Callable[[str, str], None]

KILLS = 20
STITCHER = """
import sys
from pathlib import Path
from core.render.jobs import RenderService
from tests.render.service import QUICK
from tests.render.test_recovery_soak import long_film
from tests.stub_engine import StubEngine
clips, journal = map(Path, sys.argv[1:])
service = RenderService(StubEngine, clips, journal, QUICK, isolate=False)
for view in service.events(service.submit("a", long_film(), {})):
    pass
"""


def long_film():
    """A plan whose film takes a while to encode: 1,024 frames."""
    return make_plan(16, frame_count=64)


def test_R02_20_kills_while_stitching_and_no_short_film_is_ever_there(
    tmp_path: Path, figures: Figures
):
    chance, films = random.Random(2), tmp_path / "clips" / "films"
    for number in range(KILLS):
        command = [sys.executable, "-c", STITCHER, str(tmp_path / "clips")]
        child = subprocess.Popen([*command, str(tmp_path / f"jobs-{number}.sqlite")])
        begun = {path.name for path in films.glob(".*.part")}
        wait_for(lambda begun=begun: {p.name for p in films.glob(".*.part")} - begun, 60)
        time.sleep(chance.uniform(0.0, 0.4))
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL, "it was killed before the film was whole"
        assert not list(films.glob("*.mp4"))
    service = RenderService(
        StubEngine, tmp_path / "clips", tmp_path / f"jobs-{KILLS - 1}.sqlite", QUICK, isolate=False
    )
    view = finished(service, service.jobs("a")[0].job)
    service.close()
    assert view.state == "done" and all(result.cached for result in view.results)
    assert view.film is not None and probe(view.film).n_frames == 1024
    figures(
        "R02", f"{KILLS} kills while stitching, no film to be seen; the next start made it whole"
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a file system can be mounted by root alone")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path, leave: int = 0) -> Path:
    """Fill the disk up to the last `leave` bytes; the file that fills it."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while file.write(b"\0" * size) == size:
                    pass
            except OSError:
                continue
    if leave:
        with ballast.open("r+b") as file:
            file.truncate(max(0, ballast.stat().st_size - leave))
    return ballast


def test_R03_a_full_disk_at_every_step_loses_nothing_and_all_goes_on_when_there_is_room(
    small_disk: Path, figures: Figures
):
    with studio_in(small_disk) as studio:
        desk = studio.projects.open("")
        act(desk, "edit", edits=[{"kind": "set_title", "title": "Saved"}])
        ballast, said = fill(small_disk), []
        with pytest.raises(VideoDirectorError) as upload:
            opening.add_picture(desk, picture())
        said.append(str(upload.value))
        act(desk, "edit", edits=[{"kind": "set_title", "title": "Not saved"}])
        assert not desk.session.saved
        said.append(desk.session.notices[-1].text)
        kept = studio.projects.tools.autosave.load(desk.session.token)
        assert kept is not None and kept.plan.title == "Saved"
        for leave in (0, 1 << 14, 1 << 15, 1 << 16, 1 << 17):
            ballast = fill(small_disk, leave)
            count = len(desk.session.notices)
            act(desk, "render", what="film")
            wait_for(lambda: idle(desk))
            said += [notice.text for notice in desk.session.notices[count:]]
        ballast.unlink()
        act(desk, "edit", edits=[{"kind": "set_title", "title": "Saved again"}])
        assert desk.session.saved
        render_film(desk)
        kept = studio.projects.tools.autosave.load(desk.session.token)
        assert kept is not None and (kept.plan.title, kept.film) == (
            "Saved again",
            desk.session.film,
        )
    assert not [text for text in said if "internal" in text or "see the log" in text], said
    figures("R03", "upload, save, journal, frame and film on a full disk: refused, nothing lost")


def test_R04_below_2_GiB_a_thousand_renders_are_refused_at_once(tmp_path: Path, figures: Figures):
    service = RenderService(
        StubEngine, tmp_path / "clips", tmp_path / "jobs.sqlite", ServiceLimits(), isolate=False,
        free=lambda folder: limits.DISK_FREE_BYTES - 1,
    )  # fmt: skip
    begun = time.monotonic()
    for _ in range(1000):
        with pytest.raises(DiskFull, match=r"2\.0 are needed"):
            service.submit("a", make_plan(2), {})
    each_s = (time.monotonic() - begun) / 1000
    assert service.jobs("a") == () and not (tmp_path / "clips").exists()
    service.close()
    figures("R04", f"1,000 renders refused in {1000 * each_s:.2f} ms each, nothing written")


def test_R05_of_60_scenes_every_third_runs_out_of_memory_and_all_are_rendered(
    tmp_path: Path, figures: Figures
):
    chances: list[str] = []

    class Tight(FrugalStub):
        def _begin(self, request):
            name = request.scene.id
            if int(name.removeprefix("scene-")) % 3 == 0 and name not in chances:
                chances.append(name)
                raise OutOfMemory("the device has no memory left")
            super()._begin(request)

    service = RenderService(
        Tight, tmp_path / "clips", tmp_path / "jobs.sqlite", QUICK, isolate=False
    )
    view = finished(service, service.submit("a", make_plan(60), {}))
    assert view.state == "done" and len(view.results) == 60
    twice = Mischief(tmp_path / "twice", out_of_memory=2)
    service.close()
    (tmp_path / "twice").mkdir()
    other = RenderService(
        lambda: StubEngine(mischief=twice), tmp_path / "c", tmp_path / "j.sqlite", QUICK,
        isolate=False,
    )  # fmt: skip
    lost = finished(other, other.submit("a", make_plan(1), {}))
    assert lost.state == "failed" and "no memory left" in str(lost.error)
    assert finished(other, other.submit("a", make_plan(1), {})).state == "done"
    other.close()
    figures(
        "R05",
        f"{len(chances)} of 60 scenes ran out of memory and passed in their smaller retry; a scene"
        " that ran out twice failed alone",
    )
