"""Which child on file each child is that was read: by reference, by UPN, or as a person says.

Two children are never taken for one because they look alike: that is only suggested.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from iro_desktop.domain.records import (
    Child,
    ChildRecord,
    Meeting,
    Participation,
    Record,
    Review,
    fields_of,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import plain_date
from iro_desktop.importers.results import ImportRead
from iro_desktop.services.import_filing import Filing, natural_key

_UPN: Final = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")
"""A unique pupil number: returns also write codes there for why a child has none (UN1 to UN5)."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A child on file who may be the one that was read, and why, as a sentence."""

    child_id: str
    why: str


@dataclass(slots=True)
class Matches:
    """Id that a child was read under -> id on file, as far as it is known, or only suggested.

    ``by_upn`` are those of the first that were found by their UPN.
    """

    found: dict[str, str] = field(default_factory=dict)
    by_upn: set[str] = field(default_factory=set)
    suggested: dict[str, Suggestion] = field(default_factory=dict)


def records_by_child(read: ImportRead) -> dict[str, list[Record]]:
    """Return the records that were read about each child, by the id that it was read under.

    A meeting that was read is that of the child whose review is booked for it.
    """
    found: dict[str, list[Record]] = {}
    booked = {
        record.meeting_id: record.child_id for record in read.records if isinstance(record, Review)
    }
    for record in read.records:
        if isinstance(record, ChildRecord):
            found.setdefault(record.child_id, []).append(record)
        elif isinstance(record, Child):
            found.setdefault(record.id, []).append(record)
        elif isinstance(record, Meeting) and record.id in booked:
            found.setdefault(booked[record.id], []).append(record)
    return found


def matches(
    filing: Filing,
    read: ImportRead,
    by_child: Mapping[str, Sequence[Record]],
    same: Mapping[str, str],
) -> Matches:
    """Return which child on file each child is that was read.

    ``same`` is what a person said: the id that a child was read under -> the id on file, or ""
    for another child. A child of the same UPN is the same one unless the dates of birth differ,
    or several have it. Whoever the files name by reference is nobody else.
    """
    result = Matches()
    for child_id, reference in read.references.items():
        case = filing.case(reference)
        said = same.get(child_id, "")
        if case is not None:
            result.found[child_id] = case.child.id
        elif said in filing.cases:
            result.found[child_id] = said
    taken = set(result.found.values())
    free = [case for case in filing.cases.values() if case.child.id not in taken]
    unknown = [
        child
        for child_id in read.references
        if child_id not in result.found and same.get(child_id) != ""
        for child in by_child.get(child_id, ())
        if isinstance(child, Child)
    ]
    if free and unknown:
        _by_upn(result, free, unknown)
        _suggest(result, free, unknown)
    return result


def _by_upn(result: Matches, free: Iterable[CaseFile], unknown: Iterable[Child]) -> None:
    cases = _only_ones((_upn(case.child), case) for case in free)
    for upn, child in _only_ones((_upn(child), child) for child in unknown).items():
        case = cases.get(upn)
        if case is None:
            continue
        if _agree(case.child.born_on, child.born_on):
            result.found[child.id] = case.child.id
            result.by_upn.add(child.id)
        else:
            why = "They have the same UPN, but different dates of birth."
            result.suggested[child.id] = Suggestion(case.child.id, why)


def _only_ones(keyed: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return what has a key that nothing else has, by that key."""
    known = [(key, one) for key, one in keyed if key]
    number = Counter(key for key, _ in known)
    return {key: one for key, one in known if number[key] == 1}


def _upn(child: Child) -> str:
    upn = "".join(child.upn.split()).upper()
    return upn if _UPN.fullmatch(upn) else ""


def _agree(one: object, other: object) -> bool:
    return not one or not other or one == other


def _suggest(result: Matches, free: Iterable[CaseFile], unknown: Iterable[Child]) -> None:
    """Suggest whoever has the same date of birth, and the same initials as far as both have any.

    Where the initials say nothing, the sex has to be the same one.
    """
    taken = set(result.found.values())
    born: dict[date, list[Child]] = {}
    for case in free:
        if case.child.born_on and case.child.id not in taken:
            born.setdefault(case.child.born_on, []).append(case.child)
    for child in unknown:
        if child.id in result.found or child.id in result.suggested or child.born_on is None:
            continue
        alike = [one for one in born.get(child.born_on, ()) if _is_alike(one, child)]
        if len(alike) == 1:
            initials = _initials(child)
            why = f"Both were born on {plain_date(child.born_on)}"
            if initials and initials == _initials(alike[0]):
                why += f" and have the initials {initials}"
            result.suggested[child.id] = Suggestion(alike[0].id, f"{why}.")


def _is_alike(one: Child, other: Child) -> bool:
    mine, theirs = _initials(one), _initials(other)
    if mine and theirs:
        return mine == theirs
    return bool(one.sex) and one.sex == other.sex


def _initials(child: Child) -> str:
    """Return the initials in capitals without dots; those of the name where there are none."""
    words = child.initials or "".join(word[0] for word in child.name.split())
    return "".join(filter(str.isalpha, words)).upper()


def joined_records(records: Iterable[Record]) -> list[Record]:
    """Return records that files hold about one child under several references, each thing once.

    What the first leaves empty the next fills. ``records`` are under the child's own id already.
    """
    kept: dict[Any, Record] = {}
    ids: dict[str, str] = {}
    for one in records:
        record = one
        if isinstance(one, Participation):
            record = replace(one, review_id=ids.get(one.review_id, one.review_id))
        key = Child if isinstance(record, Child) else natural_key(record) or record.id
        first = kept.get(key)
        if first is None:
            kept[key] = record
        else:
            ids[record.id] = first.id
            kept[key] = filled(first, record)
    return list(kept.values())


def filled(first: Record, other: Record) -> Record:
    """Return a record with what it leaves empty taken from another of its kind."""
    empty = (one for one in fields_of(type(first)) if getattr(first, one.name) == one.empty)
    values = {one.name: getattr(other, one.name) for one in empty}
    lists = {
        name: tuple(dict.fromkeys((*getattr(first, name), *getattr(other, name))))
        for name in ("other_references",)
        if isinstance(first, Child)
    }
    return replace(first, **(values | lists))
