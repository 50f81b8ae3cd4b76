"""Taking acts back, and doing them again: each time as a new act, so nothing leaves the log.

The stack is read from the log itself, so it survives a lock, a restart and a merge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from iro_desktop.domain.changes import EXISTS
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import Child, Device, Record, field_of
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.undoing import Undone, undo
from iro_desktop.domain.words import counted, say_list
from iro_desktop.services.value_words import say_record
from iro_desktop.services.workspace import Workspace
from iro_desktop.sync.devices import own_runs

_LOOKED_AT: Final = 400  # acts back
_NOT_TAKEN_BACK: Final = frozenset({"set-up", "access", "sharing", "erasure"})
"""Sources of acts that an undo passes over: what was printed stays printed, and who shares the file
and what is erased are settled where that is done."""


class NothingToUndoError(UserError):
    """There is no act of this IRO left to take back."""

    sentence = "There is nothing to undo."


class NothingToRedoError(UserError):
    """Nothing was taken back since the last act."""

    sentence = "There is nothing to redo."


class ChangedSinceError(UserError):
    """Everything that the act set has been edited since."""

    sentence = (
        "Nothing was undone, because everything it set has been changed since: "
        "change it by hand, its history is on the child’s page."
    )


class NoImportError(UserError):
    """No import of this IRO is left to take back."""

    sentence = (
        "There is no import to take back: nothing was imported yet, or it was taken back already."
    )


@dataclass(frozen=True, slots=True)
class Act:
    """One commit: which one, what it did in words, and whether it brought files in."""

    run: int
    act: int
    words: str
    is_import: bool = False

    @property
    def name(self) -> str:
        """How an undo names the act that it takes back."""
        return f"{self.run}-{self.act}"


@dataclass(frozen=True, slots=True)
class Stacks:
    """What can be taken back and what can be done again, the latest last."""

    done: tuple[Act, ...] = ()
    undone: tuple[Act, ...] = ()


def stacks(workspace: Workspace) -> Stacks:
    """Return the acts of this IRO that can be undone and redone.

    What they did on another computer is left out: Ctrl+Z takes back what was done here.
    """
    own = own_runs(workspace.store) if workspace.snapshot.of(Device) else None
    done: list[Act] = []
    undone: list[Act] = []
    for change in reversed(workspace.store.latest_acts(_LOOKED_AT, _NOT_TAKEN_BACK)):
        what, _, target = change.source.partition(":")
        if change.actor != workspace.officer_id:
            continue
        if own is not None and change.run not in own:
            continue
        act = Act(change.run, change.act, change.words, change.source.startswith("import:"))
        if what == "undo":
            done = [other for other in done if other.name != target]
            undone.append(act)
        elif what == "redo":
            undone = [other for other in undone if other.name != target]
            done.append(act)
        else:
            done.append(act)
            undone = []
    return Stacks(tuple(done), tuple(undone))


def undo_latest(workspace: Workspace) -> tuple[Act, Undone]:
    """Take the latest act back; return it and what was done, and what was left and why.

    Raises NothingToUndoError, or ChangedSinceError if nothing of it could be taken back.
    """
    done = stacks(workspace).done
    if not done:
        raise NothingToUndoError
    return done[-1], _take_back(workspace, done[-1], "undo")


def undo_import(workspace: Workspace) -> tuple[Act, Undone]:
    """Take the latest import back, whatever was done since: what was edited since is left.

    Raises NoImportError, or ChangedSinceError if nothing of it could be taken back.
    """
    imports = [act for act in stacks(workspace).done if act.is_import]
    if not imports:
        raise NoImportError
    return imports[-1], _take_back(workspace, imports[-1], "undo")


def what_stayed(snapshot: Snapshot, undone: Undone, most: int = 3) -> str:
    """Return what an undo left because it was changed since, as a sentence; "" for nothing.

    "Changed since, and left as it is: date of birth of AB12, placement of 3 May 2020 of CD34."
    """
    fields: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for kind, record_id, name in undone.left:
        fields.setdefault(record_id, []).append(name)
        kinds[record_id] = kind
    named: list[str] = []
    for case in snapshot.cases.values():
        if len(named) == most:
            break
        records: list[Record] = [case.child, *(r for rs in case.records.values() for r in rs)]
        for record in records:
            if record.id in fields and len(named) < most:
                names = fields.pop(record.id)
                named.append(_what_stayed(case.child.reference, record, names))
    if not named and not fields:
        return ""
    more = counted(len(fields), "more record") if fields and named else ""
    rest = counted(len(fields), "record") if fields and not named else ""
    one = len(named) + bool(fields) == 1 and len(fields) <= 1
    what = say_list([part for part in (*named, more, rest) if part])
    return f"Changed since, and left as {'it is' if one else 'they are'}: {what}."


def _what_stayed(reference: str, record: Record, names: Sequence[str]) -> str:
    abouts = (field_of(type(record), name) for name in names)
    labels = [about.label[:1].lower() + about.label[1:] for about in abouts if about]
    if isinstance(record, Child):
        labels = ["everything"] if EXISTS in names else labels
        return f"{say_list(labels)} of {reference}"
    what = f"the {say_record(record)} of {reference}"
    return what if EXISTS in names else f"{say_list(labels)} in {what}"


def redo_latest(workspace: Workspace) -> tuple[Act, Undone]:
    """Do the act again that was undone last. Raises NothingToRedoError or ChangedSinceError."""
    undone = stacks(workspace).undone
    if not undone:
        raise NothingToRedoError
    return undone[-1], _take_back(workspace, undone[-1], "redo")


def _take_back(workspace: Workspace, act: Act, how: str) -> Undone:
    changes = workspace.store.act(act.run, act.act)
    logs = workspace.history({change.record_id for change in changes})
    undone = undo(changes, logs)
    if not undone.edits:
        raise ChangedSinceError
    with workspace.write(act.words, source=f"{how}:{act.name}") as write:
        for edit in undone.edits:
            write.edit(edit)
        for edit in undone.beside:
            write.beside(edit)
    return undone
