"""The roster that a team lead keeps: who should be there, with which FTE, and who is away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from iro_desktop.domain.calendar import month_end, month_start
from iro_desktop.domain.measures.working_fte import WorkingFte
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Absence, Officer, WorkingTime
from iro_desktop.domain.summary import Summary

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Post:
    """An FTE over a stretch of time, in a team and a district; empty days mean always."""

    fte: float | None
    from_on: date | None = None
    to_on: date | None = None
    team: str = ""
    district: str = ""

    def holds(self, day: date) -> bool:
        """Whether the post is there on a day."""
        return (self.from_on is None or self.from_on <= day) and (
            self.to_on is None or day <= self.to_on
        )

    def touches(self, first: date, last: date) -> bool:
        """Whether the post is there on any day from ``first`` to ``last``."""
        return (self.from_on is None or self.from_on <= last) and (
            self.to_on is None or first <= self.to_on
        )


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which an IRO is away; ``reason`` is a code of the table "absence"."""

    reason: str
    from_on: date
    to_on: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it goes on on a day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True, slots=True)
class Member:
    """One IRO of the roster, with every post and every absence."""

    officer_id: str
    name: str
    other_names: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    absences: tuple[Away, ...] = ()

    @property
    def key(self) -> str:
        """What tells the IRO from others: the id, or the name where the roster has no id."""
        return self.officer_id or folded(self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the other names, as they are compared."""
        return tuple(folded(name) for name in (self.name, *self.other_names) if name)

    def post_on(self, day: date) -> Post | None:
        """The post on a day, else the last one before it, else the first."""
        held = [post for post in self.posts if post.holds(day)]
        if held:
            return held[-1]
        before = [one for one in self.posts if one.to_on is not None and one.to_on < day]
        return max(before, key=lambda one: one.to_on or day, default=next(iter(self.posts), None))


@dataclass(frozen=True, slots=True)
class UnallocatedChildren:
    """How many children of the caseload had no named IRO at the end of a month."""

    month_on: date
    number: int
    team: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """Who belongs to the service; a vacancy is a post with nobody in it."""

    members: tuple[Member, ...] = ()
    vacancies: tuple[Post, ...] = ()
    unallocated: tuple[UnallocatedChildren, ...] = ()

    def unallocated_by_month(self) -> Mapping[date, int]:
        """First day of the month -> children unallocated at its end, of all teams."""
        found: dict[date, int] = {}
        for one in self.unallocated:
            month = month_start(one.month_on)
            found[month] = found.get(month, 0) + one.number
        return found

    def vacant_on(self, day: date) -> tuple[Post, ...]:
        """The posts that nobody holds on a day."""
        return tuple(post for post in self.vacancies if post.holds(day))


def folded(name: str) -> str:
    """A name as it is compared: without regard to case or space."""
    return " ".join(name.casefold().split())


class Attendance:
    """Who of a roster should be there in which month, by the rules of the working FTE.

    Annual leave changes nothing; sickness counts 0 from its working day 21 (a local standard);
    maternity leave, suspension and vacancy count 0 from their first day.
    """

    def __init__(self, roster: Roster, practice: Practice) -> None:
        self._members = {member.key: member for member in roster.members}
        self._fte = WorkingFte(
            [Officer(id=key, name=one.name, role="iro") for key, one in self._members.items()],
            _working_times(self._members),
            _absences(self._members),
            (),
            practice,
        )

    def fte(self, key: str, day: date) -> float | None:
        """The working FTE of an IRO on a day: 0 while away; None without a post that day."""
        return self._fte.on(key, day)

    def away(self, key: str, day: date) -> Away | None:
        """The absence of an IRO on a day, whether or not it changes the working FTE."""
        found = [one for one in self._members[key].absences if one.holds(day)]
        return max(found, key=lambda one: one.from_on, default=None)

    def expected(self, month_on: date) -> frozenset[str]:
        """The keys of those of whom a month is expected.

        That is who has a post on any of its days, but not who is away with an FTE of 0 both on
        its first day and on its last.
        """
        first, last = month_start(month_on), month_end(month_on)
        found = set()
        for key, member in self._members.items():
            posts = [one for one in member.posts if one.touches(first, last)]
            if posts and not (self.is_away(key, first) and self.is_away(key, last)):
                found.add(key)
        return frozenset(found)

    def is_away(self, key: str, day: date) -> bool:
        """Whether an IRO is away on a day so that the working FTE is 0."""
        return self.away(key, day) is not None and self.fte(key, day) == 0


def _working_times(members: Mapping[str, Member]) -> Iterator[WorkingTime]:
    for key, member in members.items():
        for number, post in enumerate(member.posts):
            yield WorkingTime(
                id=f"{key}-{number}", officer_id=key, fte=post.fte,
                from_on=post.from_on, to_on=post.to_on,
            )  # fmt: skip


def _absences(members: Mapping[str, Member]) -> Iterator[Absence]:
    for key, member in members.items():
        for number, one in enumerate(member.absences):
            yield Absence(
                id=f"{key}-{number}", officer_id=key, reason=one.reason,
                from_on=one.from_on, to_on=one.to_on,
            )  # fmt: skip


def first_roster(summaries: Iterable[Summary]) -> Roster:
    """A roster to begin with: everyone who sent a summary, with the FTE of its months.

    Months with the same FTE that follow one another are one line; the first begins and the last
    ends with no day, for nothing says when.
    """
    latest: dict[str, Summary] = {}
    for one in sorted(summaries, key=lambda one: (one.made_at, one.last_on)):
        latest[one.officer_id] = one
    members = [
        Member(one.officer_id, one.officer_name, (), tuple(_posts(one))) for one in latest.values()
    ]
    return Roster(tuple(sorted(members, key=lambda one: (folded(one.name), one.officer_id))))


def _posts(summary: Summary) -> list[Post]:
    """Return the FTE of a summary's months as posts; at least one."""
    runs: list[tuple[float | None, date]] = []
    for month in summary.caseload:
        if not runs or runs[-1][0] != month.fte:
            runs.append((month.fte, month.month_on))
    if not runs:
        return [Post(None, team=summary.team)]
    found = []
    for number, (fte, start) in enumerate(runs):
        last = runs[number + 1][1] - _DAY if number + 1 < len(runs) else None
        found.append(Post(fte, start if number else None, last, summary.team))
    return found
