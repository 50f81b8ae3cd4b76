"""Summary files that IROs export: the summary in one, or one sentence about what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from operator import gt
from pathlib import Path
from typing import Any, Final, NamedTuple

from iro_desktop.domain.calendar import month_end
from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.errors import NewerVersionError
from iro_desktop.domain.measures.fingerprints import LENGTH
from iro_desktop.domain.measures.summing import EVERY_MEASURE
from iro_desktop.domain.records import Standards, fields_of
from iro_desktop.domain.records.fields import Json
from iro_desktop.domain.standards import complete
from iro_desktop.domain.standards_limits import standards_problems
from iro_desktop.domain.summary import CountsByMeasure, MonthOfCaseload, Summary, SummedCount
from iro_desktop.domain.summary_file import ENDING, FORMAT, VERSION, way_of
from iro_desktop.domain.words import counted
from iro_desktop.importers.documents import Form
from iro_desktop.importers.standards import standards_in
from iro_desktop.importers.summary_counts import Counts
from iro_desktop.importers.summary_values import (
    LONGEST_NAME,
    NonsenseError,
    children,
    code,
    line,
    months_in,
    numbers,
    objects,
    part_of,
    texts,
)

LARGEST: Final = 4 * 2**20
"""Bytes; three years of an IRO with five districts take a thirtieth of it."""
_MOST_SETS: Final = 60
_MOST_LINES: Final = 100
_NEEDED: Final = (
    "program",
    "made_at",
    "as_of",
    "sample",
    "officer",
    "months",
    "coverage",
    "method",
    "caseload",
    "districts",
    "measures",
    "standards",
)
_FORM: Final = Form("summary", FORMAT, ENDING, needed=_NEEDED, largest=LARGEST)
_NO_DAY: Final = "a day in it is none"
_MEASURES: Final = {(measure.id, way_of(measure)): measure for measure in EVERY_MEASURE}


class SummaryRead(NamedTuple):
    """What a summary file holds, and what of it is not known here, in sentences."""

    summary: Summary
    problems: tuple[str, ...] = ()


def read_summary(path: Path) -> SummaryRead:
    """Return the summary in a file; measures that are not known here are left out, and said.

    Raises a UserError with one sentence for what is no summary, was made by a newer version, is
    not whole, is too large, or holds numbers that cannot be.
    """
    name = path.name
    found = _FORM.read(path)
    if found["version"] != VERSION:
        raise NewerVersionError(
            f"{name} was made by a newer version of IRO Desktop: update the program on this "
            "computer, or have the summary exported by this version."
        )
    try:
        with without_collecting():
            return _summary(name, found)
    except NonsenseError as error:
        raise _FORM.damaged(name, str(error)) from None


def _summary(name: str, found: Mapping[str, Any]) -> SummaryRead:
    officer = part_of(found, "officer", dict)
    months = months_in(found["months"])
    as_of, last_on = _day(found["as_of"]), month_end(months[-1])
    if as_of < last_on:
        raise NonsenseError("it counts months that were not over")
    officer_id = code(officer.get("id"))
    rows, definitions, unknown = _measures(found, officer_id, months)
    summary = Summary(
        officer_id=officer_id,
        officer_name=line(officer.get("name"), LONGEST_NAME),
        team=line(officer.get("team"), LONGEST_NAME),
        role=line(officer.get("role"), LONGEST_NAME),
        first_on=months[0],
        last_on=last_on,
        as_of=as_of,
        made_at=_moment(found["made_at"]),
        program=line(found["program"], LONGEST_NAME),
        method=line(found["method"]),
        caseload=tuple(_caseload(part_of(found, "caseload", dict), months)),
        rows=rows,
        standards=_standards(name, found["standards"]),
        definitions=tuple(definitions.items()),
        coverage=texts(found["coverage"], _MOST_LINES),
        is_sample=part_of(found, "sample", bool),
    )
    return SummaryRead(summary, _problems(name, unknown))


def _problems(name: str, unknown: int) -> tuple[str, ...]:
    if not unknown:
        return ()
    measures = counted(unknown, "measure is", "measures are")
    return (f"{name} was made by another version: {measures} not known here and left out.",)


def _measures(
    found: Mapping[str, Any], officer_id: str, months: list[date]
) -> tuple[CountsByMeasure, dict[str, str], int]:
    """Return the counts, the fingerprints of the definitions, and how many are not known here."""
    districts = texts(found["districts"], _MOST_LINES, LONGEST_NAME)
    counts = Counts(officer_id, months, districts)
    makers: list[tuple[str, Callable[[], list[SummedCount]]]] = []
    definitions: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    unknown = 0
    for entry in objects(found["measures"]):
        measure_id, way = line(entry.get("id"), LONGEST_NAME), line(entry.get("counts"))
        if (measure_id, way) in seen:
            raise NonsenseError("it holds a measure twice")
        seen.add((measure_id, way))
        if (measure_id, way) not in _MEASURES:
            unknown += 1
            continue
        definitions.setdefault(measure_id, line(entry.get("fingerprint"), LENGTH))
        makers.append((measure_id, counts.rows(_MEASURES[measure_id, way], entry)))
    return CountsByMeasure(makers), definitions, unknown


def _caseload(found: Mapping[str, Any], months: list[date]) -> Iterator[MonthOfCaseload]:
    number = len(months)
    columns = {
        name: children(found.get(name), number)
        for name in ("opening", "new", "ended", "ended_at_18", "closing", "child_days")
    }
    if any(map(gt, columns["ended_at_18"], columns["ended"])):
        raise NonsenseError("more children ended at 18 than ended")
    fte = numbers(found.get("fte"), number, none=True)
    received, passed = (_by_name(found.get(name), number) for name in ("received", "passed"))
    for at, month_on in enumerate(months):
        month = MonthOfCaseload(
            month_on,
            received=tuple((name, column[at]) for name, column in received if column[at]),
            passed=tuple((name, column[at]) for name, column in passed if column[at]),
            fte=fte[at],
            **{name: column[at] for name, column in columns.items()},
        )
        came = month.new + sum(moved for _, moved in month.received)
        went = month.ended + sum(moved for _, moved in month.passed)
        if month.opening + came - went != month.closing:
            raise NonsenseError("its caseload does not add up")
        yield month


def _by_name(found: Json, number: int) -> list[tuple[str, list[int]]]:
    columns = {}
    for entry in objects(found):
        name = line(entry.get("name"), LONGEST_NAME)
        if name in columns:
            raise NonsenseError("it holds an IRO twice")
        columns[name] = children(entry.get("children"), number)
    return sorted(columns.items())


def _standards(name: str, found: Json) -> tuple[Standards, ...]:
    sets = tuple(standards_in(_FORM, name, one) for one in objects(found, _MOST_SETS))
    if not sets or any(one.from_on is None for one in sets):
        raise NonsenseError("it does not say by which standards it was counted")
    for one in sets:
        if not _can_stand(one):
            raise NonsenseError("its standards cannot stand")
    return sets


@lru_cache(maxsize=128)
def _can_stand(standards: Standards) -> bool:
    """Return whether standards could be kept; those of one service are the same in every file."""
    tables = [about for about in fields_of(Standards) if about.type == "table"]
    for about in tables:
        if any(len(row) != len(about.columns) for row in getattr(standards, about.name)):
            return False
    return not standards_problems(complete(standards), ())


def _day(found: Json) -> date:
    try:
        return date.fromisoformat(line(found, LONGEST_NAME))
    except ValueError:
        raise NonsenseError(_NO_DAY) from None


def _moment(found: Json) -> datetime:
    try:
        moment = datetime.fromisoformat(line(found, LONGEST_NAME))
    except ValueError:
        raise NonsenseError(_NO_DAY) from None
    if moment.tzinfo is None:
        raise NonsenseError(_NO_DAY)
    return moment
