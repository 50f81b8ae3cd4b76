"""What an IRO has before them when they check a case, and recording the check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from iro_desktop.domain.casefile import EventCheck, Status, event_check
from iro_desktop.domain.casefile.due import SOON_DAYS
from iro_desktop.domain.limits import in_the_future, limit_problems, missing, refuse
from iro_desktop.domain.local_words import say_review_type, status_tags
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    Ask,
    Contact,
    Decision,
    Escalation,
    MonitoringCheck,
    Review,
    Standards,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.standards import theme_group
from iro_desktop.domain.words import say_days, short_date
from iro_desktop.services.child_records import case_on_file
from iro_desktop.services.child_words import age_text
from iro_desktop.services.midpoint_standing import last_check
from iro_desktop.services.midpoints import MidpointRow, open_midpoints
from iro_desktop.services.workspace import Workspace, new_id

_TROUBLE: Final = frozenset({"late", "blocked"})


@dataclass(frozen=True, slots=True)
class PromptLine:
    """One prompt of the local standards, with the last answer that anybody gave to it."""

    prompt: str
    last_answer: str = ""
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision of the last review, and how it stands; ``words`` say it."""

    decision: str
    owner: str
    due_on: date | None
    done_on: date | None
    status: Status
    words: str


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What lies beside a new check of one child: midpoints, decisions, the last answers.

    ``trigger`` is why the check is made now, as far as the file can tell. ``news`` is what the IRO
    was told and no check has answered yet. ``asks`` are what the child asked for at the last review
    and has not got.
    """

    child_id: str
    reference: str
    initials: str
    age: str
    tags: tuple[str, ...]
    midpoints: tuple[MidpointRow, ...]
    news: EventCheck | None
    trigger: str
    review: str
    decisions: tuple[DecisionLine, ...]
    asks: tuple[str, ...]
    prompts: tuple[PromptLine, ...]
    last: MonitoringCheck | None

    def met_by(self, day: date) -> tuple[MidpointRow, ...]:
        """Return the open midpoints that a check on ``day`` would meet."""
        return tuple(row for row in self.midpoints if row.from_on <= day <= row.until_on)

    def meaning(self, day: date) -> str:
        """Return what a check on ``day`` counts for, in a sentence or two."""
        news = self.news
        if news is None or day < news.told_on:
            return self._meaning_between(day)
        answers = f"Answers what you were told on {short_date(news.told_on)}: {news.what}."
        return f"{answers} {self._meaning_between(day)}" if self.midpoints else answers

    def _meaning_between(self, day: date) -> str:
        met = self.met_by(day)
        if met:
            days = " and ".join(short_date(row.on) for row in met)
            return f"Counts for the midpoint of {days}."
        if not self.midpoints:
            return "No midpoint is open: this is kept as a check of its own."
        row = min(self.midpoints, key=lambda one: one.on)
        when = "from" if day < row.from_on else "only until"
        limit = row.from_on if day < row.from_on else row.until_on
        return (
            f"Does not count for the midpoint of {short_date(row.on)}: {when} {short_date(limit)}."
        )


def check_context(
    snapshot: Snapshot, practice: Practice, child_id: str, today: date
) -> CheckContext:
    """Return what an IRO needs beside them to check this child's case today."""
    case = snapshot.cases[child_id]
    child = case.child
    awaited = open_midpoints(case, practice, today)
    review = _last_review(case, today)
    standards = practice.on(today)
    due = any(row.from_on <= today for row in awaited)
    return CheckContext(
        child_id=child.id,
        reference=child.reference,
        initials=child.initials,
        age=age_text(child, today),
        tags=status_tags(case, today, standards),
        midpoints=awaited,
        news=event_check(case, practice, today),
        trigger="midpoint" if due else "event",
        review=_review_words(review, standards),
        decisions=_decisions(case, review, today),
        asks=tuple(a.words for a in case.of(Ask) if _is_open_ask(a, review)),
        prompts=tuple(_prompt(case, prompt, today) for prompt in standards.prompts),
        last=last_check(case, today),
    )


def _last_review(case: CaseFile, today: date) -> Review | None:
    held = [r for r in case.of(Review) if r.held_on is not None and r.held_on <= today]
    return max(held, key=lambda r: (r.held_on or date.min, r.id), default=None)


def _review_words(review: Review | None, standards: Standards) -> str:
    if review is None or review.held_on is None:
        return ""
    return f"{say_review_type(review.review_type, standards)}, {short_date(review.held_on)}"


def _is_open_ask(ask: Ask, review: Review | None) -> bool:
    return review is not None and ask.review_id == review.id and ask.done_on is None


def _decisions(case: CaseFile, review: Review | None, today: date) -> tuple[DecisionLine, ...]:
    if review is None:
        return ()
    found = [d for d in case.of(Decision) if d.review_id == review.id]
    lines = [_decision(d, today) for d in found]
    return tuple(
        sorted(lines, key=lambda line: (line.done_on is not None, line.due_on or date.max))
    )


def _decision(decision: Decision, today: date) -> DecisionLine:
    due_on, done_on = decision.due_on, decision.done_on
    if done_on is not None:
        status, words = Status.DONE, f"Done {short_date(done_on)}"
    elif due_on is None:
        status, words = Status.UNDATED, "No date"
    elif due_on < today:
        status, words = Status.OVERDUE, f"{say_days((today - due_on).days)} late"
    else:
        days = (due_on - today).days
        status = Status.SOON if days <= SOON_DAYS else Status.LATER
        words = "today" if days == 0 else f"in {say_days(days)}"
    return DecisionLine(decision.decision, decision.owner, due_on, done_on, status, words)


def _prompt(case: CaseFile, prompt: str, today: date) -> PromptLine:
    """Return a prompt with its last answer; who reworded a prompt since starts afresh."""
    answered = [
        (check.checked_on, check.id, answer)
        for check in case.of(MonitoringCheck)
        if check.checked_on is not None and check.checked_on <= today
        for asked, answer in zip(check.prompts, check.answers, strict=False)
        if asked == prompt and answer.strip()
    ]
    if not answered:
        return PromptLine(prompt)
    on, _, answer = max(answered)
    return PromptLine(prompt, answer, on)


def record_check(workspace: Workspace, check: MonitoringCheck, *, today: date) -> str:
    """Record a monitoring check and return its id; one with an id is edited. Raises RefusedError.

    A check without analysis is kept as a file note; it meets no midpoint.
    """
    child = case_on_file(workspace, check.child_id).child
    check = replace(
        check, id=check.id or new_id(), officer_id=check.officer_id or workspace.officer_id
    )
    refuse(
        limit_problems(check)
        + missing(check, "checked_on", "outcome")
        + in_the_future(check, today, "checked_on")
    )
    with workspace.write(f"record check of {child.reference}") as write:
        write.put(check)
    return check.id


def challenge_from(
    check: MonitoringCheck, *, today: date, themes: Sequence[str] = ()
) -> Escalation:
    """Return the challenge that a check leads to, filled with what the check already says.

    The main theme is one of ``themes`` if the check names drift, or decisions that are late.
    """
    return Escalation(
        id="",
        child_id=check.child_id,
        opened_on=today,
        source="monitoring",
        evidence=check.analysis,
        impact=check.experience,
        theme=_theme(check, themes),
    )


def _theme(check: MonitoringCheck, themes: Sequence[str]) -> str:
    if check.drift:
        word = "drift"
    elif check.decisions_state in _TROUBLE:
        word = "decision"
    else:
        return ""
    delays = [theme for theme in themes if theme_group(theme).casefold() == "delay"]
    named = (theme for theme in (*delays, *themes) if word in theme.casefold())
    return next(named, delays[0] if delays else "")


def record_contact(workspace: Workspace, contact: Contact, *, today: date) -> str:
    """Record a contact and return its id. Raises RefusedError."""
    child = case_on_file(workspace, contact.child_id).child
    contact = replace(
        contact, id=contact.id or new_id(), officer_id=contact.officer_id or workspace.officer_id
    )
    refuse(
        limit_problems(contact)
        + missing(contact, "contact_on", "with_whom")
        + in_the_future(contact, today, "contact_on")
    )
    with workspace.write(f"record contact of {child.reference}") as write:
        write.put(contact)
    return contact.id
