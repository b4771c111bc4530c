"""What a background is called, and a short true caption of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.training.backgrounds.moods import Mood

SYNONYMS: dict[str, tuple[str, ...]] = {
    "meadow": ("field", "grassland", "grassy field", "green meadow"),
    "forest": ("woods", "woodland", "green forest"),
    "autumn forest": ("forest in autumn", "fall woods", "autumn woods"),
    "jungle": ("rainforest", "tropical forest"),
    "park": ("city park", "public park"),
    "garden": ("flower garden", "backyard", "back garden"),
    "farm": ("farmyard", "farmland", "barnyard"),
    "desert": ("sandy desert", "sand dunes", "dunes"),
    "mountains": ("mountain valley", "mountain landscape", "alps"),
    "snow field": ("snow", "snowy field", "winter landscape"),
    "volcano": ("erupting volcano", "lava landscape"),
    "cave": ("cavern", "rocky cave", "grotto"),
    "sunset hills": ("hills at sunset", "rolling hills at sunset"),
    "hills": ("rolling hills", "green hills", "countryside"),
    "beach": ("sandy beach", "seashore", "seaside"),
    "lake": ("pond", "lakeside", "calm lake"),
    "ocean": ("sea", "open sea", "open ocean"),
    "underwater": ("under the sea", "coral reef", "sea floor", "bottom of the ocean"),
    "river": ("stream", "riverbank", "creek"),
    "harbour": ("harbor", "port", "marina", "pier"),
    "swimming pool": ("pool", "poolside"),
    "waterfall": ("jungle waterfall", "waterfall in the hills"),
    "sky": ("blue sky", "clouds", "sky with clouds", "cloudy sky"),
    "night sky": ("starry sky", "starry night", "sky full of stars"),
    "sunset sky": ("sky at sunset", "evening sky", "orange sky"),
    "outer space": ("space", "galaxy", "cosmos", "starfield"),
    "moon surface": ("moon", "lunar surface", "surface of the moon"),
    "city street": ("street", "city", "town street", "downtown"),
    "rainy street": ("street in the rain", "wet street", "rainy city"),
    "road": ("country road", "highway", "open road"),
    "village": ("small town", "town", "village square"),
    "bridge": ("stone bridge", "bridge over a river"),
    "rooftop": ("roof", "roof terrace", "rooftop over the city"),
    "playground": ("play area", "children's playground"),
    "football field": ("soccer field", "stadium", "sports field"),
    "race track": ("racetrack", "racing circuit"),
    "train station": ("railway station", "station platform"),
    "kitchen": ("home kitchen", "cosy kitchen"),
    "living room": ("lounge", "sitting room", "cosy living room"),
    "bedroom": ("cosy bedroom", "sleeping room"),
    "bathroom": ("tiled bathroom", "washroom"),
    "classroom": ("school classroom", "schoolroom"),
    "office": ("workplace", "office room"),
    "gym": ("fitness room", "fitness studio", "weight room"),
    "restaurant": ("cafe", "dining room", "diner"),
    "library": ("room full of books", "reading room"),
    "shop": ("store", "supermarket", "grocery store"),
    "castle hall": ("throne room", "great hall", "palace hall"),
    "stage": ("theatre stage", "theater", "concert stage"),
    "museum": ("art gallery", "museum hall"),
    "laboratory": ("lab", "science lab"),
    "plain studio": ("plain background", "studio", "plain wall", "empty room"),
}  # fmt: skip

BARE = frozenset({
    "farmland", "dunes", "mountains", "alps", "snow", "underwater", "clouds", "space", "downtown",
    "hills", "sand dunes", "under the sea", "sunset hills", "hills at sunset", "outer space",
    "rolling hills at sunset", "rolling hills", "green hills", "fall woods", "autumn woods",
})  # fmt: skip
THE = frozenset({
    "seaside", "ocean", "sea", "sky", "moon", "countryside", "jungle", "seashore", "cosmos",
    "woods", "open sea", "open ocean", "sea floor", "bottom of the ocean", "moon surface",
    "lunar surface", "surface of the moon", "night sky",
})  # fmt: skip
SAYS_TIME = ("sunset", "night", "evening", "starry", "stars", "orange sky", "blue sky")


@dataclass(frozen=True)
class Told:
    """What a painter says of its picture: the standing line, its adjectives and its details."""

    ground: float
    with_: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()


def _words(phrase: str) -> set[str]:
    """The words that count, singular, to keep a caption from saying a thing twice."""
    small = {"a", "an", "the", "of", "and", "with", "in", "on", "over"}
    return {word.rstrip("s") for word in phrase.split()} - small


def _article(phrase: str, noun: str) -> str:
    if noun in THE:
        return "the "
    if noun in BARE:
        return ""
    return "an " if phrase[0] in "aeiou" else "a "


def caption(rng: np.random.Generator, kind: str, told: Told, mood: Mood) -> str:
    """A short caption that is true to the picture; a third of them are little but the name."""

    def pick(options: Sequence[str]) -> str:
        return options[int(rng.integers(len(options)))]

    noun = kind if rng.random() < 0.5 else pick(SYNONYMS[kind])
    time = pick(mood.said) if mood.always_said or rng.random() < 0.5 else ""
    if any(word in noun for word in SAYS_TIME):
        time = ""
    if rng.random() < 0.36:
        return f"{noun} {time}".strip()
    phrase = noun
    if told.adjectives and rng.random() < 0.45:
        adjective = pick(told.adjectives)
        if adjective not in noun:
            phrase = f"{adjective} {noun}"
    if rng.random() < 0.8:
        phrase = _article(phrase, noun) + phrase
    details = [d for d in told.with_ if not _words(d) & _words(phrase)]
    if details and " with " not in noun and rng.random() < 0.75:
        first = pick(details)
        phrase += f" with {first}"
        others = [d for d in details if not _words(d) & _words(phrase)]
        if others and " and " not in first and rng.random() < 0.3:
            phrase += f" and {pick(others)}"
    return f"{phrase} {time}".strip()
