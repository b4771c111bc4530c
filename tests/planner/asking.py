"""A client with short limits, and what becomes of its question."""

from __future__ import annotations

import pytest

from core.errors import (
    PlannerError,
)
from core.planner.client import Client
from core.planner.ladder import Ladder
from core.planner.settings import ClientLimits, ServerSettings
from core.planner.stream import Completion
from tests.planner.fault_server import Answer, FaultServer, fault_server

KEY = "sk-canary-7f3a"
KEY = "sk-canary-7f3a"


LIMITS = ClientLimits(wall_clock_s=60, backoff_s=0.01)
LIMITS = ClientLimits(wall_clock_s=60, backoff_s=0.01)


ASK = ([{"role": "user", "content": "hello"}], "answer", {"type": "object"})
ASK = ([{"role": "user", "content": "hello"}], "answer", {"type": "object"})


def client(url: str, wall_clock_s: float = 60, public: bool = False) -> Client:
    settings = ServerSettings(url, "tiny", KEY, public=public)
    return Client(settings, limits=LIMITS.shortened(wall_clock_s), ladder=Ladder())


def asked(answer: Answer, wall_clock_s: float = 60) -> tuple[Completion, FaultServer]:
    with fault_server(answer) as server:
        return client(server.url, wall_clock_s).conversation().ask(*ASK), server


def failed(answer: Answer, kind: type[PlannerError], wall_clock_s: float = 60) -> tuple[str, int]:
    """The message and the number of requests."""
    with fault_server(answer) as server:
        with pytest.raises(kind) as caught:
            client(server.url, wall_clock_s).conversation().ask(*ASK)
        assert type(caught.value) is kind
        assert "\n" not in str(caught.value)
        return str(caught.value), server.requests
