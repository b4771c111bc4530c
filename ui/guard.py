"""The gate in front of everything, as ASGI middleware.

Lets through only the routes that the studio uses, from its own pages or from programs (no
foreign `Origin`), with bodies under the caps, and puts security headers on what goes out.
Knows nothing about projects.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core import limits
from ui.joins import Joins

_OPEN = re.compile(
    r"/(|config/?|theme\.css|favicon\.ico|robots\.txt|manifest\.json|pwa_icon(/\d+)?|healthz"
    r"|assets/.+|static/.+|svelte/.+|media/[^/]+|studio/(pictures|open|events)"
    r"|gradio_api/(info/?|openapi\.json|app_id/?|user/?|login_check/?|startup-events|theme\.css"
    r"|heartbeat/\w+|queue/(join|data)|cancel|reset/?|run/\w+/?|api/\w+/?|call/.+))"
)
_FILE = "/gradio_api/file="
_BODIES = {
    "/studio/pictures": limits.IMAGE_BYTES + limits.KIB,
    "/studio/open": limits.ARCHIVE_PACKED_BYTES + limits.KIB,
}
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]')
_FILE_DATA = re.compile(rb'"_type"\s*:\s*"gradio\.')

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
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers, path = Headers(scope=scope), _path(scope)
        refusal = self._refusal(scope["method"], path, headers)
        if refusal is not None:
            await _answer(send, *refusal)
            return
        if scope["method"] == "POST":
            body = await _whole(receive, _BODIES.get(path, limits.JSON_BYTES))
            refusal = _too_big() if body is None else self._body_refusal(path, body)
            if refusal is not None:
                await _answer(send, *refusal)
                return
            receive = _replayed(body or b"", receive)
            client = self._client(scope, headers)
            if path.endswith("/queue/join") or "/gradio_api/call/" in path:
                await self._join(scope, receive, self._signed(send), client, body or b"")
                return
        try:
            await self._app(scope, receive, self._signed(send))
        finally:
            self._read(scope, path)

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
        if path.startswith(_FILE):
            return self._served(path.removeprefix(_FILE))
        return _OPEN.fullmatch(path) is not None

    def _served(self, name: str) -> bool:
        """Only below the folders of browser files and of finished API answers."""
        path = Path(unquote(name))
        if ".." in path.parts or not path.is_absolute():
            return False
        return any(path.is_relative_to(folder) for folder in self._rules.files)

    def _body_refusal(self, path: str, body: bytes) -> tuple[int, str] | None:
        if path in _BODIES:
            return None
        if depth(body) > limits.JSON_DEPTH:
            return 400, f"the request is nested deeper than {limits.JSON_DEPTH} levels"
        if _FILE_DATA.search(body):
            return 403, "files are never named in requests: send their bytes to the studio's routes"
        return None

    async def _join(
        self, scope: Scope, receive: Receive, send: Send, client: str, body: bytes
    ) -> None:
        key = session_of(body)
        if not self._rules.joins.enter(client, key):
            await _answer(
                send, 429, "this client has as many calls waiting as it may: read their results"
            )
            return
        await self._app(scope, receive, send)

    def _read(self, scope: Scope, path: str) -> None:
        """A stream of results ended: its calls no longer count."""
        if path.endswith("/queue/data"):
            query = parse_qs(scope["query_string"].decode("latin-1"))
            self._rules.joins.leave(query.get("session_hash", [""])[0])
        elif "/gradio_api/call/" in path and scope["method"] == "GET":
            self._rules.joins.leave("")

    def _client(self, scope: Scope, headers: Headers) -> str:
        if self._rules.behind_proxy and "x-forwarded-for" in headers:
            return headers["x-forwarded-for"].split(",")[-1].strip()
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


def depth(body: bytes) -> int:
    """How deep a JSON text is nested; strings do not count."""
    level = deepest = 0
    for match in _TOKEN.finditer(body):
        first = match.group()[:1]
        if first in (b"[", b"{"):
            level += 1
            deepest = max(deepest, level)
            if deepest > limits.JSON_DEPTH:
                break
        elif first in (b"]", b"}"):
            level -= 1
    return deepest


def session_of(body: bytes) -> str:
    """The session hash that a call names, or nothing."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    found = value.get("session_hash") if isinstance(value, dict) else None
    return found[:100] if isinstance(found, str) else ""


def _path(scope: Scope) -> str:
    path, root = scope["path"], scope.get("root_path", "").rstrip("/")
    return path.removeprefix(root) if root and path.startswith(root + "/") else path


def _name(host: str) -> str:
    return host.rpartition(":")[0] if re.search(r":\d+$", host) else host


def _too_big() -> tuple[int, str]:
    return 413, f"the request is over {limits.JSON_BYTES >> 20} MiB"


async def _whole(receive: Receive, cap: int) -> bytes | None:
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        part = message.get("body", b"")
        size += len(part)
        if size > cap:
            return None
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)


def _replayed(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


async def _answer(send: Send, status: int, line: str) -> None:
    body = json.dumps({"error": line, "detail": line}).encode()
    headers: Iterable[tuple[bytes, bytes]] = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})
