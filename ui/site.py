"""The studio's own routes: media, pictures, opening files, news for open pages, health.

Everything but media and health needs the project's token as a bearer. Media names are secrets
by themselves. Answers are JSON; an error is `{"error": one line}`.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from core import limits
from core.errors import LimitError, VideoDirectorError
from ui import opening, rendering
from ui.desk import Desk
from ui.joins import Open
from ui.media import INLINE, TYPES
from ui.projects import Projects

log = logging.getLogger(__name__)

PING_S = 15.0
NEWS_KEPT = 256
UPLOADS = 6  # files that one client sends at once
TAKEN_APART = 2  # files that are decoded at once: a picture of 25 megapixels takes 300 MB

Handler = Callable[[Request], Awaitable[Response]]


def routes(projects: Projects, health: Callable[[], dict[str, Any]]) -> list[Route]:
    """Routes to put before those of Gradio."""
    site = Site(projects, health)
    return [
        Route("/media/{name}", _guarded(site.media), methods=["GET"]),
        Route("/studio/pictures", _guarded(site.pictures), methods=["POST"]),
        Route("/studio/open", _guarded(site.open), methods=["POST"]),
        Route("/studio/events", _guarded(site.events), methods=["GET"]),
        Route("/healthz", _guarded(site.health), methods=["GET"]),
    ]


class Site:
    """The handlers, and what they need."""

    def __init__(self, projects: Projects, health: Callable[[], dict[str, Any]]) -> None:
        self._projects = projects
        self._health = health
        self._uploads = Open(UPLOADS)
        self._taking_apart = asyncio.Semaphore(TAKEN_APART)

    async def media(self, request: Request) -> Response:
        name = request.path_params["name"]
        path = self._projects.tools.media.path(name)
        if path is None:
            return _error(404, "there is no such file")
        suffix = path.suffix.removeprefix(".")
        kind = "inline" if suffix in INLINE else "attachment"
        headers = {
            "Cache-Control": "private, max-age=31536000, immutable",
            "Content-Disposition": kind,
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        }
        return FileResponse(path, media_type=TYPES[suffix], headers=headers)

    async def pictures(self, request: Request) -> Response:
        desk = self._desk(request)
        if desk is None:
            return _unknown()
        async with self._upload(request, limits.IMAGE_BYTES) as data:
            if data is None:
                return _error(
                    413, f"the picture is over {limits.IMAGE_BYTES >> 20} MiB: make it smaller"
                )
            digest = await run_in_threadpool(opening.add_picture, desk, data)
        return JSONResponse({"digest": digest})

    async def open(self, request: Request) -> Response:
        desk = self._desk(request)
        if desk is None:
            return _unknown()
        async with self._upload(request, limits.ARCHIVE_PACKED_BYTES) as data:
            if data is None:
                size = limits.ARCHIVE_PACKED_BYTES >> 20
                return _error(413, f"the file is over {size} MiB: that is no project")
            await run_in_threadpool(opening.open_file, desk, data, request.headers.get("x-tab", ""))
        return JSONResponse({"revision": desk.session.history.revision})

    async def events(self, request: Request) -> Response:
        desk = self._desk(request)
        if desk is None:
            return _unknown()
        loop = asyncio.get_running_loop()
        news: asyncio.Queue[dict[str, Any]] = asyncio.Queue(NEWS_KEPT)

        def put(message: dict[str, Any]) -> None:
            if news.full():  # a slow page: it asks for the whole state when it hears "changed"
                news.get_nowait()
                message = {"kind": "changed", "tab": ""}
            news.put_nowait(message)

        leave = desk.listen(lambda message: loop.call_soon_threadsafe(put, message))
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(
            _stream(desk, news, leave), media_type="text/event-stream", headers=headers
        )

    async def health(self, request: Request) -> Response:
        state = self._health()
        return JSONResponse(state, status_code=200 if state["ok"] else 503)

    @asynccontextmanager
    async def _upload(self, request: Request, cap: int) -> AsyncIterator[bytes | None]:
        """The body, None when it is over `cap` bytes, with leave to take it apart.

        Raises:
            LimitError: this client sends too much at once.
        """
        client = request.client.host if request.client else ""
        try:
            if not self._uploads.enter(client):
                raise LimitError(f"{UPLOADS} files at once are the most: wait for them")
            data = await _body(request, cap)
            async with self._taking_apart:
                yield data
        finally:
            self._uploads.leave(client)

    def _desk(self, request: Request) -> Desk | None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return self._projects.find(token) if scheme.casefold() == "bearer" else None


async def _stream(
    desk: Desk, news: asyncio.Queue[dict[str, Any]], leave: Callable[[], None]
) -> AsyncIterator[bytes]:
    """News as server-sent events, an empty comment now and then, until the page goes."""
    try:
        yield _event({"kind": "progress", "work": await run_in_threadpool(rendering.work, desk)})
        while True:
            try:
                message = await asyncio.wait_for(news.get(), PING_S)
            except TimeoutError:
                yield b": still here\n\n"
            else:
                yield _event(message)
    finally:
        leave()


def _event(message: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(message, separators=(",", ":")).encode() + b"\n\n"


def _guarded(handler: Handler) -> Handler:
    """The edge: whatever goes wrong becomes one line, and a status that fits."""

    async def guarded(request: Request) -> Response:
        try:
            return await handler(request)
        except VideoDirectorError as error:
            return _error(400, str(error))
        except Exception:
            log.exception("a request failed")
            return _error(500, "the studio failed at this request: see its log")

    return guarded


async def _body(request: Request, cap: int) -> bytes | None:
    """The whole body, or None when it is over `cap` bytes."""
    parts, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > cap:
            return None
        parts.append(chunk)
    return b"".join(parts)


def _unknown() -> Response:
    return _error(401, "this project is not known here: reload the page")


def _error(status: int, line: str) -> Response:
    return JSONResponse({"error": line}, status_code=status)
