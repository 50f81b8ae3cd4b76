"""The form of a settings file: local standards by the names of their fields, and no case data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from iro_desktop.domain.documents import with_checksum
from iro_desktop.domain.records import Standards, fields_of
from iro_desktop.domain.records.fields import Json, to_json

FORMAT: Final = "iro-desktop-standards"
VERSION: Final = 1
ENDING: Final = ".irostandards"


def document(sets: Sequence[Standards]) -> dict[str, Json]:
    """Return the sets as a settings file holds them, with its checksum."""
    found: dict[str, Json] = {
        "format": FORMAT,
        "version": VERSION,
        "sets": [standards_document(one) for one in sets],
    }
    return with_checksum(found)


def standards_document(standards: Standards) -> dict[str, Json]:
    """Return one set as a file holds it: its id, and its fields by their names."""
    values = {about.name: to_json(getattr(standards, about.name)) for about in fields_of(Standards)}
    return {"id": standards.id, **values}
