"""`python -m core.evaluation cost`: seconds and memory of what people wait for.

Each case runs in a process of its own, so that its peak memory is its own and nothing is warm.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from core.errors import RenderError

FILM = "A dog runs from left to right across a meadow. Then the dog meets a cat on the beach."
LONGER = (
    "A dog runs across a meadow. Then the dog meets a cat on the beach. Then the dog and the cat"
    " stand in a kitchen. Finally the dog sleeps in a living room."
)
ROOT = Path(__file__).resolve().parents[2]

# What the child process does; it prints one line of JSON.
_SCENES = """
import json, resource, time
began = time.monotonic()
from core.planner.offline import plan_offline
from core.render.engine import load_engine
from core.render.request import request_for
plan = plan_offline({prompt!r})
engine = load_engine("embedded")
loaded = time.monotonic()
out = {{"load_s": loaded - began}}
for name, preview in (("preview_s", True), ("final_s", False)):
    request = request_for(plan, plan.scenes[0].id, {{}}, engine.info, preview=preview)
    start = time.monotonic()
    engine.render(request)
    out[name] = time.monotonic() - start
out["scenes_peak_gb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
print(json.dumps(out))
"""


def scenes() -> dict[str, float]:
    """Seconds to load, to preview a scene and to render it; peak memory in GB."""
    found = subprocess.run(
        [sys.executable, "-c", _SCENES.format(prompt=FILM)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if found.returncode != 0:
        raise RenderError(f"the scenes could not be rendered: {found.stderr[-400:].strip()}")
    out: dict[str, float] = json.loads(found.stdout.splitlines()[-1])
    return out


def film(prompt: str) -> tuple[float, float]:
    """Seconds and peak GB of a film by the command line, from nothing, in an empty cache."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "film.mp4"
        environment = {**os.environ, "XDG_CACHE_HOME": folder}
        began = time.monotonic()
        child = subprocess.Popen(
            [sys.executable, "app.py", "film", prompt, "-o", str(target)],
            cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        peak = 0.0
        while child.poll() is None:
            peak = max(peak, _memory_gb(child.pid))
            time.sleep(0.05)
        if child.returncode != 0 or not target.exists():
            error = child.stderr.read() if child.stderr else ""
            raise RenderError(f"the film failed with {child.returncode}: {error[-400:]}")
        return time.monotonic() - began, peak


def _memory_gb(pid: int) -> float:
    """Resident memory of a process and its children, where /proc tells; else 0."""
    total = 0.0
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                total += int(line.split()[1]) / 1024**2
    except (OSError, ValueError):
        return total
    return total + sum(_memory_gb(int(child)) for child in children)


def measure() -> dict[str, Any]:
    """Everything, and the machine that it was measured on."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    out: dict[str, Any] = {"machine": machine, "load_before": load, **scenes()}
    for name, prompt in (("film_of_two", FILM), ("film_of_four", LONGER)):
        out[f"{name}_s"], out[f"{name}_peak_gb"] = film(prompt)
    return out
