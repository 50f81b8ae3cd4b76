"""What is known so far of an Annex A while its lists are read one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from iro_desktop.domain.records import ChildRecord, Record, fields_of
from iro_desktop.domain.words import counted, plain_date
from iro_desktop.importers.annex_a_lists import Lines
from iro_desktop.importers.annex_a_values import code_of, day
from iro_desktop.importers.care import Dated
from iro_desktop.importers.columns import rows
from iro_desktop.importers.identity import LONGEST_REFERENCE, record_id
from iro_desktop.importers.results import Problem, Step

_ROWS_A_STEP: Final = 1000
_SAID: Final = {
    "ethnicity": "no ethnic group", "disability": "neither yes nor no", "sex": "no sex",
    "need": "no category of need", "status": "no legal status", "permanence": "no permanence plan",
    "end": "no reason to leave care", "placement": "no type of placement",
    "provider": "no provider of placements", "category": "no category of abuse",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: where it stands, which child it is about, and its cells."""

    lines: Lines
    number: int
    reference: str
    child_id: str
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        """Return a cell; nothing if the list has no such column."""
        return self.cells.get(name, "")


@dataclass(slots=True)
class Reading:
    """The lists of one Annex A, and what was found in them.

    ``as_at`` is the day on which it was made, as far as that is known. ``references`` maps the id
    of every child to the reference as it was written first, ``facts`` to the fields of the child.
    ``children`` are those of lists 5, 7 and 8. ``records`` are kept by id, so that what two rows
    say of one thing is one record. ``current`` are those that say what holds on ``as_at``, but not
    since when.
    """

    as_at: date
    today: date
    step: Step
    problems: list[Problem] = field(default_factory=list)
    references: dict[str, str] = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    children: set[str] = field(default_factory=set)
    records: dict[str, ChildRecord] = field(default_factory=dict)
    current: set[str] = field(default_factory=set)
    episodes: dict[str, list[Dated]] = field(default_factory=dict)
    out_of_area: dict[tuple[str, date], bool] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)
    _not_known: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)

    def rows(self, lines: Lines) -> Iterator[Row]:
        """Yield the rows of a list that are about a child."""
        for count, (number, cells) in enumerate(rows(lines.sheet, lines.at)):
            if count % _ROWS_A_STEP == 0:
                self.step()
            reference = cells["child"]
            if 0 < len(reference) <= LONGEST_REFERENCE:
                yield Row(lines, number, reference, self._child(reference), cells)
            else:
                so = "is too long for a reference" if reference else "is missing"
                sentence = f"The child’s reference {so}, so the row was left out."
                child = reference[:LONGEST_REFERENCE]
                self.problems.append(Problem(lines.file, number, child, "CHILD", sentence))

    def _child(self, reference: str) -> str:
        child_id = self._ids.get(reference)
        if child_id is None:
            child_id = self._ids[reference] = record_id("Child", reference)
            self.references.setdefault(child_id, reference)
        return child_id

    def flag(self, row: Row, rule: str, sentence: str) -> None:
        """Add a row to those that a person should look at."""
        self.problems.append(Problem(row.lines.file, row.number, row.reference, rule, sentence))

    def day(self, row: Row, name: str, so: str = "it was left empty") -> date | None:
        """Return the date in a cell; what is there and no date is flagged, with what follows."""
        text = row[name]
        found = day(text) if text else None
        if text and found is None:
            sentence = f"“{text[:40]}” is no date such as 31/03/2018, so {so}."
            self.flag(row, name, sentence)
        return found

    def past_day(self, row: Row, name: str, what: str) -> date | None:
        """Return the date on which something happened; one after today is kept and flagged."""
        found = self.day(row, name)
        if found and found > self.today:
            self.flag(row, "after_today", f"The {what} is on {plain_date(found)}, after today.")
        return found

    def code(self, row: Row, name: str, column: str = "") -> str:
        """Return the code in a cell; values that are not known are listed once each, at the end."""
        column = column or name
        found = code_of(column, row[name])
        if found is None:
            key = (row.lines.file, column, row[name])
            self._not_known.setdefault(key, []).append(row.number)
        return found or ""

    def keep(self, record: ChildRecord, *, current: bool = False) -> None:
        """Keep a record; what an earlier row said of it stays where this one says nothing."""
        before = self.records.get(record.id)
        if before is not None and type(before) is type(record):
            said = {
                about.name: value
                for about in fields_of(type(record))
                if (value := getattr(record, about.name)) != about.empty
            }
            record = replace(before, **said)
        self.records[record.id] = record
        if current:
            self.current.add(record.id)

    def flag_not_known(self) -> None:
        """List each value that is not known, with its first row."""
        for (file, column, text), numbers in self._not_known.items():
            more = f" in {counted(len(numbers), 'row')}" if len(numbers) > 1 else ""
            sentence = f"“{text[:60]}” is {_SAID[column]} that is known here: left empty{more}."
            self.problems.append(Problem(file, numbers[0], "", "value", sentence))


def kept(reading: Reading) -> tuple[Record, ...]:
    """Return the records that the lists hold, beside children and their care."""
    return tuple(reading.records.values())
