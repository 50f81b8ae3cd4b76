"""One child on a sheet of paper for supervision: what is due, decided, challenged and planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.codes import say
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import MonitoringCheck, Officer
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import counted, short_date
from iro_desktop.services.access import note
from iro_desktop.services.caseload_row import owner_of
from iro_desktop.services.child_page import ChildPage, child_page
from iro_desktop.services.child_words import name_of
from iro_desktop.services.siblings import sibling_warning
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.files import replace_file

CLASSIFICATIONS: Final = ("OFFICIAL - SENSITIVE", "OFFICIAL", "CONFIDENTIAL", "RESTRICTED")
"""What can stand at the foot of a page; the first where nobody has chosen another."""

_LINES_TO_WRITE: Final = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: its words, more of them under it, and how the matter stands."""

    words: str
    detail: str = ""
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class SheetSection:
    """One table: its heading, a line under it, the columns and their shares of the width.

    ``nothing`` is said where there is no row; ``lines`` are empty ones to write on.
    """

    heading: str
    columns: tuple[str, ...] = ()
    shares: tuple[int, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    note: str = ""
    nothing: str = ""
    lines: int = 0


@dataclass(frozen=True, slots=True)
class ChildSheet:
    """All that stands on the sheet; the child is named by reference and initials only."""

    title: str
    who: str
    context: str
    officer: str
    warning: str
    on: date
    sections: tuple[SheetSection, ...]


def child_sheet(
    snapshot: Snapshot, practice: Practice, child_id: str, today: date
) -> ChildSheet | None:
    """Return the sheet of a child as it stands today, or None where the child is not there."""
    page = child_page(snapshot, practice, child_id, today)
    if page is None:
        return None
    case = snapshot.cases[child_id]
    owner = owner_of(case, today)
    officer = snapshot.find(Officer, owner.officer_id) if owner else None
    return ChildSheet(
        title=page.title,
        who=name_of(case.child),
        context=page.context,
        officer=officer.name if officer else "",
        warning=sibling_warning(page.siblings),
        on=today,
        sections=tuple(_sections(case, page, today)),
    )


def _sections(case: CaseFile, page: ChildPage, today: date) -> Iterator[SheetSection]:
    yield _dues(page)
    yield _decisions(page)
    if page.asks:
        yield _asks(page)
    yield _challenges(page)
    yield _last_check(case, today)
    if page.facts:
        yield _facts(page)
    if page.siblings:
        yield _siblings(page)
    yield SheetSection("Agreed in supervision", lines=_LINES_TO_WRITE)


def _dues(page: ChildPage) -> SheetSection:
    rows = tuple(
        (
            Cell(due.title),
            Cell(due.words, short_date(due.due_on) if due.due_on else "", due.status),
            Cell(due.why, due.source),
        )
        for due in page.dues
    )
    nothing = "Nothing is due for this child."
    return SheetSection(
        "Due next, and why", ("What", "By", "Why"), (3, 2, 5), rows, nothing=nothing
    )


def _decisions(page: ChildPage) -> SheetSection:
    """Return the decisions of the last review that are not done; the others are counted."""
    rows = tuple(
        (
            Cell(line.words, ", ".join(part for part in (line.owner, line.carried) if part)),
            Cell(short_date(line.due_on) if line.due_on else ""),
            Cell(line.state, status=line.status),
        )
        for line in page.decisions
        if line.done_on is None
    )
    of_review = f" of {page.last_review}" if page.last_review else ""
    done, of = len(page.decisions) - len(rows), len(page.decisions)
    return SheetSection(
        f"Open decisions{of_review}",
        ("Decision", "By", "State"),
        (5, 2, 3),
        rows,
        note=f"{done} of {counted(of, 'decision')} done" if rows else "",
        nothing=f"All {counted(of, 'decision')} done." if of > 1 else _no_decision(page),
    )


def _no_decision(page: ChildPage) -> str:
    if page.decisions:
        return "The one decision is done."
    return "No decisions are on file." if page.last_review else "No review has been held yet."


def _asks(page: ChildPage) -> SheetSection:
    rows = tuple(
        (Cell(ask.words, ask.answer), Cell(ask.state, status=ask.status)) for ask in page.asks
    )
    heading = f"What {page.called} asked for"
    return SheetSection(heading, ("Asked for", "State"), (7, 3), rows, note=page.asks_note)


def _challenges(page: ChildPage) -> SheetSection:
    rows = tuple(
        (
            Cell(card.right_outcome or "Not stated yet", card.theme),
            Cell(card.stage_name, card.to_whom),
            Cell(
                card.status_words,
                ". ".join(
                    part
                    for part in (card.meter.words if card.meter else "", card.status_detail)
                    if part
                ),
                card.status,
            ),
        )
        for card in page.challenges
    )
    return SheetSection(
        "Challenges",
        (f"Right outcome for {page.called}", "Stage", "How it stands"),
        (5, 2, 3),
        rows,
        nothing="No challenge is open.",
    )


def _last_check(case: CaseFile, today: date) -> SheetSection:
    """Return the last check that counts: a file note says nothing of the child."""
    found = [
        one
        for one in case.of(MonitoringCheck)
        if one.checked_on is not None and one.checked_on <= today and one.analysis.strip()
    ]
    last = max(found, key=lambda one: (one.checked_on or date.min, one.id), default=None)
    rows: tuple[tuple[Cell, ...], ...] = ()
    if last is not None and last.checked_on is not None:
        drift = {True: "drift or delay", False: "no drift or delay", None: ""}[last.drift]
        rows = (
            (
                Cell(short_date(last.checked_on), say("check_trigger", last.trigger)),
                Cell(say("check_outcome", last.outcome) or "No outcome", drift),
                Cell(last.analysis, last.experience),
            ),
        )
    return SheetSection(
        "Last check",
        ("Day", "Ended in", "What it means for the child"),
        (2, 2, 6),
        rows,
        nothing="No check with an analysis is on file.",
    )


def _facts(page: ChildPage) -> SheetSection:
    rows = tuple(
        (Cell(fact.heading), Cell(fact.words, fact.detail, fact.status)) for fact in page.facts
    )
    return SheetSection("Health, education, plans", ("What", "On file"), (2, 8), rows)


def _siblings(page: ChildPage) -> SheetSection:
    rows = tuple(
        (
            Cell(one.title, one.age),
            Cell(one.officer),
            Cell(one.due.title, one.due.words, one.due.status) if one.due else Cell("Nothing due"),
        )
        for one in page.siblings
    )
    return SheetSection("Siblings", ("Child", "IRO", "Next due"), (3, 3, 4), rows)


# Where it goes


def write_sheet(workspace: Workspace, child_id: str, path: Path, data: bytes) -> Path:
    """Write the sheet that was drawn as a PDF and return its path; that it was is noted.

    Raises FileNotWrittenError.
    """
    replace_file(path, data)
    note_sheet(workspace, child_id, "export")
    return path


def note_sheet(workspace: Workspace, child_id: str, what: Literal["print", "export"]) -> None:
    """Note that the sheet of a child was printed or exported today; an undo passes it over."""
    note(workspace, what, child_id, "supervision sheet")
