"""Figures to compare with: those that the program brings, and the user's own table of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from iro_desktop.domain.calendar import financial_year_end
from iro_desktop.domain.codes import say
from iro_desktop.domain.comparable import comparable, say_value, unit_of, value_problem
from iro_desktop.domain.comparators import Comparators, key_of, with_shipped
from iro_desktop.domain.compared import say_year
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.limits import FieldProblem, limit_problems, missing, refuse
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Comparator
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.words import counted, plain_date, short_month
from iro_desktop.importers.comparators import comparator_id, read
from iro_desktop.paths import resource
from iro_desktop.services.workspace import Workspace

ENTERED: Final = ("measure", "year_ending_on", "value", "area", "area_kind", "source")
"""The fields of a figure in the order in which they are asked."""

_NONE_OWN: Final = "All of them come with the program"
_ONE_IRO: Final = "Rates per 10,000 are the whole service’s: for one IRO they are n/a."
_KINDS: Final = ("own", "country", "region", "neighbour")
"""The order in which areas of one measure and year are listed."""


class ShippedComparatorError(UserError):
    """A figure that the program brings is to be deleted."""

    sentence = (
        "This figure comes with the program and cannot be deleted: enter your own for the same "
        "year, area and measure, which takes its place."
    )


class ComparatorGoneError(UserError):
    """What was to be changed is no longer there."""

    sentence = (
        "This figure is no longer on file: it was deleted meanwhile, so look at the list again."
    )


@cache
def shipped_comparators() -> tuple[Comparator, ...]:
    """Return the figures for England in ``resources/comparators.csv``.

    Raises ValueError if the shipped table is not whole: a fault of the build, not of the user.
    """
    found = read([resource("comparators.csv")], today=date.min)
    if found.problems or not found.records:
        raise ValueError(f"the shipped comparators cannot be read: {found.problems[:1]}")
    return tuple(record for record in found.records if isinstance(record, Comparator))


@dataclass(frozen=True, slots=True)
class ComparatorRow:
    """One figure of the table.

    ``year`` is the month that ends it. ``shipped`` ones come with the program; ``instead_of`` says
    of an own figure whose place it takes: "in place of 42.8".
    """

    record: Comparator
    measure: str
    year: str
    area: str
    kind: str
    value: str
    unit: str
    source: str
    shipped: bool
    instead_of: str = ""

    @property
    def key(self) -> str:
        """What tells the row from all others."""
        return self.record.id

    @property
    def said(self) -> str:
        """The value with its unit: "42.8 per 10,000"."""
        return f"{self.value} {self.unit}".strip()

    @property
    def whose(self) -> str:
        """Who it comes from: the program, or the user."""
        return "Program" if self.shipped else "You"


@dataclass(frozen=True, slots=True)
class ComparatorTable:
    """All figures to compare with, in the order of measures, the latest year first.

    ``title`` says how many there are, ``note`` which rates the population is missing for.
    """

    rows: tuple[ComparatorRow, ...]
    measures: dict[str, str]
    title: str
    note: str


def comparator_table(
    snapshot: Snapshot, practice: Practice, today: date, *, whole_service: bool
) -> ComparatorTable:
    """Return the table as it stands on a day, with the titles of all that can be entered.

    Only the store of a ``whole_service`` has rates that rest on a population.
    """
    own, shipped = snapshot.of(Comparator), shipped_comparators()
    measures = comparable(practice, today)
    replaced = {key_of(record): record for record in shipped}
    records = with_shipped(own, shipped)
    order = {measure_id: place for place, measure_id in enumerate(measures)}
    rows = [_row(record, measures, replaced.get(key_of(record))) for record in records]
    rows.sort(key=lambda row: _place(row.record, order))
    ours = len(own)
    title = counted(len(rows), "figure") + " to compare with"
    whose = f"{ours:,} of your own, {len(rows) - ours:,} that come with the program"
    note = _population_note(records, today) if whole_service else _ONE_IRO
    return ComparatorTable(tuple(rows), measures, title, f"{whose if ours else _NONE_OWN}. {note}")


def _row(record: Comparator, measures: dict[str, str], shipped: Comparator | None) -> ComparatorRow:
    unit = unit_of(record.measure)
    is_shipped = record is shipped
    instead_of = ""
    if shipped is not None and not is_shipped:
        instead_of = f"in place of {say_value(shipped.value or 0.0, unit).partition(' ')[0]}"
    value = "" if record.value is None else say_value(record.value, unit)
    number, _, unit_words = value.partition(" ")
    return ComparatorRow(
        record=record,
        measure=measures.get(record.measure, record.measure),
        year="" if record.year_ending_on is None else short_month(record.year_ending_on),
        area=record.area,
        kind=say("area_kind", record.area_kind),
        value=number,
        unit=unit_words,
        source=record.source,
        shipped=is_shipped,
        instead_of=instead_of,
    )


def _place(record: Comparator, order: dict[str, int]) -> tuple[int, int, int, str, str]:
    kind = record.area_kind
    return (
        order.get(record.measure, len(order)),
        -(record.year_ending_on or date.min).toordinal(),
        _KINDS.index(kind) if kind in _KINDS else len(_KINDS),
        record.area.casefold(),
        record.id,
    )


def _population_note(records: tuple[Comparator, ...], today: date) -> str:
    """Return which population rates per 10,000 rest on today, or that there is none."""
    found = Comparators(records).population(today)
    if found is None:
        return "No population of your area is entered, so rates per 10,000 are n/a."
    if found.year_ending_on == financial_year_end(today):
        return f"Rates per 10,000 rest on the population of the {say_year(found.year_ending_on)}."
    now = say_year(financial_year_end(today))
    return (
        f"No population is entered for the {now}: rates per 10,000 rest on that of the "
        f"{say_year(found.year_ending_on)}."
    )


def new_comparator(today: date) -> Comparator:
    """Return an empty figure for the latest year that has ended."""
    this_year = financial_year_end(today)
    ended = this_year if today == this_year else date(this_year.year - 1, 3, 31)
    return Comparator(id="", year_ending_on=ended)


def enter_comparator(
    workspace: Workspace, record: Comparator, *, before: Comparator | None = None
) -> str:
    """Keep a figure to compare with; return its id. Raises RefusedError.

    ``before`` is the user's own figure that it was made from; with another year, area or measure
    it moves there. One that the program brings stays as it is, and the new one takes its place.
    """
    record = replace(record, area=" ".join(record.area.split()), source=record.source.strip())
    record = replace(record, id=comparator_id(record))
    on_file = workspace.snapshot
    if before is not None and on_file.find(Comparator, before.id) is None:
        raise ComparatorGoneError
    refuse(_problems(record))
    moved = before is None or before.id != record.id
    if moved and on_file.find(Comparator, record.id) is not None:
        sentence = "Your table has this year, area and measure already: change that figure."
        refuse([FieldProblem("area", sentence, "Comparator")])
    verb = "enter" if before is None else "change"
    with workspace.write(f"{verb} comparator {_name(record)}") as write:
        if before is not None and moved:
            write.delete("Comparator", before.id)
        write.put(record)
    return record.id


def delete_comparator(workspace: Workspace, comparator_id: str) -> None:
    """Delete one of the user's own figures; undo brings it back.

    Raises ShippedComparatorError for one that the program brings.
    """
    record = workspace.snapshot.find(Comparator, comparator_id)
    if record is None:
        if any(one.id == comparator_id for one in shipped_comparators()):
            raise ShippedComparatorError
        raise ComparatorGoneError
    with workspace.write(f"delete comparator {_name(record)}") as write:
        write.delete("Comparator", record.id)


def _name(record: Comparator) -> str:
    year = f", {record.year_ending_on.year}" if record.year_ending_on else ""
    return f"{record.area}{year}"


def _problems(record: Comparator) -> list[FieldProblem]:
    found = limit_problems(record)
    found += missing(record, "year_ending_on", "area", "area_kind", "measure", "value")
    ends_on = record.year_ending_on
    if ends_on is not None and financial_year_end(ends_on) != ends_on:
        year = plain_date(financial_year_end(ends_on))
        sentence = f"Year ending must be a 31 March: the year of that day ends on {year}."
        found.append(FieldProblem("year_ending_on", sentence, "Comparator"))
    wrong = "" if record.value is None else value_problem(record.value, record.measure)
    if wrong and not any(problem.field == "value" for problem in found):
        found.append(FieldProblem("value", f"Check the value: {wrong}.", "Comparator"))
    return sorted(found, key=lambda problem: ENTERED.index(problem.field))
