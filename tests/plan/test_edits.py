"""Edits of tracks and of the cast, and edits from outside that do not fit."""

from __future__ import annotations

from typing import Any

import pytest

from core import limits
from core.errors import PlanError
from core.plan.edits import Applied, apply, parse_edit
from core.plan.geometry import MIN_SIDE, Box
from core.plan.schema import Entity, Key, Reference, Scene, Track, VideoPlan
from tests.plan.edited import DOG_KEYS, ON_DOG, PLAN, A, B, C, do, make_plan


def _track(applied: Applied, scene: str = "one", track: str = "dog") -> Track:
    return next(t for t in applied.plan.scene(scene).tracks if t.id == track)


def test_parts_that_an_edit_leaves_alone_are_the_same_objects() -> None:
    after = do("set_key", **ON_DOG, frame=4, box=[0, 0, 0.5, 0.5]).plan
    assert after.scenes[1] is PLAN.scenes[1] and after.scenes[2] is PLAN.scenes[2]
    assert after.scenes[0].tracks[1] is PLAN.scenes[0].tracks[1]
    assert make_plan() == PLAN


# tracks


def test_a_known_name_joins_its_group_as_the_next_instance() -> None:
    applied = do("add_track", scene="one", entity="DOG", box=C, frame=3)
    track = applied.plan.scenes[0].tracks[-1]
    assert (track.entity, track.instance, track.id) == ("dog", 1, "track-1")
    assert track.keys == (Key(frame=3, box=C, source="person"),)
    assert applied.plan.entities == PLAN.entities and applied.dirty == {"one"}


def test_an_unknown_name_joins_the_cast() -> None:
    applied = do("add_track", scene="three", entity="red kite", box=C, frame=0)
    assert applied.plan.entities[-1] == Entity(name="red kite")


def test_a_33rd_track_is_refused() -> None:
    tracks = tuple(
        Track(id=f"t{i}", entity="dog", instance=i, keys=DOG_KEYS)
        for i in range(limits.TRACKS_PER_SCENE)
    )
    scene = Scene(id="s", description="", tracks=tracks)
    full = VideoPlan(entities=(Entity(name="dog"),), scenes=(scene,))
    with pytest.raises(PlanError, match="32 tracks"):
        do("add_track", full, scene="s", entity="dog", box=C, frame=0)
    with pytest.raises(PlanError, match="32 tracks"):
        do("copy_track", full, scene="s", track="t1", to_scene="s")


def test_a_removed_track_leaves_its_entity_in_the_cast() -> None:
    applied = do("remove_track", **ON_DOG)
    assert [t.id for t in applied.plan.scenes[0].tracks] == ["cat"]
    assert applied.plan.entities == PLAN.entities and applied.dirty == {"one"}


def test_a_copied_track_fits_the_frames_of_its_new_scene() -> None:
    short = Scene(id="short", description="", layout_frames=5)
    plan = VideoPlan(entities=PLAN.entities, scenes=(*PLAN.scenes, short))
    applied = do("copy_track", plan, **ON_DOG, to_scene="short")
    copied = applied.plan.scene("short").tracks[0]
    assert [(k.frame, k.box) for k in copied.keys] == [(0, A), (4, B)]
    assert applied.dirty == {"short"}
    again = do("copy_track", **ON_DOG, to_scene="one").plan.scenes[0].tracks[-1]
    assert (again.instance, again.id) == (1, "track-1")


def test_flags_change_no_pixel_and_a_lock_holds_the_path() -> None:
    locked = do("set_track_flags", **ON_DOG, locked=True, hidden=True)
    assert not locked.dirty
    for kind, more in (
        ("set_key", {"frame": 0, "box": C}),
        ("clear_key", {"frame": 0}),
        ("copy_box", {"frame": 0, "scope": "all"}),
        ("move_track", {"dx": 0, "dy": 0}),
        ("scale_track", {"factor_x": 2, "factor_y": 2}),
        ("revert_track", {}),
        ("simplify_track", {"tolerance": 0}),
        ("remove_track", {}),
    ):
        with pytest.raises(PlanError, match="locked: unlock it"):
            do(kind, locked.plan, **ON_DOG, **more)
    assert _track(do("set_track_flags", locked.plan, **ON_DOG, locked=False)).hidden


def test_drawing_order_changes_pixels() -> None:
    applied = do("order_track", **ON_DOG, to=1)
    assert [t.id for t in applied.plan.scenes[0].tracks] == ["cat", "dog"]
    assert applied.dirty == {"one"}
    with pytest.raises(PlanError, match="no place 2"):
        do("order_track", **ON_DOG, to=2)


# the cast


def test_renaming_reaches_every_scene_and_keeps_looks() -> None:
    applied = do("rename_entity", entity="Cat", name="tiger")
    assert [e.name for e in applied.plan.entities] == ["dog", "tiger", "ball"]
    assert applied.dirty == {"one", "two"}
    assert do("rename_entity", entity="dog", name="Dog").plan.entities[0].name == "Dog"
    with pytest.raises(PlanError, match="already"):
        do("rename_entity", entity="dog", name="CAT")


def test_replacing_drops_pictures_and_attributes_of_the_former() -> None:
    with_photo = do(
        "set_references", entity="dog", references=[{"digest": "a" * 64, "crop": None}]
    ).plan
    applied = do("replace_entity", with_photo, entity="dog", name="robot", attributes=["shiny"])
    assert applied.plan.entities[0] == Entity(name="robot", attributes=("shiny",))
    assert _track(applied).entity == "robot" and applied.dirty == {"one"}
    same = do("replace_entity", with_photo, entity="dog", name="dog", attributes=["black"])
    assert same.plan.entity("dog") == Entity(name="dog", attributes=("black",))


def test_replacing_in_one_scene_leaves_the_others_alone() -> None:
    applied = do("replace_entity", entity="cat", name="fox", scene="two")
    assert [t.entity for s in applied.plan.scenes for t in s.tracks] == ["dog", "cat", "fox"]
    assert [e.name for e in applied.plan.entities] == ["dog", "cat", "fox", "ball"]
    assert applied.dirty == {"two"}
    with pytest.raises(PlanError, match="in every scene alike"):
        do("replace_entity", entity="cat", name="CAT", scene="two")


def test_replacing_by_somebody_in_the_cast_joins_that_group() -> None:
    applied = do("replace_entity", entity="dog", name="cat")
    assert [(t.entity, t.instance) for t in applied.plan.scenes[0].tracks] == [
        ("cat", 1),
        ("cat", 0),
    ]
    assert [e.name for e in applied.plan.entities] == ["cat", "ball"]


def test_attributes_and_pictures_dirty_every_scene_that_shows_the_entity() -> None:
    assert do("set_entity_attributes", entity="cat", attributes=["white"]).dirty == {"one", "two"}
    assert not do("set_entity_attributes", entity="ball", attributes=["red"]).dirty
    photo = {"digest": "a" * 64}
    applied = do("set_references", entity="dog", references=[photo])
    assert applied.plan.entity("dog").references == (Reference(digest="a" * 64),)
    assert applied.dirty == {"one"}
    assert not do("set_references", entity="dog", references=[{**photo, "enabled": False}]).dirty
    with pytest.raises(PlanError, match="references"):
        do("set_references", entity="dog", references=[photo] * 17)


def test_entities_come_and_go() -> None:
    added = do("add_entity", name="kite", attributes=["red"])
    assert added.plan.entities[-1].caption == "red kite" and not added.dirty
    with pytest.raises(PlanError, match="already"):
        do("add_entity", name="Dog")
    removed = do("remove_entity", entity="cat")
    assert [len(s.tracks) for s in removed.plan.scenes] == [1, 0, 0]
    assert removed.dirty == {"one", "two"}


# what comes from outside


@pytest.mark.parametrize(
    "edit",
    [
        None, [], "set_title", {}, {"kind": "drop_table"}, {"kind": "set_title"},
        {"kind": "set_title", "title": 5}, {"kind": "set_title", "title": "x", "extra": 1},
        {"kind": "set_title", "title": "a\ud800"},
        {"kind": "set_key", **ON_DOG, "frame": -1, "box": None},
        {"kind": "set_key", **ON_DOG, "frame": 0, "box": [0, 0, float("nan"), 1]},
        {"kind": "set_key", **ON_DOG, "frame": 0, "box": [0, 0, 10**400, 1]},
        {"kind": "set_key", **ON_DOG, "frame": 0, "box": [0, 0, "1", 1]},
        {"kind": "set_key", **ON_DOG, "frame": 0, "box": {"x0": 0}},
        {"kind": "set_key", **ON_DOG, "frame": 0, "box": None, "easing": "bounce"},
        {"kind": "move_track", **ON_DOG, "dx": float("inf"), "dy": 0},
        {"kind": "scale_track", **ON_DOG, "factor_x": 0, "factor_y": 1},
        {"kind": "rename_entity", "entity": "dog", "name": "\u202e"},
        {"kind": "set_references", "entity": "dog", "references": [{"digest": "../x"}]},
    ],
)  # fmt: skip
def test_an_edit_that_does_not_fit_its_shape_is_one_clear_line(edit: Any) -> None:
    with pytest.raises(PlanError) as caught:
        parse_edit(edit)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        ({"kind": "remove_scene", "scene": "nine"}, "no scene 'nine'"),
        (
            {"kind": "set_key", "scene": "one", "track": "x", "frame": 0, "box": None},
            "no track 'x'",
        ),
        ({"kind": "set_key", **ON_DOG, "frame": 9, "box": None}, "9 layout frames"),
        ({"kind": "rename_entity", "entity": "elk", "name": "x"}, "no entity 'elk'"),
        ({"kind": "replace_entity", "entity": "dog", "name": "x", "scene": "q"}, "no scene 'q'"),
        ({"kind": "copy_track", **ON_DOG, "to_scene": "q"}, "no scene 'q'"),
    ],
)
def test_an_edit_that_does_not_fit_the_plan_names_what_is_missing(
    edit: dict[str, Any], message: str
) -> None:
    with pytest.raises(PlanError, match=message):
        apply(PLAN, parse_edit(edit))


def test_P05_a_box_drawn_backwards_or_without_area_is_set_right() -> None:
    keys = _track(do("set_key", **ON_DOG, frame=0, box=[0.9, 0.8, 0.4, 0.3])).keys
    assert keys[0].box == Box(0.4, 0.3, 0.9, 0.8)
    point = _track(do("set_key", **ON_DOG, frame=0, box=[1, 0.5, 1, 0.5])).keys[0].box
    assert point is not None
    assert point == pytest.approx((1 - MIN_SIDE, 0.5 - MIN_SIDE / 2, 1, 0.5 + MIN_SIDE / 2))
