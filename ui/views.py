"""From a session to the values of all components. Pure: files are named, never touched."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Any

from core.plan.schema import Scene, group_key
from core.plan.tracks import dense
from core.render.types import EngineInfo
from ui.box_editor.component import EditorView, EntityColor, Filmstrip
from ui.memo import Memo
from ui.session import FilmMade, Session, Take, film_of, look_of, takes_of
from ui.takes import latest
from ui.tones import colors, tone

NOTHING = "This scene is planned, not rendered yet."
_OLD_SCENE = {"text": "Older than your changes", "label": "Preview scene", "what": "preview"}
_OLD_FILM = {"text": "Older than your changes", "label": "Render film", "what": "film"}
_PREVIEW = {"text": "Quick preview", "label": "Render scene", "what": "scene"}

_BOXES: Memo[list[dict[str, Any]]] = Memo(4096)


def editor(
    session: Session, info: EngineInfo | None, ack: int | None = None, error: str | None = None
) -> EditorView:
    """The box editor's value: the selected scene, and its frames where they were rendered."""
    plan, palette = session.plan, colors(session.plan)
    scene = next((s for s in plan.scenes if s.id == session.selected), None)
    take = latest(session, scene.id) if scene else None
    return EditorView(
        revision=session.history.revision,
        scene=scene,
        entities=tuple(
            EntityColor(name=e.name, color=palette[group_key(e.name)]) for e in plan.entities
        ),
        filmstrip=_strip(take) if take else None,
        width=info.width if info else 256,
        height=info.height if info else 256,
        can_undo=session.history.can_undo,
        can_redo=session.history.can_redo,
        tone=tone(scene.background) if scene else tone(""),
        error=error,
        ack=ack,
    )


def _strip(take: Take) -> Filmstrip:
    return Filmstrip(
        url=f"media/{take.strip}", frames=take.frames, columns=take.columns,
        width=take.width, height=take.height,
    )  # fmt: skip


def player(session: Session) -> dict[str, Any]:
    """The monitor's value: the selected scene with its takes, and the film."""
    plan, film = session.plan, film_of(session)
    number, scene = next(
        ((n, s) for n, s in enumerate(plan.scenes, start=1) if s.id == session.selected), (0, None)
    )
    return {
        "nothing": NOTHING if scene else "Plan a film above, and watch it here.",
        "scene": _shown(session, scene, number) if scene else None,
        "film": _film(session, film) if film else None,
    }


def _shown(session: Session, scene: Scene, number: int) -> dict[str, Any]:
    take = latest(session, scene.id)
    return {
        "id": scene.id,
        "number": number,
        "frames": take.frames if take else scene.frame_count,
        "fps": take.fps if take else scene.fps,
        "clip": f"media/{take.clip}" if take else None,
        "note": _note(session, scene, take) if take else None,
        "boxes": _boxes(session, scene),
        "takes": [
            {
                "id": each.clip,
                "label": each.label,
                "clip": f"media/{each.clip}",
                "frames": each.frames,
                "fps": each.fps,
            }
            for each in reversed(takes_of(session, scene.id))
        ],
    }


def _note(session: Session, scene: Scene, take: Take) -> dict[str, str] | None:
    """What the scene's clip lacks, and the render that mends it; None for a full, fresh one."""
    if (take.look, take.fps) != (look_of(session.plan, scene.id), scene.fps):
        return _OLD_SCENE
    return _PREVIEW if take.kind == "preview" else None


def _film(session: Session, film: FilmMade) -> dict[str, Any]:
    scenes = {s.id: (n, s) for n, s in enumerate(session.plan.scenes, start=1)}
    return {
        "clip": f"media/{film.clip}",
        "fps": film.fps,
        "frames": film.frames,
        "note": None if film_is_fresh(session) else _OLD_FILM,
        "scenes": [
            {
                "id": part.scene,
                "number": scenes[part.scene][0],
                "title": scenes[part.scene][1].description,
                "tone": tone(scenes[part.scene][1].background),
                "start": part.start,
                "frames": part.frames,
                "boxes": _boxes(session, scenes[part.scene][1]),
            }
            for part in film.parts
            if part.scene in scenes
        ],
    }


def film_is_fresh(session: Session) -> bool:
    """Does the film show the plan as it is now?"""
    film, scenes = film_of(session), session.plan.scenes
    if film is None or [p.scene for p in film.parts] != [s.id for s in scenes]:
        return False
    return all(
        look == look_of(session.plan, scene.id)
        for scene, look in zip(scenes, film.looks, strict=True)
    )


def _boxes(session: Session, scene: Scene) -> list[dict[str, Any]]:
    palette = colors(session.plan)
    return _BOXES((scene,), tuple(palette.items()), partial(_dense_boxes, scene, palette))


def _dense_boxes(scene: Scene, palette: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "color": palette[group_key(track.entity)],
            "frames": [
                None if box is None else [round(v, 4) for v in box]
                for box in dense(track, scene, scene.frame_count)
            ],
        }
        for track in scene.tracks
        if not track.hidden
    ]


def render_panel(
    session: Session, info: EngineInfo | None, work: list[dict[str, Any]], n_stale: int
) -> dict[str, Any]:
    """The render panel's value."""
    scene = next((s for s in session.plan.scenes if s.id == session.selected), None)
    defaults: dict[str, Any] = asdict(info.defaults) if info else {}
    idle = "Nothing is being rendered."
    if info is None:
        idle = "The engine is being loaded; editing works meanwhile."
    return {
        "selected": session.selected,
        "scenes": len(session.plan.scenes),
        "stale": n_stale,
        "work": work,
        "idle": idle,
        "info": {"defaults": {**defaults, "seed": "auto"}},
        "plan_sampling": session.plan.sampling.model_dump(mode="json"),
        "scene_sampling": scene.sampling.model_dump(mode="json") if scene else {},
    }


def top_bar(
    session: Session,
    engine: dict[str, Any],
    about: list[tuple[str, str]],
    examples: tuple[str, ...],
) -> dict[str, Any]:
    """The top bar's value. It alone carries the token, to the browser whose token it is."""
    changed = session.history.revision > 0
    saved = "All changes saved" if session.saved else "Not saved yet" if changed else ""
    return {
        "token": session.token,
        "revision": session.history.revision,
        "title": session.plan.title,
        "prompt": session.plan.prompt,
        "can_undo": session.history.can_undo,
        "can_redo": session.history.can_redo,
        "engine": engine,
        "about": about,
        "examples": examples,
        "saved": saved,
        "notices": [asdict(notice) for notice in session.notices],
    }
