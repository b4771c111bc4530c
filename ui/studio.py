"""The studio: builds the page, puts the gate before it, runs the server until told to stop."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder
from starlette.middleware import Middleware

from core import limits
from core.errors import InputError
from core.render.engine import lent_engine, load_engine
from core.render.jobs import RenderService
from ui import logs, samples
from ui.allowances import Allowances
from ui.api import add_api, sweep_files
from ui.autosave import Autosave
from ui.desk import Tools
from ui.edge import HANDLERS
from ui.engine import EngineWatch
from ui.folders import data_folder
from ui.guard import Guard, Rules, loopback_hosts
from ui.joins import Joins, Open
from ui.media import Media
from ui.modes import Mode, chosen
from ui.page import Page
from ui.panel import published
from ui.planners import Planners, from_environment
from ui.projects import Projects
from ui.site import routes
from ui.theme import head, theme

log = logging.getLogger(__name__)

SWEEP_S = 3600.0
API_FILES_KEPT_S = 3600


@dataclass(frozen=True)
class Config:
    """How to run.

    `data`: where projects and media are kept; None for the user's data folder.
    `sample_folder`: the folder of finished storyboards whose first one a new project shows.
    """

    engine: str = "embedded"
    host: str = "127.0.0.1"
    port: int = 7860
    public: bool | None = None
    data: Path | None = None
    root_path: str | None = None
    sample_folder: Path = samples.FOLDER

    @property
    def folder(self) -> Path:
        return self.data or data_folder()

    @property
    def mode(self) -> Mode:
        return chosen(self.public)


@dataclass(frozen=True)
class Studio:
    """A studio that is built: its page, and what must be put around it."""

    blocks: gr.Blocks
    projects: Projects
    service: RenderService
    engine: EngineWatch
    config: Config

    def app_kwargs(self) -> dict[str, Any]:
        """Routes and the gate, for `launch` and for `gr.mount_gradio_app` alike."""
        mode = self.config.mode
        rules = Rules(
            files=(published().folder, *_editor_folders(), Path(get_upload_folder()).resolve()),
            ancestors="'self' https://huggingface.co" if mode.public else "'self'",
            hosts=None if mode.public else loopback_hosts(self.config.host),
            behind_proxy=mode.public,
            joins=Joins(mode.joins_per_client),
            open=Open(mode.open_per_client),
        )
        return {
            "routes": routes(self.projects, self.health),
            "middleware": [Middleware(Guard, rules=rules)],
            "exception_handlers": dict(HANDLERS),
            "docs_url": None,
            "redoc_url": None,
            "openapi_url": None,
        }

    def health(self) -> dict[str, Any]:
        """Whether it can do its work, without a word about whose."""
        free = shutil.disk_usage(_existing(self.config.folder)).free
        return {
            "ok": self.engine.error is None and free > limits.DISK_FREE_BYTES // 4,
            "engine": "failed" if self.engine.error else "ready" if self.engine.info else "loading",
            "mode": self.config.mode.name,
            "disk_free_mib": free // limits.MIB,
        }

    def close(self) -> None:
        """Stop rendering (it goes on at the next start) and write down what is not yet."""
        self.projects.tools.closing.set()
        self.service.close()
        self.projects.close()
        self.projects.tools.pool.shutdown(wait=False, cancel_futures=True)


def assemble(
    config: Config, service: RenderService | None = None, planners: Planners | None = None
) -> Studio:
    """A studio with its folders, service and page; nothing listens yet."""
    mode, folder = config.mode, config.folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if service is None:
        lent = lent_engine(config.engine)
        service = RenderService(
            partial(load_engine, config.engine) if lent is None else lambda: lent,
            folder / "clips",
            folder / "journal.sqlite",
            public=mode.public,
            isolate=lent is None,  # a lent GPU comes with a process of its own
        )
    tools = Tools(
        mode,
        service,
        Autosave(folder / "projects"),
        Media(folder / "media", mode.project_disk_bytes),
        planners or from_environment(public=mode.public),
        ThreadPoolExecutor(4, thread_name_prefix="desk"),
        Allowances(mode),
    )
    projects = Projects(tools, samples.open_sample(tools, config.sample_folder))
    engine = EngineWatch(service.engine_info)
    return Studio(_page(projects, engine), projects, service, engine, config)


def build(service: RenderService, config: Config) -> gr.Blocks:
    """The page alone, over a render service."""
    return assemble(config, service).blocks


def _page(projects: Projects, engine: EngineWatch) -> gr.Blocks:
    with gr.Blocks(
        title="VideoDirector Studio",
        fill_width=True,
        analytics_enabled=False,
        delete_cache=(API_FILES_KEPT_S, API_FILES_KEPT_S),
    ) as blocks:
        Page(projects, engine).lay_out(blocks)
        add_api(projects)
    return blocks


def main(
    host: str = "127.0.0.1",
    port: int = 7860,
    public: bool | None = None,
    engine: str = "embedded",
    data: Path | None = None,
) -> None:
    """Run the studio and say where it is. Raises as `launch`."""
    config = Config(engine, host_for(host), port, public, data)
    launch(config, lambda url: _say(f"VideoDirector Studio is open at {url} (Ctrl-C stops it)"))


def launch(
    config: Config,
    ready: Callable[[str], None] = lambda url: None,
    service: RenderService | None = None,
) -> None:
    """Serve the studio until SIGINT or SIGTERM. `ready` is called with its address.

    An engine that cannot load is told on the page; editing works without it.

    Raises:
        InputError: the port is taken.
    """
    logs.set_up()
    studio = assemble(config, service)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        url = serve(studio)
    except OSError as error:
        studio.close()
        raise InputError(
            f"port {config.port} on {config.host} cannot be used: give another with --port"
        ) from error
    studio.engine.start(lambda: tell_all(studio.projects))
    ready(url)
    log.info("open in %s mode with %s", config.mode.name, config.engine)
    while not stop.wait(SWEEP_S):
        studio.projects.sweep()
        sweep_files(API_FILES_KEPT_S)
    studio.close()
    studio.blocks.close(verbose=False)
    log.info("closed")


def serve(studio: Studio) -> str:
    """Start the server in the background; returns its address."""
    config = studio.config
    studio.blocks.queue(max_size=2 * limits.RENDER_QUEUE, default_concurrency_limit=4)
    _, url, _ = studio.blocks.launch(
        server_name=config.host,
        server_port=config.port,
        root_path=config.root_path,
        prevent_thread_lock=True,
        quiet=True,
        ssr_mode=False,
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
        theme=theme(),
        head=head(),
        max_file_size=limits.JSON_BYTES,
        app_kwargs=studio.app_kwargs(),
    )
    return url


def tell_all(projects: Projects) -> None:
    """Every open page asks for its state anew."""
    for desk in projects.desks:
        desk.tell({"kind": "changed", "tab": ""})


def host_for(host: str, environment: Mapping[str, str] | None = None) -> str:
    """On a Space the world comes in through a proxy; elsewhere what was asked for."""
    values = os.environ if environment is None else environment
    return "0.0.0.0" if "SPACE_ID" in values and host == "127.0.0.1" else host


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _editor_folders() -> tuple[Path, ...]:
    from ui.box_editor.component import WEB
    from ui.static import publish

    return (publish(WEB).folder,)


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)
