"""What an IRO takes into a child's next review: agenda, what was decided, and how all stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.codes import say
from iro_desktop.domain.paper import (
    Block,
    Bullets,
    Cell,
    Document,
    Facts,
    Heading,
    Lines,
    Paragraph,
)
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Consultation, Officer
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import say_date, short_date
from iro_desktop.services.caseload_row import owner_of
from iro_desktop.services.child_page import ChildPage, child_page, decision_lines
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
    look,
    section,
    siblings_section,
)
from iro_desktop.services.child_words import age_text, called_by, name_of
from iro_desktop.services.preparation import Preparation, preparation, steps
from iro_desktop.services.printing import Printable
from iro_desktop.services.siblings import sibling_warning

NAME: Final = "Review pack"
_LINES_TO_WRITE: Final = 12


def review_pack(
    snapshot: Snapshot,
    practice: Practice,
    child_id: str,
    today: date,
    *,
    review_id: str = "",
    with_names: bool = False,
) -> Document | None:
    """Return the pack of a child's next review, or of ``review_id``; None without the child."""
    page = child_page(snapshot, practice, child_id, today)
    found = preparation(snapshot, practice, child_id, today, review_id)
    if page is None or found is None:
        return None
    case = snapshot.cases[child_id]
    named = called_by(case.child, with_names=with_names)
    return Document(
        title=f"{found.title}: {named}",
        subtitle=f"{age_text(case.child, today)} · {page.context}".rstrip(" ·"),
        on=today,
        blocks=(
            Facts(tuple(_facts(snapshot, case, found, today))),
            *_warning(page),
            *_agenda(found, practice, today),
            *_before(found, practice, today),
            *_decided(case, found, today),
            *asks_section(
                page.called, page.asks, page.asks_note, "Nothing on file that the child asked for."
            ),
            *checks_section(
                "Checks since the last review",
                checks_between(case, found.last_held_on, today),
                "No check with an analysis since then.",
            ),
            *due_section(page),
            *_views(found),
            *(facts_section(page) if page.facts else ()),
            *challenges_section(page),
            *(siblings_section(page) if page.siblings else ()),
            Heading("Notes"),
            Lines(_LINES_TO_WRITE),
        ),
        foot=name_of(case.child),
        file_title=NAME,
    )


def printable_pack(
    snapshot: Snapshot, practice: Practice, child_id: str, today: date, review_id: str = ""
) -> Printable | None:
    """Return the pack to be printed, or None where the child is not there."""
    case = snapshot.cases.get(child_id)
    if case is None:
        return None

    def document(with_names: bool) -> Document:  # noqa: FBT001 - it is all that is asked
        found = review_pack(
            snapshot, practice, child_id, today, review_id=review_id, with_names=with_names
        )
        assert found is not None  # noqa: S101 - the snapshot does not change
        return found

    return Printable(NAME, document, child_id, can_name=bool(case.child.name))


def _facts(
    snapshot: Snapshot, case: CaseFile, found: Preparation, today: date
) -> Iterator[tuple[str, str]]:
    when = say_date(found.on) if found.on else "no day on file"
    yield ("Booked for" if found.is_booked else "Due by, not booked yet"), when
    owner = owner_of(case, today)
    officer = snapshot.find(Officer, owner.officer_id) if owner else None
    if officer is not None and officer.name:
        yield "IRO", officer.name
    yield "Last review", found.last_review or "none held yet"
    if case.child.district:
        yield "District", case.child.district


def _warning(page: ChildPage) -> Iterator[Block]:
    warning = sibling_warning(page.siblings)
    if warning:
        yield Paragraph(warning, "warn")


def _agenda(found: Preparation, practice: Practice, today: date) -> Iterator[Block]:
    """Return what the local standards want to be covered."""
    topics = practice.on(found.on or today).review_checklist
    if topics:
        yield Heading("Agenda")
        yield Bullets(tuple(topics), numbered=True)


def _before(found: Preparation, practice: Practice, today: date) -> Blocks:
    done = steps(found.review, found.on, found.consultations, found.decisions, practice, today)
    rows = (
        (Cell(step.title), Cell(step.words.removeprefix(f"{step.title}: "), look=look(step.status)))
        for step in done
    )
    return section("Before the meeting", ("What", "How it stands"), (4, 6), rows)


def _decided(case: CaseFile, found: Preparation, today: date) -> Blocks:
    lines = decision_lines(case, found.last_review_id, today)
    return section(
        "Decided last time",
        ("Decision", "By", "State"),
        (5, 2, 3),
        decision_rows(lines),
        note=done_note(lines),
        nothing="No decisions are on file." if found.last_review else "No review held yet.",
    )


def _views(found: Preparation) -> Blocks:
    """Return whose views were asked for before this review, and what they say."""
    rows = (
        (Cell(say("consulted", one.who) or "Somebody", say("method", one.method)),
         Cell(_came(one), look="good" if one.received_on else "open"),
         Cell(one.views))
        for one in found.consultations
    )  # fmt: skip
    nothing = "Nobody’s views are on file for this review yet."
    return section(
        "Participation and consultation", ("Who", "When", "Views"), (2, 3, 5), rows, nothing=nothing
    )


def _came(one: Consultation) -> str:
    if one.received_on is not None:
        return f"received {short_date(one.received_on)}"
    return f"asked {short_date(one.sent_on)}, nothing yet" if one.sent_on else "not asked yet"
