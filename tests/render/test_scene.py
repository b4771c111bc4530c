"""From a plan's scene to text, boxes and directions."""

from __future__ import annotations

from core.grounding.vocabulary import Places, Things, Vocabulary
from core.plan.geometry import Box
from core.plan.schema import Entity, Key, Reference, Scene, Track
from core.render.scene import fitted, layout_of, scene_text, travelled
from core.render.types import SceneRequest, Settings

SETTINGS = Settings(seed=1, steps=4, guidance=2.0, layout_strength=1.0)


def request(
    *tracks: Track, entities: tuple[Entity, ...] = (), background: str = "meadow"
) -> SceneRequest:
    names = dict.fromkeys(track.entity for track in tracks)
    known = entities or tuple(Entity(name=name) for name in names)
    scene = Scene(id="s1", description="a scene", background=background, tracks=tracks)
    return SceneRequest(scene, known, {}, SETTINGS)


def moving(
    name: str, *boxes: tuple[int, tuple[float, float, float, float] | None], id_: str = "t1"
) -> Track:
    return Track(id=id_, entity=name, keys=tuple(Key(frame=f, box=b) for f, b in boxes))


LEFT, RIGHT = (0.0, 0.4, 0.4, 0.9), (0.6, 0.4, 1.0, 0.9)


def facing(made: SceneRequest, frame: int = 8) -> dict[str, bool]:
    layout = layout_of(made)
    return {
        layout.appearances[a].entity: layout.appearances[a].mirrored
        for a, _ in layout.frames[frame]
    }


def test_a_thing_that_moves_right_looks_right_and_one_that_moves_left_looks_left() -> None:
    assert facing(request(moving("dog", (0, LEFT), (8, RIGHT)))) == {"dog": True}
    assert facing(request(moving("dog", (0, RIGHT), (8, LEFT)))) == {"dog": False}


def test_a_thing_that_turns_back_turns_around() -> None:
    made = request(moving("dog", (0, LEFT), (4, RIGHT), (8, LEFT)))
    assert facing(made, 2) == {"dog": True}
    assert facing(made, 13) == {"dog": False}


def test_two_that_stand_face_each_other() -> None:
    made = request(moving("dog", (0, LEFT)), moving("cat", (0, RIGHT), id_="t2"))
    assert facing(made) == {"dog": True, "cat": False}


def test_a_thing_with_a_picture_keeps_the_picture_s_direction() -> None:
    dog = Entity(name="dog", references=(Reference(digest="0" * 64),))
    made = request(moving("dog", (0, LEFT), (8, RIGHT)), entities=(dog,))
    assert facing(made) == {"dog": False}


def test_frames_where_a_thing_is_absent_hold_no_box_of_it() -> None:
    layout = layout_of(request(moving("dog", (0, None), (4, LEFT), (6, None))))
    present = [bool(frame) for frame in layout.frames]
    assert present[0] is False and present[8] is True and present[-1] is False


def test_each_of_several_like_things_has_a_number_of_its_own() -> None:
    tracks = [moving("dog", (0, LEFT)), moving("cat", (0, RIGHT), id_="t2")]
    layout = layout_of(request(*tracks, moving("dog", (0, RIGHT), id_="t3")))
    shown = [layout.appearances[at] for at, _ in layout.frames[5]]
    assert [(look.entity, look.instance) for look in shown] == [("dog", 0), ("cat", 0), ("dog", 1)]


def test_the_way_is_counted_for_each_thing_apart_and_only_while_it_moves() -> None:
    tracks = [moving("dog", (0, LEFT), (4, LEFT), (8, RIGHT)), moving("cat", (0, RIGHT), id_="t2")]
    layout = layout_of(request(*tracks))
    ways = travelled(layout)
    dogs, cats = [row[0] for row in ways], [row[1] for row in ways]
    assert dogs[:8] == [0] * 8 and dogs[-1] == 8 and sorted(dogs) == dogs
    assert cats == [0] * 16


def test_the_text_names_the_place_first_and_then_who_is_there() -> None:
    made = request(
        moving("dog", (0, LEFT)),
        moving("dog", (0, RIGHT), id_="t2"),
        moving("cat", (0, RIGHT), id_="t3"),
        entities=(Entity(name="dog", attributes=("black",)), Entity(name="cat")),
    )
    assert scene_text(made) == "meadow, 2 black dogs, cat"


def test_what_conditions_the_picture_is_told_in_words_that_are_known() -> None:
    things = Things(frozenset({"dog", "black dog"}), {"hound": "dog"})
    places = Places(frozenset({"shop"}), frozenset({"shop"}), {"bakery": "shop"})
    made = request(
        moving("hound", (0, LEFT)),
        entities=(Entity(name="hound", attributes=("black",)),),
        background="a cosy bakery",
    )
    assert scene_text(made) == "a cosy bakery, black hound"
    assert scene_text(made, Vocabulary(things, places)) == "shop, black dog"


def test_without_a_background_the_description_speaks() -> None:
    assert scene_text(request(background="")) == "a scene"


def test_a_box_far_from_a_picture_s_shape_is_fitted_standing_on_its_floor() -> None:
    tall_in_wide = fitted(Box(0.1, 0.5, 0.9, 0.9), aspect=0.5)
    assert tall_in_wide.y1 == 0.9 and tall_in_wide.y0 == 0.5
    assert abs(tall_in_wide.width / tall_in_wide.height / 0.5 - 1.35) < 1e-6
    near = Box(0.1, 0.1, 0.5, 0.5)
    assert fitted(near, aspect=1.2) == near


def test_a_rocket_whose_picture_faces_right_is_turned_only_to_fly_left() -> None:
    assert facing(request(moving("rocket", (0, LEFT), (8, RIGHT)))) == {"rocket": False}
    assert facing(request(moving("rocket", (0, RIGHT), (8, LEFT)))) == {"rocket": True}
