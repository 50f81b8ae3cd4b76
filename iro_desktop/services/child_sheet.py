"""One child on a sheet of paper for supervision: what is due, decided, challenged and planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.paper import Block, Document, Heading, Lines, Paragraph
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Officer
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import counted, plain_date
from iro_desktop.services.caseload_row import owner_of
from iro_desktop.services.child_page import ChildPage, child_page
from iro_desktop.services.child_tables import (
    Blocks,
    asks_section,
    challenges_section,
    checks_between,
    checks_section,
    decision_rows,
    done_note,
    due_section,
    facts_section,
    section,
    siblings_section,
)
from iro_desktop.services.child_words import age_text, called_by, name_of
from iro_desktop.services.printing import Printable
from iro_desktop.services.siblings import sibling_warning

NAME: Final = "Supervision sheet"
_LINES_TO_WRITE: Final = 4


def child_sheet(
    snapshot: Snapshot,
    practice: Practice,
    child_id: str,
    today: date,
    *,
    with_names: bool = False,
) -> Document | None:
    """Return the sheet of a child as it stands today, or None where the child is not there."""
    page = child_page(snapshot, practice, child_id, today)
    if page is None:
        return None
    case = snapshot.cases[child_id]
    owner = owner_of(case, today)
    officer = snapshot.find(Officer, owner.officer_id) if owner else None
    by = f"IRO: {officer.name} · " if officer and officer.name else ""
    said = f"{by}{NAME} of {plain_date(today)}"
    return Document(
        title=f"{called_by(case.child, with_names=with_names)}, {age_text(case.child, today)}",
        subtitle="\n".join(part for part in (page.context, said) if part),
        on=today,
        blocks=tuple(_blocks(case, page, today)),
        foot=name_of(case.child),
        file_title=NAME,
    )


def printable_sheet(
    snapshot: Snapshot, practice: Practice, child_id: str, today: date
) -> Printable | None:
    """Return the sheet to be printed, or None where the child is not there."""
    case = snapshot.cases.get(child_id)
    if case is None:
        return None

    def document(with_names: bool) -> Document:  # noqa: FBT001 - it is all that is asked
        found = child_sheet(snapshot, practice, child_id, today, with_names=with_names)
        assert found is not None  # noqa: S101 - the snapshot does not change
        return found

    return Printable(NAME, document, child_id, can_name=bool(case.child.name))


def _blocks(case: CaseFile, page: ChildPage, today: date) -> Iterator[Block]:
    warning = sibling_warning(page.siblings)
    if warning:
        yield Paragraph(warning, "warn")
    yield from due_section(page)
    yield from _decisions(page)
    if page.asks:
        yield from asks_section(page.called, page.asks, page.asks_note)
    yield from challenges_section(page)
    last = checks_between(case, None, today)[:1]
    yield from checks_section("Last check", last, "No check with an analysis is on file.")
    if page.facts:
        yield from facts_section(page)
    if page.siblings:
        yield from siblings_section(page)
    yield Heading("Agreed in supervision")
    yield Lines(_LINES_TO_WRITE)


def _decisions(page: ChildPage) -> Blocks:
    """Return the decisions of the last review that are not done; the others are counted."""
    still_open = [line for line in page.decisions if line.done_on is None]
    of_review = f" of {page.last_review}" if page.last_review else ""
    number = len(page.decisions)
    return section(
        f"Open decisions{of_review}",
        ("Decision", "By", "State"),
        (5, 2, 3),
        decision_rows(still_open),
        note=done_note(page.decisions),
        nothing=f"All {counted(number, 'decision')} done." if number > 1 else _no_decision(page),
    )


def _no_decision(page: ChildPage) -> str:
    if page.decisions:
        return "The one decision is done."
    return "No decisions are on file." if page.last_review else "No review has been held yet."
