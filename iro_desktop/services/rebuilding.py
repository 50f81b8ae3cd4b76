"""Making a file that does not open any more again, from its own backups."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import (
    DatabaseMissingError,
    KeyFileDamagedError,
    KeyFileMissingError,
    StoreDamagedError,
    UserError,
)
from iro_desktop.domain.words import counted
from iro_desktop.paths import holds_backups
from iro_desktop.services.restoring import moment
from iro_desktop.storage.rebuilding import Rebuilt, rebuild

__all__ = ["Rebuilt", "can_rebuild", "rebuild", "rebuilt_words"]

_CURED: Final = (
    DatabaseMissingError, KeyFileDamagedError, KeyFileMissingError, StoreDamagedError,
)  # fmt: skip
_ONLY_KEYS: Final = (
    "The key file is made again from the backup of {day}; nothing in your file was touched."
)
_SHARED: Final = "it comes back with the shared copy, if you use one"


def can_rebuild(folder: Path, error: UserError) -> bool:
    """Return whether a store that was refused with ``error`` may be made again from a backup."""
    return isinstance(error, _CURED) and holds_backups(folder)


def rebuilt_words(done: Rebuilt) -> str:
    """Return what was made again, what is known to be missing, and where the damaged files are."""
    day = moment(done.made_at)
    if done.changes is None:
        said = [_ONLY_KEYS.format(day=day)]
    else:
        said = [f"Your file is made again from the backup of {day}."]
        if done.whole:
            said.append(
                "Nothing is missing: all that was recorded after it could still be read in the "
                "damaged file."
            )
        elif done.saved:
            saved = counted(done.saved, "later change")
            said.append(
                f"{saved} could still be read in the damaged file; what else was recorded after "
                f"the backup may be missing: {_SHARED}."
            )
        else:
            said.append(f"What was recorded after that may be missing: {_SHARED}.")
    if done.skipped:
        newer = counted(done.skipped, "newer backup")
        said.append(f"{newer} could not be used.")
    if done.set_aside is not None:
        said.append(f"The damaged files are kept in the folder {done.set_aside.name}.")
    return " ".join(said)
