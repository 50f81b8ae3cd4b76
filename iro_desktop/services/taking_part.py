"""Whether this file takes part in a shared copy, known without all that a round takes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from iro_desktop.domain.snapshot import Commit
from iro_desktop.services.workspace import Workspace
from iro_desktop.sync.devices import RECEIVED, SEEN

PATH: Final = "sync:path"
"""The local value that says where the shared copy is."""

_MADE_BY_ROUNDS: Final = frozenset({RECEIVED, SEEN})


def shared_path(workspace: Workspace) -> Path | None:
    """Return where the shared copy is, or None."""
    text = workspace.store.local(PATH)
    return Path(text) if text else None


def is_of_a_round(commit: Commit) -> bool:
    """Return whether a commit came of a round, and is nobody's edit here."""
    return commit.words in _MADE_BY_ROUNDS
