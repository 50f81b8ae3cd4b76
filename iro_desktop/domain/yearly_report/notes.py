"""What the figures of a report rest on, and where they are weak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from iro_desktop.domain.calendar import month_end, month_start
from iro_desktop.domain.charts import TrendSeries
from iro_desktop.domain.measures.outcome import UNALLOCATED
from iro_desktop.domain.statements import left_out
from iro_desktop.domain.suppression import HIDDEN
from iro_desktop.domain.trends import HIDDEN_POINT
from iro_desktop.domain.words import counted, plain_date, say_list
from iro_desktop.domain.yearly_report.finding import HIDDEN_BEFORE, HIDDEN_NOW, Year
from iro_desktop.domain.yearly_report.report import Beside, ReportSection

_EXPLAINED: Final = (
    "cla_reviews_in_time",
    "cla_participation",
    "icpc_in_time",
    "cp_participation",
    "monitoring_between_reviews",
)
"""The measures whose cases that are left out are told."""
_LEFT_OUT: Final = (
    "Left out for sharing are the tables of children, of districts and of single cases, how IROs "
    "and districts differ, who came and who went, and the highest caseload of one IRO. Charts are "
    "by month, and the caseload is that of the last day. Words and priorities stand as they were "
    "written: look through them for numbers that could tell of a child."
)


def quality_notes(
    year: Year, beside: Beside, sections: Sequence[ReportSection] = ()
) -> Iterator[str]:
    """Yield the notes: coverage, the last day, missing FTE, cases left out, comparators, chance.

    Of a report for sharing, how much of its ``sections`` is not told.
    """
    yield from beside.notes
    sources, day = year.figures.sources, year.day
    yield f"The figures are as known on {plain_date(sources.as_of)}."
    if year.period.from_on and (
        year.period.from_on != month_start(year.period.from_on) or day != month_end(day)
    ):
        yield "The period does not begin and end with whole months, so some months are cut."
    yield from _allocation(year)
    for measure_id in _EXPLAINED:
        tells = sources.cases and not year.is_shared
        said = left_out(year.of(measure_id).result) if tells else ""
        if said:
            yield f"{year.title(measure_id)}. {said}"
    if not sources.cases and sources.kept and not year.is_shared:
        yield (
            "These figures were added up from summaries, which hold no children: the tables of "
            "ages, sex, legal status, placement, time in care, exits, participation codes, "
            "categories, stages, good practice and Cafcass are left out."
        )
    if year.is_shared:
        yield _say_hiding(year, sections)
        yield _LEFT_OUT
    if not sources.comparators:
        yield "No figures of other areas are entered, so nothing is compared with them."
    yield (
        "Where “could be chance” is said, the 95% interval of the figure reaches the target, or "
        "that of the change holds no change. Percentages of fewer than 5 cases are not told."
    )


def _say_hiding(year: Year, sections: Sequence[ReportSection]) -> str:
    """Return by what rule counts are hidden, and how many figures, points and cells that takes."""
    findings = year.findings
    drawn = [one.series for section in sections for one in section.charts]
    points = [point for one in drawn if isinstance(one, TrendSeries) for point in one.points]
    tables = [one for section in sections for one in section.tables]
    cells = [cell for one in tables for row in one.rows for cell in row]
    untold = (
        (sum(one.why_not == HIDDEN_NOW for one in findings), "figure"),
        (
            sum(one.told and one.why_no_change == HIDDEN_BEFORE for one in findings),
            "comparison with the year before",
        ),
        (sum(point.said == HIDDEN_POINT for point in points), "point of charts"),
        (sum(cell.words == HIDDEN for cell in cells), "cell of tables"),
    )
    said = [counted(number, one, _many(one)) for number, one in untold if number]
    rule = (
        f"This report is for sharing outside the service: counts from 1 to {year.hidden_below - 1} "
        "are hidden, and so are others from which they could be worked out; 0 is shown. What rests "
        f"on a hidden count is not told, and stands as “{HIDDEN}” in tables"
    )
    return f"{rule}: {say_list(said)}." if said else f"{rule}. There is none."


def _many(one: str) -> str:
    """Return "points of charts" of "point of charts"."""
    first, _, rest = one.partition(" ")
    return f"{first}s {rest}".strip()


def _allocation(year: Year) -> Iterator[str]:
    figures, day = year.figures, year.day
    missing = figures.without_fte(day, year.officer_id)
    held = [one for one in missing if one != UNALLOCATED]
    if held and year.is_shared:
        yield f"No working time is entered for {counted(len(held), 'IRO')}."
    elif held:
        names = {one.id: one.name or "an IRO without a name" for one in figures.sources.officers}
        said = say_list([names.get(one, "an IRO not on file") for one in held])
        yield f"No working time is entered for {said}."
    if year.officer_id is None:
        nobody = figures.listing.stock(figures.result("cla_number", year.period).measure)
        children = nobody.counts(day, UNALLOCATED)[1]
        if children and not year.is_shared:
            yield f"{counted(children, 'child has', 'children have')} no named IRO on the last day."
