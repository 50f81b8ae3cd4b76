"""How one IRO's caseload came from month to month: who was new, came from whom, went to whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from iro_desktop.domain.calendar import month_end, month_start, month_starts
from iro_desktop.domain.casefile import adult_on
from iro_desktop.domain.measures.engine import CASELOAD, Figures
from iro_desktop.domain.measures.outcome import UNALLOCATED, Stretch
from iro_desktop.domain.measures.period import Period
from iro_desktop.domain.measures.registry import MEASURES
from iro_desktop.domain.measures.spans import joined
from iro_desktop.domain.summary import MonthOfCaseload

_BY_NOBODY: Final = "an IRO who is not on file"


@dataclass(slots=True)
class _Moved:
    """What is counted of one month as it is found."""

    new: int = 0
    ended: int = 0
    ended_at_18: int = 0
    received: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)


def caseload_months(
    figures: Figures, officer_id: str, period: Period
) -> tuple[MonthOfCaseload, ...]:
    """The whole months of a period, each with how the caseload of one IRO moved in it.

    Only those who count in the caseload are in it, not those shown beside it.
    """
    stock = figures.listing.stock(MEASURES[CASELOAD])
    moved = _moved(figures, officer_id)
    months = []
    first = period.from_on or month_start(period.to_on)
    for month_on in month_starts(first, period.to_on):
        last_on = month_end(month_on)
        here, whole = moved.get(month_on, _Moved()), Period(month_on, last_on)
        erased = figures.erased_moves(whole, officer_id)
        closing = stock.counts(last_on, officer_id)[1]
        new, ended = here.new + erased.joined, here.ended + erased.left_in_all
        came, went = here.received.total(), here.passed.total()
        days = (stock.average(whole, officer_id) or 0.0) * (last_on.day)
        months.append(
            MonthOfCaseload(
                month_on,
                closing - new - came + went + ended,
                new,
                tuple(sorted(here.received.items())),
                tuple(sorted(here.passed.items())),
                ended,
                here.ended_at_18 + erased.left_at_18,
                closing,
                round(days),
                figures.working_fte(last_on, officer_id),
            )
        )
    return tuple(months)


def _moved(figures: Figures, officer_id: str) -> dict[date, _Moved]:
    """Return what moved to and from one IRO, by the first day of each month in which it did."""
    names = {one.id: one.name for one in figures.sources.officers} | {UNALLOCATED: ""}
    by_child: dict[str, list[Stretch]] = {}
    for one in figures.listing.stock(MEASURES[CASELOAD]).within(None):
        by_child.setdefault(one.child_id, []).append(one)
    found: dict[date, _Moved] = {}
    for child_id, ones in by_child.items():
        own = [(one.from_on, one.until_on) for one in ones if one.officer_id == officer_id]
        if not own:
            continue
        others = [one for one in ones if one.officer_id != officer_id]
        before = {one.until_on: one.officer_id for one in others}
        after = {one.from_on: one.officer_id for one in others}
        adult = adult_on(figures.sources.cases[child_id].child)
        for start, until in joined(own):
            month = found.setdefault(month_start(start), _Moved())
            if start in before:
                month.received[names.get(before[start]) or _named(before[start])] += 1
            else:
                month.new += 1
            if until is None:
                continue
            month = found.setdefault(month_start(until), _Moved())
            if until in after:
                month.passed[names.get(after[until]) or _named(after[until])] += 1
            else:
                month.ended += 1
                month.ended_at_18 += adult is not None and adult <= until
    return found


def _named(officer_id: str) -> str:
    return _BY_NOBODY if officer_id else ""
