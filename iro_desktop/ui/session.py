"""What views read: the values of the open store as they were at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_desktop.domain.practice import Practice
from iro_desktop.domain.snapshot import Snapshot

if TYPE_CHECKING:
    # Its name only: it brings the database, which must wait for the first paint.
    from iro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True, eq=False)
class Session:
    """Everything a view may read, as it was at one moment; safe on any thread.

    ``undo`` and ``redo`` are the words of what Ctrl+Z and Ctrl+Y would do ("record check of AB12"),
    or nothing.
    """

    snapshot: Snapshot
    practice: Practice
    officer_id: str
    today: date
    whole_service: bool = False
    undo: str = ""
    redo: str = ""

    @property
    def counted_for(self) -> str | None:
        """The IRO whose figures are shown; None where they are the whole service's."""
        return None if self.whole_service else self.officer_id or None


def session_of(workspace: Workspace, snapshot: Snapshot) -> Session:
    """Return what a view may read of the open store, with ``snapshot`` as its moment."""
    from iro_desktop.services.undo import stacks

    acts = stacks(workspace)
    return Session(
        snapshot=snapshot,
        practice=workspace.practice,
        officer_id=workspace.officer_id,
        today=workspace.today(),
        whole_service=workspace.whole_service,
        undo=acts.done[-1].words if acts.done else "",
        redo=acts.undone[-1].words if acts.undone else "",
    )
