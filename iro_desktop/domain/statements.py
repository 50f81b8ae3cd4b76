"""Each figure as the sentence that the yearly report needs, in the manner of the founding report.

What happened, from what to what, against which target or range, and whether it could be chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from iro_desktop.domain.calendar import financial_year_end
from iro_desktop.domain.comparable import say_rate
from iro_desktop.domain.compared import compared, say_year
from iro_desktop.domain.measures import BESIDE, Kind, Mode, Period, Point, Result, Unit, rounded
from iro_desktop.domain.measures.period import say_period
from iro_desktop.domain.measures.targets import Aim, Band
from iro_desktop.domain.measures.wording import say_value, worded
from iro_desktop.domain.words import counted, plain_date, say_list, say_month, say_number

SMALL: Final = 5
"""Below this many cases a percentage is withheld and only the counts are said."""
JUST: Final = 3.0
"""A percentage this many points under its target, or fewer, is just below it."""
_TOP_QUARTER: Final = 0.75
_SAME_POINTS: Final = 0.5
_SAME_PER_CENT: Final = 0.5
_MUCH_THE_SAME_PER_CENT: Final = 5
_LEADING: Final = 2
_OF_CASES: Final = frozenset({Unit.WORKING_DAYS, Unit.PER_INTERVAL, Unit.OF_THREE})


@dataclass(frozen=True, slots=True)
class Change:
    """From one figure to a later one, both with a value."""

    before: Point
    after: Point

    @property
    def points(self) -> float:
        """The difference, in the figure's own unit: percentage points for percentages."""
        return (self.after.figure.value or 0.0) - (self.before.figure.value or 0.0)

    @property
    def per_cent(self) -> float | None:
        """The difference in percent of the earlier value; None where that is 0."""
        earlier = self.before.figure.value
        return 100 * self.points / earlier if earlier else None


def statement(result: Result) -> str:
    """One sentence about a figure, ending with a full stop."""
    said = _SAYERS[result.measure.kind](result)
    said += _across(result) + _renewed(result)
    standards = result.figures.sources.practice.on(result.period.to_on)
    said = worded(said, standards)
    if _is_fair(Point(result.period, result.figure)):
        said += compared(result)
    return f"{said}." if said.startswith("n/a") else f"{said[:1].upper()}{said[1:]}."


def _percentage(result: Result) -> str:
    words, figure = result.measure.wording, result.figure
    when = during(result.period, snapshot=not result.measure.kind.of_events)
    value = figure.value
    if value is None:
        return f"n/a: {lacking(result) or f'there were no {words.cases} {when}'}"
    counts = f"{say_number(int(figure.numerator))} of {say_number(int(figure.denominator or 0))}"
    if (figure.denominator or 0) < SMALL:
        return f"{counts} {words.cases} {words.met} {when}; too few for a percentage"
    change = change_of(result)
    if change is None:
        said = f"{_pct(value)} of {words.cases} {words.met} {when} ({counts})"
        return f"{said}{_to_target(result, None)}"
    of_all = change.after.period != result.period
    said = f"{words.subject} {_moved(change, result, '' if of_all else f' ({counts})')}"
    if of_all:
        return f"{said}: {_pct(value)} over all ({counts}){_to_target(result, None)}"
    return f"{said}{_to_target(result, change)}"


def _moved(change: Change, result: Result, counts: str) -> str:
    """Return "rose by 26 points, from 57% in April 2019 to 83% in March 2020 (25 of 30)"."""
    snapshot = not result.measure.kind.of_events
    before, after = change.before, change.after
    was = f"{_pct(before.figure.value or 0.0)} {during(before.period, snapshot=snapshot)}"
    now = f"{_pct(after.figure.value or 0.0)} {during(after.period, snapshot=snapshot)}{counts}"
    if abs(change.points) < _SAME_POINTS:
        return f"stayed at {now}, after {was}"
    verb = "rose" if change.points > 0 else "fell"
    return f"{verb} by {_points(abs(change.points))}, from {was} to {now}"


def _to_target(result: Result, change: Change | None) -> str:
    """Return ", still just below the 80% target (could be chance)"; "" without a target."""
    target, value = result.target, result.figure.value
    if target is None or value is None:
        return _to_range(result.aim, value)
    still = ""
    if change is not None:
        was_below = (change.before.figure.value or 0.0) < target
        still = "still " if was_below == (value < target) else "now "
    if result.measure.lower_is_better:
        return _to_most(result, change)
    if value >= target:
        return f", {still}at or above the {_pct(target)} target"
    just = "just " if target - value <= JUST else ""
    return f", {still}{just}below the {_pct(target)} target ({chance(result)})"


def _to_most(result: Result, change: Change | None) -> str:
    """Return ", still within the target of at most 4%" of what should be low."""
    target, value = result.target or 0.0, result.figure.value or 0.0
    still = ""
    if change is not None:
        was_above = (change.before.figure.value or 0.0) > target
        still = "still " if was_above == (value > target) else "now "
    if value <= target:
        return f", {still}within the target of at most {_pct(target)}"
    return f", {still}above the target of at most {_pct(target)} ({chance(result)})"


def _to_range(aim: Aim, value: float | None) -> str:
    """Return where a value lies to a range that is good on both sides; "" without one."""
    band = aim.band(value)
    if band is None or aim.low is None or aim.high is None:
        return ""
    where = {Band.BELOW: "below", Band.WITHIN: "within", Band.ABOVE: "above"}[band]
    return f", {where} the range of {rounded(aim.low)} to {rounded(aim.high)}%"


def chance(result: Result) -> str:
    """Whether a percentage that misses its target could do so by chance: its Wilson 95% interval.

    Below the target or, where lower is better, above it.
    """
    interval, target = result.figure.interval, result.target
    if interval is None or target is None:
        return ""
    low, high = interval
    beyond = low > target if result.measure.lower_is_better else high < target
    return "beyond chance" if beyond else "could be chance"


def _across(result: Result) -> str:
    """Return ", from 40% to 90% across 4 districts" of a measure whose spread is asked for."""
    ranges = [
        f"from {say_value(one.lowest, 0)} to {say_value(one.highest, 0)} "
        f"across {one.among} {one.by}s"
        for one in result.spread
    ]
    return f", {say_list(ranges)}" if ranges else ""


def lacking(result: Result) -> str:
    """What keeps the figure from being counted at all, "" for nothing."""
    lacks = result.measure.lacking
    return lacks(result.figures.sources.practice, result.period.to_on) if lacks else ""


def _renewed(result: Result) -> str:
    """Return "; a new format since September 2020, so not compared" with the year before."""
    before, now = result.before, Point(result.period, result.figure)
    if before is None or not _is_fair(before) or not _is_fair(now):
        return ""
    broken_on = result.measure.break_between(before.period, now.period)
    if broken_on is None or change_of(result) is not None:
        return ""
    return f"; {result.measure.wording.renewed} since {say_month(broken_on)}, so not compared"


def _number(result: Result) -> str:
    words, number = result.measure.wording, int(result.figure.numerator)
    said = f"{counted(number, words.case, words.cases)} on {plain_date(result.period.to_on)}"
    change = change_of(result)
    if change is None:
        return said
    was = say_number(int(change.before.figure.numerator))
    return f"{said}, {_on_the_year(change)} {was} a year earlier"


def _on_the_year(change: Change) -> str:
    """Return "down 2% from", "unchanged from": relative, as counts are compared."""
    if change.points == 0:
        return "unchanged from"
    direction = "up" if change.points > 0 else "down"
    if change.per_cent is None:
        return f"{direction} from"
    return f"{direction} {rounded(abs(change.per_cent))}% from"


def _caseload(result: Result) -> str:
    figure, value = result.figure, result.figure.value
    children = counted(int(figure.numerator), "child", "children")
    when = f"on {plain_date(result.period.to_on)}"
    if result.averaged:
        when = f"on average {during(result.period)}"
    if value is None:
        return f"caseload: {children} {when}; {no_fte(result)}, so the figure per FTE is n/a"
    at = " at month-ends" if result.averaged else ""
    said = (
        f"caseload: {rounded(value)} per FTE {when} "
        f"({children} ÷ {say_fte(figure.denominator or 0.0)} FTE{at})"
    )
    change = change_of(result)
    if change is not None:
        said += f", {year_on_year(change)}"
    where = in_range(result.aim, value)
    return f"{said}, {where}" if where else said


def no_fte(result: Result) -> str:
    """Why there is no figure per FTE: none is entered, or nobody was working."""
    if result.figure.denominator is None:
        return "no FTE is entered"
    return "nobody was in post and working and the children are uncovered"


def year_on_year(change: Change) -> str:
    """The change of a count or of a caseload in a year: "down 2% on the year"."""
    per_cent = change.per_cent
    if per_cent is None and change.points:
        return "up from 0 a year earlier"
    if per_cent is None or abs(per_cent) < _SAME_PER_CENT:
        return "unchanged on the year"
    return f"{'up' if per_cent > 0 else 'down'} {rounded(abs(per_cent))}% on the year"


def in_range(aim: Aim, value: float) -> str:
    """Where a caseload lies to its range: "at the top end of the 50–70 range"."""
    if aim.low is None or aim.high is None:
        return ""
    named = f"the {rounded(aim.low)}–{rounded(aim.high)} range"
    band = aim.band(value)
    if band is Band.BELOW:
        return f"below {named}"
    if band is Band.ABOVE:
        return f"above {named}"
    return f"at the top end of {named}" if at_the_top(aim, value) else f"in {named}"


def at_the_top(aim: Aim, value: float) -> bool:
    """Whether a value lies in the top quarter of its range."""
    low, high = aim.low or 0.0, aim.high or 0.0
    return low + _TOP_QUARTER * (high - low) <= value <= high


def _rate(result: Result) -> str:
    words, figure = result.measure.wording, result.figure
    number = int(figure.numerator)
    said = f"{counted(number, words.case, words.cases)} {during(result.period)}"
    if figure.value is None:
        return f"{said}; no children in the caseload, so the rate is n/a"
    said += (
        f": {rounded(figure.value)} per 100 children "
        f"on an average caseload of {rounded(figure.denominator or 0.0, 0)}"
    )
    change = change_of(result)
    if change is None:
        return said
    was = rounded(change.before.figure.value or 0.0)
    if was == rounded(figure.value):
        return f"{said}, unchanged from a year earlier"
    if change.per_cent is not None and abs(change.per_cent) < _MUCH_THE_SAME_PER_CENT:
        return f"{said}, much the same as the {was} of a year earlier"
    return f"{said}, {'up' if change.points > 0 else 'down'} from {was} a year earlier"


def _mean(result: Result) -> str:
    words, figure = result.measure.wording, result.figure
    if figure.value is None:
        return f"n/a: there were no {words.cases} {during(result.period)}"
    amount, weight = rounded(figure.numerator), rounded(figure.denominator or 0.0)
    amounts = words.amounts.removesuffix("s") if figure.numerator == 1 else words.amounts
    cases = words.case if figure.denominator == 1 and words.case else words.cases
    counts = f"{amount} {amounts} in {weight} {cases}"
    if (figure.denominator or 0) < SMALL:
        return f"{words.subject}: {counts} {during(result.period)}; too few for a mean"
    said = f"{words.subject}: {say_value(figure)} {during(result.period)} ({counts})"
    return f"{said}{_since(change_of(result))}"


def _median(result: Result) -> str:
    words, figure = result.measure.wording, result.figure
    number = int(figure.denominator or 0)
    if not number:
        return f"n/a: there were no {words.cases} {during(result.period)}"
    counts = counted(number, words.case, words.cases)
    if number < SMALL:
        return f"{counts} {during(result.period)}; too few for a median"
    said = f"{words.subject} was {say_value(figure)} {during(result.period)} ({counts})"
    return f"{said}{_since(change_of(result))}"


def _ratio(result: Result) -> str:
    """Return "appeals accepted: 6 for 1,480 conferences held in March 2020, 0.4%"."""
    words, figure = result.measure.wording, result.figure
    number, of = int(figure.numerator), int(figure.denominator or 0)
    when = during(result.period)
    if figure.value is None:
        besides = f" ({words.subject[:1].lower()}{words.subject[1:]}: {number})" if number else ""
        return f"n/a: there were no {words.cases} {when}{besides}"
    said = (
        f"{words.subject}: {say_number(number)} for {counted(of, words.case, words.cases)} {when}"
    )
    if of < SMALL:
        return f"{said}; too few for a percentage"
    if number > of:
        return f"{said}; more {words.amounts} than {words.cases}, so no percentage"
    return f"{said}, {_pct(figure.value)}{_since(change_of(result), '%')}"


def _since(change: Change | None, unit: str = "") -> str:
    """Return ", down from 18 a year earlier"; "" where there is nothing to compare."""
    if change is None:
        return ""
    was, now = (rounded(point.figure.value or 0.0) for point in (change.before, change.after))
    if was == now:
        return ", unchanged from a year earlier"
    return f", {'up' if change.points > 0 else 'down'} from {was}{unit} a year earlier"


def _breakdown(result: Result) -> str:
    """Return which parts are the largest; those of one size are named together."""
    words, figure = result.measure.wording, result.figure
    total = int(figure.denominator or 0)
    when = during(result.period)
    if not total:
        return f"n/a: there were no {words.cases} {when}"
    parts = [(name, one) for name, one in result.parts.items() if not name.startswith(BESIDE)]
    if total < SMALL or not parts:
        named = [f"{int(one.numerator)} {_within(name)}" for name, one in parts]
        return f"{counted(total, words.case, words.cases)} {when}: {say_list(named)}"
    least = sorted((one.numerator for _, one in parts), reverse=True)[:_LEADING][-1]
    leading = [
        f"{_within(name)} ({say_value(one, 0)})" for name, one in parts if one.numerator >= least
    ]
    verb = "were" if 1 < len(parts) == len(leading) else "led"
    return f"{say_list(leading)} {verb} {words.subject} of {say_number(total)} {words.cases} {when}"


def _within(name: str) -> str:
    """Return a part's name as it stands within a sentence."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _per_population(result: Result) -> str:
    words, number = result.measure.wording, int(result.figure.numerator)
    when = f"on {plain_date(result.period.to_on)}"
    value = result.figure.value
    if value is None:
        return f"{counted(number, words.case, words.cases)} {when}; {no_rate(result)}"
    said = (
        f"{words.subject}: {say_rate(value)} per 10,000 children aged 0 to 17 {when} "
        f"({counted(number, 'child', 'children')}; {_population(result)})"
    )
    change = change_of(result)
    return said if change is None else f"{said}, {year_on_year(change)}"


def _population(result: Result) -> str:
    """Return "population 251,000", with its year where it is an earlier one, and its source."""
    found = result.figures.comparators.population(result.period.to_on)
    if found is None:
        return ""
    said = f"population {rounded(found.value, 0)}"
    if found.year_ending_on != financial_year_end(result.period.to_on):
        said += f" of the {say_year(found.year_ending_on)}"
    return f"{said}, {found.source}" if found.source else said


def no_rate(result: Result) -> str:
    """Why there is no rate per 10,000: it is one IRO's caseload, or no population is entered."""
    if result.officer_id is not None:
        return "a rate per 10,000 is the whole service's, so it is n/a for one IRO"
    year = say_year(financial_year_end(result.period.to_on))
    return f"no population is entered for the {year} or before it, so the rate per 10,000 is n/a"


def change_of(result: Result) -> Change | None:
    """The change that a statement tells, or None where there is nothing fair to compare.

    Within a span that was asked for, from the first to the last point of its series; otherwise
    from a year earlier. Points with fewer than five cases are passed over, and never are two
    points compared that lie on different sides of a break.
    """
    broken = result.measure.break_between
    fair = [point for point in result.series if _is_fair(point)]
    fair = [point for point in fair if broken(point.period, fair[-1].period) is None]
    within = (
        result.measure.kind is Kind.EVENT
        and result.mode is not Mode.SNAPSHOT
        and result.period.from_on is not None
        and len(fair) > 1
        and result.period != result.series[-1].period
    )
    if within:
        return Change(fair[0], fair[-1])
    now = Point(result.period, result.figure)
    if result.before is None or not _is_fair(now) or not _is_fair(result.before):
        return None
    if broken(result.before.period, now.period) is not None:
        return None
    return Change(result.before, now)


def _is_fair(point: Point) -> bool:
    figure = point.figure
    if figure.unit is Unit.PERCENT or figure.unit in _OF_CASES:
        return (figure.denominator or 0) >= SMALL
    return figure.value is not None


def left_out(result: Result) -> str:
    """What the figure leaves out, counted by reason, in one sentence; "" for nothing."""
    counts = Counter(_LEFT_OUT.get(one.why.key, one.why.key) for one in result.cases().left_out)
    if not counts:
        return ""
    reasons = "; ".join(f"{say_number(number)} {what}" for what, number in counts.most_common())
    return f"Left out: {reasons}."


_LEFT_OUT: Final = {
    "open": "still open",
    "removed": "where the next review was held or care or the plan ended first",
    "participation": "under 4 at the review",
    "no code": "without a participation code",
    "unknown code": "with a participation code that is not known",
    "no due date": "whose due date cannot be told",
    "left out": "that cannot be judged",
    "plan left out": "without an end that can be judged",
    "too young": "where the child was too young",
    "not raised": "without the day on which they were raised",
    "no mode": "of which it is not recorded how they were held",
    "unknown mode": "held in a way that is not known",
}


def during(period: Period, *, snapshot: bool = False) -> str:
    """The period as it ends a clause: "in March 2020", "up to 31 March 2018", "on 5 May 2020"."""
    if snapshot or period.from_on == period.to_on:
        return f"on {plain_date(period.to_on)}"
    said = say_period(period)
    if period.from_on is None:
        return said
    return f"from {said}" if said[:1].isdigit() else f"in {said}"


def say_fte(fte: float) -> str:
    """An FTE with at least one decimal: "1.0", "0.6", "0.65"."""
    said = rounded(fte, 2)
    return said if "." in said else f"{said}.0"


def _pct(value: float) -> str:
    return f"{rounded(value)}%"


def _points(value: float) -> str:
    said = rounded(value)
    return f"{said} point" if said == "1" else f"{said} points"


_SAYERS: Final[dict[Kind, Callable[[Result], str]]] = {
    Kind.NUMBER: _number,
    Kind.PER_FTE: _caseload,
    Kind.RATE: _rate,
    Kind.MEAN: _mean,
    Kind.MEDIAN: _median,
    Kind.BREAKDOWN: _breakdown,
    Kind.PER_POPULATION: _per_population,
    Kind.RATIO: _ratio,
    Kind.EVENT: _percentage,
    Kind.SHARE: _percentage,
}
