"""Figures to compare with: the population of a year, and what other areas had in it.

A year is the financial year that ends on 31 March. What is missing is None, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.calendar import financial_year_end
from iro_desktop.domain.records import Comparator

POPULATION: Final = "population_0_17"
"""The measure of a comparator that is the number of children aged 0 to 17 in an area."""

OWN: Final = "own"
NEIGHBOUR: Final = "neighbour"
REGION: Final = "region"
COUNTRY: Final = "country"
_OTHERS: Final = (COUNTRY, REGION, NEIGHBOUR)

Key = tuple[date | None, str, str]


@dataclass(frozen=True, slots=True)
class Published:
    """The value of one area in the year that ends on ``year_ending_on``."""

    area: str
    kind: str
    year_ending_on: date
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Average:
    """The unweighted mean of several areas in one year; ``areas`` is how many."""

    value: float
    areas: int
    year_ending_on: date


def key_of(record: Comparator) -> Key:
    """What tells a comparator from all others: year, area and measure.

    There is one area of our own, whatever it is called; spelling in capitals makes no other area.
    """
    ends_on = record.year_ending_on
    area = "" if record.area_kind == OWN else " ".join(record.area.split()).casefold()
    return ends_on and financial_year_end(ends_on), area, record.measure


def with_shipped(
    own: Sequence[Comparator], shipped: Sequence[Comparator]
) -> tuple[Comparator, ...]:
    """The comparators on file and those that the program brings and nobody has replaced."""
    taken = {key_of(record) for record in own}
    return (*own, *(record for record in shipped if key_of(record) not in taken))


class Comparators:
    """Look-ups over comparators; those without a year, a value or a kind of area say nothing."""

    def __init__(self, records: Iterable[Comparator]) -> None:
        self._by_measure: dict[str, list[Published]] = {}
        for record in sorted(records, key=lambda one: one.id):
            if record.year_ending_on is not None and record.value is not None:
                self._by_measure.setdefault(record.measure, []).append(
                    Published(
                        record.area.strip(),
                        record.area_kind,
                        financial_year_end(record.year_ending_on),
                        record.value,
                        record.source.strip(),
                    )
                )

    def population(self, day: date) -> Published | None:
        """The children aged 0 to 17 of our own area in the year of ``day``, else the latest before.

        None where no population above 0 is entered so far back.
        """
        found = [one for one in self._up_to(POPULATION, day) if one.kind == OWN and one.value > 0]
        return _latest(found)

    def published(self, measure_id: str, day: date) -> tuple[Published, ...]:
        """The values of all other areas in the year of ``day``, each else in the latest before.

        The country comes first, then the region, then the neighbours by name.
        """
        latest: dict[tuple[str, str], Published] = {}
        for one in sorted(self._up_to(measure_id, day), key=lambda one: one.year_ending_on):
            if one.kind in _OTHERS:
                latest[one.kind, one.area.casefold()] = one
        return tuple(
            latest[key] for key in sorted(latest, key=lambda key: (_OTHERS.index(key[0]), key[1]))
        )

    def neighbour_average(self, measure_id: str, day: date) -> Average | None:
        """The mean of the statistical neighbours in the year of ``day``, else in the latest before.

        Only those with a value in that one year are in it, each with the same weight.
        """
        found = [one for one in self._up_to(measure_id, day) if one.kind == NEIGHBOUR]
        latest = _latest(found)
        if latest is None:
            return None
        of_year = {
            one.area.casefold(): one.value
            for one in found
            if one.year_ending_on == latest.year_ending_on
        }
        mean = sum(of_year.values()) / len(of_year)
        return Average(mean, len(of_year), latest.year_ending_on)

    def _up_to(self, measure_id: str, day: date) -> list[Published]:
        """Return the values of a measure whose year is that of ``day`` or an earlier one."""
        last = financial_year_end(day)
        return [one for one in self._by_measure.get(measure_id, ()) if one.year_ending_on <= last]


def _latest(found: Sequence[Published]) -> Published | None:
    """Return the value of the latest year; of two in it, the one whose record has the later id."""
    return max(found[::-1], key=lambda one: one.year_ending_on, default=None)
