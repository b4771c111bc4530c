"""A deadline and a wish to stop, asked often. Owns waiting that ends early; no sockets."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from core.errors import Cancelled, ServerTimeout

T = TypeVar("T")
SLICE_S = 0.1  # how long anything may block before the watch is asked again


class Watch:
    """One wall clock for everything that a plan does on the network."""

    def __init__(self, limit_s: float, cancelled: Callable[[], bool] | None = None) -> None:
        self._limit_s = limit_s
        self._end = time.monotonic() + limit_s
        self._cancelled = cancelled

    @property
    def remaining_s(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self._end - time.monotonic())

    def check(self) -> None:
        """Returns while work may go on.

        Raises:
            Cancelled: somebody asked to stop.
            ServerTimeout: the wall clock has run out.
        """
        if self._cancelled is not None and self._cancelled():
            raise Cancelled("planning was stopped")
        if time.monotonic() >= self._end:
            raise ServerTimeout(
                f"the language model did not finish within {self._limit_s:g} s:"
                " ask for fewer scenes, or take a faster model"
            )

    def sleep(self, seconds: float) -> None:
        """Waits, in slices. Raises as `check` does."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.check()
            time.sleep(min(left, SLICE_S))
        self.check()

    def run(self, work: Callable[[], T], name: str) -> T:
        """`work` in a thread of its own, left behind when the watch ends; it must end by itself.

        Raises:
            Cancelled, ServerTimeout: as `check` does; or whatever `work` raises.
        """
        done = threading.Event()
        result: list[T] = []
        failure: list[BaseException] = []

        def body() -> None:
            try:
                result.append(work())
            except BaseException as error:
                failure.append(error)
            finally:
                done.set()

        threading.Thread(target=body, name=name, daemon=True).start()
        while not done.wait(SLICE_S):
            self.check()
        if failure:
            raise failure[0]
        return result[0]
