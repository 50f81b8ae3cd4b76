"""The caseload on paper: the children that the view shows, in its groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from iro_desktop.domain.paper import Block, Cell, Document, Heading, Paragraph, Table
from iro_desktop.domain.words import counted, near_date, short_date
from iro_desktop.services.caseload import BY_KEY, caseload, date_line, headline
from iro_desktop.services.caseload_row import GROUPS, CaseRow
from iro_desktop.services.printing import LOOKS, Printable
from iro_desktop.services.workspace import Workspace

NAME: Final = "Caseload list"
_COLUMNS: Final = (
    "Child", "Age", "Status", "Due next", "Check between reviews", "Challenges", "Last contact",
)  # fmt: skip
_SHARES: Final = (17, 11, 9, 26, 18, 14, 15)


def caseload_list(
    rows: Sequence[CaseRow],
    today: date,
    *,
    officer: str = "",
    among: str = "",
    with_names: bool = False,
) -> Document:
    """Return the rows by their groups on wide pages; ``among`` says what they were filtered by."""
    narrowed = f"Only: {among}" if among else ""
    parts = (
        date_line(today), f"IRO: {officer}" if officer else "",
        counted(len(rows), "child", "children"), narrowed,
    )  # fmt: skip
    return Document(
        title=headline(rows, today) if not among else NAME,
        subtitle=" · ".join(part for part in parts if part),
        on=today,
        blocks=tuple(_groups(rows, today, with_names=with_names)),
        foot=NAME,
        wide=True,
        file_title=NAME,
    )


def printable_caseload(
    rows: Sequence[CaseRow], today: date, *, officer: str = "", among: str = ""
) -> Printable:
    """Return the list to be printed."""
    return Printable(
        NAME,
        lambda with_names: caseload_list(
            rows, today, officer=officer, among=among, with_names=with_names
        ),
        can_name=any(row.name for row in rows),
    )


def printable_open_cases(workspace: Workspace) -> Printable:
    """Return the list of all open cases of the IRO whose file it is, or of the whole service."""
    today, officer = workspace.today(), workspace.officer
    whole = workspace.whole_service
    rows = caseload(
        workspace.snapshot, workspace.practice, workspace.officer_id, today, everybody=whole
    )
    return printable_caseload(
        [row for row in rows if BY_KEY["all"].wanted(row)],
        today,
        officer=officer.name if officer is not None and not whole else "",
    )


def _groups(rows: Sequence[CaseRow], today: date, *, with_names: bool) -> Iterator[Block]:
    for group in GROUPS:
        found = tuple(_row(row, today, with_names) for row in rows if row.group == group)
        if found:
            heading = f"{group}: {counted(len(found), 'child', 'children')}"
            yield Heading(heading)
            yield Table(heading, _COLUMNS, found, _SHARES)
    if not rows:
        yield Paragraph("No child is in this list.", "quiet")


def _row(row: CaseRow, today: date, with_names: bool) -> tuple[Cell, ...]:  # noqa: FBT001
    named = row.name if with_names and row.name else row.initials
    contact = near_date(row.contact_on, today) if row.contact_on else "None on file"
    return (
        Cell(row.reference, named, "strong"),
        Cell(row.age),
        _status(row),
        _due(row),
        Cell(row.between, row.between_detail, LOOKS[row.between_status] if row.between else ""),
        _challenges(row, today),
        Cell(contact, "over 6 months ago" if row.no_contact and row.contact_on else "",
             "warn" if row.no_contact else ""),
    )  # fmt: skip


def _status(row: CaseRow) -> Cell:
    apart = "not counted" if row.is_apart else ""
    return Cell(" ".join(row.tags), apart) if row.tags else Cell(apart)


def _due(row: CaseRow) -> Cell:
    """Return what the IRO has to do next, by when, and how it stands."""
    if not row.due_title:
        return Cell(row.plan if row.is_closed else "Nothing due")
    by = short_date(row.due_on) if row.due_on else ""
    words = row.put_off or row.due_words
    detail = ", ".join(part for part in (words, by) if part)
    return Cell(row.due_title, detail, "" if row.put_off else LOOKS[row.due_status])


def _challenges(row: CaseRow, today: date) -> Cell:
    if not row.challenges:
        return Cell("None")
    reply = f"reply due {near_date(row.reply_due_on, today)}" if row.reply_due_on else ""
    late = row.reply_due_on is not None and row.reply_due_on < today
    return Cell(f"{row.challenges} open", reply, "bad" if late else "strong")
