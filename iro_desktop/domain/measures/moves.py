"""Who joined a caseload and who left it, and on which day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date

from iro_desktop.domain.measures.outcome import Outcome, Stretch, Why
from iro_desktop.domain.measures.period import Period
from iro_desktop.domain.measures.spans import Span, joined
from iro_desktop.domain.measures.tally import Cases


class Moves:
    """The first and last days of each child in the caseload of one IRO or of all.

    A child who changes from a plan to care, or whose old and new stretch touch, has not moved. A
    child has left on the first day at whose end it no longer counts.
    """

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        by_child: dict[str, list[Stretch]] = {}
        for one in stretches:
            by_child.setdefault(one.child_id, []).append(one)
        came: list[Outcome] = []
        went: list[Outcome] = []
        for child_id, ones in by_child.items():
            spans: list[Span] = joined([(one.from_on, one.until_on) for one in ones])
            officer_id = ones[-1].officer_id
            for start, until in spans:
                why = Why("joined", started_on=start)
                came.append(Outcome(start, child_id, officer_id, met=True, why=why))
                if until is not None:
                    why = Why("left", started_on=start, done_on=until)
                    went.append(Outcome(until, child_id, officer_id, met=False, why=why))
        self._came = sorted(came, key=_by_day)
        self._went = sorted(went, key=_by_day)

    def within(self, period: Period) -> tuple[Cases, Cases]:
        """Those who joined and those who left in the period, in the order of their days."""
        return _within(self._came, period), _within(self._went, period)


def _by_day(one: Outcome) -> tuple[date, str]:
    return one.on, one.child_id


def _within(moves: list[Outcome], period: Period) -> Cases:
    first = 0 if period.from_on is None else bisect_left(moves, period.from_on, key=_day)
    return tuple(moves[first : bisect_right(moves, period.to_on, key=_day)])


def _day(one: Outcome) -> date:
    return one.on
