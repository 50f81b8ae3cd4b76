"""Files with an import mapping: what is in them, or one sentence about what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import FileDamagedError, FileTooLargeError, NotOurFileError
from iro_desktop.domain.mapping_file import CHECKSUM, ENDING, FORMAT, VERSION, checksum
from iro_desktop.domain.mappings import DATE_ORDERS, MAPPABLE, fields_for
from iro_desktop.domain.records import ImportMapping
from iro_desktop.domain.records.fields import LONGEST_TEXT, Json
from iro_desktop.importers.sources import source, text

_LARGEST: Final = 2**20
_MOST_ROWS: Final = 5000
_NEEDED: Final = frozenset({"version", "name", "kind", "columns", "spellings", "date_order"})


def read_mapping(path: Path) -> ImportMapping:
    """Return the mapping that a file holds, without an id.

    What a newer version knows of more fields is left out. Raises a UserError for what is no such
    file, is not whole, or holds what no mapping can.
    """
    name = path.name
    file = source(name, path)
    if len(file.content) > _LARGEST:
        raise FileTooLargeError(f"{name} is larger than any mapping file: check that it is one.")
    found = _document(name, text(file))
    if found["kind"] not in MAPPABLE:
        if found["version"] > VERSION:
            raise NotOurFileError(
                f"{name} was made by a newer version of IRO Desktop for something that this one "
                "cannot import: update the program first."
            )
        raise _damaged(name, "what its rows are is not known")
    order = found["date_order"]
    if order not in DATE_ORDERS:
        raise _damaged(name, "its order of dates is not known")
    known = fields_for(found["kind"])
    return ImportMapping(
        id="",
        name=_line(name, found["name"]),
        kind=found["kind"],
        columns=tuple(row for row in _rows(name, found["columns"], 2) if row[1] in known),
        spellings=tuple(row for row in _rows(name, found["spellings"], 3) if row[0] in known),
        date_order=order,
    )


def _document(name: str, content: str) -> dict[str, Json]:
    """Return the document, known to be ours, whole and unaltered."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        if FORMAT in content:
            raise _damaged(name, "it is not whole") from None
        raise _not_ours(name) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _not_ours(name)
    if CHECKSUM not in found or not found.keys() >= _NEEDED or not _is_whole(found):
        raise _damaged(name, "what it holds is not what was written")
    if not isinstance(found["version"], int):
        raise _damaged(name, "its version is not known")
    if not isinstance(found["kind"], str) or not isinstance(found["date_order"], str):
        raise _damaged(name, "it holds what no mapping does")
    return found


def _is_whole(found: dict[str, Json]) -> bool:
    try:
        return bool(found[CHECKSUM] == checksum(found))
    except (ValueError, RecursionError):
        return False


def _rows(name: str, found: Json, width: int) -> list[tuple[str, ...]]:
    if not isinstance(found, list) or len(found) > _MOST_ROWS:
        raise _damaged(name, "it holds what no mapping does")
    rows = []
    for row in found:
        if not isinstance(row, list) or len(row) != width:
            raise _damaged(name, "it holds what no mapping does")
        rows.append(tuple(_line(name, cell) for cell in row))
    return rows


def _line(name: str, cell: Json) -> str:
    is_line = isinstance(cell, str) and len(cell) <= LONGEST_TEXT and cell.isprintable()
    if not is_line:
        raise _damaged(name, "it holds what no mapping does")
    return str(cell)


def _not_ours(name: str) -> NotOurFileError:
    return NotOurFileError(
        f"{name} is no mapping file: choose one that IRO Desktop wrote, ending in {ENDING}."
    )


def _damaged(name: str, why: str) -> FileDamagedError:
    return FileDamagedError(
        f"{name} is damaged or was altered, as {why}: have it written and sent again."
    )
