"""Adding, editing, deleting and restoring a child."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from iro_desktop.domain.limits import (
    FieldProblem,
    before,
    in_the_future,
    limit_problems,
    missing,
    refuse,
)
from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    Child,
    LegalStatus,
    Placement,
    ProtectionPlan,
    SiblingGroup,
)
from iro_desktop.services.child_records import case_on_file
from iro_desktop.services.workspace import Workspace, new_id


def add_child(  # noqa: PLR0913 - what is known of a child at the start
    workspace: Workspace,
    child: Child,
    *,
    care: CarePeriod | None = None,
    status: LegalStatus | None = None,
    placement: Placement | None = None,
    plan: ProtectionPlan | None = None,
    allocated_on: date | None = None,
    sibling_of: str = "",
    today: date,
) -> str:
    """Add a child with what is known at the start, allocated to this IRO; return the child's id.

    ``care``, ``status``, ``placement`` and ``plan`` need no ids and no child. ``sibling_of`` is
    the id of a child whose sibling group it joins. Raises RefusedError.
    """
    child = replace(child, id=child.id or new_id())
    problems = _child_problems(workspace, child, today)
    parts = [part for part in (care, status, placement, plan) if part is not None]
    for part in parts:
        problems += limit_problems(part) + missing(part, "started_on")
        problems += in_the_future(part, today, "started_on")
    refuse(problems)
    child, joined = _joined(workspace, child, sibling_of)
    with workspace.write(f"add {child.reference}") as write:
        write.put(child)
        for record in joined:
            write.put(record)
        for part in parts:
            write.put(replace(part, id=new_id(), child_id=child.id))
        if workspace.officer_id:
            write.put(
                Allocation(
                    id=new_id(),
                    child_id=child.id,
                    officer_id=workspace.officer_id,
                    role="named",
                    from_on=allocated_on or today,
                )
            )
    return child.id


def edit_child(
    workspace: Workspace, child: Child, *, sibling_of: str | None = None, today: date
) -> None:
    """Keep what was changed about a child. Raises RefusedError.

    ``sibling_of`` is the id of a child whose sibling group it joins, "" takes it out of its own;
    None leaves the group as it is.
    """
    refuse(_child_problems(workspace, child, today))
    joined: list[Child | SiblingGroup] = []
    if sibling_of is not None:
        child, joined = _joined(workspace, replace(child, sibling_group_id=""), sibling_of)
    with workspace.write(f"edit {child.reference}") as write:
        write.put(child)
        for record in joined:
            write.put(record)


def _joined(
    workspace: Workspace, child: Child, sibling_of: str
) -> tuple[Child, list[Child | SiblingGroup]]:
    """Return the child in the group of its sibling, with the records that this makes or changes."""
    case = workspace.snapshot.cases.get(sibling_of)
    if case is None or sibling_of == child.id:
        return child, []
    sibling = case.child
    if sibling.sibling_group_id:
        return replace(child, sibling_group_id=sibling.sibling_group_id), []
    group = SiblingGroup(id=new_id())
    both = replace(child, sibling_group_id=group.id), replace(sibling, sibling_group_id=group.id)
    return both[0], [group, both[1]]


def delete_child(workspace: Workspace, child_id: str) -> int:
    """Delete a child with everything about it, as one act; return how many records that was."""
    case = case_on_file(workspace, child_id)
    records = workspace.store.records_of(child_id)
    with workspace.write(f"delete {case.child.reference}") as write:
        for kind, record_id in records:
            stored = workspace.store.stored(kind, record_id)
            if stored is not None and not stored.deleted:
                write.delete(kind, record_id)
    return len(records)


def _child_problems(workspace: Workspace, child: Child, today: date) -> list[FieldProblem]:
    found = limit_problems(child) + missing(child, "reference")
    found += in_the_future(child, today, "born_on", "died_on") + before(child, "born_on", "died_on")
    other = workspace.snapshot.case_by_reference(child.reference)
    if child.reference and other is not None and other.child.id != child.id:
        found.append(
            FieldProblem(
                "reference",
                "This reference belongs to a child who is already here: open that child, "
                "or check the reference.",
            )
        )
    return found
