"""What the entities panel shows: a row per consistency group, with its pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.plan.schema import Entity, Reference, group_key
from core.render.types import EngineInfo
from ui.session import Session
from ui.takes import fresh_take
from ui.tones import colors

# from a reference to the addresses of its picture and of its cut-out (None: not made yet)
Sources = Callable[[Reference], tuple[str, str | None]]


def view(session: Session, sources: Sources, engine: EngineInfo | None) -> dict[str, Any]:
    """The panel's value; `engine` is None while it loads."""
    plan, palette = session.plan, colors(session.plan)
    hint = "A picture makes an entity look like it, in every scene where it appears."
    if engine is not None and not engine.uses_references:
        hint = "This engine takes no pictures: entities look as their words say."
    return {
        "selected": session.selected,
        "hint": hint,
        "entities": [
            {
                "group": group_key(entity.name),
                "name": entity.name,
                "attributes": list(entity.attributes),
                "color": palette[group_key(entity.name)],
                "where": _where(session, entity.name),
                "meant": _meant(entity, engine),
                "references": [_picture(r, sources) for r in entity.references],
                "similarity": _similarity(session, entity.name),
            }
            for entity in plan.entities
        ],
    }


def _meant(entity: Entity, engine: EngineInfo | None) -> str:
    """What the engine will draw where its words are not the author's; "" where they are."""
    if engine is None or any(reference.enabled for reference in entity.references):
        return ""
    told = engine.vocabulary.things.taken_for(entity.caption)
    if told is None:
        return ""
    if not told:
        return "This engine does not know these words. A picture shows it what you mean."
    return f"Drawn as “{told}”, the nearest this engine knows. A picture replaces it."


def _picture(reference: Reference, sources: Sources) -> dict[str, Any]:
    src, cutout = sources(reference)
    return {
        "digest": reference.digest,
        "crop": list(reference.crop) if reference.crop else None,
        "enabled": reference.enabled,
        "src": src,
        "cutout": cutout,
    }


def _where(session: Session, name: str) -> str:
    wanted = group_key(name)
    numbers = [
        str(number)
        for number, scene in enumerate(session.plan.scenes, start=1)
        if any(group_key(track.entity) == wanted for track in scene.tracks)
    ]
    if not numbers:
        return "in no scene"
    shown = ", ".join(numbers[:6]) + (" …" if len(numbers) > 6 else "")
    return f"scene {shown}" if len(numbers) == 1 else f"scenes {shown}"


def _similarity(session: Session, name: str) -> list[tuple[int, float]]:
    wanted, found = group_key(name), []
    for number, scene in enumerate(session.plan.scenes, start=1):
        take = fresh_take(session, scene.id)
        for entity, cosine in take.similarity if take else ():
            if group_key(entity) == wanted:
                found.append((number, max(0.0, cosine)))
    return found[:8]
