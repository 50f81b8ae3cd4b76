"""What is missing of the summaries of a team, there twice, old, or of an invented caseload."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from iro_desktop.domain.calendar import month_starts
from iro_desktop.domain.team.findings import FindingKind, TeamFinding, say_months
from iro_desktop.domain.team.people import TeamIro, span_of
from iro_desktop.domain.team.roster import Attendance
from iro_desktop.domain.words import counted, plain_date, say_list, say_month

LONG_BEFORE_DAYS: Final = 31
"""A summary made so many days before the one made last is called old."""


def coverage_findings(
    iros: Sequence[TeamIro], attendance: Attendance, *, has_roster: bool
) -> Iterator[TeamFinding]:
    """Yield who is missing, in all or in some months, and what is there twice or is old.

    Without a roster everyone with a summary is expected from their first month on.
    """
    span = span_of(iros)
    if span is None:
        return
    months = month_starts(*span)
    expected = {month: attendance.expected(month) for month in months}
    for one in iros:
        of_roster = {m for m in months if one.member and one.member.key in expected[m]}
        if not one.shares:
            if of_roster:
                yield _finding(
                    FindingKind.NO_SUMMARY, one, of_roster,
                    f"There is no summary of {one.name}, who is on the roster.",
                )  # fmt: skip
            continue
        if has_roster and one.member is None:
            yield _finding(
                FindingKind.NOT_ON_ROSTER, one, (),
                f"{one.name} has a summary and is not on the roster; it is counted.",
            )  # fmt: skip
        due = of_roster if one.member else {m for m in months if m >= min(one.months)}
        yield from _gaps(one, due)
        yield from _twice(one)
    yield from _old([one for one in iros if one.shares])


def _gaps(one: TeamIro, due: set[date]) -> Iterator[TeamFinding]:
    """Yield the months that an IRO's summaries leave out, those after the last of them apart."""
    missing = due - one.months
    after = {month for month in missing if month > max(one.months)}
    if missing - after:
        months = say_months(missing - after)
        yield _finding(
            FindingKind.GAP, one, missing - after, f"{one.name} has no summary of {months}."
        )
    if after:
        yield _finding(
            FindingKind.STALE, one, after,
            f"The summaries of {one.name} end with {say_month(max(one.months))}: "
            f"{say_months(after)} {'is' if len(after) == 1 else 'are'} missing.",
        )  # fmt: skip


def _twice(one: TeamIro) -> Iterator[TeamFinding]:
    twice = one.overlapping
    if twice:
        made = {share.summary.made_at.date() for share in one.shares if share.months & twice}
        days = say_list([plain_date(day) for day in sorted(made)])
        yield _finding(
            FindingKind.OVERLAP, one, twice,
            f"More than one summary of {one.name} gives {say_months(twice)}: the one made later, "
            f"on {days}, counts.",
        )  # fmt: skip


def _old(iros: Sequence[TeamIro]) -> Iterator[TeamFinding]:
    latest = {one.officer_id: one.shares[0].summary.made_at for one in iros}
    newest = max(latest.values(), default=None)
    for one in iros:
        days = (newest - latest[one.officer_id]).days if newest else 0
        if days > LONG_BEFORE_DAYS:
            made = plain_date(latest[one.officer_id].date())
            yield _finding(
                FindingKind.STALE, one, (),
                f"The summary of {one.name} was made on {made}, {counted(days, 'day')} before the "
                "newest: what was entered since is not in it.",
            )  # fmt: skip


def _finding(kind: FindingKind, one: TeamIro, months: Iterable[date], sentence: str) -> TeamFinding:
    return TeamFinding(kind, sentence, (one.officer_id,), tuple(sorted(months)))


def sample_findings(iros: Sequence[TeamIro]) -> Iterator[TeamFinding]:
    """Yield which summaries are of sample caseloads, where others are of real ones."""
    given = [(one, share.summary) for one in iros for share in one.shares if share.months]
    invented = [one for one, summary in given if summary.is_sample]
    if not invented or len(invented) == len(given):
        return
    ids = tuple(sorted({one.officer_id for one in invented}))
    who = say_list(sorted({one.name for one in invented}))
    yield TeamFinding(
        FindingKind.SAMPLE,
        f"There is a sample caseload among real ones, of {who}: take it out, as its children are "
        "invented.",
        ids,
    )
