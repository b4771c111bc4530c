"""Builds the vocabulary that an engine is shipped with: names it learnt, and what others mean.

Other words are those of the offline planner's lexicon and of the teacher's vocabulary. What a
word is nearest to is said by hand (likenesses.txt), or else by the teacher of meanings, who
chooses for a person among people, for a beast among beasts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import copyfile

import torch

from core.errors import InputError
from core.grounding.vocabulary import FILE, Places, Things, Vocabulary, save
from core.planner.offline.lexicon import access
from core.training import words
from core.training.backgrounds.words import SYNONYMS
from core.training.sprites import Row
from core.training.table import plain_rows

LIKENESSES = Path(__file__).parent / "likenesses.txt"
SURE = 0.6  # cosine of meanings from which a word of no known kind stands for a name
AMONG = {
    "person": "person", "animal": "animal", "bird": "animal", "fish": "animal", "food": "food",
    "vehicle": "transport", "plant": "plant", "building": "place",
}  # fmt: skip
UNSEEN = frozenset({"abstract", "body"})  # kinds of nouns that no picture shows
PLACE = "place "  # before what likenesses.txt says of a place


def build(rows: tuple[Row, ...], captions: Sequence[str]) -> Vocabulary:
    """The vocabulary of sprites that training may see, and of backgrounds by their captions.
    Needs the teacher of meanings.

    Raises:
        InputError: the teacher is not installed, or likenesses.txt names a picture that there
            is not, or gives one to a picture.
    """
    things, places = likenesses()
    return Vocabulary(things_of(rows, things), places_of(captions, places))


def write(root: Path, rows: tuple[Row, ...], captions: Sequence[str]) -> None:
    """Build the vocabulary and keep it below `root`. Raises as `build` does."""
    save(build(rows, captions), root)


def hand_over(source: Path, folder: Path) -> None:
    """Copy the vocabulary from one folder to another, if there is one."""
    if (source / FILE).exists():
        copyfile(source / FILE, folder / FILE)


def things_of(rows: tuple[Row, ...], said: Mapping[str, str]) -> Things:
    """Names of sprites, and for other words the nearest: as `said`, or as the teacher says."""
    trained = [rows[i] for i in plain_rows(rows)]
    plain = (row for row in trained if not (row.colour or row.toned))
    main = {row.names[0].casefold(): row.subgroup for row in plain}
    names = {name.casefold() for row in trained for name in row.names}
    wrong = sorted({name for name in said.values() if name not in names})
    if wrong:
        raise InputError(f"likenesses.txt: there is no picture {wrong[0]!r}")
    needless = sorted(word for word in said if word in main)
    if needless:
        raise InputError(f"likenesses.txt: {needless[0]!r} is a picture itself")
    names -= set(said)  # "family" is a tag of the crown
    kinds = {noun.casefold(): access.nouns()[noun].kind for noun in access.nouns()}
    asked = [word for word, kind in kinds.items() if kind not in UNSEEN]
    asked += [word for word in words.vocabulary() if word not in kinds]
    asked = [word for word in dict.fromkeys(asked) if word not in names and word not in said]
    found = nearest(asked, kinds, {name: main[name] for name in main if name in names})
    return Things(frozenset(names), found | dict(said))


def places_of(captions: Sequence[str], said: Mapping[str, str]) -> Places:
    """Kinds of backgrounds and what else they are called; for other words the nearest kind: as
    `said`, as the planner's lexicon has it, or as the teacher says."""
    names = {*SYNONYMS, *(word for called in SYNONYMS.values() for word in called)}
    wrong = sorted({name for name in said.values() if name not in names})
    if wrong:
        raise InputError(f"likenesses.txt: there is no place {wrong[0]!r}")
    read = {word for caption in captions for word in re.findall(r"[a-z']+", caption.casefold())}
    lexicon = access.place_table()
    kinds = dict.fromkeys(SYNONYMS, "")
    unknown = sorted({place for place in lexicon.values() if place not in names | set(said)})
    means = nearest(unknown, dict.fromkeys(unknown, ""), kinds) | dict(said)
    found = {word: means.get(place, place) for word, place in lexicon.items()} | dict(said)
    return Places(
        frozenset(names), frozenset(read), {w: p for w, p in found.items() if w not in names}
    )


def likenesses(path: Path = LIKENESSES) -> tuple[dict[str, str], dict[str, str]]:
    """The table of likenesses.txt: word -> name of a picture, and word -> place."""
    things, places = dict[str, str](), dict[str, str]()
    for line in path.read_text("utf-8").splitlines():
        name, _, called = line.partition(" = ")
        table = places if name.startswith(PLACE) else things
        if called and not line.startswith("#"):
            table |= dict.fromkeys(called.split(", "), name.removeprefix(PLACE))
    return things, places


def nearest(
    asked: Sequence[str], kinds: Mapping[str, str], main: Mapping[str, str]
) -> dict[str, str]:
    """For words the name nearest in meaning, of those of their kind; none for words of no kind
    that no name is near to. `main`: names and their subgroups."""
    names = list(main)
    there, here = words.embed(names), words.embed(asked)
    strangers = {
        group: torch.tensor([not subgroup.startswith(group) for subgroup in main.values()])
        for group in {"", *AMONG.values()}
    }
    out = {}
    for word, similar in zip(asked, (here @ there.T).unbind(), strict=True):
        group = AMONG.get(kinds.get(word, ""), "")
        cosine, at = similar.masked_fill(strangers[group], -1.0).max(0)
        if word in kinds or cosine >= SURE:
            out[word] = names[int(at)]
    return out
