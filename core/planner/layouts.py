"""Scenes of a plan out of the two passes' answers: names matched, frames resampled, counted.

Owns which entity a box means. Mending of boxes is `core.plan.build`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core import limits
from core.errors import BadReply, PlanError
from core.plan.build import Item, Layout, Tally, mended_name, mended_text, tracks_from
from core.plan.schema import LAYOUT_FRAMES, Sampling, Scene, group_key
from core.planner.replies import LayoutReply, SceneReply

_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True)
class Cast:
    """Everything that appears, with its looks, and the name that each spelling stands for."""

    pairs: tuple[tuple[str, tuple[str, ...]], ...]
    names: dict[str, str]

    @classmethod
    def of(cls, scenes: Sequence[SceneReply], tally: Tally) -> Cast:
        """The cast of the first pass; equal names are one group, as in the paper."""
        pairs: list[tuple[str, tuple[str, ...]]] = []
        names: dict[str, str] = {}
        for scene in scenes:
            for entity in scene.entities:
                name = mended_name(_bare(entity.name), tally)
                if name is None:
                    continue
                words = (mended_name(word, tally) for word in entity.attributes if word.strip())
                name = names.setdefault(group_key(name), name)
                pairs.append((name, tuple(word for word in words if word)))
        if len(names) > limits.SCENES * limits.TRACKS_PER_SCENE:
            raise BadReply(f"the reply lists {len(names)} entities: ask for fewer")
        return cls(tuple(pairs), names)

    def named(self, written: str, scene: SceneReply) -> str:
        """The entity that a box of `scene` means: exactly, or the only one whose name ends it."""
        key = group_key(_bare(written))
        if key in self.names:
            return self.names[key]
        plain = key.partition("(")[0].strip().rstrip("0123456789# ")
        if plain in self.names:
            return self.names[plain]
        here = {group_key(_bare(entity.name)) for entity in scene.entities}
        ends = [name for name in here if plain.split()[-len(name.split()) :] == name.split()]
        if len(ends) == 1 and ends[0] in self.names:
            return self.names[ends[0]]
        return _bare(written)


def _bare(name: str) -> str:
    first, _, rest = name.strip().partition(" ")
    return rest.strip() if first.casefold() in _ARTICLES and rest.strip() else name.strip()


def sketched(number: int, scene: SceneReply, tally: Tally) -> Scene:
    """A scene of the first pass, not laid out yet."""
    return Scene(
        id=f"scene-{number}",
        description=mended_text(scene.description, tally),
        background=mended_text(scene.background, tally),
        reading="Not laid out yet.",
    )


def laid_out(
    number: int,
    scene: SceneReply,
    layout: LayoutReply,
    cast: Cast,
    tally: Tally,
    notes: list[str],
) -> Scene:
    """A scene with its tracks on nine layout frames, whatever count the model wrote.

    Raises:
        BadReply: more things than a scene can hold.
    """
    frames = tuple(
        tuple(Item(cast.named(box.name, scene), box.box) for box in frame.boxes)
        for frame in layout.frames
    )
    try:
        given = Layout(frames if len(frames) > 1 else frames * 2)
        tracks = tracks_from(given, LAYOUT_FRAMES, tally)
    except PlanError as error:
        raise BadReply(f"scene {number}: {error}") from None
    seen = {group_key(track.entity) for track in tracks}
    missing = [e.name for e in scene.entities if group_key(_bare(e.name)) not in seen]
    if missing:
        notes.append(f"scene {number} has no box for {', '.join(missing)}: add it in the editor")
    captions = tuple(mended_text(frame.caption or "", tally) for frame in layout.frames)
    return Scene(
        id=f"scene-{number}",
        description=mended_text(scene.description, tally),
        background=mended_text(scene.background, tally),
        tracks=tracks,
        captions=captions if any(captions) and len(captions) == LAYOUT_FRAMES else (),
        reading=mended_text(layout.reasoning or "", tally),
        sampling=Sampling(layout_strength=layout.layout_strength),
    )
