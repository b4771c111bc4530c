"""What an HTTP failure means: try again, ask in another form, or give up with a reason.

Owns the words for statuses and the reading of Retry-After.
"""

from __future__ import annotations

import email.utils
import time
from typing import TYPE_CHECKING, Any

from core.errors import PlannerError, RateLimited, ServerError, ServerUnreachable

if TYPE_CHECKING:
    import openai


class Refused(Exception):
    """A 400: the server does not take the request in this form."""


class Again(Exception):
    """Worth another try after `wait_s`; `error` if there is none."""

    def __init__(self, error: PlannerError, wait_s: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait_s = wait_s


def failure(error: openai.APIStatusError, said: str, model: str) -> Exception:
    """The exception for an HTTP status; `said` is what the server wrote, without the key."""
    code = error.status_code
    wait_s = retry_after(error.response.headers)
    if code == 429:
        if "insufficient_quota" in said or ("quota" in said.casefold() and wait_s is None):
            return RateLimited(f"the server's quota is used up: {said}")
        return Again(RateLimited(f"the server is asked too often: {said}"), wait_s)
    if code in (400, 422):
        return Refused(said)
    if code in (408, 409, 425) or code >= 500:
        return Again(ServerError(f"the server failed with status {code}: {said}"), wait_s)
    if code in (401, 403):
        return ServerError(f"the server refuses the API key (status {code}): {said}")
    if code == 404:
        return ServerError(
            f"the server has no such address or model (status 404): {said};"
            f" is {model!r} its name, and does the address end in /v1?"
        )
    if 300 <= code < 400:
        return ServerUnreachable(
            f"the server redirects elsewhere (status {code}): give its real address"
        )
    return ServerError(f"the server answered with status {code}: {said}")


def message_of(error: openai.APIStatusError) -> str:
    body = error.body
    if isinstance(body, dict):
        inner = body.get("error", body)
        said = inner.get("message") if isinstance(inner, dict) else inner
        code = inner.get("code") if isinstance(inner, dict) else None
        if said:
            return f"{said} [{code}]" if code else str(said)
    return str(body)[:400] if body else "no reason given"


def retry_after(headers: Any) -> float | None:
    """Seconds that the server asks to wait, from either form of the header."""
    text = str(headers.get("retry-after-ms", "")).strip()
    if text.replace(".", "", 1).isdigit():
        return float(text) / 1000
    text = str(headers.get("retry-after", "")).strip()
    if text.replace(".", "", 1).isdigit() and len(text) < 12:
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return max(0.0, moment.timestamp() - time.time())
