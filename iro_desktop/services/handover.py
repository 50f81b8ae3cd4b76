"""Handing children over to another IRO: what would leave, the sealed file, who has them then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.limits import FieldProblem, limit_problems, refuse
from iro_desktop.domain.records import (
    KINDS,
    AccessEvent,
    Allocation,
    ChildRecord,
    Officer,
    Record,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import counted, plain_date, say_list, short_date
from iro_desktop.services.child_words import name_of
from iro_desktop.services.policy import require_child_exports, require_place
from iro_desktop.services.several import CHOSEN, Planned
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace, new_id
from iro_desktop.storage.encryption import ARGON, Argon
from iro_desktop.sync.handover import Pack, by_record, changes_for, naming_others
from iro_desktop.sync.handover_file import ENDING, write_pack

SOMEBODY: Final = "Another IRO"
"""Who takes over where no name was given."""

_NAMED_IN_A_SENTENCE: Final = 3
_ONE_DAY: Final = timedelta(1)


@dataclass(frozen=True, slots=True)
class HandoverPlan:
    """What would leave: the records by kind, and the IROs named in them.

    ``naming`` says which texts name a child who is not handed over: they leave as they are.
    """

    records: Mapping[str, int]
    people: tuple[str, ...]
    naming: tuple[str, ...]

    def words(self) -> str:
        """What leaves, in one line: "2 children, 2 reviews, 12 contacts"."""
        said = [
            counted(number, KINDS[kind].title, KINDS[kind].plural)
            for kind, number in self.records.items()
        ]
        return say_list(said)


def plan_handover(workspace: Workspace, child_ids: Sequence[str]) -> HandoverPlan:
    """Return what a handover file of these children would hold; it reads the log."""
    cases = _cases(workspace.snapshot, child_ids)
    ids = [case.child.id for case in cases]
    changes = by_record(changes_for(workspace.store, ids))
    counts = Counter(kind for kind, _ in changes)
    people = [
        one.name
        for one in workspace.snapshot.of(Officer)
        if (Officer.__name__, one.id) in changes and one.name
    ]
    return HandoverPlan(
        records={kind: counts[kind] for kind in KINDS if counts[kind] and kind != _OFFICER},
        people=tuple(sorted(people)),
        naming=tuple(_naming(workspace, cases)),
    )


_OFFICER: Final = Officer.__name__


def export_handover(
    workspace: Workspace,
    child_ids: Sequence[str],
    on: date | None,
    out: Path,
    *,
    today: date,
    to: str = "",
    argon: Argon = ARGON,
) -> str:
    """Write the handover file, verified, and return the words that open it: they are kept nowhere.

    The children's allocations end on the day before ``on`` and whoever takes over is named from
    then, as one act; the children stay on file. That they were exported is noted for each. Once
    more with the same day it changes nothing and writes another file. Raises RefusedError, and
    what writing raises: then all is as it was.
    """
    require_child_exports()
    require_place(out)
    cases = _cases(workspace.snapshot, child_ids)
    refuse(handover_problems(workspace.snapshot, workspace.officer_id, child_ids, on, to))
    assert on is not None  # noqa: S101 - or it was refused
    is_new = _hand_over(workspace, cases, on, to)
    ids = [case.child.id for case in cases]
    try:
        stay = _stand_ins(workspace, ids, on)
        changes = changes_for(workspace.store, ids, without=stay)
        pack = Pack(workspace.officer_id, on, today, tuple(ids), changes)
        words = write_pack(file_for(out), pack, argon=argon)
    except UserError:
        if is_new:
            undo_latest(workspace)
        raise
    note_access(workspace, cases, "export", today, f"Handover file, from {plain_date(on)}")
    return words


def file_for(out: Path) -> Path:
    """Return where the file goes: into a folder under a name without a child's in it."""
    if out.is_dir():
        return out / f"handover{ENDING}"
    return out if out.suffix else out.with_name(out.name + ENDING)


def note_access(
    workspace: Workspace, cases: Sequence[CaseFile], what: str, today: date, note: str
) -> None:
    """Note for each child that it was exported or imported; an undo passes it over."""
    verb = {"export": "export", "import": "import"}[what]
    with workspace.write(f"{verb} {children_words(cases)} for a handover", "access") as write:
        for case in cases:
            about = case.child.id
            write.put(
                AccessEvent(id=new_id(), what=what, on=today, about_child_id=about, note=note)
            )


def children_words(cases: Sequence[CaseFile]) -> str:
    """Return whom an act is about: a few children by reference, more by their number."""
    if len(cases) > _NAMED_IN_A_SENTENCE:
        return counted(len(cases), "child", "children")
    return say_list([case.child.reference for case in cases])


def _cases(snapshot: Snapshot, child_ids: Sequence[str]) -> list[CaseFile]:
    return [snapshot.cases[one] for one in dict.fromkeys(child_ids) if one in snapshot.cases]


# Allocations


def _hand_over(workspace: Workspace, cases: Sequence[CaseFile], on: date, to: str) -> bool:
    """End the allocations and name whoever takes over; return whether anything was to be done."""
    successor, is_known = _successor(workspace, to)
    puts: list[Record] = []
    for case in cases:
        puts += ending(case, on, workspace.officer_id)
        if not _later(case, on):
            puts.append(
                Allocation(
                    id=new_id(), child_id=case.child.id, officer_id=successor.id, role="named",
                    from_on=on,
                )
            )  # fmt: skip
    if not puts:
        return False
    with workspace.write(f"hand over {children_words(cases)} to {successor.name}") as write:
        if not is_known:
            write.put(successor)
        for record in puts:
            write.put(record)
    return True


def ending(case: CaseFile, on: date, officer_id: str) -> Iterator[Allocation]:
    """Yield the allocations that end on the day before ``on``: the named one, and one's own."""
    for one in case.of(Allocation):
        runs = (one.from_on is None or one.from_on < on) and (one.to_on is None or one.to_on >= on)
        if runs and (one.role != "covering" or one.officer_id == officer_id):
            yield replace(one, to_on=on - _ONE_DAY)


def _later(case: CaseFile, on: date) -> list[Allocation]:
    """Return the named allocations that begin on a day or after it."""
    return [
        one
        for one in case.of(Allocation)
        if one.role != "covering" and one.officer_id and one.from_on and one.from_on >= on
    ]


def _successor(workspace: Workspace, to: str) -> tuple[Officer, bool]:
    """Return whoever takes over, and whether there is a record of them."""
    name = to.strip() or SOMEBODY
    for one in workspace.snapshot.of(Officer):
        if one.name.strip().casefold() == name.casefold() and one.id != workspace.officer_id:
            return one, True
    return Officer(id=new_id(), name=name, role="iro"), False


def _stand_ins(workspace: Workspace, child_ids: Sequence[str], on: date) -> set[str]:
    """Return the IROs whom only the allocations from ``on`` name.

    They stand for whoever takes over, who has a record of their own and needs no second one.
    """
    snapshot, store = workspace.snapshot, workspace.store
    later = [one for child_id in child_ids for one in _later(snapshot.cases[child_id], on)]
    found = {one.officer_id for one in later}
    ids = {record_id for one in child_ids for _, record_id in store.records_of(one)}
    others = workspace.history(ids - {one.id for one in later})
    for changes in others.values():
        for change in changes:
            found -= {change.actor, *(v for v in change.fields.values() if isinstance(v, str))}
    return found


# What is said before


def handover_lines(
    snapshot: Snapshot, officer_id: str, child_ids: Sequence[str], on: date | None, to: str
) -> tuple[Planned, ...]:
    """Return, child by child, who has them until when, and who from then on.

    ``officer_id`` is the IRO who hands over, ``to`` the name of whoever takes over, if known.
    """
    cases = _cases(snapshot, child_ids)
    return tuple(_planned(snapshot, officer_id, case, on, to) for case in cases)


def _planned(
    snapshot: Snapshot, officer_id: str, case: CaseFile, on: date | None, to: str
) -> Planned:
    child = (case.child.id, name_of(case.child))
    records = counted(1 + sum(map(len, case.records.values())), "record")
    if on is None:
        return Planned(*child, records)
    later = _later(case, on)
    if any(one.officer_id == officer_id for one in later):
        return Planned(*child, "Yours from this day or later", problem=True)
    names = {one.id: one.name or "IRO" for one in snapshot.of(Officer)}
    name = names.get(later[0].officer_id, "") if later else to.strip()
    since = min((one.from_on for one in later if one.from_on), default=on)
    before = dict.fromkeys(names.get(one.officer_id, "IRO") for one in ending(case, on, officer_id))
    until = f"{say_list(list(before))} to {short_date(on - _ONE_DAY)}, " if before else ""
    return Planned(*child, f"{records}; {until}{name or SOMEBODY} from {short_date(since)}")


def _naming(workspace: Workspace, cases: Sequence[CaseFile]) -> Iterator[str]:
    of = {case.child.id: case.child.reference for case in cases}
    records: list[Record] = [case.child for case in cases]
    records += [one for case in cases for those in case.records.values() for one in those]
    for record, named in naming_others(workspace.store, list(of), records):
        if isinstance(record, ChildRecord):
            yield f"A {record.title} of {of[record.child_id]} names {named}"
        else:
            yield f"The record of {of[record.id]} names {named}"


def handover_problems(
    snapshot: Snapshot, officer_id: str, child_ids: Sequence[str], on: date | None, to: str
) -> list[FieldProblem]:
    """Return why children cannot be handed over so; none where they can."""
    cases = _cases(snapshot, child_ids)
    kind = Allocation.__name__
    found = [] if cases else [FieldProblem(CHOSEN, "Choose at least one child.", kind)]
    if not officer_id:
        found.append(FieldProblem(CHOSEN, "This file is no IRO’s: nobody can hand over.", kind))
    ours = snapshot.find(Officer, officer_id)
    if ours is not None and to.strip() and ours.name.strip().casefold() == to.strip().casefold():
        found.append(FieldProblem("name", "That is you: enter who takes over.", _OFFICER))
    found += limit_problems(Officer(id="", name=to))
    found += limit_problems(Allocation(id="", from_on=on))
    if on is None:
        found.append(FieldProblem("from_on", "Enter the first day of the other IRO.", kind))
        return found
    late = [
        case.child.reference
        for case in cases
        if any(one.officer_id == officer_id for one in _later(case, on))
    ]
    if late:
        more = len(late) - _NAMED_IN_A_SENTENCE
        names = [*late[:_NAMED_IN_A_SENTENCE], *([f"{more} more"] if more > 0 else [])]
        sentence = (
            f"You are allocated to {say_list(names)} from {plain_date(on)} or later: "
            "choose a later day, or leave them out."
        )
        found.append(FieldProblem("from_on", sentence, kind))
    return found
