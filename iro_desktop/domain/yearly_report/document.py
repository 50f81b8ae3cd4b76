"""A yearly report as a document: the whole of it, and four slides of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

from iro_desktop.domain.codes import CODES, say
from iro_desktop.domain.measures import say_period
from iro_desktop.domain.paper import (
    Beside,
    Block,
    Bullets,
    Cell,
    Document,
    Facts,
    Heading,
    Look,
    NewPage,
    Paragraph,
    Picture,
    Table,
)
from iro_desktop.domain.records import Priority
from iro_desktop.domain.words import plain_date, say_list
from iro_desktop.domain.yearly_report.report import (
    Bullet,
    ReportChart,
    ReportSection,
    SectionKey,
    YearlyReport,
)

Pictured = Callable[[ReportChart, float], Picture | None]
"""Makes a picture of a chart, so many pixels wide; None where it cannot be drawn."""

_CHART: Final = 312.0
_SLIDE_CHART: Final = 316.0
_WIDE_CHART: Final = 480.0
_IN_A_ROW: Final = 2
_SLIDE_SHARES: Final = (2, 1)
_LINES: Final = 20
_LINES_UNDER_TITLE: Final = 17
_LETTERS: Final = 80
"""How many lines of how many letters stand on a slide, and on the first, under the title."""
_PURPOSE: Final = (
    "Independent Reviewing Officers (IROs) review the plans of children whom the council cares "
    "for, make sure that children are heard, and watch over how the council carries out its "
    "duties to them (Children Act 1989, sections 25A and 25B; Care Planning, Placement and Case "
    "Review (England) Regulations 2010). This report says how they did so in the year, from "
    "their own records."
)
_DEFINED: Final = "How each figure of this report is counted, in the order of the report."
_NONE_YET: Final = "None are entered."
_LOOKS: Final[dict[str, Look]] = {"done": "good", "under_way": "warn", "not_begun": "bad"}


def report_document(report: YearlyReport, pictured: Pictured, *, in_rows: bool = True) -> Document:
    """The whole report: sections with bullets, charts, commentary and tables, then the annexes.

    ``in_rows``: charts stand two beside one another, else each for itself and wider.
    """
    blocks: list[Block] = [
        Paragraph(_PURPOSE),
        Facts(
            (
                ("Period", _period(report)),
                ("Figures of", report.whose),
                ("Counted in", report.method),
            )
        ),
    ]
    for section in report.sections:
        blocks += _section(report, section, _Charts(pictured, in_rows))
    blocks += [*_annex(report), *_quality(report)]
    return Document(
        title=report.title,
        on=report.period.to_on,
        blocks=tuple(blocks),
        subtitle=report.whose,
        foot=report.title,
    )


def _period(report: YearlyReport) -> str:
    start = report.period.from_on
    said = say_period(report.period)
    return said if start is None else f"{plain_date(start)} to {plain_date(report.period.to_on)}"


@dataclass(frozen=True, slots=True)
class _Charts:
    """How the charts of a section are set."""

    pictured: Pictured
    in_rows: bool

    def of(self, section: ReportSection) -> Iterator[Block]:
        """Yield the charts, two beside one another where they stand in rows."""
        width = _CHART if self.in_rows else _WIDE_CHART
        found = [self.pictured(one, width) for one in section.charts]
        drawn = [one for one in found if one is not None]
        number = _IN_A_ROW if self.in_rows else 1
        for at in range(0, len(drawn), number):
            row = drawn[at : at + number]
            yield row[0] if len(row) == 1 else Beside(tuple((one,) for one in row))


def _section(report: YearlyReport, section: ReportSection, charts: _Charts) -> Iterator[Block]:
    yield Heading(section.heading)
    if section.key is SectionKey.PRIORITIES:
        yield from _priorities(report, section, charts)
    else:
        yield from _bullets(section.bullets)
        yield from charts.of(section)
        yield from _commentary(section)
    if section.tables:
        yield Heading("Tables", 2)
        yield from section.tables


def _bullets(bullets: tuple[Bullet, ...]) -> Iterator[Block]:
    if bullets:
        yield Bullets(tuple(one.words for one in bullets))
    else:
        yield Paragraph("There is nothing to say from the figures yet.", "quiet")


def _commentary(section: ReportSection) -> Iterator[Block]:
    """Yield what was written for this report; what is only last year’s is not."""
    written = section.commentary
    if written is None or written.proposed or not written.words.strip():
        return
    yield Heading("Commentary", 2)
    for part in written.words.split("\n"):
        if part.strip():
            yield Paragraph(part.strip())


def _priorities(report: YearlyReport, section: ReportSection, charts: _Charts) -> Iterator[Block]:
    standing, advice = _parted(section.bullets)
    if report.last_year:
        yield Heading("Last year’s priorities", 2)
        yield _states(report.last_year)
    if standing:
        yield Heading("Where priorities stand", 2)
        yield from _bullets(standing)
    yield from charts.of(section)
    yield Heading("What the figures recommend", 2)
    if advice:
        yield from _bullets(advice)
    else:
        yield Paragraph("No figure of this report misses its target by more than chance explains.")
    yield from _commentary(section)
    yield Heading("Priorities for the year ahead", 2)
    if report.next_year:
        yield Bullets(_said(report.next_year), numbered=True)
    else:
        yield Paragraph(_NONE_YET, "quiet")


def _parted(bullets: tuple[Bullet, ...]) -> tuple[tuple[Bullet, ...], tuple[Bullet, ...]]:
    """Return the bullets on where priorities stand, and those that recommend something."""
    advice = tuple(one for one in bullets if one.is_advice)
    return tuple(one for one in bullets if not one.is_advice), advice


def _said(priorities: tuple[Priority, ...]) -> tuple[str, ...]:
    return tuple(one.words.strip() for one in priorities if one.words.strip())


def _states(priorities: tuple[Priority, ...]) -> Table:
    rows = []
    for one in priorities:
        state = one.state or "not_begun"
        as_on = f"as on {plain_date(one.state_on)}" if one.state_on else ""
        look = _LOOKS.get(state, "")
        rows.append(
            (
                Cell(one.words.strip()),
                Cell(say("priority_state", state), as_on, look),
                Cell(one.progress.strip()),
            )
        )
    heads = ("Priority", "How far", "What was done")
    return Table("Last year’s priorities and how far they are", heads, tuple(rows), (5, 3, 5))


def _annex(report: YearlyReport) -> Iterator[Block]:
    yield NewPage()
    yield Heading("Annex: definitions")
    yield Paragraph(_DEFINED)
    if report.method:
        yield Paragraph(f"Months and days are counted in {report.method}.")
    for one in report.definitions:
        yield Heading(one.title, 3)
        yield Paragraph(one.definition)
        aim = f"{_capital(one.aim)}. " if one.aim else ""
        yield Paragraph(f"{aim}Source: {one.source}.", "quiet")


def _quality(report: YearlyReport) -> Iterator[Block]:
    yield Heading("Data quality")
    if report.notes:
        yield Bullets(report.notes)
    if report.not_written:
        yield Heading("What is not written or not compared, and why", 2)
        yield Bullets(tuple(one.words for one in report.not_written))


def slides_document(report: YearlyReport, pictured: Pictured) -> Document:
    """Four slides, one a section: bullets with their figures, and one chart."""
    blocks: list[Block] = []
    for section in report.sections:
        lines = _LINES if blocks else _LINES_UNDER_TITLE
        blocks.append(Heading(section.heading))
        blocks += _slide(report, section, pictured, lines)
    return Document(
        title=report.title,
        on=report.period.to_on,
        blocks=tuple(blocks),
        subtitle=report.whose,
        foot=report.title,
        wide=True,
        slides=True,
    )


def _slide(
    report: YearlyReport, section: ReportSection, pictured: Pictured, lines: int
) -> Iterator[Block]:
    points = [one.short for one in section.bullets if not one.is_advice]
    if section.key is SectionKey.PRIORITIES:
        points = _slide_priorities(report, section)
    bullets = Bullets(tuple(_fitting(points, lines)))
    chart = next(iter(section.charts), None)
    picture = None if chart is None else pictured(chart, _SLIDE_CHART)
    yield bullets if picture is None else Beside(((bullets,), (picture,)), _SLIDE_SHARES)


def _fitting(points: list[str], lines: int) -> Iterator[str]:
    """Yield the points that stand on one slide, and how many more there are."""
    for number, point in enumerate(points):
        lines -= ceil(len(point) / _LETTERS)
        is_last = number == len(points) - 1
        if lines < (0 if is_last else 1):
            yield f"{len(points) - number} more in the full report"
            return
        yield point


def _slide_priorities(report: YearlyReport, section: ReportSection) -> list[str]:
    points = []
    if report.last_year:
        states = Counter(one.state or "not_begun" for one in report.last_year)
        said = [
            f"{states[code]} {words.lower()}"
            for code, words in reversed(CODES["priority_state"].items())
            if states[code]
        ]
        points.append(f"Last year’s priorities: {say_list(said)}")
    points += _said(report.next_year)
    if not report.next_year:
        standing, advice = _parted(section.bullets)
        points += [one.short for one in (*standing, *advice)]
    return points


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
