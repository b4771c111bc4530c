"""What each server was found to understand: strict schemas, JSON mode, or words only.

Owns the memory of it, per server and model, and how a request is phrased on each rung.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import Any, Literal

Rung = Literal["json_schema", "json_object", "prompt"]
REMEMBERED = 512  # models of servers; strangers of a public studio may name any number
RUNGS: tuple[Rung, ...] = ("json_schema", "json_object", "prompt")


@dataclass(frozen=True, slots=True)
class Manners:
    """How to speak to one model on one server."""

    rung: Rung = "json_schema"
    token_field: str = "max_tokens"
    counts_stream: bool = True  # takes stream_options
    takes_temperature: bool = True

    @property
    def lower(self) -> Manners | None:
        """One rung down, or None on the last."""
        at = RUNGS.index(self.rung)
        return replace(self, rung=RUNGS[at + 1]) if at + 1 < len(RUNGS) else None


class Ladder:
    """Manners by server and model, learnt as requests fail. Thread-safe."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Manners] = {}
        self._lock = threading.Lock()

    def manners(self, base_url: str, model: str) -> Manners:
        """What is known; at first, the best."""
        with self._lock:
            return self._known.get((base_url, model), Manners())

    def learn(self, base_url: str, model: str, manners: Manners) -> None:
        """Remember `manners` for the next request and the next plan."""
        with self._lock:
            self._known.pop((base_url, model), None)  # the latest last
            self._known[base_url, model] = manners
            while len(self._known) > REMEMBERED:
                del self._known[next(iter(self._known))]


def response_format(rung: Rung, name: str, schema: dict[str, Any]) -> dict[str, Any] | None:
    """The `response_format` of a rung, or None where there is none."""
    if rung == "json_schema":
        return {
            "type": "json_schema",
            "json_schema": {"name": name, "strict": True, "schema": schema},
        }
    return {"type": "json_object"} if rung == "json_object" else None


def adapted(manners: Manners, complaint: str) -> Manners | None:
    """Other manners after a server refused the request with `complaint`; None: out of ideas."""
    said = complaint.casefold()
    if "stream_options" in said and manners.counts_stream:
        return replace(manners, counts_stream=False)
    if "max_completion_tokens" in said and manners.token_field == "max_tokens":
        return replace(manners, token_field="max_completion_tokens")
    if "temperature" in said and manners.takes_temperature:
        return replace(manners, takes_temperature=False)
    if "context" in said and ("length" in said or "window" in said or "size" in said):
        return None  # a smaller request would be needed, not another form
    return manners.lower
