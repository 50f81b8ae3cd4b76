"""A table through a mapping, as the page shows on which one is made: columns, dates, spellings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from iro_desktop.domain.errors import MappingNotUsableError
from iro_desktop.domain.mappings import (
    MAPPABLE,
    MappedField,
    columns_of,
    fields_for,
    plain,
    plain_heading,
    spellings_of,
)
from iro_desktop.domain.records import Child, ImportMapping
from iro_desktop.domain.words import counted, plain_date, say_number
from iro_desktop.importers.cells import day_in
from iro_desktop.importers.mapped import check
from iro_desktop.importers.results import Problem
from iro_desktop.importers.tables import Table

_SAMPLES: Final = 3
_MOST_COLUMNS: Final = 120
_DATES: Final = 3
_MOST_SPELLINGS: Final = 100
_MOST_PROBLEMS: Final = 200


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, some of its values, and the field that it is, or ""."""

    place: int
    heading: str
    samples: tuple[str, ...]
    field: str = ""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A spelling of a coded field, how many rows have it, and what it means if that is settled.

    ``meaning`` is None while nobody has said. An empty ``spelling`` is that of an empty cell.
    """

    field: str
    label: str
    spelling: str
    rows: int
    meaning: str | None
    choices: tuple[tuple[str, str], ...]
    is_needed: bool = False

    @property
    def words(self) -> str:
        """What is to be settled: "Outcome: 12 rows say “Attnd”"."""
        if not self.spelling:
            return f"{self.label}: where the table says nothing"
        if not self.rows:
            return f"{self.label}: “{self.spelling}”"
        rows = counted(self.rows, "row says", "rows say")
        return f"{self.label}: {rows} “{self.spelling}”"


@dataclass(frozen=True, slots=True)
class Look:
    """What a mapping makes of a table.

    ``lacks`` is the sentence that says why no row can be read, or nothing.
    """

    rows: int
    good: int
    dates: tuple[str, ...]
    spellings: tuple[Spelling, ...]
    problems: tuple[Problem, ...]
    lacks: str = ""
    problem_count: int = 0

    @property
    def words(self) -> str:
        """The count: "118 of 120 rows can be read"."""
        if self.lacks:
            return self.lacks
        if not self.rows:
            return "There is no row under the headings"
        unsettled = sum(one.meaning is None for one in self.spellings)
        also = f"; {counted(unsettled, 'spelling')} to settle" if unsettled else ""
        return f"{say_number(self.good)} of {counted(self.rows, 'row')} can be read{also}"


def kinds() -> tuple[tuple[str, str], ...]:
    """Return what the rows of a table can be, with words."""
    return tuple((one.name, one.words) for one in MAPPABLE.values())


def field_choices(kind: str) -> tuple[tuple[str, str], ...]:
    """Return what a column can be, with words: what each row needs first, the child's own last."""
    fields = list(fields_for(kind).values())
    fields.sort(key=lambda one: not one.is_needed)
    return tuple((one.name, _words(one, kind)) for one in fields)


def _words(field: MappedField, kind: str) -> str:
    if field.is_needed:
        return f"{field.label} (needed)"
    if field.kind is Child and kind != Child.__name__:
        return f"Child: {field.label}"
    return field.label


def columns(table: Table, mapping: ImportMapping) -> tuple[Column, ...]:
    """Return the columns of a table that have a heading, with the field that each one is.

    Of a very wide table the first of them, and all that are mapped.
    """
    fields = {plain_heading(heading): name for name, heading in columns_of(mapping).items()}
    found = [
        Column(place, table.headings[place], table.samples(place, _SAMPLES), fields.get(words, ""))
        for number, (words, place) in enumerate(table.places().items())
        if number < _MOST_COLUMNS or words in fields
    ]
    return tuple(found)


def with_columns(mapping: ImportMapping, chosen: Sequence[Column]) -> ImportMapping:
    """Return a mapping with these columns; spellings of fields that no longer are any go."""
    found = tuple((one.heading, one.field) for one in chosen if one.field)
    names = {name for _, name in found}
    kept = tuple(
        row for row in mapping.spellings if row[0] in names or (len(row) > 1 and not row[1])
    )
    return replace(mapping, columns=found, spellings=kept)


def with_spelling(
    mapping: ImportMapping, field: str, spelling: str, meaning: str | None
) -> ImportMapping:
    """Return a mapping in which a spelling means something, or with None nothing yet."""
    others = tuple(
        row
        for row in mapping.spellings
        if not (row[0] == field and plain(row[1]) == plain(spelling))
    )
    added = () if meaning is None else ((field, spelling, meaning),)
    return replace(mapping, spellings=(*others, *added))


def look(table: Table, mapping: ImportMapping, today: date) -> Look:
    """Return what a mapping makes of a table; one that is not whole yet says what it lacks."""
    dates = _dates(table, mapping)
    try:
        found = check([table], mapping, today=today)
    except MappingNotUsableError as error:
        rows = sum(any(map(str.strip, row)) for row in table.content.rows)
        return Look(rows, 0, dates, _settled(mapping), (), str(error))
    unknown = [
        _spelling(mapping, one.field, one.spelling, one.rows, is_needed=one.is_needed)
        for one in sorted(found.unknown, key=lambda one: (not one.is_needed, -one.rows))
    ]
    return Look(
        found.rows,
        found.good,
        dates,
        (*_settled(mapping), *unknown)[:_MOST_SPELLINGS],
        found.read.problems[:_MOST_PROBLEMS],
        problem_count=len(found.read.problems),
    )


def _spelling(
    mapping: ImportMapping, name: str, spelling: str, rows: int, *, is_needed: bool = False
) -> Spelling:
    field = fields_for(mapping.kind)[name]
    meaning = spellings_of(mapping).get(name, {}).get(plain(spelling))
    choices = tuple(field.meanings.items())
    return Spelling(name, field.label, spelling, rows, meaning, choices, is_needed)


def _settled(mapping: ImportMapping) -> tuple[Spelling, ...]:
    """Return what is settled already, and the coded fields that every row needs without a column.

    Those can be the same for all rows: a list of reviews of one type need not say which.
    """
    fields, there = fields_for(mapping.kind), columns_of(mapping)
    found = [
        _spelling(mapping, row[0], row[1], 0)
        for row in mapping.spellings
        if len(row) > 1 and row[0] in fields and fields[row[0]].is_coded and row[1]
    ]
    given = {row[0] for row in mapping.spellings if len(row) > 1 and not row[1]}
    blanks = [
        _spelling(mapping, name, "", 0, is_needed=name not in there)
        for name, field in fields.items()
        if field.is_coded and (name in given or (field.is_needed and name not in there))
    ]
    return (*blanks, *found)


def _dates(table: Table, mapping: ImportMapping) -> tuple[str, ...]:
    """Return how the first dates are read: "03/04/2020 is Fri 3 April 2020"."""
    there, fields = table.places(), fields_for(mapping.kind)
    found: dict[str, str] = {}
    for name, heading in columns_of(mapping).items():
        if fields[name].about.type != "day" or plain_heading(heading) not in there:
            continue
        for text in table.samples(there[plain_heading(heading)], _DATES):
            day = day_in(text, mapping.date_order)
            found.setdefault(
                text, f"{text[:20]} is {plain_date(day)}" if day else f"{text[:20]} is no date"
            )
    return tuple(found.values())[:_DATES]
