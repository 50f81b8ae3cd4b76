"""The priorities that a yearly report sets, and how far those of the year before are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.limits import in_the_future, limit_problems, missing, refuse
from iro_desktop.domain.measures import Period
from iro_desktop.domain.records import Priority
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.services.commentaries import year_before
from iro_desktop.services.workspace import Workspace, new_id


class PriorityGoneError(UserError):
    """A priority that was to be changed is no longer there."""

    sentence = (
        "This priority is no longer on file: it was deleted meanwhile, so look at the list again."
    )


def priorities_for(workspace: Workspace, period: Period) -> tuple[Priority, ...]:
    """The priorities that the report of a period sets, in their order."""
    return priorities_in(workspace.snapshot, period)


def priorities_in(snapshot: Snapshot, period: Period) -> tuple[Priority, ...]:
    """The same of one moment of a store."""
    found = [
        one
        for one in snapshot.of(Priority)
        if (one.from_on, one.to_on) == (period.from_on, period.to_on)
    ]
    return tuple(sorted(found, key=lambda one: (one.place or 0, one.id)))


def last_years_priorities(workspace: Workspace, period: Period) -> tuple[Priority, ...]:
    """The priorities that the report of the year before set, with how far they are."""
    return priorities_for(workspace, year_before(period))


def keep_priority(workspace: Workspace, priority: Priority, *, today: date) -> str:
    """Keep a new priority or the change of one, and return its id. Raises RefusedError.

    A new one stands last in its list unless it has a place.
    """
    problems = limit_problems(priority) + missing(priority, "words", "from_on", "to_on")
    refuse(problems + in_the_future(priority, today, "state_on"))
    if priority.id and workspace.snapshot.find(Priority, priority.id) is None:
        raise PriorityGoneError
    verb = "change" if priority.id else "add"
    if not priority.id:
        listed = priorities_for(workspace, Period(priority.from_on, priority.to_on or today))
        place = priority.place or max((one.place or 0 for one in listed), default=0) + 1
        priority = replace(priority, id=new_id(), place=place)
    with workspace.write(f"{verb} a priority") as write:
        write.put(priority)
    return priority.id


def set_state(
    workspace: Workspace, priority_id: str, state: str, progress: str, *, today: date
) -> None:
    """Say how far a priority is, as on today, and what was done.

    Raises RefusedError or PriorityGoneError.
    """
    found = workspace.snapshot.find(Priority, priority_id)
    if found is None:
        raise PriorityGoneError
    changed = replace(found, state=state, state_on=today, progress=progress.strip())
    keep_priority(workspace, changed, today=today)


def delete_priority(workspace: Workspace, priority_id: str) -> None:
    """Delete a priority; an undo or the bin brings it back."""
    with workspace.write("delete a priority") as write:
        write.delete(Priority.__name__, priority_id)


def keep_list(
    workspace: Workspace, period: Period, listed: Sequence[Priority], *, today: date
) -> int:
    """Set the priorities of a report to these, in this order, in one act; return what changed.

    Those that are on file and not listed are deleted. One without an id is new. Raises RefusedError
    with the place in the list of each that cannot stand.
    """
    now = {one.id: one for one in priorities_for(workspace, period)}
    return _keep(
        workspace,
        now,
        [
            replace(
                one, id=one.id or new_id(), place=place, from_on=period.from_on, to_on=period.to_on
            )
            for place, one in enumerate(listed, 1)
        ],
        today,
    )


def keep_states(workspace: Workspace, priorities: Sequence[Priority], *, today: date) -> int:
    """Say how far priorities of the year before are, in one act; return how many changed.

    One whose state or progress changed is so as on today. Those that were deleted meanwhile are
    passed over. Raises RefusedError.
    """
    found = {one.id: one for one in workspace.snapshot.of(Priority)}
    now = {one.id: found[one.id] for one in priorities if one.id in found}
    changed = [
        replace(before, state=one.state, progress=one.progress.strip(), state_on=today)
        for one in priorities
        if (before := now.get(one.id)) is not None
        and (before.state, before.progress) != (one.state, one.progress.strip())
    ]
    kept = {one.id: one for one in changed}
    return _keep(workspace, {one: now[one] for one in kept}, changed, today)


def _keep(
    workspace: Workspace, now: Mapping[str, Priority], wanted: Sequence[Priority], today: date
) -> int:
    problems = [
        replace(problem, at=at)
        for at, one in enumerate(wanted)
        for problem in (
            *limit_problems(one),
            *missing(one, "words", "from_on", "to_on"),
            *in_the_future(one, today, "state_on"),
        )
    ]
    refuse(problems)
    puts = [one for one in wanted if now.get(one.id) != one]
    gone = sorted(now.keys() - {one.id for one in wanted})
    if puts or gone:
        with workspace.write("change the priorities of a report") as write:
            for one in puts:
                write.put(one)
            for priority_id in gone:
                write.delete(Priority.__name__, priority_id)
    return len(puts) + len(gone)


def carry_over(workspace: Workspace, priorities: Sequence[Priority], period: Period) -> None:
    """Set priorities of the year before again for the year after a period, in one act.

    Those are passed over that stand in its list already, by their words.
    """
    listed = priorities_for(workspace, period)
    words = {one.words.strip() for one in listed}
    place = max((one.place or 0 for one in listed), default=0)
    carried = [one for one in priorities if one.words.strip() not in words]
    if not carried:
        return
    with workspace.write("carry priorities over") as write:
        for number, one in enumerate(carried, place + 1):
            write.put(
                Priority(
                    id=new_id(),
                    words=one.words,
                    place=number,
                    from_on=period.from_on,
                    to_on=period.to_on,
                )
            )
