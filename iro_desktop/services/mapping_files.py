"""Import mappings as files: shown before they are written, and taken over from others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from iro_desktop.domain.mapping_file import ENDING, shared_form
from iro_desktop.domain.mappings import DATE_ORDERS, YES_NO, fields_for, kind_words
from iro_desktop.domain.records import ImportMapping
from iro_desktop.importers.mapping_file import read_mapping
from iro_desktop.reports.mapping_file import mapping_file
from iro_desktop.services.access import note
from iro_desktop.services.destinations import write_out
from iro_desktop.services.mappings import mappings, save_mapping
from iro_desktop.services.workspace import Workspace

FILES: Final = f"Import mappings (*{ENDING})"
_EMPTY_CELL: Final = "(empty cell)"
_NOTHING: Final = "read as empty"


@dataclass(frozen=True, slots=True)
class SharedLine:
    """One line of what a mapping file holds: what it is, as it stands in tables, what it means.

    ``spelling`` says which of the mapping's spellings it is, -1 for none of them.
    """

    number: int
    what: str
    stands: str
    means: str
    spelling: int = -1


def shared_lines(mapping: ImportMapping) -> tuple[SharedLine, ...]:
    """Return everything that the file of a mapping holds, for a look before it is written."""
    one = shared_form(mapping)
    fields = fields_for(one.kind)
    lines = [
        ("Name", one.name, ""),
        ("Rows are", kind_words(one.kind), ""),
        ("Order of dates", DATE_ORDERS.get(one.date_order, one.date_order), ""),
    ]
    lines += [("Column", heading, fields[name].label) for heading, name in one.columns]
    for name, spelling, meaning in one.spellings:
        words = fields[name].meanings.get(meaning, YES_NO.get(meaning, meaning))
        lines.append((fields[name].label, spelling or _EMPTY_CELL, words or _NOTHING))
    first = len(lines) - len(one.spellings)
    return tuple(
        SharedLine(number, *line, spelling=max(number - first, -1))
        for number, line in enumerate(lines)
    )


def without_spelling(mapping: ImportMapping, line: SharedLine) -> ImportMapping:
    """Return what of a mapping is shared, without the spelling of one line."""
    one = shared_form(mapping)
    kept = tuple(row for at, row in enumerate(one.spellings) if at != line.spelling)
    return replace(one, spellings=kept)


def export_mapping(workspace: Workspace, mapping: ImportMapping, path: Path) -> None:
    """Write the file of a mapping; no cell of any table is in it but the spellings of codes."""
    write_out(path, mapping_file(mapping))
    note(workspace, "export", note="import mapping")


def mapping_in(path: Path) -> ImportMapping:
    """Return the mapping of a file without remembering it. Raises a UserError."""
    return read_mapping(path)


def import_mapping(workspace: Workspace, path: Path) -> tuple[ImportMapping, bool]:
    """Remember the mapping of a file; return it, and whether it is new here.

    One that is remembered already stays as it is; one whose name is taken gets a number.
    Raises a UserError for a file that holds none.
    """
    found = read_mapping(path)
    known = mappings(workspace.snapshot)
    for one in known:
        if shared_form(one) == shared_form(replace(found, name=one.name)):
            return one, False
    found = replace(found, name=_free(found.name, {one.name.casefold() for one in known}))
    saved = save_mapping(workspace, found)
    return replace(found, id=saved), True


def _free(name: str, taken: set[str]) -> str:
    wanted, number = name, 2
    while wanted.casefold() in taken:
        wanted, number = f"{name} ({number})", number + 1
    return wanted
