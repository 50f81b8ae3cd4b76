"""The tables in a file of any kind: named sheets of text, whatever the file is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from iro_desktop.domain.errors import NotTextError
from iro_desktop.domain.mappings import plain
from iro_desktop.importers.sources import Sheet, as_written, cell, source


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
        """The headings as they stand, on one line each."""
        return tuple(cell(heading) for heading in self.content.headings)

    def places(self) -> dict[str, int]:
        """Return plain heading -> where it stands; of several alike the first."""
        found: dict[str, int] = {}
        for place, heading in enumerate(self.headings):
            if plain(heading):
                found.setdefault(plain(heading), place)
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


def tables_of(name: str, path: Path) -> list[Table]:
    """Return the tables of a file, called ``name`` in sentences, that have any rows of headings.

    Raises a UserError for a file that cannot be read as tables.
    """
    file = source(name, path)
    if file.is_xml:
        raise NotTextError(f"{name} is XML: a table is read from a CSV file or a workbook.")
    return [Table(name, "", as_written(file))]
