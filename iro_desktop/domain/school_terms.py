"""School terms as a clock: on which days a plan still counts as one of this term."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from iro_desktop.domain.standards import Term


@dataclass(frozen=True, slots=True)
class TermClock:
    """The days that one set of standards has school terms for, and since when a plan counts.

    ``days`` go from the first term, or the first day of the standards, up to but not including
    the second; None while they go on. ``since`` tells, in order, from which day on a plan has to
    have been completed since which day: in the first half of a term since the term before began,
    then since this one did. The holidays belong to the term that they follow.
    """

    days: tuple[date, date | None]
    since: tuple[tuple[date, date], ...]

    @classmethod
    def of(cls, terms: Sequence[Term], from_on: date, until_on: date | None) -> TermClock | None:
        """The clock of some terms in order, on the days that they are in force; None without."""
        if not terms or (until_on is not None and until_on <= terms[0].from_on):
            return None
        since: list[tuple[date, date]] = []
        for term in {one.from_on: one for one in terms}.values():
            if since:
                since.append((term.from_on, since[-1][1]))
                since.append((_second_half_on(term), term.from_on))
            else:
                since.append((term.from_on, term.from_on))
        return cls((max(from_on, terms[0].from_on), until_on), tuple(sorted(since)))

    def counts(self, completed_on: date) -> tuple[date, date | None] | None:
        """The first day on which a plan completed on a day counts, and the first it no longer does.

        None where these standards never count it.
        """
        first, until = self.days
        number = bisect_right(self.since, completed_on, key=lambda pair: pair[1])
        if number < len(self.since):
            over_on = self.since[number][0]
            until = over_on if until is None else min(until, over_on)
        first = max(first, completed_on)
        return (first, until) if until is None or first < until else None


def _second_half_on(term: Term) -> date:
    """Return the day after the one at half of a term's calendar length."""
    return term.from_on + (term.to_on - term.from_on) // 2 + timedelta(days=1)
