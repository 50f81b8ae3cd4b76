"""A team's figures by IRO and how its caseloads moved, one row a figure or month, as files hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.calendar import month_end
from iro_desktop.domain.measures import MEASURES, Period
from iro_desktop.domain.measures.wording import title_of
from iro_desktop.domain.team.movement import MonthOfIro, MonthOfTeam, Passed
from iro_desktop.domain.team.team import Team
from iro_desktop.domain.team.views import measure_of

TEAM: Final = "Team"


@dataclass(frozen=True, slots=True)
class IroRow:
    """One measure of one IRO over the period; the IRO has cases in it."""

    measure_id: str
    title: str
    officer_id: str
    name: str
    numerator: float
    denominator: float | None
    value: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One month of the team or of one IRO: opening + new + received - passed - ended = closing.

    ``between`` is what passed from one IRO of the team to another, None of one IRO. ``came_from``
    and ``went_to`` say of one IRO from whom and to whom: "Jo Bloggs 2, unallocated 1".
    """

    month_on: date
    officer_id: str
    name: str
    opening: int
    new: int
    received: int
    passed: int
    between: int | None
    ended: int
    closing: int
    came_from: str = ""
    went_to: str = ""


@dataclass(frozen=True, slots=True)
class TeamTables:
    """What a team has beside the tables of any period; for use within the service alone."""

    by_iro: tuple[IroRow, ...]
    movement: tuple[MovementRow, ...]


def team_tables(team: Team, period: Period) -> TeamTables:
    """The rows of a period: by measure and IRO, and by month of the team and of each IRO."""
    return TeamTables(tuple(_by_iro(team, period)), tuple(_movement(team, period)))


def _by_iro(team: Team, period: Period) -> Iterator[IroRow]:
    for measure_id in MEASURES:
        found = measure_of(team, measure_id, period)
        title = title_of(found.result.measure, team.practice, found.result.period.to_on)
        for one in found.by_iro:
            figure = one.figure
            yield IroRow(
                measure_id, title, one.officer_id, one.name, figure.numerator,
                figure.denominator, figure.value, figure.unit.value,
            )  # fmt: skip


def _movement(team: Team, period: Period) -> Iterator[MovementRow]:
    yield from (_of_team(one) for one in team.movement.team if one.month_on in period)
    for iro in team.with_summaries:
        for one in team.movement.iros.get(iro.officer_id, ()):
            if one.month_on in period:
                yield _of_iro(one, iro.name)


def _of_team(one: MonthOfTeam) -> MovementRow:
    return MovementRow(
        month_end(one.month_on), "", TEAM, one.opening, one.new, one.received, one.passed,
        one.between, one.ended, one.closing,
    )  # fmt: skip


def _of_iro(one: MonthOfIro, name: str) -> MovementRow:
    return MovementRow(
        month_end(one.month_on), one.officer_id, name, one.opening, one.new,
        sum(each.children for each in one.received), sum(each.children for each in one.passed),
        None, one.ended, one.closing, _named(one.received), _named(one.passed),
    )  # fmt: skip


def _named(some: Sequence[Passed]) -> str:
    return ", ".join(f"{one.name or 'unallocated'} {one.children}" for one in some if one.children)
