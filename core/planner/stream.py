"""The body of a chat completion: streamed events or one JSON object, to text and a reason.

Owns every shape in which servers answer 200 without answering: HTML, an error object, no
choices, no content. Does not read the text: see `parse`.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from core.errors import BadReply, ModelRefused, RateLimited, ServerError
from core.planner.usage import Usage


@dataclass(slots=True)
class Completion:
    """What a model answered."""

    text: str = ""
    refusal: str = ""
    finish: str | None = None
    usage: Usage | None = None
    thought: bool = False  # it spent tokens on hidden reasoning
    pieces: list[str] = field(default_factory=list, repr=False)

    @property
    def cut(self) -> bool:
        """Whether the server stopped it for length."""
        return self.finish in ("length", "max_tokens")


OnText = Callable[[str], None]


def read_body(
    chunks: Iterable[bytes], content_type: str, most: int, on_text: OnText | None = None
) -> Completion:
    """The completion in `chunks`; `on_text` hears each new piece of text.

    Raises:
        ServerError: the body is no chat completion.
        ModelRefused: the model declined, in its own words.
        BadReply: it is longer than `most` bytes.
    """
    kind = content_type.partition(";")[0].strip().casefold()
    reader = _Reader(most, on_text)
    if kind == "text/event-stream":
        reader.events(chunks)
    else:
        reader.whole(b"".join(chunks), kind)
    completion = reader.completion
    completion.text = "".join(completion.pieces)
    if completion.refusal:
        raise ModelRefused(f"the model declined: {_line(completion.refusal)}")
    if completion.finish == "content_filter":
        raise ModelRefused("the server's content filter stopped the reply: word the prompt anew")
    if not completion.text.strip() and not completion.cut:
        raise ServerError("the model's reply is empty: try again, or take another model")
    return completion


def _line(text: str) -> str:
    return " ".join(text.split())[:500]


class _Reader:
    def __init__(self, most: int, on_text: OnText | None) -> None:
        self.completion = Completion()
        self._most = most
        self._size = 0
        self._on_text = on_text
        self._choices = False

    def events(self, chunks: Iterable[bytes]) -> None:
        """Server-sent events: `data:` lines of JSON until `[DONE]`."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        held = ""
        for chunk in chunks:
            held += decoder.decode(chunk)
            *lines, held = held.split("\n")
            if len(held) > self._most:
                raise self._too_long()
            for line in lines:
                if self._event(line):
                    return
        self._event(held)
        if not self._choices:
            raise ServerError("the server's stream held no choices: it is no chat completion")
        if self.completion.finish is None and not self.completion.pieces:
            raise ServerError("the server's stream ended before the model said anything")

    def _event(self, line: str) -> bool:
        """Takes one line; True at the end."""
        if not line.startswith("data:"):
            if line.startswith("{"):
                self.object(_json(line))
            return False
        data = line[5:].strip()
        if data == "[DONE]":
            return True
        if data:
            self.object(_json(data))
        return False

    def whole(self, body: bytes, kind: str) -> None:
        """A server that does not stream."""
        text = body.decode("utf-8", "replace").strip()
        if "html" in kind or text[:1] == "<":
            raise ServerError(
                "the server answered with a web page instead of a chat completion:"
                " does the address end in /v1?"
            )
        if text.startswith("data:"):
            return self.events([body])
        if not text:
            raise ServerError("the server answered with nothing: is this a chat server?")
        self.object(_json(text))
        if not self._choices:
            raise ServerError("the server's answer holds no choices: it is no chat completion")
        return None

    def object(self, value: object) -> None:
        """One chunk or one whole completion."""
        if not isinstance(value, dict):
            raise ServerError(f"the server answered {str(value)[:60]!r}, no chat completion")
        if value.get("error"):
            raise error_from(value["error"])
        if isinstance(usage := value.get("usage"), dict):
            self.completion.usage = _usage(usage)
        choices = value.get("choices")
        if not isinstance(choices, list) or not choices:
            return
        choice = choices[0]
        if not isinstance(choice, dict):
            raise ServerError("the server's first choice is no object: it is no chat completion")
        self._choices = True
        if isinstance(finish := choice.get("finish_reason"), str):
            self.completion.finish = finish
        message = choice.get("delta") or choice.get("message") or {}
        if isinstance(message, dict):
            self._message(message)

    def _message(self, message: dict[str, Any]) -> None:
        if isinstance(refusal := message.get("refusal"), str):
            self.completion.refusal += refusal[:2_000]
        if message.get("reasoning_content") or message.get("reasoning"):
            self.completion.thought = True
        content = message.get("content")
        if isinstance(content, list):  # content parts
            content = "".join(
                part.get("text", "") for part in content
                if isinstance(part, dict) and isinstance(part.get("text"), str)
            )  # fmt: skip
        if not isinstance(content, str) or not content:
            return
        self._size += len(content.encode("utf-8", "replace"))
        if self._size > self._most:
            raise self._too_long()
        self.completion.pieces.append(content)
        if self._on_text is not None:
            self._on_text(content)

    def _too_long(self) -> BadReply:
        return BadReply(f"the reply is longer than {self._most // 1024} KiB and was cut")


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ServerError(
            f"the server's answer is no JSON: it begins {_line(text)[:60]!r}"
        ) from None


def error_from(error: object) -> ServerError | RateLimited:
    """A typed error for a server's error object."""
    said = error.get("message", error) if isinstance(error, dict) else error
    code = str(error.get("code") or error.get("type") or "") if isinstance(error, dict) else ""
    if "rate_limit" in code or code == "429" or "quota" in code:
        return RateLimited(f"the server takes no more requests now: {_line(str(said))}")
    return ServerError(f"the server reports an error: {_line(str(said))}")


def _usage(usage: dict[str, Any]) -> Usage | None:
    told, wrote = usage.get("prompt_tokens"), usage.get("completion_tokens")
    if isinstance(told, int) and isinstance(wrote, int) and 0 <= told < 1e9 and 0 <= wrote < 1e9:
        return Usage(told, wrote)
    return None
