"""Recording reviews and conferences, and saying beforehand what a review would mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from iro_desktop.domain.casefile import (
    Due,
    ReviewDue,
    birthday,
    days_late,
    dues,
    is_looked_after,
    on_plan,
    plan_spans,
    review_dues,
)
from iro_desktop.domain.codes import say
from iro_desktop.domain.limits import (
    FieldProblem,
    before,
    in_the_future,
    limit_problems,
    missing,
    refuse,
)
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    Ask,
    Child,
    ChildRecord,
    Decision,
    FamilySafeguardingChecklist,
    Participation,
    ProtectionPlan,
    Review,
    ReviewPart,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import say_date, say_days
from iro_desktop.services.child_records import case_on_file
from iro_desktop.services.decisions import settled_problems
from iro_desktop.services.workspace import Workspace, new_id

FOURTH: Final = 4
"""From this birthday on a child's participation is counted (SSDA903: PN1 to PN7)."""

OfReview = Decision | Ask | ReviewPart | FamilySafeguardingChecklist
"""What hangs on a review and can be taken off it in its form."""

_MAKES_A_PLAN: Final = frozenset({"icpc", "transfer", "reconvened"})
_ENDS_A_PLAN: Final = frozenset({"rcpc", "reconvened"})
_REVIEWS: Final = frozenset({"review", "conference"})


@dataclass(frozen=True, slots=True)
class Recording:
    """One child's review with all that is recorded of it at once.

    ``removed`` are deleted; ``settled`` are decisions of the review before, with the days on which
    they were done.
    """

    review: Review
    participation: Participation | None = None
    decisions: Sequence[Decision] = ()
    asks: Sequence[Ask] = ()
    parts: Sequence[ReviewPart] = ()
    checklist: FamilySafeguardingChecklist | None = None
    removed: Sequence[OfReview] = ()
    settled: Sequence[Decision] = ()

    def problems(self, case: CaseFile, today: date) -> list[FieldProblem]:
        """Return what keeps it from being recorded."""
        review = self.review
        return [
            *review_problems(review, case.child, self.participation, today),
            *_plan_problems(self._plans(case), review),
            *_row_problems(self.decisions, "decision"),
            *_row_problems(self.asks, "words"),
            *_row_problems(self.parts, "held_on"),
            *_part_problems(self.parts, review, today),
            *settled_problems(self.settled, today),
        ]

    def records(self, case: CaseFile) -> Iterator[ChildRecord]:
        """Yield what is written for it, those that are new with ids of their own."""
        review = replace(self.review, id=self.review.id or new_id())
        yield review
        for plan in self._plans(case):
            yield replace(plan, id=plan.id or new_id(), child_id=case.child.id)
        parts: tuple[Participation | OfReview | None, ...]
        parts = (self.participation, self.checklist, *self.decisions, *self.asks, *self.parts)
        for part in parts:
            if part is not None:
                yield replace(
                    part, id=part.id or new_id(), child_id=case.child.id, review_id=review.id
                )
        yield from self.settled

    def _plans(self, case: CaseFile) -> list[ProtectionPlan]:
        """Return what it changes about the plan: nothing once it had been recorded as held."""
        before = next((one for one in case.of(Review) if one.id == self.review.id), None)
        if before is not None and before.held_on is not None:
            return []
        return list(_plan_changes(case, self.review))


def record_review(  # noqa: PLR0913 - all that is recorded of one review
    workspace: Workspace,
    review: Review,
    participation: Participation | None = None,
    decisions: Sequence[Decision] = (),
    asks: Sequence[Ask] = (),
    *,
    parts: Sequence[ReviewPart] = (),
    checklist: FamilySafeguardingChecklist | None = None,
    removed: Sequence[OfReview] = (),
    settled: Sequence[Decision] = (),
    today: date,
) -> str:
    """Record a review with how the child took part, what was decided and asked; return its id.

    A review with an id is edited, or held after it was booked; one without is new; the others
    likewise; ``removed`` are deleted. ``settled`` are decisions of the review before, with the days
    on which they were done. ``parts`` are further sittings of a review that took a series of
    meetings. ``checklist`` says how far a conference followed the Family Safeguarding model.
    What a conference that is held now decides about the child protection plan is recorded with
    it: the plan begins, changes its category, or ends. Raises RefusedError.
    """
    case = case_on_file(workspace, review.child_id)
    recording = Recording(
        review, participation, decisions, asks, parts, checklist, removed, settled
    )
    refuse(recording.problems(case, today))
    what = say("review_type", review.review_type).lower()
    with workspace.write(f"record {what} of {case.child.reference}") as write:
        written = list(recording.records(case))
        for record in written:
            write.put(record)
        for gone in removed:
            write.delete(type(gone).__name__, gone.id)
    return written[0].id


def _row_problems(rows: Sequence[ChildRecord], needed: str) -> Iterator[FieldProblem]:
    for at, row in enumerate(rows):
        for problem in limit_problems(row) + missing(row, needed):
            yield replace(problem, at=at)


def _part_problems(
    parts: Sequence[ReviewPart], review: Review, today: date
) -> Iterator[FieldProblem]:
    """A further sitting comes after the first, and has been."""
    for at, part in enumerate(parts):
        for problem in in_the_future(part, today, "held_on"):
            yield replace(problem, at=at)
        if part.held_on and review.held_on and part.held_on < review.held_on:
            sentence = "A further sitting must not be before the day of the first."
            yield FieldProblem("held_on", sentence, ReviewPart.__name__, at)


def _plan_changes(case: CaseFile, review: Review) -> Iterator[ProtectionPlan]:
    """Yield the plan that a conference begins, changes or ends; a new one has no id yet."""
    held_on = review.held_on
    if review.plan_continues is None or held_on is None:
        return
    running = [span.plan for span in plan_spans(case, held_on) if span.open_on(held_on)]
    if review.plan_continues and not running:
        if review.review_type in _MAKES_A_PLAN:
            yield ProtectionPlan(
                id="",
                started_on=held_on,
                initial_category=review.category,
                latest_category=review.category,
            )
    elif review.plan_continues:
        for plan in running:
            if review.category and review.category != (
                plan.latest_category or plan.initial_category
            ):
                yield replace(plan, latest_category=review.category)
    elif review.review_type in _ENDS_A_PLAN:
        for plan in running:
            yield replace(plan, ended_on=held_on, end_reason="conference")


def _plan_problems(plans: Sequence[ProtectionPlan], review: Review) -> list[FieldProblem]:
    if any(not plan.id for plan in plans) and not review.category:
        sentence = "Choose the category of the plan that this conference makes."
        return [FieldProblem("category", sentence, Review.__name__)]
    return []


def review_problems(
    review: Review, child: Child, participation: Participation | None, today: date
) -> list[FieldProblem]:
    """Return what keeps a review from being recorded."""
    found = limit_problems(review) + missing(review, "held_on", "review_type")
    found += in_the_future(
        review, today, "held_on", "adjourned_on", "completed_on", "decisions_sent_on",
        "written_on", "distributed_on", "strategy_on", "notified_on", "child_seen_on",
        "social_worker_contact_on", "papers_received_on", "invites_agreed_on",
    )  # fmt: skip
    for later in ("adjourned_on", "completed_on", "decisions_sent_on", "written_on",
                  "distributed_on", "next_booked_on"):  # fmt: skip
        found += before(review, "held_on", later)
    found += _after_it_was_held(review)
    if review.held_on and child.born_on and review.held_on < child.born_on:
        found.append(_wrong("held_on", "Held on must not be before the child’s date of birth."))
    if participation is not None:
        found += limit_problems(participation)
        found += _participation_problems(review, child, participation)
    return found


_NOT_AFTER: Final = {
    "strategy_on": "The strategy discussion",
    "notified_on": "The written notification",
    "social_worker_contact_on": "The contact with the social worker before",
}
"""Days that cannot come after the review, as sentences name them."""


def _after_it_was_held(review: Review) -> Iterator[FieldProblem]:
    for name, words in _NOT_AFTER.items():
        day = getattr(review, name)
        if day is not None and review.held_on is not None and day > review.held_on:
            yield _wrong(name, f"{words} must not be after the day on which it was held.")


def _wrong(field: str, sentence: str) -> FieldProblem:
    return FieldProblem(field, sentence, Review.__name__)


def _participation_problems(
    review: Review, child: Child, participation: Participation
) -> list[FieldProblem]:
    """SSDA903: PN0 up to the 4th birthday, PN1 to PN7 from it; on the day itself both pass."""
    if not participation.participation or review.held_on is None or child.born_on is None:
        return []
    fourth = birthday(child.born_on, FOURTH)
    is_under = participation.participation == "PN0"
    sentence = ""
    if is_under and review.held_on > fourth:
        sentence = "The child was 4 or over at this review: choose PN1 to PN7, not PN0."
    elif not is_under and review.held_on < fourth:
        sentence = "The child was under 4 at this review: choose PN0."
    return [FieldProblem("participation", sentence, Participation.__name__)] if sentence else []


# Before it is recorded


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a review on some day would mean: in time or late, what is due after it, and booked.

    ``late`` says that it was due before that day; ``booked_late`` that the meeting booked next
    comes after the day by which one is due.
    """

    words: str = ""
    late: bool = False
    next_words: str = ""
    next_due_on: date | None = None
    booked_late: bool = False


def outlook(case: CaseFile, practice: Practice, review: Review, today: date) -> Outlook:
    """Return what a review would mean if it were recorded as it stands."""
    if review.held_on is None or not review.review_type or review.held_on > today:
        return Outlook()
    review = replace(review, id=review.id or "f" * 32)
    assumed = _with(case, review)
    found = review_dues(assumed, practice, today)
    own = next((due for due in found if due.review_id == review.id), None)
    words, late = _timeliness(own, today)
    following = _next_due(dues(assumed, practice, today), review)
    next_due_on = following.due_on if following else None
    next_words = ""
    if following is not None and next_due_on is not None:
        next_words = f"{following.title} then due by {say_date(next_due_on)}"
    booked = review.next_booked_on
    return Outlook(
        words,
        late,
        next_words,
        next_due_on,
        booked is not None and next_due_on is not None and booked > next_due_on,
    )


def started_on(case: CaseFile, practice: Practice, review: Review, today: date) -> date | None:
    """Return the day that the file says started the clock of an initial conference, or None."""
    held_on = review.held_on
    if held_on is None or review.review_type != "icpc":
        return None
    review = replace(review, id=review.id or "f" * 32, strategy_on=None)
    found = review_dues(_with(case, review), practice, max(today, held_on))
    return next((due.started_on for due in found if due.review_id == review.id), None)


def _with(case: CaseFile, review: Review) -> CaseFile:
    """Return the case file as it would be with a review, and with what it does to the plan."""
    records = dict(case.records)
    others = [one for one in case.of(Review) if one.id != review.id]
    records[Review] = (*others, review)
    changed = {plan.id: plan for plan in _plan_changes(case, review)}
    plans = [changed.pop(plan.id, plan) for plan in case.of(ProtectionPlan)]
    plans += [replace(plan, id="e" * 32, child_id=case.child.id) for plan in changed.values()]
    records[ProtectionPlan] = tuple(plans)
    return CaseFile(case.child, records)


def _timeliness(due: ReviewDue | None, today: date) -> tuple[str, bool]:
    if due is None or due.due_on is None:
        return "", False
    late = days_late(due, today) or 0
    by = f"due by {say_date(due.due_on)}"
    if late > 0:
        return f"{due.title}: {say_days(late)} late, {by}", True
    return f"{due.title}: in time, {by}", False


def _next_due(found: Sequence[Due], review: Review) -> Due | None:
    what = "review" if review.review_type == "cla" else "conference"
    return next((due for due in found if due.what == what), None)


def usual_type(case: CaseFile, practice: Practice, today: date) -> str:
    """Return the type of review that a child's case is most likely to have next."""
    first = next((due for due in dues(case, practice, today) if due.what in _REVIEWS), None)
    if first is not None and first.what == "conference":
        return "icpc" if first.rule_id == "icpc" else "rcpc"
    if first is not None or is_looked_after(case, today, short_breaks=True):
        return "cla"
    return "rcpc" if on_plan(case, today, temporary=True) else "cla"
