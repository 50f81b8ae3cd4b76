from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.measures import MEASURES, Figures, Period
from iro_desktop.domain.series import (
    caseload_now,
    caseload_over_time,
    children_behind,
    dots_by_month,
    joined_and_left,
    monitoring_by_month,
)
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_check,
    a_plan,
    a_practice,
    a_review,
    an_absence,
    an_allocation,
    an_appeal,
    an_officer,
    care,
    figures_for,
    local_standards,
    working_time,
)


def caseload(children: int, fte: float | None = 1.0, **others: Any) -> Figures:
    cases = [a_case(care("2020-01-06"), an_allocation("A")) for _ in range(children)]
    times = [] if fte is None else [working_time("A", fte)]
    return figures_for(*cases, officers=[an_officer("A")], working_times=times, **others)


# The caseload now


@pytest.mark.parametrize(
    "children,fte,title",
    [
        (68, 1.0, "68 children at 1.0 FTE: top end of the range"),
        (60, 1.0, "60 children at 1.0 FTE: in the range"),
        (41, 0.6, "41 children at 0.6 FTE: top end of the range"),
        (71, 1.0, "71 children at 1.0 FTE: above the range"),
        (30, 1.0, "30 children at 1.0 FTE: below the range"),
        (1, 0.65, "1 child at 0.65 FTE: below the range"),
        (68, None, "68 children; enter the FTE to see the caseload per FTE"),
        (68, 0.0, "68 children uncovered: nobody is in post and working"),
    ],
)
def test_the_title_of_the_caseload_is_its_finding(
    children: int, fte: float | None, title: str
) -> None:
    series = caseload_now(caseload(children, fte), "A").series
    assert series.title == title
    assert len(series.title.split()) <= 15
    assert series.value == (children / fte if fte else None)


def test_the_caseload_stands_against_the_range_in_force() -> None:
    practice = a_practice(local_standards("2020-03-01", caseload_low=45, caseload_high=65))
    series = caseload_now(caseload(68, practice=practice), "A").series
    assert (series.low, series.high, series.axis_to) == (45, 65, 120)
    assert series.subtitle == "Caseload per FTE against 45–65, 31 March 2020"
    assert series.title.endswith("above the range")
    assert series.sentence.startswith("Caseload: 68 per FTE on 31 March 2020")
    assert "Each child counts once" in series.definition


def test_the_axis_grows_with_a_caseload_that_is_off_it() -> None:
    assert caseload_now(caseload(150), "A").series.axis_to == 160


def test_the_children_of_the_caseload_are_those_of_today_with_a_reason_each() -> None:
    children = caseload_now(caseload(3), "A").children()
    assert len(children) == 3
    assert {one.reason for one in children} == {"looked after since 6 January 2020"}


# The caseload over time


def moving() -> Figures:
    """Two children since November 2019, one more from January; one leaves on 10 February."""
    cases = [
        a_case(care("2019-11-04"), an_allocation("A")),
        a_case(care("2019-11-04", "2020-02-10"), an_allocation("A")),
        a_case(care("2020-01-06"), an_allocation("A")),
    ]
    practice = a_practice(
        local_standards(), local_standards("2020-02-01", caseload_low=40, caseload_high=60)
    )
    return figures_for(
        *cases,
        officers=[an_officer("A")],
        working_times=[working_time("A", 1.0, "2019-12-01")],
        practice=practice,
        as_of="2020-03-12",
    )


def test_each_month_end_has_its_value_its_range_and_who_came_and_left() -> None:
    points = caseload_over_time(moving(), "A").series.points
    assert [(p.label, p.value, p.low, p.high, p.joined, p.left) for p in points] == [
        ("November 2019", None, 50, 70, 2, 0),
        ("December 2019", 2, 50, 70, 0, 0),
        ("January 2020", 3, 50, 70, 1, 0),
        ("February 2020", 2, 40, 60, 0, 1),
        ("March 2020 so far", 2, 40, 60, 0, 0),
    ]
    assert points[-1].on == date(2020, 3, 12)


def test_the_children_behind_a_point_are_those_of_that_months_end() -> None:
    chart = caseload_over_time(moving(), "A")
    assert [len(chart.children(n)) for n in range(5)] == [2, 2, 3, 2, 2]
    february = chart.periods[3]
    moved = joined_and_left(moving(), february, "A")
    assert [(one.met, one.reason) for one in moved] == [(False, "left 10 February 2020")]


def test_at_most_36_months_are_shown_without_one_left_out() -> None:
    case = a_case(care("2010-01-04"), an_allocation("A"))
    series = caseload_over_time(
        figures_for(case, officers=[an_officer("A")], working_times=[working_time("A", 1.0)]), "A"
    ).series
    assert len(series.points) == 36
    months = [(point.on.year - 2017) * 12 + point.on.month for point in series.points]
    assert months == list(range(4, 40))
    assert series.title == "Unchanged on the year, now 1 per FTE"
    assert series.subtitle == "Caseload per FTE at each month’s end, April 2017 to March 2020"


def test_sickness_leaves_a_gap_in_the_line() -> None:
    figures = caseload(60, absences=[an_absence("A", "maternity", "2020-02-10", "2020-03-10")])
    values = [point.value for point in caseload_over_time(figures, "A").series.points]
    assert values == [60, None, 60]


# Monitoring


def checked(met: int, of: int) -> list[CaseFile]:
    base = (care("2019-10-07"), a_review("2019-11-01"))  # midpoint 17 December 2019
    return [
        *(a_case(*base, a_check("2019-12-17")) for _ in range(met)),
        *(a_case(*base) for _ in range(of - met)),
    ]


@pytest.mark.parametrize(
    "met,of,title,subtitle",
    [
        (
            92,
            118,
            "78% checked between reviews, just below 80%",
            "92 of 118 midpoints in 12 months; could be chance",
        ),
        (
            780,
            1100,
            "71% checked between reviews, below 80%",
            "780 of 1100 midpoints in 12 months; beyond chance",
        ),
        (8, 10, "80% checked between reviews, at 80%", "8 of 10 midpoints in 12 months"),
        (9, 10, "90% checked between reviews, above 80%", "9 of 10 midpoints in 12 months"),
        (
            398,
            500,
            "79.6% checked between reviews, just below 80%",
            "398 of 500 midpoints in 12 months; could be chance",
        ),
        (3, 4, "3 of 4 checked between reviews", "3 of 4 midpoints in 12 months"),
        (1, 1, "1 of 1 checked between reviews", "1 of 1 midpoint in 12 months"),
    ],
)
def test_the_title_of_monitoring_is_the_figure_of_the_last_12_months(
    met: int, of: int, title: str, subtitle: str
) -> None:
    series = monitoring_by_month(figures_for(*checked(met, of), as_of="2020-01-31")).series
    assert (series.title, series.subtitle) == (title, subtitle)
    assert len(series.title.split()) <= 15
    assert series.target == 0.8


def test_months_are_counts_with_the_ends_of_their_interval_as_fractions() -> None:
    figures = figures_for(*checked(8, 10), as_of="2020-01-15")
    points = monitoring_by_month(figures).series.points
    assert [(p.label, p.count) for p in points] == [
        ("December 2019", "8 of 10"),
        ("January 2020 so far", "0 of 0"),
    ]
    assert points[0].low is not None
    assert points[0].high is not None
    assert round(points[0].low, 2) == 0.49
    assert round(points[0].high, 2) == 0.94
    assert points[1].low is None


def test_the_children_behind_a_month_come_with_those_not_checked_first() -> None:
    figures = figures_for(*checked(1, 3), as_of="2020-01-31")
    chart = monitoring_by_month(figures)
    found = chart.children(0)
    assert [one.met for one in found] == [False, False, True]
    assert found[-1].reason == "midpoint 17 December 2019, checked 17 December"
    assert chart.children(1) == ()
    assert chart.children() == found


def test_open_midpoints_are_said_and_listed_and_not_counted() -> None:
    figures = figures_for(*checked(1, 3), as_of="2019-12-31")
    chart = monitoring_by_month(figures)
    assert chart.series.title == "1 of 1 checked between reviews"
    assert chart.series.sentence.endswith("Left out: 2 still open.")
    assert [one.met for one in chart.children()] == [True, None, None]


def test_before_the_first_complete_month_the_headline_is_everything_so_far() -> None:
    series = monitoring_by_month(figures_for(*checked(6, 6), as_of="2019-12-20")).series
    assert series.title == "100% checked between reviews, above 80%"
    assert series.subtitle == "6 of 6 midpoints so far"


def test_without_any_midpoint_the_chart_says_so() -> None:
    series = monitoring_by_month(figures_for(a_case(care("2020-03-30")))).series
    assert series.title == "No midpoint between reviews has come yet"
    assert series.points == () or all(point.denominator == 0 for point in series.points)


def test_the_target_is_the_one_in_force_today() -> None:
    practice = a_practice(local_standards("2020-01-01", monitoring_target=75.0))
    series = monitoring_by_month(
        figures_for(*checked(78, 100), as_of="2020-01-31", practice=practice)
    ).series
    assert series.target == 0.75
    assert series.title == "78% checked between reviews, above 75%"


def test_any_measure_of_events_has_such_a_chart() -> None:
    figures = figures_for(*checked(8, 10))
    for measure_id, measure in MEASURES.items():
        if measure.kind.of_events and measure.unit == "%":
            chart = dots_by_month(figures, measure_id)
            assert chart.series.title
            assert "{" not in chart.series.title + chart.series.subtitle + chart.series.definition
    held = dots_by_month(figures, "cla_reviews_in_time").series
    assert held.title.startswith("Reviews of children looked after in time: ")


def test_children_behind_any_period_can_be_asked_for() -> None:
    result = figures_for(*checked(8, 10)).result("monitoring_between_reviews")
    december = Period(date(2019, 12, 1), date(2019, 12, 31))
    assert len(children_behind(result, december)) == 10
    assert children_behind(result, Period(date(2019, 11, 1), date(2019, 11, 30))) == ()


def ended_plans(long: int, short: int) -> list[CaseFile]:
    return [
        *(a_case(a_plan("2017-03-06", "2020-03-09")) for _ in range(long)),
        *(a_case(a_plan("2019-03-04", "2020-03-09")) for _ in range(short)),
    ]


@pytest.mark.parametrize(
    "long,short,title,note",
    [
        (1, 99, "1%, below 4%", ""),
        (4, 96, "4%, at 4%", ""),
        (6, 94, "6%, above 4%", "; could be chance"),
        (20, 80, "20%, above 4%", "; beyond chance"),
    ],
)
def test_where_lower_is_better_a_value_above_its_target_is_the_one_that_misses_it(
    long: int, short: int, title: str, note: str
) -> None:
    series = dots_by_month(figures_for(*ended_plans(long, short)), "cp_over_two_years_ended").series
    assert series.title.endswith(f": {title}")
    assert series.subtitle == (
        f"{long} of 100 child protection plans that ended in 12 months{note}"
    )


def test_appeals_are_said_for_conferences_and_not_of_them() -> None:
    first = a_review("2020-03-02", "rcpc")
    cases = [a_case(first, an_appeal(first, "2020-03-16"))]
    cases += [a_case(a_review("2020-03-02", "rcpc")) for _ in range(9)]
    series = dots_by_month(figures_for(*cases), "cp_appeals").series
    assert series.subtitle == "1 for 10 conferences held in 12 months"
