"""Ofsted's Annex A, as a workbook or as a CSV file for each list: files to records.

Lists 5 (enquiries and initial conferences), 6 (children in need), 7 (protection plans) and 8
(children looked after) are read; the others bear on no caseload.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from iro_desktop.domain.calendar import financial_year_end
from iro_desktop.domain.errors import EmptyFileError, UserError
from iro_desktop.domain.records import Child, Placement
from iro_desktop.domain.words import counted, plain_date
from iro_desktop.importers.annex_a_lists import Lines, is_read, lines_of, number_of
from iro_desktop.importers.annex_a_reading import Reading, kept
from iro_desktop.importers.annex_a_records import days_of, read_row
from iro_desktop.importers.care import CareRecord, care_records, joined
from iro_desktop.importers.dates import collection_year
from iro_desktop.importers.results import ImportRead, Problem, Step, in_order, no_step
from iro_desktop.importers.sources import Source, named, source, table
from iro_desktop.importers.workbooks import (
    WorkbookNotReadError,
    is_web_page,
    is_workbook,
    pages,
)
from iro_desktop.importers.workbooks_limits import USUAL, Limits

_FIRST_YEAR: Final = 2000
_JUDGED_BY: Final = 5  # lines of a CSV file, for a title may stand above the headings
_FILES: Final = frozenset({".xlsx", ".xlsm", ".xls", ".csv"})
_NOTHING_OURS: Final = (
    "None of these files holds List 5, 6, 7 or 8 of an Annex A, so nothing was read: "
    "choose the workbook, or the CSV files of its lists."
)


def read(
    paths: Iterable[Path],
    *,
    today: date,
    year: int | None = None,
    step: Step = no_step,
    limits: Limits = USUAL,
) -> ImportRead:
    """Return the records that the files of one Annex A hold, with their problems.

    ``paths`` are a workbook, CSV files, or a folder of these. An Annex A has no date: it is taken
    to be of the latest day in it that is not after ``today``, and within the ``year`` to 31 March
    if that is given; ``notes`` say so. Raises a UserError for a file that cannot be read at all,
    and if none holds one of the lists.
    """
    if year is not None and not _FIRST_YEAR <= year <= today.year + 1:
        raise UserError(f"{year} is no collection year: write the one it ends in, such as 2018.")
    lists, problems = _lists(paths, limits, step)
    if not lists:
        raise UserError(_NOTHING_OURS)
    reading = Reading(date.min, today, step)
    rows = [row for lines in lists for row in reading.rows(lines)]
    reading.as_at = _as_at([found for row in rows for found in days_of(row)], today, year)
    for count, row in enumerate(rows):
        if count % 1000 == 0:
            step()
        read_row(reading, row)
    reading.flag_not_known()
    return _result(reading, lists, problems, year)


def _lists(paths: Iterable[Path], limits: Limits, step: Step) -> tuple[list[Lines], list[Problem]]:
    lists: list[Lines] = []
    problems: list[Problem] = []
    files = named(one for path in paths for one in _inside(path))
    if not files:
        raise UserError("No file was named: choose the workbook or the CSV files of an Annex A.")
    for name, path in files:
        step()
        file = source(name, path)
        found, wrong = (_of_workbook(file, limits, step) if is_workbook(file.content)
                        else _of_table(file))  # fmt: skip
        lists += found
        problems += wrong
    return lists, problems


def _inside(path: Path) -> list[Path]:
    """Return a file, or the workbooks and CSV files that lie in a folder."""
    if not path.is_dir():
        return [path]
    found = sorted(one for one in path.iterdir() if one.suffix.lower() in _FILES)
    if not found:
        raise UserError(f"There is no workbook and no CSV file in {path.name}: check the folder.")
    return found


def _of_workbook(file: Source, limits: Limits, step: Step) -> tuple[list[Lines], list[Problem]]:
    lists: list[Lines] = []
    problems: list[Problem] = []

    def wanted(name: str) -> bool:
        return number_of(name) == 0 or is_read(number_of(name))

    for page in pages(file, wanted=wanted, limits=limits, step=step):
        number, place = number_of(page.name), f"{file.name}, {page.name}"
        lines = lines_of(place, page.rows, number=number)
        if lines:
            lists.append(lines)
        elif number and any(cell.strip() for row in page.rows for cell in row):
            problems.append(_no_headings(place, number))
    return lists, problems


def _of_table(file: Source) -> tuple[list[Lines], list[Problem]]:
    if is_web_page(file.content):
        raise WorkbookNotReadError(
            f"{file.name} is written as a web page, not as a workbook: open it in Excel, save it "
            "as “Excel Workbook (.xlsx)” and import that file."
        )
    rows = table(file, judged_by=_JUDGED_BY)
    if not any(cell.strip() for row in rows for cell in row):
        raise EmptyFileError(f"{file.name} is empty: export it again and import that file.")
    lines = lines_of(file.name, rows)
    if lines:
        return [lines], []
    sentence = "This file is none of the lists 5 to 8 of an Annex A, so it was left out."
    return [], [Problem(file.name, 0, "", "not_ours", sentence)]


def _no_headings(file: str, number: int) -> Problem:
    sentence = (
        f"The headings of List {number} were not found in the first rows, so the sheet was left "
        "out: it needs “Child Unique ID” and the date with which the list begins."
    )
    return Problem(file, 0, "", "headings", sentence)


def _as_at(days: Sequence[date], today: date, year: int | None) -> date:
    """Return the day on which an Annex A was made: the latest in it that can be right."""
    ends = date(year or collection_year(days, today) or financial_year_end(today).year, 3, 31)
    known = [one for one in days if one <= min(today, ends)]
    # A slip may stand years before all else; in a year that was named there may be no day at all.
    return max(known, default=min(today, ends))


def _result(
    reading: Reading, lists: Sequence[Lines], problems: Sequence[Problem], year: int | None
) -> ImportRead:
    found = in_order(reading.problems, (lines.file for lines in lists))
    children = [
        Child(id=child_id, reference=reading.references[child_id], **facts)
        for child_id, facts in reading.facts.items()
    ]
    collection = year or financial_year_end(reading.as_at).year
    return ImportRead(
        records=(*children, *_care(reading), *kept(reading)),
        problems=(*problems, *found),
        read=dict(Counter({f"List {one.number}": 0 for one in lists}) + _rows(lists)),
        year=collection,
        notes=tuple(_notes(reading, collection, year)),
        references={one: reading.references[one] for one in reading.facts},
        named_only=frozenset(reading.facts.keys() - reading.children),
        episodes={child_id: tuple(dated) for child_id, dated in reading.episodes.items()},
        current=frozenset(reading.current),
        partial=True,
    )


def _rows(lists: Iterable[Lines]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for lines in lists:
        counts[f"List {lines.number}"] += sum(any(map(str.strip, row)) for row in lines.sheet.rows)
    return counts


def _care(reading: Reading) -> list[CareRecord]:
    found: list[CareRecord] = []
    for child_id, dated in reading.episodes.items():
        for record in care_records(reading.references[child_id], child_id, joined(dated)):
            if isinstance(record, Placement) and record.started_on:
                out = reading.out_of_area.get((child_id, record.started_on))
                found.append(replace(record, out_of_area=out))
            else:
                found.append(record)
    return found


def _notes(reading: Reading, collection: int, asked: int | None) -> Iterable[str]:
    day = plain_date(reading.as_at)
    if asked is None:
        yield (
            f"An Annex A does not say when it was made: it was taken as {day}, the latest date in "
            f"it, so it belongs to the year to 31 March {collection}. If that is not right, name "
            "the year."
        )
    else:
        yield f"The Annex A was taken as made on {day}."
    if any(record.title == "social worker" for record in reading.records.values()):
        yield f"It does not say since when a child has had a social worker: from {day} was entered."
    needs = len(reading.facts.keys() - reading.children)
    if needs:
        who = counted(needs, "child is", "children are")
        yield f"{who} in List 6 alone: those who are not on file were left out."
