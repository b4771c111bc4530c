"""Replies as careless models write them, each with the plan that it means.

A seed picks a truth (scenes, names, boxes) and the dirt: headings, quotes, brackets, units,
prose, comments. Whatever is random here is written in a way that a person would read without
doubt; the importer has to read the same.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass

Box = tuple[float, float, float, float]

NAMES = (
    "dog", "chef", "red ball", "farmer's truck", "hot-air balloon", "old man", "T-rex", "car 1",
    "car 2", "Dr. Smith", "piña colada", "girl in a blue coat", "猫", "teddy bear", "UFO",
)  # fmt: skip
PLACES = ("meadow", "city street at night", "kitchen", "beach at sunset", "O'Hare airport")
DEEDS = ("runs across", "waits in", "falls through", "looks around", "dances on")


@dataclass(frozen=True)
class TrueScene:
    """What a reply means."""

    description: str
    background: str
    frames: tuple[tuple[tuple[str, Box], ...], ...]


@dataclass(frozen=True)
class Dirty:
    """A reply and its meaning."""

    text: str
    scenes: tuple[TrueScene, ...]
    dirt: str  # what was done to it, for the message of a failing test


def dirty(seed: int) -> Dirty:
    """The reply of a seed; the same each time."""
    rng = random.Random(seed)
    scenes = tuple(_truth(rng, at) for at in range(rng.choice((1, 1, 1, 2, 3))))
    style = rng.choice((_pairs, _records, _mapping, _lines, _keyed, _calls, _yaml))
    unit = rng.choice(("one", "one", "one", "percent", "thousand"))
    if style in (_records, _keyed):
        unit = "lvd" if style is _records else "one"
    head = rng.choice(_HEADS)
    quote = rng.choice(("'", '"', '"', "“”"))
    if any("'" in name for s in scenes for f in s.frames for name, _ in f) and quote == "'":
        quote = '"' if rng.random() < 0.5 else "'"
    parts = [_opening(rng)]
    if unit == "thousand":
        parts.append(
            rng.choice(("Coordinates are from 0 to 1000.\n", "The canvas is 1000x1000.\n"))
        )
    for at, scene in enumerate(scenes, 1):
        parts.append(_scene(rng, scene, at, len(scenes), (style, unit, head, quote)))
    parts.append(rng.choice(("", "\n\nI hope this helps!", "\n\nLet me know if you need changes.")))
    text = _spoiled(rng, "".join(parts))
    return Dirty(text, scenes, f"{style.__name__} {unit} {head!r} {quote}")


def _truth(rng: random.Random, at: int) -> TrueScene:
    names = rng.sample(NAMES, rng.randint(1, 3))
    starts = {name: _start(rng) for name in names}
    count = rng.choice((2, 4, 6, 8, 9))
    frames = []
    for frame in range(count):
        shown = [n for n in names if n == names[0] or rng.random() > 0.06]
        frames.append(tuple((n, _moved(starts[n], frame)) for n in shown))
    place = rng.choice(PLACES)
    text = f"The {names[0]} {rng.choice(DEEDS)} the {place}"
    return TrueScene(text, place, tuple(frames))


def _start(rng: random.Random) -> tuple[int, int, int, int, int]:
    """x, y, width, height and step, in thirty-seconds: exact in every unit that is written."""
    return (
        rng.randint(0, 6), rng.randint(0, 10), rng.randint(4, 10), rng.randint(4, 20),
        rng.choice((0, 1)),
    )  # fmt: skip


def _moved(start: tuple[int, int, int, int, int], frame: int) -> Box:
    x, y, width, height, step = start
    x0 = x + step * frame
    return (x0 / 32, y / 32, (x0 + width) / 32, (y + height) / 32)


_HEADS = (
    "Frame {n}: ", "Frame_{n}: ", "**Frame {n}:** ", "**Frame {n}**: ", "- Frame {n}: ",
    "* **Frame {n}** - ", "{n}. Frame {n}: ", "Frame #{n}: ", "### Frame {n}\n", "Frame {n} - ",
    "frame{n}: ", "Frame {n} of 9: ", "`Frame_{n}`: ", "FRAME {n}:\n", "Keyframe {n}: ",
    "> Frame {n}: ", "Frame {n} (t={n}.0s): ", "[Frame_{n}]: ", "Frame-{n}: ", "Frame {n} = ",
)  # fmt: skip

Look = tuple[object, str, str, str]


def _scene(rng: random.Random, scene: TrueScene, at: int, of: int, look: Look) -> str:
    style, unit, head, quote = look
    lines = []
    if of > 1 or rng.random() < 0.6:
        lines.append(rng.choice(_SCENE_HEADS)(at, scene))
    else:
        lines.append(f"Caption: {scene.description}")
    if style is _records and rng.random() < 0.7:
        lines.append("Reasoning: it moves to the right, so its x grows by the same step.")
    shape = rng.choice(("line", "line", "split"))
    for number, frame in enumerate(scene.frames, 1):
        body = style(rng, frame, unit, quote)  # type: ignore[operator]
        if shape == "split" and style in (_pairs, _records):
            body = body.replace("], [", "],\n [").replace("}, {", "},\n {")
        comment = rng.choice(("", "", "", "  # moves on", "  // still here"))
        if style in (_lines, _keyed, _yaml) or "\n" in body:
            comment = ""
        lines.append(head.format(n=number) + body + comment)
    label = rng.choice(("Background keyword: ", "Background: ", "**Background:** "))
    lines.append(label + scene.background)
    return rng.choice(("\n", "\n", "\n\n")).join(lines) + "\n\n"


_SCENE_HEADS = (
    lambda n, s: f"Step {n}: [Prompt: {s.description}, Background: {s.background}]",
    lambda n, s: f"**Scene {n}:** {s.description}",
    lambda n, s: f"### Scene {n}\nPrompt: {s.description}",
    lambda n, s: f"Step {n}:\n- **Prompt**: {s.description}",
    lambda n, s: f"[step_{n}: [{s.description}; background: {s.background}]]",
    lambda n, s: f'Scene {n} - \nDescription: "{s.description}"',
)


def _quoted(name: str, quote: str) -> str:
    return f"{quote[0]}{name}{quote[-1]}"


def _numbers(box: Box, unit: str) -> list[str]:
    if unit == "lvd":
        x0, y0, x1, y1 = (round(v * 512) for v in box)
        return [str(v) for v in (x0, y0, x1 - x0, y1 - y0)]
    if unit == "percent":
        return [f"{v * 100:g}%" for v in box]
    if unit == "thousand":
        return [f"{v * 1000:g}" for v in box]
    return [f"{v:g}" for v in box]


Frame = tuple[tuple[str, Box], ...]


def _pairs(rng: random.Random, frame: Frame, unit: str, quote: str) -> str:
    items = [f"[{_quoted(n, quote)}, [{', '.join(_numbers(b, unit))}]]" for n, b in frame]
    return f"[{', '.join(items)}{rng.choice(('', '', ','))}]"


def _records(rng: random.Random, frame: Frame, unit: str, quote: str) -> str:
    order = rng.random() < 0.3
    items = []
    for name, box in frame:
        numbers = f"[{', '.join(_numbers(box, unit))}]"
        q = quote if len(quote) == 1 else '"'
        fields = [f"{q}name{q}: {_quoted(name, q)}", f"{q}box{q}: {numbers}"]
        number = NAMES.index(name)
        items.append(f"{{{q}id{q}: {number}, {', '.join(reversed(fields) if order else fields)}}}")
    return f"[{', '.join(items)}]"


def _mapping(rng: random.Random, frame: Frame, unit: str, quote: str) -> str:
    items = [f"{_quoted(n, quote)}: [{', '.join(_numbers(b, unit))}]" for n, b in frame]
    return f"{{{', '.join(items)}}}"


def _lines(rng: random.Random, frame: Frame, unit: str, quote: str) -> str:
    bullet = rng.choice(("- ", "* ", "  • ", "   "))
    left, right = rng.choice(("[]", "()"))
    items = [f"{bullet}{n}: {left}{', '.join(_numbers(b, unit))}{right}" for n, b in frame]
    return "\n" + "\n".join(items)


def _keyed(rng: random.Random, frame: Frame, unit: str, quote: str) -> str:
    keys = rng.choice((("x0", "y0", "x1", "y1"), ("left", "top", "right", "bottom")))
    items = [
        f"- {n}: " + ", ".join(f"{k}={v}" for k, v in zip(keys, _numbers(b, unit), strict=True))
        for n, b in frame
    ]
    return "\n" + "\n".join(items)


def _calls(rng: random.Random, frame: Frame, unit: str, quote: str) -> str:
    items = [f"({_quoted(n, quote)}, ({', '.join(_numbers(b, unit))}))" for n, b in frame]
    return f"[{', '.join(items)}]"


def _yaml(rng: random.Random, frame: Frame, unit: str, quote: str) -> str:
    items = [
        f"  - name: {json.dumps(n, ensure_ascii=False)}\n    box: [{', '.join(_numbers(b, unit))}]"
        for n, b in frame
    ]
    return "\n" + "\n".join(items)


def _opening(rng: random.Random) -> str:
    return rng.choice(
        (
            "", "", "Sure! Here is the plan you asked for.\n\n", "Certainly:\n\n",
            "<think>Frame 1 needs the dog at [0.9, 0.9, 1, 1]. Or not?</think>\n",
            "Okay, let's lay this out. The layout follows [see the rules] below.\n\n",
        )
    )  # fmt: skip


def _spoiled(rng: random.Random, text: str) -> str:
    if rng.random() < 0.15:
        text = f"```\n{text.strip()}\n```"
    if rng.random() < 0.1:
        text = text.replace(": [", "：[").replace(", [", "， [")
    if rng.random() < 0.1:
        text = text.replace(": ", ":\u00a0")
    if rng.random() < 0.1:
        text = "\ufeff" + text
    if rng.random() < 0.15:
        text = "\n".join(line + "  " for line in text.split("\n"))
    if rng.random() < 0.15:
        text = text.replace("\n", "\r\n")
    return text
