"""Where a figure lies to those of other areas, as the end of the sentence about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.comparable import say_rate, say_value
from iro_desktop.domain.comparators import NEIGHBOUR, Average, Published
from iro_desktop.domain.measures import Kind, Result, Unit, rounded
from iro_desktop.domain.words import counted, say_month

_SAME: Final = "the same as"


@dataclass(frozen=True, slots=True)
class _Clause:
    """One comparison: "above", "the England figure of 43.7", and the year."""

    where: str
    named: str
    year_ending_on: date


def compared(result: Result) -> str:
    """The clause ", above the England figure of 43.7 (year to March 2019)", or "" without any.

    The neighbours' average comes first, then the region, then the country. Plain numbers are not
    compared: areas differ in size, and their rates say what numbers cannot.
    """
    value, unit = result.figure.value, result.measure.unit
    if value is None or result.measure.kind is Kind.NUMBER:
        return ""
    measure_id, day = result.measure.id, result.period.to_on
    comparators = result.figures.comparators
    average = comparators.neighbour_average(measure_id, day)
    others = [one for one in comparators.published(measure_id, day) if one.kind != NEIGHBOUR]
    clauses = [] if average is None else [_of_neighbours(average, value, unit)]
    clauses += [_of_area(one, value, unit) for one in reversed(others)]
    return "".join(f", {said}" for said in _joined(clauses))


def say_year(year_ending_on: date) -> str:
    """A financial year within a sentence: "year to March 2020"."""
    return f"year to {say_month(year_ending_on)}"


def _of_neighbours(average: Average, value: float, unit: Unit) -> _Clause:
    areas = counted(average.areas, "statistical neighbour")
    named = "the average" if average.areas > 1 else "the figure"
    named += f" of {areas}, {_short(average.value, unit)}"
    return _Clause(_where(value, average.value), named, average.year_ending_on)


def _of_area(other: Published, value: float, unit: Unit) -> _Clause:
    named = f"the {other.area} figure of {_short(other.value, unit)}"
    return _Clause(_where(value, other.value), named, other.year_ending_on)


def _where(value: float, other: float) -> str:
    """Return where a value lies to another, the same as one that reads the same."""
    if rounded(value) == rounded(other):
        return _SAME
    return "above" if value > other else "below"


def _short(value: float, unit: Unit) -> str:
    """Return a value as it stands beside another one that has said its unit."""
    return say_rate(value) if unit is Unit.PER_10000 else say_value(value, unit)


def _joined(clauses: list[_Clause]) -> list[str]:
    """Return the clauses by where they lie, with their years: said once where it is one year."""
    years = {clause.year_ending_on for clause in clauses}
    once = len(years) == 1 and len(clauses) > 1
    by_where: dict[str, list[str]] = {}
    for clause in clauses:
        year = "" if once else f" ({say_year(clause.year_ending_on)})"
        by_where.setdefault(clause.where, []).append(f"{clause.named}{year}")
    said = [f"{where} {_listed(named)}" for where, named in by_where.items()]
    if once:
        said[-1] += f" (each for the {say_year(years.pop())})"
    return said


def _listed(named: list[str]) -> str:
    """Return "a", "a and b"; a comma closes the value of an average before the next."""
    *others, last = named
    if not others:
        return last
    comma = "," if "," in others[-1] else ""
    return f"{', '.join(others)}{comma} and {last}"
