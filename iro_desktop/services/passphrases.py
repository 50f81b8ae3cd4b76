"""Changing what opens the store."""

from __future__ import annotations

from iro_desktop.services.workspace import Workspace


def set_passphrase(workspace: Workspace, passphrase: str) -> str:
    """Set a passphrase after the recovery code was used; return a fresh recovery code.

    The earlier passphrase and code open nothing any more. Raises WeakPassphraseError.
    """
    return workspace.opened.set_passphrase(passphrase)
