"""What one IRO's period looks like to a team lead: counts by month and no child, as one value.

The counts are such as are kept of erased records, of which the same figures come out as of the
cases themselves: ``Figures`` over ``Sources`` whose cases are empty and whose ``kept`` are the
rows of all summaries is the team. Percentages are never in a summary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, overload

from iro_desktop.domain.records import Standards

MOST_MONTHS = 24
"""How many finished months a summary covers where nobody chose another number."""


class SummedCount(NamedTuple):
    """One count of a summary, as it adds to figures; the fields of a ``FrozenCount``.

    With ``until_on`` it is what stood at the end of each month from ``month_on`` to that day, else
    what happened in that month. ``numerator`` is how many were met, ``denominator`` how many there
    were. Of a mean they are the amounts and the weights of ``cases`` together, of a median the
    amount and the weight of one case; elsewhere ``cases`` says nothing.
    """

    measure: str
    part: str
    month_on: date
    until_on: date | None
    officer_id: str
    district: str
    numerator: float
    denominator: float
    cases: int = 1


class CountsByMeasure(Sequence[SummedCount]):
    """Counts that are made by measure when they are asked for; as a sequence, all of them in order.

    ``makers`` are measure ids, each with what makes its counts, always the same; a measure that
    is counted in two ways may be there twice.
    """

    __slots__ = ("_made", "_makers")

    def __init__(self, makers: Iterable[tuple[str, Callable[[], Sequence[SummedCount]]]]) -> None:
        self._makers = tuple(makers)
        self._made: dict[int, Sequence[SummedCount]] = {}

    def of(self, measure_id: str) -> Sequence[SummedCount]:
        """The counts of one measure; none of one that there is not."""
        found = [self._at(at) for at, (one, _) in enumerate(self._makers) if one == measure_id]
        return found[0] if len(found) == 1 else [row for rows in found for row in rows]

    def _at(self, place: int) -> Sequence[SummedCount]:
        if place not in self._made:
            self._made[place] = self._makers[place][1]()
        return self._made[place]

    def __iter__(self) -> Iterator[SummedCount]:
        """Yield all counts, measure by measure."""
        return (row for place in range(len(self._makers)) for row in self._at(place))

    def __len__(self) -> int:
        """Return how many counts there are."""
        return sum(len(self._at(place)) for place in range(len(self._makers)))

    @overload
    def __getitem__(self, at: int) -> SummedCount: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[SummedCount]: ...
    def __getitem__(self, at: int | slice) -> SummedCount | Sequence[SummedCount]:
        """Return one count, or some."""
        return tuple(self)[at]

    def __eq__(self, other: object) -> bool:
        """Whether the other has the same counts in the same order."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        """Return the hash of the counts in their order."""
        return hash(tuple(self))


@dataclass(frozen=True, slots=True)
class MonthOfCaseload:
    """How a caseload came from one month's end to the next, in children.

    ``received`` and ``passed`` are by the name of the other IRO, "" for nobody, since each store
    has ids of its own: opening + new + received - passed - ended = closing. Of erased children
    nothing is known of where they came from or went: they are new, and ended. ``ended_at_18`` of
    the ended were of age by then. ``child_days`` are the days of all children, each counted at its
    end. ``fte`` is the working FTE at the month's end, None where none was entered.
    """

    month_on: date
    opening: int
    new: int
    received: tuple[tuple[str, int], ...]
    passed: tuple[tuple[str, int], ...]
    ended: int
    ended_at_18: int
    closing: int
    child_days: int
    fte: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """One IRO's summary.

    ``role`` is the code of the IRO's role, "" for an IRO. ``first_on`` and ``last_on`` are the
    first day of the first month and the last day of the last: whole months that were over when it
    was made. ``rows`` are the counts of every measure, in order; how the caseload moved is in
    ``caseload``, a month each. ``standards`` are those in force in these months, which say how it
    was counted, without the words that count nothing; ``definitions`` are measure id -> a
    fingerprint of how it was counted. ``coverage`` is what the figures rest on in words, "as of"
    included. ``is_sample``: made of the sample and of nobody.
    """

    officer_id: str
    officer_name: str
    team: str
    role: str
    first_on: date
    last_on: date
    as_of: date
    made_at: datetime
    program: str
    method: str
    caseload: tuple[MonthOfCaseload, ...]
    rows: Sequence[SummedCount]
    standards: tuple[Standards, ...]
    definitions: tuple[tuple[str, str], ...]
    coverage: tuple[str, ...]
    is_sample: bool = False
