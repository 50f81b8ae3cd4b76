"""One measure of the year: its figure, its change on the year before, and its bands then and now.

Everything that a bullet says of a measure stands here once, with the reason where it cannot be
said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from iro_desktop.domain.chance import could_be_chance
from iro_desktop.domain.figure_words import is_few
from iro_desktop.domain.measures import Figure, Figures, Kind, Mode, Period, Point, Result
from iro_desktop.domain.measures.wording import title_of, worded
from iro_desktop.domain.named_bands import NamedBand, band_on
from iro_desktop.domain.statements.change import Change, change_of, is_fair
from iro_desktop.domain.suppression.figures import CASELOAD, WHOLE, Scope
from iro_desktop.domain.suppression.period import ShownFigures, counted_by_month
from iro_desktop.domain.verdicts import Judgement, judged
from iro_desktop.domain.words import say_month

HIDDEN_NOW: Final = "hidden, as a count is small or would give a small one back"
HIDDEN_BEFORE: Final = "hidden a year earlier, as a count is small or would give a small one back"
_OVERLAPS: Final = "the year before lies in the period, so not compared in what is shared"
_LOWEST: Final = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """A measure over the year; ``why_not`` says why it cannot be told, "" where it can.

    ``change`` is that on the year before, None for the reason ``why_no_change``.
    """

    result: Result
    why_not: str
    change: Change | None
    why_no_change: str
    band: NamedBand | None
    band_before: NamedBand | None

    @property
    def judgement(self) -> Judgement:
        """How the figure stands to its target or range."""
        return judged(self.result)

    @property
    def told(self) -> bool:
        """Whether there is a figure to tell."""
        return not self.why_not

    @property
    def by_chance(self) -> bool:
        """Whether the change on the year before could be chance; False where none is tested."""
        change = self.change
        return bool(change and could_be_chance(change.before.figure, change.after.figure))


@dataclass(frozen=True, eq=False)
class Year:
    """The figures of one report: whose, and of which period.

    ``hidden_below`` is above 0 where the report is shared more widely: nothing is then told that
    rests on a count from 1 to below it, nor on others that would give such a count back. What may
    be told is what the tables for sharing of the same period show, and those of the year before.
    """

    figures: Figures
    period: Period
    officer_id: str | None = None
    hidden_below: int = 0
    _found: dict[str, Finding] = field(default_factory=dict, repr=False)

    @property
    def day(self) -> date:
        """The last day of the period."""
        return self.period.to_on

    @property
    def is_shared(self) -> bool:
        """Whether the report is for sharing more widely."""
        return self.hidden_below > 0

    @cached_property
    def _shown(self) -> ShownFigures:
        return self._shown_of(self.period)

    @cached_property
    def _shown_before(self) -> ShownFigures | None:
        """What may be told of the year before; None where it reaches into the period."""
        before = self._before
        first_on = self.period.from_on
        return self._shown_of(before) if first_on and before.to_on < first_on else None

    @property
    def _before(self) -> Period:
        as_of = self.figures.sources.as_of
        return Period(self.period.from_on, min(self.day, as_of)).year_before()

    def _shown_of(self, period: Period) -> ShownFigures:
        counted = counted_by_month(self.figures, self.officer_id, period)
        return ShownFigures(counted, self.hidden_below)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was asked for so far."""
        return tuple(self._found.values())

    def words(self, text: str) -> str:
        """A text with the local labels of the last day filled in."""
        return worded(text, self.figures.sources.practice.on(self.day))

    def title(self, measure_id: str) -> str:
        """The title of a measure in the local words."""
        practice = self.figures.sources.practice
        return title_of(self.of(measure_id).result.measure, practice, self.day)

    def result(self, measure_id: str, mode: Mode | None = None) -> Result:
        """The figure of a measure for the year; the mode cuts its series."""
        return self.figures.result(measure_id, self.period, mode, self.officer_id)

    def of(self, measure_id: str) -> Finding:
        """What there is to say of a measure; KeyError for an unknown id."""
        if measure_id not in self._found:
            self._found[measure_id] = self._finding(measure_id)
        return self._found[measure_id]

    def _finding(self, measure_id: str) -> Finding:
        # What is shared tells the caseload of the last day, whose counts are those of its months.
        by_year = measure_id == CASELOAD and not self.is_shared
        result = self.result(measure_id, Mode.FINANCIAL_YEAR if by_year else Mode.SNAPSHOT)
        practice, measure = self.figures.sources.practice, result.measure
        hidden = self._hidden_before(result)
        change = None if hidden else change_of(result)
        before = None
        if change is not None:
            then = change.before
            before = band_on(measure, then.figure, practice, then.period.to_on)
        return Finding(
            result,
            self._why_not(result),
            change,
            "" if change is not None else hidden or _why_no_change(result),
            band_on(measure, result.figure, practice, result.period.to_on),
            before,
        )

    def _hidden_before(self, result: Result) -> str:
        """Return why the year before may not be told to those outside the service."""
        if not self.is_shared or result.before is None:
            return ""
        if self._shown_before is None:
            return _OVERLAPS
        return "" if self._shown_before.tells(result.measure.id) else HIDDEN_BEFORE

    def _why_not(self, result: Result) -> str:
        """Return why a figure cannot be told, "" where it can."""
        if not self._may_tell_all(result):
            return HIDDEN_NOW
        measure, figure = result.measure, result.figure
        lacks = measure.lacking
        said = lacks(self.figures.sources.practice, result.period.to_on) if lacks else ""
        if said or measure.kind is Kind.NUMBER:
            return said
        if measure.kind in {Kind.PER_POPULATION, Kind.PER_FTE}:
            return "" if figure.value is not None else self._no_denominator(measure.kind, figure)
        if not figure.denominator:
            return f"n/a, as there were no {self.words(measure.wording.cases)}"
        return "too few cases, fewer than 5" if is_few(measure, figure) else ""

    def _no_denominator(self, kind: Kind, figure: Figure) -> str:
        """Return why there is nothing to divide by."""
        if kind is Kind.PER_FTE:
            return "no FTE is entered" if figure.denominator is None else "nobody was working"
        if self.officer_id is not None:
            return "a rate per 10,000 is the whole service’s"
        return "no population is entered"

    def _may_tell_all(self, result: Result) -> bool:
        """Return whether a figure may be told; of a breakdown all of its parts, which are one."""
        scopes = [WHOLE]
        if result.measure.kind is Kind.BREAKDOWN:
            scopes += [("", part) for part in result.parts]
        return all(self.may_tell(result.measure.id, scope) for scope in scopes)

    def may_tell(self, measure_id: str, scope: Scope = WHOLE) -> bool:
        """Whether a figure may be told to those that the report is for: the year’s, or a part’s."""
        return not self.is_shared or self._shown.tells(measure_id, scope)

    def may_tell_month(self, measure_id: str, month: Period, part: str = "") -> bool:
        """Whether the figure of a month of the period may be told."""
        return self.may_tell(measure_id, (month.to_on.isoformat(), part))

    def may_tell_number(self, measure_id: str, month: Period, part: str = "") -> bool:
        """Whether the numerator of a month may be told."""
        scope = (month.to_on.isoformat(), part)
        return not self.is_shared or self._shown.tells_number(measure_id, scope)

    def trend(self, measure_id: str, *modes: Mode) -> tuple[Change, Mode] | None:
        """The first and last point within the year, of the first mode in which both are fair.

        None where there are no two such points: too few cases, or a break between them. Of what is
        shared only months are told, as those that roll would give single months back.
        """
        for mode in modes:
            if self.is_shared and mode is not Mode.MONTH:
                continue
            result = self.result(measure_id, mode)
            ends = set(self.period.month_ends())
            points = [one for one in result.series if one.period.to_on in ends]
            if len(points) < _LOWEST or not _both_fair(result, points[0], points[-1]):
                continue
            if all(self.may_tell_month(measure_id, one.period) for one in (points[0], points[-1])):
                return Change(points[0], points[-1]), mode
        return None


def _both_fair(result: Result, first: Point, last: Point) -> bool:
    if result.measure.break_between(first.period, last.period) is not None:
        return False
    return is_fair(first) and is_fair(last)


def _why_no_change(result: Result) -> str:
    """Return why a figure is not compared with the year before."""
    before, measure = result.before, result.measure
    if before is None:
        return "no whole year before it to compare with"
    now = Point(result.period, result.figure)
    broken_on = measure.break_between(before.period, now.period)
    if broken_on is not None:
        return f"{measure.wording.renewed} since {say_month(broken_on)}, so not compared"
    if not is_fair(before):
        return "too few cases the year before to compare with"
    return "not compared"
