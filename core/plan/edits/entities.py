"""Edits of the cast: who takes part, what they are called, look like, and which photo they have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from pydantic import Field

from core import limits
from core.errors import PlanError
from core.plan.edits.base import Edit, entity_index, free_instance, replaced, with_entity
from core.plan.schema import (
    ATTRIBUTES,
    Entity,
    Id,
    Name,
    Reference,
    Scene,
    Track,
    VideoPlan,
    group_key,
)


class AddEntity(Edit):
    """Somebody new in the cast, in no scene yet."""

    kind: Literal["add_entity"] = "add_entity"
    name: Name
    attributes: tuple[Name, ...] = Field(default=(), max_length=ATTRIBUTES)

    def on(self, plan: VideoPlan) -> VideoPlan:
        _free(plan, self.name)
        entity = Entity(name=self.name, attributes=self.attributes)
        return replaced(plan, entities=(*plan.entities, entity))


class RemoveEntity(Edit):
    """Take an entity out of the cast and out of every scene."""

    kind: Literal["remove_entity"] = "remove_entity"
    entity: Name

    def on(self, plan: VideoPlan) -> VideoPlan:
        gone = plan.entity(self.entity)
        group = group_key(gone.name)

        def changed(scene: Scene) -> Scene:
            return replaced(
                scene, tracks=tuple(t for t in scene.tracks if group_key(t.entity) != group)
            )

        entities = tuple(e for e in plan.entities if e is not gone)
        return replaced(plan, entities=entities, scenes=_showing(plan, group, changed))


class RenameEntity(Edit):
    """The same thing under another name: attributes and pictures stay."""

    kind: Literal["rename_entity"] = "rename_entity"
    entity: Name
    name: Name

    def on(self, plan: VideoPlan) -> VideoPlan:
        old = group_key(self.entity)
        if group_key(self.name) != old:
            _free(plan, self.name)
        at = entity_index(plan, self.entity)
        entity = replaced(plan.entities[at], name=self.name)
        return replaced(
            plan,
            entities=(*plan.entities[:at], entity, *plan.entities[at + 1 :]),
            scenes=_showing(plan, old, lambda scene: _renamed(scene, old, self.name)),
        )


class ReplaceEntity(Edit):
    """Another thing on the same paths, in one scene or in all; pictures do not carry over.

    A name that is in the cast already means that very entity, as it is.
    """

    kind: Literal["replace_entity"] = "replace_entity"
    entity: Name
    name: Name
    attributes: tuple[Name, ...] = Field(default=(), max_length=ATTRIBUTES)
    scene: Id | None = None

    def on(self, plan: VideoPlan) -> VideoPlan:
        at, old = entity_index(plan, self.entity), group_key(self.entity)
        known = {group_key(e.name): e for e in plan.entities}
        other = known.get(group_key(self.name))
        same = group_key(self.name) == old
        if self.scene is not None:
            plan.scene(self.scene)
            if same:
                raise PlanError(f"{self.name!r} is in every scene alike: give it another name here")
        entity = other if other and not same else Entity(name=self.name, attributes=self.attributes)

        def changed(scene: Scene) -> Scene:
            chosen = self.scene is None or scene.id == self.scene
            return _renamed(scene, old, entity.name) if chosen else scene

        scenes = _showing(plan, old, changed)
        shown = any(group_key(t.entity) == old for s in scenes for t in s.tracks)
        stays = () if same or not shown else (plan.entities[at],)
        joins = () if other and not same else (entity,)
        entities = (*plan.entities[:at], *stays, *joins, *plan.entities[at + 1 :])
        return replaced(plan, entities=entities, scenes=scenes)


class SetEntityAttributes(Edit):
    """How it looks: adjectives ("red") and phrases ("in a white hat")."""

    kind: Literal["set_entity_attributes"] = "set_entity_attributes"
    entity: Name
    attributes: tuple[Name, ...] = Field(max_length=ATTRIBUTES)

    def on(self, plan: VideoPlan) -> VideoPlan:
        return with_entity(plan, self.entity, lambda e: replaced(e, attributes=self.attributes))


class SetReferences(Edit):
    """The pictures that stand for an entity, in order."""

    kind: Literal["set_references"] = "set_references"
    entity: Name
    references: tuple[Reference, ...] = Field(max_length=limits.REFERENCES)

    def on(self, plan: VideoPlan) -> VideoPlan:
        return with_entity(plan, self.entity, lambda e: replaced(e, references=self.references))


def _free(plan: VideoPlan, name: str) -> None:
    for entity in plan.entities:
        if group_key(entity.name) == group_key(name):
            raise PlanError(f"there is an entity {entity.name!r} already: choose another name")


def _showing(plan: VideoPlan, group: str, change: Callable[[Scene], Scene]) -> tuple[Scene, ...]:
    """All scenes, changed where the group has a track."""
    return tuple(
        change(s) if any(group_key(t.entity) == group for t in s.tracks) else s for s in plan.scenes
    )


def _renamed(scene: Scene, old: str, name: str) -> Scene:
    """The scene with a group's tracks under another name, numbered on after those there."""
    tracks: list[Track] = [t for t in scene.tracks if group_key(t.entity) != old]
    joining = any(group_key(t.entity) == group_key(name) for t in tracks)
    changed = {}
    for track in scene.tracks:
        if group_key(track.entity) == old:
            number = free_instance(tracks, name) if joining else track.instance
            changed[track.id] = replaced(track, entity=name, instance=number)
            tracks.append(changed[track.id])
    return replaced(scene, tracks=tuple(changed.get(t.id, t) for t in scene.tracks))
