"""The questions of one plan: one wall clock, a count of requests, retries, the ladder's rung.

Owns when to ask again and in which form; `client` owns the connection.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from core.errors import BadReply, RateLimited, ServerError
from core.planner.failures import Again, Refused
from core.planner.ladder import Manners, adapted, response_format
from core.planner.stream import Completion, OnText, read_body
from core.planner.usage import Usage, tokens_in
from core.planner.watch import Watch

if TYPE_CHECKING:
    import openai

    from core.planner.client import Client

_log = logging.getLogger(__name__)
Message = dict[str, str]


class Conversation:
    """The questions of one plan."""

    def __init__(self, client: Client, watch: Watch) -> None:
        self._client = client
        self.watch = watch
        self.requests = 0
        self.usage = Usage()

    @property
    def left(self) -> int:
        """How many requests may still be sent."""
        return self._client.limits.requests - self.requests

    def ask(
        self,
        messages: Sequence[Message],
        name: str,
        schema: dict[str, Any],
        on_text: OnText | None = None,
        max_tokens: int | None = None,
    ) -> Completion:
        """The model's reply, after as many retries as the limits allow.

        Raises:
            PlannerError: one of its kinds for every failure.
            Cancelled: somebody asked to stop.
        """
        failures = 0
        manners = self._manners
        while True:
            self._count()
            try:
                completion = self._once(messages, name, schema, on_text, manners, max_tokens)
                self.learn(manners)
                return completion
            except Refused as refusal:
                other = adapted(manners, str(refusal))
                if other is None:
                    raise ServerError(f"the server refuses the request: {refusal}") from None
                manners = other
            except Again as again:
                failures += 1
                self._pause(again, failures)

    def _count(self) -> None:
        self.watch.check()
        if self.left <= 0:
            raise BadReply(
                f"after {self.requests} requests there is no plan: take another model, or the"
                " offline planner"
            )
        self.requests += 1

    def _pause(self, again: Again, failures: int) -> None:
        """Waits before the next try, or raises where waiting is not worth it."""
        limits = self._client.limits
        wait_s = again.wait_s
        if wait_s is None:
            wait_s = limits.backoff_s * 2 ** (failures - 1)
        elif wait_s > limits.longest_wait_s:
            raise RateLimited(
                f"{again.error}: it asks to wait {wait_s:,.0f} s, try again then"
            ) from None
        if failures > 3 or self.left <= 0 or wait_s >= self.watch.remaining_s:
            raise again.error from None
        _log.info("asking again in %.1f s: %s", wait_s, again.error)
        self.watch.sleep(wait_s)

    @property
    def _manners(self) -> Manners:
        settings = self._client.settings
        return self._client.ladder.manners(settings.base_url, settings.model)

    def learn(self, manners: Manners) -> None:
        """Remember how this server wants to be asked."""
        settings = self._client.settings
        self._client.ladder.learn(settings.base_url, settings.model, manners)

    def step_down(self) -> None:
        """The reply ignored its format: the next question stands one rung lower."""
        if (lower := self._manners.lower) is not None:
            self.learn(lower)

    def _once(
        self,
        messages: Sequence[Message],
        name: str,
        schema: dict[str, Any],
        on_text: OnText | None,
        manners: Manners,
        max_tokens: int | None,
    ) -> Completion:
        client = self._client
        request: dict[str, Any] = {
            "model": client.settings.model,
            "messages": list(messages),
            "stream": True,
            manners.token_field: max_tokens or client.limits.reply_tokens,
        }
        if manners.counts_stream:
            request["stream_options"] = {"include_usage": True}
        if client.settings.temperature is not None and manners.takes_temperature:
            request["temperature"] = client.settings.temperature
        if (form := response_format(manners.rung, name, schema)) is not None:
            request["response_format"] = form

        def work(api: openai.OpenAI) -> Completion:
            with api.chat.completions.with_streaming_response.create(**request) as answer:
                kind = answer.headers.get("content-type", "")
                return read_body(answer.iter_bytes(), kind, client.limits.reply_bytes, on_text)

        completion: Completion = client.guarded(self.watch, work)
        self._book(messages, completion)
        return completion

    def _book(self, messages: Sequence[Message], completion: Completion) -> None:
        used = completion.usage
        if used is None:
            sent = sum(tokens_in(message["content"]) for message in messages)
            used = Usage(sent, tokens_in(completion.text), estimated=True)
        used = Usage(used.input_tokens, used.output_tokens, 1, used.estimated)
        self.usage += used
        self._client.usage += used
