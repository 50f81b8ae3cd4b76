"""The columns of the caseload: how a child is shown, sorted and spoken in each."""

from __future__ import annotations

from datetime import date

from iro_desktop.domain import casefile
from iro_desktop.domain.words import short_date
from iro_desktop.services.caseload import siblings_words
from iro_desktop.services.caseload_row import CaseRow
from iro_desktop.ui.standing import mark_of
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.theme import Status


def columns() -> tuple[Column[CaseRow], ...]:
    """Return the columns; what a child needs next, by when and why, stays in any width."""
    made: tuple[Column[CaseRow], ...] = (
        Column(
            "Child",
            text=lambda row: row.reference,
            strong=lambda row: row.initials,
            detail=_child_detail,
            tool_tip=_child_in_full,
            accessible=lambda row: f"Child, {row.title}, {_child_detail(row, every=True)}",
        ),
        Column(
            "Status",
            text=lambda row: row.legal_status,
            tags=lambda row: row.tags,
            detail=lambda row: row.home,
            sort_key=lambda row: (row.tags, row.legal_status, row.reference),
            tool_tip=lambda row: row.legal_status_words,
            accessible=_status_spoken,
            gives_way=2,
        ),
        Column(
            "Next due",
            text=lambda row: row.due_title,
            detail=lambda row: f"Put off: {row.put_off_why}" if row.put_off else row.due_why,
            tool_tip=lambda row: row.due_explained,
            stretch=8,
        ),
        Column(
            "By",
            text=lambda row: row.put_off or row.due_words,
            detail=_by_detail,
            sort_key=lambda row: row.asks_on,
            mark=_by_mark,
        ),
        Column(
            "Between reviews",
            text=lambda row: row.between,
            detail=lambda row: row.between_detail,
            sort_key=lambda row: (_BETWEEN.index(row.between_status), row.between_on or date.max),
            mark=_between_mark,
            gives_way=1,
        ),
        Column(
            "Plan",
            text=lambda row: row.plan_short,
            detail=_notes,
            tool_tip=lambda row: "\n".join((row.plan, *row.notes)),
            accessible=lambda row: ", ".join(("Plan", row.plan, *row.notes)) if row.plan else "",
            gives_way=3,
        ),
        Column(
            "Child heard",
            text=lambda row: short_date(row.contact_on) if row.contact_on else _never(row),
            sort_key=lambda row: row.contact_on,
            mark=lambda row: Status.DUE_SOON if row.no_contact else None,
            tool_tip=lambda _: "The last talk with the child that is on file",
            gives_way=4,
        ),
    )
    return made


_BETWEEN = (
    casefile.Status.OVERDUE,
    casefile.Status.SOON,
    casefile.Status.LATER,
    casefile.Status.UNDATED,
    casefile.Status.DONE,
)


def _child_detail(row: CaseRow, *, every: bool = False) -> str:
    """Return age and siblings; ``every`` sibling by reference, where one line is too short."""
    siblings = siblings_words(row, every=every)
    parts = (row.age, "UASC" if row.asylum_seeker else "", siblings)
    return " · ".join(part for part in parts if part)


def _child_in_full(row: CaseRow) -> str:
    siblings = siblings_words(row, every=True)
    return "\n".join(part for part in (row.name, siblings) if part)


def _status_spoken(row: CaseRow) -> str:
    parts = (*row.status_words, row.legal_status_words, row.home)
    return ", ".join(("Status", *(part for part in parts if part)))


def _by_detail(row: CaseRow) -> str:
    if row.due_on is None:
        return ""
    return f"due {short_date(row.due_on)}" if row.put_off else short_date(row.due_on)


def _by_mark(row: CaseRow) -> Status | None:
    if row.put_off:
        return Status.NOT_YET
    return mark_of(row.due_status) if row.due_words else None


def _between_mark(row: CaseRow) -> Status | None:
    if not row.between:
        return None
    if row.between_status is casefile.Status.LATER:
        return Status.NOT_YET
    return mark_of(row.between_status)


def _notes(row: CaseRow) -> str:
    """Return the first note, and how many more the tool tip and the child's page have."""
    first, more = row.notes_short[:1], len(row.notes_short) - 1
    return ", ".join((*first, *((f"{more} more",) if more > 0 else ())))


def _never(row: CaseRow) -> str:
    return "Not on file" if row.no_contact else ""
