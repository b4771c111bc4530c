"""Prompts with what they ask for: suites made from templates and common things, by seed.

VPEval's four skills and ActionBench's directions in the paper's manner; the five skills of
LLM-grounded Video Diffusion; and little stories whose cast returns from scene to scene.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from core.errors import InputError
from core.evaluation.skills import (
    Beside,
    Check,
    Coloured,
    Count,
    Moves,
    Passes,
    Present,
    Size,
    Visible,
    Visits,
)

VPEVAL = ("object", "count", "spatial", "scale")
LVD = ("numeracy", "attribution", "visibility", "dynamic spatial", "sequential")
ALL = (*VPEVAL, "direction", *LVD)

THINGS = tuple(
    """dog, cat, horse, cow, sheep, elephant, zebra, giraffe, bear, car, bus, train, truck, boat,
    airplane, bicycle, motorcycle, apple, banana, pizza, cake, carrot, book, clock, chair,
    umbrella, teddy bear, backpack, suitcase, kite, skateboard, bottle, cup, laptop, potted plant,
    fire hydrant, stop sign, donut, sandwich, broccoli""".replace("\n", " ").split(", ")
)  # fmt: skip
THINGS = tuple(" ".join(thing.split()) for thing in THINGS)
MOVERS = ("dog", "cat", "horse", "car", "bus", "truck", "boat", "rabbit", "pig", "fox", "bicycle")
RISING = ("balloon", "rocket", "kite", "bird", "airplane", "butterfly", "owl", "parrot")
PLACES = ("a meadow", "a beach", "a forest", "a city street", "a park", "a kitchen", "a desert",
          "a snow field", "a farm", "a lake")  # fmt: skip
COLOURS = ("red", "blue", "green", "yellow", "pink", "purple")
PAINTED = ("car", "bus", "balloon", "umbrella", "ball", "book", "chair", "bird", "cat", "boat")
STANDING = ("chair", "umbrella", "potted plant", "fire hydrant")
HEROES = ("dog", "cat", "horse", "pig", "rabbit", "elephant", "robot", "bear", "cow")
LIVELY = "A realistic lively video of a scene"  # how LVD begins its prompts
PATIENCE = 500  # prompts drawn again and again before a skill counts as used up
NUMBERS = ("zero", "one", "two", "three", "four")
PLURALS = {"sheep": "sheep", "bus": "buses", "sandwich": "sandwiches", "broccoli": "broccoli"}


@dataclass(frozen=True)
class Case:
    """A prompt and the check of what it asks for."""

    skill: str
    prompt: str
    check: Check


def plural(name: str) -> str:
    """More than one of `name`."""
    return PLURALS.get(name, f"{name}s")


def some(name: str) -> str:
    """`name` with its article."""
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def cases(skill: str, n: int, seed: int = 0) -> tuple[Case, ...]:
    """`n` prompts of one skill of ALL, the same for the same seed; a longer list begins alike.

    Raises:
        InputError: the templates do not give that many different ones.
    """
    digest = hashlib.sha256(f"{skill}:{seed}".encode()).digest()
    rng = np.random.default_rng(int.from_bytes(digest[:8], "big"))
    maker = _MAKERS[skill]
    made: dict[str, Case] = {}
    tries = 0
    while len(made) < n:
        prompt, check = maker(rng, len(made))
        tries = tries + 1 if prompt in made else 0
        if tries > PATIENCE:
            raise InputError(f"there are about {len(made)} prompts of {skill!r}, fewer than {n}")
        made.setdefault(prompt, Case(skill, prompt, check))
    return tuple(made.values())


def _two(rng: np.random.Generator, of: tuple[str, ...] = THINGS) -> tuple[str, str]:
    a, b = rng.choice(len(of), 2, replace=False)
    return of[int(a)], of[int(b)]


def _object(rng: np.random.Generator, i: int) -> tuple[str, Check]:
    name = str(rng.choice(THINGS))
    return f"{some(name)} in {rng.choice(PLACES)}".capitalize(), Present(name)


def _count(rng: np.random.Generator, i: int) -> tuple[str, Check]:
    name, n = str(rng.choice(THINGS[:30])), 1 + i % 4
    who = some(name) if n == 1 else f"{NUMBERS[n]} {plural(name)}"
    return f"{who} in {rng.choice(PLACES)}".capitalize(), Count(name, n)


def _spatial(rng: np.random.Generator, i: int) -> tuple[str, Check]:
    a, b = _two(rng)
    side = ("left", "right", "above", "below")[i % 4]
    words = {
        "left": "to the left of",
        "right": "to the right of",
        "above": "above",
        "below": "below",
    }
    return f"{some(a)} {words[side]} {some(b)}".capitalize(), Beside(a, side, b)


def _scale(rng: np.random.Generator, i: int) -> tuple[str, Check]:
    a, b = _two(rng)
    relation = ("bigger", "smaller", "same")[i % 3]
    words = {"bigger": "bigger than", "smaller": "smaller than", "same": "the same size as"}
    return f"{some(a)} that is {words[relation]} {some(b)}".capitalize(), Size(a, relation, b)


def _direction(rng: np.random.Generator, i: int) -> tuple[str, Check]:
    if i % 4 == 3:
        thing, way = str(rng.choice(RISING)), "up"
        return f"{some(thing)} moving from the bottom to the top".capitalize(), Moves(thing, way)
    name, way = str(rng.choice(MOVERS)), ("right", "left")[i % 2]
    start = "left" if way == "right" else "right"
    where = f"from {start} to {way} across {rng.choice(PLACES)}"
    return f"{some(name)} moving {where}".capitalize(), Moves(name, way)


def _numeracy(rng: np.random.Generator, i: int) -> tuple[str, Check]:
    name, n = str(rng.choice(MOVERS)), 1 + i % 4
    who = f"{NUMBERS[n]} {name if n == 1 else plural(name)}"
    return f"{LIVELY} with {who}", Count(name, n)


def _attribution(rng: np.random.Generator, i: int) -> tuple[str, Check]:
    name, colour = str(rng.choice(PAINTED)), COLOURS[i % len(COLOURS)]
    return f"{LIVELY} with a {colour} {name}", Coloured(name, colour)


def _visibility(rng: np.random.Generator, i: int) -> tuple[str, Check]:
    name, half = str(rng.choice(MOVERS)), ("first", "second")[i % 2]
    text = f"{LIVELY} in which {some(name)} appears only in the {half} half of the video"
    return text, Visible(name, half)


def _dynamic(rng: np.random.Generator, i: int) -> tuple[str, Check]:
    start, end = (("left", "right"), ("right", "left"))[i % 2]
    if i % 4 < 2:
        name = str(rng.choice(MOVERS))
        text = f"{LIVELY} with {some(name)} moving from the {start} to the {end}"
        return text, Moves(name, end)
    name, other = str(rng.choice(MOVERS)), str(rng.choice(STANDING))
    text = f"{LIVELY} in which {some(name)} moves from the {start} of {some(other)} to its {end}"
    return text, Passes(name, start, end, other)


def _sequential(rng: np.random.Generator, i: int) -> tuple[str, Check]:
    name = str(rng.choice(MOVERS))
    x, far = (("left", "right"), ("right", "left"))[i % 2]
    text = (
        f"{LIVELY} in which {some(name)} initially on the lower {x} of the scene."
        f" It first moves to the lower {far} of the scene,"
        f" and then moves to the upper {far} of the scene."
    )
    return text, Visits(name, (f"lower {x}", f"lower {far}", f"upper {far}"))


_MAKERS = {
    "object": _object, "count": _count, "spatial": _spatial, "scale": _scale,
    "direction": _direction, "numeracy": _numeracy, "attribution": _attribution,
    "visibility": _visibility, "dynamic spatial": _dynamic, "sequential": _sequential,
}  # fmt: skip

_TALES = (
    "{A} walks in {p}. Then the {a} sits in {q}. Finally the {a} sleeps in {r}.",
    "{A} meets {b} in {p}. Then the {a} and the {c} stand in {q}.",
    "{A} runs across {p}. Then {the_a} looks at {b} in {q}. Later the {a} rests in {r}.",
)


def tales(n: int, seed: int = 0) -> tuple[str, ...]:
    """`n` prompts of several scenes in which somebody returns."""
    rng = np.random.default_rng((seed, 77))
    out = []
    for i in range(n):
        a, b = _two(rng, HEROES)
        p, q, r = (PLACES[int(k)] for k in rng.choice(len(PLACES), 3, replace=False))
        who = {"A": some(a).capitalize(), "a": a, "b": some(b), "c": b, "the_a": f"the {a}"}
        out.append(_TALES[i % len(_TALES)].format(**who, p=p, q=q, r=r))
    return tuple(out)
