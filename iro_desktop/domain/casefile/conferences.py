"""Child protection conferences: initial, transfer-in and review conferences, and their clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.casefile.review_due import Part, ReviewDue, why_not_counted
from iro_desktop.domain.casefile.spans import PlanSpan, adult_on, plan_spans
from iro_desktop.domain.keeping import kept_with_case
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Review, Section47
from iro_desktop.domain.rules import RULES
from iro_desktop.domain.snapshot import CaseFile

_NEAR_THE_START: Final = timedelta(days=31)
"""How far a plan's start may lie from its initial conference; the two should be one day."""
CONFERENCES: Final = frozenset({"icpc", "rcpc", "transfer"})
"""The types of review that are conferences of their own; a reconvened one is not."""


@kept_with_case
def conference_dues(case: CaseFile, practice: Practice, as_of: date) -> tuple[ReviewDue, ...]:
    """Return every conference due up to ``as_of``, held or not, in order of kind and start.

    A reconvened conference carries on the one before it and starts no clock. Plans for which
    another authority stays responsible bring no dues.
    """
    enquiries = case.of(Section47)
    spans = plan_spans(case, as_of)
    conferences = conferences_held(case, as_of)
    if not (enquiries or spans or conferences):
        return ()
    dues = _initial_dues(case, conferences, practice, as_of)
    dues += _transfer_dues(case, conferences, practice)
    for number, span in enumerate(spans):
        if not span.plan.temporary:
            after = spans[number - 1].ended_on if number else None
            dues += _review_dues(case, span, after, conferences, practice, as_of)
    return tuple(dues)


def conferences_held(case: CaseFile, as_of: date) -> list[tuple[date, Review]]:
    """Return the conferences held by ``as_of`` in order, one a day and type."""
    found: dict[tuple[date, str], Review] = {}
    for review in case.of(Review):
        held_on = review.held_on
        if review.review_type in CONFERENCES and held_on is not None and held_on <= as_of:
            found.setdefault((held_on, review.review_type), review)
    return sorted(
        ((day, review) for (day, _), review in found.items()),
        key=lambda pair: (pair[0], pair[1].id),
    )


def _initial_dues(
    case: CaseFile, conferences: list[tuple[date, Review]], practice: Practice, as_of: date
) -> list[ReviewDue]:
    """Return the initial conferences held, and those that open enquiries still ask for."""
    dues: list[ReviewDue] = []
    before: date | None = None
    for held_on, review in conferences:
        if review.review_type != "icpc":
            continue
        enquiry = _enquiry_of(case, before, held_on)
        started_on = review.strategy_on or (enquiry.strategy_on if enquiry else None)
        span_id = enquiry.id if enquiry else ""
        dues.append(_single(case, practice, "icpc", started_on, held_on, review.id, span_id))
        before = held_on
    over_on = min((d for d in (case.child.died_on, adult_on(case.child)) if d), default=None)
    for enquiry in case.of(Section47):
        due = _awaited(case, practice, enquiry, before, over_on, as_of)
        if due is not None:
            dues.append(due)
    return dues


def _enquiry_of(case: CaseFile, after: date | None, held_on: date) -> Section47 | None:
    """Return the enquiry that led to a conference: of several that ran on, the first.

    Several strategy discussions: the one that started the enquiry counts, not the last.
    """
    enquiries = sorted(
        (
            (enquiry.strategy_on, enquiry)
            for enquiry in case.of(Section47)
            if enquiry.strategy_on is not None
            and enquiry.strategy_on <= held_on
            and (after is None or enquiry.strategy_on > after)
            and not enquiry.conference_not_needed
        ),
        key=lambda pair: (pair[0], pair[1].id),
    )
    if not enquiries:
        return None
    began_on, first = enquiries[-1]
    for strategy_on, enquiry in reversed(enquiries[:-1]):
        if enquiry.ended_on is not None and enquiry.ended_on < began_on:
            break
        began_on, first = strategy_on, enquiry
    return first


def _awaited(
    case: CaseFile,
    practice: Practice,
    enquiry: Section47,
    last_held_on: date | None,
    over_on: date | None,
    as_of: date,
) -> ReviewDue | None:
    """Return the initial conference that an enquiry still asks for, or None."""
    started_on = enquiry.strategy_on
    if started_on is None or started_on > as_of or enquiry.conference_not_needed:
        return None
    if last_held_on is not None and started_on <= last_held_on:
        return None
    if enquiry.ended_on is not None and enquiry.conference_not_needed is None:
        return None  # an ended enquiry of which nothing says that a conference was to follow
    due = _single(case, practice, "icpc", started_on, None, "", enquiry.id)
    assert due.due_on is not None  # noqa: S101 - it has a start
    return _unheld(due, due.due_on, over_on, as_of)


def _unheld(due: ReviewDue, due_on: date, over_on: date | None, as_of: date) -> ReviewDue:
    why_not = why_not_counted(due_on, None, over_on, as_of)
    is_open = over_on is None or over_on > as_of
    return replace(due, counted=not why_not, why_not=why_not, open=is_open)


def _transfer_dues(
    case: CaseFile, conferences: list[tuple[date, Review]], practice: Practice
) -> list[ReviewDue]:
    return [
        _single(case, practice, "transfer", review.notified_on, held_on, review.id, "")
        for held_on, review in conferences
        if review.review_type == "transfer"
    ]


def _single(
    case: CaseFile,
    practice: Practice,
    part: Part,
    started_on: date | None,
    held_on: date | None,
    review_id: str,
    span_id: str,
) -> ReviewDue:
    """Return an initial or transfer-in conference, which has one clock and no order."""
    rule = RULES["icpc" if part == "icpc" else "transfer_in"]
    limit = due_on = None
    why_not = ""
    if started_on is None:
        missing = "strategy discussion" if part == "icpc" else "written notification"
        why_not = f"the date of the {missing} is not on file"
    elif held_on is not None and held_on < started_on:
        why_not = "held before the day that starts its clock"
    if started_on is not None and rule.limit is not None:
        limit = practice.counted(started_on, rule.limit)
        due_on = practice.after(started_on, limit)
    return ReviewDue(
        case.child.id,
        "cp",
        0,
        part,
        started_on,
        due_on,
        rule.id,
        held_on,
        review_id,
        span_id,
        counted=not why_not,
        why_not=why_not,
        limit=limit,
        holidays_unknown=due_on is not None and practice.calendar.beyond(due_on),
    )


def _review_dues(
    case: CaseFile,
    span: PlanSpan,
    after: date | None,
    conferences: list[tuple[date, Review]],
    practice: Practice,
    as_of: date,
) -> list[ReviewDue]:
    """Return the review conferences of one plan: 3 months after the start, then 6-monthly."""
    started_on, starts = _plan_clock(span, after, conferences)
    last = span.over_on or as_of
    held = [
        (day, review.id)
        for day, review in conferences
        if review.review_type == "rcpc" and started_on < day <= last and day > span.started_on
    ]
    dues: list[ReviewDue] = []
    rule_id = "rcpc_first"
    for number, (held_on, review_id) in enumerate([*held, (None, "")], start=1):
        rule = RULES[rule_id]
        assert rule.limit is not None  # noqa: S101 - both have one
        limit = practice.counted(started_on, rule.limit)
        due_on = practice.after(started_on, limit)
        why_not = why_not_counted(due_on, held_on, span.over_on, as_of)
        dues.append(
            ReviewDue(
                case.child.id,
                "cp",
                number,
                "rcpc_first" if number == 1 else "rcpc_later",
                started_on,
                due_on,
                rule_id,
                held_on,
                review_id,
                span.plan.id,
                counted=not why_not,
                why_not=why_not,
                starts=starts,
                limit=limit,
                open=held_on is None and span.open_on(as_of),
            )
        )
        if held_on is not None:
            started_on, starts = held_on, "the last review conference, held"
            rule_id = "rcpc_later"
    return dues


def _plan_clock(
    span: PlanSpan, after: date | None, conferences: list[tuple[date, Review]]
) -> tuple[date, str]:
    """Return the day from which the first review conference is due, and what it is.

    It is the initial or the transfer-in conference; where neither is on file, the plan's start,
    which is that conference's day.
    """
    near = [
        (abs(day - span.started_on), day, review.review_type)
        for day, review in conferences
        if review.review_type in ("icpc", "transfer")
        and review.plan_continues is not False
        and abs(day - span.started_on) <= _NEAR_THE_START
        and (after is None or day > after)
    ]
    if not near:
        return span.started_on, "the plan began with its initial conference"
    _, day, review_type = min(near)
    named = "initial" if review_type == "icpc" else "transfer-in"
    return day, f"the {named} conference, held"
