"""What stands behind "Entities:", "Background:" or "Step 1:": names, attributes, prose.

Owns plain text taken out of brackets and emphasis. Does not own where a field begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from core.planner.keys import clean_name, key_of
from core.planner.lenient import plain
from core.planner.loose import Group, Number, Pair, Value, loose

Entities = list[tuple[str, tuple[str, ...]]]

_WRAP = " \t\r\n*_`\"'“”‘’#>|,;·•–—-"
_BULLET = re.compile(r"^[ \t]*(?:[-*•·–—+]|\d{1,3}[.)])[ \t]+", re.MULTILINE)
_ATTRIBUTE = re.compile(r"^([^(\[:]{1,120}?)[ \t]*[(\[]([^)\]]{1,300})[)\]]")
_ITEM_KEYS = frozenset({"name", "label", "entity", "object"})


@dataclass(slots=True)
class Parts:
    """A scene written as `[prompt, entities, background]`."""

    description: str = ""
    background: str = ""
    entities: Entities = field(default_factory=list)


def prose(text: str) -> str:
    """`text` without surrounding brackets, quotes, bullets and emphasis."""
    bare = text.strip().strip(_WRAP).strip()
    while bare[:1] in "[({" and bare[:1] and bare[-1:] in "])}":
        bare = bare[1:-1].strip(_WRAP)
    opened = sum(bare.count(c) for c in "[({") - sum(bare.count(c) for c in "])}")
    while opened < 0 and bare[-1:] in "])}":
        bare, opened = bare[:-1].rstrip(_WRAP), opened + 1
    while opened > 0 and bare[:1] in "[({":
        bare, opened = bare[1:].lstrip(_WRAP), opened - 1
    return bare.replace("**", "").strip()


def entities_of(text: str) -> Entities:
    """Names and attributes of a list written in brackets, lines or commas."""
    text = text.strip(" \t\r\n*_`")
    if text and plain(text)[0] in "[{":
        return _from_group(loose(text))
    body = prose(_BULLET.sub("\n", text))
    lines = [line for line in body.splitlines() if line.strip()]
    items = lines if len(lines) > 1 else _commas(body)
    return [entity for item in items if (entity := _entity(item)) is not None]


def _commas(text: str) -> list[str]:
    """Split at commas, semicolons and "and" outside brackets."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in "[({") - (char in "])}")
        if char in ",;" and depth <= 0:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return parts


def _entity(text: str) -> tuple[str, tuple[str, ...]] | None:
    text = prose(text.strip().removeprefix("and "))
    match = _ATTRIBUTE.match(text)
    name, said = (match.group(1), match.group(2)) if match else (text, "")
    if not match and ":" in text:
        name, _, said = text.partition(":")
    name = clean_name(name).rstrip(".")
    if not name or len(name) > 80:
        return None
    return name, _attributes(said)


def _attributes(text: str) -> tuple[str, ...]:
    words = (prose(part) for part in re.split(r"[,;]", text))
    return tuple(word for word in words if word and len(word) <= 80)


def _from_group(value: Value) -> Entities:
    found: Entities = []
    if isinstance(value, str):
        entity = _entity(value)
        return [entity] if entity else []
    if not isinstance(value, Group):
        return found
    if any(isinstance(item, Pair) and key_of(item.key) in _ITEM_KEYS for item in value.items):
        return _record(value)
    texts = [item for item in value.items if isinstance(item, str)]
    groups = [item for item in value.items if isinstance(item, Group)]
    named = len(texts) == 1 and len(groups) == 1 and value.items[0] == texts[0]
    if named and value.kind == "[" and _words(groups[0]):
        return [(clean_name(texts[0]), _words(groups[0]))]  # ["chef", ["white hat"]]
    for item in value.items:
        if isinstance(item, Pair):
            said = item.value
            words = _words(said) if isinstance(said, Group) else _attributes(str(said or ""))
            found.append((clean_name(item.key), words))
        elif not isinstance(item, Number):
            found.extend(_from_group(item))
    return [(name, words) for name, words in found if name and len(name) <= 80]


def _record(group: Group) -> Entities:
    pairs = {key_of(item.key): item.value for item in group.items if isinstance(item, Pair)}
    name = next((pairs[k] for k in ("name", *_ITEM_KEYS) if isinstance(pairs.get(k), str)), "")
    words: tuple[str, ...] = ()
    for key in ("attributes", "attribute", "appearance", "description", "attire", "color"):
        said = pairs.get(key)
        words += _words(said) if isinstance(said, Group) else _attributes(str(said or ""))
    cleaned = clean_name(str(name))
    return [(cleaned, words)] if cleaned else []


def _words(group: Group) -> tuple[str, ...]:
    return tuple(w for item in group.items if isinstance(item, str) and (w := prose(item)))


def positional(text: str) -> Parts:
    """`[prompt, [entities], background]`, or the words behind "Step 1:"."""
    text = text.strip(" \t\r\n*_`>#")
    even = plain(text)
    first = re.search(r"(?<!^)\[", even)
    if even[:1] in "[({" and even[1:].lstrip()[:1] in "\"'":
        items = [item for item in _single(loose(text)).items if item is not None]
        texts = [item for item in items if isinstance(item, str)]
        lists = [item for item in items if isinstance(item, Group)]
        if texts and all(isinstance(item, str | Group) for item in items):
            entities = _from_group(lists[0]) if lists else []
            if not lists and len(texts) > 2:
                entities = entities_of(", ".join(texts[1:-1]))
            return Parts(texts[0], texts[-1] if len(texts) > 1 else "", entities)
    if even[:1] in "[({" and first and (end := even.find("]", first.end())) >= 0:
        inner = entities_of(text[first.start() : end + 1])
        return Parts(prose(text[1 : first.start()]), prose(text[end + 1 :]), inner)
    if even[:1] in "[({" and ("\n" not in even.strip()) and even.rstrip()[-1:] in "])}":
        return Parts(prose(text))
    return Parts(prose(text.partition("\n\n")[0]))


def _single(group: Group) -> Group:
    while len(group.items) == 1 and isinstance(group.items[0], Group):
        group = group.items[0]
    return group
