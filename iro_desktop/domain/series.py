"""Figures as charts: values to draw, the finding as a title, and the children behind a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final, Generic, TypeVar

from iro_desktop.domain.charts import (
    BulletSeries,
    ChartSeries,
    DotPoint,
    DotsSeries,
    StepPoint,
    StepSeries,
)
from iro_desktop.domain.measures import Figures, Kind, Mode, Period, Point, Result, rounded
from iro_desktop.domain.measures.period import LONGEST_SERIES, last_complete_month
from iro_desktop.domain.measures.reasons import say_reason
from iro_desktop.domain.measures.targets import Band
from iro_desktop.domain.measures.wording import definition_of, title_of, worded
from iro_desktop.domain.statements import (
    JUST,
    SMALL,
    at_the_top,
    chance,
    change_of,
    left_out,
    say_fte,
    statement,
    year_on_year,
)
from iro_desktop.domain.words import counted, plain_date, say_month, shown_alone

CASELOAD: Final = "caseload_per_fte"
MONITORING: Final = "monitoring_between_reviews"
_AXIS: Final = 120.0
_YEAR: Final = 12

Series = TypeVar("Series", bound=ChartSeries)


@dataclass(frozen=True, slots=True)
class ChildBehind:
    """One child behind a figure: on which side, and why; ``met`` is None if left out.

    ``group`` is what holds its cases together: the challenge that is counted, the conference of a
    family; "" where a child is counted as such.
    """

    child_id: str
    on: date
    met: bool | None
    reason: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Chart(Generic[Series]):
    """What a chart draws, and the way to the children behind the whole and behind each point.

    ``periods`` are those of the points, in their order.
    """

    series: Series
    result: Result
    periods: tuple[Period, ...] = ()

    def children(self, point: int | None = None) -> tuple[ChildBehind, ...]:
        """The children behind one point, or with None behind the headline, not met first."""
        period = self.result.period if point is None else self.periods[point]
        return children_behind(self.result, period)

    def erased(self, point: int | None = None) -> Mapping[bool, int]:
        """How many cases of erased records stand beside them: met (True), and not met."""
        return erased_behind(self.result, None if point is None else self.periods[point])


def children_behind(result: Result, period: Period | None = None) -> tuple[ChildBehind, ...]:
    """The children behind a figure with their reasons: not met, then met, then left out."""
    found = result.cases(period)
    practice = result.figures.sources.practice
    return tuple(
        ChildBehind(one.child_id, one.on, one.met, say_reason(one, practice), one.group)
        for one in (*found.not_met, *found.met, *found.left_out)
    )


def erased_behind(result: Result, period: Period | None = None) -> Mapping[bool, int]:
    """How many cases of erased records stand behind a figure: met (True), and not met."""
    found = result.cases(period)
    return {False: found.erased_not_met, True: found.erased_met}


def caseload_now(figures: Figures, officer_id: str | None = None) -> Chart[BulletSeries]:
    """The caseload per FTE on the as-of day against the range then in force."""
    day = figures.sources.as_of
    result = figures.result(CASELOAD, mode=Mode.SNAPSHOT, officer_id=officer_id)
    low, high = result.aim.low or 0.0, result.aim.high or 0.0
    value = result.figure.value
    series = BulletSeries(
        title=_caseload_title(result),
        subtitle=f"Caseload per FTE against {rounded(low)}–{rounded(high)}, {plain_date(day)}",
        sentence=statement(result),
        definition=_definition(result),
        value=value,
        low=low,
        high=high,
        axis_to=max(_AXIS, 10.0 * ceil((value or 0.0) / 10 + 1)),
    )
    return Chart(series, result, (result.period,))


def _caseload_title(result: Result) -> str:
    """Return "68 children at 1.0 FTE: top end of the range"."""
    figure, value = result.figure, result.figure.value
    children = counted(int(figure.numerator), "child", "children")
    if figure.denominator is None:
        return f"{children}; enter the FTE to see the caseload per FTE"
    if value is None:
        return f"{children} uncovered: nobody is in post and working"
    at = f"{children} at {say_fte(figure.denominator)} FTE"
    band = result.band
    if band is Band.WITHIN:
        return f"{at}: {'top end of' if at_the_top(result.aim, value) else 'in'} the range"
    return f"{at}: {band} the range" if band else at


def caseload_over_time(
    figures: Figures, officer_id: str | None = None, *, months: int = LONGEST_SERIES
) -> Chart[StepSeries]:
    """The caseload at up to 36 month-ends, with the range in force and who came and went."""
    by_month = _by_month(figures, CASELOAD, officer_id, months)
    now = figures.result(CASELOAD, mode=Mode.SNAPSHOT, officer_id=officer_id)
    shown = tuple(point.period for point in by_month)
    points = tuple(_step_point(figures, point, officer_id) for point in by_month)
    series = StepSeries(
        title=_over_time_title(now),
        subtitle=f"Caseload per FTE at each month’s end{_from_to(shown)}",
        sentence=statement(now),
        definition=_definition(now),
        points=points,
    )
    return Chart(series, now, shown)


def _by_month(
    figures: Figures, measure_id: str, officer_id: str | None, months: int
) -> tuple[Point, ...]:
    """Return the months up to today, the one that is not over among them."""
    everything = Period(None, figures.sources.as_of)
    return figures.result(measure_id, everything, Mode.MONTH, officer_id).series[-months:]


def _step_point(figures: Figures, point: Point, officer_id: str | None) -> StepPoint:
    day = point.period.to_on
    standards = figures.sources.practice.on(day)
    came, went = figures.moves(point.period, officer_id)
    erased = figures.erased_moves(point.period, officer_id)
    return StepPoint(
        on=day,
        label=_month(day),
        value=point.figure.value,
        low=float(standards.caseload_low or 0),
        high=float(standards.caseload_high or 0),
        joined=len(came) + erased.joined,
        left=len(went) + erased.left_in_all,
    )


def _over_time_title(now: Result) -> str:
    value, change = now.figure.value, change_of(now)
    if value is None:
        return "No FTE for today: no caseload per FTE"
    if change is None:
        return f"{rounded(value)} per FTE now"
    said = year_on_year(change)
    return f"{said[:1].upper()}{said[1:]}, now {rounded(value)} per FTE"


def monitoring_by_month(
    figures: Figures, officer_id: str | None = None, *, months: int = LONGEST_SERIES
) -> Chart[DotsSeries]:
    """How the cases were checked in each of up to 36 months, by the definition in force.

    Midpoints checked in each month, under the figure of the last 12; or the share of children with
    a check in six months at each month's end, under that of today.
    """
    return dots_by_month(figures, MONITORING, officer_id, months=months)


def dots_by_month(
    figures: Figures,
    measure_id: str,
    officer_id: str | None = None,
    *,
    months: int = LONGEST_SERIES,
) -> Chart[DotsSeries]:
    """A percentage by month, "8 of 10", under its headline.

    Of a measure of events that is its figure of the last 12 complete months or, where these have
    no case yet, everything so far. A share of the children that stand on a day is never added up
    over months: each point is its month's end, and the headline is the as-of day.
    """
    by_month = _by_month(figures, measure_id, officer_id, months)
    headline = _headline(figures, measure_id, officer_id)
    practice, as_of = figures.sources.practice, figures.sources.as_of
    target = headline.target
    words = _words(headline)
    series = DotsSeries(
        title=worded(
            _dots_title(headline, title_of(headline.measure, practice, as_of)), practice.on(as_of)
        ),
        subtitle=worded(_dots_subtitle(headline), practice.on(as_of)),
        sentence=" ".join(filter(None, (statement(headline), left_out(headline)))),
        definition=_definition(headline),
        target=None if target is None else target / 100,
        points=tuple(_dot(point, headline) for point in by_month),
        met=words.met,
        of=words.of,
    )
    return Chart(series, headline, tuple(point.period for point in by_month))


def _headline(figures: Figures, measure_id: str, officer_id: str | None) -> Result:
    year = figures.result(measure_id, mode=Mode.TWELVE_MONTHS, officer_id=officer_id)
    if year.measure.kind.of_events and year.figure.denominator:
        return year
    return figures.result(measure_id, officer_id=officer_id)


@dataclass(frozen=True, slots=True)
class _Words:
    """How a chart speaks of one measure: "78% {finding}", "92 of 118 {cases}"."""

    finding: str = ""
    none: str = ""
    case: str = ""
    cases: str = ""
    met: str = "met"
    of: str = "cases"


_MIDPOINTS: Final = _Words(
    finding="checked between reviews",
    none="No midpoint between reviews has come yet",
    case="midpoint",
    cases="midpoints",
    met=shown_alone("checked"),
    of=shown_alone("due"),
)
_BY_CHILD: Final = _Words(
    finding="checked in six months",
    none="No child has been {looked_after} for six months",
    case="child {looked_after} for six months or more",
    cases="children {looked_after} for six months or more",
    met=shown_alone("checked"),
    of=shown_alone("children"),
)


def _words(result: Result) -> _Words:
    if result.measure.id != MONITORING:
        return _Words()
    return _MIDPOINTS if result.measure.kind.of_events else _BY_CHILD


def finding(result: Result) -> str:
    """What it is called that a case is met, after its count: "checked between reviews"."""
    return _words(result).finding


def _dot(point: Point, headline: Result) -> DotPoint:
    figure, period = point.figure, point.period
    renewed = headline.measure.wording.renewed
    broken = any(day in period for day in headline.measure.breaks)
    interval = figure.interval
    low, high = interval or (None, None)
    return DotPoint(
        from_on=period.from_on or period.to_on,
        to_on=period.to_on,
        label=_month(period.to_on),
        numerator=int(figure.numerator),
        denominator=int(figure.denominator or 0),
        low=None if low is None else low / 100,
        high=None if high is None else high / 100,
        break_label=renewed if broken else "",
    )


def _dots_title(headline: Result, title: str) -> str:
    """Return "78% checked between reviews, just below 80%"; counts alone where there are few."""
    value, of = headline.figure.value, int(headline.figure.denominator or 0)
    words = _words(headline)
    if value is None:
        return words.none or f"{title}: none yet"
    said = _counts(headline)
    if of >= SMALL:
        said = _whole_per_cent(value, headline.target)
    said = f"{said} {words.finding}" if words.finding else f"{title}: {said}"
    if headline.target is None or of < SMALL:
        return said
    return f"{said}, {_against(headline, value, headline.target)}"


def _counts(headline: Result) -> str:
    """Return "92 of 118", or "6 for 1480" where the cases are of another sort."""
    figure = headline.figure
    of = "for" if headline.measure.kind is Kind.RATIO else "of"
    return f"{int(figure.numerator)} {of} {int(figure.denominator or 0)}"


def _against(headline: Result, value: float, target: float) -> str:
    aim = f"{rounded(target)}%"
    if value < target:
        is_just = target - value <= JUST and not headline.measure.lower_is_better
        return f"just below {aim}" if is_just else f"below {aim}"
    return f"at {aim}" if value == target else f"above {aim}"


def _whole_per_cent(value: float, target: float | None) -> str:
    """Return the value without decimals, unless it would then seem to be on target and is not."""
    said = rounded(value, 0)
    misleads = target is not None and value != target and said == rounded(target)
    return f"{rounded(value) if misleads else said}%"


def _dots_subtitle(headline: Result) -> str:
    """Return "92 of 118 midpoints in 12 months; could be chance"."""
    figure = headline.figure
    words = _words(headline)
    cases = words.cases or headline.measure.wording.cases
    if figure.denominator == 1:
        cases = words.case or cases
    said = f"{_counts(headline)} {cases} {_when(headline)}"
    if figure.value is None or (figure.denominator or 0) < SMALL:
        return said
    return f"{said}; {chance(headline)}" if _misses(headline, figure.value) else said


def _misses(headline: Result, value: float) -> bool:
    """Return whether a value is below its target or, where lower is better, above it."""
    target = headline.target
    if target is None:
        return False
    return value > target if headline.measure.lower_is_better else value < target


def _when(headline: Result) -> str:
    if not headline.measure.kind.of_events:
        return f"on {plain_date(headline.period.to_on)}"
    months = len(headline.period.month_ends()) if headline.period.from_on else 0
    return f"in {months} months" if months == _YEAR else "so far"


def _definition(result: Result) -> str:
    return definition_of(result.measure, result.figures.sources.practice, result.period.to_on)


def _month(day: date) -> str:
    """Return "March 2020", or "March 2020 so far" for a month that is not over."""
    return say_month(day) if day == last_complete_month(day) else f"{say_month(day)} so far"


def _from_to(periods: Sequence[Period]) -> str:
    if not periods:
        return ""
    first, last = say_month(periods[0].to_on), say_month(periods[-1].to_on)
    return f", {first}" if first == last else f", {first} to {last}"


def joined_and_left(
    figures: Figures, period: Period, officer_id: str | None = None
) -> tuple[ChildBehind, ...]:
    """Who joined (met) and who left (not met) the caseload in a period, in the order of days."""
    came, went = figures.moves(period, officer_id)
    practice = figures.sources.practice
    return tuple(
        ChildBehind(one.child_id, one.on, one.met, say_reason(one, practice))
        for one in sorted((*came, *went), key=lambda one: (one.on, one.child_id))
    )
