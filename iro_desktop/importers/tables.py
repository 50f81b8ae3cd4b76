"""The tables in a file of any kind: named sheets of text, whatever the file is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import EmptyFileError, NotTextError
from iro_desktop.domain.mappings import plain_heading
from iro_desktop.importers.results import Step, no_step
from iro_desktop.importers.sources import Sheet, as_written, cell, source
from iro_desktop.importers.workbooks import is_workbook, pages

_TITLES: Final = 20  # rows that may stand above the headings


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the file that it is in, the name of its sheet (none in a CSV file), its rows."""

    file: str
    sheet: str
    content: Sheet

    @property
    def where(self) -> str:
        """The file, and the sheet where there are several."""
        return f"{self.file}, {self.sheet}" if self.sheet else self.file

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings, without space around them."""
        return self.content.headings

    def places(self) -> dict[str, int]:
        """Return plain heading -> where it stands; of several alike the first."""
        found: dict[str, int] = {}
        for place, heading in enumerate(self.headings):
            if words := plain_heading(heading):
                found.setdefault(words, place)
        return found

    def samples(self, place: int, most: int) -> tuple[str, ...]:
        """Return the first different values of a column, in the order of its rows."""
        found: dict[str, None] = {}
        for row in self.content.rows:
            value = cell(row[place]) if place < len(row) else ""
            if value:
                found.setdefault(value)
            if len(found) == most:
                break
        return tuple(found)


def tables_of(name: str, path: Path, step: Step = no_step) -> list[Table]:
    """Return the tables of a file, called ``name`` in sentences: sheets with nothing are none.

    The headings are the first row with two cells filled, so that a title above them is passed
    over. Raises a UserError for a file that cannot be read, and EmptyFileError.
    """
    file = source(name, path)
    if file.is_xml:
        raise NotTextError(f"{name} is XML: a table is read from a CSV file or a workbook.")
    if not is_workbook(file.content):
        found = as_written(file)
        return [_table(name, "", [list(found.headings), *found.rows], found.first_row - 1)]
    sheets = [page for page in pages(file, step=step) if any(map(any, page.rows))]
    if not sheets:
        raise EmptyFileError(f"{name} is empty: export it again and import that file.")
    return [_table(name, page.name, page.rows, 1) for page in sheets]


def _table(file: str, sheet: str, rows: list[list[str]], first: int) -> Table:
    """Return the table in rows whose first has the number ``first``; one of them is not blank."""
    filled = [sum(bool(cell(one)) for one in row) for row in rows[:_TITLES]]
    whole = next((number for number, cells in enumerate(filled) if cells > 1), None)
    some = next((number for number, cells in enumerate(filled) if cells), 0)
    top = some if whole is None else whole
    headings = tuple(cell(heading) for heading in rows[top])
    return Table(file, sheet, Sheet(headings, rows[top + 1 :], first + top + 1))
