"""What a file holds, a plan or a project with its pictures; and pictures to add to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from core.errors import InputError
from core.plan.archive import Project, load_project
from core.plan.edits import apply
from core.plan.edits.entities import SetReferences
from core.plan.schema import Reference
from core.plan.store import load_plan


def open_project(path: Path) -> Project:
    """A `.storyboard` project, or a plan as JSON without pictures.

    Raises:
        PlanError, ArchiveError, InputError: it cannot be read; says why.
    """
    if not path.is_file():
        raise InputError(f"{path} is not there: give a plan (.json) or a project (.storyboard)")
    if path.suffix.lower() == ".storyboard":
        return load_project(path)
    try:
        return Project(load_plan(path))
    except InputError as error:
        raise type(error)(f"{path.name}: {error}") from None


def with_references(project: Project, references: Mapping[str, Path]) -> Project:
    """The project with one picture each for some of its entities, by name.

    Raises:
        PlanError: no such entity.
        PictureError: a picture cannot be read.
    """
    if not references:
        return project
    from core.render.pictures import read_picture

    plan, pictures = project.plan, dict(project.pictures)
    for name, path in references.items():
        entity = plan.entity(name)
        try:
            picture = read_picture(path.read_bytes())
        except OSError as error:
            raise InputError(f"{path} cannot be read: {error.strerror or error}") from None
        except InputError as error:
            raise type(error)(f"{path.name}: {error}") from None
        pictures[picture.digest] = picture.png
        chosen = (Reference(digest=picture.digest),)
        plan = apply(plan, SetReferences(entity=entity.name, references=chosen)).plan
    return replace(project, plan=plan, pictures=pictures)
