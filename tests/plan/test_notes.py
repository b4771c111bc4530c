"""What looks odd in a plan is said, and what does not is left alone."""

from __future__ import annotations

from core.plan.build import keyed_track
from core.plan.geometry import Box
from core.plan.notes import Note, notes
from core.plan.schema import Entity, Scene, Track, VideoPlan

LEFT, RIGHT = (0.05, 0.4, 0.35, 0.8), (0.65, 0.4, 0.95, 0.8)


def _notes(text: str, *tracks: Track, cast: tuple[str, ...] = ()) -> list[Note]:
    names = {track.entity for track in tracks} | set(cast)
    entities = tuple(Entity(name=name) for name in sorted(names))
    scene = Scene(id="s", description=text, tracks=tracks)
    return list(notes(VideoPlan(entities=entities, scenes=(scene,))))


def _texts(found: list[Note]) -> list[str]:
    return [note.text for note in found]


def test_a_sound_scene_has_no_notes() -> None:
    dog = keyed_track("dog", [(0, LEFT), (8, RIGHT)])
    assert _notes("A dog runs across a meadow", dog) == []


def test_a_speed_jump_is_noted_with_its_frames() -> None:
    dog = keyed_track("dog", [(3, LEFT), (4, RIGHT)])
    assert _notes("A dog", dog) == [
        Note("s", "dog", "warning", "dog jumps 60% of the frame between frames 3 and 4")
    ]


def test_coming_back_elsewhere_after_absence_is_no_jump() -> None:
    assert _notes("A dog", keyed_track("dog", [(0, LEFT), (2, None), (5, RIGHT)])) == []


def test_a_box_below_one_latent_cell_is_noted() -> None:
    ball = keyed_track("ball", [(0, (0.5, 0.5, 0.55, 0.9)), (8, (0.5, 0.5, 0.9, 0.9))])
    assert (
        "smaller than one cell of the engine (1/16) on 1 frames"
        in _texts(_notes("A ball", ball))[0]
    )


def test_a_box_cut_by_the_edge_is_noted() -> None:
    dog = keyed_track("dog", [(0, LEFT), (8, (0.9, 0.4, 1.0, 0.8))])
    assert _texts(_notes("A dog leaves", dog)) == [
        "dog reaches outside the frame at the right, where it is cut"
    ]


def test_a_thing_that_is_never_seen_is_noted() -> None:
    assert _notes("A dog", keyed_track("dog", [(0, None)]))[0].level == "warning"


def test_an_overlap_is_noted_unless_the_text_explains_it() -> None:
    over = tuple(Box(*LEFT).moved(0.05, 0))
    pair = keyed_track("cat", [(0, LEFT)]), keyed_track("dog", [(0, over)])
    assert _texts(_notes("A cat and a dog", *pair)) == [
        "dog covers cat on 9 frames, which the text does not mention"
    ]
    assert _notes("A dog stands in front of a cat", *pair) == []


def test_an_entity_that_the_text_names_without_a_box_is_noted_and_the_reverse() -> None:
    dog = keyed_track("dog", [(0, LEFT)])
    found = _notes("Two cats and a fire truck", dog, cast=("cat", "fire truck", "fox"))
    assert _texts(found) == [
        "the text names cat, which has no box in this scene",
        "dog has a box, but the text does not name it",
        "the text names fire truck, which has no box in this scene",
    ]
    assert [note.track for note in found] == [None, "dog", None]


def test_a_pronoun_may_mean_whoever_has_a_box() -> None:
    assert _notes("Then he sleeps", keyed_track("mouse", [(0, LEFT)])) == []


def test_plurals_name_their_singular_and_several_are_told_apart_by_number() -> None:
    boxes = keyed_track("box", [(0, LEFT)]), keyed_track("puppy", [(0, RIGHT)])
    assert _notes("Boxes and puppies", *boxes) == []
    twins = (
        keyed_track("dog", [(0, LEFT)]),
        keyed_track("dog", [(0, None)], taken=["dog"], instance=1),
    )
    assert _texts(_notes("Dogs", *twins)) == ["dog 2 is never seen: give it a box on some frame"]
