"""Words that an engine never read are told in those that it knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.grounding import vocabulary
from core.grounding.vocabulary import Places, Things, Vocabulary
from core.render.engine import assets_folder

THINGS = Things(
    frozenset({"dog", "cat", "white cat", "red car", "car", "old man", "man", "knight", "bird"}),
    {"pigeon": "bird", "sister": "girl", "sports car": "car", "castle of sand": "sandcastle"},
)
PLACES = Places(
    frozenset({"harbour", "rooftop", "forest", "shop", "beach at sunset"}),
    frozenset("a quiet harbour rooftop forest with white clouds at sunset shop".split()),
    {"bakery": "shop", "quay": "harbour", "cave of ice": "cave"},
)


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("dog", "dog"),
        ("a small dog", "dog"),
        ("The Dog", "dog"),
        ("a fluffy white cat", "white cat"),
        ("a white, fluffy cat", "white cat"),
        ("old man with a dog", "old man"),
        ("brave knight who fights a bird", "knight"),
        ("my little sister", "girl"),
        ("two pigeons", "bird"),
        ("a shiny red sports car", "red car"),
        ("castle of sand", "sandcastle"),
        ("xyzzy", "xyzzy"),
        ("ein Hund", "ein Hund"),
        ("", ""),
    ],
)
def test_a_thing_is_told_in_known_words(said: str, known: str) -> None:
    assert THINGS.known(said) == known
    assert THINGS.known(known) == known
    assert Things().known(said) == said


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("harbour", "harbour"),
        ("a quiet harbour with white clouds at sunset", None),
        ("a moonlit quay", "harbour at night"),
        ("cozy bakery", "shop"),
        ("a misty forest full of owls", "forest on a cloudy day"),
        ("inside a giant peach", None),
        ("sunlit beach at sunset", "beach at sunset"),
    ],
)
def test_a_place_is_told_in_known_words(said: str, known: str | None) -> None:
    assert PLACES.known(said) == (known or said)
    assert Places().known(said) == said


def test_a_vocabulary_is_kept_to_the_byte_and_a_folder_without_one_leaves_words_alone(
    tmp_path: Path,
) -> None:
    whole = Vocabulary(THINGS, PLACES)
    vocabulary.save(whole, tmp_path)
    written = (tmp_path / vocabulary.FILE).read_bytes()
    assert vocabulary.load(tmp_path) == whole
    vocabulary.save(vocabulary.load(tmp_path), tmp_path)
    assert (tmp_path / vocabulary.FILE).read_bytes() == written
    assert vocabulary.load(tmp_path / "elsewhere") == Vocabulary()


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("a brave knight", "knight"),
        ("my little sister", "girl"),
        ("tourist", "person walking"),
        ("pigeon", "bird"),
        ("kettle", "teapot"),
        ("a young woman", "woman walking"),
        ("a happy little girl in a red dress", "little girl"),
        ("golden retriever puppy", "puppy"),
    ],
)
def test_the_shipped_vocabulary_knows_what_people_say(said: str, known: str) -> None:
    shipped = vocabulary.load(assets_folder() / "models" / "embedded")
    assert shipped.things.known(said) == known
    assert shipped.places.known("a moonlit rooftop") == "rooftop at night"
    assert shipped.places.known("vineyard") == "farm"
    assert "tourist" not in shipped.things.names


@pytest.mark.parametrize(
    ("said", "taken_for"),
    [
        ("a small dog", None),
        ("two dogs", None),
        ("my little sister", "girl"),
        ("two pigeons", "bird"),
        ("a shiny red sports car", None),
        ("xyzzy", ""),
        ("the", None),
    ],
)
def test_what_a_thing_is_taken_for_is_said_where_it_is_in_other_words(
    said: str, taken_for: str | None
) -> None:
    assert THINGS.taken_for(said) == taken_for
    assert Things().taken_for(said) is None
