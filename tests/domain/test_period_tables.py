"""The tables of a period: every figure of it, and for sharing outside the service what is left."""

from datetime import date
from functools import cache

import pytest

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.measures import MEASURES, Mode, Period
from iro_desktop.domain.period_notes import notes_of
from iro_desktop.domain.period_tables import MONITORING, PeriodTables, period_tables
from iro_desktop.domain.series import monitoring_by_month
from iro_desktop.domain.summary_pages import monitoring_series
from iro_desktop.domain.suppression import HIDDEN, suppressed
from iro_desktop.domain.suppression.figures import CASELOAD, counts_and_ties
from iro_desktop.domain.verdicts import Verdict
from tests.attack import Attack
from tests.domain.yearly_report.counted import cases, year
from tests.samples import DAY, ME, figures_of
from tests.ties import pieces

YEAR = Period(date(2019, 4, 1), DAY)
THRESHOLD = 6


@cache
def tables(*, shared: bool = False) -> PeriodTables:
    return period_tables(figures_of(DAY), ME, YEAR, whose="Sample IRO", shared_beyond=shared)


def test_every_measure_stands_in_them_with_its_months_and_parts() -> None:
    found = tables()
    assert [row.measure_id for row in found.measures] == list(MEASURES)
    assert len(found.caseload) == len(found.monitoring) == 12
    assert {row.measure_id for row in found.months} == set(MEASURES)
    assert {row.part for row in found.parts if row.measure_id == CASELOAD} >= {"cla", "cp", "both"}
    assert found.hidden == 0
    assert not found.shared_beyond


def test_months_of_events_add_up_to_the_period() -> None:
    found = tables()
    whole = next(row for row in found.measures if row.measure_id == "cla_reviews_in_time")
    months = [row for row in found.months if row.measure_id == whole.measure_id]
    assert sum(number(row.numerator) for row in months) == whole.numerator
    assert sum(number(row.denominator) for row in months) == whole.denominator


def number(value: float | str | None) -> float:
    assert isinstance(value, int | float)
    return value


def test_no_small_count_is_shown_outside_the_service() -> None:
    found = tables(shared=True)
    assert found.threshold == THRESHOLD
    assert found.hidden > 0
    rows = (*found.measures, *found.months, *found.parts)
    of_children = [row for row in rows if row.unit not in ("of 3", "working days")]
    assert not [row for row in of_children if is_small(row.numerator)]
    small = [row for row in rows if is_small(row.denominator) and row.measure_id != CASELOAD]
    assert not small
    months = found.caseload
    assert not [row for row in months for one in (row.children, row.cla, row.cp, row.both)
                if is_small(one)]  # fmt: skip


def test_children_on_both_lists_are_not_told_by_the_numbers_of_each() -> None:
    """Looked after plus on a plan less the caseload are those who are both."""
    found = tables(shared=True)
    months = {row.month_on: row for row in found.caseload}
    numbers = [row for row in found.months if row.measure_id in ("cla_number", "cp_number")]
    assert HIDDEN in {row.both for row in months.values()}
    for row in numbers:
        month = months[row.to_on]
        if month.both == HIDDEN:
            part = month.cla if row.measure_id == "cla_number" else month.cp
            assert HIDDEN in (part, row.numerator)
    for day, month in months.items():
        of_the_day = [row.numerator for row in numbers if row.to_on == day]
        assert month.both != HIDDEN or HIDDEN in (*of_the_day, month.children)


def is_small(value: float | str | None) -> bool:
    return isinstance(value, int | float) and 0 < value < THRESHOLD


def test_a_value_is_shown_only_with_both_its_sides() -> None:
    for row in tables(shared=True).measures:
        if HIDDEN in (row.numerator, row.denominator):
            assert row.value in (HIDDEN, None)
            assert row.verdict is Verdict.NONE
            assert row.sentence == row.stands == ""
            assert row.note


def test_what_cannot_be_made_safe_is_left_out() -> None:
    found = tables(shared=True)
    assert not found.spread
    assert not [row for row in found.parts if row.part == "max"]
    assert {(row.joined, row.left) for row in found.caseload} == {(None, None)}
    assert tables().spread


def test_sentences_for_others_compare_with_no_other_period() -> None:
    for row in tables(shared=True).measures:
        assert not any(word in row.sentence for word in (" from ", " rose ", " fell ", "earlier"))


def test_the_notes_say_whether_small_counts_are_hidden() -> None:
    hiding, open_ = (
        dict(notes_of(tables(shared=one), "calendar months", ())) for one in (True, False)
    )
    assert "counts from 1 to 5 are shown as “c”" in hiding["Small counts"]
    assert "Nothing is hidden" in open_["Small counts"]
    assert open_["How months are counted"] == "In calendar months"


@pytest.mark.parametrize("months", [3, pytest.param(12, marks=pytest.mark.long)])
def test_no_small_count_of_the_sample_can_be_solved_for(months: int) -> None:
    period = Period(date(2020, 4 - months, 1) if months < 4 else YEAR.from_on, DAY)
    figures = figures_of(DAY)
    results = [figures.result(one, period, Mode.MONTH, ME) for one in MEASURES]
    caseload = [
        figures.result(CASELOAD, point.period, Mode.MONTH, ME)
        for result in results
        if result.measure.id == CASELOAD
        for point in result.series
    ]
    cells, relations = counts_and_ties(results, caseload)
    hidden = suppressed(cells, relations, THRESHOLD)
    small = {key for key, one in cells.items() if 0 < one.value < THRESHOLD and one.published}
    assert small <= hidden
    plainly = 0
    for some, ties in pieces(cells, relations):
        assert not Attack(some, ties, hidden, THRESHOLD).broken()
        plainly += len(Attack(some, ties, small, THRESHOLD).broken())
    assert plainly > 20


def test_a_chart_of_whole_months_is_not_shared_beside_a_part_of_one() -> None:
    """The month of the chart less the part in the tables would be the days before it."""
    months = [add_months(date(2019, 11, 1), at) for at in range(5)]
    kept = cases(MONITORING, dict.fromkeys(months, (8, 16)), "cla")
    figures = year(kept, period=Period(date(2020, 1, 1), DAY)).figures
    chart = monitoring_by_month(figures)
    for first_on, is_drawn in ((date(2020, 1, 1), True), (date(2020, 1, 10), False)):
        period = Period(first_on, DAY)
        found = period_tables(figures, None, period, whose="The service", shared_beyond=True)
        assert {row.checked for row in found.monitoring[1:]} == {8}
        assert (monitoring_series(chart, found) is not None) is is_drawn
