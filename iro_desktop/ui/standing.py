"""How something that is due stands, as the marks on the screen show it."""

from __future__ import annotations

from typing import Final

from iro_desktop.domain import casefile
from iro_desktop.ui.theme import Status

MARKS: Final = {
    casefile.Status.OVERDUE: Status.OVERDUE,
    casefile.Status.SOON: Status.DUE_SOON,
    casefile.Status.LATER: Status.FINE,
    casefile.Status.UNDATED: Status.NOT_YET,
    casefile.Status.DONE: Status.FINE,
}
"""Status of the case file -> mark; what is due later is fine today."""


def mark_of(status: casefile.Status | None) -> Status | None:
    """Return the mark of a status, or None."""
    return None if status is None else MARKS[status]
