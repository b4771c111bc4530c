"""What strangers hear when a request is not what an endpoint takes, or fails: one line of ours.

Gradio's own answers repeat the request (a large one takes the server ten seconds to write out),
or are plain text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import JSONResponse

FAILED = "the studio failed at this request: see its log"
NOT_TAKEN = "this is not what the endpoint takes: see /gradio_api/info"


async def _not_taken(request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"error": NOT_TAKEN, "detail": NOT_TAKEN}, status_code=422)


HANDLERS: dict[Any, Callable[..., Any]] = {RequestValidationError: _not_taken}
