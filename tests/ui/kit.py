"""A studio for tests: the real thing over a stub engine, and programs that speak its page's way."""

from __future__ import annotations

import asyncio
import io
import itertools
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import httpx
import numpy as np
from PIL import Image

from core.render.jobs import RenderService
from core.render.results import ServiceLimits
from tests.browser.pages import serving
from tests.stub_engine import StubEngine
from ui import actions
from ui.desk import Desk
from ui.planners import Planners
from ui.studio import Config, Studio, assemble
from ui.theme import head, theme

PROMPT = "A dog runs from left to right across a meadow. Then the dog meets a cat on the beach."


@dataclass(frozen=True)
class Made:
    """Makes the stub engine; picklable, as services want it."""

    step_s: float = 0.0

    def __call__(self) -> StubEngine:
        return StubEngine(step_s=self.step_s)


def make_service(
    folder: Path, step_s: float = 0.0, public: bool = False, **caps: Any
) -> RenderService:
    """A render service that asks for no free disk and renders in this process."""
    limits = ServiceLimits(disk_free_bytes=0, **caps)
    return RenderService(
        Made(step_s), folder / "clips", folder / "journal.sqlite", limits, public, isolate=False
    )


@contextmanager
def studio_in(
    folder: Path,
    step_s: float = 0.0,
    public: bool = False,
    planners: Planners | None = None,
    samples: Path | None = None,
    **caps: Any,
) -> Iterator[Studio]:
    """A studio whose data lie in `folder`; closed at the end. Without samples, unless given."""
    service = make_service(folder, step_s, public, **caps)
    config = Config(data=folder, public=public, sample_folder=samples or folder / "no-samples")
    studio = in_a_loop(lambda: assemble(config, service, planners or Planners()))
    studio.engine.info = service.engine_info()
    try:
        yield studio
    finally:
        studio.close()


def in_a_loop(work: Callable[[], Any]) -> Any:
    """Do it while an event loop runs: else Gradio makes loops of its own and never closes them."""

    async def within() -> Any:
        return work()

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(within())
    return work()


@contextmanager
def served(studio: Studio, prefix: str = "") -> Iterator[str]:
    """The studio on a free port, with its gate and routes; its address."""
    in_a_loop(lambda: studio.blocks.queue(max_size=32, default_concurrency_limit=4))
    server = serving(
        studio.blocks, prefix, app_kwargs=studio.app_kwargs(), theme=theme(), head=head(),
        enable_monitoring=False, run_history=False, ssr_mode=False,
    )  # fmt: skip
    url = in_a_loop(server.__enter__)
    try:
        yield url
    finally:
        server.__exit__(None, None, None)


def wait_for(what: Callable[[], Any], timeout_s: float = 30.0) -> Any:
    """The first true answer of `what`."""
    deadline = time.monotonic() + timeout_s
    while not (answer := what()):
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)
    return answer


def act(desk: Desk, kind: str, tab: str = "tab", seen: int | None = None, **fields: Any) -> None:
    """An action as the page sends it."""
    revision = desk.session.history.revision if seen is None else seen
    desk.act(actions.parse({"kind": kind, **fields}), tab, revision)


def idle(desk: Desk) -> bool:
    """Nothing is planned, rendered or written."""
    session = desk.session
    return not (session.orders or session.planning or session.exporting)


def render_film(desk: Desk) -> None:
    """Render the film and wait for it."""
    act(desk, "render", what="film")
    wait_for(lambda: idle(desk) and desk.session.film is not None)


def picture(
    colour: str = "#b5651d", size: tuple[int, int] = (120, 90), kind: str = "JPEG"
) -> bytes:
    """A small picture file: a disc on a plain ground."""
    width, height = size
    y, x = np.mgrid[:height, :width]
    inside = (x - width / 2) ** 2 + (y - height / 2) ** 2 < (min(size) / 3) ** 2
    ground = np.asarray(Image.new("RGB", size, "#dfe6ee"))
    disc = np.asarray(Image.new("RGB", size, colour))
    buffer = io.BytesIO()
    Image.fromarray(np.where(inside[..., None], disc, ground).astype(np.uint8)).save(buffer, kind)
    return buffer.getvalue()


@dataclass
class Visitor:
    """A page without a browser: the same requests, over HTTP."""

    url: str
    client: httpx.Client
    token: str = ""
    tab: str = "visitor"
    seen: int = 0
    views: dict[str, Any] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    _names: ClassVar[Iterator[int]] = itertools.count()
    open_clients: ClassVar[list[httpx.Client]] = []

    @classmethod
    def at(cls, url: str, token: str = "") -> Visitor:
        """A visitor with a page open."""
        visitor = cls(url, httpx.Client(timeout=60), token, tab=f"visitor{next(cls._names)}")
        cls.open_clients.append(visitor.client)
        visitor.config = visitor.client.get(f"{url}/config").json()
        visitor.open()
        return visitor

    def open(self) -> None:
        """Open or refresh the page."""
        self.take(self.call(self._function("load"), [self.link]))

    def act(self, kind: str, **fields: Any) -> httpx.Response:
        """Do something in a panel."""
        response = self.call(self._function("act"), [self.link], {"kind": kind, **fields})
        self.take(response)
        return response

    def take(self, response: httpx.Response) -> None:
        """Remember what the page would show."""
        if response.status_code != 200:
            return
        names = ("top", "scenes", "editor", "player", "cast", "render", "export")
        for name, value in zip(names, response.json()["data"], strict=True):
            if isinstance(value, str):  # a panel's view; the editor's is a dict
                self.views[name] = json.loads(value)
            elif isinstance(value, dict) and "__type__" not in value:
                self.views[name] = value
        top = self.views["top"]
        self.token, self.seen = top["token"], top["revision"]

    @property
    def link(self) -> str:
        return json.dumps({"token": self.token, "tab": self.tab, "seen": self.seen})

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "X-Tab": self.tab}

    def call(self, function: int, data: list[Any], event: Any = None) -> httpx.Response:
        """A Gradio event that does not queue."""
        body = {
            "fn_index": function, "data": data, "event_data": event,
            "session_hash": self.tab, "trigger_id": None,
        }  # fmt: skip
        return self.client.post(f"{self.url}/gradio_api/run/predict", json=body)

    def _function(self, event: str) -> int:
        for dependency in self.config["dependencies"]:
            if any(target[1] == event for target in dependency["targets"]):
                return int(dependency["id"])
        raise AssertionError(f"the page has no event {event}")
