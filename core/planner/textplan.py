"""Plans in the text formats of the paper's templates and of LVD, as real models write them.

Owns what a heading does to the scene it stands in. `marks` finds headings, `boxes` reads a
frame's contents, `fields` reads what stands behind "Entities:".
"""

from __future__ import annotations

import re

from core import limits
from core.errors import BadReply
from core.planner.boxes import boxes_in
from core.planner.drafts import Draft, DraftFrame, DraftScene
from core.planner.fields import entities_of, positional, prose
from core.planner.keys import says_absent
from core.planner.lenient import Node, plain, tree
from core.planner.loose import loose
from core.planner.marks import Mark, marks_of
from core.planner.parse import Cut

_FRAGMENT = re.compile(r"\n[\s*#_\-]*(?:fr?|fra|fram|frames?[ _]?\d{0,4})$", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"^[ \t]*(\d{1,3})[.:)][ \t]*(?=[\[{])", re.MULTILINE)
_MOST_FIGURES = 4_096  # of one frame: eight times the boxes that are read
_SHORT = 120  # a name on a line of its own, not a paragraph
_FIGURE = re.compile(r"(?<![\w.])[-+]?\.?\d")
_HAS_BOX = re.compile(r"(?:[-+]?[\d.]+%?[\s,;)(]{1,6}){3}[-+]?[\d.]+")


def read_text(text: str) -> Draft:
    """The plan that `text` holds, in the paper's or LVD's words.

    Raises:
        BadReply: no scene or frame is found, or one cannot be read; the message names it.
        Cut: the text ends in the middle of a frame.
    """
    if "frame" not in text.casefold():
        text = _BARE_NUMBER.sub(r"Frame \1: ", text)
    marks = marks_of(text)
    reader = _Reader()
    for mark in marks:
        reader.take(mark)
    reader.finish()
    scenes = [s for s in reader.scenes if s.frames or s.description or s.entities]
    if not scenes:
        raise BadReply(
            'no plan is found: there is no line like "Frame 1: [...]" or "Step 1: [...]"'
        )
    if _FRAGMENT.search(text):
        raise Cut("the text is cut off at its end, in the name of a frame")
    records = any(box.style == "record" for scene in scenes for box in scene.boxes)
    kind = "lvd" if records else "videodirectorgpt"
    hints = text if len(text) < 20_000 else text[:20_000]
    return Draft(scenes, kind, reader.title, _prose_of(hints, marks))


def _prose_of(text: str, marks: list[Mark]) -> str:
    """What the reply says outside its frames: where it may state how boxes are written."""
    first = next((m.start for m in marks if m.kind == "frame"), len(text))
    said = [m.content for m in marks if m.kind in ("reasoning", "heading", "description")]
    return text[:first] + "\n" + "\n".join(said)[:20_000]


class _Reader:
    """Takes headings in order and fills scenes."""

    def __init__(self) -> None:
        self.scenes: list[DraftScene] = []
        self.title = ""
        self._frame: DraftFrame | None = None
        self._titled: DraftScene | None = None

    @property
    def _scene(self) -> DraftScene:
        if not self.scenes:
            self._open(None)
        return self._current

    def _open(self, number: int | None) -> None:
        if len(self.scenes) >= 2 * limits.SCENES:
            raise BadReply(f"the text has more than {limits.SCENES} scenes: split it")
        scene = DraftScene(number, where=f"scene {len(self.scenes) + 1}")
        self.scenes.append(scene)
        self._current = scene
        self._frame = None

    def take(self, mark: Mark) -> None:
        if mark.kind == "frame":
            self._take_frame(mark)
        elif mark.kind == "scene":
            self._take_scene(mark)
        elif mark.kind != "heading":
            self._take_field(mark)

    def _take_scene(self, mark: Mark) -> None:
        known = [s for s in self.scenes if s.number == mark.number and not s.frames]
        later = self.scenes and self.scenes[-1] is not (known[-1] if known else None)
        if known and (later or known[-1].description):
            self._current, self._frame = known[-1], None
        else:
            self._open(mark.number)
        parts = positional(mark.content)
        scene = self._current
        if not scene.description:
            scene.description = parts.description
            self._titled = scene  # a heading's words give way to a prompt
        scene.background = scene.background or parts.background
        scene.entities = scene.entities or parts.entities

    def _take_field(self, mark: Mark) -> None:
        words = prose(mark.content)
        if self._begins_anew(mark):
            self._open(None)
        scene = self._scene
        if mark.kind == "caption" and self._frame is not None:
            self._frame.caption = self._frame.caption or words
        elif mark.kind in ("description", "caption"):
            if not scene.description or (scene is self._titled and words):
                scene.description = words
            self._titled = None
        elif mark.kind == "background":
            scene.background = scene.background or words.partition("\n")[0].strip(" .;]")
            self._frame = None
        elif mark.kind == "entities":
            scene.entities = scene.entities or entities_of(mark.content)
        elif mark.kind == "reasoning":
            scene.reasoning = scene.reasoning or words
            self._frame = None
        elif mark.kind == "strength":
            scene.layout_strength = _strength(words, scene.where)
        elif mark.kind == "title":
            self.title = self.title or words.partition("\n")[0]

    def _begins_anew(self, mark: Mark) -> bool:
        """Whether a field opens the next scene of a reply whose scenes have no headings."""
        if not self.scenes or not self._scene.frames or not mark.own_line:
            return False
        scene = self._scene
        full = {"reasoning": scene.reasoning, "description": scene.description}
        if mark.kind == "caption":
            return self._frame is None and bool(scene.background or scene.description)
        return bool(full.get(mark.kind))

    def _take_frame(self, mark: Mark) -> None:
        assert mark.number is not None
        scene = self._scene
        where = f"{scene.where}, frame {mark.number}"
        frame = _read_frame(mark, where, scene.frames[-1] if scene.frames else None)
        earlier = next((f for f in scene.frames if f.number == frame.number), None)
        if earlier is not None and not frame.read:
            earlier.caption = earlier.caption or frame.caption
            return
        if earlier is not None and not earlier.read:
            frame.caption = frame.caption or earlier.caption
            scene.frames[scene.frames.index(earlier)] = frame
        elif earlier is not None and earlier.boxes == frame.boxes:
            return
        elif earlier is not None and earlier is self._frame:
            earlier.boxes.extend(frame.boxes)  # a table: one row a box
            return
        elif earlier is not None:
            self._open(None)
            frame = _read_frame(mark, f"{self._current.where}, frame {mark.number}", None)
            self._current.frames.append(frame)
        else:
            scene.frames.append(frame)
        self._frame = frame
        for number in range(frame.number + 1, min(mark.until or 0, frame.number + 64) + 1):
            self._frame = DraftFrame(number, list(frame.boxes), frame.caption)
            self._current.frames.append(self._frame)

    def finish(self) -> None:
        """Checks what only the whole text can tell.

        Raises:
            BadReply: a frame holds prose where boxes are needed.
        """
        for scene in self.scenes:
            for frame in scene.frames:
                if not frame.read and not says_absent(frame.caption):
                    raise BadReply(
                        f"{scene.where}, frame {frame.number} holds no box that can be read:"
                        f" {frame.caption[:80]!r}"
                    )


def _strength(words: str, where: str) -> float | None:
    match = re.search(r"\d*\.?\d+", words)
    if match is None:
        return None
    value = float(match.group())
    if not 0 <= value <= 1:
        raise BadReply(f"{where}: a layout strength of {value:g} is outside [0, 1]")
    return value


def _read_frame(mark: Mark, where: str, before: DraftFrame | None) -> DraftFrame:
    assert mark.number is not None
    content = _own_part(mark.content)
    frame = DraftFrame(mark.number)
    figures = len(_FIGURE.findall(content))
    if figures > _MOST_FIGURES:
        raise BadReply(f"{where} holds {figures:,} numbers: that is no plan, ask for fewer things")
    numeric = figures >= 4 or _HAS_BOX.search(plain(content))
    if not numeric and not any(c in content for c in "[{"):
        frame.caption = prose(content)
        frame.read = not frame.caption and not mark.last
        if mark.last and not frame.caption:
            raise Cut(f"{where} is the end of the text: the reply was cut off")
        return frame
    found = boxes_in(loose(content), where)
    frame.boxes, frame.caption = found.boxes, found.caption
    if mark.last:
        _refuse_cut(content, frame, before, where)
    return frame


def _own_part(content: str) -> str:
    """A frame's contents: up to the paragraph after its last box, or a fence."""
    content = content.partition("```")[0]
    pieces = re.split(r"\n[ \t]*\n", content)
    kept = 1
    for at, piece in enumerate(pieces[1:], 1):
        if _HAS_BOX.search(plain(piece)) or not "".join(pieces[:kept]).strip():
            kept = at + 1
        elif len(piece) > _SHORT:
            break
    return "\n".join(pieces[:kept])


def _refuse_cut(content: str, frame: DraftFrame, before: DraftFrame | None, where: str) -> None:
    """The last frame of a text whose brackets stay open must hold as much as the one before."""
    node, open_depth = tree(content), 0
    while node.items and isinstance(last := node.items[-1], Node) and last.closed is None:
        node, open_depth = last, open_depth + 1
    if open_depth == 0:
        return
    inner = [item for item in node.items if isinstance(item, Node)]
    fewer = before is not None and len(frame.boxes) < len(before.boxes)
    if not inner or fewer:
        raise Cut(f"{where} is not whole: the reply was cut off, ask for less")
