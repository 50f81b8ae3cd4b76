"""Taking acts back, and doing them again: each time as a new act, so nothing leaves the log.

The stack is read from the log itself, so it survives a lock, a restart and a merge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from iro_desktop.domain.changes import Undone, undo
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import Device
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
        "change it by hand, its history is on the child's page."
    )


@dataclass(frozen=True, slots=True)
class Act:
    """One commit: which one, and what it did in words."""

    run: int
    act: int
    words: str

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
        act = Act(change.run, change.act, change.words)
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
