"""The team: many IROs' summaries put together, with the roster, as one caseload's figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from iro_desktop.domain.calendar import month_end, month_start, month_starts
from iro_desktop.domain.measures import MEASURES, Figures, Measure, Period, Result, Sources
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Comparator, Officer, WorkingTime
from iro_desktop.domain.summary import CountsByMeasure, Summary
from iro_desktop.domain.team.checks import coverage_findings, sample_findings
from iro_desktop.domain.team.counting import counting_findings
from iro_desktop.domain.team.findings import TeamFinding, in_order
from iro_desktop.domain.team.movement import Movement, movement_findings, movement_of
from iro_desktop.domain.team.people import TeamIro, people, span_of
from iro_desktop.domain.team.pool import Pool, caseload_of
from iro_desktop.domain.team.roster import Attendance, Roster
from iro_desktop.domain.team.roster_checks import roster_findings
from iro_desktop.domain.words import counted


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many IROs a figure rests on, of how many it should; ``missing`` are the others' ids."""

    there: int
    of: int
    missing: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nobody is missing."""
        return self.there == self.of

    @property
    def words(self) -> str:
        """The coverage as totals say it: "37 of 40 IROs", "40 IROs" where nobody is missing."""
        if self.is_whole:
            return counted(self.of, "IRO")
        return f"{self.there:,} of {counted(self.of, 'IRO')}"


class Team:
    """Summaries put together: ``figures`` are those of one caseload, with each IRO under their id.

    With ``officer_id=None`` they are the team's: numerators and denominators of all added up,
    percentages never averaged, medians taken of all cases. Nobody's figures go beyond the months
    that summaries give.
    """

    def __init__(
        self,
        iros: Sequence[TeamIro],
        roster: Roster | None,
        sources: Sources,
        attendance: Attendance,
    ) -> None:
        self.iros = tuple(iros)
        self.roster = roster or Roster()
        self.has_roster = roster is not None
        self.attendance = attendance
        self.practice = sources.practice
        self.as_of = sources.as_of
        self.figures = Figures(sources)
        self._by_id = {one.officer_id: one for one in self.iros}
        self._coverages: dict[tuple[date, ...], Coverage] = {}

    @cached_property
    def span(self) -> Period:
        """The whole months of which anybody has a summary; the as-of day where nobody has."""
        found = span_of(self.iros)
        if found is None:
            return Period(self.as_of, self.as_of)
        return Period(found[0], min(month_end(found[1]), self.as_of))

    @cached_property
    def findings(self) -> tuple[TeamFinding, ...]:
        """What to know before reading a figure, the gravest first."""
        attendance, roster = self.attendance, self.roster
        said = {one.officer_id: one.name for one in self.iros}
        standards = self.practice.on(self.as_of)
        return in_order(
            [
                *sample_findings(self.iros),
                *coverage_findings(self.iros, attendance, has_roster=self.has_roster),
                *counting_findings(self.iros, standards),
                *roster_findings(self.iros, roster, attendance),
                *movement_findings(self.movement, said),
            ]
        )

    @cached_property
    def movement(self) -> Movement:
        """How the caseloads moved by month."""
        return movement_of(self.iros)

    def iro(self, officer_id: str) -> TeamIro | None:
        """One IRO of the team, or None."""
        return self._by_id.get(officer_id)

    def name_of(self, officer_id: str) -> str:
        """The name of an IRO; of children without one "Unallocated"."""
        found = self._by_id.get(officer_id)
        return found.name if found else officer_id or "Unallocated"

    @property
    def with_summaries(self) -> tuple[TeamIro, ...]:
        """Those who have a summary, by name."""
        return tuple(one for one in self.iros if one.shares)

    def coverage(self, asked: Period | date) -> Coverage:
        """How many IROs have summaries of all their months in a period, or of the month of a day.

        Expected is who the roster says was in post and not away all month; without a roster,
        everyone with a summary. Months in which nobody has a summary are left out, and who is
        there counts in both numbers.
        """
        if isinstance(asked, date):
            return self._of_month(month_start(asked))
        if self.span.from_on is None:
            return Coverage(0, 0)
        first = max(asked.from_on or self.span.from_on, self.span.from_on)
        last = min(asked.to_on, self.span.to_on)
        if first > last:
            return self._of_month(month_start(asked.to_on))
        months = tuple(month_starts(first, last))
        if months not in self._coverages:
            missing = {one for month in months for one in self._of_month(month).missing}
            counted_in = {one.officer_id for one in self.iros if not one.months.isdisjoint(months)}
            self._coverages[months] = self._coverage_of(missing, counted_in | missing)
        return self._coverages[months]

    def coverage_of(self, result: Result) -> Coverage:
        """How many IROs the figure of a result rests on.

        Of what stands at the end of its period that is the last month alone.
        """
        of_events = result.measure.kind.of_events or result.averaged
        return self.coverage(result.period if of_events else result.period.to_on)

    def coverage_at(self, measure: Measure, period: Period) -> Coverage:
        """How many IROs a point of a measure's series rests on."""
        return self.coverage(period if measure.kind.of_events else period.to_on)

    def vacant_fte(self, day: date) -> float:
        """The FTE of the posts that nobody holds on a day."""
        return round(sum(post.fte or 0.0 for post in self.roster.vacant_on(day)), 9)

    def _of_month(self, month: date) -> Coverage:
        if (month,) not in self._coverages:
            there = {one.officer_id for one in self.iros if month in one.months}
            if self.has_roster:
                keys = self.attendance.expected(month)
                due = {o.officer_id for o in self.iros if o.member and o.member.key in keys}
            else:
                due = {one.officer_id for one in self.iros if one.shares}
            self._coverages[month,] = self._coverage_of(due - there, due | there)
        return self._coverages[month,]

    def _coverage_of(self, missing: Iterable[str], of: Iterable[str]) -> Coverage:
        absent, everyone = set(missing), set(of)
        ordered = sorted(absent, key=lambda one: (self.name_of(one), one))
        return Coverage(len(everyone - absent), len(everyone), tuple(ordered))


def combined(
    summaries: Iterable[Summary],
    roster: Roster | None,
    practice: Practice,
    as_of: date,
    comparators: Sequence[Comparator] = (),
) -> Team:
    """The team of these summaries; their order, and one that is there twice, change nothing.

    ``roster`` None: no roster is kept. The FTE of a summary counts; where it has none for a month,
    that of the roster. Children whom the roster gives as unallocated are in the team's caseload of
    the months that summaries give, and in no rate of challenges, whose days nobody knows.
    """
    kept = roster or Roster()
    iros = people(summaries, kept)
    attendance = Attendance(kept, practice)
    with_summaries = [one for one in iros if one.shares]
    pool = Pool(with_summaries, _unallocated(iros, kept))
    sources = Sources(
        cases={},
        practice=practice,
        as_of=as_of,
        officers=[_officer(one) for one in with_summaries],
        working_times=[time for one in with_summaries for time in _worked(one, attendance)],
        comparators=comparators,
        kept=CountsByMeasure((one, partial(pool.of, one)) for one in MEASURES),
    )
    return Team(iros, roster, sources, attendance)


def _officer(one: TeamIro) -> Officer:
    return Officer(id=one.officer_id, name=one.name, team=one.team, role=one.role)


def _worked(one: TeamIro, attendance: Attendance) -> Iterator[WorkingTime]:
    """Yield the working FTE at each month's end for all of that month."""
    for month in caseload_of(one):
        last = month_end(month.month_on)
        fte = month.fte
        if fte is None and one.member is not None:
            fte = attendance.fte(one.member.key, last)
        if fte is not None:
            yield WorkingTime(
                id=f"{one.officer_id}-{month.month_on:%Y%m}", officer_id=one.officer_id,
                fte=fte, from_on=month.month_on, to_on=last,
            )  # fmt: skip


def _unallocated(iros: Sequence[TeamIro], roster: Roster) -> Mapping[date, int]:
    span = span_of(iros)
    if span is None:
        return {}
    given = roster.unallocated_by_month()
    return {month: given[month] for month in month_starts(*span) if given.get(month)}
