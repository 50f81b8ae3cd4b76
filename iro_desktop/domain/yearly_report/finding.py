"""One measure of the year: its figure, its change on the year before, and its bands then and now.

Everything that a bullet says of a measure stands here once, with the reason where it cannot be
said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from iro_desktop.domain.chance import could_be_chance
from iro_desktop.domain.figure_words import is_few
from iro_desktop.domain.measures import Figure, Figures, Kind, Mode, Period, Point, Result
from iro_desktop.domain.measures.wording import title_of, worded
from iro_desktop.domain.named_bands import NamedBand, band_on
from iro_desktop.domain.statements.change import Change, change_of, is_fair
from iro_desktop.domain.verdicts import Judgement, judged
from iro_desktop.domain.words import say_month

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
    rests on a count from 1 to below it, on either side of a percentage.
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
        per_fte = measure_id == "caseload_per_fte"
        result = self.result(measure_id, Mode.FINANCIAL_YEAR if per_fte else Mode.SNAPSHOT)
        practice, measure = self.figures.sources.practice, result.measure
        change = change_of(result)
        before = None
        if change is not None:
            then = change.before
            before = band_on(measure, then.figure, practice, then.period.to_on)
        return Finding(
            result,
            self._why_not(result),
            change,
            "" if change is not None else _why_no_change(result),
            band_on(measure, result.figure, practice, result.period.to_on),
            before,
        )

    def _why_not(self, result: Result) -> str:
        """Return why a figure cannot be told, "" where it can."""
        if self._is_small(result):
            return "its counts are too small to be shared"
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

    def _is_small(self, result: Result) -> bool:
        figures = [result.figure, *([result.before.figure] if result.before else ())]
        if result.measure.kind is Kind.BREAKDOWN:
            figures += result.parts.values()
        return not all(self.may_tell(one, result.measure.kind) for one in figures)

    def may_tell(self, figure: Figure, kind: Kind = Kind.EVENT) -> bool:
        """Whether the counts of a figure may be told to those that the report is for."""
        counts = [figure.numerator, figure.denominator or 0]
        if kind in {Kind.MEAN, Kind.MEDIAN}:
            counts = [figure.denominator or 0]
        elif kind in {Kind.NUMBER, Kind.PER_FTE, Kind.RATE, Kind.PER_POPULATION}:
            counts = [figure.numerator]
        elif kind is not Kind.RATIO:
            counts.append((figure.denominator or 0) - figure.numerator)
        return not any(0 < count < self.hidden_below for count in counts)

    def trend(self, measure_id: str, *modes: Mode) -> tuple[Change, Mode] | None:
        """The first and last point within the year, of the first mode in which both are fair.

        None where there are no two such points: too few cases, or a break between them.
        """
        for mode in modes:
            result = self.result(measure_id, mode)
            ends = set(self.period.month_ends())
            points = [one for one in result.series if one.period.to_on in ends]
            if len(points) < _LOWEST or not _both_fair(result, points[0], points[-1]):
                continue
            if all(self.may_tell(one.figure) for one in (points[0], points[-1])):
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
