"""How large things are drawn relative to one another: nature, tamed, bent by what was said."""

from __future__ import annotations

import math

from core.planner.offline.discourse import Actor, Actors, Discourse
from core.planner.offline.model import SceneModel

_TAME = 0.17  # exponent on metres: an elephant is drawn 1.8 times as wide as a mouse, not 40
_FEWEST, _MOST = 0.5, 1.7
_ROUNDS = 4
_BIG = 1.9  # "giant" against "tiny"


def sizes(scene: SceneModel, talk: Discourse) -> dict[Actor, tuple[float, float]]:
    """Nominal width and height of every actor; a dog's side is about 1."""
    sides = {actor: _side(talk, actor) for actor in scene.cast}
    scales = [*scene.scales, *_said(scene, talk)]
    for _ in range(_ROUNDS):
        for a, b, ratio in scales:
            _bend(sides, a, b, ratio)
    for actor in sides:  # instances of one thing are of one size
        sides[actor] = sides.get((actor[0], 0), sides[actor])
    found: dict[Actor, tuple[float, float]] = {}
    for actor, side in sides.items():
        noun = talk.being(actor).noun
        aspect = min(max(noun.aspect, 0.65), 3.0 if noun.kind == "weather" else 1.5)
        found[actor] = (side * math.sqrt(aspect), side / math.sqrt(aspect))
    return found


def _said(scene: SceneModel, talk: Discourse) -> list[tuple[Actors, Actors, float]]:
    """`a giant mouse and a tiny elephant`: adjectives that outweigh nature."""
    firsts = [a for a in scene.cast if a[1] == 0]
    return [
        ((a,), (b,), 1.25)
        for a in firsts
        for b in firsts
        if talk.being(a).size >= _BIG * talk.being(b).size
    ]


def _side(talk: Discourse, actor: Actor) -> float:
    being = talk.being(actor)
    nature: float = min(max((being.noun.metres / 0.7) ** _TAME, _FEWEST), _MOST)
    return nature * min(max(being.size, 0.5), 1.8)


def _bend(
    sides: dict[Actor, float], a: tuple[Actor, ...], b: tuple[Actor, ...], ratio: float
) -> None:
    mine, theirs = sides[a[0]], sides[b[0]]
    if abs(ratio - 1) < 0.01:
        mean = math.sqrt(mine * theirs)
        sides.update(dict.fromkeys((*a, *b), mean))
    elif (ratio > 1) == (mine < theirs * ratio):
        middle = math.sqrt(mine * theirs)
        sides.update(dict.fromkeys(a, middle * math.sqrt(ratio)))
        sides.update(dict.fromkeys(b, middle / math.sqrt(ratio)))
