"""The views of a team: caseload per IRO, and any measure by IRO, district, month and year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.calendar import month_end, month_start
from iro_desktop.domain.codes import say
from iro_desktop.domain.measures import Aim, Band, Figure, Mode, Period, Result
from iro_desktop.domain.measures.engine import CASELOAD
from iro_desktop.domain.measures.targets import aim_of
from iro_desktop.domain.team.people import TeamIro
from iro_desktop.domain.team.roster import Away, Post
from iro_desktop.domain.team.team import Coverage, Team

NOBODY: Final = ""
"""Who has the unallocated children."""

MONITORING: Final = ("monitoring_between_reviews",)
TIMELINESS: Final = (
    "cla_reviews_in_time",
    "cp_reviews_in_time",
    "icpc_in_time",
    "permanence_by_second_review",
    "initial_health_in_time",
)
THEMES: Final = ("escalation_themes",)
ESCALATIONS: Final = (
    "challenges_informal",
    "resolutions_formal",
    "challenge_informal_share",
    "challenge_conversion",
    "escalation_outcome_achieved",
    "escalation_days_to_outcome",
)


@dataclass(frozen=True, slots=True)
class IroCaseload:
    """One IRO's caseload at the end of a month.

    ``fte`` is the working FTE, 0 while away, None where nobody knows it. ``is_there``: a summary
    gives the month. ``away`` is an absence on its last day.
    """

    officer_id: str
    name: str
    team: str
    district: str
    is_there: bool
    children: int
    looked_after: int
    on_plan: int
    fte: float | None
    band: Band | None
    away: Away | None

    @property
    def per_fte(self) -> float | None:
        """Children per FTE; None without an FTE or with one of 0."""
        return self.children / self.fte if self.fte else None

    @property
    def is_uncovered(self) -> bool:
        """Whether there are children while nobody works."""
        return self.is_there and self.fte == 0 and self.children > 0

    @property
    def note(self) -> str:
        """Why there is no figure, or what to know of it, in a few words; "" for nothing."""
        if not self.is_there:
            return "No summary"
        away = say("absence", self.away.reason) if self.away else ""
        if self.is_uncovered:
            return f"{away or 'No working FTE'}: {self.children} uncovered"
        return away or ("FTE not known" if self.fte is None else "")


@dataclass(frozen=True, slots=True)
class TeamCaseload:
    """The caseloads of a team at the end of a month, held against the range in force then.

    ``figure`` is that of the team: named and unallocated children over the working FTE of those
    with a summary. ``vacancies`` are the posts that nobody holds.
    """

    month_on: date
    iros: tuple[IroCaseload, ...]
    figure: Figure
    aim: Aim
    unallocated: int
    vacancies: tuple[Post, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class OfIro:
    """The figure of one IRO and how many children or cases stand behind it."""

    officer_id: str
    name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class TeamMeasure:
    """One measure of a team: its result, and how it differs by IRO, by district and on the year.

    ``by_iro`` has those with cases, by name; ``by_district`` "" for children without a known one.
    ``coverage`` is what the figure rests on, ``coverage_before`` what that of the year before
    does, and ``coverages`` what each point of the series does.
    """

    result: Result
    by_iro: tuple[OfIro, ...]
    by_district: tuple[tuple[str, Figure], ...]
    coverage: Coverage
    coverage_before: Coverage | None
    coverages: tuple[Coverage, ...]

    @property
    def change_needs_care(self) -> bool:
        """Whether other IROs are missing now than a year before."""
        before = self.coverage_before
        return before is not None and before.missing != self.coverage.missing


def caseloads(team: Team, day: date) -> TeamCaseload:
    """The caseloads at the end of the month of ``day``, by name.

    Those on the roster without a summary are there too, without a figure, while they are in post.
    """
    month = month_start(day)
    last = min(month_end(day), team.as_of)
    aim = aim_of(CASELOAD, team.practice.on(last))
    expected = team.attendance.expected(month)
    shown = [
        one
        for one in team.iros
        if month in one.months
        or (one.member and (one.member.key in expected or _is_away(team, one, last)))
    ]
    unallocated = _children(team, last, NOBODY)
    return TeamCaseload(
        month,
        tuple(_caseload(team, one, last, aim) for one in shown),
        team.figures.figure(CASELOAD, Period(month, last)),
        aim,
        unallocated,
        team.roster.vacant_on(last),
        team.coverage(month),
    )


def _is_away(team: Team, one: TeamIro, day: date) -> bool:
    return one.member is not None and team.attendance.away(one.member.key, day) is not None


def _caseload(team: Team, one: TeamIro, last: date, aim: Aim) -> IroCaseload:
    is_there = month_start(last) in one.months
    children = _children(team, last, one.officer_id)
    looked_after, on_plan, both = (
        _children(team, last, one.officer_id, part) for part in ("cla", "cp", "both")
    )
    fte = team.figures.working_fte(last, one.officer_id) if is_there else None
    away = team.attendance.away(one.member.key, last) if one.member else None
    post = one.member.post_on(last) if one.member else None
    return IroCaseload(
        one.officer_id,
        one.name,
        (post.team if post else "") or one.team,
        post.district if post else "",
        is_there,
        children,
        looked_after + both,
        on_plan + both,
        fte,
        aim.band(children / fte) if fte else None,
        away,
    )


def _children(team: Team, day: date, officer_id: str, part: str | None = None) -> int:
    return sum(team.figures.erased(CASELOAD, Period(None, day), officer_id, part))


def measure_of(
    team: Team, measure_id: str, period: Period, mode: Mode | None = None
) -> TeamMeasure:
    """One measure of a team over a period, with everyone's figure; KeyError for an unknown id."""
    figures = team.figures
    result = figures.result(measure_id, period, mode)
    each = [
        OfIro(one.officer_id, one.name, figures.figure(measure_id, period, mode, one.officer_id))
        for one in team.with_summaries
    ]
    before = result.before
    return TeamMeasure(
        result,
        tuple(one for one in each if one.figure.numerator or one.figure.denominator),
        tuple(figures.by_district(measure_id, period).items()),
        team.coverage_of(result),
        team.coverage_at(result.measure, before.period) if before else None,
        tuple(team.coverage_at(result.measure, point.period) for point in result.series),
    )


def measures_of(
    team: Team, ids: Sequence[str], period: Period, mode: Mode | None = None
) -> tuple[TeamMeasure, ...]:
    """Several measures, such as ``TIMELINESS``; KeyError for an unknown id."""
    return tuple(measure_of(team, one, period, mode) for one in ids)
