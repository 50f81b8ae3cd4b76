"""The rules of an SSDA903 return that touch reviews, row by row as the national validator counts.

An import flags what bears on a caseload, some of it once a child; here every row that fails is one
finding. The numbers are those of the Department for Education, the words our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from iro_desktop.domain.codes import is_known
from iro_desktop.domain.quality.participation import participation_problem
from iro_desktop.domain.words import plain_date
from iro_desktop.importers.care import SHORT_BREAKS
from iro_desktop.importers.dates import day
from iro_desktop.importers.file_findings import FileFinding, of_problems
from iro_desktop.importers.results import Step, no_step
from iro_desktop.importers.ssda903 import read_return, tables_of
from iro_desktop.importers.ssda903_tables import Table

BY_ROW: Final = frozenset({"166", "167", "399", "440", "441", "1012", "INT08", "INT17"})
"""The rules that are counted here; what an import flags by others comes as it is."""
OTHER_TABLES: Final = "no_episode"
"""What rule 1012 says of tables beside Reviews: told apart, so that 1012 counts reviews."""

_ALSO_NEED_EPISODES: Final = ("AD1", "OC2", "Missing", "PrevPerm", "PlacedAdoption")
_WRITTEN: Final = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4}")


@dataclass(slots=True)
class _Year:
    """What Header and Episodes of one collection year say of each child, by reference."""

    births: dict[str, date | None] = field(default_factory=dict)
    statuses: dict[str, set[str]] = field(default_factory=dict)
    has_header: bool = False
    has_episodes: bool = False

    def is_short_breaks(self, child: str) -> bool:
        """Return whether all that the child has are short breaks."""
        statuses = self.statuses.get(child)
        return bool(statuses) and statuses is not None and statuses <= SHORT_BREAKS


def findings(
    paths: Iterable[Path], *, today: date, year: int | None = None, step: Step = no_step
) -> tuple[FileFinding, ...]:
    """Return every row of a return's files that breaks a rule, in the order of files and rows.

    Raises as ``ssda903.read`` does.
    """
    found = tables_of(paths, today=today, year=year, step=step)
    years = _years(found.tables)
    rows = [one for table in found.tables for one in _of_table(table, years[table.year])]
    step()
    kinds = {table.file: table.name for table in found.tables}
    flagged = read_return(found, today, step).problems
    others = of_problems((one for one in flagged if one.rule not in BY_ROW), kinds)
    order = {file: number for number, file in enumerate(kinds)}
    return tuple(sorted((*rows, *others), key=lambda one: (order.get(one.file, -1), one.row)))


def _years(tables: Sequence[Table]) -> dict[int, _Year]:
    years: dict[int, _Year] = {}
    for table in tables:
        known = years.setdefault(table.year, _Year())
        if table.name == "Header":
            known.has_header = True
            for row in table.rows:
                known.births.setdefault(row[0], day(row[2]))
        elif table.name == "Episodes":
            known.has_episodes = True
            place = table.form.used.index("LS")
            for row in table.rows:
                known.statuses.setdefault(row[0], set()).add(row[place].upper())
    return years


def _of_table(table: Table, known: _Year) -> Iterator[FileFinding]:
    if table.name == "Reviews":
        for number, row in zip(table.numbers, table.rows, strict=True):
            for rule, sentence in _of_review(row, known):
                yield _finding(table, number, row[0], rule, sentence)
    elif table.name == "Header":
        place = table.form.used.index("MOTHER")
        for number, row in zip(table.numbers, table.rows, strict=True):
            if row[place] and known.is_short_breaks(row[0]):
                yield _finding(table, number, row[0], "399", _SHORT_BREAKS)
    elif table.name in _ALSO_NEED_EPISODES and known.has_episodes:
        for number, row in zip(table.numbers, table.rows, strict=True):
            if row[0] not in known.statuses:
                sentence = f"The child is in {table.name} but has no episode in the year (1012)."
                yield _finding(table, number, row[0], OTHER_TABLES, sentence)


_SHORT_BREAKS: Final = (
    "All the child’s episodes are short breaks (V3, V4), for which neither reviews nor motherhood "
    "are returned: take it out of the return, or correct the legal status."
)
_TO_DO: Final = "Correct the code, the day of the review or the date of birth."
_DAY: Final = "day/month/year, such as 31/03/2018"


def _of_review(row: Sequence[str], known: _Year) -> Iterator[tuple[str, str]]:
    """Yield each rule that a row of Reviews breaks, with its sentence."""
    child, birth, text, code = row[0], row[1], row[2], row[3].upper()
    held_on = day(text) if _WRITTEN.fullmatch(text) else None
    if not text:
        yield "166", f"The review has no date: enter it as {_DAY}."
    elif held_on is None:
        yield "166", f"“{text[:40]}” is no date as returns have it: write it as {_DAY}."
    if bool(text) != bool(code) or (text and not is_known("participation", code)):
        yield "167", _wrong_code(text, code)
    elif held_on is not None:
        born_on = day(birth) or known.births.get(child)
        if broken := participation_problem(code, held_on, born_on):
            yield broken[0], f"{broken[1]} {_TO_DO}"
    if (text or code) and known.is_short_breaks(child):
        yield "399", _SHORT_BREAKS
    if known.has_episodes and child not in known.statuses:
        said = (
            "The child has a review but no episode in the year: add the episode, or take the "
            "review out."
        )
        yield "1012", said
    yield from _identity(child, birth, known)


def _wrong_code(text: str, code: str) -> str:
    if not code:
        return "The review has no participation code: choose one of PN0 to PN7."
    if not text:
        return f"There is a participation code ({code[:40]}) but no date of a review: enter it."
    return f"“{code[:40]}” is none of the participation codes PN0 to PN7: choose one of them."


def _identity(child: str, birth: str, known: _Year) -> Iterator[tuple[str, str]]:
    if not known.has_header:
        return
    if child not in known.births:
        yield "INT08", "The child is in Reviews but not in the Header: add the child there."
        return
    here, there = day(birth), known.births[child]
    if here and there and here != there:
        said = (
            f"The date of birth is {plain_date(here)} in Reviews and {plain_date(there)} in the "
            "Header: correct the one that is wrong."
        )
        yield "INT17", said


def _finding(table: Table, number: int, child: str, rule: str, sentence: str) -> FileFinding:
    return FileFinding(rule, child, table.name, f"row {number}", sentence, table.file, number)
