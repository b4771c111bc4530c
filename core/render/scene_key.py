"""The name of a rendered scene: sha256 of everything that decides its pixels, and nothing else."""

from __future__ import annotations

import hashlib
import json

from core.plan.schema import Entity, Track, group_key
from core.plan.tracks import dense
from core.render.types import SceneRequest

SCHEMA = "SceneKey.1"


def scene_key(request: SceneRequest, fingerprint: str) -> str:
    """64 hex digits, equal for requests that an engine renders to equal frames.

    Boxes count as rendered (dense), so a key that changes no frame changes no name. Frame rate,
    flags of the editor, titles, readings and who wrote what are left out: no engine sees them.
    """
    scene, settings = request.scene, request.settings
    value = {
        "schema": SCHEMA,
        "engine": fingerprint,
        "description": scene.description,
        "background": scene.background,
        "n_frames": scene.frame_count,
        "entities": [_entity(entity) for entity in request.entities],
        "tracks": [_track(track, request) for track in scene.tracks],
        "settings": [
            settings.seed, settings.steps, float(settings.guidance), float(settings.layout_strength)
        ],
    }  # fmt: skip
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _entity(entity: Entity) -> dict[str, object]:
    return {
        "group": group_key(entity.name),
        "caption": entity.caption,
        "references": [
            [r.digest, None if r.crop is None else [float(v) for v in r.crop]]
            for r in entity.references
            if r.enabled
        ],
    }


def _track(track: Track, request: SceneRequest) -> dict[str, object]:
    boxes = dense(track, request.scene, request.scene.frame_count)
    return {
        "group": group_key(track.entity),
        "boxes": [None if box is None else [round(float(v), 6) for v in box] for box in boxes],
    }
