"""The studio as a program of its own, to be signalled, killed and started again.

python -m tests.studio_process DATA PORT STEP_S    # serves over a stub engine
"""

from __future__ import annotations

import functools
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class StudioProcess:
    """A command that serves the studio at `port`, in a session of its own."""

    command: Sequence[str]
    port: int
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    folder: Path = ROOT
    log: Path | None = None
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, within_s: float = 90.0) -> float:
        """Start it; the seconds until its engine was ready."""
        begun = time.monotonic()
        with Path(os.devnull if self.log is None else self.log).open("ab") as output:
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, env=dict(self.environment), stdout=output,
                stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        while (state := self.health().get("engine")) != "ready":
            assert state != "failed", "its engine cannot be loaded"
            assert self.process.poll() is None, f"it ended with {self.process.returncode}"
            assert time.monotonic() - begun < within_s, "it never was ready"
            time.sleep(0.05)
        return time.monotonic() - begun

    def health(self) -> dict[str, object]:
        """What /healthz says; nothing while it does not answer."""
        try:
            return dict(httpx.get(f"{self.url}/healthz", timeout=5).json())
        except httpx.TransportError:
            return {}

    def signal(self, number: int, within_s: float = 20.0) -> tuple[int, float]:
        """Send a signal and wait for the end: exit status, and the seconds that it took."""
        assert self.process is not None
        begun = time.monotonic()
        self.process.send_signal(number)
        status = self.process.wait(within_s)
        return status, time.monotonic() - begun

    def relatives(self) -> list[int]:
        """Processes of its session that are alive, its children and the orphans among them."""
        assert self.process is not None
        found = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                state, _, _, session = path.read_text().rpartition(")")[2].split()[:4]
            except OSError:
                continue
            if int(session) == self.process.pid and state != "Z":
                found.append(int(path.parent.name))
        return found

    def end(self) -> None:
        """Whatever is still alive of it goes now."""
        if self.process is not None:
            for number in self.relatives():
                os.kill(number, signal.SIGKILL)
            self.process.wait()


def stub_studio(data: Path, step_s: float) -> StudioProcess:
    """A studio over a stub engine in a render process, whose steps take that long."""
    port = free_port()
    command = [sys.executable, "-m", "tests.studio_process", str(data), str(port), str(step_s)]
    return StudioProcess(command, port)


def main(data: Path, port: int, step_s: float) -> None:
    from core.render.jobs import RenderService
    from core.render.results import ServiceLimits
    from tests.stub_engine import StubEngine
    from ui.studio import Config, launch

    service = RenderService(
        functools.partial(StubEngine, step_s=step_s), data / "clips", data / "journal.sqlite",
        ServiceLimits(disk_free_bytes=0),
    )  # fmt: skip
    launch(Config(port=port, data=data, sample_folder=data / "none"), service=service)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
