"""Notes of good practice: what somebody did well for a child, and what it meant to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from iro_desktop.domain.records import Escalation
from iro_desktop.services.escalations import edit_challenge, raise_challenge
from iro_desktop.services.workspace import Workspace


def note_good_practice(workspace: Workspace, note: Escalation, *, today: date) -> str:
    """Record a note of good practice, or change the one with its id; return the id.

    It goes through no stage, asks for no reply and counts in no figure. Raises RefusedError.
    """
    note = replace(note, good_practice=True)
    if not note.id:
        return raise_challenge(workspace, note, today=today)
    edit_challenge(workspace, note, today=today)
    return note.id
