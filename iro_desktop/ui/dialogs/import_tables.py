"""What an import would do, and the rows to look at, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from iro_desktop.domain.records import KINDS
from iro_desktop.domain.words import say_number
from iro_desktop.ui.table_model import Column

if TYPE_CHECKING:
    from iro_desktop.services.import_preview import ImportProblem


@dataclass(frozen=True, slots=True)
class CountRow:
    """What an import would do with one kind of record."""

    words: str
    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One row of a file that a person should look at."""

    number: int
    file: str
    row: int
    child: str
    sentence: str


def _number(number: int) -> str:
    return say_number(number) if number else "–"


COUNTS: Final[tuple[Column[CountRow], ...]] = (
    Column("What", text=lambda row: row.words, stretch=3),
    Column(
        "New", text=lambda row: _number(row.new), sort_key=lambda row: row.new, align_right=True
    ),
    Column(
        "Changed",
        text=lambda row: _number(row.changed),
        sort_key=lambda row: row.changed,
        align_right=True,
    ),
    Column(
        "Unchanged",
        text=lambda row: _number(row.unchanged),
        sort_key=lambda row: row.unchanged,
        align_right=True,
    ),
)

PROBLEMS: Final[tuple[Column[ProblemRow], ...]] = (
    Column("Row", text=lambda row: str(row.row or "–"), sort_key=lambda row: row.row, stretch=0),
    Column("Child", text=lambda row: row.child or "–", stretch=0),
    Column(
        "What to look at", text=lambda row: row.sentence, detail=lambda row: row.file, stretch=5
    ),
)


def counts_of(
    new: Mapping[str, int], changed: Mapping[str, int], unchanged: Mapping[str, int]
) -> list[CountRow]:
    """Return a row for each kind of record that an import touches."""
    touched = {*new, *changed, *unchanged}
    return [
        CountRow(_plural(kind), new.get(kind, 0), changed.get(kind, 0), unchanged.get(kind, 0))
        for kind in KINDS
        if kind in touched
    ]


def _plural(kind: str) -> str:
    words = KINDS[kind].plural if kind in KINDS else kind
    return words[:1].upper() + words[1:]


def problems_of(problems: Sequence[ImportProblem], most: int) -> list[ProblemRow]:
    """Return a row for each of the first ``most`` problems."""
    return [
        ProblemRow(number, one.file, one.row, one.child, one.sentence)
        for number, one in enumerate(problems[:most])
    ]
