"""HTTP that obeys a watch: no read outlives the deadline, no address or header slips through.

Owns where bytes go (resolved once, checked, pinned), which headers leave, and how many bytes
come back. Does not know what a chat completion is.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote

import httpcore2
import httpx2

from core.errors import BadReply, ServerError, ServerUnreachable
from core.planner.settings import ClientLimits, ServerSettings
from core.planner.watch import SLICE_S, Watch

Resolve = Callable[[str, int], list[str]]
_SENT = frozenset(
    {b"host", b"accept", b"content-type", b"content-length", b"user-agent", b"transfer-encoding"}
)
_RAW_FACTOR = 8  # events carry a few hundred bytes around each token
_HEADER_BYTES = 64 * 1024


def resolve(host: str, port: int) -> list[str]:
    """Addresses of `host`, each once, in the system's order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether `address` is one of the open internet, also behind IPv4-in-IPv6 disguises."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in ipaddress.ip_network("64:ff9b::/96") or ip in ipaddress.ip_network("::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None and not is_public(str(inner)):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class _Stream(httpcore2.NetworkStream):
    """A socket whose every wait is short and asks the watch."""

    def __init__(self, inner: httpcore2.NetworkStream, watch: Watch) -> None:
        self._inner = inner
        self._watch = watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            self._watch.check()
            try:
                return self._inner.read(max_bytes, timeout=SLICE_S)
            except httpcore2.ReadTimeout:
                continue

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        raw = self._inner.get_extra_info("socket")
        rest = memoryview(buffer)
        while rest:
            self._watch.check()
            try:
                raw.settimeout(SLICE_S)
                rest = rest[raw.send(rest) :]
            except TimeoutError:
                continue
            except OSError as error:
                raise httpcore2.WriteError(str(error)) from error

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        limit = min(10.0, max(0.1, self._watch.remaining_s))
        secure = self._watch.run(
            lambda: self._inner.start_tls(ssl_context, server_hostname, limit), "planner-tls"
        )
        return _Stream(secure, self._watch)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore2.NetworkBackend):
    """Connects only to addresses that were checked."""

    def __init__(self, watch: Watch, public: bool, limits: ClientLimits, resolver: Resolve) -> None:
        self._watch = watch
        self._public = public
        self._limits = limits
        self._resolve = resolver

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        self._watch.check()
        return _Stream(self._watch.run(lambda: self._dial(host, port), "planner-dial"), self._watch)

    def _dial(self, host: str, port: int) -> httpcore2.NetworkStream:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise ServerUnreachable(
                f"no server is called {unquote(host)}: check the address ({_words(error)})"
            ) from None
        if self._public and not all(is_public(address) for address in addresses):
            raise ServerUnreachable(
                f"{host} is a private address, which this public studio does not call:"
                " give a server on the internet"
            )
        problem: Exception | None = None
        until = time.monotonic() + self._limits.connect_s
        for address in addresses[:8]:
            left = until - time.monotonic()
            if left <= 0:
                break
            try:
                return httpcore2.SyncBackend().connect_tcp(address, port, timeout=left)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout, OSError) as error:
                problem = error
        reason = _words(problem) if problem else "no address"
        raise ServerUnreachable(f"no server answers at {host}:{port} ({reason}): is it running?")


def _words(error: Exception) -> str:
    """What a network error says, without its number: "Connection refused"."""
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    said = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(error)
    return said or "no answer"


class _Body(httpx2.SyncByteStream):
    """A response's bytes, up to a limit."""

    def __init__(self, inner: Any, most: int) -> None:
        self._inner = inner
        self._most = most

    def __iter__(self) -> Iterator[bytes]:
        seen = 0
        for piece in self._inner:
            seen += len(piece)
            if seen > self._most:
                self.close()
                raise BadReply(
                    f"the reply is longer than {self._most // 1024} KiB and was cut:"
                    " is this address a language model's?"
                )
            yield piece

    def close(self) -> None:
        self._inner.close()


class Transport(httpx2.BaseTransport):
    """One connection, for one request, under one watch."""

    def __init__(
        self,
        settings: ServerSettings,
        limits: ClientLimits,
        watch: Watch,
        context: ssl.SSLContext,
        resolver: Resolve = resolve,
    ) -> None:
        self._settings = settings
        self._limits = limits
        backend = _Backend(watch, settings.public, limits, resolver)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=context, max_connections=1, network_backend=backend, retries=0
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=self._headers(request.headers.raw),
                content=request.stream,
            )
        )
        headers = httpx2.Headers(answer.headers)
        coding = headers.get("content-encoding", "identity").strip().casefold()
        if coding not in ("", "identity"):
            answer.close()
            raise ServerError(f"the server packs its reply as {coding[:20]}, unasked: refused")
        events = headers.get("content-type", "").startswith("text/event-stream")
        most = self._limits.reply_bytes * (_RAW_FACTOR if events else 1)
        return httpx2.Response(answer.status, headers=headers, stream=_Body(answer.stream, most))

    def _headers(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """What leaves: nothing that an environment variable slipped in, and our own key only."""
        kept = [(name, value) for name, value in headers if name.lower() in _SENT]
        own = {
            b"Accept-Encoding": "identity",
            b"Authorization": f"Bearer {self._settings.api_key}" if self._settings.api_key else "",
            b"OpenAI-Organization": self._settings.organisation or "",
            b"OpenAI-Project": self._settings.project or "",
        }
        return kept + [(name, value.encode()) for name, value in own.items() if value]

    def close(self) -> None:
        self._pool.close()
