"""A period on two pages: the headline figures and how they stand, charts, and what is to be known.

It is made of the tables of the period, so what these hide is nowhere in it. A chart that would show
a hidden count is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from iro_desktop.domain.charts import DotsSeries, StepSeries
from iro_desktop.domain.figure_words import counts_of, told
from iro_desktop.domain.measures import MEASURES, Figure, rounded, say_period
from iro_desktop.domain.paper import (
    Beside,
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Look,
    NewPage,
    Paragraph,
    Picture,
    Table,
)
from iro_desktop.domain.period_notes import CLASSIFICATION, COVERAGE, METHOD, Notes, say_hiding
from iro_desktop.domain.period_tables import MONITORING, FigureRow, PeriodTables
from iro_desktop.domain.series import Chart
from iro_desktop.domain.suppression import HIDDEN
from iro_desktop.domain.suppression.figures import CASELOAD
from iro_desktop.domain.verdicts import Verdict
from iro_desktop.domain.words import counted, number_word, plain_date

FULLEST: Final = 0
BARE: Final = 3
"""How much is left out: nothing at 0; at 1 the definitions, at 2 the charts too, at 3 some points.
"""
CHART_WIDTH: Final = 305.0
"""How wide each of two charts beside one another is, in pixels."""


_HEADLINES: Final = (
    CASELOAD,
    MONITORING,
    "cla_reviews_in_time",
    "cp_reviews_in_time",
    "icpc_in_time",
    "permanence_by_second_review",
    "initial_health_in_time",
    "pep_up_to_date",
    "cla_participation",
    "cp_participation",
    "challenges_informal",
    "resolutions_formal",
    "escalation_outcome_achieved",
)
_SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "Caseload and children": ("cla_number", "cp_number", CASELOAD),
    "Monitoring between reviews": (MONITORING,),
    "Timeliness": ("cla_reviews_in_time", "cp_reviews_in_time", "icpc_in_time"),
    "Challenges and resolutions": (
        "challenges_informal", "resolutions_formal", "escalation_outcome_achieved",
        "escalation_themes",
    ),
}  # fmt: skip
_ALL_HIDDEN: Final = "Hidden: these counts are small, or would give a small count back."
_DEFINED: Final = (CASELOAD, MONITORING, "cla_reviews_in_time", "icpc_in_time")
_LOOKS: Final[Mapping[Verdict, Look]] = {
    Verdict.MET: "good",
    Verdict.UNSURE: "warn",
    Verdict.MISSED: "bad",
}


def summary_pages(
    tables: PeriodTables,
    notes: Notes,
    charts: Sequence[tuple[str, Picture]],
    *,
    left_out: int = FULLEST,
) -> Document:
    """The document; ``charts`` are finding and picture of each that may be shown.

    ``left_out``, from FULLEST to BARE, is what is left out for it to fit on two pages.
    """
    rows = {row.measure_id: row for row in tables.measures}
    shown = charts if left_out < 2 else ()  # noqa: PLR2004 - see BARE
    return Document(
        title="Independent reviewing figures",
        subtitle=f"{tables.whose}, {say_period(tables.period)}, as known on "
        f"{plain_date(tables.as_of)}",
        on=tables.as_of,
        classification=CLASSIFICATION,
        foot="Small counts hidden" if tables.shared_beyond else "For use within the service",
        blocks=(
            Paragraph(_headline(tables), "strong"),
            _headlines([rows[one] for one in _HEADLINES]),
            *_beside(shown),
            *((NewPage(),) if shown else ()),
            Heading("In words"),
            *_sections(rows, bare=left_out >= BARE),
            *_about(tables, notes),
            *(() if left_out else _definitions(tables)),
        ),
    )


def _headline(tables: PeriodTables) -> str:
    """Return "Of 20 measures with a target, twelve meet it; three could miss it by chance."."""
    verdicts = [row.verdict for row in tables.measures if row.verdict is not Verdict.NONE]
    if not verdicts:
        return "No figure can be held against a target."
    measures = counted(len(verdicts), "measure")
    shown = " whose figure is shown and that have a target," if tables.shared_beyond else ""
    met = verdicts.count(Verdict.MET)
    of = f"Of {measures}{shown or ' with a target,'}"
    parts = [f"{of} {number_word(met) if met else 'none'} {'meets' if met < 2 else 'meet'} it"]  # noqa: PLR2004
    if unsure := verdicts.count(Verdict.UNSURE):
        parts.append(f"{number_word(unsure)} could miss it by chance")
    if missed := verdicts.count(Verdict.MISSED):
        parts.append(f"{number_word(missed)} {'misses' if missed == 1 else 'miss'} it")
    return f"{'; '.join(parts)}."


def _headlines(rows: Sequence[FigureRow]) -> Table:
    return Table(
        caption="Headline figures",
        columns=("Measure", "Figure", "Counted from", "How it stands"),
        rows=tuple(
            (
                Cell(row.title),
                Cell(say_figure(row), look="strong"),
                Cell(say_counts(row), look="quiet"),
                Cell(row.stands or "not told", look=_LOOKS.get(row.verdict, "quiet")),
            )
            for row in rows
        ),
        shares=(38, 10, 20, 32),
        numbers=frozenset({1}),
    )


def say_figure(row: FigureRow) -> str:
    """The value of a row as it is shown: "78.6%", "68", "c", "n/a"; "too few" of few cases."""
    if row.value == HIDDEN:
        return HIDDEN
    figure = _figure(row)
    if figure is None or figure.value is None:
        return "n/a"
    return "too few" if row.is_few else told(MEASURES[row.measure_id], figure).large


def say_counts(row: FigureRow) -> str:
    """What a row is counted from: "136 of 173", "c of 12"; "" for a plain count."""
    figure = _figure(row)
    if figure is not None:
        return "" if figure.denominator is None else counts_of(MEASURES[row.measure_id], figure)
    sides = [say_number_of(one) for one in (row.numerator, row.denominator) if one is not None]
    return " of ".join(sides)


def say_number_of(number: float | str) -> str:
    """A number as it is shown, a hidden one as it is."""
    return number if isinstance(number, str) else rounded(number)


def _figure(row: FigureRow) -> Figure | None:
    """Return a row's figure; None where a side of it is hidden."""
    numerator, denominator = row.numerator, row.denominator
    if isinstance(numerator, str) or isinstance(denominator, str) or numerator is None:
        return None
    return Figure(numerator, denominator, MEASURES[row.measure_id].unit)


def _beside(charts: Sequence[tuple[str, Picture]]) -> tuple[Block, ...]:
    if not charts:
        return ()
    return (Beside(tuple((Paragraph(title, "strong"), picture) for title, picture in charts)),)


def _sections(rows: Mapping[str, FigureRow], *, bare: bool) -> list[Block]:
    found: list[Block] = []
    for heading, ids in _SECTIONS.items():
        asked = [rows[one] for one in (ids[:2] if bare else ids)]
        points = tuple(_point(row) for row in asked if row.sentence)
        found += [Heading(heading, 2), Bullets(points or (_ALL_HIDDEN,))]
    return found


def _point(row: FigureRow) -> str:
    """Return the sentence of a row; one of the figure alone with its title and how it stands."""
    if row.sentence.endswith("."):
        return row.sentence
    stands = "" if row.verdict is Verdict.NONE else f"; {row.stands}"
    return f"{row.title}: {row.sentence}{stands}."


def _about(tables: PeriodTables, notes: Notes) -> list[Block]:
    said = [
        f"Months are counted {words[:1].lower()}{words[1:]}." if about == METHOD else words
        for about, words in notes
        if about in (METHOD, COVERAGE)
    ]
    few = "Of fewer than five cases no percentage is told."
    return [
        Heading("What the figures rest on", 2),
        Bullets((*said, few, say_hiding(tables))),
    ]


def _definitions(tables: PeriodTables) -> list[Block]:
    """Return the first sentences of the definitions; all of them are in the workbook."""
    defined = {row.measure_id: row for row in tables.definitions}
    points = tuple(
        f"{defined[one].title}: {defined[one].definition.partition('. ')[0].rstrip('.')}."
        for one in _DEFINED
    )
    return [Heading("In brief: how they are counted", 2), Bullets(points)]


# Charts of the period alone


def caseload_series(chart: Chart[StepSeries], tables: PeriodTables) -> StepSeries | None:
    """The caseload at the period's month-ends; None where it is not all shown, or not there.

    Who came and who went is told by the chart, so for sharing outside the service there is none.
    """
    if tables.shared_beyond:
        return None
    points = tuple(
        point
        for point, period in zip(chart.series.points, chart.periods, strict=True)
        if _is_within(period.to_on, tables)
    )
    if not points:
        return None
    return replace(
        chart.series,
        title=tables.caseload_title,
        subtitle="",
        sentence=f"{tables.caseload_title}. The caseload per FTE at each month’s end.",
        points=points,
    )


def monitoring_series(chart: Chart[DotsSeries], tables: PeriodTables) -> DotsSeries | None:
    """The checks by month of the period; None where one is hidden, or there is no month.

    For sharing outside the service it begins with a whole month: the chart’s months are whole, and
    the part of one that the tables count could be taken from it.
    """
    if any(HIDDEN in (row.checked, row.due) for row in tables.monitoring):
        return None
    first_on = tables.period.from_on
    if tables.shared_beyond and first_on is not None and first_on.day > 1:
        return None
    points = tuple(
        point
        for point, period in zip(chart.series.points, chart.periods, strict=True)
        if _is_within(period.to_on, tables)
    )
    if not points:
        return None
    return replace(
        chart.series,
        title=tables.monitoring_title,
        subtitle="",
        sentence=f"{tables.monitoring_title}. The share checked in each month.",
        points=points,
    )


def _is_within(day: object, tables: PeriodTables) -> bool:
    return any(row.month_on == day for row in tables.caseload)
