"""Checking a store, backing it up and restoring it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from iro_desktop.services.access import note
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage import backup, check


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: how many changes it brought back, and where the earlier store went."""

    changes: int
    set_aside: Path | None


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
        out = out / f"iro-desktop{backup.ENDING}"
    written = workspace.opened.back_up_to(out)
    note(workspace, "export", note="backup")
    return written


def restore(path: Path, folder: Path, secret: str, *, with_recovery_code: bool = False) -> Restored:
    """Make the store in ``folder`` from a backup; one that is there is set aside, not lost."""
    changes, aside = backup.restore(path, folder, secret, with_recovery_code=with_recovery_code)
    return Restored(changes, aside)
