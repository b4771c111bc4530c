"""The gate in front of everything, as ASGI middleware.

Lets through only the routes that the studio uses, from its own pages or from programs (no
foreign `Origin`), with bodies under the caps, and puts security headers on what goes out.
Knows nothing about projects.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core import limits
from ui.bodies import depth, names_file, replayed, session_of, whole
from ui.edge import FAILED
from ui.joins import Joins, Open

log = logging.getLogger(__name__)

_OPEN = re.compile(
    r"/(|config/?|theme\.css|favicon\.ico|robots\.txt|manifest\.json|pwa_icon(/\d+)?|healthz"
    r"|assets/.+|static/.+|svelte/.+|media/[^/]+|studio/(pictures|open|events)"
    r"|gradio_api/(info/?|openapi\.json|app_id/?|user/?|login_check/?|startup-events|theme\.css"
    r"|heartbeat/\w+|queue/(join|data)|cancel|reset/?|run/\w+/?|api/\w+/?|call/.+))"
)
NAME_CHARS = 255
_FILE = "/gradio_api/file="
_BODIES = {
    "/studio/pictures": limits.IMAGE_BYTES + limits.KIB,
    "/studio/open": limits.ARCHIVE_PACKED_BYTES + limits.KIB,
}

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Gradio builds templates with Function() and styles inline
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:;"
    " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:;"
    " font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none';"
    " base-uri 'self'; form-action 'self'; frame-ancestors {ancestors}"
)


@dataclass(frozen=True)
class Rules:
    """What the gate holds to. `hosts`: names it answers to, None for any."""

    files: tuple[Path, ...]
    ancestors: str = "'self'"
    hosts: frozenset[str] | None = None
    behind_proxy: bool = False
    joins: Joins = field(default_factory=Joins)
    open: Open = field(default_factory=Open)


def loopback_hosts(host: str) -> frozenset[str] | None:
    """Names a laptop's own server answers to, so that no web page can reach it by another one."""
    own = {"127.0.0.1", "localhost", "[::1]", "::1"}
    return frozenset(own) if host in own else None


class Guard:
    """See the module."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":  # the studio uses none
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        client = self._client(scope, Headers(scope=scope))
        try:
            if not self._rules.open.enter(client):
                await _answer(send, 429, "too many requests of yours are open: close some pages")
                return
            # who asks, for all that comes after
            await self._let_in({**scope, "client": (client, 0)}, receive, send, client)
        finally:
            self._rules.open.leave(client)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send, client: str) -> None:
        headers, path = Headers(scope=scope), _path(scope)
        refusal = self._refusal(scope["method"], path, headers)
        if refusal is not None:
            await _answer(send, *refusal)
            return
        if scope["method"] == "POST" and path not in _BODIES:  # those read their own, token first
            body = await whole(receive, limits.JSON_BYTES)
            refusal = _too_big() if body is None else _body_refusal(body)
            if refusal is not None:
                await _answer(send, *refusal)
                return
            receive = replayed(body or b"", receive)
            if path.endswith("/queue/join") or "/gradio_api/call/" in path:
                await self._join(scope, receive, send, client, body or b"")
                return
        try:
            await self._pass_on(scope, receive, send)
        finally:
            self._read(scope, path)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """To the app; what it lets fail is answered in one line where nothing was answered yet."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, self._signed(noted))
        except Exception as error:  # the edge
            log.error("a request failed", exc_info=error)
            if begun:
                raise
            await _answer(send, 500, FAILED)

    def _refusal(self, method: str, path: str, headers: Headers) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if self._rules.hosts is not None and _name(host) not in self._rules.hosts:
            return 421, f"this studio does not answer to {host[:80]!r}: open it at 127.0.0.1"
        if not self._known(path):
            return 404, "there is nothing here"
        if method not in ("GET", "HEAD", "POST", "OPTIONS"):
            return 405, "this method is not used here"
        if headers.get("sec-fetch-site") == "cross-site" and method != "GET":
            return 403, "other sites may not use this studio"
        origin = headers.get("origin")
        if origin and urlsplit(origin).netloc != (headers.get("x-forwarded-host") or host):
            return 403, "other sites may not use this studio"
        declared = headers.get("content-length", "0")
        if not declared.isdigit() or int(declared) > _BODIES.get(path, limits.JSON_BYTES):
            return _too_big()
        return None

    def _known(self, path: str) -> bool:
        if max(map(len, path.split("/"))) > NAME_CHARS:  # longer than a disk can have
            return False
        if path.startswith(_FILE):
            return self._served(path.removeprefix(_FILE))
        return _OPEN.fullmatch(path) is not None

    def _served(self, name: str) -> bool:
        """Only below the folders of browser files and of finished API answers."""
        path = Path(unquote(name))
        if ".." in path.parts or not path.is_absolute():
            return False
        return any(path.is_relative_to(folder) for folder in self._rules.files)

    async def _join(
        self, scope: Scope, receive: Receive, send: Send, client: str, body: bytes
    ) -> None:
        key = session_of(body)
        if not self._rules.joins.enter(client, key):
            await _answer(
                send, 429, "this client has as many calls waiting as it may: read their results"
            )
            return
        await self._pass_on(scope, receive, send)

    def _read(self, scope: Scope, path: str) -> None:
        """A stream of results ended: its calls no longer count."""
        if path.endswith("/queue/data"):
            query = parse_qs(scope["query_string"].decode("latin-1"))
            self._rules.joins.leave(query.get("session_hash", [""])[0])
        elif "/gradio_api/call/" in path and scope["method"] == "GET":
            self._rules.joins.leave("")

    def _client(self, scope: Scope, headers: Headers) -> str:
        if self._rules.behind_proxy and "x-forwarded-for" in headers:
            return outermost(headers["x-forwarded-for"])
        return scope["client"][0] if scope.get("client") else "unknown"

    def _signed(self, send: Send) -> Send:
        policy = POLICY.format(ancestors=self._rules.ancestors)

        async def signed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Content-Security-Policy", policy)
            await send(message)

        return signed


def outermost(forwarded: str) -> str:
    """The address that the outermost proxy of ours saw: the last public one of the list.

    Proxies add the address that they saw at the end; what stands before is the client's own say.
    """
    named = [part.strip()[:64] for part in forwarded.split(",")]
    for name in reversed(named):
        try:
            if ipaddress.ip_address(name).is_global:
                return name
        except ValueError:
            continue
    return named[-1]


def _path(scope: Scope) -> str:
    path, root = scope["path"], scope.get("root_path", "").rstrip("/")
    return path.removeprefix(root) if root and path.startswith(root + "/") else path


def _name(host: str) -> str:
    return host.rpartition(":")[0] if re.search(r":\d+$", host) else host


def _body_refusal(body: bytes) -> tuple[int, str] | None:
    if depth(body) > limits.JSON_DEPTH:
        return 400, f"the request is nested deeper than {limits.JSON_DEPTH} levels"
    if names_file(body):
        return 403, "files are never named in requests: send their bytes to the studio's routes"
    return None


def _too_big() -> tuple[int, str]:
    return 413, f"the request is over {limits.JSON_BYTES >> 20} MiB"


async def _answer(send: Send, status: int, line: str) -> None:
    body = json.dumps({"error": line, "detail": line}).encode()
    headers: Iterable[tuple[bytes, bytes]] = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})
