"""Drafts of long text: what was typed and not yet recorded, kept on this device alone."""

from __future__ import annotations

from typing import Final

from iro_desktop.services.workspace import Workspace

DRAFTS: Final = "draft:"
"""How the keys of drafts begin among this device's own values."""


def keep_draft(workspace: Workspace, key: str, text: str) -> None:
    """Keep ``text`` under ``key`` (say "check:" and the child's id); an empty one forgets it."""
    workspace.store.set_local(DRAFTS + key, text or None)


def draft(workspace: Workspace, key: str) -> str:
    """Return the draft under ``key``, or nothing."""
    return workspace.store.local(DRAFTS + key) or ""
