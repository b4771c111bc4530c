"""The background of a scene: as said, as the verb has it, as before, or as the cast lives."""

from __future__ import annotations

from core.planner.offline import settings
from core.planner.offline.discourse import Actor, Discourse
from core.planner.offline.lexicon import access, places
from core.planner.offline.model import SceneModel
from core.planner.offline.syntax import Clause

_INDOORS = frozenset({"living room", "plain studio", "office", "kitchen"})


def settle(scene: SceneModel, talk: Discourse, clauses: list[Clause], previous: str) -> None:
    """Give the scene a background: as said, as the verb has it, as before, as the cast lives."""
    for clause in clauses:
        for mention in [*clause.subjects, *clause.objects]:
            if settings.setting(mention):
                settings.time_of(scene, mention)
    implied, strong = "", False
    for clause in clauses:
        found = places.VERB_PLACES.get(clause.lemma)
        if found and found[0] and (not implied or found[1]):
            implied, strong = found
    if (
        implied == "lake"
        and access.place(scene.background or previous) == "beach"
        and not (scene.background and scene.explicit)
    ):
        implied = "ocean"
    elif (
        strong
        and access.place(scene.background or previous) in places.WATER_PLACES
        and implied in places.WATER_PLACES
    ):
        strong = False
    beasts = scene.cast and all(talk.being(a).noun.kind != "person" for a in scene.cast)
    home = _habitat(scene, talk)
    if (implied in ("bedroom", "stage", "office") and beasts and home != "plain studio") or (
        implied == "lake" and home in ("underwater", "ocean")
    ):
        implied = home
    kinds = {talk.being(a).noun.kind for a in scene.cast}
    if scene.aloft and "furniture" not in kinds and home in _INDOORS:
        home = "sky"
    if not scene.background:
        base, _, _ = previous.partition(" at ")
        if strong or (implied and not previous):
            scene.background = implied
        elif previous:
            scene.background = previous if not scene.times else base
        else:
            scene.background = home
    times = " ".join(t for t in [scene.times] if t and t not in scene.background)
    if times == "at night" and scene.background in ("sky", "night sky"):
        scene.background, times = "night sky", ""
    scene.background = f"{scene.background} {times}".strip()


def _low(scene: SceneModel, talk: Discourse, actor: Actor) -> bool:
    """On its feet by itself: a person or a beast, or a bird that walks."""
    noun = talk.being(actor).noun
    stands = noun.stance == "ground" and noun.kind in ("person", "animal", "vehicle", "building")
    goes_up = any(m.kind in ("rise", "fall") for m in scene.moves.get(actor, []))
    return actor in scene.landed or (stands and not goes_up)


def _habitat(scene: SceneModel, talk: Discourse) -> str:
    counts: dict[str, float] = {}
    order = {
        "fish": 3.0,
        "person": 1.2,
        "animal": 2.0,
        "vehicle": 2.0,
        "bird": 1.6,
        "building": 1.6,
        "celestial": 1.5,
        "furniture": 1.8,
        "food": 1.4,
        "object": 1.1,
        "plant": 1.1,
    }
    low = any(_low(scene, talk, a) for a in scene.cast)
    for being in dict.fromkeys(a[0] for a in scene.cast):
        noun = talk.beings[being].noun
        if noun.habitat in ("sky", "night sky") and low:
            continue  # somebody stands
        if noun.habitat:
            counts[noun.habitat] = counts.get(noun.habitat, 0) + order.get(noun.kind, 0.5)
    return max(counts, key=lambda k: counts[k]) if counts else ("meadow" if low else "plain studio")
