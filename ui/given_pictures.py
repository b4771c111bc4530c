"""Reference pictures that come inside a request of a program, as base64 text by entity."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from core import limits
from core.errors import InputError
from core.plan.edits.base import replaced
from core.plan.schema import Entity, Reference, VideoPlan, group_key
from core.render.pictures import read_picture


def with_pictures(plan: VideoPlan, given: object) -> tuple[VideoPlan, dict[str, bytes]]:
    """The plan whose entities have the pictures `given`, and the PNG bytes by digest.

    `given`: None, or a mapping of entity names to lists of PNG, JPEG or WebP files in base64.
    The pictures take the place of those that the plan names for these entities.

    Raises:
        InputError: no mapping, an entity that the plan has not, no base64, too many pictures.
        PictureError: a picture cannot be read, or is over the caps.
    """
    if given is None:
        return plan, {}
    if not isinstance(given, Mapping):
        raise InputError('pictures are {"entity": ["base64 of a PNG, JPEG or WebP file", …]}')
    wanted = {group_key(str(name)): values for name, values in given.items()}
    known = {group_key(entity.name) for entity in plan.entities}
    for name in given:
        if group_key(str(name)) not in known:
            names = ", ".join(entity.name for entity in plan.entities) or "none"
            raise InputError(f"no entity is called {str(name)[:80]!r}: the plan has {names}")
    if sum(len(v) if isinstance(v, list) else 1 for v in wanted.values()) > limits.REFERENCES:
        raise InputError(f"more than {limits.REFERENCES} pictures: give fewer")
    files: dict[str, bytes] = {}
    entities = tuple(_dressed(e, wanted.get(group_key(e.name)), files) for e in plan.entities)
    return replaced(plan, entities=entities), files


def _dressed(entity: Entity, values: object, files: dict[str, bytes]) -> Entity:
    if values is None:
        return entity
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise InputError(f"the pictures of {entity.name} are a list of texts in base64")
    pictures = [read_picture(_decoded(value, entity.name)) for value in values]
    files.update({picture.digest: picture.png for picture in pictures})
    # the same picture twice is one reference
    digests = dict.fromkeys(picture.digest for picture in pictures)
    return replaced(entity, references=tuple(Reference(digest=digest) for digest in digests))


def _decoded(text: str, name: str) -> bytes:
    _, comma, after = text.partition(",")
    try:
        return base64.b64decode(
            after if comma and text.startswith("data:") else text, validate=True
        )
    except (binascii.Error, ValueError):
        raise InputError(
            f"a picture of {name} is not base64: encode the bytes of its file"
        ) from None
