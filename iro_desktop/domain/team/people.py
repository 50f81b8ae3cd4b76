"""Whose summaries they are: each IRO once, with the months that each of their summaries gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from iro_desktop.domain.calendar import month_start, month_starts
from iro_desktop.domain.summary import Summary
from iro_desktop.domain.team.findings import runs
from iro_desktop.domain.team.roster import Member, Roster, folded


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """The months that count from one summary, as stretches: first and last month, first days."""

    summary: Summary
    months: frozenset[date]

    @property
    def is_whole(self) -> bool:
        """Whether every month of the summary counts."""
        return len(self.months) == len(months_of(self.summary))

    @property
    def stretches(self) -> tuple[tuple[date, date], ...]:
        """The months as first and last ones that follow one another."""
        return tuple(runs(self.months))


@dataclass(frozen=True, eq=False)
class TeamIro:
    """One IRO of the team: on the roster, or with a summary, or both.

    ``officer_id`` is what their figures stand under: the id in their summary made last or, without
    any, what the roster knows them by. ``shares`` are their summaries, the one made last first.
    """

    officer_id: str
    name: str
    team: str
    role: str
    member: Member | None
    shares: tuple[Share, ...]

    @property
    def latest(self) -> Summary | None:
        """The summary made last, or None."""
        return self.shares[0].summary if self.shares else None

    @cached_property
    def months(self) -> frozenset[date]:
        """The first day of each month that their summaries give."""
        return frozenset(month for share in self.shares for month in share.months)

    @property
    def overlapping(self) -> frozenset[date]:
        """The months that more than one of their summaries gives."""
        seen: set[date] = set()
        twice: set[date] = set()
        for share in self.shares:
            given = set(months_of(share.summary))
            twice |= seen & given
            seen |= given
        return frozenset(twice)


def months_of(summary: Summary) -> list[date]:
    """The first day of each month that a summary covers."""
    return month_starts(summary.first_on, summary.last_on)


def people(summaries: Iterable[Summary], roster: Roster) -> tuple[TeamIro, ...]:
    """Everyone with a summary or on the roster, by name.

    A summary is that of the IRO on the roster with its id or, where the roster has no such id,
    with its IRO's name among their names. Of a month that several summaries of one IRO give, the
    one made last counts. The same summary twice counts once.
    """
    groups: dict[str, list[Summary]] = {}
    for one in summaries:
        groups.setdefault(one.officer_id, []).append(one)
    members = _members(groups, roster)
    by_person: dict[str, list[Summary]] = {}
    of_key: dict[str, Member] = {}
    for officer_id, group in groups.items():
        member = members.get(officer_id)
        # No id of a store has a line break, so that nobody is taken for a member by chance.
        key = f"member\n{member.key}" if member else officer_id
        by_person.setdefault(key, []).extend(group)
        if member:
            of_key[key] = member
    found = [_iro(group, of_key.get(key)) for key, group in by_person.items()]
    known = {member.key for member in of_key.values()}
    found += [
        TeamIro(one.key, one.name, _team_of(one), "", one, ())
        for one in roster.members
        if one.key not in known
    ]
    return tuple(sorted(found, key=lambda one: (folded(one.name), one.officer_id)))


def _members(groups: Mapping[str, Sequence[Summary]], roster: Roster) -> dict[str, Member]:
    """Return the id of a summary's IRO -> the member of the roster it is."""
    by_id = {one.officer_id: one for one in roster.members if one.officer_id}
    by_name: dict[str, list[Member]] = {}
    for one in roster.members:
        for name in set(one.names):
            by_name.setdefault(name, []).append(one)
    found = {}
    for officer_id, group in groups.items():
        member = by_id.get(officer_id)
        if member is None:
            named = {folded(one.officer_name) for one in group}
            fitting = {one.key: one for name in named for one in by_name.get(name, ())}
            member = next(iter(fitting.values())) if len(fitting) == 1 else None
        if member is not None:
            found[officer_id] = member
    return found


def _iro(summaries: Sequence[Summary], member: Member | None) -> TeamIro:
    ordered = _latest_first(summaries)
    latest = ordered[0]
    name = member.name if member else latest.officer_name
    team = (_team_of(member) if member else "") or latest.team
    shares = tuple(_shares(ordered))
    return TeamIro(latest.officer_id, name, team, latest.role, member, shares)


def _shares(latest_first: Iterable[Summary]) -> Iterator[Share]:
    taken: set[date] = set()
    last: Summary | None = None
    for one in latest_first:
        if last is not None and _made(one) == _made(last) and one == last:
            continue
        last = one
        months = frozenset(month for month in months_of(one) if month not in taken)
        taken |= months
        yield Share(one, months)


def _made(summary: Summary) -> tuple[Any, ...]:
    """Return what orders summaries by their making."""
    return summary.made_at, summary.as_of, summary.last_on, summary.first_on, summary.program


def _content(summary: Summary) -> tuple[Any, ...]:
    """Return what orders those that were made at once, whatever the order of the files."""
    return summary.officer_name, repr(summary.caseload), [repr(row) for row in summary.rows]


def _latest_first(summaries: Sequence[Summary]) -> list[Summary]:
    if len({_made(one) for one in summaries}) < len(summaries):
        summaries = sorted(summaries, key=_content, reverse=True)
    return sorted(summaries, key=_made, reverse=True)


def _team_of(member: Member) -> str:
    return next((post.team for post in reversed(member.posts) if post.team), "")


class Names:
    """Who is meant by a name in somebody's summary: any name that only one IRO has."""

    def __init__(self, iros: Iterable[TeamIro]) -> None:
        found: dict[str, set[str]] = {}
        for iro in iros:
            own = {folded(share.summary.officer_name) for share in iro.shares}
            for name in {*own, folded(iro.name), *(iro.member.names if iro.member else ())}:
                found.setdefault(name, set()).add(iro.officer_id)
        self._found = {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}

    def id_of(self, name: str) -> str:
        """The id of the IRO of this name; "" where nobody or more than one has it."""
        return self._found.get(folded(name), "")


def span_of(iros: Iterable[TeamIro]) -> tuple[date, date] | None:
    """The first and the last month of which anybody has a summary, or None."""
    months = {month for iro in iros for month in iro.months}
    return (min(months), month_start(max(months))) if months else None
