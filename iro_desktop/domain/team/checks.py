"""Whether summaries may be added up: what is missing, old, or counted in another way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, Final, TypeVar

from iro_desktop.domain.calendar import month_end, month_starts
from iro_desktop.domain.measures.registry import MEASURES
from iro_desktop.domain.records import Standards, fields_of
from iro_desktop.domain.summary import Summary
from iro_desktop.domain.team.findings import FindingKind, TeamFinding, runs, say_months
from iro_desktop.domain.team.people import TeamIro, span_of
from iro_desktop.domain.team.pool import caseload_of
from iro_desktop.domain.team.roster import Attendance, Roster, folded
from iro_desktop.domain.words import counted, plain_date, say_list, say_month

LONG_BEFORE_DAYS: Final = 31
"""A summary made so many days before the one made last is called old."""

Key = TypeVar("Key", bound=Hashable)
_NO_STANDARDS: Final = frozenset({"id", "from_on"})


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
        made = {
            share.summary.made_at.date() for share in one.shares if share.months & twice
        }
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


def _finding(
    kind: FindingKind, one: TeamIro, months: Iterable[date], sentence: str
) -> TeamFinding:
    return TeamFinding(kind, sentence, (one.officer_id,), tuple(sorted(months)))


def counting_findings(iros: Sequence[TeamIro]) -> Iterator[TeamFinding]:
    """Yield what was counted by other definitions, another method or other standards, and whose.

    Most IROs' way is taken for the usual one; of two that are as frequent, that of the summary
    made last.
    """
    latest = {one.officer_id: one.latest for one in iros if one.latest is not None}
    said = {one.officer_id: one.name for one in iros}
    yield from _definitions(latest, said)
    usual, others = _usual(latest, lambda one: one.method)
    if others:
        ids = tuple(sorted(others, key=lambda one: (said[one], one)))
        yield TeamFinding(
            FindingKind.METHOD,
            f"{_whose(ids, said)} counted by another method than the others"
            f"{_programs(ids, latest)}.",
            ids,
        )
    usual, others = _usual(latest, lambda one: _sets(one.standards))
    for sets, ids in _by_value(others):
        differing = say_list([f"“{label}”" for label in _labels(usual, sets)])
        yield TeamFinding(
            FindingKind.STANDARDS,
            f"{_whose(ids, said)} made with other local standards than the others: {differing}.",
            ids,
        )


def _definitions(
    latest: Mapping[str, Summary], said: Mapping[str, str]
) -> Iterator[TeamFinding]:
    differing: dict[str, list[str]] = {}
    marks = {officer_id: dict(one.definitions) for officer_id, one in latest.items()}
    for measure_id in sorted({one for found in marks.values() for one in found}):
        given = {who: latest[who] for who, found in marks.items() if measure_id in found}
        _, others = _usual(given, lambda one, of=measure_id: dict(one.definitions)[of])  # type: ignore[misc]
        for officer_id in others:
            differing.setdefault(officer_id, []).append(measure_id)
    by_measures: dict[tuple[str, ...], list[str]] = {}
    for officer_id, measures in differing.items():
        by_measures.setdefault(tuple(measures), []).append(officer_id)
    for measure_ids, found in by_measures.items():
        ids = tuple(sorted(found, key=lambda one: (said[one], one)))
        titles = say_list([f"“{_title(one)}”" for one in measure_ids])
        yield TeamFinding(
            FindingKind.DEFINITIONS,
            f"{_whose(ids, said)} made with other definitions than the others of {titles}"
            f"{_programs(ids, latest)}.",
            ids,
            (),
            measure_ids,
        )


def _usual(
    latest: Mapping[str, Summary], of: Callable[[Summary], Key]
) -> tuple[Key | None, dict[str, Key]]:
    """Return what most have, and who has what else."""
    values = {officer_id: of(one) for officer_id, one in latest.items()}
    numbers = Counter(values.values())
    made = {value: max(latest[i].made_at for i, v in values.items() if v == value) for value in numbers}
    usual = max(numbers, key=lambda v: (numbers[v], made[v], repr(v)), default=None)
    return usual, {officer_id: v for officer_id, v in values.items() if v != usual}


def _by_value(others: Mapping[str, Key]) -> Iterator[tuple[Key, tuple[str, ...]]]:
    found: dict[Key, list[str]] = {}
    for officer_id, value in others.items():
        found.setdefault(value, []).append(officer_id)
    return ((value, tuple(sorted(ids))) for value, ids in found.items())


def usual_standards(summaries: Iterable[Summary]) -> tuple[Standards, ...]:
    """The sets of standards that most summaries were made with, in force in their months."""
    latest: dict[str, Summary] = {}
    for one in summaries:
        before = latest.get(one.officer_id)
        if before is None or before.made_at < one.made_at:
            latest[one.officer_id] = one
    usual, _ = _usual(latest, lambda one: _sets(one.standards))
    fitting = [one for one in latest.values() if _sets(one.standards) == usual]
    chosen = max(fitting, key=lambda one: (one.made_at, one.officer_id), default=None)
    return chosen.standards if chosen else ()


_Sets = tuple[tuple[Any, ...], ...]


def _sets(standards: Iterable[Standards]) -> _Sets:
    """Return what standards say and from when, whatever their ids."""
    return tuple(
        tuple(getattr(one, field.name) for field in fields(one) if field.name != "id")
        for one in standards
    )


def _labels(usual: _Sets | None, sets: _Sets) -> list[str]:
    """Return the names of what is not the same in all sets; the days from which, if only those."""
    names = [field.name for field in fields(Standards) if field.name != "id"]
    labels = {about.name: about.label for about in fields_of(Standards)}
    found = []
    for at, name in enumerate(names):
        said = [{one[at] for one in each} for each in (usual or (), sets)]
        if said[0] != said[1] and name in labels and name not in _NO_STANDARDS:
            found.append(labels[name])
    return found or ["the days from which they are in force"]


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


def _whose(ids: Sequence[str], said: Mapping[str, str]) -> str:
    who = say_list([said[one] for one in ids])
    return f"The {'summary' if len(ids) == 1 else 'summaries'} of {who} {'was' if len(ids) == 1 else 'were'}"


def _programs(ids: Iterable[str], latest: Mapping[str, Summary]) -> str:
    """Return the versions that made them, where those are not the others' version."""
    own = {latest[one].program for one in ids}
    others = {summary.program for one, summary in latest.items() if one not in set(ids)}
    return "" if own <= others else f" ({say_list(sorted(own))}, not {say_list(sorted(others))})"


def _title(measure_id: str) -> str:
    return MEASURES[measure_id].title if measure_id in MEASURES else measure_id
