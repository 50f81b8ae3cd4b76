"""The middle of each interval between reviews, and whether the case was checked around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from iro_desktop.domain.casefile.review_due import ReviewDue
from iro_desktop.domain.casefile.reviews import review_dues
from iro_desktop.domain.casefile.spans import care_spans, plan_spans
from iro_desktop.domain.keeping import kept_with_case
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import MonitoringCheck
from iro_desktop.domain.snapshot import CaseFile

State = Literal["met", "missed", "open", "removed", "not yet"]


@dataclass(frozen=True, slots=True)
class Midpoint:
    """The middle of one interval from a review or conference held to the next one due.

    A qualifying check from ``window_from`` to ``window_to`` meets it. ``state`` is as of the day
    asked for: ``not yet`` before the window, ``open`` within it, ``removed`` if the next review
    was held, care or the plan ended, or the child turned 18 before it could be missed.
    ``counted``: it is met and its day has come, or it is missed. ``late_check_on`` is the day of
    the first check after a window that was missed, before the interval ended: it does not count,
    but the case has been looked at.
    """

    child_id: str
    part: Literal["cla", "cp"]
    on: date
    window_from: date
    window_to: date
    interval_from: date
    interval_to: date
    check_id: str
    checked_on: date | None
    state: State
    counted: bool
    current: bool
    review_id: str = ""
    late_check_on: date | None = None


@kept_with_case
def midpoints(case: CaseFile, practice: Practice, as_of: date) -> tuple[Midpoint, ...]:
    """Return the midpoint of every interval up to ``as_of``, in order of the reviews due.

    From the start of care to the first review there is none, nor in short breaks, nor in an
    interval shorter than the standards ask; from the initial conference to the first review
    conference there is one.
    """
    intervals = list(_intervals(review_dues(case, practice, as_of)))
    if not intervals:
        return ()
    over = {span.period.id: span.over_on for span in care_spans(case, as_of)}
    over |= {span.plan.id: span.over_on for span in plan_spans(case, as_of)}
    checks = qualifying_checks(case, as_of)
    found = (
        _midpoint(due, due_on, over.get(due.span_id), checks, practice, as_of)
        for due, due_on in intervals
    )
    return tuple(midpoint for midpoint in found if midpoint is not None)


def qualifying_checks(case: CaseFile, as_of: date) -> list[tuple[date, str]]:
    """Return day and id of the checks up to ``as_of`` that say something about the child's case.

    A file note without analysis does not count.
    """
    return sorted(
        (check.checked_on, check.id)
        for check in case.of(MonitoringCheck)
        if check.checked_on is not None and check.checked_on <= as_of and check.analysis.strip()
    )


def _intervals(dues: tuple[ReviewDue, ...]) -> Iterator[tuple[ReviewDue, date]]:
    """Yield the intervals that begin with a review or conference, with the day they are due.

    The due date is the one that governs: after a review under the adoption rules, theirs.
    """
    adoption = {
        (due.span_id, due.started_on): due.due_on
        for due in dues
        if due.kind == "adoption" and due.part != "first"
    }
    for due in dues:
        starts_with_review = (due.kind == "cla" and due.part != "first") or (
            due.kind == "cp" and due.part in ("rcpc_first", "rcpc_later")
        )
        if starts_with_review and due.due_on is not None and due.started_on is not None:
            yield due, adoption.get((due.span_id, due.started_on)) or due.due_on


def _midpoint(
    due: ReviewDue,
    due_on: date,
    over_on: date | None,
    checks: list[tuple[date, str]],
    practice: Practice,
    as_of: date,
) -> Midpoint | None:
    started_on = due.started_on
    assert started_on is not None  # noqa: S101 - _intervals sees to it
    standards = practice.on(started_on)
    length = (due_on - started_on).days
    if length < (standards.monitoring_shortest_days or 0):
        return None
    on = started_on + timedelta(days=length // 2)
    window_from = on - timedelta(days=standards.monitoring_before_days or 0)
    window_to = on + timedelta(days=standards.monitoring_after_days or 0)
    check = next((c for c in checks if window_from <= c[0] <= window_to), None)
    ended = [day for day in (due.held_on, over_on) if day is not None and day <= as_of]
    state: State
    if check is not None:
        state = "met"
    elif any(day <= window_to for day in ended):
        state = "removed"
    elif as_of > window_to:
        state = "missed"
    else:
        state = "open" if as_of >= window_from else "not yet"
    late = (day for day, _ in checks if window_to < day <= min(ended, default=as_of))
    return Midpoint(
        due.child_id,
        "cp" if due.kind == "cp" else "cla",
        on,
        window_from,
        window_to,
        started_on,
        due_on,
        check[1] if check else "",
        check[0] if check else None,
        state,
        counted=(state == "met" and on <= as_of) or state == "missed",
        current=due.open,
        review_id=due.review_id,
        late_check_on=next(late, None) if state == "missed" else None,
    )
