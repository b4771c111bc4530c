"""What a thing stands on in the scene at hand: air, water, a wall, a table or the ground."""

from __future__ import annotations

from core.planner.offline.discourse import Actor, Discourse
from core.planner.offline.lexicon import access, places
from core.planner.offline.model import SceneModel

_ON_FOOT = frozenset(
    """walk run stand sit sleep lie eat drink peck hop waddle strut march dance rest doze nap snore
    snooze crouch limp creep sneak stroll bow read write cook paint wear hug kiss meet greet wake
    hatch nest perch wait guard graze play stumble trip talk sing drive ride lead pull push
    chat kneel stretch yawn work shake step trot""".split()
)
_WET = frozenset("lake ocean sea river pool water pond harbour underwater beach swamp bay".split())


def lands(lemma: str) -> bool:
    """Whether a bird that does this is on its feet."""
    return lemma in _ON_FOOT


def flies(lemma: str) -> bool:
    """Whether who does this leaves the ground."""
    verb = access.verb(lemma)
    groups = ("rise", "soar", "swoop", "circle", "hover", "drift")
    return soars(lemma) or lemma in ("dart", "flit") or bool(verb and verb.group in groups)


def soars(lemma: str) -> bool:
    """Whether anybody who does this is in the air."""
    return lemma in ("fly", "flutter", "soar", "hover", "levitate", "glide")


def stance(scene: SceneModel, talk: Discourse, actor: Actor) -> str:
    """ground, air, water, wall or table, as the actor holds itself in `scene`."""
    noun = talk.being(actor).noun
    if actor in scene.landed:
        return "ground"
    if actor in scene.aloft:
        return "air"
    if noun.stance == "water" and noun.kind != "fish" and not wet(scene.background):
        return "ground"
    return noun.stance


def wet(background: str) -> bool:
    """Whether the scene plays in or on water."""
    words = set(background.split())
    return bool(words & _WET) or access.place(background) in places.WATER_PLACES
