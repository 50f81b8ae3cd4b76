"""Every measure on one page, in the sections of the yearly report, and what needs attention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.calendar import add_months, financial_year_start, month_end, month_start
from iro_desktop.domain.charts import TrendSeries
from iro_desktop.domain.figure_words import Told, told_result
from iro_desktop.domain.local_words import local_words
from iro_desktop.domain.measures import (
    MEASURES,
    Band,
    Figures,
    Mode,
    Period,
    Result,
    Section,
    say_period,
)
from iro_desktop.domain.measures.period import last_complete_month, latest_window
from iro_desktop.domain.measures.wording import title_of
from iro_desktop.domain.statements import statement
from iro_desktop.domain.trends import cut_of, trend
from iro_desktop.domain.verdicts import Judgement, Verdict, judged
from iro_desktop.domain.words import number_word, say_month
from iro_desktop.services.measures import method

_YEAR: Final = 12
_ALL_MET: Final = "Every measure with a target meets it"
_NOTHING_AIMED_AT: Final = "Nothing to hold against a target yet"
_NO_CHILDREN: Final = "Nothing to count yet"

MODES: Final = {
    Mode.MONTH: "Month by month",
    Mode.SIX_MONTHS: "6 months, rolling",
    Mode.TWELVE_MONTHS: "12 months, rolling",
    Mode.FINANCIAL_YEAR: "Financial years",
}
"""How a series can be cut, and what that is called."""


@dataclass(frozen=True, slots=True)
class Span:
    """A period that can be chosen: its key ("12", "2020-03"), its words, and its days."""

    key: str
    words: str
    period: Period


@dataclass(frozen=True, slots=True)
class Choice:
    """Which period is shown, by its key, and how the series are cut."""

    span: str = "12"
    mode: Mode = Mode.SIX_MONTHS


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure: its figure, how that stands to its target, its trend, and all in a sentence."""

    measure_id: str
    title: str
    told: Told
    judgement: Judgement
    trend: TrendSeries
    sentence: str

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        aim = self.judgement.aim
        aimed = f"aim: {aim}" if aim and self.judgement.verdict is Verdict.NONE else ""
        parts = (self.title, self.told.words, self.judgement.words, aimed, self.sentence)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """All measures in their sections, under what needs attention and what the figures cover."""

    headline: str
    context: str
    sections: tuple[tuple[str, tuple[MeasureRow, ...]], ...]
    has_children: bool

    @property
    def rows(self) -> tuple[MeasureRow, ...]:
        """The rows of all sections."""
        return tuple(row for _, rows in self.sections for row in rows)


def spans(today: date) -> tuple[Span, ...]:
    """The periods that can be chosen on a day, the usual one first.

    Rolling months are complete ones; the financial year and the month now running end today.
    """
    year = financial_year_start(today)
    before = add_months(year, -_YEAR)
    found = [
        Span("12", "Last 12 months", latest_window(Mode.TWELVE_MONTHS, today)),
        Span("6", "Last 6 months", latest_window(Mode.SIX_MONTHS, today)),
        Span("year", f"Financial year {_say_year(year)}", Period(year, today)),
        Span(
            "year_before",
            f"Financial year {_say_year(before)}",
            Period(before, month_end(add_months(year, -1))),
        ),
        Span("all", "Everything so far", Period(None, today)),
    ]
    running = month_start(today)
    for back in range(_YEAR + 1):
        first = add_months(running, -back)
        last = min(month_end(first), today)
        so_far = "" if last == last_complete_month(last) else " so far"
        found.append(Span(f"{first:%Y-%m}", f"{say_month(first)}{so_far}", Period(first, last)))
    return tuple(found)


def _say_year(start: date) -> str:
    return f"{start.year}–{(start.year + 1) % 100:02d}"


def span_of(choice: Choice, today: date) -> Span:
    """The period of a choice; the usual one where it cannot be chosen any more."""
    found = spans(today)
    return next((span for span in found if span.key == choice.span), found[0])


def measures_page(figures: Figures, officer_id: str | None, choice: Choice) -> MeasuresPage:
    """Every measure there is for a period; ``officer_id`` None is the whole service."""
    sources = figures.sources
    period = span_of(choice, sources.as_of).period
    results = [result_of(figures, measure_id, officer_id, choice) for measure_id in MEASURES]
    rows = {result.measure.id: row_of(figures, result, choice) for result in results}
    standards = sources.practice.on(sources.as_of)
    sections = tuple(
        (
            local_words(section.value, standards),
            tuple(rows[one.measure.id] for one in results if one.measure.section is section),
        )
        for section in Section
    )
    judgements = [row.judgement for row in rows.values()]
    headline = _headline(judgements) if sources.cases else _NO_CHILDREN
    return MeasuresPage(
        headline=headline,
        context=_context(figures, officer_id, period),
        sections=tuple(section for section in sections if section[1]),
        has_children=bool(sources.cases),
    )


def result_of(figures: Figures, measure_id: str, officer_id: str | None, choice: Choice) -> Result:
    """The figure of one measure for the period chosen."""
    period = span_of(choice, figures.sources.as_of).period
    cut = cut_of(MEASURES[measure_id], choice.mode)
    return figures.result(measure_id, period, cut, officer_id)


def row_of(figures: Figures, result: Result, choice: Choice) -> MeasureRow:
    """The row of one figure."""
    practice, day = figures.sources.practice, result.period.to_on
    return MeasureRow(
        result.measure.id,
        title_of(result.measure, practice, day),
        told_result(result, practice.on(day)),
        judged(result),
        trend(figures, result, choice.mode).series,
        statement(result),
    )


def _headline(judgements: Sequence[Judgement]) -> str:
    """Return "Three measures are below their target, one beyond chance"."""
    off = [one for one in judgements if one.verdict in (Verdict.UNSURE, Verdict.MISSED)]
    if not off:
        met = any(one.verdict is Verdict.MET for one in judgements)
        return _ALL_MET if met else _NOTHING_AIMED_AT
    below = all(one.side is Band.BELOW for one in off)
    number = number_word(len(off))
    are = "measure is" if len(off) == 1 else "measures are"
    their = "its" if len(off) == 1 else "their"
    where = "below" if below else "off"
    said = f"{number[:1].upper()}{number[1:]} {are} {where} {their} target"
    return f"{said}{_by_chance(off)}"


def _by_chance(off: Sequence[Judgement]) -> str:
    """Return ", one beyond chance": how much of what is off its target is so for certain."""
    beyond = sum(one.beyond_chance for one in off)
    unsure = sum(one.verdict is Verdict.UNSURE for one in off)
    if beyond:
        return f", {number_word(beyond)} beyond chance" if beyond < len(off) else ", beyond chance"
    if unsure == len(off):
        return "; it could be chance" if unsure == 1 else "; all of it could be chance"
    return f", {number_word(unsure)} could be chance" if unsure else ""


def _context(figures: Figures, officer_id: str | None, period: Period) -> str:
    whose = "The whole service" if officer_id is None else "Your own children"
    counted = method(figures.sources.practice.on(period.to_on))
    return f"{whose}, {say_period(period)}. Counted in {counted}."
