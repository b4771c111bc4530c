"""From a plan to the request for one scene: settings resolved, groups and pictures gathered."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping

from PIL import Image

from core.errors import PictureError
from core.plan.schema import Entity, Sampling, Scene, VideoPlan, group_key
from core.render.types import EngineInfo, SceneRequest, Settings

_NOTHING = Sampling()


def request_for(
    plan: VideoPlan,
    scene_id: str,
    pictures: Mapping[str, bytes],
    info: EngineInfo,
    override: Sampling | None = None,
    preview: bool = False,
) -> SceneRequest:
    """Everything that decides the pixels of one scene, nothing left open.

    Args:
        pictures: PNG bytes by their sha256; those of enabled references of the scene are needed.
        override: wins over the scene, which wins over the plan, which wins over the engine.
        preview: take the engine's fast settings where nobody said otherwise for this call;
            steps of scene and plan are then left aside, as they speak of the final picture.

    Raises:
        PlanError: no such scene.
        PictureError: a picture is missing or damaged.
    """
    scene = plan.scene(scene_id)
    entities = entities_of(plan, scene)
    wanted = {r.digest for entity in entities for r in entity.references if r.enabled}
    return SceneRequest(
        scene=scene,
        entities=entities,
        pictures={digest: _picture(digest, pictures) for digest in sorted(wanted)},
        settings=settings_for(plan, scene, info, override or _NOTHING, preview),
    )


def settings_for(
    plan: VideoPlan, scene: Scene, info: EngineInfo, override: Sampling, preview: bool
) -> Settings:
    """Settings of a scene: override, then scene, then plan, then engine.

    A seed of the scene is taken as it is. A seed from further out is mixed with the scene's id,
    so that scenes differ, and scene 3 alone has the seed of scene 3 of the film.
    """
    defaults = info.preview if preview else info.defaults
    own, common = scene.sampling, plan.sampling

    def first(name: str, *sources: Sampling) -> float | None:
        return next((v for s in sources if (v := getattr(s, name)) is not None), None)

    seed = scene.sampling.seed if override.seed is None else None
    if seed is None:
        base = first("seed", override, common)
        seed = scene_seed(defaults.seed if base is None else int(base), scene.id)
    steps = first("steps", override) if preview else first("steps", override, own, common)
    guidance = first("guidance", override, own, common)
    strength = first("layout_strength", override, own, common)
    return Settings(
        seed=seed,
        steps=defaults.steps if steps is None else int(steps),
        guidance=defaults.guidance if guidance is None else guidance,
        layout_strength=defaults.layout_strength if strength is None else strength,
    )


def scene_seed(plan_seed: int, scene_id: str) -> int:
    """A seed in [0, 2^32) from the plan's seed and the scene's id, the same on every machine."""
    digest = hashlib.sha256(f"{plan_seed}:{scene_id}".encode()).digest()
    return int.from_bytes(digest[:4], "big")


def entities_of(plan: VideoPlan, scene: Scene) -> tuple[Entity, ...]:
    """The groups that the scene's tracks name, each once, in order of first appearance."""
    found: dict[str, Entity] = {}
    for track in scene.tracks:
        found.setdefault(group_key(track.entity), plan.entity(track.entity))
    return tuple(found.values())


def _picture(digest: str, pictures: Mapping[str, bytes]) -> Image.Image:
    data = pictures.get(digest)
    if data is None:
        raise PictureError(f"the picture {digest[:12]}… of this plan is missing: give it again")
    if hashlib.sha256(data).hexdigest() != digest:
        raise PictureError(f"the picture {digest[:12]}… was changed on the way: give it again")
    try:
        image = Image.open(io.BytesIO(data), formats=("PNG",))
        image.load()
    except (OSError, ValueError, SyntaxError) as error:
        raise PictureError(f"the picture {digest[:12]}… cannot be read: {error}") from None
    return image.convert("RGBA" if image.has_transparency_data else "RGB")
