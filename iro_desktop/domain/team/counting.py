"""Whether the summaries of a team were counted alike: definitions, method and local standards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from iro_desktop.domain.measures.registry import MEASURES
from iro_desktop.domain.measures.wording import worded
from iro_desktop.domain.records import Standards, fields_of
from iro_desktop.domain.summary import Summary
from iro_desktop.domain.team.findings import FindingKind, TeamFinding
from iro_desktop.domain.team.people import TeamIro
from iro_desktop.domain.words import say_list

Key = TypeVar("Key", bound=Hashable)
_Sets = tuple[tuple[Any, ...], ...]


def counting_findings(iros: Sequence[TeamIro], standards: Standards) -> Iterator[TeamFinding]:
    """Yield what was counted by other definitions, another method or other standards, and whose.

    Most IROs' way is taken for the usual one; of two that are as frequent, that of the summary
    made last. ``standards`` have the words for the titles of measures.
    """
    latest = {one.officer_id: one.latest for one in iros if one.latest is not None}
    said = {one.officer_id: one.name for one in iros}
    yield from _definitions(latest, said, standards)
    _, by_method = _usual({who: one.method for who, one in latest.items()}, latest)
    if by_method:
        ids = tuple(sorted(by_method, key=lambda one: (said[one], one)))
        yield TeamFinding(
            FindingKind.METHOD,
            f"{_whose(ids, said)} counted by another method than the others"
            f"{_programs(ids, latest)}.",
            ids,
        )
    usual, others = _usual(_sets(latest), latest)
    for sets, ids in _by_value(others):
        differing = say_list([f"“{label}”" for label in _labels(usual, sets)])
        yield TeamFinding(
            FindingKind.STANDARDS,
            f"{_whose(ids, said)} made with other local standards than the others: {differing}.",
            ids,
        )


def _definitions(
    latest: Mapping[str, Summary], said: Mapping[str, str], standards: Standards
) -> Iterator[TeamFinding]:
    differing: dict[str, list[str]] = {}
    marks = {officer_id: dict(one.definitions) for officer_id, one in latest.items()}
    for measure_id in sorted({one for found in marks.values() for one in found}):
        given = {who: found[measure_id] for who, found in marks.items() if measure_id in found}
        _, others = _usual(given, latest)
        for officer_id in others:
            differing.setdefault(officer_id, []).append(measure_id)
    by_measures: dict[tuple[str, ...], list[str]] = {}
    for officer_id, measures in differing.items():
        by_measures.setdefault(tuple(measures), []).append(officer_id)
    for measure_ids, found in by_measures.items():
        ids = tuple(sorted(found, key=lambda one: (said[one], one)))
        titles = say_list([f"“{_title(one, standards)}”" for one in measure_ids])
        yield TeamFinding(
            FindingKind.DEFINITIONS,
            f"{_whose(ids, said)} made with other definitions than the others of {titles}"
            f"{_programs(ids, latest)}.",
            ids,
            (),
            measure_ids,
        )


def _usual(
    values: Mapping[str, Key], latest: Mapping[str, Summary]
) -> tuple[Key | None, dict[str, Key]]:
    """Return what most have, and who has what else."""
    numbers = Counter(values.values())
    if len(numbers) < 2:  # noqa: PLR2004 - one value alone is everybody's
        return next(iter(numbers), None), {}
    made = {one: max(latest[i].made_at for i, v in values.items() if v == one) for one in numbers}
    usual = max(numbers, key=lambda one: (numbers[one], made[one], repr(one)))
    return usual, {officer_id: one for officer_id, one in values.items() if one != usual}


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
    sets = _sets(latest)
    usual, _ = _usual(sets, latest)
    fitting = [one for who, one in latest.items() if sets[who] == usual]
    chosen = max(fitting, key=lambda one: (one.last_on, one.made_at, one.officer_id), default=None)
    return chosen.standards if chosen else ()


def _sets(latest: Mapping[str, Summary]) -> dict[str, _Sets]:
    """Return what each IRO's standards say in the months that all have, whatever their ids."""
    first = max((one.first_on for one in latest.values()), default=date.min)
    last = min((one.last_on for one in latest.values()), default=date.max)
    known: dict[Standards, tuple[Any, ...]] = {}
    found = {}
    for officer_id, summary in latest.items():
        sets = sorted(summary.standards, key=lambda one: one.from_on or date.min)
        ends = [*(one.from_on for one in sets[1:]), None]
        shared = [
            one
            for one, until in zip(sets, ends, strict=True)
            if (one.from_on or date.min) <= last and (until is None or until > first)
        ]
        found[officer_id] = tuple(_said(one, first, known) for one in shared or sets)
    return found


def _said(one: Standards, first: date, known: dict[Standards, tuple[Any, ...]]) -> tuple[Any, ...]:
    """Return what a set says; what was in force before all months that count says no day."""
    if one not in known:
        plain = {field.name: getattr(one, field.name) for field in fields(one)}
        plain["from_on"] = one.from_on if one.from_on and one.from_on > first else None
        known[one] = tuple(value for name, value in plain.items() if name != "id")
    return known[one]


def _labels(usual: _Sets | None, sets: _Sets) -> list[str]:
    """Return the names of what is not the same in all sets; the days from which, if only those."""
    names = [field.name for field in fields(Standards) if field.name != "id"]
    labels = {about.name: about.label for about in fields_of(Standards)}
    found = []
    for at, name in enumerate(names):
        said = [{one[at] for one in each} for each in (usual or (), sets)]
        if said[0] != said[1] and name != "from_on":
            found.append(labels[name])
    return found or ["the days from which they are in force"]


def _whose(ids: Sequence[str], said: Mapping[str, str]) -> str:
    who = say_list([said[one] for one in ids])
    return f"The summary of {who} was" if len(ids) == 1 else f"The summaries of {who} were"


def _programs(ids: Iterable[str], latest: Mapping[str, Summary]) -> str:
    """Return the versions that made them, where those are not the others' version."""
    own = {latest[one].program for one in ids}
    others = {summary.program for one, summary in latest.items() if one not in set(ids)}
    return "" if own <= others else f" ({say_list(sorted(own))}, not {say_list(sorted(others))})"


def _title(measure_id: str, standards: Standards) -> str:
    measure = MEASURES.get(measure_id)
    return worded(measure.title, standards) if measure else measure_id
