"""Filters of the caseload that were kept under a name: saved, renamed, pinned and deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from iro_desktop.domain.limits import FieldProblem, limit_problems, missing, refuse
from iro_desktop.domain.records import SavedFilter
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.services.caseload import BY_KEY, Filter, haystack
from iro_desktop.services.caseload_row import CaseRow
from iro_desktop.services.workspace import Workspace, new_id

_PREFIX: Final = "saved:"
_ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A saved filter as the list of them shows it, with how many children it shows today."""

    record: SavedFilter
    words: str
    count: int

    @property
    def is_pinned(self) -> bool:
        """Whether it stands beside the fixed filters."""
        return is_pinned(self.record)


def key_of_filter(record: SavedFilter) -> str:
    """Return the key of a saved filter among the filters of the caseload."""
    return f"{_PREFIX}{record.id}"


def is_pinned(record: SavedFilter) -> bool:
    """Return whether a saved filter stands beside the fixed ones: unless it was unpinned."""
    return record.pinned is not False


def saved_filters(snapshot: Snapshot) -> tuple[SavedFilter, ...]:
    """Return the saved filters by name."""
    return tuple(sorted(snapshot.of(SavedFilter), key=lambda one: (one.name.casefold(), one.id)))


def as_filter(record: SavedFilter, rows: Sequence[CaseRow]) -> Filter:
    """Return a saved filter as one of the caseload's; what it lets through is settled for ``rows``.

    So that choosing it is as quick as choosing a fixed one.
    """
    among = BY_KEY.get(record.among, BY_KEY[_ALL])
    words = record.words.casefold().split()
    passing = frozenset(
        row.child_id for row in rows if among.wanted(row) and _holds(haystack(row), words)
    )
    name = record.name or say(record)
    return Filter(key_of_filter(record), name, lambda row: row.child_id in passing, say(record))


def _holds(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def say(record: SavedFilter) -> str:
    """Return what a saved filter looks for: "Child protection, with “neglect”"."""
    among = BY_KEY.get(record.among, BY_KEY[_ALL]).words
    return f"{among}, with “{record.words}”" if record.words else among


def saved_rows(snapshot: Snapshot, rows: Sequence[CaseRow]) -> tuple[SavedRow, ...]:
    """Return the saved filters as a list, by name."""
    return tuple(
        SavedRow(one, say(one), sum(map(as_filter(one, rows).wanted, rows)))
        for one in saved_filters(snapshot)
    )


def save_filter(workspace: Workspace, record: SavedFilter) -> str:
    """Keep a filter, or give a kept one another name, and return its id. Raises RefusedError."""
    record = replace(record, name=record.name.strip())
    problems = limit_problems(record) + missing(record, "name")
    taken = {
        one.name.casefold() for one in workspace.snapshot.of(SavedFilter) if one.id != record.id
    } | {one.text.casefold() for one in BY_KEY.values()}
    if record.name.casefold() in taken:
        sentence = "Another filter has this name: choose a different one."
        problems.append(FieldProblem("name", sentence, "SavedFilter"))
    refuse(problems)
    words = "change the saved filter" if record.id else "save the filter"
    record = replace(record, id=record.id or new_id())
    with workspace.write(f"{words} {record.name}") as write:
        write.put(record)
    return record.id


def pin_filter(workspace: Workspace, record: SavedFilter, *, pinned: bool) -> None:
    """Have a saved filter stand beside the fixed ones, or only in the list."""
    words = "pin" if pinned else "unpin"
    with workspace.write(f"{words} the saved filter {record.name}") as write:
        write.put(replace(record, pinned=pinned))


def delete_filter(workspace: Workspace, record: SavedFilter) -> None:
    """Delete a saved filter; the children it showed stay as they are."""
    with workspace.write(f"delete the saved filter {record.name}") as write:
        write.delete(SavedFilter.__name__, record.id)
