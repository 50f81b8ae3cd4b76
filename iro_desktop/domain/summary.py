"""What one IRO's period looks like to a team lead: counts by month and no child, as one value.

The counts are such as are kept of erased records, of which the same figures come out as of the
cases themselves: ``Figures`` over ``Sources`` whose cases are empty and whose ``kept`` are the
rows of all summaries is the team. Percentages are never in a summary.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

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
    rows: tuple[SummedCount, ...]
    standards: tuple[Standards, ...]
    definitions: tuple[tuple[str, str], ...]
    coverage: tuple[str, ...]
    is_sample: bool = False
