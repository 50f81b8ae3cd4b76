"""The columns of the list of checks: what is due, why then, and what was found the last time."""

from __future__ import annotations

from typing import Final

from iro_desktop.domain.codes import say
from iro_desktop.domain.words import short_date
from iro_desktop.services.midpoint_standing import Standing
from iro_desktop.services.midpoints import MidpointRow
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.theme import Status

MARKS: Final[dict[Standing, Status]] = {
    "overdue": Status.OVERDUE,
    "soon": Status.DUE_SOON,
    "open": Status.FINE,
    "later": Status.NOT_YET,
    "put_off": Status.NOT_YET,
    "late": Status.DUE_SOON,
    "done": Status.FINE,
    "missed": Status.OVERDUE,
}
"""How a midpoint stands -> its mark."""

SECTIONS: Final[dict[Standing, str]] = {
    "overdue": "Overdue",
    "soon": "Next 7 days",
    "open": "Window open",
    "later": "Later",
    "put_off": "Put off",
    "late": "Checked late",
    "done": "Done",
    "missed": "Missed",
}
"""How a midpoint stands -> the section of the list in which it is shown."""


def columns() -> tuple[Column[MidpointRow], ...]:
    """Return the columns, the one that narrow windows leave out last."""
    made: tuple[Column[MidpointRow], ...] = (
        Column(
            "Child",
            text=lambda row: row.reference,
            strong=lambda row: row.initials,
            detail=lambda row: row.age,
        ),
        Column(
            "Status",
            text=lambda _: "",
            tags=lambda row: row.tags,
            accessible=_status_spoken,
            stretch=0,
        ),
        Column(
            "Check",
            text=lambda row: row.words,
            detail=lambda row: short_date(row.on),
            sort_key=lambda row: row.on,
            mark=lambda row: MARKS[row.standing],
        ),
        Column(
            "What for",
            text=lambda row: row.window,
            detail=lambda row: f"Put off: {row.put_off.reason}" if row.put_off else row.why,
            sort_key=lambda row: row.until_on,
            stretch=2,
        ),
        Column(
            "Last check",
            text=_last,
            detail=_said,
            sort_key=lambda row: row.last_on,
            tool_tip=lambda row: row.last_analysis,
            stretch=4,
        ),
    )
    return made


def _last(row: MidpointRow) -> str:
    return say("check_outcome", row.last_outcome) if row.last_on else "None on file"


def _said(row: MidpointRow) -> str:
    on = short_date(row.last_on) if row.last_on else ""
    return " · ".join(part for part in (on, row.last_analysis) if part)


def _status_spoken(row: MidpointRow) -> str:
    return ", ".join(("Status", *row.status_words))


def haystack(row: MidpointRow) -> str:
    """Return what the filter looks through."""
    parts = (
        row.reference,
        row.initials,
        row.age,
        *row.tags,
        row.words,
        row.why,
        row.put_off.reason if row.put_off else "",
        say("check_outcome", row.last_outcome),
        row.last_analysis,
        short_date(row.on),
    )
    return "\n".join(parts)
