"""The table of words that an engine is shipped with: by hand where it is said, else by meaning."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import InputError
from core.grounding.vocabulary import Vocabulary, load
from core.render.engine import assets_folder
from core.training import vocabulary, words
from core.training.backgrounds.words import SYNONYMS
from core.training.sprites import Row


def row(name: str, subgroup: str, *others: str) -> Row:
    return Row((name, *others), name, subgroup, 1.0, "", False)


ROWS = [
    row("dog", "animal-mammal", "hound"),
    row("cat", "animal-mammal"),
    row("wolf", "animal-mammal"),
    row("red cat", "animal-mammal"),
    row("house", "place-building"),
    row("teacher", "person-role", "crowned"),
    row("police officer", "person-role"),
    row("hot dog", "food-prepared"),
]
ROWS[3] = replace(ROWS[3], colour="red")
ROWS[2] = replace(ROWS[2], held_out=True)


def test_what_is_not_said_by_hand_is_what_it_means_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "vocabulary", lambda: ["homes", "kitten", "quantum", "wolf"])
    monkeypatch.setattr(vocabulary.access, "nouns", lambda: KNOWN)
    things = vocabulary.things_of(ROWS, {"puppy": "dog", "crowned": "police officer"})
    assert things.names == {"dog", "hound", "cat", "red cat", "house", "teacher",
                            "police officer", "hot dog"}  # fmt: skip
    assert things.nearest["puppy"] == "dog"
    assert things.nearest["crowned"] == "police officer"  # by hand, though it was somebody's name
    assert things.nearest["kitten"] == "cat"
    assert things.nearest["homes"] == "house"
    assert "wolf" not in things.names  # held out: never learnt
    assert things.nearest["sheriff"] == "police officer"  # of its kind, however unlike
    assert things.nearest["snail"] in ("dog", "cat")
    assert "quantum" not in things.nearest
    assert "joy" not in things.nearest


KNOWN = {
    noun: replace(vocabulary.access.nouns()["dog"], kind=kind)
    for noun, kind in (("sheriff", "person"), ("snail", "animal"), ("joy", "abstract"))
}


def test_places_follow_the_planner_and_the_hand() -> None:
    places = vocabulary.places_of(["a sunny meadow at noon"], {"quay": "harbour"})
    assert places.nearest["quay"] == "harbour"
    assert places.nearest["sidewalk"] == "city street"
    assert set(SYNONYMS) <= places.names
    assert places.words == {"a", "sunny", "meadow", "at", "noon"}
    assert all(place in places.names for place in places.nearest.values())


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ({"puppy": "dogg"}, "there is no picture 'dogg'"),
        ({"house": "dog"}, "'house' is a picture itself"),
    ],
)
def test_a_likeness_of_nothing_is_refused(table: dict[str, str], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        vocabulary.things_of(ROWS, table)
    with pytest.raises(InputError, match="no place 'moonbase'"):
        vocabulary.places_of([], {"dome": "moonbase"})


def test_the_shipped_vocabulary_holds_every_likeness() -> None:
    shipped = load(Path(assets_folder()) / "models" / "embedded")
    things, places = vocabulary.likenesses()
    assert things.items() <= shipped.things.nearest.items()
    assert {w: p for w, p in places.items() if w not in shipped.places.names}.items() <= (
        shipped.places.nearest.items()
    )
    assert shipped != Vocabulary()
