"""Moving children between the IROs of a team on paper: how many each would have; no child known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.measures.targets import Band
from iro_desktop.domain.team.team import Team
from iro_desktop.domain.team.views import NOBODY, IroCaseload, caseloads
from iro_desktop.domain.words import counted


@dataclass(frozen=True, slots=True)
class TeamMove:
    """So many children from one IRO to another, each an id or ``NOBODY``."""

    from_id: str
    to_id: str
    children: int


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """One IRO's children now and with the moves; the working FTE stays what it is."""

    officer_id: str
    name: str
    fte: float | None
    now: int
    then: int
    band_now: Band | None
    band_then: Band | None

    @property
    def per_fte_now(self) -> float | None:
        """Children per FTE as it is; None without an FTE."""
        return self.now / self.fte if self.fte else None

    @property
    def per_fte_then(self) -> float | None:
        """Children per FTE as it would be; None without an FTE."""
        return self.then / self.fte if self.fte else None


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """What moves would come to; nothing is changed by it.

    ``unallocated_now`` and ``unallocated_then`` are children without an IRO. ``warnings`` are what
    to think of first, ``refused`` the moves that cannot be made, each as a sentence.
    """

    month_on: date
    loads: tuple[TeamLoad, ...]
    unallocated_now: int
    unallocated_then: int
    warnings: tuple[str, ...]
    refused: tuple[str, ...]


def plan(team: Team, day: date, moves: Iterable[TeamMove]) -> TeamPlan:
    """What moves would come to at the end of the month of ``day``, one after the other.

    A move of more children than somebody has, or from or to somebody without a caseload in that
    month, is refused; the others are made.
    """
    standing = caseloads(team, day)
    there = {one.officer_id: one for one in standing.iros if one.is_there}
    then = {one.officer_id: one.children for one in there.values()}
    then[NOBODY] = standing.unallocated
    refused = []
    for move in moves:
        why = _why_not(team, move, then)
        if why:
            refused.append(why)
            continue
        then[move.from_id] -= move.children
        then[move.to_id] += move.children
    loads = tuple(
        TeamLoad(
            one.officer_id,
            one.name,
            one.fte,
            one.children,
            then[one.officer_id],
            one.band,
            standing.aim.band(then[one.officer_id] / one.fte) if one.fte else None,
        )
        for one in there.values()
    )
    warnings = tuple(_warnings(loads, standing.aim.high, list(there.values())))
    return TeamPlan(
        standing.month_on, loads, standing.unallocated, then[NOBODY], warnings, tuple(refused)
    )


def _why_not(team: Team, move: TeamMove, then: dict[str, int]) -> str:
    strange = next((one for one in (move.from_id, move.to_id) if one not in then), None)
    if strange is not None:
        return f"{team.name_of(strange)} has no caseload in this month."
    if move.children < 1 or move.from_id == move.to_id:
        return "A move needs two IROs and at least one child."
    if move.children > then[move.from_id]:
        has = counted(then[move.from_id], "child", "children")
        return f"{team.name_of(move.from_id)} has {has} and cannot pass on {move.children}."
    return ""


def _warnings(
    loads: Sequence[TeamLoad], high: float | None, iros: Sequence[IroCaseload]
) -> Iterator[str]:
    away = {one.officer_id for one in iros if one.fte == 0}
    for load in loads:
        if load.then > load.now and load.officer_id in away:
            yield f"{load.name} is away or has no working FTE, and would get more children."
        before, after = load.per_fte_now, load.per_fte_then
        if high is not None and after is not None and after > high and load.then > load.now:
            more = "still more" if before is not None and before > high else "more"
            yield f"{load.name} would carry {more} than {high:g} children per FTE."
