"""The local standards as their user sees them: which sets there are, keeping and deleting one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.limits import refuse
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Standards, fields_of
from iro_desktop.domain.standards import DEFAULT_STANDARDS, complete
from iro_desktop.domain.standards_limits import standards_problems, tidied
from iro_desktop.domain.words import plain_date
from iro_desktop.services.workspace import Workspace, new_id

Standing = Literal["in force", "earlier", "later", "replaced"]
"""``replaced``: another set begins on the same day and holds instead."""


class StandardsGoneError(UserError):
    """The set is no longer there."""

    sentence = (
        "These standards are no longer there: they were deleted meanwhile, so look at the list "
        "again."
    )


@dataclass(frozen=True, slots=True)
class StandardsSet:
    """One set of standards, complete, with the days on which it holds.

    ``until_on`` is its last day, None while no other set follows. ``differs`` are the labels of the
    fields in which it differs from the set before.
    """

    standards: Standards
    until_on: date | None
    standing: Standing
    differs: tuple[str, ...]

    @property
    def is_default(self) -> bool:
        """Whether it is what the program comes with, which nobody set."""
        return self.standards.id == DEFAULT_STANDARDS.id

    @property
    def words(self) -> str:
        """The set by its first day: "from 1 April 2020", "as the program comes"."""
        return "as the program comes" if self.is_default else named(self.standards)


def named(standards: Standards) -> str:
    """Return a set by its first day: "from 1 April 2020"."""
    return f"from {plain_date(standards.from_on)}" if standards.from_on else "without a first day"


def all_sets(practice: Practice, today: date) -> tuple[StandardsSet, ...]:
    """Return every set of standards there is by its first day, what the program comes with first.

    Sets without a first day are never in force and left out.
    """
    dated = [(one.from_on, one.id, complete(one)) for one in practice.standards if one.from_on]
    dated.sort(key=lambda row: row[:2])
    sets = (DEFAULT_STANDARDS, *(one for _, _, one in dated))
    now = practice.on(today)
    following = [*(day for day, _, _ in dated), None]
    found = [
        StandardsSet(
            one,
            next_on - timedelta(days=1) if next_on else None,
            _standing(one, next_on, now, today),
            (),
        )
        for one, next_on in zip(sets, following, strict=True)
    ]
    return (
        found[0],
        *(
            replace(one, differs=differing(before.standards, one.standards))
            for before, one in pairwise(found)
        ),
    )


def _standing(standards: Standards, next_on: date | None, now: Standards, today: date) -> Standing:
    if standards == now:
        return "in force"
    if standards.from_on is not None and standards.from_on > today:
        return "later"
    if standards.id != DEFAULT_STANDARDS.id and next_on == standards.from_on:
        return "replaced"
    return "earlier"


def differing(before: Standards, after: Standards) -> tuple[str, ...]:
    """Return the labels of the fields in which two sets differ, the first day apart."""
    return tuple(
        about.label
        for about in fields_of(Standards)
        if about.name != "from_on" and getattr(before, about.name) != getattr(after, about.name)
    )


def new_set(practice: Practice, day: date | None, today: date) -> Standards:
    """Return a set that is not kept yet: a copy of the one in force on ``day``, from that day."""
    return replace(practice.on(day or today), id="", from_on=day)


def as_kept(
    sets: Sequence[Standards], standards: Standards, today: date
) -> tuple[tuple[Standards, ...], Standards]:
    """Return the sets that there would be, and the one that would be kept, in order as kept.

    One without an id, or with that of the default, is another set. Raises RefusedError.
    """
    is_new = standards.id in ("", DEFAULT_STANDARDS.id)
    kept = replace(tidied(standards, today), id=new_id() if is_new else standards.id)
    others = tuple(one for one in sets if one.id != kept.id)
    refuse(standards_problems(kept, others))
    return (*others, kept), kept


def keep_standards(workspace: Workspace, standards: Standards, *, today: date) -> str:
    """Keep a new set of standards, or the change of one that is there, and return its id.

    A set is complete from its first day on: nothing is inherited. Raises RefusedError.
    """
    _, kept = as_kept(workspace.practice.standards, standards, today)
    before = workspace.snapshot.find(Standards, kept.id)
    verb = "add" if before is None else "change"
    with workspace.write(f"{verb} the standards {named(before or kept)}") as write:
        write.put(kept)
    return kept.id


def without(sets: Sequence[Standards], standards_id: str) -> tuple[Standards, ...]:
    """Return the sets that there would be if one were deleted."""
    return tuple(one for one in sets if one.id != standards_id)


def delete_standards(workspace: Workspace, standards_id: str) -> None:
    """Delete a set; the one before it then holds on. Raises StandardsGoneError."""
    standards = workspace.snapshot.find(Standards, standards_id)
    if standards is None:
        raise StandardsGoneError
    with workspace.write(f"delete the standards {named(standards)}") as write:
        write.delete("Standards", standards_id)
