"""One review or conference that was or is due, and how it explains itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from iro_desktop.domain.casefile.explained import reason, sentence, short_reason
from iro_desktop.domain.rules import RULES, Limit

Kind = Literal["cla", "cp", "short_break", "adoption"]
Part = Literal[
    "first", "second", "later", "unknown", "icpc", "transfer", "rcpc_first", "rcpc_later"
]


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """One review or conference that was or is due, held or not.

    ``order`` counts the reviews of a period of care, or the review conferences of a plan, from 1;
    0 is unknown, and of initial and transfer-in conferences. Of kind ``adoption`` the part counts
    within that stage instead, which is what its limits go by. ``due_on`` is None where nothing
    starts a clock. ``span_id`` is the period of care, plan or section 47 enquiry it belongs to;
    ``start_known`` whether the first day of that period of care is known; ``open`` that it is
    still to be held.

    ``counted`` says that it counts among the reviews that were due, as of the day asked for: it
    was held, or its day has come while the child was still looked after, on the plan and under
    18; ``why_not`` says why it does not. Reviews counted as held ask instead for kind ``cla``,
    ``held_on``, ``due_on`` and ``start_known``. In time is never stored: see ``in_time``.
    """

    child_id: str
    kind: Kind
    order: int
    part: Part
    started_on: date | None
    due_on: date | None
    rule_id: str
    held_on: date | None
    review_id: str
    span_id: str
    counted: bool
    why_not: str
    starts: str = ""
    limit: Limit | None = None
    holidays_unknown: bool = False
    open: bool = False
    start_known: bool = True

    @property
    def in_time(self) -> bool:
        """Whether it was held by the day it was due; the day itself is in time."""
        return self.held_on is not None and self.due_on is not None and self.held_on <= self.due_on

    @property
    def title(self) -> str:
        """What is due: "First review", "Review 3", "Review conference"."""
        if self.kind == "cla" and self.part == "later":
            return f"Review {self.order}"
        if self.part == "unknown":
            return "Next review" if self.due_on else "Review"
        return RULES[self.rule_id].title

    @property
    def reason(self) -> str:
        """Why that day: "6 months after review 2, held on Tue 24 September 2019", or why none."""
        if self.started_on is None:
            return self.why_not
        return reason(self.limit, self.starts or RULES[self.rule_id].starts, self.started_on)

    @property
    def short_reason(self) -> str:
        """The reason for a table's cell: "6 months after 24 Sep 2019"."""
        return short_reason(self.limit, self.started_on)

    @property
    def why(self) -> str:
        """The whole explanation as one sentence, with its source."""
        return sentence(
            self.title,
            self.due_on,
            self.reason,
            self.rule_id,
            self.limit,
            holidays_unknown=self.holidays_unknown,
        )


_PARTS: Final[tuple[Part, ...]] = ("unknown", "first", "second", "later")


def part_of_order(order: int) -> Part:
    """Return the part to which a review belongs by its place in the period of care; 0: unknown."""
    return _PARTS[min(order, 3)]


def why_not_counted(due_on: date, held_on: date | None, over_on: date | None, as_of: date) -> str:
    """Return why something does not count among what was due, "" if it does.

    What was held counts. The rest counts from the day it was due, unless care or the plan had
    ended by then, or the child had died or turned 18.
    """
    if held_on is not None:
        return ""
    if over_on is not None and over_on <= due_on:
        return "ended before it was due"
    return "" if due_on <= as_of else "not due yet"
