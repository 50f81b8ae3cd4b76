"""One child on one page: who it is, what is due next and why, what was decided and asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.casefile import (
    CareSpan,
    Due,
    PlanSpan,
    Status,
    allocation_on,
    care_spans,
    current_legal_status,
    days_late,
    dues,
    key_of,
    plan_spans,
    put_off,
    review_dues,
    status,
)
from iro_desktop.domain.codes import say
from iro_desktop.domain.escalation import progress_of
from iro_desktop.domain.local_words import local_words
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    Ask,
    Decision,
    Review,
    SocialWorker,
    Standards,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import short_date
from iro_desktop.services.caseload import KINDS as CASELOAD_KINDS
from iro_desktop.services.caseload_notes import WATCHED
from iro_desktop.services.caseload_row import due_words
from iro_desktop.services.child_facts import Fact, facts
from iro_desktop.services.child_file import KINDS as FILE_KINDS
from iro_desktop.services.child_file import FileLine, child_file
from iro_desktop.services.child_timeline import Timeline, timeline
from iro_desktop.services.child_words import (
    age_text,
    category_of,
    current_protection_plan,
    home_of,
    is_asylum_seeker,
    name_of,
)
from iro_desktop.services.decisions import done_words, first_decided_on, in_order
from iro_desktop.services.escalation_cards import EscalationCard, card_of
from iro_desktop.services.escalation_page import challenges_naming
from iro_desktop.services.siblings import Sibling, siblings_of

KINDS: Final = CASELOAD_KINDS | FILE_KINDS | {"Officer"}
"""The kinds of records that a child's page depends on."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something due: what, by when, how it stands, why, and which text says so.

    ``put_off`` is why it was put off, ``key`` what it is known by from day to day.
    """

    what: str
    record_id: str
    title: str
    due_on: date | None
    words: str
    status: Status
    why: str
    source: str
    key: str = ""
    put_off: str = ""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision of the last review, and whether it was done; ``carried`` says since when it is."""

    decision_id: str
    words: str
    owner: str
    due_on: date | None
    done_on: date | None
    state: str
    status: Status
    carried: str = ""


@dataclass(frozen=True, slots=True)
class AskLine:
    """Something that the child asked for, and what became of it."""

    ask_id: str
    words: str
    answer: str
    state: str
    status: Status


@dataclass(frozen=True, slots=True)
class ChildPage:
    """All that the page shows, as values.

    ``called`` is how a heading names the child: the initials, or the reference. ``last_review``
    names the review that ``decisions`` and ``asks`` are of.
    """

    child_id: str
    title: str
    context: str
    called: str
    is_closed: bool
    siblings: tuple[Sibling, ...]
    timeline: Timeline
    dues: tuple[DueLine, ...]
    last_review_id: str
    last_review: str
    decisions: tuple[DecisionLine, ...]
    asks: tuple[AskLine, ...]
    asks_note: str
    challenges: tuple[EscalationCard, ...]
    facts: tuple[Fact, ...]
    file: tuple[FileLine, ...]


def child_page(
    snapshot: Snapshot, practice: Practice, child_id: str, today: date
) -> ChildPage | None:
    """Return one child's page, or None where the child is no longer there."""
    case = snapshot.cases.get(child_id)
    if case is None:
        return None
    reviews = review_dues(case, practice, today)
    due = dues(case, practice, today)
    progress = progress_of(case, practice, today)
    last = _last_review(case, today)
    found_facts = facts(case, practice, due, reviews, today)
    participation = next((f.words for f in found_facts if f.heading == "Participation"), "")
    titles = {one.review_id: one.title for one in reviews if one.review_id}
    return ChildPage(
        child_id=child_id,
        title=f"{name_of(case.child)}, {age_text(case.child, today)}",
        context=_context(case, practice.on(today), today),
        called=case.child.initials or case.child.reference,
        is_closed=not due and not _is_open(case, today),
        siblings=siblings_of(case, snapshot, practice, today),
        timeline=timeline(case, reviews, due, progress, today),
        dues=tuple(_due_line(case, one, today) for one in sorted(due, key=_order)),
        last_review_id=last.id if last else "",
        last_review=_review_words(last, titles),
        decisions=decision_lines(case, last.id if last else "", today),
        asks=tuple(_asks(case, last, late=_is_late(due, today))),
        asks_note=_asks_note(last, titles, participation),
        challenges=(
            *(card_of(case, at, snapshot, practice, today) for at in progress if at.is_open),
            *challenges_naming(snapshot, practice, child_id, today),
        ),
        facts=found_facts,
        file=child_file(case, snapshot, reviews, practice.on(today)),
    )


def _spans(case: CaseFile, today: date) -> tuple[CareSpan | PlanSpan, ...]:
    return (*care_spans(case, today), *plan_spans(case, today))


def _is_open(case: CaseFile, today: date) -> bool:
    spans = _spans(case, today)
    return not spans or any(span.open_on(today) for span in spans)


# Who it is


def _context(case: CaseFile, standards: Standards, today: date) -> str:
    parts = [*_standing(case, standards, today), home_of(case, today)]
    if is_asylum_seeker(case.child, today):
        parts.append("unaccompanied asylum-seeking child")
    parts.append(_social_worker(case, today))
    allocation = allocation_on(case, today)
    if allocation is None and _is_open(case, today):
        parts.append("no IRO on file")
    return " · ".join(part for part in parts if part)


def _standing(case: CaseFile, standards: Standards, today: date) -> Iterator[str]:
    """Yield the order and the plan that hold, or when the last of them ended."""
    legal = current_legal_status(case, today)
    if legal is not None:
        since = f" since {short_date(legal.started_on)}" if legal.started_on else ""
        yield f"{say('legal_status', legal.status)} ({legal.status}){since}"
    elif any(span.open_on(today) for span in care_spans(case, today)):
        yield local_words("Looked after, legal status not on file", standards)
    plan = current_protection_plan(case, today)
    if plan is not None:
        words = category_of(plan).lower()
        since = f" since {short_date(plan.started_on)}" if plan.started_on else ""
        yield f"Child protection plan{f' ({words})' if words else ''}{since}"
    spans = _spans(case, today)
    if spans and not _is_open(case, today):
        over = max(span.over_on for span in spans if span.over_on is not None)
        yield f"Closed: care or plan ended {short_date(over)}"
    if not spans:
        yield "No period of care or plan on file yet"


def _social_worker(case: CaseFile, today: date) -> str:
    current = [
        worker
        for worker in case.of(SocialWorker)
        if (worker.from_on is None or worker.from_on <= today)
        and (worker.to_on is None or worker.to_on >= today)
    ]
    latest = max(current, key=lambda one: (one.from_on or date.min, one.id), default=None)
    if latest is None:
        return ""
    return "social worker " + ", ".join(part for part in (latest.worker, latest.team) if part)


# What is due, decided and asked


def _order(due: Due) -> tuple[date, bool]:
    """Order by day; of one day what the IRO does stands before what others owe."""
    return due.due_on or date.max, due.what in WATCHED


def _due_line(case: CaseFile, due: Due, today: date) -> DueLine:
    late = days_late(due, today)
    why = due.reason if due.due_on or due.starts else ""
    later = put_off(case, due, today)
    return DueLine(
        due.what,
        due.record_id,
        due.title,
        due.due_on,
        later.words(today) if later else due_words(None if late is None else -late) or "no date",
        Status.UNDATED if later else status(due, today),
        why[:1].upper() + why[1:],
        due.source,
        key_of(due),
        later.reason if later else "",
    )


def _last_review(case: CaseFile, today: date) -> Review | None:
    held = [one for one in case.of(Review) if one.held_on is not None and one.held_on <= today]
    return max(held, key=lambda one: (one.held_on or date.min, one.id), default=None)


def _review_words(review: Review | None, titles: dict[str, str]) -> str:
    """Return how a heading names a review: "review 3, 24 Sep 2019"."""
    if review is None or review.held_on is None:
        return ""
    title = titles.get(review.id) or say("review_type", review.review_type)
    return f"{title[:1].lower()}{title[1:]}, {short_date(review.held_on)}"


def decision_lines(case: CaseFile, review_id: str, today: date) -> tuple[DecisionLine, ...]:
    """Return the decisions of a review, those not done first; none without a review."""
    found = [one for one in case.of(Decision) if review_id and one.review_id == review_id]
    return tuple(_decision_line(case, one, today) for one in sorted(found, key=in_order))


def _decision_line(case: CaseFile, one: Decision, today: date) -> DecisionLine:
    state, standing = done_words(one.due_on, one.done_on, today)
    since = first_decided_on(case, one)
    return DecisionLine(
        one.id,
        one.decision,
        one.owner,
        one.due_on,
        one.done_on,
        state,
        standing,
        f"first decided {short_date(since)}" if since else "",
    )


def _is_late(found: Sequence[Due], today: date) -> bool:
    """Return whether the next review, by which the asks should be done, is itself overdue."""
    return any(
        one.what in ("review", "conference") and status(one, today) is Status.OVERDUE
        for one in found
    )


def _asks(case: CaseFile, review: Review | None, *, late: bool) -> Iterator[AskLine]:
    """Yield what the child asked for at a review; by the next one it should be done."""
    for one in case.of(Ask):
        if review is None or one.review_id != review.id:
            continue
        answer = say("ask_answer", one.answer).lower() or "no answer yet"
        if one.reason_told_on is not None:
            answer += f" · told why {short_date(one.reason_told_on)}"
        if one.done_on is not None:
            yield AskLine(one.id, one.words, answer, f"Done {short_date(one.done_on)}", Status.DONE)
        elif one.answer == "no":
            yield AskLine(one.id, one.words, answer, "Not agreed", Status.UNDATED)
        else:
            standing = Status.OVERDUE if late else Status.SOON
            yield AskLine(one.id, one.words, answer, "Not yet", standing)


def _asks_note(review: Review | None, titles: dict[str, str], participation: str) -> str:
    words = _review_words(review, titles)
    return ". ".join(part for part in (words[:1].upper() + words[1:], participation) if part)
