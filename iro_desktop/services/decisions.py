"""Decisions from review to review: whether they were done, and those that are carried over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.limits import FieldProblem, in_the_future
from iro_desktop.domain.records import Decision, Review
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import say_days, short_date
from iro_desktop.services.caseload_row import due_words
from iro_desktop.services.child_records import enter_record
from iro_desktop.services.workspace import Workspace

SETTLED: Final = "Settled"
"""How problems with the decisions of the last review are told from those with new ones."""

_SOON_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class LastDecisions:
    """What the review before decided, the decisions that are not done first."""

    review_id: str
    held_on: date
    decisions: tuple[Decision, ...]


def last_decisions(case: CaseFile, review: Review) -> LastDecisions | None:
    """Return what was decided at the last review before ``review``, or None where nothing was.

    Reviews of looked after children follow one another, and conferences do.
    """
    before = _before(case, review)
    if before is None or before.held_on is None:
        return None
    found = [one for one in case.of(Decision) if one.review_id == before.id]
    found.sort(key=in_order)
    return LastDecisions(before.id, before.held_on, tuple(found)) if found else None


def _before(case: CaseFile, review: Review) -> Review | None:
    is_cla = review.review_type in ("", "cla")
    until = review.held_on or date.max
    earlier = [
        one
        for one in case.of(Review)
        if one.id != review.id
        and one.held_on is not None
        and one.held_on < until
        and (one.review_type == "cla") is is_cla
    ]
    return max(earlier, key=lambda one: (one.held_on or date.min, one.id), default=None)


def in_order(decision: Decision) -> tuple[bool, date, str]:
    """Order decisions: those not done first, then by the day by which they are due."""
    return decision.done_on is not None, decision.due_on or date.max, decision.id


def carried(decision: Decision, due_on: date | None) -> Decision:
    """Return a decision as the next review takes it over, by a day of its own."""
    return Decision(
        id="",
        decision=decision.decision,
        owner=decision.owner,
        due_on=due_on,
        carried_from_id=decision.id,
    )


def first_decided_on(case: CaseFile, decision: Decision) -> date | None:
    """Return the day of the review that first decided what was carried over since, or None."""
    by_id = {one.id: one for one in case.of(Decision)}
    first, seen = decision, {decision.id}
    while (before := by_id.get(first.carried_from_id)) is not None and before.id not in seen:
        first = before
        seen.add(first.id)
    if first is decision:
        return None
    return next((one.held_on for one in case.of(Review) if one.id == first.review_id), None)


def settled_problems(decisions: Sequence[Decision], today: date) -> Iterator[FieldProblem]:
    """Yield what is wrong with what is said of the last decisions."""
    for at, decision in enumerate(decisions):
        for problem in in_the_future(decision, today, "done_on"):
            yield replace(problem, kind=SETTLED, at=at)


def done_words(due_on: date | None, done_on: date | None, today: date) -> tuple[str, Status]:
    """Return whether something was done, in words: "Not done, 122 days late", "Done 5 Oct 2019"."""
    if done_on is not None:
        return f"Done {short_date(done_on)}", Status.DONE
    if due_on is None:
        return "Not done yet", Status.UNDATED
    days = (due_on - today).days
    if days < 0:
        return f"Not done, {say_days(-days)} late", Status.OVERDUE
    return f"Due {due_words(days)}", Status.SOON if days <= _SOON_DAYS else Status.LATER


def set_done(workspace: Workspace, decision: Decision, done_on: date | None, today: date) -> None:
    """Say on which day a decision was done, or that it is not done yet. Raises RefusedError."""
    enter_record(workspace, replace(decision, done_on=done_on), today=today)
