"""What the scene list shows: a card for every scene, in the order of the film."""

from __future__ import annotations

from functools import partial
from typing import Any

from core import limits
from core.plan.notes import scene_notes
from core.plan.schema import Scene, Track, VideoPlan, group_key
from core.plan.tracks import box_at
from ui.memo import Memo
from ui.session import Session, takes_of
from ui.takes import fresh_take, latest
from ui.tones import colors, tone

GHOSTS = 12  # boxes drawn on a card without a picture
NOTES = 4  # remarks on a card

_PLANNED: Memo[dict[str, Any]] = Memo(4096)


def view(session: Session, states: dict[str, str]) -> dict[str, Any]:
    """The list's value. `states`: "waiting" or "rendering" by scene, for work under way."""
    plan = session.plan
    palette = tuple(colors(plan).items())
    return {
        "selected": session.selected,
        "limit": limits.SCENES,
        "scenes": [
            {
                "number": number,
                **_PLANNED(
                    (scene, *plan.entities),
                    (plan.planner, palette),
                    partial(_planned, plan, scene, dict(palette)),
                ),
                "reason": session.failures.get(scene.id),
                "state": state(session, scene),
                "live": states.get(scene.id),
                **_pictures(session, scene),
            }
            for number, scene in enumerate(plan.scenes, start=1)
        ],
    }


def _planned(plan: VideoPlan, scene: Scene, palette: dict[str, str]) -> dict[str, Any]:
    """What a card shows of the plan alone."""
    return {
        "id": scene.id,
        "description": scene.description,
        "background": scene.background,
        "frames": scene.frame_count,
        "layout_frames": scene.layout_frames,
        "fps": scene.fps,
        "seconds": scene.frame_count / scene.fps,
        "tone": tone(scene.background),
        "boxes": _ghosts(scene, palette),
        "entities": _entities(scene, palette),
        "provenance": provenance(scene, plan.planner),
        "reading": scene.reading,
        "notes": [note.text for note in scene_notes(plan, scene)][:NOTES],
    }


def state(session: Session, scene: Scene) -> str:
    """planned, edited, stale, done or failed; what is under way is not known here."""
    if scene.id in session.failures:
        return "failed"
    if fresh_take(session, scene.id) is not None:
        return "done"
    if any(take.kind == "scene" for take in takes_of(session, scene.id)):
        return "stale"
    return "edited" if touched(scene) else "planned"


def touched(scene: Scene) -> bool:
    """Did a person write the scene, or move anything in it?"""
    return scene.source == "person" or any(
        key.source == "person" for track in scene.tracks for key in track.keys
    )


def provenance(scene: Scene, planner: str) -> str:
    """Who wrote the words and who placed the boxes, in plain words."""
    words = "Text by you" if scene.source == "person" else f"Text by the {_who(planner)}"
    edited = sum(any(key.source == "person" for key in track.keys) for track in scene.tracks)
    if not scene.tracks:
        return f"{words}; no boxes yet"
    if not edited:
        return f"{words}; boxes as planned"
    return f"{words}; you placed {edited} of {len(scene.tracks)} boxes"


def _who(planner: str) -> str:
    if planner == "offline":
        return "offline planner"
    if planner.startswith("import:"):
        return f"plan you opened ({planner.removeprefix('import:')})"
    return "planner" if planner == "person" else f"model {planner.partition(':')[2] or planner}"


def _pictures(session: Session, scene: Scene) -> dict[str, str | None]:
    take = latest(session, scene.id)
    if take is None:
        return {"poster": None, "moving": None}
    return {"poster": f"media/{take.poster}", "moving": f"media/{take.moving}"}


def _ghosts(scene: Scene, palette: dict[str, str]) -> list[dict[str, Any]]:
    found = []
    for track in [t for t in scene.tracks if not t.hidden][:GHOSTS]:
        ends = _ends(track, scene.layout_frames)
        if ends is not None:
            color = palette[group_key(track.entity)]
            found.append({"color": color, "from": list(ends[0]), "to": list(ends[1])})
    return found


def _ends(track: Track, layout_frames: int) -> tuple[Any, Any] | None:
    boxes = [box_at(track, frame) for frame in range(layout_frames)]
    seen = [box for box in boxes if box is not None]
    return (seen[0], seen[-1]) if seen else None


def _entities(scene: Scene, palette: dict[str, str]) -> list[dict[str, Any]]:
    counts: dict[str, tuple[str, int]] = {}
    for track in scene.tracks:
        key = group_key(track.entity)
        name, count = counts.get(key, (track.entity, 0))
        counts[key] = (name, count + 1)
    return [
        {"name": name, "count": count, "color": palette[key]}
        for key, (name, count) in counts.items()
    ]
