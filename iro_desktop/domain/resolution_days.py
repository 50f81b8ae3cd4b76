"""How long formal resolutions took, and how long the open ones have been, against their limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from iro_desktop.domain.escalation import Progress
from iro_desktop.domain.listed_charts import CasesUnder, ListedChart
from iro_desktop.domain.measures import Figures, Period, say_period
from iro_desktop.domain.measures.challenges import owner_of
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.measures.wording import worded
from iro_desktop.domain.oversight_charts import StripPoint, StripSeries
from iro_desktop.domain.series import ChildBehind
from iro_desktop.domain.words import counted, plain_date

_DEFINITION: Final = (
    "{resolution}s that were closed in the period, and all that are open on the day. Working days "
    "from the first formal stage, which is day 0, to the day it was closed; nothing stops that "
    "clock but the end. The limit is that of all formal stages together, by the standards in force "
    "when the first of them began. Notes of good practice are not counted, nor what stayed "
    "informal. The owner is the IRO allocated on the last day or, between allocations, whoever "
    "raised it. Of erased records no days are kept."
)


def resolution_days(
    figures: Figures, period: Period, officer_id: str | None = None
) -> ListedChart[StripSeries]:
    """The formal resolutions closed in a period, and those open on the as-of day."""
    found = sorted(_found(figures, period, officer_id), key=lambda one: _order(one[0]))
    points = tuple(point for point, _ in found)
    as_of = figures.sources.as_of
    standards = figures.sources.practice.on(as_of)
    limit = standards.formal_total_days or 0
    closed = [point for point in points if not point.is_open]
    still = [point for point in points if point.is_open]
    title = _title(closed, still, limit)
    series = StripSeries(
        title=title,
        subtitle=worded(
            f"{{resolution}}s: working days from the first formal stage, {say_period(period)}",
            standards,
        ),
        sentence=worded(
            f"{{resolution}}s, {say_period(period)}: {title[:1].lower()}{title[1:]}, "
            f"as of {plain_date(as_of)}.",
            standards,
        ),
        definition=worded(_DEFINITION, standards),
        points=points,
        limit=limit,
        closed_words=_closed_words(closed),
        open_words=_open_words(still),
    )

    def groups(at: int | None) -> tuple[CasesUnder, ...]:
        chosen = found if at is None else found[at : at + 1]
        return (
            CasesUnder("Open", tuple(child for point, child in chosen if point.is_open)),
            CasesUnder("Closed", tuple(child for point, child in chosen if not point.is_open)),
        )

    return ListedChart(series, groups)


def _found(
    figures: Figures, period: Period, officer_id: str | None
) -> Iterator[tuple[StripPoint, ChildBehind]]:
    for facts in figures.listing.facts.values():
        for progress in facts.challenges:
            point = _point(progress, facts, period)
            on = figures.sources.as_of if point is None else point.closed_on or facts.as_of
            if point is None:
                continue
            if officer_id in (None, owner_of(facts, progress.escalation, on)):
                yield (
                    point,
                    ChildBehind(
                        facts.child_id, on, not point.is_late, point.spoken(), point.escalation_id
                    ),
                )


def _point(progress: Progress, facts: CaseFacts, period: Period) -> StripPoint | None:
    """Return the point of a case; None for what is no formal resolution, or of another time."""
    formal_on, closed_on, due_on = progress.formal_on, progress.closed_on, progress.total_due_on
    if progress.state == "praise" or formal_on is None or due_on is None:
        return None
    if closed_on is not None and closed_on not in period:
        return None
    return StripPoint(
        progress.escalation.id,
        progress.escalation.theme.strip(),
        formal_on,
        closed_on,
        progress.working_days_formal or 0,
        progress.total_limit.number if progress.total_limit else 0,
        is_late=(closed_on or facts.as_of) > due_on,
    )


def _order(point: StripPoint) -> tuple[bool, int, str]:
    """Order closed ones before open ones, each by days: so the keyboard goes along the lanes."""
    return point.is_open, point.days, point.escalation_id


def _title(closed: Sequence[StripPoint], still: Sequence[StripPoint], limit: int) -> str:
    """Return "8 of 10 closed within 20 working days; 1 of 3 open is late"."""
    if not closed and not still:
        return "No case has been formal in this time"
    late = sum(point.is_late for point in still)
    if not still:
        opened = "none is open"
    elif not late:
        opened = f"{len(still)} open, none late"
    else:
        opened = f"{late} of {len(still)} open {'is' if late == 1 else 'are'} late"
    if not closed:
        return f"None closed; {opened}"
    return f"{_in_time(closed)} of {len(closed)} closed {_within(closed, limit)}; {opened}"


def _within(closed: Sequence[StripPoint], limit: int) -> str:
    one_limit = all(point.limit == limit for point in closed)
    return f"within {counted(limit, 'working day')}" if one_limit else "within their limit"


def _in_time(closed: Sequence[StripPoint]) -> int:
    return sum(not point.is_late for point in closed)


def _closed_words(closed: Sequence[StripPoint]) -> str:
    return f"Closed, {_in_time(closed)} of {len(closed)} in time" if closed else ""


def _open_words(still: Sequence[StripPoint]) -> str:
    if not still:
        return ""
    late = sum(point.is_late for point in still)
    return f"Open so far, {late} of {len(still)} late" if late else f"Open so far, {len(still)}"
