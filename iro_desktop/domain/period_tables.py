"""The figures of a period as tables, one row a figure: what workbooks and CSV files are made of.

Made for sharing outside the service, small counts are hidden in them with all that would give them
back, and what rests on hidden counts is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from iro_desktop.domain.figure_words import is_few, part_words, told
from iro_desktop.domain.local_words import local_words
from iro_desktop.domain.measures import (
    BESIDE,
    Aim,
    Figure,
    Figures,
    Kind,
    Period,
    Result,
)
from iro_desktop.domain.measures.targets import aim_of
from iro_desktop.domain.measures.wording import definition_of, title_of, worded
from iro_desktop.domain.records import Standards
from iro_desktop.domain.statements import statement
from iro_desktop.domain.suppression import HIDDEN
from iro_desktop.domain.suppression.figures import (
    CASELOAD,
    DENOMINATOR,
    NUMERATOR,
    WHOLE,
    Scope,
    Showable,
    showable,
)
from iro_desktop.domain.suppression.period import counted_by_month
from iro_desktop.domain.verdicts import Judgement, Verdict, judged

MONITORING: Final = "monitoring_between_reviews"
HIDDEN_WORDS: Final = "Hidden: it is small, or would give a small count back"
FEW_WORDS: Final = "Few cases: too few for a percentage, mean or median to say much"

Number = float | str | None
"""A number, ``HIDDEN``, or None where there is none."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure: of a whole measure (``part`` is "") or of one of its parts, over some days.

    ``in_total`` is false for a part that is shown apart from its measure's total. ``low`` and
    ``high`` are the ends of the range that is good, ``note`` what is to be known of the figure.
    ``stands`` and ``verdict`` say how it stands to what is aimed at. ``is_few``: of too few cases
    to tell a value.
    """

    measure_id: str
    title: str
    section: str
    part: str
    part_title: str
    in_total: bool
    from_on: date | None
    to_on: date
    numerator: Number
    denominator: Number
    value: Number
    unit: str
    target: float | None
    low: float | None
    high: float | None
    stands: str = ""
    verdict: Verdict = Verdict.NONE
    sentence: str = ""
    note: str = ""
    is_few: bool = False


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """The lowest, middle or highest of the IROs or districts with five cases or more."""

    title: str
    by: str
    place: str
    numerator: float
    denominator: float | None
    value: float | None
    among: int


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """The caseload at the end of a month.

    ``per_fte`` is None where it is hidden, who came and who went where that is left out.
    """

    month_on: date
    children: Number
    cla: Number
    cp: Number
    both: Number
    fte: float | None
    per_fte: float | None
    low: float
    high: float
    joined: int | None
    left: int | None


@dataclass(frozen=True, slots=True)
class MonitoringRow:
    """Checks of one month; ``per_cent`` is None where it is hidden, or of too few."""

    month_on: date
    checked: Number
    due: Number
    per_cent: float | None
    target: float | None


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """How a measure is counted, and where that comes from."""

    measure_id: str
    title: str
    unit: str
    definition: str
    source: str


@dataclass(frozen=True, slots=True)
class PeriodTables:
    """All tables of a period.

    ``whose`` names the IRO, or says that it is the whole service or one IRO. ``threshold`` is the
    count below which counts are hidden, None where none are. ``caseload_title`` and
    ``monitoring_title`` state what their charts show.
    """

    whose: str
    period: Period
    as_of: date
    threshold: int | None
    measures: tuple[FigureRow, ...]
    months: tuple[FigureRow, ...]
    parts: tuple[FigureRow, ...]
    spread: tuple[SpreadRow, ...]
    caseload: tuple[CaseloadRow, ...]
    monitoring: tuple[MonitoringRow, ...]
    definitions: tuple[DefinitionRow, ...]
    caseload_title: str
    monitoring_title: str

    @property
    def shared_beyond(self) -> bool:
        """Whether it is for sharing outside the service, with small counts hidden."""
        return self.threshold is not None

    @property
    def hidden(self) -> int:
        """How many counts are hidden."""
        rows = (*self.measures, *self.months, *self.parts)
        return sum((one.numerator == HIDDEN) + (one.denominator == HIDDEN) for one in rows)


def period_tables(
    figures: Figures,
    officer_id: str | None,
    period: Period,
    *,
    whose: str,
    shared_beyond: bool = False,
) -> PeriodTables:
    """The tables of a period that has a first day; ``officer_id`` None is the whole service.

    ``shared_beyond``: for sharing outside the service, by the threshold of the standards in force
    on the last day.
    """
    return _Making(figures, officer_id, period, shared_beyond=shared_beyond).tables(whose)


class _Making:
    def __init__(
        self, figures: Figures, officer_id: str | None, period: Period, *, shared_beyond: bool
    ) -> None:
        self._figures = figures
        self._officer_id = officer_id
        self._practice = figures.sources.practice
        self._results, self._by_month = counted_by_month(figures, officer_id, period)
        self._of = {one.measure.id: one for one in self._results}
        self._period = self._results[0].period
        self._standards = self._practice.on(self._period.to_on)
        self._threshold = self._standards.suppression_threshold or 0
        self._showable: Showable | None = None
        if shared_beyond:
            self._showable = showable(self._results, self._by_month, self._threshold)

    def tables(self, whose: str) -> PeriodTables:
        return PeriodTables(
            whose=whose,
            period=self._period,
            as_of=self._figures.sources.as_of,
            threshold=None if self._showable is None else self._threshold,
            measures=tuple(self._measure(one) for one in self._results),
            months=tuple(row for one in self._results for row in self._months(one)),
            parts=tuple(row for one in self._results for row in self._parts(one)),
            spread=() if self._showable else tuple(self._spread()),
            caseload=tuple(self._caseload(one) for one in self._by_month),
            monitoring=tuple(self._monitoring()),
            definitions=tuple(self._definition(one) for one in self._results),
            caseload_title=self._finding(CASELOAD),
            monitoring_title=self._finding(MONITORING),
        )

    def _finding(self, measure_id: str) -> str:
        """Return "Monitoring between reviews: 78.6%, 136 of 173; below 80%, could be chance"."""
        result = self._of[measure_id]
        title = self._title(result)
        if self._showable is not None and not self._showable.shows_value(measure_id, WHOLE):
            return f"{title}, by month"
        said = f"{title}: {told(result.measure, result.figure).words}"
        judgement = judged(result)
        return said if judgement.verdict is Verdict.NONE else f"{said}; {judgement.words}"

    def _measure(self, result: Result) -> FigureRow:
        measure, figure = result.measure, result.figure
        judgement, sentence = judged(result), statement(result)
        if self._showable is not None:
            # A sentence compares with months and years whose counts may be hidden here.
            shows = self._showable.shows_value(measure.id, WHOLE)
            judgement = judgement if shows else Judgement(Verdict.NONE, "")
            of_one = measure.kind is not Kind.BREAKDOWN
            sentence = told(measure, figure).words if shows and of_one else ""
        row = self._row(result, figure, WHOLE, result.period, result.aim)
        return replace(row, stands=judgement.words, verdict=judgement.verdict, sentence=sentence)

    def _months(self, result: Result) -> Iterator[FigureRow]:
        for point in result.series:
            to_on = point.period.to_on
            aim = aim_of(result.measure.id, self._practice.on(to_on))
            period = point.period if result.measure.kind.of_events else Period(to_on, to_on)
            yield self._row(result, point.figure, (to_on.isoformat(), ""), period, aim)

    def _parts(self, result: Result) -> Iterator[FigureRow]:
        for part, figure in result.parts.items():
            # The highest caseload of one IRO is no part, and one IRO's own affair.
            if part != "max" or self._showable is None:
                yield self._row(result, figure, ("", part), result.period, Aim())

    def _row(
        self, result: Result, figure: Figure, scope: Scope, period: Period, aim: Aim
    ) -> FigureRow:
        measure, part = result.measure, scope[1]
        numerator, denominator, value = self._numbers(result, scope, figure)
        is_hidden = HIDDEN in (numerator, denominator, value)
        few = is_few(measure, figure)
        return FigureRow(
            measure_id=measure.id,
            title=self._title(result),
            section=local_words(measure.section.value, self._standards),
            part=part,
            part_title=_capital(part_words(measure, part, self._standards)) if part else "",
            in_total=part in measure.parts
            or not part
            or (measure.kind is Kind.BREAKDOWN and not part.startswith(BESIDE)),
            from_on=period.from_on if measure.kind.of_events else period.to_on,
            to_on=period.to_on,
            numerator=numerator,
            denominator=denominator,
            value=value,
            unit=measure.unit.value,
            target=aim.target,
            low=aim.low,
            high=aim.high,
            note=HIDDEN_WORDS if is_hidden else FEW_WORDS if few else "",
            is_few=few,
        )

    def _numbers(
        self, result: Result, scope: Scope, figure: Figure
    ) -> tuple[Number, Number, Number]:
        """Return numerator, denominator and value as they are shown."""
        numbers: list[Number] = [figure.numerator, figure.denominator, figure.value]
        shown, measure_id = self._showable, result.measure.id
        if shown is None:
            return numbers[0], numbers[1], numbers[2]
        for at, side in enumerate((NUMERATOR, DENOMINATOR)):
            if not shown.shows(measure_id, scope, side):
                numbers[at] = HIDDEN
        if figure.value is not None and HIDDEN in numbers:
            numbers[2] = HIDDEN
        return numbers[0], numbers[1], numbers[2]

    def _title(self, result: Result) -> str:
        return title_of(result.measure, self._practice, self._period.to_on)

    def _spread(self) -> Iterator[SpreadRow]:
        for result in self._results:
            for one in result.spread:
                for place in ("lowest", "middle", "highest"):
                    figure: Figure = getattr(one, place)
                    yield SpreadRow(
                        self._title(result), one.by, place, figure.numerator,
                        figure.denominator, figure.value, one.among,
                    )  # fmt: skip

    def _caseload(self, month: Result) -> CaseloadRow:
        on = month.period.to_on
        scope = (on.isoformat(), "")
        standards: Standards = self._practice.on(on)
        children, fte, per_fte = self._numbers(month, scope, month.figure)
        parts = [
            self._numbers(month, (scope[0], part), month.parts[part])[0]
            for part in ("cla", "cp", "both")
        ]
        came, went = self._figures.moves(month.period, self._officer_id)
        erased = self._figures.erased_moves(month.period, self._officer_id)
        told_moves = self._showable is None
        return CaseloadRow(
            month_on=on,
            children=children,
            cla=parts[0],
            cp=parts[1],
            both=parts[2],
            fte=fte if not isinstance(fte, str) else None,
            per_fte=_drawn(per_fte),
            low=float(standards.caseload_low or 0),
            high=float(standards.caseload_high or 0),
            joined=len(came) + erased.joined if told_moves else None,
            left=len(went) + erased.left_in_all if told_moves else None,
        )

    def _monitoring(self) -> Iterator[MonitoringRow]:
        result = self._of[MONITORING]
        for row, point in zip(self._months(result), result.series, strict=True):
            few = is_few(result.measure, point.figure)
            yield MonitoringRow(
                row.to_on,
                row.numerator,
                row.denominator,
                None if few else _drawn(row.value),
                row.target,
            )

    def _definition(self, result: Result) -> DefinitionRow:
        measure, day = result.measure, self._period.to_on
        return DefinitionRow(
            measure.id,
            self._title(result),
            measure.unit.value,
            definition_of(measure, self._practice, day),
            _capital(worded(measure.source, self._standards)),
        )


def _drawn(value: Number) -> float | None:
    """Return a value for a chart, which would draw a hidden one as 0."""
    return None if isinstance(value, str) else value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
