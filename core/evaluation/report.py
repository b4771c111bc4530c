"""`python -m core.evaluation engine`: runs the parts and writes JSON, Markdown and pictures.

Every part is written when it is done; a later run with other parts adds to the same report as
long as the weights are the same.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from core.evaluation import parts, tables
from core.evaluation.judge import judge as judging
from core.evaluation.parts import Bench
from core.export.publish import published
from core.render.cache import ClipCache
from core.render.embedded import EmbeddedEngine
from core.render.engine import assets_folder
from core.training import backdrops, checkpoints, sprites

log = logging.getLogger(__name__)

FOLDER = Path("docs") / "results" / "engine"


def bench(
    n: int, frames: int, seconds: float | None, preview: bool = False, folder: Path = FOLDER,
    weights: Path | None = None,
) -> Bench:  # fmt: skip
    """Load an engine (the shipped one), the judge and the banks.

    Raises:
        ModelError: weights are missing.
    """
    root = checkpoints.default_root()
    weights = weights or assets_folder() / "models" / "embedded"
    return Bench(
        weights=weights,
        engine=EmbeddedEngine(weights),
        judge=judging.load(),
        bank=sprites.build(root),
        backdrops=backdrops.held_out(root),
        cache=ClipCache(root / "evaluation"),
        folder=folder,
        n=n,
        frames=frames,
        seconds=seconds,
        preview=preview,
    )


def run(on: Bench, names: list[str]) -> dict[str, Any]:
    """Run parts by name (all for none), writing the report after each. Raises KeyError."""
    report = read(on.folder, on.engine.fingerprint)
    settings, about, judge = on.settings, report.get("about", {}), judging.version()
    asked, judges = dict(about.get("asked", {})), dict(about.get("judges", {}))
    report["about"] = {
        "fingerprint": on.engine.fingerprint, "asked": asked,
        "judge": judge, "judges": judges,
        "settings": f"{settings.steps} steps, guidance {settings.guidance}, "
        f"strength {settings.layout_strength}",
    }  # fmt: skip
    for name, part in parts.chosen(names).items():
        log.info("measuring %s", name)
        report[name] = rounded(part(on))
        asked[name] = f"--scenes {on.n} --frames {on.frames}"
        judges[name] = judge
        write(report, on.folder)
    return report


def keep(name: str, values: dict[str, Any], folder: Path = FOLDER) -> dict[str, Any]:
    """Put one part that was measured elsewhere into the report, and return it rounded."""
    path = folder / "report.json"
    report: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    report[name] = rounded(values)
    write(report, folder)
    return dict(report[name])


def read(folder: Path, fingerprint: str) -> dict[str, Any]:
    """The report at `folder` if it speaks of the same weights, else an empty one."""
    path = folder / "report.json"
    if not path.exists():
        return {}
    report: dict[str, Any] = json.loads(path.read_text("utf-8"))
    same = report.get("about", {}).get("fingerprint") == fingerprint
    return report if same else {k: v for k, v in report.items() if k == "judge"}


def write(report: dict[str, Any], folder: Path) -> None:
    """report.json and report.md, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("report.json", json.dumps(report, indent=1, sort_keys=True) + "\n"),
        ("report.md", tables.markdown(report)),
    ):
        with published(folder / name) as part:
            part.write_text(text, "utf-8")


def rounded(values: Any) -> Any:
    """Numbers to four decimals, deep down."""
    if isinstance(values, dict):
        return {key: rounded(value) for key, value in values.items()}
    return round(values, 4) if isinstance(values, float) else values
