"""Bodies of requests as the gate reads them: whole under a cap, and what stands in them.

Everything here takes time in proportion to the body, whatever is in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from starlette.types import Message, Receive

from core import limits

# a string is taken to its end or to the end of the text, and never looked at twice
_TOKEN = re.compile(rb'(?s:"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}])')
_ESCAPED = b"\\u"
_FILE_DATA = re.compile(rb'"_type"\s*+:\s*+"gradio\.')


async def whole(receive: Receive, cap: int) -> bytes | None:
    """The body, or None when it is over `cap` bytes."""
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


def replayed(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives a body that was read already, then goes on as before."""
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def depth(body: bytes) -> int:
    """How deep a JSON text is nested, up to one more than is allowed; strings do not count."""
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


def names_file(body: bytes) -> bool:
    """Does this body, of a depth that is allowed, name a file the way that Gradio's pages do?"""
    if _ESCAPED not in body:
        return _FILE_DATA.search(body) is not None
    return any(
        str(found.get("_type", "")).startswith("gradio.") for found in _objects(parsed(body))
    )


def session_of(body: bytes) -> str:
    """The session hash that a call names, or nothing."""
    value = parsed(body)
    found = value.get("session_hash") if isinstance(value, dict) else None
    return found[:100] if isinstance(found, str) else ""


def parsed(body: bytes) -> Any:
    """The value of a JSON text, or None."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
