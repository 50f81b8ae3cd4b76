"""The tables about one child that its documents share: due, decided, asked for, challenged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.codes import say
from iro_desktop.domain.paper import Block, Cell, Heading, Look, Paragraph, Table
from iro_desktop.domain.records import MonitoringCheck
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import counted, short_date
from iro_desktop.services.child_page import AskLine, ChildPage, DecisionLine
from iro_desktop.services.printing import LOOKS

Blocks = tuple[Block, ...]


def section(
    heading: str,
    columns: Sequence[str],
    shares: Sequence[int],
    rows: Iterable[tuple[Cell, ...]],
    *,
    note: str = "",
    nothing: str = "",
) -> Blocks:
    """Return a heading with its table; ``note`` stands between, ``nothing`` where no row is."""
    found = tuple(rows)
    table = Table(heading, tuple(columns), found, tuple(shares), nothing=nothing)
    noted = (Paragraph(note, "quiet"),) if note and found else ()
    return (Heading(heading), *noted, table)


def due_section(page: ChildPage) -> Blocks:
    """Return what is due next, and why."""
    rows = (
        (
            Cell(due.title),
            Cell(due.words, short_date(due.due_on) if due.due_on else "", look(due.status)),
            Cell(due.why, due.source),
        )
        for due in page.dues
    )
    nothing = "Nothing is due for this child."
    return section("Due next, and why", ("What", "By", "Why"), (3, 3, 5), rows, nothing=nothing)


def decision_rows(lines: Iterable[DecisionLine]) -> tuple[tuple[Cell, ...], ...]:
    """Return a row for each decision: what and who, by when, and whether it was done."""
    return tuple(
        (
            Cell(line.words, ", ".join(part for part in (line.owner, line.carried) if part)),
            Cell(short_date(line.due_on) if line.due_on else ""),
            Cell(line.state, look=look(line.status)),
        )
        for line in lines
    )


def done_note(lines: Sequence[DecisionLine]) -> str:
    """Return how many decisions were done: "1 of 2 decisions done"."""
    done = sum(line.done_on is not None for line in lines)
    return f"{done} of {counted(len(lines), 'decision')} done" if lines else ""


def asks_section(called: str, asks: Iterable[AskLine], note: str = "", nothing: str = "") -> Blocks:
    """Return what the child asked for, and what became of it."""
    rows = ((Cell(ask.words, ask.answer), Cell(ask.state, look=look(ask.status))) for ask in asks)
    heading = f"What {called} asked for"
    return section(heading, ("Asked for", "State"), (7, 3), rows, note=note, nothing=nothing)


def challenges_section(page: ChildPage) -> Blocks:
    """Return the open challenges."""
    rows = (
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
                look(card.status),
            ),
        )
        for card in page.challenges
    )
    columns = (f"Right outcome for {page.called}", "Stage", "How it stands")
    return section("Challenges", columns, (5, 2, 3), rows, nothing="No challenge is open.")


def checks_between(case: CaseFile, after: date | None, today: date) -> tuple[MonitoringCheck, ...]:
    """Return the checks after a day, the latest first: a file note says nothing of the child."""
    found = [
        one
        for one in case.of(MonitoringCheck)
        if one.checked_on is not None
        and (after or date.min) < one.checked_on <= today
        and one.analysis.strip()
    ]
    return tuple(sorted(found, key=lambda one: (one.checked_on or date.min, one.id), reverse=True))


def checks_section(heading: str, checks: Iterable[MonitoringCheck], nothing: str) -> Blocks:
    """Return checks: when and why, what each ended in, and what it means for the child."""
    drift = {True: "drift or delay", False: "no drift or delay", None: ""}
    rows = (
        (
            Cell(
                short_date(one.checked_on) if one.checked_on else "",
                say("check_trigger", one.trigger),
            ),
            Cell(say("check_outcome", one.outcome) or "No outcome", drift[one.drift]),
            Cell(one.analysis, one.experience),
        )
        for one in checks
    )
    columns = ("Day", "Ended in", "What it means for the child")
    return section(heading, columns, (2, 2, 6), rows, nothing=nothing)


def facts_section(page: ChildPage) -> Blocks:
    """Return health, education, permanence, discharge, life story, participation."""
    rows = (
        (Cell(fact.heading), Cell(fact.words, fact.detail, look(fact.status)))
        for fact in page.facts
    )
    return section("Health, education, plans", ("What", "On file"), (2, 8), rows)


def siblings_section(page: ChildPage) -> Blocks:
    """Return the siblings: their IROs and what is next due for each."""
    rows = (
        (
            Cell(one.title, one.age),
            Cell(one.officer),
            Cell(one.due.title, one.due.words, look(one.due.status))
            if one.due
            else Cell("Nothing due"),
        )
        for one in page.siblings
    )
    return section("Siblings", ("Child", "IRO", "Next due"), (3, 3, 4), rows)


def look(status: Status | None) -> Look:
    """Return how something is set that stands so."""
    return LOOKS[status]
