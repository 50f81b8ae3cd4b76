"""Files with an import mapping: what is in them, or one sentence about what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import NotOurFileError
from iro_desktop.domain.mapping_file import ENDING, FORMAT, VERSION
from iro_desktop.domain.mappings import DATE_ORDERS, MAPPABLE, fields_for
from iro_desktop.domain.records import ImportMapping
from iro_desktop.domain.records.fields import LONGEST_TEXT, Json
from iro_desktop.importers.documents import Form

_MOST_ROWS: Final = 5000
_FORM: Final = Form(
    "mapping file",
    FORMAT,
    ENDING,
    needed=("name", "kind", "columns", "spellings", "date_order"),
    largest=2**20,
    wrote="wrote",
    written="written",
)


def read_mapping(path: Path) -> ImportMapping:
    """Return the mapping that a file holds, without an id.

    What a newer version knows of more fields is left out. Raises a UserError for what is no such
    file, is not whole, or holds what no mapping can.
    """
    name = path.name
    found = _document(path)
    if found["kind"] not in MAPPABLE:
        if found["version"] > VERSION:
            raise NotOurFileError(
                f"{name} was made by a newer version of IRO Desktop for something that this one "
                "cannot import: update the program first."
            )
        raise _FORM.damaged(name, "what its rows are is not known")
    order = found["date_order"]
    if order not in DATE_ORDERS:
        raise _FORM.damaged(name, "its order of dates is not known")
    known = fields_for(found["kind"])
    return ImportMapping(
        id="",
        name=_line(name, found["name"]),
        kind=found["kind"],
        columns=tuple(row for row in _rows(name, found["columns"], 2) if row[1] in known),
        spellings=tuple(row for row in _rows(name, found["spellings"], 3) if row[0] in known),
        date_order=order,
    )


def _document(path: Path) -> dict[str, Json]:
    found = _FORM.read(path)
    if not isinstance(found["kind"], str) or not isinstance(found["date_order"], str):
        raise _FORM.damaged(path.name, "it holds what no mapping does")
    return found


def _rows(name: str, found: Json, width: int) -> list[tuple[str, ...]]:
    if not isinstance(found, list) or len(found) > _MOST_ROWS:
        raise _FORM.damaged(name, "it holds what no mapping does")
    rows = []
    for row in found:
        if not isinstance(row, list) or len(row) != width:
            raise _FORM.damaged(name, "it holds what no mapping does")
        rows.append(tuple(_line(name, cell) for cell in row))
    return rows


def _line(name: str, cell: Json) -> str:
    is_line = isinstance(cell, str) and len(cell) <= LONGEST_TEXT and cell.isprintable()
    if not is_line:
        raise _FORM.damaged(name, "it holds what no mapping does")
    return str(cell)
