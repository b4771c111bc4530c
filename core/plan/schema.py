"""The video plan as frozen values: what is filmed, where everything stands, who stays the same.

Owns the shape of a plan and its validity. Does not own change (`edits`), time between
keys (`tracks`), or files (`store`). All text is NFC without control characters.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    Strict,
    WithJsonSchema,
)

from core import limits
from core.errors import PlanError
from core.plan.geometry import Box, checked
from core.plan.problems import shortened

SCHEMA = "VideoPlan.1"
LAYOUT_FRAMES = 9  # paper, section 3.1
ENTITIES = limits.SCENES * limits.TRACKS_PER_SCENE  # as many as can be shown
ATTRIBUTES = 32

Source = Literal["planner", "person"]
Easing = Literal["linear", "ease", "hold"]

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def clean_text(text: str) -> str:
    """NFC, without control characters and bidirectional overrides (newlines become spaces).

    Raises:
        ValueError: a lone surrogate, which no encoder of ours could write back.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    if any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise ValueError("text holds a lone surrogate: send valid Unicode")
    spaced = "".join(" " if c in "\n\r\t\u2028\u2029" else c for c in text)
    kept = "".join(c for c in spaced if c not in _BIDI and unicodedata.category(c) != "Cc")
    return unicodedata.normalize("NFC", kept).strip()


@lru_cache(maxsize=8192)
def group_key(name: str) -> str:
    """What decides that two names mean one entity: NFC, case folded, single spaces."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


def _visible(name: str) -> str:
    if name and not any(c.isprintable() and not c.isspace() for c in name):
        raise ValueError("a name of invisible characters: give one that can be read")
    return name


def _box(value: object) -> Box:
    if isinstance(value, (list, tuple)) and len(value) == 4:
        x0, y0, x1, y1 = value
        plain = type(x0) is type(y0) is type(x1) is type(y1) is float
        if plain and 0.0 <= x0 < x1 <= 1.0 and 0.0 <= y0 < y1 <= 1.0:  # nearly always: be quick
            return tuple.__new__(Box, (x0 + 0.0, y0 + 0.0, x1, y1))
        if all(isinstance(v, int | float) and not isinstance(v, bool) for v in value):
            try:
                return checked(value)
            except PlanError as error:
                raise ValueError(str(error)) from None
    raise ValueError(f"{shortened(value)} is no box: give [x0, y0, x1, y1]")


Whole = Annotated[int, Strict()]  # no "1", no true, no 1.0
Real = Annotated[float, Strict()]
Flag = Annotated[bool, Strict()]
Name = Annotated[
    str,
    AfterValidator(clean_text),
    AfterValidator(_visible),
    Field(min_length=1, max_length=limits.NAME_CODE_POINTS),
]
Text = Annotated[str, AfterValidator(clean_text), Field(max_length=limits.TEXT_CODE_POINTS)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
BoxValue = Annotated[
    Box,
    PlainValidator(_box),
    PlainSerializer(list, return_type=list[float], when_used="json"),
    WithJsonSchema({"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4}),
]


class Value(BaseModel):
    """Base of everything in a plan: frozen, nothing extra, no NaN or infinity.

    Rules between fields stand in `model_post_init`, which runs once for each value that is made
    (its ValueError becomes a ValidationError) and not again when a changed plan keeps that value.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, revalidate_instances="never"
    )


V = TypeVar("V", bound=Value)


def replaced(value: V, **changes: Any) -> V:
    """`value` with some fields changed, validated; unchanged fields keep their identity."""
    return type(value)(**{**value.__dict__, **changes})


class Reference(Value):
    """A picture that stands for an entity in place of the prior's embedding."""

    digest: Digest  # sha256 of the stored PNG's bytes
    crop: BoxValue | None = None
    enabled: Flag = True


class Entity(Value):
    """A consistency group: one name, one appearance, wherever it is seen."""

    name: Name
    attributes: tuple[Name, ...] = Field(default=(), max_length=ATTRIBUTES)
    references: tuple[Reference, ...] = Field(default=(), max_length=limits.REFERENCES)

    @property
    def caption(self) -> str:
        """The text that is embedded: adjectives before the name, phrases after it."""
        before = [a for a in self.attributes if " " not in a]
        after = [a for a in self.attributes if " " in a]
        return " ".join([*before, self.name, *after])


class Key(Value):
    """A box on a layout frame; `box=None` means absent from this frame until the next key."""

    frame: Whole = Field(ge=0)
    box: BoxValue | None
    easing: Easing = "linear"  # towards the next key
    source: Source = "planner"


class Track(Value):
    """One instance of one entity through a scene. Before its first key it stands at that key."""

    id: Id
    entity: Name
    instance: Whole = Field(default=0, ge=0)
    keys: tuple[Key, ...] = Field(min_length=1)
    planned: tuple[Key, ...] = ()  # the planner's own keys, to revert to
    locked: Flag = False
    hidden: Flag = False

    def model_post_init(self, context: Any, /) -> None:
        for keys in (self.keys, self.planned):
            if any(a.frame >= b.frame for a, b in pairwise(keys)):
                frames = [key.frame for key in keys]
                raise ValueError(
                    f"keys of track {self.id} stand at frames {frames}: each once, ascending"
                )


class Sampling(Value):
    """How a scene is rendered; None means "as the plan, or as the engine, has it"."""

    seed: Whole | None = Field(default=None, ge=0, le=limits.SEED_MAX)
    steps: Whole | None = Field(default=None, ge=1, le=100)
    guidance: Real | None = Field(default=None, ge=1, le=20)
    layout_strength: Real | None = Field(default=None, ge=0, le=1)


class Scene(Value):
    """One shot: text, a background, and tracks from back (first) to front (last)."""

    id: Id
    description: Text
    background: Text = ""
    layout_frames: Whole = Field(default=LAYOUT_FRAMES, ge=2, le=limits.FRAMES_MAX)
    frame_count: Whole = Field(default=16, ge=limits.FRAMES_MIN, le=limits.FRAMES_MAX)
    fps: Whole = Field(default=8, ge=1, le=60)
    tracks: tuple[Track, ...] = Field(default=(), max_length=limits.TRACKS_PER_SCENE)
    # one a layout frame, where the planner wrote them
    captions: tuple[Text, ...] = Field(default=(), max_length=limits.FRAMES_MAX)
    reading: Text = ""  # what the planner understood, in plain words
    sampling: Sampling = Sampling()
    source: Source = "planner"

    def model_post_init(self, context: Any, /) -> None:
        ids = [track.id for track in self.tracks]
        if len(set(ids)) != len(ids):
            raise ValueError(f"scene {self.id} holds a track id twice: {ids}")
        for track in self.tracks:
            last = max(keys[-1].frame for keys in (track.keys, track.planned) if keys)
            if last >= self.layout_frames:
                raise ValueError(
                    f"track {track.id} has a key at frame {last}"
                    f" of scene {self.id}, which has {self.layout_frames} layout frames"
                )


class VideoPlan(Value):
    """A whole storyboard. Every track names an entity of `entities`, matched by `group_key`."""

    schema_: Literal["VideoPlan.1"] = Field(default="VideoPlan.1", alias="schema")
    title: Text = ""
    prompt: Annotated[str, AfterValidator(clean_text), Field(max_length=limits.PROMPT_CHARS)] = ""
    planner: Name = "person"  # "offline", "openai:<model>", "import:<format>", "person"
    sampling: Sampling = Sampling()
    entities: tuple[Entity, ...] = Field(default=(), max_length=ENTITIES)
    scenes: tuple[Scene, ...] = Field(default=(), max_length=limits.SCENES)

    model_config = ConfigDict(
        validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )

    def model_post_init(self, context: Any, /) -> None:
        ids = [scene.id for scene in self.scenes]
        if len(set(ids)) != len(ids):
            raise ValueError(f"a scene id stands twice: {ids}")
        keys = [group_key(entity.name) for entity in self.entities]
        if len(set(keys)) != len(keys):
            raise ValueError(f"an entity stands twice: {[e.name for e in self.entities]}")
        known = set(keys)
        for scene in self.scenes:
            for track in scene.tracks:
                if group_key(track.entity) not in known:
                    raise ValueError(f"scene {scene.id} shows {track.entity!r}, which is no entity")

    def entity(self, name: str) -> Entity:
        """The entity of that name. Raises PlanError when there is none."""
        wanted = group_key(name)
        for entity in self.entities:
            if group_key(entity.name) == wanted:
                return entity
        raise PlanError(f"there is no entity {name!r} in this plan")

    def scene(self, scene_id: str) -> Scene:
        """The scene of that id. Raises PlanError when there is none."""
        for scene in self.scenes:
            if scene.id == scene_id:
                return scene
        raise PlanError(f"there is no scene {scene_id!r} in this plan")
