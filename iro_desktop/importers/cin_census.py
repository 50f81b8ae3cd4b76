"""A children in need census, of one year or of several: XML files to records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from iro_desktop.domain.calendar import financial_year_end
from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.words import counted, say_list
from iro_desktop.importers import cin_census_xml as xml
from iro_desktop.importers.cin_census_records import days_of, read_child
from iro_desktop.importers.dates import collection_year, day
from iro_desktop.importers.gathering import Gathered
from iro_desktop.importers.results import ImportRead, Problem, Step, in_order, no_step
from iro_desktop.importers.sources import Source, named, source

LARGEST: Final = 20 * 2**20
"""Bytes of one file, unless the caseload is a whole council's."""

_FIRST_YEAR: Final = 2000
_NOT_OURS: Final = "This file is no children in need census in XML, so it was left out."
_NOTHING_OURS: Final = (
    "None of these files is a children in need census, so nothing was read: "
    "choose the XML file that was made for the census."
)


@dataclass(frozen=True, slots=True)
class _Census:
    """One file, and the year of its collection; 0 where nothing tells it."""

    name: str
    path: Path
    year: int


def read(
    paths: Iterable[Path],
    *,
    today: date,
    year: int | None = None,
    step: Step = no_step,
    largest: int = LARGEST,
) -> ImportRead:
    """Return the children, enquiries, plans and conferences of one census or of several.

    ``year`` is the one whose 31 March ends the collection; without it, it is what the header of
    each file says, else what its dates say. Of several years the later one wins, field by field.
    ``largest`` is how many bytes a file may have. Raises a UserError for a file that cannot be
    read at all and if none is a census; other XML files beside one are problems.
    """
    if year is not None and not _FIRST_YEAR <= year <= today.year + 1:
        raise UserError(f"{year} is no census year: write the one it ends in, such as 2024.")
    files = named(paths)
    if not files:
        raise UserError("No file was named: choose the XML file of the census.")
    gathered = Gathered(today)
    left_out = []
    found: list[_Census] = []
    for name, path in files:
        step()
        try:
            found.append(_Census(name, path, _year_of(source(name, path, largest=largest), today)))
        except xml.NotACensusError:
            left_out.append(Problem(name, 0, "", "not_ours", _NOT_OURS))
    if not found:
        raise UserError(_NOTHING_OURS)
    found = _dated(found, year)
    with without_collecting():
        for census in sorted(found, key=lambda one: one.year):
            file = source(census.name, census.path, largest=largest)
            take = partial(read_child, gathered, census.name, census.year)
            xml.children(file, take, step)
        return _result(gathered, found, [name for name, _ in files], left_out, asked=year)


def _year_of(file: Source, today: date) -> int:
    """Return the year that the header of a file names, else that of its dates, else 0."""
    header = xml.header(file)
    reference = day(header.reference_date[:10])
    if reference is not None:
        return _possible(financial_year_end(reference).year, today)
    if header.year.isdecimal():
        return _possible(int(header.year[:4]), today)
    days: list[date] = []
    xml.children(file, lambda _, child: days.extend(days_of(child)))
    return collection_year(days, today)


def _possible(year: int, today: date) -> int:
    return year if _FIRST_YEAR <= year <= today.year + 1 else 0


def _dated(found: Sequence[_Census], year: int | None) -> list[_Census]:
    """Return the files with the year that was asked for, where it can be the one of them all."""
    if year is None:
        return list(found)
    years = sorted({census.year for census in found if census.year})
    if len(years) > 1:
        said = say_list([str(one) for one in years])
        raise UserError(
            f"These files are of several years ({said}), so no single one can be named: "
            "leave the year out, or import them one by one."
        )
    return [_Census(census.name, census.path, year) for census in found]


def _result(
    gathered: Gathered,
    found: Sequence[_Census],
    files: Sequence[str],
    left_out: Sequence[Problem],
    *,
    asked: int | None,
) -> ImportRead:
    latest = max(census.year for census in found)
    problems = in_order([*left_out, *gathered.problems], files)
    records = gathered.records()
    return ImportRead(
        records=tuple(records),
        problems=tuple(problems),
        read=_counts(gathered),
        year=latest,
        notes=tuple(_notes(gathered, found, latest, asked)),
        references=gathered.references,
        named_only=gathered.named_only,
        places=gathered.places_kept(),
    )


def _counts(gathered: Gathered) -> Mapping[str, int]:
    return {"Children": len(gathered.references)} if gathered.references else {}


def _notes(
    gathered: Gathered, found: Sequence[_Census], latest: int, asked: int | None
) -> Iterable[str]:
    if asked is None and latest:
        yield f"The census is that of the year to 31 March {latest}."
    elif asked is None:
        yield "Neither the header nor a date says of which year the census is: name the year."
    earlier = sorted({str(census.year) for census in found if 0 < census.year != latest})
    if earlier:
        yield f"Earlier censuses were joined with it: {say_list(earlier)}."
    if gathered.own:
        yield (
            "The start of an enquiry in the census is taken as the strategy discussion that "
            "started it; a conference that is named without an enquiry is taken as an initial "
            "one, as the census does not say which of them were transfer-in conferences."
        )
    if others := len(gathered.named_only):
        yield (
            f"{counted(others, 'child', 'children')} in need without an enquiry, a conference or "
            "a plan: what is on file of them is brought up to date, and nobody is added."
        )
