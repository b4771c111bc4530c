"""A chat server on loopback that misbehaves on purpose; counts and keeps what it was sent."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Handler = BaseHTTPRequestHandler
Answer = Callable[["Exchange"], None]


@dataclass
class Exchange:
    """One request and the means to answer it badly."""

    handler: Handler
    number: int  # from 1
    body: dict[str, Any]
    stop: threading.Event

    @property
    def rung(self) -> str:
        return str(self.body.get("response_format", {}).get("type", "prompt"))

    def send(
        self, status: int = 200, body: str | bytes = b"", kind: str = "application/json",
        **headers: str,
    ) -> None:  # fmt: skip
        data = body.encode() if isinstance(body, str) else body
        self.head(status, kind, Content_Length=str(len(data)), **headers)
        self.write(data)

    def head(self, status: int, kind: str, **headers: str) -> None:
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()

    def write(self, data: bytes) -> bool:
        try:
            self.handler.wfile.write(data)
            self.handler.wfile.flush()
        except OSError:
            return False
        return True

    def hang(self) -> None:
        self.stop.wait(30)

    def reply(self, text: str, finish: str = "stop", piece: int = 200, **delta: Any) -> None:
        """A well-made stream of `text`."""
        self.head(200, "text/event-stream")
        for at in range(0, len(text), piece):
            self.event({"choices": [{"index": 0, "delta": {"content": text[at : at + piece]}}]})
        self.event({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})
        self.event({"choices": [], "usage": {"prompt_tokens": 100, "completion_tokens": 50}})
        self.write(b"data: [DONE]\n\n")

    def event(self, value: object) -> bool:
        return self.write(b"data: " + json.dumps(value).encode() + b"\n\n")


@dataclass
class FaultServer:
    """What a test sees: the address, and every request."""

    url: str
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    sent: int = 0

    @property
    def requests(self) -> int:
        return len(self.bodies)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what these tests are about."""


@contextmanager
def fault_server(answer: Answer) -> Iterator[FaultServer]:
    """Serves `answer` for each request until the block ends."""
    stop = threading.Event()
    seen = FaultServer("")

    class _Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(size)
            self._exchange(json.loads(raw) if raw else {})

        def do_GET(self) -> None:
            self._exchange({})

        def _exchange(self, body: dict[str, Any]) -> None:
            seen.bodies.append(body)
            seen.headers.append({k.casefold(): v for k, v in self.headers.items()})
            seen.paths.append(self.path)
            with suppress(OSError):
                answer(Exchange(self, len(seen.bodies), body, stop))

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = _Server(("127.0.0.1", 0), _Handler)
    seen.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
        thread.join(2)


def drip(exchange: Exchange, byte: bytes = b" ", every_s: float = 0.02) -> None:
    """One byte at a time, for ever."""
    exchange.head(200, "text/event-stream")
    while not exchange.stop.is_set() and exchange.write(byte):
        time.sleep(every_s)
