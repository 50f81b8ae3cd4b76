"""How the shared copy stands on this computer: where it is, and how far all is safe in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import UserError
from iro_desktop.services.taking_part import shared_path
from iro_desktop.services.workspace import Workspace
from iro_desktop.sync import devices
from iro_desktop.sync.devices import Computer
from iro_desktop.sync.round import NewKeyError, SharedCopyDamagedError
from iro_desktop.sync.vault import read_vault

STATUS: Final = "sync:status"
"""The local value that says how the rounds went."""


@dataclass(frozen=True, slots=True)
class Status:
    """How the shared copy stands on this computer.

    ``safe_at`` is the moment up to which everything is in it, ``waiting`` how many changes have
    come since, counted when the log held ``position`` changes. ``problem`` is the sentence of the
    last round that failed, with what would help: ``asks`` is "passphrase", "anew" or "".
    """

    path: Path
    safe_at: datetime | None = None
    waiting: int = 0
    position: int = 0
    problem: str = ""
    asks: str = ""
    was_copy: bool = False
    set_aside: tuple[str, ...] = ()
    computers: tuple[Computer, ...] = ()

    @property
    def others(self) -> tuple[Computer, ...]:
        """The other computers that take part, the one heard of last first."""
        return tuple(
            one for one in self.computers if not one.is_this_one and one.removed_on is None
        )


def computer(
    device_id: str,
    name: str,
    last_at: datetime,
    *,
    is_this_one: bool = False,
    removed_on: date | None = None,
) -> Computer:
    """Return a computer as a status lists it."""
    return Computer(device_id, name, is_this_one, last_at, removed_on)


def is_shared(workspace: Workspace) -> bool:
    """Return whether this file takes part in a shared copy."""
    return read_vault(workspace.store) is not None and shared_path(workspace) is not None


def status(workspace: Workspace) -> Status | None:
    """Return how the shared copy stands, or None without one; it reads the log."""
    path = shared_path(workspace)
    if path is None or read_vault(workspace.store) is None:
        return None
    said = json.loads(workspace.store.local(STATUS) or "{}")
    position = workspace.snapshot.position
    return Status(
        path=path,
        safe_at=datetime.fromisoformat(said["safe_at"]) if said.get("safe_at") else None,
        waiting=max(0, position - said.get("position", 0)),
        position=position,
        problem=said.get("problem", ""),
        asks=said.get("asks", ""),
        was_copy=said.get("was_copy", False),
        set_aside=tuple(said.get("set_aside", ())),
        computers=devices.computers(workspace.store),
    )


def remember_failure(workspace: Workspace, error: UserError) -> None:
    """Keep why a round stopped, and what would help."""
    remember(workspace, problem=str(error), asks=_asks(error))


def _asks(error: UserError) -> str:
    if isinstance(error, NewKeyError):
        return "passphrase"
    return "anew" if isinstance(error, SharedCopyDamagedError) else ""


def remember(workspace: Workspace, **said: object) -> None:
    """Keep how a round went for the next status; what is not ``said`` stays as it was."""
    before = json.loads(workspace.store.local(STATUS) or "{}")
    workspace.store.set_local(STATUS, json.dumps(before | said))


def put_away_notices(workspace: Workspace) -> None:
    """Forget what was to be told once: that this was a copy, and which files were set aside."""
    remember(workspace, was_copy=False, set_aside=[])
