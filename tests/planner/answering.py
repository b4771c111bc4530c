"""What a model that plans well would answer, to be spoiled by tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from core.plan.schema import LAYOUT_FRAMES
from core.planner.client import Client
from core.planner.director import direct
from core.planner.ladder import Ladder
from core.planner.settings import ClientLimits, ServerSettings
from tests.planner.fault_server import Exchange, fault_server

LIMITS = ClientLimits(wall_clock_s=60, backoff_s=0.01)
LIMITS = ClientLimits(wall_clock_s=60, backoff_s=0.01)


Json = dict[str, Any]
Json = dict[str, Any]


def client(url: str, **changes: Any) -> Client:
    return Client(ServerSettings(url, "tiny"), limits=LIMITS, ladder=Ladder(), **changes)


def scenes(count: int = 2) -> Json:
    dog = {"name": "dog", "attributes": ["brown"]}
    return {
        "title": "A dog's day",
        "scenes": [
            {"description": f"The dog does thing {n}", "background": "park", "entities": [dog]}
            for n in range(1, count + 1)
        ],
    }


def layout(number: int, frames: int = LAYOUT_FRAMES, **changes: Any) -> Json:
    boxes = [
        {"caption": f"moment {n}", "boxes": [{"name": "dog", "box": [n / 32, 0.2, 0.5, 0.9]}]}
        for n in range(frames)
    ]
    whole = {"scene": number, "frames": boxes, "reasoning": "it moves", "layout_strength": 0.5}
    return {**whole, **changes}


def asked_scenes(exchange: Exchange) -> list[int] | None:
    """The scenes that a second pass asks for, from the first message that does; None in pass 1."""
    for message in exchange.body["messages"][1:]:
        if message["role"] == "user" and message["content"].startswith("{"):
            last = json.loads(message["content"])
    return None if "idea" in last else [scene["scene"] for scene in last["scenes"]]


def good(exchange: Exchange, count: int = 2) -> None:
    wanted = asked_scenes(exchange)
    answer = scenes(count) if wanted is None else {"scenes": [layout(n) for n in wanted]}
    exchange.reply(json.dumps(answer), piece=40)


def planned(answer: Callable[[Exchange], None], **arguments: Any) -> tuple[Any, Any]:
    with fault_server(answer) as server:
        return direct("a dog's day", client(server.url), **arguments), server


def boxed(*boxes: tuple[str, list[Any]]) -> list[Json]:
    frame = {"caption": None, "boxes": [{"name": n, "box": b} for n, b in boxes]}
    return [frame] * LAYOUT_FRAMES


def with_frames(frames: list[Json]) -> Callable[[Exchange], None]:
    def answer(exchange: Exchange) -> None:
        wanted = asked_scenes(exchange)
        made = (
            scenes(1) if wanted is None else {"scenes": [layout(1, frames=1) | {"frames": frames}]}
        )
        exchange.reply(json.dumps(made))

    return answer
