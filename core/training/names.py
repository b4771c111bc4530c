"""Which pictures are entities, and what people call them.

Owns the choice among emoji and their names; does not own pixels (`sprites`).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path


def _aliases() -> dict[str, tuple[str, ...]]:
    """The table of aliases.txt: label -> further names."""
    text = (Path(__file__).parent / "aliases.txt").read_text("utf-8")
    rows = [line.split(" = ") for line in text.splitlines() if " = " in line]
    return {label: tuple(names.split(", ")) for label, names in rows}


PEOPLE = frozenset(
    """person person-role person-fantasy person-activity person-sport person-resting""".split()
)
THINGS = frozenset(
    """face-costume animal-mammal animal-bird animal-amphibian animal-reptile animal-marine
    animal-bug plant-flower plant-other food-fruit food-vegetable food-prepared food-asian
    food-sweet drink dishware place-building place-religious place-other transport-ground
    transport-water transport-air hotel sky-weather event award-medal sport game arts-crafts
    clothing musical-instrument phone computer light-video book-paper mail writing office
    lock tool science medical household""".split()
)
SINGLES = frozenset(
    [
        "microphone", "headphone", "radio", "bell", "megaphone", "watch", "hourglass done",
        "alarm clock", "coin", "money bag", "compass", "snow-capped mountain", "mountain",
        "volcano", "desert island", "moai", "red heart", "blue heart", "green heart",
        "yellow heart", "stopwatch", "mantelpiece clock", "stop sign", "pirate flag",
        "chequered flag", "globe showing Americas", "vertical traffic light",
        "horizontal traffic light", "construction", "skull", "brain", "bone", "fire", "droplet",
        "tooth", "coffin", "headstone", "red circle",
    ]
)  # fmt: skip
BUSTS = frozenset({"person", "man", "woman"})  # whole figures carry these names
SKIPPED = re.compile(
    r"o’clock|-thirty|button|sign$|page|chart|index|selfie|gesturing|facepalm|shrug|pouting"
    r"|frowning|tipping|raising|bowing|massage|haircut|sunrise|sunset|cityscape|bridge at night"
    r"|fog|station|motorway|milky way|night with stars|Japanese post|wedding|love hotel|x-ray"
    r"|low battery|moon viewing|facing right|thumbs|trackball|wind face|red triangle|mouse trap"
    r"|muted|volume|children crossing|kneeling|cane|holding|wheelchair facing|bookmark|label"
    r"|face with|feeding baby|levitating|hole|railway track|departure|arrival|suspension"
    r"|pond|hot springs|locked|outbox|inbox|envelope|e-mail|receipt|convenience|department"
)
# Words people use that the labels lack, or that a label's own tags would send elsewhere.
ALIASES = _aliases()


@dataclass(frozen=True)
class Named:
    """One emoji: file stem, its names (main name first), subgroup, skin variants' stems."""

    stem: str
    names: tuple[str, ...]
    subgroup: str
    tones: tuple[str, ...] = ()


RENAMED = {
    "red circle": "ball",
    "skis": "ski boot on a ski",
    "tennis": "tennis racket",
} | {  # whole figures of our own bear these names
    name: f"{name} face"
    for name in (
        "alien", "astronaut", "bear", "boy", "child", "fox", "frog", "girl", "hamster", "koala",
        "lion", "old man", "old woman", "panda", "polar bear", "prince", "princess", "raccoon",
        "robot", "superhero", "unicorn", "wolf",
    )
}  # fmt: skip


def clean(label: str) -> str:
    """A label as people would say it."""
    if label in RENAMED:
        return RENAMED[label]
    text = label.replace("’", "'").replace(": ", " with ").strip()
    return text if text == "T-Rex" else text.lower()


def catalogue(emojibase: Path, stems: frozenset[str]) -> tuple[Named, ...]:
    """The entities among `stems` (file stems of the sprite set), with their names."""
    data = json.loads((emojibase / "package/en/data.json").read_text("utf-8"))
    groups = json.loads((emojibase / "package/meta/groups.json").read_text("utf-8"))["subgroups"]
    rows = [row for row in data if "subgroup" in row]
    chosen = [row for row in rows if _wanted(row["label"], groups[str(row["subgroup"])])]
    tag_counts = Counter(tag for row in chosen for tag in row.get("tags", ()))
    taken = {clean(row["label"]) for row in chosen}
    taken |= {alias for aliases in ALIASES.values() for alias in aliases}
    found = []
    for row in chosen:
        stem = _stem(row["hexcode"], stems)
        if stem is None:
            continue
        label = row["label"]
        tags = [
            tag for tag in row.get("tags", ())
            if tag_counts[tag] <= 2 and tag not in taken and tag.isalpha() and len(tag) > 2
        ]  # fmt: skip
        tones = [_stem(skin["hexcode"], stems) for skin in row.get("skins", ())]
        found.append(
            Named(
                stem=stem,
                names=tuple(dict.fromkeys((clean(label), *ALIASES.get(label, ()), *tags[:3]))),
                subgroup=groups[str(row["subgroup"])],
                tones=tuple(tone for tone in tones if tone is not None)[:5],
            )
        )
    return tuple(found)


def _wanted(label: str, subgroup: str) -> bool:
    if label in SINGLES:
        return True
    if label in BUSTS:
        return False
    if SKIPPED.search(label):
        return False
    return subgroup in PEOPLE or subgroup in THINGS


def _stem(hexcode: str, stems: frozenset[str]) -> str | None:
    plain = hexcode.lower()
    for candidate in (plain, plain.replace("-fe0f", ""), plain + "-fe0f"):
        if candidate in stems:
            return candidate
    return None
