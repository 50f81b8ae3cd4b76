"""An SSDA903 return, as CSV files or as XML, of one year or of several: files to records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.words import counted, say_list
from iro_desktop.importers import ssda903_xml
from iro_desktop.importers.results import ImportRead, Problem, Step, no_step
from iro_desktop.importers.sources import Sheet, Source, cell, named, sheet, source
from iro_desktop.importers.ssda903_records import read_tables
from iro_desktop.importers.ssda903_tables import (
    FORMS,
    Form,
    Table,
    form_of,
    side_rows,
    with_years,
)

_FIRST_YEAR: Final = 2000
_NOT_OURS: Final = "not_ours"
_NOTHING_OURS: Final = (
    "None of these files is a table of an SSDA903 return, so nothing was read: "
    "choose the CSV files of the return, or its XML file."
)
_YEAR: Final = re.compile(r"(20[0-9]{2})(?:[/-](?:20)?([0-9]{2}))?")


def read(
    paths: Iterable[Path], *, today: date, year: int | None = None, step: Step = no_step
) -> ImportRead:
    """Return the records that the files of one or several returns hold, with their problems.

    A file is known by its columns, or its first element, never by its name; one that is no table
    of the return is a problem, not an error. ``year`` is the one whose 31 March ends the
    collection; without it, it is taken from the dates and said in ``notes``. Raises a UserError
    for a file that cannot be read at all, for a table that lacks a column, and if none is a table
    of the return.
    """
    return read_return(tables_of(paths, today=today, year=year, step=step), today, step)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one or several returns, the earliest collection year first.

    ``year`` is the latest, ``asked`` the one that was named; ``problems`` are those of files and
    rows that could not be read.
    """

    tables: tuple[Table, ...]
    problems: tuple[Problem, ...]
    year: int
    asked: int | None


def tables_of(
    paths: Iterable[Path], *, today: date, year: int | None = None, step: Step = no_step
) -> Tables:
    """Return the tables that files hold, before anything is made of them; raises as ``read``."""
    if year is not None and not _FIRST_YEAR <= year <= today.year + 1:
        raise UserError(f"{year} is no collection year: write the one it ends in, such as 2018.")
    tables: list[Table] = []
    problems: list[Problem] = []
    files = named(paths)
    if not files:
        raise UserError("No file was named: choose the files of the return.")
    for name, path in files:
        step()
        found, wrong = _tables(source(name, path))
        tables += found
        problems += wrong
    if sum(problem.rule == _NOT_OURS for problem in problems) == len(files):
        raise UserError(_NOTHING_OURS)
    dated, collection = with_years(tables, year, today)
    step()
    return Tables(tuple(dated), tuple(problems), collection, year)


def read_return(found: Tables, today: date, step: Step = no_step) -> ImportRead:
    """Return the records that tables hold, with the problems of their files and rows."""
    result = read_tables(found.tables, found.year, today, step)
    return replace(
        result,
        problems=(*found.problems, *result.problems),
        read=_rows_by_table(found.tables),
        notes=tuple(_notes(found.tables, found.year, found.asked)),
    )


def _tables(file: Source) -> tuple[list[Table], list[Problem]]:
    if file.is_xml:
        try:
            return ssda903_xml.tables(file), []
        except ssda903_xml.NotAReturnError:
            return [], [_not_ours(file)]
    content = sheet(file)
    form = form_of(file.name, content.headings)
    return _from_sheet(file, content, form) if form else ([], [_not_ours(file)])


def _not_ours(file: Source) -> Problem:
    sentence = "This file is no table of an SSDA903 return, so it was left out."
    return Problem(file.name, 0, "", _NOT_OURS, sentence)


def _from_sheet(file: Source, content: Sheet, form: Form) -> tuple[list[Table], list[Problem]]:
    """Return a CSV file as a table; as one for each year if it has a column YEAR."""
    width = len(content.headings)
    places = [content.headings.index(column) for column in form.used]
    year_place = content.headings.index("YEAR") if "YEAR" in content.headings else None
    years: dict[int, tuple[list[tuple[str, ...]], list[int]]] = {}
    problems: list[Problem] = []
    for number, row in enumerate(content.rows, content.first_row):
        if not any(map(str.strip, row)):
            continue
        if len(row) < width or any(map(str.strip, row[width:])):
            problems.append(_ragged(file.name, number, row, width))
            if len(row) > width:
                continue  # a comma too many: what stands under which heading is not known
            row.extend([""] * (width - len(row)))
        cells = tuple([cell(row[place]) for place in places])
        year = _year(row[year_place]) if year_place is not None else 0
        rows, numbers = years.setdefault(year, ([], []))
        rows.append(cells)
        numbers.append(number)
    years = years or {0: ([], [])}
    return [
        Table(form, file.name, file.folder, rows, numbers, year)
        for year, (rows, numbers) in sorted(years.items())
    ], problems


def _ragged(file: str, number: int, row: Sequence[str], width: int) -> Problem:
    what = f"The row has {len(row)} cells and the headings are {width}"
    if len(row) < width:
        sentence = f"{what}: the missing ones at its end were taken as empty."
    else:
        sentence = f"{what}, so it was left out: look for a comma too many."
    return Problem(file, number, row[0].strip()[:40], "cells", sentence)


def _year(text: str) -> int:
    """Return the collection year that ``2018``, ``2017/18`` or ``2017-18`` names; 0 for none."""
    found = _YEAR.fullmatch(text.strip())
    if not found:
        return 0
    return int(found[1][:2] + found[2]) if found[2] else int(found[1])


def _rows_by_table(tables: Iterable[Table]) -> dict[str, int]:
    counts = dict.fromkeys(FORMS, 0)
    for table in tables:
        counts[table.name] += len(table.rows)
    return {name: count for name, count in counts.items() if count}


def _notes(tables: Sequence[Table], year: int, asked: int | None) -> Iterable[str]:
    if not tables:
        return
    if asked is None:
        yield (
            f"The collection year was taken from the dates: it ends on 31 March {year}. "
            "If that is not right, name the year."
        )
    earlier = sorted({str(table.year) for table in tables if table.year != year})
    if earlier:
        yield f"Earlier collection years were joined with it: {say_list(earlier)}."
    if rest := side_rows(tables):
        rows = [f"{counted(count, 'row')} of {name}" for name, count in rest.items()]
        yield f"Read and checked, but nothing in the caseload rests on them: {say_list(rows)}."
