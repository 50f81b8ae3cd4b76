"""Any table through a mapping: rows to records, and the rows that a person should look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from iro_desktop.domain.calendar import financial_year_end
from iro_desktop.domain.errors import MappingNotUsableError, MissingColumnError
from iro_desktop.domain.mappings import (
    MAPPABLE,
    Mappable,
    columns_of,
    fields_for,
    plain_heading,
    spellings_of,
)
from iro_desktop.domain.records import ImportMapping
from iro_desktop.domain.words import counted, say_list
from iro_desktop.importers.cells import CellReader, quoted
from iro_desktop.importers.dates import collection_year
from iro_desktop.importers.mapped_rows import Place, RowReader, Unknown
from iro_desktop.importers.results import ImportRead, Problem, Step, no_step
from iro_desktop.importers.sources import cell, named
from iro_desktop.importers.tables import Table, tables_of

_ROWS_A_STEP: Final = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """What a mapping makes of tables: what is read, of how many rows, and what is not known yet."""

    read: ImportRead
    rows: int
    good: int
    unknown: tuple[Unknown, ...]


def read(
    paths: Iterable[Path],
    *,
    mapping: ImportMapping,
    today: date,
    year: int | None = None,
    step: Step = no_step,
    sheet: str = "",
) -> ImportRead:
    """Return what files hold as the mapping says, with the rows that are wrong.

    ``sheet`` names the one sheet of workbooks that is meant; without it each sheet counts whose
    headings the mapping knows. ``year`` is the one whose 31 March ends the collection; otherwise
    the dates that tell the records apart say it, else ``today`` does. Raises a UserError for a
    file that cannot be read at all, and for one that lacks a column that every row needs.
    """
    tables: list[Table] = []
    for name, path in named(paths):
        step()
        tables += sheets_for(name, tables_of(name, path, step), mapping, sheet)
    found = check(tables, mapping, today=today, year=year, step=step).read
    if year or not found.year:
        return found
    note = (
        f"It counts as of the year that ends on 31 March {found.year}: what a later return says "
        "stays. If that is not right, name the year."
    )
    return replace(found, notes=(*found.notes, note))


def sheets_for(
    name: str, tables: Sequence[Table], mapping: ImportMapping, sheet: str = ""
) -> list[Table]:
    """Return the tables of a file that the mapping can read. Raises MissingColumnError."""
    wanted = [one for one in tables if not sheet or one.sheet == sheet]
    found = [one for one in wanted if not missing(one, mapping)]
    if not found:
        without = missing(wanted[0], mapping) if len(wanted) == 1 else ()
        columns = say_list([quoted(one) for one in without])
        what = f"no column {columns}" if columns else "no sheet with the columns of this mapping"
        raise MissingColumnError(
            f"{name} has {what}: choose another mapping, or make one for these columns."
        )
    return found


def missing(table: Table, mapping: ImportMapping) -> tuple[str, ...]:
    """Return the headings that a table lacks, and without which none of its rows says anything."""
    _mappable(mapping)
    there = table.places()
    fields, spellings = fields_for(mapping.kind), spellings_of(mapping)
    return tuple(
        heading
        for name, heading in columns_of(mapping).items()
        if fields[name].is_needed
        and plain_heading(heading) not in there
        and not spellings.get(name, {}).get("")
    )


def lacking(mapping: ImportMapping) -> tuple[str, ...]:
    """Return the labels of what every row needs and no column, nor any fixed meaning, says."""
    mappable = _mappable(mapping)
    columns, spellings = columns_of(mapping), spellings_of(mapping)
    found = [
        one.label
        for name, one in fields_for(mapping.kind).items()
        if one.is_needed and name not in columns and not spellings.get(name, {}).get("")
    ]
    for names in mappable.key:
        known = [f"{mappable.name}.{name}" for name in names]
        if len(names) > 1 and not any(name in columns for name in known):
            found.append(" or ".join(fields_for(mapping.kind)[name].label for name in known))
    return tuple(found)


def check(
    tables: Sequence[Table],
    mapping: ImportMapping,
    *,
    today: date,
    year: int | None = None,
    step: Step = no_step,
) -> Checked:
    """Return what the mapping makes of tables. Raises MappingNotUsableError."""
    mappable = _mappable(mapping)
    if without := lacking(mapping):
        raise MappingNotUsableError(
            f"Every row needs {say_list([quoted(one) for one in without])}: "
            "choose the column in which it stands."
        )
    rows = RowReader(mappable, today)
    notes = list(dict.fromkeys(note for one in tables for note in _notes(one, mapping)))
    for table in tables:
        _read_table(rows, table, mapping, step)
    found_year = year or collection_year(rows.days, today)
    if not found_year and rows.good:
        found_year = financial_year_end(today).year
    read = ImportRead(
        records=rows.all_records(),
        problems=(*rows.problems, *_of_spellings(rows)),
        read={mappable.name: rows.rows} if rows.rows else {},
        year=found_year,
        notes=tuple(notes),
        references=rows.references,
        named_only=rows.named_only(),
        places=rows.places,
    )
    return Checked(read, rows.rows, rows.good, tuple(rows.unknown.values()))


def _mappable(mapping: ImportMapping) -> Mappable:
    found = MAPPABLE.get(mapping.kind)
    if found is None:
        raise MappingNotUsableError(
            "This mapping is for something that this version of IRO Desktop cannot import: "
            "update the program, or make a new mapping."
        )
    return found


def _readers(table: Table, mapping: ImportMapping) -> list[tuple[int, CellReader]]:
    """Return where each column stands and how its cells are read.

    A coded field whose empty cells have a meaning is read even without a column: it stands at -1.
    """
    there, columns = table.places(), columns_of(mapping)
    spellings = spellings_of(mapping)
    found = []
    for name, field in fields_for(mapping.kind).items():
        known = spellings.get(name, {})
        place = there.get(plain_heading(columns[name]), -1) if name in columns else -1
        if place >= 0 or known.get(""):
            found.append((place, CellReader(field, mapping.date_order, known)))
    return found


def _notes(table: Table, mapping: ImportMapping) -> Iterable[str]:
    there = table.places()
    absent = [one for one in columns_of(mapping).values() if plain_heading(one) not in there]
    if absent:
        columns = say_list([quoted(one) for one in dict.fromkeys(absent)])
        yield f"{table.where} has no column {columns}: what your file says there stays."
    plains = [plain_heading(heading) for heading in table.headings if plain_heading(heading)]
    used = {plain_heading(one) for one in columns_of(mapping).values()}
    if twice := sorted({one for one in plains if plains.count(one) > 1 and one in used}):
        columns = say_list([quoted(one) for one in twice])
        yield f"{table.where} has more than one column {columns}: the first one is read."


def _read_table(rows: RowReader, table: Table, mapping: ImportMapping, step: Step) -> None:
    readers, width = _readers(table, mapping), len(table.content.headings)
    for number, row in enumerate(table.content.rows, table.content.first_row):
        if number % _ROWS_A_STEP == 0:
            step()
        if not table.sheet and any(map(str.strip, row[width:])):
            rows.leave_out(Place(table.where, number), "It has more cells than there are headings")
            continue
        texts = [
            _cell(row[place], reader) if 0 <= place < len(row) else "" for place, reader in readers
        ]
        if any(texts):
            cells = [(reader, text) for (_, reader), text in zip(readers, texts, strict=True)]
            rows.read(Place(table.where, number), cells)


def _cell(text: str, reader: CellReader) -> str:
    """Return a cell on one line, or a note with the lines that it has."""
    if reader.field.about.type != "note" or "\n" not in text:
        return cell(text)
    return "\n".join(cell(line) for line in text.splitlines()).strip()


def _of_spellings(rows: RowReader) -> Iterable[Problem]:
    """Yield a problem for each spelling that left a cell empty, with the first row that has it."""
    for one in rows.unknown.values():
        if not one.is_needed:
            number = counted(one.rows, "row says", "rows say")
            yield Problem(
                one.place.file,
                one.place.row,
                "",
                "spelling",
                f"{one.label}: {number} {quoted(one.spelling)}, which has no meaning yet, "
                "so it was left empty.",
            )
