"""An extract of the Standard Safeguarding Dataset (SSD): tables as CSV files to records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.words import counted, say_list
from iro_desktop.importers.care import care_records, joined
from iro_desktop.importers.dates import collection_year
from iro_desktop.importers.gathering import Gathered
from iro_desktop.importers.results import ImportRead, Problem, Step, in_order, no_step
from iro_desktop.importers.sources import named, sheet, source
from iro_desktop.importers.ssd_care import read_care
from iro_desktop.importers.ssd_reading import Reading
from iro_desktop.importers.ssd_records import (
    read_conferences,
    read_health,
    read_people,
    read_permanence,
    read_reviews,
)
from iro_desktop.importers.ssd_tables import FORMS, Table, day_of, read_sheet
from iro_desktop.importers.ssd_workers import read_workers

_FIRST_YEAR: Final = 2000
_NOT_OURS: Final = "This file is no table of the Standard Safeguarding Dataset, so it was left out."
_NOTHING_OURS: Final = (
    "None of these files is a table of the Standard Safeguarding Dataset, so nothing was read: "
    "choose CSV files whose columns have its names, such as pers_person_id."
)
_DATED_BY: Final = ("start", "end", "held", "on", "contact", "decided")
_PARTS: Final = (
    read_people, read_care, read_reviews, read_conferences, read_health, read_permanence,
    read_workers,
)  # fmt: skip


def read(
    paths: Iterable[Path], *, today: date, year: int | None = None, step: Step = no_step
) -> ImportRead:
    """Return the records that the tables of an extract hold, with their problems.

    A table is known by its columns, never by its file's name; any of them may be missing. ``year``
    is the one whose 31 March ends the year that the extract was made in; without it, it is taken
    from the dates. Raises a UserError for a file that cannot be read at all, for a table that
    lacks a column without which it says nothing, and if none is a table of the dataset.
    """
    if year is not None and not _FIRST_YEAR <= year <= today.year + 1:
        raise UserError(f"{year} is no year of an extract: write one such as 2024.")
    files = named(paths)
    if not files:
        raise UserError("No file was named: choose the tables of the extract.")
    with without_collecting():
        return _read(files, today, year, step)


def _read(
    files: Sequence[tuple[str, Path]], today: date, year: int | None, step: Step
) -> ImportRead:
    tables: list[Table] = []
    left_out: list[Problem] = []
    for name, path in files:
        step()
        file = source(name, path)
        table = None if file.is_xml else read_sheet(name, sheet(file), step)
        if table is None:
            left_out.append(Problem(name, 0, "", "not_ours", _NOT_OURS))
        else:
            tables.append(table)
    if not tables:
        raise UserError(_NOTHING_OURS)
    order = list(FORMS)
    tables.sort(key=lambda table: order.index(table.form.name))
    found = year or collection_year(_days(tables), today)
    reading = Reading(tables, Gathered(today), found)
    reading.find_owners()
    for part in _PARTS:
        step()
        part(reading)
    return _result(reading, [name for name, _ in files], left_out, asked=year)


def _days(tables: Sequence[Table]) -> Iterator[date]:
    for table in tables:
        for _, cells in table:
            for held in _DATED_BY:
                on = day_of(cells.get(held, ""))
                if on is not None:
                    yield on


def _result(
    reading: Reading, files: Sequence[str], left_out: Sequence[Problem], *, asked: int | None
) -> ImportRead:
    gathered = reading.gathered
    care = [
        record
        for child_id, dated in reading.episodes.items()
        for record in care_records(gathered.references[child_id], child_id, joined(dated))
    ]
    problems = in_order([*left_out, *gathered.problems], files)
    counts: dict[str, int] = {}
    for table in reading.tables:
        counts[table.form.name] = counts.get(table.form.name, 0) + table.count
    return ImportRead(
        records=(*reading.officers.values(), *gathered.records(), *care),
        problems=tuple(problems),
        read={name: count for name, count in counts.items() if count},
        year=reading.year,
        notes=tuple(_notes(reading, asked)),
        references=gathered.references,
        named_only=gathered.named_only,
        episodes={child_id: tuple(dated) for child_id, dated in reading.episodes.items()},
        places=gathered.places_kept(),
    )


def _notes(reading: Reading, asked: int | None) -> Iterator[str]:
    yield (
        "The id of the person in the extract (person_id) is taken as the child reference, as it "
        "is in the council’s returns; of names only the initials are kept."
    )
    if asked is None and reading.year:
        yield (
            f"The extract is taken as one of the year to 31 March {reading.year}, from its dates. "
            "If that is not right, name the year."
        )
    if others := len(reading.gathered.named_only):
        yield (
            f"{counted(others, 'child', 'children')} without an episode of care, an enquiry, a "
            "conference, a review or a plan: what is on file of them is brought up to date, and "
            "nobody is added."
        )
    yield from _left_out(reading)


def _left_out(reading: Reading) -> Iterator[str]:
    """Yield a sentence for each kind of row that was left out without being wrong."""
    counts = reading.counts
    if number := counts["cancelled"]:
        yield (
            f"{counted(number, 'cancelled review')} left out: the extract does not say for when "
            "they were booked."
        )
    if number := counts["not_held"]:
        yield f"{counted(number, 'row')} left out that have not been held or done yet."
    if number := counts["without_episode"]:
        yield (
            f"{counted(number, 'legal status or placement', 'legal statuses and placements')} "
            "left out: they need the child’s episodes (ssd_cla_episodes) beside them."
        )
    if number := counts["checks"]:
        yield f"{counted(number, 'health check')} left out that are no health assessments."
    if number := counts["nameless_iros"]:
        yield (
            f"{counted(number, 'involvement')} of IROs left out: they need the names "
            "(ssd_professionals) beside them."
        )
    if number := counts["other_roles"]:
        yield f"{counted(number, 'involvement')} left out, of neither an IRO nor a social worker."
    unused = sorted({table.form.name for table in reading.tables if not table.form.used})
    if unused:
        yield f"Nothing in the caseload rests on {say_list(unused)}."
