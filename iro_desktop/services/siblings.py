"""Siblings together: who has them and what is due next, and who belongs to the group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from iro_desktop.domain.casefile import (
    Status,
    allocation_on,
    days_late,
    dues,
    status,
)
from iro_desktop.domain.limits import limit_problems, refuse
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Child, Officer, SiblingGroup
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import say_list
from iro_desktop.services.caseload_notes import WATCHED
from iro_desktop.services.caseload_row import due_words, owner_of
from iro_desktop.services.child_records import RecordGoneError
from iro_desktop.services.child_words import age_text, groups_of_siblings, name_of
from iro_desktop.services.workspace import Workspace, new_id

_FEWEST: Final = 2  # a group of one is none


@dataclass(frozen=True, slots=True)
class NextDue:
    """What the IRO has to do next for a child: what, by when, and how it stands."""

    title: str
    on: date | None
    words: str
    status: Status


@dataclass(frozen=True, slots=True)
class Sibling:
    """A child of the same group.

    ``officer`` is their IRO; ``other_officer`` names them where the child of the page has another.
    """

    child_id: str
    title: str
    age: str
    officer: str
    other_officer: str
    due: NextDue | None


def siblings_of(
    case: CaseFile, snapshot: Snapshot, practice: Practice, today: date
) -> tuple[Sibling, ...]:
    """Return a child's siblings, by reference."""
    ours = allocation_on(case, today)
    our_id = ours.officer_id if ours else ""
    found = []
    for child in _others_of(snapshot, case.child):
        sibling = snapshot.cases[child.id]
        theirs = allocation_on(sibling, today)
        their_id = theirs.officer_id if theirs else ""
        officer = snapshot.find(Officer, their_id)
        is_apart = bool(our_id and their_id) and our_id != their_id
        words = officer.name if officer else "another IRO" if is_apart else ""
        found.append(
            Sibling(
                child.id,
                name_of(child),
                age_text(child, today),
                words or ("IRO" if their_id else "no IRO on file"),
                words if is_apart else "",
                _next_due(sibling, practice, today),
            )
        )
    return tuple(found)


def _others_of(snapshot: Snapshot, child: Child) -> Iterator[Child]:
    group = groups_of_siblings(snapshot).get(child.sibling_group_id, ())
    yield from (one for one in group if one.id != child.id)


def _next_due(case: CaseFile, practice: Practice, today: date) -> NextDue | None:
    due = next((one for one in dues(case, practice, today) if one.what not in WATCHED), None)
    if due is None:
        return None
    late = days_late(due, today)
    words = due_words(None if late is None else -late) or "no date"
    return NextDue(due.title, due.due_on, words, status(due, today))


def sibling_warning(siblings: Sequence[Sibling]) -> str:
    """Return who of the siblings has another IRO, as a warning; "" where nobody has."""
    apart = [f"{one.title} ({one.other_officer})" for one in siblings if one.other_officer]
    return f"Another IRO has {say_list(apart)}: agree who reviews what." if apart else ""


def possible_siblings(
    snapshot: Snapshot, child: Child, officer_id: str, today: date
) -> tuple[Child, ...]:
    """Return whom a child can be the sibling of: an IRO's children, and those of its group.

    Without an ``officer_id`` it is every child; they come by reference.
    """
    cases = sorted(snapshot.cases.values(), key=lambda case: case.child.reference)
    found = []
    for case in cases:
        owner = owner_of(case, today)
        ours = not officer_id or owner is None or owner.officer_id == officer_id
        group = case.child.sibling_group_id
        if case.child.id != child.id and (ours or group == child.sibling_group_id != ""):
            found.append(case.child)
    return tuple(found)


# The group


def edit_siblings(
    workspace: Workspace, child_id: str, group: SiblingGroup, sibling_ids: Collection[str]
) -> None:
    """Say who a child's siblings are, and what is known of the group, as one act.

    Whoever is left out leaves the group; with no siblings it is the child that leaves it. A group
    of which only one child is left is no more. ``group`` needs no id. Raises RefusedError.
    """
    snapshot = workspace.snapshot
    case = snapshot.cases.get(child_id)
    if case is None:
        raise RecordGoneError
    refuse(limit_problems(group))
    group = replace(group, id=case.child.sibling_group_id or new_id())
    chosen = {one for one in sibling_ids if one in snapshot.cases and one != child_id}
    groups = {one.child.id: one.child.sibling_group_id for one in snapshot.cases.values()}
    if chosen:
        leaving = {one.id for one in _others_of(snapshot, case.child)} - chosen
        groups |= dict.fromkeys((child_id, *chosen), group.id) | dict.fromkeys(leaving, "")
    else:
        groups[child_id] = ""
    touched = {snapshot.cases[one].child.sibling_group_id for one in (child_id, *chosen)} - {""}
    sizes = Counter(groups.values())
    emptied = {one for one in touched if sizes[one] < _FEWEST}
    with workspace.write(f"edit siblings of {case.child.reference}") as write:
        if chosen:
            write.put(group)
        for one in snapshot.cases.values():
            group_id = groups[one.child.id]
            kept_id = "" if group_id in emptied else group_id
            if kept_id != one.child.sibling_group_id:
                write.put(replace(one.child, sibling_group_id=kept_id))
        for gone in sorted(emptied):
            if snapshot.find(SiblingGroup, gone) is not None:
                write.delete(SiblingGroup.__name__, gone)
