"""Figures to compare with, from a CSV file: year, area, kind of area, measure, value, source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

from iro_desktop.domain.calendar import financial_year_end
from iro_desktop.domain.codes import CODES
from iro_desktop.domain.comparable import measure_named, say_value, unit_of, value_problem
from iro_desktop.domain.comparators import key_of
from iro_desktop.domain.errors import MissingColumnError, NotTextError
from iro_desktop.domain.measures import Unit
from iro_desktop.domain.records import Comparator
from iro_desktop.importers.columns import places, rows
from iro_desktop.importers.dates import day
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.results import ImportRead, Problem, Step, no_step
from iro_desktop.importers.sources import Sheet, named, sheet, source

_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "year": ("year", "year ending", "year to", "year ended", "time period", "period"),
    "area": ("area", "area name", "local authority", "la name", "authority"),
    "kind": ("kind", "area kind", "kind of area", "area type", "geographic level"),
    "measure": ("measure", "measure id", "indicator"),
    "value": ("value", "figure"),
    "source": ("source", "data set", "dataset"),
}
"""What a column holds -> the headings that say so."""

_NEEDED: Final = ("year", "area", "kind", "measure", "value")
_KINDS: Final = {
    **{code: code for code in CODES["area_kind"]},
    **{words.casefold(): code for code, words in CODES["area_kind"].items()},
    "our own": "own", "ours": "own", "statistical neighbours": "neighbour", "sn": "neighbour",
    "neighbours": "neighbour", "regional": "region", "national": "country",
}  # fmt: skip
_WITHHELD: Final = {
    "c": "withheld because so few children are in it",
    "z": "not applicable there",
    "x": "not available",
    "k": "too small to be shown",
    "low": "too small to be shown",
    "u": "too uncertain to be shown",
    ".": "not available", "..": "not available", ":": "not available",
    "-": "not available", "–": "not available",
    "*": "withheld because so few children are in it",
}  # fmt: skip
"""What official tables print instead of a figure, in words."""

_NUMBER: Final = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)((?:\.[0-9]+)?)")
_YEAR: Final = re.compile(r"[0-9]{4}")
_MARCH: Final = re.compile(r"(?:31 )?mar(?:ch)? ([0-9]{4})")
_SPAN: Final = re.compile(r"([0-9]{4})\s?[-–/]?\s?([0-9]{2}|[0-9]{4})")
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_LONGEST: Final = 200
_SHOWN: Final = 40
_LEFT_OUT: Final = ", so the row was left out."


@dataclass(slots=True)
class _Found:
    """What the files hold so far."""

    records: dict[str, Comparator] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0


class _RowError(Exception):
    """Why a row is no comparator, as the beginning of a sentence."""


def comparator_id(record: Comparator) -> str:
    """Return the id of a comparator: the same on every device for one year, area and measure."""
    ends_on, area, measure = key_of(record)
    return record_id("Comparator", "", ends_on.isoformat() if ends_on else "", area, measure)


def read(
    paths: Iterable[Path], *, today: date, year: int | None = None, step: Step = no_step
) -> ImportRead:
    """Return the comparators in the files, with the rows that are wrong.

    A year is the one that ends on 31 March: 2020, 2019-20 and 31/03/2020 are the same one. Percent
    signs and commas between thousands may stand in a value; what official tables print where a
    figure is withheld is said and left out. Raises a UserError for a file that cannot be read at
    all and for one that lacks a column. ``today`` and ``year`` change nothing: they are there
    because every import is given them.
    """
    del today, year
    found = _Found()
    for name, path in named(paths):
        step()
        file = source(name, path)
        if file.is_xml:
            raise NotTextError(f"{name} is XML: comparators are read from a CSV file.")
        _read_sheet(found, name, sheet(file))
    return ImportRead(
        records=tuple(found.records.values()),
        problems=tuple(found.problems),
        read={"Comparator": found.rows} if found.rows else {},
        places=found.places,
    )


def _read_sheet(found: _Found, file: str, content: Sheet) -> None:
    for number, cells in rows(content, _places(file, content.headings)):
        found.rows += 1
        try:
            sentences = _read_row(found, (file, number), cells)
        except _RowError as error:
            sentences = [f"{error}{_LEFT_OUT}"]
        found.problems += [Problem(file, number, "", "comparator", one) for one in sentences]


def _places(file: str, headings: Sequence[str]) -> dict[str, int]:
    """Return what each column holds -> where it stands. Raises MissingColumnError."""
    found = places(headings, _HEADINGS)
    for name in _NEEDED:
        if name not in found:
            raise MissingColumnError(
                f"{file} has no column “{name}”: it needs year, area, kind, measure and value, and "
                "may have source."
            )
    return found


def _read_row(found: _Found, place: tuple[str, int], cells: Mapping[str, str]) -> list[str]:
    """Keep the comparator of a row; return what to look at in it. Raises _RowError."""
    ends_on, area, kind = _year(cells["year"]), _area(cells["area"]), _kind(cells)
    measure = _measure(cells["measure"])
    value, sentences = _value(cells["value"], measure)
    whose = cells.get("source", "")
    if len(whose) > _LONGEST:
        sentences.append(f"The source is longer than {_LONGEST} characters: the rest was left out.")
    record = Comparator(
        id="",
        year_ending_on=ends_on,
        area=area,
        area_kind=kind,
        measure=measure,
        value=value,
        source=whose[:_LONGEST],
    )
    record = replace(record, id=comparator_id(record))
    if record.id in found.records:
        sentences.append("This year, area and measure are there twice; the later row counts.")
    found.records[record.id] = record
    found.places[record.id] = place
    return sentences


def _year(words: str) -> date:
    """Return the 31 March that ends the year of a row."""
    words = words.casefold().removeprefix("year ").removeprefix("to ").strip()
    if not words:
        raise _RowError("There is no year")
    year = 0
    if _YEAR.fullmatch(words):
        year = int(words)
    elif span := _SPAN.fullmatch(words):
        first, last = int(span[1]), int(span[2])
        year = first + 1 if last in (first + 1, (first + 1) % 100) else 0
    elif month := _MARCH.fullmatch(words):
        year = int(month[1])
    elif (ends_on := day(words)) is not None and ends_on == financial_year_end(ends_on):
        year = ends_on.year
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise _RowError(f"“{words[:_SHOWN]}” is no year that ends on 31 March, such as 2020")
    return date(year, 3, 31)


def _area(words: str) -> str:
    if not 0 < len(words) <= _LONGEST:
        raise _RowError("The row names no area")
    return " ".join(words.split())


def _kind(cells: Mapping[str, str]) -> str:
    words = cells["kind"]
    kind = _KINDS.get(" ".join(words.casefold().split()))
    if kind is None:
        said = f"“{words[:_SHOWN]}” is not" if words else "The kind of area is missing: it must be"
        raise _RowError(f"{said} one of own, neighbour, region and country")
    return kind


def _measure(words: str) -> str:
    if not words:
        raise _RowError("The row names no measure")
    measure = measure_named(words)
    if not measure:
        raise _RowError(
            f"There is no measure called “{words[:_SHOWN]}”: it needs an id such as "
            "cp_rate_per_10000, or a measure’s title"
        )
    return measure


def _value(words: str, measure: str) -> tuple[float, list[str]]:
    """Return the value of a row in the measure's unit, and what to look at in it."""
    if not words:
        raise _RowError("There is no value")
    if words.casefold() in _WITHHELD:
        why = _WITHHELD[words.casefold()]
        raise _RowError(f"Instead of a value there is “{words}”, which means {why}")
    bare = words.removesuffix("%").strip()
    parts = _NUMBER.fullmatch(bare)
    if parts is None:
        raise _RowError(f"“{words[:_SHOWN]}” is no number such as 1,234 or 43.7")
    value, unit = float(bare.replace(",", "")), unit_of(measure)
    if wrong := value_problem(value, measure):
        raise _RowError(f"“{words[:_SHOWN]}” cannot be right: {wrong}")
    if bare != words and unit is not Unit.PERCENT:
        return value, [f"“{words}” was read as {say_value(value, unit)}: it is no percentage."]
    return value, []
