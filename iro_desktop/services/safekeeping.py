"""Checking a store and backing it up."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from iro_desktop.paths import BACKUP_ENDING
from iro_desktop.services.access import note
from iro_desktop.services.policy import require_place
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage import check
from iro_desktop.storage.backup import own_backups

_A_DAY: Final = timedelta(hours=24)


def findings(workspace: Workspace) -> list[str]:
    """Return a sentence for everything that is wrong with the store; empty if all is well.

    Reads the whole file, the whole log and every table.
    """
    return list(check.findings(workspace.store))


def changes_in(workspace: Workspace) -> int:
    """Return how many changes the log holds."""
    return len(workspace.store.known_keys())


def back_up_daily(workspace: Workspace, now: datetime) -> Path | None:
    """Back up into the store's own folder if the last backup is a day old; return its path.

    So there is one to rebuild a damaged file from, also for somebody who never imports or shares.
    A store that is read only, or holds nothing yet, needs none.
    """
    if workspace.store.read_only or not workspace.snapshot.cases:
        return None
    found = own_backups(workspace.folder)
    if found and timedelta(0) <= now - found[0].made_at < _A_DAY:
        return None
    return workspace.back_up("daily")


def back_up(workspace: Workspace, out: Path | None = None) -> Path:
    """Write a verified backup to ``out``, or into the store's own folder; return its path.

    Raises NotAllowedError, or what writing raises.
    """
    if out is None:
        return workspace.back_up("asked")
    require_place(out)
    if out.is_dir():
        out = out / f"iro-desktop{BACKUP_ENDING}"
    written = workspace.opened.back_up_to(out)
    note(workspace, "export", note="backup")
    return written
