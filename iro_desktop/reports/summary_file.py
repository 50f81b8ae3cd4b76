"""A summary as a file: one column of months for each part and district of every measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date
from itertools import groupby
from typing import Any, Final

from iro_desktop.domain.calendar import month_starts
from iro_desktop.domain.documents import plain_text, with_checksum
from iro_desktop.domain.measures.definition import Measure
from iro_desktop.domain.measures.kept import FIRST
from iro_desktop.domain.measures.registry import measure_in_force
from iro_desktop.domain.measures.summing import EVERY_MEASURE
from iro_desktop.domain.measures.wording import worded
from iro_desktop.domain.records.fields import Json
from iro_desktop.domain.standards_file import standards_document
from iro_desktop.domain.summary import MonthOfCaseload, Summary, SummedCount
from iro_desktop.domain.summary_file import (
    ABOUT,
    AMOUNTS,
    DAYS,
    FORMAT,
    SCHEMA,
    VERSION,
    WAYS,
    way_of,
)

_Cell = dict[str, Json]
_MonthNumbers = dict[date, int]


def summary_file(summary: Summary) -> bytes:
    """The file of a summary: JSON with a line for each part and measure, the same each time.

    But for its lines it is laid out as its checksum is taken of, so that it is quickly checked.
    """
    found = summary_document(summary)
    lines = []
    for name in sorted(found):
        value = found[name]
        if name == "measures":
            rows = ",\n".join(plain_text(row) for row in value)
            lines.append(f'"measures":[\n{rows}\n]')
        else:
            lines.append(f"{plain_text(name)}:{plain_text(value)}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("ascii")


def summary_document(summary: Summary) -> dict[str, Any]:
    """The parts of the file by the names that its schema explains, with the checksum."""
    months = month_starts(summary.first_on, summary.last_on)
    at = {month: number for number, month in enumerate(months)}
    districts = sorted({"", *(row.district for row in summary.rows)})
    rows: dict[tuple[str, str], list[SummedCount]] = {}
    ways = {(measure.id, measure.kind.of_events): way_of(measure) for measure in EVERY_MEASURE}
    for row in summary.rows:
        rows.setdefault((row.measure, ways[row.measure, row.until_on is None]), []).append(row)
    found: dict[str, Json] = {
        "format": FORMAT,
        "version": VERSION,
        "schema": SCHEMA,
        "about": ABOUT,
        "program": summary.program,
        "made_at": summary.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "as_of": summary.as_of.isoformat(),
        "sample": summary.is_sample,
        "officer": {
            "id": summary.officer_id,
            "name": summary.officer_name,
            "team": summary.team,
            "role": summary.role,
        },
        "months": [f"{month:%Y-%m}" for month in months],
        "coverage": list(summary.coverage),
        "method": summary.method,
        "ways": dict(WAYS),
        "caseload": _caseload(summary.caseload, at),
        "districts": list(districts),
        "measures": [
            _measure(measure, rows.get((measure.id, way_of(measure)), []), summary, at, districts)
            for measure in EVERY_MEASURE
        ],
        "standards": [standards_document(one) for one in summary.standards],
    }
    return with_checksum(found)


# The caseload


def _caseload(months: Sequence[MonthOfCaseload], at: _MonthNumbers) -> dict[str, Json]:
    found: dict[str, Json] = {
        name: [getattr(month, name) for month in months]
        for name in ("opening", "new", "ended", "ended_at_18", "closing", "child_days")
    }
    found["received"] = _by_name(months, at, lambda month: month.received)
    found["passed"] = _by_name(months, at, lambda month: month.passed)
    found["fte"] = [None if month.fte is None else _plain(month.fte) for month in months]
    return found


def _by_name(
    months: Sequence[MonthOfCaseload],
    at: _MonthNumbers,
    moved: Callable[[MonthOfCaseload], tuple[tuple[str, int], ...]],
) -> list[Json]:
    """Return a column of months for each other IRO, "" for nobody."""
    columns: dict[str, list[int]] = {}
    for month in months:
        for name, number in moved(month):
            columns.setdefault(name, [0] * len(at))[at[month.month_on]] += number
    return [{"name": name, "children": list(columns[name])} for name in sorted(columns)]


# The measures


def _measure(
    measure: Measure,
    rows: Sequence[SummedCount],
    summary: Summary,
    at: _MonthNumbers,
    districts: Sequence[str],
) -> dict[str, Json]:
    standards = summary.standards[-1]
    way, since, counted = way_of(measure), None, []
    for row in rows:
        if _is_beginning(row):
            since = at[row.month_on]
        else:
            counted.append(row)
    return {
        "id": measure.id,
        "title": worded(measure.title, standards),
        "unit": measure.unit.value,
        "in_force": measure_in_force(measure.id, standards) is measure,
        "counts": way,
        "definition": worded(measure.definition, standards),
        "source": worded(measure.source, standards),
        "fingerprint": dict(summary.definitions).get(measure.id, ""),
        "since": since,
        "cells": list(_cells(way, counted, at, districts)),
    }


def _is_beginning(row: SummedCount) -> bool:
    """Return whether a row only says since when there is something on file."""
    return row.part == FIRST or not (row.part or row.numerator or row.denominator)


def _cells(
    way: str, rows: Iterable[SummedCount], at: _MonthNumbers, districts: Sequence[str]
) -> Iterator[_Cell]:
    """Yield the counts of each part and district."""
    where = {district: number for number, district in enumerate(districts)}
    for (part, district), ones in groupby(rows, key=lambda row: (row.part, row.district)):
        cell: _Cell = {"part": part, "district": where[district]}
        yield cell | _COLUMNS[way](list(ones), at)


def _counted(rows: list[SummedCount], at: _MonthNumbers) -> _Cell:
    met, total = [0] * len(at), [0] * len(at)
    for row in rows:
        for month in month_starts(row.month_on, row.until_on or row.month_on):
            met[at[month]], total[at[month]] = int(row.numerator), int(row.denominator)
    # Where all are met, as of plain numbers of children, they are said once.
    return {"all": list(total)} if met == total else {"all": list(total), "met": list(met)}


def _amounts(rows: list[SummedCount], at: _MonthNumbers) -> _Cell:
    amounts: list[Json] = [0] * len(at)
    weights: list[Json] = [0] * len(at)
    cases: list[Json] = [0] * len(at)
    for row in rows:
        number = at[row.month_on]
        amounts[number], weights[number] = _plain(row.numerator), _plain(row.denominator)
        cases[number] = row.cases
    return {"amount": amounts, "over": weights, "cases": cases}


def _histogram(rows: list[SummedCount], at: _MonthNumbers) -> _Cell:
    numbers = Counter((at[row.month_on], _plain(row.numerator)) for row in rows)
    bars: list[Json] = [[month, days, numbers[month, days]] for month, days in sorted(numbers)]
    return {"histogram": bars}


_COLUMNS: Final[dict[str, Callable[[list[SummedCount], _MonthNumbers], _Cell]]] = {
    way: {AMOUNTS: _amounts, DAYS: _histogram}.get(way, _counted) for way in WAYS
}


def _plain(value: float) -> float:
    """Return a whole number as one, so that it is written without decimals."""
    return int(value) if value == int(value) else value
