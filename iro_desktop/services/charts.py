"""What stands beside the views: the charts panel, and how much waits in each view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.charts import BulletSeries, DotsSeries, StepSeries, percentage
from iro_desktop.domain.measures import Figures
from iro_desktop.domain.records import (
    Absence,
    Allocation,
    Appeal,
    Ask,
    CarePeriod,
    Child,
    Comparator,
    Contact,
    DischargePlan,
    EducationPlan,
    Erasure,
    Escalation,
    EscalationStep,
    FamilySafeguardingChecklist,
    FrozenCount,
    HealthAssessment,
    LegalStatus,
    LifeStory,
    Meeting,
    MonitoringCheck,
    Notification,
    Officer,
    OtherDuty,
    Participation,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Review,
    ReviewPart,
    Section47,
    Standards,
    WorkingTime,
)
from iro_desktop.domain.series import (
    MONITORING,
    Chart,
    ChildBehind,
    caseload_now,
    caseload_over_time,
    finding,
    joined_and_left,
    monitoring_by_month,
)
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.statements import chance
from iro_desktop.domain.words import counted, plain_date
from iro_desktop.services.escalation_board import escalation_board
from iro_desktop.services.midpoints import open_standings

KINDS: Final = frozenset(
    kind.__name__
    for kind in (
        Absence, Allocation, Appeal, Ask, CarePeriod, Child, Comparator, Contact, DischargePlan,
        EducationPlan, Erasure, Escalation, EscalationStep, FamilySafeguardingChecklist,
        FrozenCount, HealthAssessment, LegalStatus, LifeStory, Meeting, MonitoringCheck,
        Notification, Officer, OtherDuty, Participation, PermanencePlan, Placement, ProtectionPlan,
        Review, ReviewPart, Section47, Standards, WorkingTime,
    )
)  # fmt: skip
"""The kinds of records that the counts and the figures of the panel depend on."""

A_YEAR: Final = 12
THREE_YEARS: Final = 36

Sides = Mapping[bool | None, str]
"""What it is called to count for a figure, not to, and to be left out of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """The charts of one IRO on one day, or of the whole service."""

    now: Chart[BulletSeries]
    over_time: Chart[StepSeries]
    monitoring: Chart[DotsSeries]
    figures: Figures

    def moves(self, point: int) -> tuple[ChildBehind, ...]:
        """Return who joined and left in the month of one point of the caseload over time."""
        chart = self.over_time
        return joined_and_left(self.figures, chart.periods[point], chart.result.officer_id)

    def erased_moves(self, point: int) -> Mapping[bool, int]:
        """Return how many erased children joined (True) and left in that month."""
        chart = self.over_time
        found = self.figures.erased_moves(chart.periods[point], chart.result.officer_id)
        return {True: found.joined, False: found.left_in_all}


_NOTHING_ERASED: Final[Mapping[bool, int]] = {}
_ONLY_COUNTED: Final = "Erased for good: no more than the count of the month is kept"
_CHECKED: Final[Sides] = {True: "Checked", False: "Not checked", None: "Not counted"}


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One child behind a figure; ``met`` is None where it was left out of it.

    ``group`` is the challenge that was counted, where the figure counts challenges. Without a
    ``child_id`` and a day it is a line for the ``number`` of cases of one side whose records were
    erased.
    """

    key: int
    child_id: str
    reference: str
    initials: str
    on: date | None
    side: str
    met: bool | None
    reason: str
    group: str = ""
    number: int = 1


@dataclass(frozen=True, slots=True)
class Behind:
    """The children behind a figure, in groups."""

    title: str
    note: str
    rows: tuple[BehindRow, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits in the views: checks that are late or due soon, challenges that are open."""

    checks_overdue: int
    checks_soon: int
    challenges_open: int
    challenges_overdue: int


def panel(figures: Figures, officer_id: str | None, *, months: int = A_YEAR) -> Panel:
    """Return the charts.

    ``officer_id`` None is the whole service; ``months`` is how far back the series go.
    """
    return Panel(
        now=caseload_now(figures, officer_id),
        over_time=caseload_over_time(figures, officer_id, months=months),
        monitoring=monitoring_by_month(figures, officer_id, months=months),
        figures=figures,
    )


def waiting(snapshot: Snapshot, panel: Panel, officer_id: str) -> Waiting:
    """Return how much waits; without an ``officer_id`` it is everybody's.

    ``panel`` is that of the same snapshot: what it has worked out is not worked out again.
    """
    sources = panel.figures.sources
    known = panel.figures.listing.midpoints
    checks = open_standings(snapshot, sources.practice, officer_id, sources.as_of, known)
    board = escalation_board(snapshot, sources.practice, officer_id, sources.as_of)
    return Waiting(
        checks_overdue=checks["overdue"],
        checks_soon=checks["soon"],
        challenges_open=board.open_count,
        challenges_overdue=board.overdue_count,
    )


def behind_caseload(panel: Panel, snapshot: Snapshot, point: int | None = None) -> Behind:
    """Return the children of the caseload now, or at the month's end of one point.

    For a month also who joined and who left in it.
    """
    if point is None:
        series, chart = panel.now.series, panel.now
        day = plain_date(chart.result.period.to_on)
        rows = rows_behind(
            snapshot, panel.now.children(), {True: f"On {day}"}, erased=panel.now.erased()
        )
        return behind(series.title, series.subtitle, rows)
    month = panel.over_time.series.points[point]
    sides: Sides = {True: f"On {plain_date(month.on)}"}
    erased = panel.over_time.erased(point)
    rows = rows_behind(snapshot, panel.over_time.children(point), sides, erased=erased)
    moved: Sides = {True: "Joined", False: "Left"}
    moves = rows_behind(
        snapshot, panel.moves(point), moved, start=len(rows), erased=panel.erased_moves(point)
    )
    children = counted(sum(row.number for row in rows), "child", "children")
    title = f"{month.label}: {children}, {month.joined} joined, {month.left} left"
    return behind(title, panel.over_time.series.subtitle, (*moves, *rows))


def behind_monitoring(panel: Panel, snapshot: Snapshot, point: int | None = None) -> Behind:
    """Return the children who were checked or not: over the headline's time, or in one month."""
    chart, sides = panel.monitoring, _CHECKED
    title, note = chart.series.title, chart.series.subtitle
    if point is not None:
        month = chart.series.points[point]
        title = f"{month.label}: {month.count} {finding(chart.result)}"
        note = _month_note(panel, point)
    rows = rows_behind(snapshot, chart.children(point), sides, erased=chart.erased(point))
    return behind(title, note, rows)


def _month_note(panel: Panel, point: int) -> str:
    """Return what one month's count is worth: "79%, the target is 80%; could be chance"."""
    chart, month = panel.monitoring, panel.monitoring.series.points[point]
    if month.rate is None or month.is_small:
        return "Too few for a percentage."
    result = panel.figures.result(
        MONITORING, chart.periods[point], officer_id=chart.result.officer_id
    )
    target = chart.series.target
    if target is None:
        return percentage(month.rate)
    said = f"{percentage(month.rate)}, the target is {percentage(target)}"
    return f"{said}; {chance(result)}" if month.rate < target else said


def behind(title: str, note: str, rows: Sequence[BehindRow]) -> Behind:
    """Return rows with their title, grouped by their sides in the order in which these come."""
    return Behind(title, note, tuple(rows), tuple(dict.fromkeys(row.side for row in rows)))


def rows_behind(
    snapshot: Snapshot,
    children: Sequence[ChildBehind],
    sides: Sides,
    *,
    start: int = 0,
    erased: Mapping[bool, int] = _NOTHING_ERASED,
) -> tuple[BehindRow, ...]:
    """Return the children behind a figure as rows, the first with the key ``start``.

    After them stands for each side how many of its cases were ``erased``: "3 erased records".
    """
    found = []
    for number, one in enumerate(children, start):
        case = snapshot.cases.get(one.child_id)
        if case is not None:
            child, side = case.child, sides.get(one.met, "")
            found.append(
                BehindRow(
                    number, child.id, child.reference, child.initials,
                    one.on, side, one.met, one.reason, one.group,
                )
            )  # fmt: skip
    for key, met in enumerate((False, True), start + len(children)):
        number = erased.get(met, 0)
        if number:
            words, side = counted(number, "erased record", "erased records"), sides.get(met, "")
            found.append(
                BehindRow(key, "", words, "", None, side, met, _ONLY_COUNTED, number=number)
            )
    return tuple(found)
