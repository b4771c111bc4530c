"""From what was read to a plan: one reading of all numbers, gaps filled, everything counted.

Owns frames with holes, identities across frames, and words for scenes that have none. Mending
of boxes and names is `core.plan.build`'s.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from core import limits
from core.errors import BadReply, PlanError
from core.plan.build import (
    Item,
    Layout,
    Tally,
    assembled,
    entities_from,
    mended_name,
    mended_text,
    tracks_from,
)
from core.plan.schema import Sampling, Scene, VideoPlan, group_key
from core.planner.coordinates import Reading, decide
from core.planner.drafts import Draft, DraftFrame, DraftScene, RawBox

_ARTICLES = ("a ", "an ", "the ")


class Imported(NamedTuple):
    """A plan that was read, and what a person should know about the reading."""

    plan: VideoPlan
    warnings: tuple[str, ...]


def assemble(draft: Draft, *, planner: str, prompt: str = "") -> Imported:
    """The plan that `draft` describes.

    Raises:
        BadReply: more scenes, frames or things than a plan holds.
    """
    if len(draft.scenes) > limits.SCENES:
        raise BadReply(f"the reply has {len(draft.scenes)} scenes: the most is {limits.SCENES}")
    tally, reading = Tally(), decide(draft)
    notes = [] if reading.sure else [reading.words]
    cast = _cast(draft, tally)
    try:
        scenes = [
            _scene(scene, at, reading, cast, tally, notes)
            for at, scene in enumerate(draft.scenes, start=1)
        ]
        plan, warnings = assembled(
            scenes=scenes,
            entities=entities_from(cast.items()),
            prompt=mended_text(prompt, tally, limits.PROMPT_CHARS),
            title=mended_text(draft.title, tally),
            planner=planner,
            tally=tally,
        )
    except PlanError as error:
        raise BadReply(str(error)) from None
    if not any(scene.tracks for scene in plan.scenes):
        notes.append("there are no boxes in it: add them in the editor")
    return Imported(plan, (*notes, *warnings))


def _cast(draft: Draft, tally: Tally) -> dict[str, tuple[str, ...]]:
    """Listed entities with their attributes, by the name that boxes give them."""
    boxed = {group_key(box.name) for scene in draft.scenes for box in scene.boxes}
    cast: dict[str, tuple[str, ...]] = {}
    for scene in draft.scenes:
        for name, attributes in scene.entities:
            kept = mended_name(name, tally)
            if kept is None:
                continue
            bare = _without_article(kept)
            if group_key(kept) not in boxed and group_key(bare) in boxed:
                kept = bare
            words = tuple(w for a in attributes if (w := mended_name(a, tally)))
            cast[kept] = (*cast.get(kept, ()), *words)
            if len(cast) > limits.SCENES * limits.TRACKS_PER_SCENE:
                raise BadReply(f"the reply lists more than {len(cast) - 1} entities: ask for fewer")
    return cast


def _without_article(name: str) -> str:
    lower = name.casefold()
    return next((name[len(a) :] for a in _ARTICLES if lower.startswith(a)), name)


def _scene(
    draft: DraftScene,
    number: int,
    reading: Reading,
    cast: dict[str, tuple[str, ...]],
    tally: Tally,
    notes: list[str],
) -> Scene:
    frames = _timeline(draft, notes)
    known = {group_key(name): name for name in cast}
    names = _names(frames, known)
    items = tuple(
        tuple(
            Item(name, reading.corners(box), box.ident or "")
            for box, name in zip(frame.boxes, names[at], strict=True)
            if box.numbers is not None and not _out_of_sight(box, reading)
        )
        for at, frame in enumerate(frames)
    )
    n_frames = max(2, min(len(frames), limits.FRAMES_MAX)) if frames else 9
    tracks = tracks_from(Layout(_filled(frames, items)), n_frames=n_frames, tally=tally)
    background = mended_text(draft.background, tally)
    description = draft.description or _described([t.entity for t in tracks], background)
    captions = tuple(mended_text(frame.caption, tally) for frame in frames)
    said = mended_text(draft.reasoning, tally, 1_000)
    boxes_read = f"{n_frames} layout frames, {reading.words}" if tracks else "no boxes"
    return Scene(
        id=f"scene-{number}",
        description=mended_text(description, tally),
        background=background,
        layout_frames=n_frames,
        tracks=tracks,
        captions=captions if len(captions) == n_frames and any(captions) else (),
        reading=f"{said} ({boxes_read})" if said else boxes_read.capitalize(),
        sampling=Sampling(layout_strength=draft.layout_strength),
    )


def _described(names: list[str], background: str) -> str:
    shown = [n if count == 1 else f"{count} × {n}" for n, count in Counter(names).items()]
    return ", ".join([*shown, *([background] if background else [])])


def _out_of_sight(box: RawBox, reading: Reading) -> bool:
    """Wholly outside the frame, or written with no size: the thing is not seen."""
    x0, y0, x1, y1 = reading.corners(box)
    left, right = min(x0, x1), max(x0, x1)
    top, bottom = min(y0, y1), max(y0, y1)
    return right <= 0 or bottom <= 0 or left >= 1 or top >= 1 or left == right or top == bottom


def _timeline(draft: DraftScene, notes: list[str]) -> list[DraftFrame]:
    """The frames in order of their numbers; a hole is a frame with `read=False`."""
    frames = sorted(draft.frames, key=lambda frame: frame.number)
    if not frames:
        return []
    numbers = [frame.number for frame in frames]
    if len(set(numbers)) != len(numbers):
        raise BadReply(f"{draft.where}: frame numbers {numbers} are not each once")
    first = numbers[0] if numbers[0] <= 1 or len(numbers) == 1 else _start(numbers)
    span = numbers[-1] - first + 1
    if span > 1_000:
        raise BadReply(f"{draft.where} has {span} frames: at most 1000 are read")
    holes = sorted(set(range(first, numbers[-1] + 1)) - set(numbers))
    if holes:
        notes.append(
            f"{draft.where} lacks frame {', '.join(map(str, holes[:9]))}"
            f"{'…' if len(holes) > 9 else ''}: filled in between its neighbours"
        )
    by_number = {frame.number: frame for frame in frames}
    whole = [by_number.get(n, DraftFrame(n, read=False)) for n in range(first, numbers[-1] + 1)]
    for frame in frames:
        frame.read = True
    return [*whole, whole[0]] if len(whole) == 1 else whole


def _start(numbers: list[int]) -> int:
    """Frame numbers such as 8, 16, 24 begin one step before; 5, 6, 7 begin where they do."""
    return numbers[0]


def _filled(
    frames: list[DraftFrame], items: tuple[tuple[Item, ...], ...]
) -> tuple[tuple[Item, ...], ...]:
    """`items` with holes interpolated between the frames around them."""
    filled = list(items)
    for at, frame in enumerate(frames):
        if frame.read:
            continue
        low = max(i for i in range(at) if frames[i].read)
        high = min(i for i in range(at + 1, len(frames)) if frames[i].read)
        t = (at - low) / (high - low)
        filled[at] = _between(items[low], items[high], t)
    return tuple(filled)


def _between(a: tuple[Item, ...], b: tuple[Item, ...], t: float) -> tuple[Item, ...]:
    later: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in b:
        later[group_key(item.name), item.tag].append(item)
    between = []
    for item in a:
        partners = later[group_key(item.name), item.tag]
        if partners:
            to = partners.pop(0)
            box = tuple(p + (q - p) * t for p, q in zip(item.box, to.box, strict=True))
            between.append(item._replace(box=box))
        elif t < 0.5:
            between.append(item)
    rest = [item for items in later.values() for item in items]
    return (*between, *(rest if t >= 0.5 else ()))


def _names(frames: list[DraftFrame], known: dict[str, str]) -> list[list[str]]:
    """The name of every box: as listed; and one id keeps its first name unless ids swapped."""
    first: dict[str, str] = {}
    for frame in frames:
        for box in frame.boxes:
            if box.ident is not None:
                first.setdefault(box.ident, box.name)
    owners = {group_key(name) for name in first.values()}
    named = []
    for frame in frames:
        line = []
        for box in frame.boxes:
            name = box.name
            if box.ident is not None and group_key(name) not in owners:
                name = first[box.ident]
            bare = _without_article(name)
            group = group_key(name)
            line.append(name if group in known else known.get(group_key(bare), name))
        named.append(line)
    return named
