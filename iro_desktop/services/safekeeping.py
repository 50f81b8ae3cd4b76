"""Checking a store and backing it up."""

from __future__ import annotations

from pathlib import Path

from iro_desktop.paths import BACKUP_ENDING
from iro_desktop.services.access import note
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage import check


def findings(workspace: Workspace) -> list[str]:
    """Return a sentence for everything that is wrong with the store; empty if all is well.

    Reads the whole file, the whole log and every table.
    """
    return list(check.findings(workspace.store))


def changes_in(workspace: Workspace) -> int:
    """Return how many changes the log holds."""
    return len(workspace.store.known_keys())


def back_up(workspace: Workspace, out: Path | None = None) -> Path:
    """Write a verified backup to ``out``, or into the store's own folder; return its path."""
    if out is None:
        return workspace.back_up("asked")
    if out.is_dir():
        out = out / f"iro-desktop{BACKUP_ENDING}"
    written = workspace.opened.back_up_to(out)
    note(workspace, "export", note="backup")
    return written
