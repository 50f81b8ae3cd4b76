"""One act for several children: the same contact on each file, one IRO for all of them.

What would be written is said first, child by child; it is then one act, and one undo.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.limits import FieldProblem, before, limit_problems, refuse
from iro_desktop.domain.records import Allocation, Contact, Officer
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import counted, plain_date, say_list, short_date
from iro_desktop.services.child_records import record_problems
from iro_desktop.services.child_words import name_of
from iro_desktop.services.workspace import Workspace, new_id

CHOSEN: Final = "child_ids"
"""How problems name the children that were chosen, who are no field of a record."""

_NAMED_IN_A_SENTENCE: Final = 3


@dataclass(frozen=True, slots=True)
class Planned:
    """What would be written on one child's file; ``problem`` says why it cannot be."""

    child_id: str
    child: str
    words: str
    problem: bool = False


def record_contacts(
    workspace: Workspace, contact: Contact, child_ids: Sequence[str], *, today: date
) -> tuple[str, ...]:
    """Record one contact on the file of each child, as one act; return the ids of the records.

    ``contact`` needs no id and no child. Raises RefusedError, and then writes nothing.
    """
    cases = _cases(workspace.snapshot, child_ids)
    problems = [] if cases else [FieldProblem(CHOSEN, "Choose at least one child.")]
    for case in cases[:1]:  # the contact is the same for all of them
        problems += record_problems(case, contact, today)
    refuse(problems)
    officer_id = contact.officer_id or workspace.officer_id
    contacts = [
        replace(contact, id=new_id(), child_id=case.child.id, officer_id=officer_id)
        for case in cases
    ]
    with workspace.write(f"record contact for {_children(cases)}") as write:
        for one in contacts:
            write.put(one)
    return tuple(one.id for one in contacts)


@dataclass(frozen=True, slots=True)
class Allocating:
    """To whom children go: an IRO on file, or somebody new by name; named or covering, and when."""

    officer_id: str = ""
    new_name: str = ""
    role: str = "named"
    from_on: date | None = None
    to_on: date | None = None


def planned_allocations(
    snapshot: Snapshot, child_ids: Sequence[str], to: Allocating
) -> tuple[Planned, ...]:
    """Return what an allocation would write, child by child."""
    return tuple(_planned(snapshot, case, to) for case in _cases(snapshot, child_ids))


def allocate(workspace: Workspace, child_ids: Sequence[str], to: Allocating) -> int:
    """Allocate children to an IRO and return how many; the IRO until then ends the day before.

    A child who is that IRO's already is left as it is. It may be agreed ahead. Raises RefusedError,
    and then writes nothing.
    """
    snapshot = workspace.snapshot
    refuse(_allocation_problems(snapshot, child_ids, to))
    new = _new_officer(snapshot, to)
    officer_id = new.id if new else _officer_id(snapshot, to)
    cases = [case for case in _cases(snapshot, child_ids) if not _has_already(case, officer_id, to)]
    if not cases:
        return 0
    name = new.name if new else _name(snapshot, officer_id)
    with workspace.write(f"allocate {_children(cases)} to {name}") as write:
        if new is not None:
            write.put(new)
        for case in cases:
            for ended in _ending(case, to):
                write.put(ended)
            write.put(_allocation(case, officer_id, to))
    return len(cases)


def _cases(snapshot: Snapshot, child_ids: Sequence[str]) -> list[CaseFile]:
    """Return the children's files, each once; a child who has gone meanwhile is left out."""
    return [snapshot.cases[one] for one in dict.fromkeys(child_ids) if one in snapshot.cases]


def _children(cases: Sequence[CaseFile]) -> str:
    """Return whom an act is about: a few children by reference, more by their number."""
    if len(cases) > _NAMED_IN_A_SENTENCE:
        return counted(len(cases), "child", "children")
    return say_list([case.child.reference for case in cases])


# Allocations


def _officer_id(snapshot: Snapshot, to: Allocating) -> str:
    """Return the id of the IRO that is meant; a name that is on file is that one's."""
    typed = to.new_name.strip().casefold()
    by_name = {one.name.strip().casefold(): one.id for one in snapshot.of(Officer)}
    return by_name.get(typed, "") if typed else to.officer_id


def _new_officer(snapshot: Snapshot, to: Allocating) -> Officer | None:
    name = to.new_name.strip()
    if not name or _officer_id(snapshot, to):
        return None
    return Officer(id=new_id(), name=name, role="iro")


def _name(snapshot: Snapshot, officer_id: str) -> str:
    officer = snapshot.find(Officer, officer_id)
    return (officer.name if officer is not None else "") or "IRO"


def _allocation(case: CaseFile, officer_id: str, to: Allocating) -> Allocation:
    return Allocation(
        id=new_id(),
        child_id=case.child.id,
        officer_id=officer_id,
        role=to.role,
        from_on=to.from_on,
        to_on=to.to_on,
    )


def _named(case: CaseFile, day: date) -> Iterator[Allocation]:
    """Yield the named allocations that still hold on a day, or begin later."""
    for one in case.of(Allocation):
        if one.role != "covering" and (one.to_on is None or one.to_on >= day):
            yield one


def _has_already(case: CaseFile, officer_id: str, to: Allocating) -> bool:
    """Return whether a child is the IRO's own already, for good."""
    day = to.from_on
    return (
        to.role != "covering"
        and day is not None
        and any(
            one.officer_id == officer_id and one.to_on is None and (one.from_on or day) <= day
            for one in _named(case, day)
        )
    )


def _ending(case: CaseFile, to: Allocating) -> Iterator[Allocation]:
    """Yield the allocations that end with a new named one; cover leaves the named IRO in place."""
    if to.role == "covering" or to.from_on is None:
        return
    for one in _named(case, to.from_on):
        if one.from_on is None or one.from_on < to.from_on:
            yield replace(one, to_on=to.from_on - timedelta(1))


def _in_the_way(case: CaseFile, to: Allocating) -> bool:
    """Return whether somebody is named from the same day or a later one."""
    day = to.from_on
    if to.role == "covering" or day is None:
        return False
    return any(one.from_on is not None and one.from_on >= day for one in _named(case, day))


def _planned(snapshot: Snapshot, case: CaseFile, to: Allocating) -> Planned:
    officer_id = _officer_id(snapshot, to)
    child = (case.child.id, name_of(case.child))
    if officer_id and _has_already(case, officer_id, to):
        return Planned(*child, "Stays as it is")
    if _in_the_way(case, to):
        return Planned(*child, "Somebody is allocated from this day or later", problem=True)
    name = to.new_name.strip() or (_name(snapshot, officer_id) if officer_id else "")
    if not name:
        return Planned(*child, "Choose an IRO, or enter a name")
    since = f" from {short_date(to.from_on)}" if to.from_on else ""
    until = f" to {short_date(to.to_on)}" if to.to_on else ""
    cover = ", covering" if to.role == "covering" else ""
    before_ = dict.fromkeys(_name(snapshot, one.officer_id) for one in _ending(case, to))
    ends = f"; {say_list(list(before_))} until the day before" if before_ else ""
    return Planned(*child, f"{name}{cover}{since}{until}{ends}")


def _allocation_problems(
    snapshot: Snapshot, child_ids: Sequence[str], to: Allocating
) -> list[FieldProblem]:
    allocation = Allocation(id="", from_on=to.from_on, to_on=to.to_on)
    found: list[FieldProblem] = []
    officer_id = _officer_id(snapshot, to)
    if not officer_id and not to.new_name.strip():
        found.append(
            FieldProblem("officer_id", "Choose an IRO, or enter a name below.", "Allocation")
        )
    found += limit_problems(Officer(id="", name=to.new_name)) + limit_problems(allocation)
    if to.from_on is None:
        found.append(FieldProblem("from_on", "Enter the first day.", "Allocation"))
    found += before(allocation, "from_on", "to_on")
    late = [
        case.child.reference
        for case in _cases(snapshot, child_ids)
        if _in_the_way(case, to) and not _has_already(case, officer_id, to)
    ]
    if late and to.from_on is not None:
        more = len(late) - _NAMED_IN_A_SENTENCE
        names = [*late[:_NAMED_IN_A_SENTENCE], *([f"{more} more"] if more > 0 else [])]
        sentence = (
            f"Somebody is allocated to {say_list(names)} from {plain_date(to.from_on)} or later: "
            "choose a later day, or leave them out."
        )
        found.append(FieldProblem("from_on", sentence, "Allocation"))
    return found
