"""Where the roster of a team and the summaries differ: FTE, names, unallocated children."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from iro_desktop.domain.calendar import month_end, month_starts
from iro_desktop.domain.team.findings import FindingKind, TeamFinding, runs, say_months
from iro_desktop.domain.team.people import TeamIro, span_of
from iro_desktop.domain.team.pool import caseload_of
from iro_desktop.domain.team.roster import Attendance, Roster, folded
from iro_desktop.domain.words import counted, say_list


def roster_findings(
    iros: Sequence[TeamIro], roster: Roster, attendance: Attendance
) -> Iterator[TeamFinding]:
    """Yield where the FTE of a summary is not that of the roster or nobody knows it, and names."""
    for one in iros:
        yield from _fte(one, attendance)
    yield from _names(iros)
    yield from _unallocated(iros, roster)


def _fte(one: TeamIro, attendance: Attendance) -> Iterator[TeamFinding]:
    differing: dict[tuple[float, float], list[date]] = {}
    missing = []
    for month in caseload_of(one):
        key = one.member.key if one.member else None
        of_roster = attendance.fte(key, month_end(month.month_on)) if key else None
        if month.fte is None and of_roster is None:
            missing.append(month.month_on)
        elif month.fte is not None and of_roster is not None and month.fte != of_roster:
            differing.setdefault((month.fte, of_roster), []).append(month.month_on)
    for (own, of_roster), months in differing.items():
        yield _finding(
            FindingKind.FTE_DIFFERS, one, months,
            f"{one.name} works {own:g} FTE by the summary and {of_roster:g} by the roster in "
            f"{say_months(months)}: the summary’s counts.",
        )  # fmt: skip
    if missing:
        yield _finding(
            FindingKind.NO_FTE, one, missing,
            f"No FTE of {one.name} is known in {say_months(missing)}, so there is no caseload per "
            "FTE: enter it on the roster.",
        )  # fmt: skip


def _names(iros: Sequence[TeamIro]) -> Iterator[TeamFinding]:
    """Yield one name of two IROs, and one IRO with names that the roster does not know."""
    by_name: dict[str, list[TeamIro]] = {}
    for one in iros:
        by_name.setdefault(folded(one.name), []).append(one)
        known = {folded(one.name), *(one.member.names if one.member else ())}
        strange = {share.summary.officer_name for share in one.shares}
        unknown = sorted(name for name in strange if folded(name) not in known)
        if unknown:
            yield _finding(
                FindingKind.NAMES, one, (),
                f"{one.name} is called {say_list(unknown)} in a summary: check that it is one "
                "person, and give the other name on the roster.",
            )  # fmt: skip
    for found in by_name.values():
        if len(found) > 1:
            ids = tuple(sorted(one.officer_id for one in found))
            sentence = (
                f"{counted(len(found), 'IRO')} are called {found[0].name} and are counted apart: "
                "if it is one person, leave out the summary that is older or give both ids on "
                "the roster."
            )
            yield TeamFinding(FindingKind.NAMES, sentence, ids)


def _unallocated(iros: Sequence[TeamIro], roster: Roster) -> Iterator[TeamFinding]:
    span, given = span_of(iros), roster.unallocated_by_month()
    if span is None or not given:
        return
    missing = [month for month in month_starts(*span) if month not in given]
    for first, last in runs(missing):
        months = month_starts(first, last)
        yield TeamFinding(
            FindingKind.UNALLOCATED,
            f"The roster does not say how many children were unallocated in {say_months(months)}: "
            "none are counted.",
            (),
            tuple(months),
        )


def _finding(kind: FindingKind, one: TeamIro, months: Iterable[date], sentence: str) -> TeamFinding:
    return TeamFinding(kind, sentence, (one.officer_id,), tuple(sorted(months)))
