"""Pages that remember their requests and errors, and servers to open them on."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI


@dataclass
class Watched:
    """A page, what it asked of its server since it was opened, and what went wrong in it."""

    page: Any
    requests: list[str] = field(default_factory=list)  # "METHOD url"
    errors: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.set_default_timeout(90_000)  # a starved machine is slow, not wrong
        self.page.on("request", lambda r: self.requests.append(f"{r.method} {r.url}"))
        self.page.on("response", self._answered)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("dialog", lambda d: (self.errors.append(f"dialog {d.message}"), d.dismiss()))
        self.page.on("console", self._said)

    def _answered(self, response: Any) -> None:
        # the browser itself asks for an icon at the root, also when the app is elsewhere
        if response.status >= 400 and not response.url.endswith("/favicon.ico"):
            self.errors.append(f"{response.status} {response.url}")

    def _said(self, message: Any) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.errors.append(message.text)

    @contextmanager
    def no_requests(self) -> Iterator[None]:
        """Nothing may be asked of any server inside."""
        before = len(self.requests)
        yield
        asked = [r for r in self.requests[before:] if "heartbeat" not in r]
        assert asked == []


@contextmanager
def serving(blocks: gr.Blocks, prefix: str = "", **mount: Any) -> Iterator[str]:
    """The app on a free port, under a path prefix; its address without the last slash."""
    app = gr.mount_gradio_app(FastAPI(), blocks, path=prefix or "/", **mount)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=port,
        log_level="critical",
        ws="none",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the server did not start"
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}{prefix}"
    finally:
        server.should_exit = True
        thread.join(10)
