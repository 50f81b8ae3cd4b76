"""The IRO whose file this is: name, team, and working time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from iro_desktop.domain.limits import FieldProblem, limit_problems, missing, refuse
from iro_desktop.domain.records import Officer, WorkingTime
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.services.workspace import Workspace, new_id


def working_time(snapshot: Snapshot, officer_id: str, day: date) -> WorkingTime | None:
    """Return the working time of an IRO that holds on ``day``; of two, the one that began later."""
    found = [
        one
        for one in snapshot.of(WorkingTime)
        if one.officer_id == officer_id
        and (one.from_on or date.min) <= day <= (one.to_on or date.max)
    ]
    return max(found, key=lambda one: (one.from_on or date.min, one.id), default=None)


def edit_officer(
    workspace: Workspace, officer: Officer, fte: float | None, from_on: date | None
) -> None:
    """Keep an IRO's name and team, and the full-time equivalent from a day on.

    A later day than that of the working time in force ends it on the day before and begins
    another; the same or none corrects it. Raises RefusedError.
    """
    before = working_time(workspace.snapshot, officer.id, from_on or workspace.today())
    time = WorkingTime(id=new_id(), officer_id=officer.id, fte=fte, from_on=from_on)
    problems = limit_problems(officer) + missing(officer, "name") + limit_problems(time)
    if fte == 0:
        problems.append(
            FieldProblem("fte", "FTE must be above 0: for leave, enter an absence.", "WorkingTime")
        )
    if fte is None and (from_on is not None or before is not None):
        problems.append(FieldProblem("fte", "FTE is missing: enter a number.", "WorkingTime"))
    refuse(problems)
    begins = before is not None and from_on is not None and (before.from_on or date.min) < from_on
    with workspace.write("edit your details") as write:
        write.put(officer)
        if fte is None:
            return
        if before is not None and not begins:
            write.put(replace(before, fte=fte, from_on=from_on or before.from_on))
            return
        if before is not None and before.fte == fte:
            return
        if before is not None and from_on is not None:
            write.put(replace(before, to_on=from_on - timedelta(1)))
            time = replace(time, to_on=before.to_on)
        write.put(time)
