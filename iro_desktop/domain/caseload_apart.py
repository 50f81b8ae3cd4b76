"""The caseload's two halves over time: children looked after and children on a plan, apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from iro_desktop.domain.listed_charts import CasesUnder, ListedChart
from iro_desktop.domain.measures import MEASURES, Figures, Mode, Period, Result, rounded
from iro_desktop.domain.measures.period import LONGEST_SERIES, last_complete_month
from iro_desktop.domain.measures.reasons import say_reason
from iro_desktop.domain.measures.tally import Cases
from iro_desktop.domain.measures.wording import worded
from iro_desktop.domain.oversight_charts import ApartPoint, ApartSeries
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.series import CASELOAD, ChildBehind
from iro_desktop.domain.words import counted, plain_date, say_month, say_number

_PARTS: Final = {"cla": "{looked_after} only", "cp": "On a plan only", "both": "Both"}

_DEFINITION: Final = (
    "Children at the end of each month, each once, by the named IRO. A child who is {looked_after} "
    "and on a child protection plan counts in both lines and once in the thin line of all. The "
    "range is that in force in the month for one full-time IRO times the FTE in post and working "
    "at its end; without an FTE there is none. Joined and left are those who came into the "
    "caseload and went out of it in the month, from a plan to care not being a move."
)


def caseload_apart(
    figures: Figures,
    officer_id: str | None = None,
    *,
    to_on: date | None = None,
    months: int = LONGEST_SERIES,
) -> ListedChart[ApartSeries]:
    """The children looked after and those on a plan at each of up to 36 month-ends.

    The last is that of ``to_on``, by default of the as-of day, with the month that runs then.
    """
    day = min(to_on or figures.sources.as_of, figures.sources.as_of)
    whole = figures.result(CASELOAD, Period(None, day), Mode.MONTH, officer_id)
    periods = tuple(point.period for point in whole.series[-months:])
    points = tuple(_point(figures, period, officer_id) for period in periods)
    standards = figures.sources.practice.on(day)
    series = ApartSeries(
        title=_title(points),
        subtitle=_subtitle(points, standards.caseload_low or 0, standards.caseload_high or 0),
        sentence=_sentence(points),
        definition=worded(_DEFINITION, standards),
        points=points if any(point.total for point in points) else (),
    )

    def groups(at: int | None) -> tuple[CasesUnder, ...]:
        if at is None:
            return _standing(figures, whole.period, whole)
        return _moved(figures, periods[at], officer_id) + _standing(figures, periods[at], whole)

    return ListedChart(series, groups)


def _point(figures: Figures, period: Period, officer_id: str | None) -> ApartPoint:
    day, practice = period.to_on, figures.sources.practice
    stock = figures.listing.stock(MEASURES[CASELOAD])
    cla, cp, both = (stock.counts(day, officer_id, part)[1] for part in _PARTS)
    standards, fte = practice.on(day), figures.working_fte(day, officer_id)
    came, went = figures.moves(period, officer_id)
    erased = figures.erased_moves(period, officer_id)
    so_far = "" if day == last_complete_month(day) else " so far"
    return ApartPoint(
        on=day,
        label=f"{say_month(day)}{so_far}",
        looked_after=cla + both,
        on_plan=cp + both,
        both=both,
        low=None if not fte else (standards.caseload_low or 0) * fte,
        high=None if not fte else (standards.caseload_high or 0) * fte,
        joined=len(came) + erased.joined,
        left=len(went) + erased.left_in_all,
        care_words=worded("{looked_after}", practice.on(figures.sources.as_of)),
    )


def _title(points: Sequence[ApartPoint]) -> str:
    """Return "41 looked after and 27 on a plan, 3 of them both"."""
    if not points or not any(point.total for point in points):
        return "No child has been in this caseload yet"
    last = points[-1]
    care, plan = say_number(last.looked_after), say_number(last.on_plan)
    said = f"{care} {last.care_words} and {plan} on a plan"
    if not last.both:
        return said
    return f"{said}, {say_number(last.both)} of them both"


def _subtitle(points: Sequence[ApartPoint], low: float, high: float) -> str:
    if not points:
        return "Children at each month’s end"
    last = points[-1]
    since = f", {say_month(points[0].on)} to {say_month(last.on)}" if len(points) > 1 else ""
    said = f"Children at each month’s end{since}"
    if last.low is None:
        return f"{said}; no range without an FTE"
    return f"{said}; range {rounded(low)}–{rounded(high)} per FTE"


def _sentence(points: Sequence[ApartPoint]) -> str:
    """Return how many there are of each, and how that was when the series begins."""
    if not points:
        return "No child has been in this caseload yet."
    first, last = points[0], points[-1]
    said = (
        f"On {plain_date(last.on)} {counted(last.total, 'child', 'children')}: "
        f"{say_number(last.looked_after)} {last.care_words}, "
        f"{say_number(last.on_plan)} on a plan, {say_number(last.both)} of them both"
    )
    if len(points) > 1:
        said += (
            f"; on {plain_date(first.on)} {say_number(first.looked_after)} {first.care_words} "
            f"and {say_number(first.on_plan)} on a plan"
        )
    return f"{said}."


def _standing(figures: Figures, period: Period, whole: Result) -> tuple[CasesUnder, ...]:
    practice, officer_id = figures.sources.practice, whole.officer_id
    found = whole.cases(period)
    standards = practice.on(period.to_on)
    groups = []
    for part, words in _PARTS.items():
        cases = tuple(one for one in (*found.met, *found.not_met) if one.part == part)
        erased = sum(figures.erased(CASELOAD, period, officer_id, part))
        heading = worded(words, standards)
        heading = f"{heading[:1].upper()}{heading[1:]}"
        groups.append(CasesUnder(heading, _behind(cases, practice), erased))
    return tuple(groups)


def _moved(figures: Figures, period: Period, officer_id: str | None) -> tuple[CasesUnder, ...]:
    came, went = figures.moves(period, officer_id)
    erased = figures.erased_moves(period, officer_id)
    practice = figures.sources.practice
    return (
        CasesUnder("Joined", _behind(came, practice), erased.joined),
        CasesUnder("Left", _behind(went, practice), erased.left_in_all),
    )


def _behind(cases: Cases, practice: Practice) -> tuple[ChildBehind, ...]:
    return tuple(
        ChildBehind(one.child_id, one.on, one.met, say_reason(one, practice), one.group)
        for one in cases
    )
