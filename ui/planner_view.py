"""The planner's part of the top bar's value: what can be chosen, what is arriving, what it took.

A key is never in it, only whether there is one.
"""

from __future__ import annotations

from typing import Any

from core.export.marks import PALETTE
from core.plan.schema import Scene, group_key
from core.plan.tracks import box_at
from ui.desk import Desk
from ui.planners import PlannerChoice
from ui.session import Session
from ui.tones import tone

# servers that people use, with what to type; the first two take a key
KNOWN = (
    ("OpenAI", "https://api.openai.com/v1"),
    ("Hugging Face", "https://router.huggingface.co/v1"),
    ("Ollama", "http://localhost:11434/v1"),
    ("llama.cpp", "http://localhost:8080/v1"),
    ("vLLM", "http://localhost:8000/v1"),
)
_LAPTOP = (
    "The key is held in this studio's memory until it ends. It goes to that server alone, and"
    " into no file, log or export."
)
_PUBLIC = (
    "Others run this studio: it sends your prompt and key on to that server, forgets the key"
    " within three hours of its last use, and writes it nowhere. Only https:// addresses on the"
    " open internet are called."
)


def choices(desk: Desk) -> tuple[PlannerChoice, ...]:
    """The planners of this project, the default first."""
    return desk.tools.planners.choices(desk.server.model)


def planner_view(desk: Desk) -> dict[str, Any]:
    """See the module."""
    session, report = desk.session, desk.session.report
    return {
        "planning": session.planning,
        "planners": [{"id": c.id, "title": c.title, "note": c.note} for c in choices(desk)],
        "server": _server(desk),
        "estimate": desk.server.estimate,
        "arriving": _arriving(session),
        "report": None
        if report is None
        else {"usage": report.usage, "warnings": list(report.warnings)},
    }


def _server(desk: Desk) -> dict[str, Any]:
    state, public = desk.server, desk.tools.mode.public
    settings = state.settings
    known = [name for name in KNOWN if not public or name[1].startswith("https://")]
    return {
        "own": settings is not None,
        "base_url": settings.base_url if settings else "",
        "model": settings.model if settings else "",
        "has_key": bool(settings and settings.api_key),
        "input_price": settings.input_price if settings else None,
        "output_price": settings.output_price if settings else None,
        "checking": state.checking,
        "level": state.level,
        "line": state.line,
        "models": list(state.models),
        "known": [{"name": name, "url": url} for name, url in known],
        "promise": _PUBLIC if public else _LAPTOP,
    }


def _arriving(session: Session) -> list[dict[str, Any]]:
    names = {group_key(t.entity): t.entity for s in session.arriving for t in s.tracks}
    palette = {key: PALETTE[place % len(PALETTE)] for place, key in enumerate(names)}
    return [
        _scene(scene, number, palette) for number, scene in enumerate(session.arriving, start=1)
    ]


def _scene(scene: Scene, number: int, palette: dict[str, str]) -> dict[str, Any]:
    middle = (scene.layout_frames - 1) / 2
    boxes = [(track, box_at(track, middle)) for track in scene.tracks]
    return {
        "id": scene.id,
        "number": number,
        "description": scene.description,
        "background": scene.background,
        "tone": tone(scene.background),
        "laid_out": bool(scene.tracks),
        "boxes": [
            {"color": palette[group_key(track.entity)], "box": [round(v, 4) for v in box]}
            for track, box in boxes
            if box is not None
        ],
    }
