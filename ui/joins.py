"""How many API calls a client may have waiting: those whose results nobody reads stay counted."""

from __future__ import annotations

import threading
import time

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
