"""A challenge as a letter to who is to answer it: what is right for the child, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.codes import say
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.escalation import progress_of
from iro_desktop.domain.paper import (
    Block,
    Bullets,
    Cell,
    Document,
    Facts,
    Heading,
    Lines,
    Paragraph,
    Table,
)
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Child, Escalation, Officer
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.words import plain_date, say_date, say_list, short_date
from iro_desktop.services.caseload_row import owner_of
from iro_desktop.services.child_words import age_text, called_by, name_of
from iro_desktop.services.escalation_page import (
    EscalationPage,
    StepLine,
    escalation_page,
    reply_due,
)
from iro_desktop.services.printing import Printable

NAME: Final = "Escalation letter"
_LINES_TO_WRITE: Final = 4
_CAFCASS: Final = (
    "An IRO may refer a case to Cafcass at any stage where the child’s needs call for it "
    "(Children Act 1989, section 25B)."
)
_PARTNERSHIP: Final = (
    "Where this is not settled, it can be taken to the safeguarding partnership under the local "
    "procedure."
)


class NoChallengeToWriteError(UserError):
    """A letter was asked for about a child without an open challenge."""

    sentence = "No challenge is open for this child: raise one first, then write its letter."


def escalation_letter(
    snapshot: Snapshot,
    practice: Practice,
    escalation_id: str,
    today: date,
    *,
    with_names: bool = False,
) -> Document | None:
    """Return the letter at the stage that a challenge is at, or None where it is not there."""
    page = escalation_page(snapshot, practice, escalation_id, today)
    if page is None:
        return None
    child = snapshot.cases[page.card.child_id].child
    named = called_by(child, with_names=with_names)
    return Document(
        title=f"{page.card.label}: {named}",
        subtitle=page.card.stage_name if page.card.stage_name != page.card.label else "",
        on=today,
        blocks=tuple(_blocks(snapshot, practice, page, today, with_names=with_names)),
        foot=name_of(child),
        file_title=NAME,
    )


def printable_letter(
    snapshot: Snapshot, practice: Practice, escalation_id: str, today: date
) -> Printable | None:
    """Return the letter to be printed, or None where the challenge is not there."""
    if escalation_page(snapshot, practice, escalation_id, today) is None:
        return None
    escalation = snapshot.find(Escalation, escalation_id)
    assert escalation is not None  # noqa: S101 - it has a page

    def document(with_names: bool) -> Document:  # noqa: FBT001 - it is all that is asked
        found = escalation_letter(snapshot, practice, escalation_id, today, with_names=with_names)
        assert found is not None  # noqa: S101 - the snapshot does not change
        return found

    children = _children(snapshot, escalation)
    can_name = any(child.name for child in children)
    return Printable(NAME, document, escalation.child_id, can_name=can_name)


def _children(snapshot: Snapshot, escalation: Escalation) -> tuple[Child, ...]:
    ids = (escalation.child_id, *escalation.other_child_ids)
    return tuple(snapshot.cases[one].child for one in ids if one in snapshot.cases)


def _blocks(
    snapshot: Snapshot, practice: Practice, page: EscalationPage, today: date, *, with_names: bool
) -> Iterator[Block]:
    it, card = page.escalation, page.card
    child = snapshot.cases[card.child_id].child
    called = child.initials or child.reference
    yield Facts(tuple(_facts(snapshot, page, today, with_names=with_names)))
    yield from _said(f"The right outcome for {called}", it.right_outcome, is_needed=True)
    yield from _said("The concern", "\n".join(f"{one}." for one in _concern(it)))
    yield from _said("Evidence", it.evidence, is_needed=True)
    yield from _said(f"What it means for {called} now", it.impact, is_needed=True)
    yield from _said(f"{called}’s view", it.child_view)
    yield from _said("What is needed, and by when", _needed(it), is_needed=True)
    yield from _reply(page, practice, today)
    yield from _before(page)
    if card.is_open and page.steps[-1].replied_on is None:
        yield Heading("Your reply")
        yield Bullets(("Accepted", "Accepted in part", "Not accepted, because:"))
        yield Lines(_LINES_TO_WRITE)


def _facts(
    snapshot: Snapshot, page: EscalationPage, today: date, *, with_names: bool
) -> Iterator[tuple[str, str]]:
    it, card = page.escalation, page.card
    case = snapshot.cases[card.child_id]
    owner = owner_of(case, today)
    officer = snapshot.find(Officer, owner.officer_id if owner else it.officer_id)
    yield "To", card.to_whom or "not on file yet"
    yield "From", f"{officer.name}, IRO" if officer and officer.name else "IRO"
    yield "Date", plain_date(today)
    about = f"{called_by(case.child, with_names=with_names)}, {age_text(case.child, today)}"
    others = [called_by(one, with_names=with_names) for one in _children(snapshot, it)[1:]]
    yield "About", f"{about}, with {say_list(others)}" if others else about
    if it.opened_on is not None:
        yield "Raised", plain_date(it.opened_on)


def _said(heading: str, words: str, *, is_needed: bool = False) -> Iterator[Block]:
    """Yield what was said under its heading; what a letter cannot do without is asked for."""
    if words.strip():
        yield Heading(heading)
        yield from (Paragraph(part.strip()) for part in words.split("\n") if part.strip())
    elif is_needed:
        yield Heading(heading)
        yield Paragraph("Not on file yet: add it to the challenge before this goes.", "warn")


def _concern(it: Escalation) -> Iterator[str]:
    yield from filter(None, (it.theme, *it.other_themes))
    source = say("escalation_source", it.source)
    if source:
        yield f"It came from: {source[:1].lower()}{source[1:]}"


def _needed(it: Escalation) -> str:
    by = ", ".join(
        part for part in (it.by_whom, f"by {say_date(it.by_on)}" if it.by_on else "") if part
    )
    return "\n".join(
        part for part in (it.needed, f"{by[:1].upper()}{by[1:]}." if by else "") if part
    )


def _reply(page: EscalationPage, practice: Practice, today: date) -> Iterator[Block]:
    """Yield by when the stage wants its reply, and what follows without one."""
    card, now = page.card, page.steps[-1]
    if not card.is_open:
        yield Heading("How it ended")
        yield Paragraph(card.outcome_words or "Closed")
        return
    yield Heading("By when")
    yield _by_when(page, practice, today)
    if page.may_follow and now.replied_on is None:
        stage = page.may_follow[0][0]
        whom = f" to the {stage.role[:1].lower()}{stage.role[1:]}" if stage.role else ""
        yield Paragraph(
            f"Without a reply, or if this is not accepted, it goes on{whom} as {stage.name}."
        )
    yield Paragraph(_CAFCASS if card.may_consult else _PARTNERSHIP, "quiet")


def _by_when(page: EscalationPage, practice: Practice, today: date) -> Paragraph:
    card, now = page.card, page.steps[-1]
    if now.replied_on is not None:
        return Paragraph(f"{now.reply}. {now.note}".rstrip(". ") + ".")
    if card.reply_due_on is None or now.started_on is None:
        return Paragraph("The day of this stage is not on file yet.", "warn")
    if card.reply_due_on < today:
        return Paragraph(f"No reply has come: it was due by {say_date(card.reply_due_on)}.", "bad")
    formal = [step for step in page.steps if step.formal]
    total_due_on = card.meter.due_on if card.meter and len(formal) > 1 else None
    return Paragraph(reply_due(practice, card.stage, now.started_on, total_due_on), "strong")


def _before(page: EscalationPage) -> Iterator[Block]:
    """Yield the stages that came before this one, each with what was replied."""
    steps = page.steps[:-1] if page.card.is_open else page.steps
    if steps:
        yield Heading("Steps so far")
        rows = tuple(_step(one) for one in steps)
        yield Table("Steps so far", ("Stage", "To whom", "Reply"), rows, (3, 3, 5))


def _step(one: StepLine) -> tuple[Cell, ...]:
    started = f"from {short_date(one.started_on)}" if one.started_on else ""
    left_out = f"left out: {one.skipped}" if one.skipped else ""
    following = f"Next: {one.next_step}" if one.next_step else ""
    return (
        Cell(one.stage_name, ", ".join(part for part in (started, left_out) if part)),
        Cell(one.to_whom, one.why),
        Cell(
            one.reply or "No reply on file",
            " ".join(part for part in (one.note, following) if part),
            "bad" if one.late else "",
        ),
    )


def open_challenge_of(snapshot: Snapshot, practice: Practice, child_id: str, today: date) -> str:
    """Return the challenge of a child that a letter is written about: the latest open one.

    Raises NoChallengeToWriteError.
    """
    found = [
        at.escalation for at in progress_of(snapshot.cases[child_id], practice, today) if at.is_open
    ]
    if not found:
        raise NoChallengeToWriteError
    return max(found, key=lambda one: (one.opened_on or date.min, one.id)).id
