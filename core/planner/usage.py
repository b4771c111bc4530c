"""Tokens and money: an estimate before, the count after, and a budget for public studios.

Owns no tokenizer: four characters a token is near enough for English, and it says "about".
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from core import limits
from core.errors import LimitError

HOUR_S = 3_600.0


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens sent and received; `estimated` where a server did not count."""

    input_tokens: int = 0
    output_tokens: int = 0
    requests: int = 0
    estimated: bool = False

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.requests + other.requests,
            self.estimated or other.estimated,
        )

    def cost(self, input_price: float | None, output_price: float | None) -> float | None:
        """Money at prices for a million tokens; None where a price is not known."""
        if input_price is None or output_price is None:
            return None
        return (self.input_tokens * input_price + self.output_tokens * output_price) / 1e6

    def words(self, input_price: float | None = None, output_price: float | None = None) -> str:
        """One line for a person, e.g. "about 3,100 tokens sent and 2,400 received"."""
        about = "about " if self.estimated else ""
        line = f"{about}{self.input_tokens:,} tokens sent and {self.output_tokens:,} received"
        if self.requests:
            line += f" in {self.requests} request{'s' if self.requests > 1 else ''}"
        cost = self.cost(input_price, output_price)
        return line if cost is None else f"{line}, {about}{cost:.4f} at your prices"


def tokens_in(text: str) -> int:
    """About how many tokens `text` has: more for scripts that tokenizers split finely."""
    ascii_only = sum(1 for c in text if c.isascii())
    return -(-ascii_only // 4) + (len(text) - ascii_only)


class PlanBudget:
    """At most so many plans an hour, of one project or one address. Thread-safe.

    `rule` and `remedy` word the refusal, for a budget of something else than plans.
    """

    def __init__(
        self,
        per_hour: int = limits.PUBLIC_PLANS_PER_HOUR,
        clock: Callable[[], float] = time.monotonic,
        rule: str = "plans an hour is the most here",
        remedy: str = ", or take the offline planner",
    ) -> None:
        self._per_hour = per_hour
        self._clock = clock
        self._rule = rule
        self._remedy = remedy
        self._taken: deque[float] = deque()
        self._lock = threading.Lock()

    @property
    def untouched(self) -> bool:
        """Whether nothing of this hour's is used."""
        with self._lock:
            self._forget(self._clock())
            return not self._taken

    def check(self) -> None:
        """Counts nothing. Raises as `take` would."""
        with self._lock:
            self._check(self._clock())

    def take(self) -> None:
        """Counts one plan.

        Raises:
            LimitError: the hour's plans are used up; the message says when the next is free.
        """
        with self._lock:
            now = self._clock()
            self._check(now)
            self._taken.append(now)

    def _check(self, now: float) -> None:
        self._forget(now)
        if len(self._taken) >= self._per_hour:
            wait_s = self._taken[0] + HOUR_S - now
            raise LimitError(
                f"{self._per_hour} {self._rule}: the next is free in"
                f" {max(1, round(wait_s / 60))} min{self._remedy}"
            )

    def _forget(self, now: float) -> None:
        while self._taken and self._taken[0] <= now - HOUR_S:
            self._taken.popleft()
