"""What is known so far of an extract of the SSD while its tables are read one after the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from iro_desktop.domain.codes import CODES, is_known
from iro_desktop.domain.records import Officer, Record
from iro_desktop.domain.words import plain_date
from iro_desktop.importers.care import Dated
from iro_desktop.importers.gathering import Gathered, Place
from iro_desktop.importers.ssd_tables import Table, without_time

_WHOLE_NUMBER: Final = re.compile(r"([0-9]+)\.0")  # an id that a spreadsheet took for a number
_FIRST_WORD: Final = re.compile(r"[0-9A-Z]+")

Cells = Mapping[str, str]


@dataclass(slots=True)
class Reading:
    """The tables of an extract, and what was found in them.

    ``owners`` maps the id of a period of care or of a plan to the person whose it is. ``counts``
    are of rows that were left out without being wrong, by what they are.
    """

    tables: Sequence[Table]
    gathered: Gathered
    year: int
    owners: dict[tuple[str, str], str] = field(default_factory=dict)
    episodes: dict[str, list[Dated]] = field(default_factory=dict)
    officers: dict[str, Officer] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def rows(self, name: str) -> Iterator[tuple[Place, Cells]]:
        """Yield the place and the cells of each row of the tables of one name."""
        return (row for table in self.tables if table.form.name == name for row in table)

    def has(self, name: str) -> bool:
        """Return whether there is a table of this name."""
        return any(table.form.name == name for table in self.tables)

    def find_owners(self) -> None:
        """Learn whose periods of care and plans are, for tables that do not name the child."""
        for name, held in (
            ("ssd_cla_placement", "care"),
            ("ssd_cla_episodes", "care"),
            ("ssd_cp_plans", "id"),
        ):
            kind = "care" if held == "care" else "plan"
            for _, cells in self.rows(name):
                if cells.get(held) and cells.get("person"):
                    self.owners[kind, cells[held]] = cells["person"]

    def reference(self, cells: Cells) -> str:
        """Return the reference of the child that a row is about; nothing where none is told."""
        person = cells.get("person", "")
        for kind in ("care", "plan"):
            person = person or self.owners.get((kind, cells.get(kind, "")), "")
        whole = _WHOLE_NUMBER.fullmatch(person)
        return whole[1] if whole else person

    def child(self, place: Place, cells: Cells) -> str:
        """Return the id of the child that a row is about, or nothing for a row about none."""
        reference = self.reference(cells)
        if not reference and (cells.get("care") or cells.get("plan")):
            other = "ssd_cla_episodes" if cells.get("care") else "ssd_cp_plans"
            sentence = (
                f"The row does not name the child, so it was left out: import it with {other}."
            )
            self.gathered.flag(place, "", "CHILD", sentence)
            return ""
        return self.gathered.child(place, reference)

    def day(self, place: Place, cells: Cells, held: str, what: str, so: str) -> date | None:
        """Return the date in a cell; what is there and no date is flagged, with what follows."""
        text = without_time(cells.get(held, ""))
        return self.gathered.date_of(place, self.reference(cells), text, what, so)

    def flag(self, place: Place, cells: Cells, rule: str, sentence: str) -> None:
        """Add a row to those that a person should look at."""
        self.gathered.flag(place, self.reference(cells)[:40], rule, sentence)

    def span(
        self, place: Place, cells: Cells, what: str, so: str = "it was left out"
    ) -> tuple[date, date | None] | None:
        """Return the start and the end in a row; None, and flagged, where there is no start.

        An end before the start is flagged and taken as none.
        """
        started_on = self.day(place, cells, "start", f"The start of the {what}", so)
        if started_on is None:
            if not cells.get("start"):
                self.flag(place, cells, "date", f"The {what} has no start date, so {so}.")
            return None
        end = f"The end of the {what}"
        ended_on = self.day(place, cells, "end", end, "it is taken as not ended")
        if ended_on is not None and ended_on < started_on:
            sentence = (
                f"The {what} ends on {plain_date(ended_on)}, before it starts, "
                "so it is taken as not ended."
            )
            self.flag(place, cells, "order", sentence)
            ended_on = None
        return started_on, ended_on

    def put(
        self,
        place: Place,
        cells: Cells,
        kind: type[Record],
        key: tuple[str, ...],
        **facts: Any,  # noqa: ANN401 - fields of any type
    ) -> bool:
        """Keep a record about the child of a row; return whether it is new."""
        child_id = self.child(place, cells)
        return bool(child_id) and self.gathered.put(place, kind, child_id, key, **facts)

    def flag_after(self, place: Place, cells: Cells, what: str, on: date) -> None:
        """Flag what happens after today; it is kept all the same."""
        self.gathered.flag_after(place, self.reference(cells), what, on, 0)


def coded(text: str, table: str, *more: str) -> str:
    """Return the code of a code table that a cell holds: ``U6``, ``U6 - Foster``, or its words.

    ``more`` are codes beside those of the table. What is none of them is kept as it is written.
    """
    upper = text.upper()
    first = _FIRST_WORD.match(upper)
    for code in (upper, first[0] if first else ""):
        if code and (is_known(table, code) or code in more):
            return code
    words = CODES.get(table, {})
    return next((code for code, said in words.items() if said.upper() == upper), upper[:60])
