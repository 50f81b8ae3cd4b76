"""Changing what opens the store."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from iro_desktop.domain.errors import ReadOnlyError, UserError
from iro_desktop.services.policy import policy, require_passphrase
from iro_desktop.services.workspace import Workspace

_KEPT: Final = "recovery:kept"
"""The local value that holds the mark of the recovery code that somebody says to have kept."""


def set_passphrase(workspace: Workspace, passphrase: str) -> str:
    """Set a passphrase after the recovery code was used; return a fresh recovery code.

    The earlier passphrase and code open nothing any more. Raises WeakPassphraseError.
    """
    require_passphrase(passphrase)
    return workspace.opened.set_passphrase(passphrase)


def change_passphrase(workspace: Workspace, old: str, new: str) -> None:
    """Put the file under another passphrase; the data and the recovery code stay as they are.

    A backup opens with the passphrase of the day when it was made. Raises WrongPassphraseError,
    WeakPassphraseError and ReadOnlyError.
    """
    if workspace.read_only:
        raise ReadOnlyError
    require_passphrase(new)
    workspace.opened.change_passphrase(old, new)


def new_recovery_code(workspace: Workspace, passphrase: str) -> str:
    """Put a fresh recovery code in the place of the one before, and return it.

    The earlier code opens this store no more; backups that were written before still open with
    it. Raises WrongPassphraseError or FileNotWrittenError.
    """
    return workspace.opened.new_recovery_code(passphrase)


def confirm_sheet(workspace: Workspace) -> None:
    """Keep that the recovery code that counts now was printed or written down.

    Where that cannot be written, it is asked about again.
    """
    with suppress(UserError):
        workspace.store.set_local(_KEPT, workspace.opened.recovery_mark)


def lacks_sheet(workspace: Workspace) -> bool:
    """Return whether the council's policy wants a recovery sheet, and nobody says there is one.

    None is asked for of invented children, or of a file that is only read.
    """
    if not policy().recovery_sheet or workspace.is_sample or workspace.read_only:
        return False
    return workspace.store.local(_KEPT) != workspace.opened.recovery_mark
