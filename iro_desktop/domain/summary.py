"""What one IRO's period looks like to a team lead: counts by month and no child, as one value.

The counts are kept counts (``FrozenCount``), of which the same figures come out as of the cases
themselves: ``Figures`` over ``Sources`` whose cases are empty and whose ``kept`` are the rows of
all summaries is the team. Percentages are never in a summary.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from iro_desktop.domain.records import FrozenCount, Standards

MOST_MONTHS = 24
"""How many finished months a summary covers where nobody chose another number."""


@dataclass(frozen=True, slots=True)
class MonthOfCaseload:
    """How a caseload came from one month's end to the next, in children.

    ``received`` and ``passed`` are by the id of the other IRO; opening + new + received - passed -
    ended = closing. ``fte`` is the working FTE at the month's end, None where none was entered.
    """

    month_on: date
    opening: int
    new: int
    received: tuple[tuple[str, int], ...]
    passed: tuple[tuple[str, int], ...]
    ended: int
    closing: int
    fte: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """One IRO's summary.

    ``first_on`` and ``last_on`` are the first day of the first month and the last day of the last:
    whole months that were over when it was made. ``rows`` hold no erasure and no child.
    ``standards`` are those in force in these months, which say how it was counted; ``definitions``
    are measure id -> a fingerprint of its definition in the program that counted. ``coverage`` is
    what the figures rest on in words, "as of" included.
    """

    officer_id: str
    officer_name: str
    team: str
    first_on: date
    last_on: date
    as_of: date
    made_at: datetime
    program: str
    method: str
    caseload: tuple[MonthOfCaseload, ...]
    rows: tuple[FrozenCount, ...]
    standards: tuple[Standards, ...]
    definitions: tuple[tuple[str, str], ...]
    coverage: tuple[str, ...]
