"""What the figures of a report rest on, and where they are weak."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from iro_desktop.domain.calendar import month_end, month_start
from iro_desktop.domain.measures.outcome import UNALLOCATED
from iro_desktop.domain.statements import left_out
from iro_desktop.domain.words import counted, plain_date, say_list
from iro_desktop.domain.yearly_report.finding import Year
from iro_desktop.domain.yearly_report.report import Beside

_EXPLAINED: Final = (
    "cla_reviews_in_time",
    "cla_participation",
    "icpc_in_time",
    "cp_participation",
    "monitoring_between_reviews",
)
"""The measures whose cases that are left out are told."""


def quality_notes(year: Year, beside: Beside) -> Iterator[str]:
    """Yield the notes: coverage, the last day, missing FTE, cases left out, comparators, chance."""
    yield from beside.notes
    sources, day = year.figures.sources, year.day
    yield f"The figures are as known on {plain_date(sources.as_of)}."
    if year.period.from_on and (
        year.period.from_on != month_start(year.period.from_on) or day != month_end(day)
    ):
        yield "The period does not begin and end with whole months, so some months are cut."
    yield from _allocation(year)
    for measure_id in _EXPLAINED:
        tells = sources.cases and not year.hidden_below
        said = left_out(year.of(measure_id).result) if tells else ""
        if said:
            yield f"{year.title(measure_id)}. {said}"
    if not sources.cases and sources.kept:
        yield (
            "These figures were added up from summaries, which hold no children: the tables of "
            "ages, sex, legal status, placement, time in care, exits, participation codes, "
            "categories, stages, good practice and Cafcass are left out."
        )
    if year.hidden_below:
        yield (
            f"This report is for sharing: what rests on a count from 1 to {year.hidden_below - 1} "
            "is not written, and the tables are left out."
        )
    if not sources.comparators:
        yield "No figures of other areas are entered, so nothing is compared with them."
    yield (
        "Where “could be chance” is said, the 95% interval of the figure reaches the target, or "
        "that of the change holds no change. Percentages of fewer than 5 cases are not told."
    )


def _allocation(year: Year) -> Iterator[str]:
    figures, day = year.figures, year.day
    missing = figures.without_fte(day, year.officer_id)
    held = [one for one in missing if one != UNALLOCATED]
    if held:
        names = {one.id: one.name or "an IRO without a name" for one in figures.sources.officers}
        said = say_list([names.get(one, "an IRO not on file") for one in held])
        yield f"No working time is entered for {said}."
    if year.officer_id is None:
        nobody = figures.listing.stock(figures.result("cla_number", year.period).measure)
        children = nobody.counts(day, UNALLOCATED)[1]
        if children and not year.hidden_below:
            yield f"{counted(children, 'child has', 'children have')} no named IRO on the last day."
