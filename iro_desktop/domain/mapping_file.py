"""The form of a mapping file: which columns are which fields, what spellings mean, no case data."""

from __future__ import annotations

from typing import Final

from iro_desktop.domain.documents import with_checksum
from iro_desktop.domain.mappings import fields_for
from iro_desktop.domain.records import ImportMapping
from iro_desktop.domain.records.fields import Json

FORMAT: Final = "iro-desktop-import-mapping"
VERSION: Final = 1
ENDING: Final = ".iromapping"


def shared_form(mapping: ImportMapping) -> ImportMapping:
    """Return what of a mapping is shared: of the spellings only those of coded fields.

    A spelling stands in cells; of a coded field it is one of a few words, of any other it could be
    anything that somebody wrote about a child.
    """
    known = fields_for(mapping.kind)
    spellings = tuple(
        tuple(row[:3]) for row in mapping.spellings if row and row[0] in known
        and known[row[0]].is_coded
    )  # fmt: skip
    columns = tuple(tuple(row[:2]) for row in mapping.columns if len(row) > 1 and row[1] in known)
    return ImportMapping(
        id="",
        name=mapping.name,
        kind=mapping.kind,
        columns=columns,
        spellings=spellings,
        date_order=mapping.date_order,
    )


def document(mapping: ImportMapping) -> dict[str, Json]:
    """Return a mapping as its file holds it, with its checksum."""
    one = shared_form(mapping)
    found: dict[str, Json] = {
        "format": FORMAT,
        "version": VERSION,
        "name": one.name,
        "kind": one.kind,
        "columns": [list(row) for row in one.columns],
        "spellings": [list(row) for row in one.spellings],
        "date_order": one.date_order,
    }
    return with_checksum(found)
