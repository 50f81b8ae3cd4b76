"""What reading files gives: records, and the rows that a person should look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from iro_desktop.domain.records import Record
from iro_desktop.importers.care import Dated

Step = Callable[[], None]
"""Called now and then while reading; it may raise CancelledError."""


def no_step() -> None:
    """Go on: nobody is waiting for news, or able to cancel."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One row that a person should look at, and one sentence that says why.

    ``row`` is the row as a spreadsheet numbers it (the headings are row 1), in XML the number of
    the CHILD element, and 0 where the whole file or no row at all is meant. ``child`` is the
    child's reference; ``rule`` the number of the validation rule, or a word of our own.
    """

    file: str
    row: int
    child: str
    rule: str
    sentence: str

    @property
    def where(self) -> str:
        """The file, the row and the child in words, as far as there are any."""
        row = f"row {self.row}" if self.row else ""
        return ", ".join(part for part in (self.file, row, self.child) if part)


@dataclass(frozen=True, slots=True)
class ImportRead:
    """What files hold, before anything is compared with what is on file.

    ``read`` counts rows by table; ``notes`` say what was assumed and what was read for nothing.
    ``references`` maps the id of every child to the reference. ``named_only`` holds the children
    that the files name without their being in the list of children, in an episode or in a review:
    they are not made anew. ``episodes`` maps the id of a child to what the files say of its care,
    from which its periods, statuses and placements can be made again together with earlier years.
    ``places`` maps the id of a record to its file and row, where that is kept. ``current`` holds
    the ids of records that say what held when the files were made, but not since when: the one on
    file that says the same is theirs. ``partial`` says that the episodes are not all that a child
    had, but only where the latest period, status and placement began.
    """

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    read: Mapping[str, int]
    year: int = 0
    notes: tuple[str, ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)
    named_only: frozenset[str] = frozenset()
    episodes: Mapping[str, tuple[Dated, ...]] = field(default_factory=dict)
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    current: frozenset[str] = frozenset()
    partial: bool = False


def in_order(problems: Iterable[Problem], files: Iterable[str]) -> list[Problem]:
    """Return problems in the order of the files, and of the rows in each."""
    order = {name: number for number, name in enumerate(files)}
    return sorted(problems, key=lambda one: (order[one.file], one.row))
