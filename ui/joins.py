"""How much a client may have going on at once: requests that are open, API calls that wait.

A call whose results nobody reads stays counted. Clients are network addresses.
"""

from __future__ import annotations

import threading
import time
from collections import Counter

UNREAD_S = 30.0  # a call whose results nobody came for is forgotten after this


class Joins:
    """Counts calls by client. `allowed`: how many at once; None for any number."""

    def __init__(self, allowed: int | None = None) -> None:
        self._allowed = allowed
        self._open: dict[str, list[tuple[str, float]]] = {}  # client -> (session hash, since)
        self._lock = threading.Lock()

    def enter(self, client: str, key: str) -> bool:
        """Count one more call; False when the client has too many."""
        if self._allowed is None:
            return True
        now = time.monotonic()
        with self._lock:
            calls = [call for call in self._open.get(client, []) if now - call[1] < UNREAD_S]
            accepted = len(calls) < self._allowed
            if accepted:
                calls.append((key, now))
            self._open[client] = calls
            for other in [c for c, found in self._open.items() if not found]:
                del self._open[other]
        return accepted

    def leave(self, key: str) -> None:
        """The results of the calls under this session hash were read."""
        with self._lock:
            for client, calls in self._open.items():
                self._open[client] = [call for call in calls if call[0] != key]


class Open:
    """Counts requests that are open, streams among them. `allowed`: None for any number."""

    def __init__(self, allowed: int | None = None) -> None:
        self._allowed = allowed
        self._open: Counter[str] = Counter()  # the event loop's alone: no lock

    def enter(self, client: str) -> bool:
        """Count one more; False when the client has too many. Each one that enters leaves."""
        self._open[client] += 1
        return self._allowed is None or self._open[client] <= self._allowed

    def leave(self, client: str) -> None:
        """A request is over."""
        self._open[client] -= 1
        if self._open[client] <= 0:
            del self._open[client]
