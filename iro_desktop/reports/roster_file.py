"""A roster as the CSV file that a team lead keeps on and the team's view reads."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Final

from iro_desktop.domain.codes import say
from iro_desktop.domain.team.roster import Member, Post, Roster
from iro_desktop.domain.words import say_month

HEADINGS: Final = (
    "IRO id", "Name", "Other names", "Team", "District", "FTE", "Absence", "From", "To",
    "Unallocated children",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_Row = tuple[str, ...]


def roster_file(roster: Roster) -> str:
    """The file as text, with the mark by which Excel knows UTF-8; no cell is read as a formula."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows([_plain(cell) for cell in row] for row in roster_rows(roster))
    return "\ufeff" + out.getvalue()


def roster_rows(roster: Roster) -> Iterator[_Row]:
    """The rows of a roster under ``HEADINGS``: IROs, vacancies, unallocated children by month."""
    for member in roster.members:
        yield from _member(member)
    for post in roster.vacancies:
        yield _post("", "Vacancy", "", post)
    for one in roster.unallocated:
        month = say_month(one.month_on)
        yield ("", "Unallocated", "", one.team, "", "", "", month, "", str(one.number))


def _member(member: Member) -> Iterator[_Row]:
    others = "; ".join(member.other_names)
    for post in member.posts:
        yield _post(member.officer_id, member.name, others, post)
    for away in member.absences:
        days = _day(away.from_on), _day(away.to_on)
        reason = say("absence", away.reason)
        yield (member.officer_id, member.name, others, "", "", "", reason, *days, "")


def _post(officer_id: str, name: str, others: str, post: Post) -> _Row:
    fte = "" if post.fte is None else f"{post.fte:g}"
    days = _day(post.from_on), _day(post.to_on)
    return (officer_id, name, others, post.team, post.district, fte, "", *days, "")


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
