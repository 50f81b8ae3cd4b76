"""The roster that a team lead keeps in a CSV file or a workbook: a file to who should be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from iro_desktop.domain.calendar import month_starts
from iro_desktop.domain.errors import EmptyFileError, MissingColumnError, NotTextError
from iro_desktop.domain.team.roster import (
    Away,
    Member,
    Post,
    Roster,
    UnallocatedChildren,
    folded,
)
from iro_desktop.domain.words import plain_date, say_list, say_month
from iro_desktop.importers.columns import places, rows
from iro_desktop.importers.dates import day
from iro_desktop.importers.results import Problem
from iro_desktop.importers.roster_cells import children_of, fte_of, month_of, reason_of
from iro_desktop.importers.sources import Sheet, Source, sheet, source
from iro_desktop.importers.workbooks import is_workbook, pages

_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("iro id", "officer id", "id"),
    "name": ("name", "iro", "iro name", "officer", "officer name"),
    "others": ("other names", "also known as", "other name", "aliases"),
    "team": ("team", "team name"),
    "district": ("district", "area", "locality"),
    "fte": ("fte", "working fte", "full-time equivalent", "full time equivalent"),
    "absence": ("absence", "absent", "reason", "away"),
    "from": ("from", "start", "start date", "from date", "month"),
    "to": ("to", "end", "end date", "to date", "until"),
    "children": ("unallocated children", "unallocated", "children unallocated", "children"),
}
_NEEDED: Final = {"name": "Name", "fte": "FTE"}
_ENTIRE_NAME: Final = 200
_LONGEST_STRETCH: Final = 120  # months; longer for unallocated children is a slip of the pen
_VACANT: Final = frozenset({"vacancy", "vacant", "vacant post"})


@dataclass(slots=True)
class _Person:
    """One IRO as far as the rows were read."""

    officer_id: str
    name: str
    others: list[str] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    absences: list[Away] = field(default_factory=list)
    from_absence: Post | None = None


@dataclass(slots=True)
class _Found:
    file: str
    people: list[_Person] = field(default_factory=list)
    vacancies: list[Post] = field(default_factory=list)
    unallocated: dict[tuple[date, str], int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, row: int, sentence: str) -> None:
        self.problems.append(Problem(self.file, row, "", "roster", sentence))


class _LeftOutError(Exception):
    """A row that cannot be used; the text is why, without the end of its sentence."""


def roster_in(path: Path) -> tuple[Roster, tuple[Problem, ...]]:
    """Return the roster of a file, and the rows that a person should look at.

    A row with a name and an FTE is a post from a day to a day (empty: always); with an absence it
    is the days on which that IRO is away; with neither id nor name it is a vacancy; with a number
    of unallocated children it says how many had no named IRO at the end of the month in "from", or
    of each month up to the one in "to". An IRO may have any number of rows: the id tells who is
    meant or, without one, the name. Raises a UserError for a file that cannot be read at all and
    MissingColumnError for one without names or FTE.
    """
    file = source(path.name, path)
    found = _Found(file.name)
    content = _content(file)
    for number, cells in rows(content, _places(file.name, content.headings)):
        try:
            _read_row(found, number, {name: cells.get(name, "") for name in _HEADINGS})
        except _LeftOutError as error:
            found.add(number, f"{error}, so the row was left out.")
    roster = _roster(found)
    _check(found, roster)
    return roster, tuple(found.problems)


def _content(file: Source) -> Sheet:
    """Return the first sheet with a table in it."""
    if file.is_xml:
        raise NotTextError(f"{file.name} is XML: a roster is a CSV file or an Excel workbook.")
    if not is_workbook(file.content):
        return sheet(file)
    for page in pages(file):
        top = next((at for at, row in enumerate(page.rows) if any(map(str.strip, row))), None)
        if top is not None:
            headings = tuple(cell.strip().upper() for cell in page.rows[top])
            return Sheet(headings, page.rows[top + 1 :], top + 2)
    raise EmptyFileError(f"{file.name} is empty: fill in the roster and choose it again.")


def _places(file: str, headings: Sequence[str]) -> dict[str, int]:
    found = places(headings, _HEADINGS)
    for name, title in _NEEDED.items():
        if name not in found:
            raise MissingColumnError(
                f"{file} has no column “{title}”: a roster has IRO id, Name, Other names, Team, "
                "District, FTE, Absence, From, To and Unallocated children."
            )
    return found


def _read_row(found: _Found, number: int, cells: Mapping[str, str]) -> None:
    if cells["children"]:
        _unallocated(found, number, cells)
        return
    days = _days(cells)
    fte = fte_of(cells["fte"]) if cells["fte"] else None
    if cells["fte"] and fte is None:
        raise _LeftOutError(f"“{cells['fte'][:40]}” is no FTE from 0 to 2")
    post = Post(fte, *days, cells["team"], cells["district"])
    name = " ".join(cells["name"].split())
    if not cells["id"] and (not name or folded(name) in _VACANT):
        found.vacancies.append(post)
        return
    if len(name) > _ENTIRE_NAME:
        raise _LeftOutError("The name is too long for one")
    if not cells["absence"]:
        person = _person(found, cells["id"], name, cells["others"])
        person.posts.append(post)
        return
    _absent(found, number, (cells["id"], name, cells["others"]), cells["absence"], post)


def _absent(found: _Found, number: int, who: tuple[str, str, str], words: str, post: Post) -> None:
    """Keep an absence; its FTE is the IRO's post where no other row names one."""
    if post.from_on is None:
        raise _LeftOutError("An absence needs the day from which")
    reason = reason_of(words)
    if reason is None:
        reason = "other"
        found.add(number, f"“{words[:40]}” is no reason that is known, so it is “Other absence”.")
    person = _person(found, *who)
    person.absences.append(Away(reason, post.from_on, post.to_on))
    if post.fte is not None:
        person.from_absence = Post(post.fte, None, None, post.team, post.district)


def _person(found: _Found, officer_id: str, name: str, others: str) -> _Person:
    """Return the IRO that a row means, by id, else by name; a new one where there is none."""
    for one in found.people:
        if officer_id and one.officer_id:
            if one.officer_id == officer_id:
                break
        elif name and folded(one.name) == folded(name):
            break
    else:
        one = _Person(officer_id, name)
        found.people.append(one)
    one.officer_id = one.officer_id or officer_id
    known = {folded(one.name), *map(folded, one.others)}
    if not one.name:
        one.name = name
    for other in (name, *others.replace("\n", ";").split(";")):
        plain = " ".join(other.split())
        if plain and folded(plain) not in known and plain != one.name:
            known.add(folded(plain))
            one.others.append(plain)
    return one


def _unallocated(found: _Found, number: int, cells: Mapping[str, str]) -> None:
    """Keep how many children were unallocated, of each month from "from" to "to"."""
    children = children_of(cells["children"])
    if children is None:
        raise _LeftOutError(f"“{cells['children'][:40]}” is no number of children")
    first = month_of(cells["from"])
    last = month_of(cells["to"]) if cells["to"] else first
    if first is None or last is None:
        wrong = cells["from"] if first is None else cells["to"]
        raise _LeftOutError(f"“{wrong[:40]}” is no month such as March 2020")
    months = month_starts(first, last) if first <= last else []
    if not 0 < len(months) <= _LONGEST_STRETCH:
        raise _LeftOutError(f"{say_month(first)} to {say_month(last)} are no months that fit")
    for month in months:
        if (month, cells["team"]) in found.unallocated:
            found.add(number, f"{say_month(month)} is there twice; the later row counts.")
        found.unallocated[month, cells["team"]] = children


def _days(cells: Mapping[str, str]) -> tuple[date | None, date | None]:
    start, end = day(cells["from"]), day(cells["to"])
    for text, one in ((cells["from"], start), (cells["to"], end)):
        if text and one is None:
            raise _LeftOutError(f"“{text[:40]}” is no date such as 31/03/2018")
    if start and end and end < start:
        raise _LeftOutError(f"It ends on {plain_date(end)}, before it starts")
    return start, end


def _roster(found: _Found) -> Roster:
    members = []
    for one in found.people:
        posts = one.posts or ([one.from_absence] if one.from_absence else [])
        members.append(
            Member(
                one.officer_id,
                one.name or one.officer_id,
                tuple(one.others),
                tuple(posts),
                tuple(sorted(one.absences, key=lambda away: away.from_on)),
            )
        )
    unallocated = sorted(found.unallocated.items())
    return Roster(
        tuple(members),
        tuple(found.vacancies),
        tuple(UnallocatedChildren(month, number, team) for (month, team), number in unallocated),
    )


def _check(found: _Found, roster: Roster) -> None:
    """Say what fits no row alone: one name of two IROs, posts of the same days, no post at all."""
    by_name: dict[str, dict[str, str]] = {}
    for member in roster.members:
        for name in member.names:
            by_name.setdefault(name, {})[member.key] = member.name
        if not member.posts:
            found.add(0, f"{member.name} has no row with an FTE, so is not expected in any month.")
        if any(_overlap(one, two) for one, two in _pairs(member.posts)):
            found.add(0, f"{member.name} has two rows for the same days: their FTE is added up.")
    for whose in by_name.values():
        if len(whose) > 1:
            who = say_list(sorted(whose.values()))
            found.add(0, f"{who} share a name: their summaries are told apart by the IRO id alone.")


def _pairs(posts: Sequence[Post]) -> Iterator[tuple[Post, Post]]:
    return ((one, two) for at, one in enumerate(posts) for two in posts[at + 1 :])


def _overlap(one: Post, two: Post) -> bool:
    starts = [post.from_on or date.min for post in (one, two)]
    ends = [post.to_on or date.max for post in (one, two)]
    return max(starts) <= min(ends)
