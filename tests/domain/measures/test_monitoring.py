from datetime import date, timedelta

import pytest

from iro_desktop.domain.measures import Period, rounded
from iro_desktop.domain.records import ChildRecord
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_check,
    a_plan,
    a_practice,
    a_review,
    an_allocation,
    care,
    figures_for,
    local_standards,
)
from tests.figures import counts

MONITORING = "monitoring_between_reviews"

# The second review is due 3 months after Wed 1 May 2019: 1 August, 92 days later; its midpoint is
# day 46: 16 June. The window runs from 19 May to 30 June.
FIRST = "2019-05-01"
MIDPOINT = date(2019, 6, 16)
OPENS, CLOSES = date(2019, 5, 19), date(2019, 6, 30)


def of(*cases: CaseFile, as_of: str = "2019-07-01") -> tuple[float, float | None]:
    return counts(figures_for(*cases, as_of=as_of).result(MONITORING).figure)


def reviewed(*more: ChildRecord, born: str = "2010-06-15") -> CaseFile:
    return a_case(care("2019-04-08"), a_review(FIRST), *more, born=born)


def test_79_of_100_midpoints_had_a_check() -> None:
    cases = [reviewed(a_check(MIDPOINT)) for _ in range(79)] + [reviewed() for _ in range(21)]
    figure = figures_for(*cases, as_of="2019-07-01").result(MONITORING).figure
    assert counts(figure) == (79, 100)
    assert rounded(figure.value or 0) == "79"


@pytest.mark.parametrize(
    "checked,met",
    [
        (OPENS - timedelta(days=1), False),
        (OPENS, True),
        (MIDPOINT, True),
        (CLOSES, True),
        (CLOSES + timedelta(days=1), False),
    ],
)
def test_a_check_counts_from_28_days_before_to_14_days_after(checked: date, met: bool) -> None:
    assert of(reviewed(a_check(checked)), as_of="2019-07-31") == (met, 1)


def test_a_check_before_the_midpoint_counts_from_the_midpoint_on() -> None:
    case = reviewed(a_check(OPENS))
    assert of(case, as_of="2019-06-15") == (0, 0)
    assert of(case, as_of="2019-06-16") == (1, 1)


def test_an_unchecked_midpoint_is_open_until_its_14_days_have_passed() -> None:
    case = reviewed()
    assert of(case, as_of="2019-06-30") == (0, 0)
    result = figures_for(case, as_of="2019-06-30").result(MONITORING)
    assert [one.why.key for one in result.cases().left_out] == ["open"]
    assert of(case, as_of="2019-07-01") == (0, 1)


def test_a_midpoint_is_filed_on_its_own_day_and_not_on_that_of_the_check() -> None:
    figures = figures_for(reviewed(a_check("2019-05-20")), as_of="2019-07-01")
    months = {p.period.to_on.month: counts(p.figure) for p in figures.result(MONITORING).series}
    assert months == {6: (1, 1), 7: (0, 0)}


def test_a_file_note_without_analysis_is_no_check() -> None:
    assert of(reviewed(a_check(MIDPOINT, analysis="  "))) == (0, 1)


def test_an_event_driven_check_counts_only_inside_a_window() -> None:
    assert of(reviewed(a_check(MIDPOINT, trigger="event"))) == (1, 1)
    assert of(reviewed(a_check("2019-05-10", trigger="event"))) == (0, 1)


@pytest.mark.parametrize(
    "record",
    [a_review("2019-06-20"), a_review("2019-06-30")],
)
def test_it_is_removed_where_the_next_review_came_first(record: ChildRecord) -> None:
    case = reviewed(record)
    assert of(case) == (0, 0)
    left_out = figures_for(case, as_of="2019-07-01").result(MONITORING).cases().left_out
    assert [one.why.key for one in left_out] == ["removed"]


def test_a_review_after_the_window_does_not_remove_it() -> None:
    assert of(reviewed(a_review("2019-07-01"))) == (0, 1)


def test_it_is_removed_where_care_ended_or_the_child_turned_18() -> None:
    assert of(a_case(care("2019-04-08", "2019-06-30"), a_review(FIRST))) == (0, 0)
    assert of(a_case(care("2019-04-08", "2019-07-01"), a_review(FIRST))) == (0, 1)
    assert of(reviewed(born="2001-06-30")) == (0, 0)
    assert of(reviewed(born="2001-07-01")) == (0, 1)


def test_what_was_checked_counts_even_if_the_review_came_early() -> None:
    assert of(reviewed(a_check("2019-05-25"), a_review("2019-06-20"))) == (1, 1)


def test_the_start_of_care_has_no_midpoint() -> None:
    assert of(a_case(care("2019-04-08")), as_of="2019-12-31") == (0, 0)


def test_short_intervals_and_short_breaks_have_no_midpoint() -> None:
    practice = a_practice(local_standards(monitoring_shortest_days=93))
    figures = figures_for(reviewed(), as_of="2019-07-01", practice=practice)
    assert counts(figures.result(MONITORING).figure) == (0, 0)
    breaks = a_case(care("2019-04-08", short_breaks=True), a_review(FIRST))
    assert of(breaks, as_of="2019-12-31") == (0, 0)


def test_an_overdue_review_brings_no_second_midpoint() -> None:
    assert of(reviewed(), as_of="2020-12-31") == (0, 1)


def test_the_midpoint_lies_before_the_due_date_and_not_before_the_date_booked() -> None:
    booked_early = a_case(
        care("2019-04-08"), a_review(FIRST, next_booked_on="2019-06-01"), a_check("2019-06-29")
    )
    assert of(booked_early) == (1, 1)


def test_from_the_initial_conference_to_the_first_review_conference_there_is_one() -> None:
    case = a_case(a_plan(FIRST), a_review(FIRST, "icpc", strategy_on="2019-04-15"))
    result = figures_for(case, as_of="2019-07-01").result(MONITORING)
    assert counts(result.parts["cp"]) == (0, 1)
    assert counts(result.parts["cla"]) == (0, 0)


def test_one_check_inside_two_windows_meets_both_of_a_dual_status_child() -> None:
    case = a_case(
        care("2019-04-08"),
        a_plan("2019-05-08"),
        a_review(FIRST),
        a_review("2019-05-08", "icpc", strategy_on="2019-04-24"),
        a_check("2019-06-20"),
    )
    result = figures_for(case, as_of="2019-07-31").result(MONITORING)
    assert counts(result.figure) == (2, 2)
    assert {name: counts(part) for name, part in result.parts.items()} == {
        "cla": (1, 1),
        "cp": (1, 1),
    }


def test_another_iros_check_counts_for_the_iro_allocated_on_the_midpoint() -> None:
    case = reviewed(a_check(MIDPOINT, officer_id="B"), an_allocation("A"))
    figures = figures_for(case, as_of="2019-07-01")
    assert counts(figures.result(MONITORING, officer_id="A").figure) == (1, 1)
    assert counts(figures.result(MONITORING, officer_id="B").figure) == (0, 0)


@pytest.mark.parametrize(
    "allocated,inherited", [(OPENS, ""), (OPENS + timedelta(days=1), "inherited")]
)
def test_a_case_taken_over_within_its_window_is_marked_inherited_and_still_counted(
    allocated: date, inherited: str
) -> None:
    case = reviewed(
        an_allocation("A", None, allocated - timedelta(days=1)), an_allocation("B", allocated)
    )
    result = figures_for(case, as_of="2019-07-01").result(MONITORING, officer_id="B")
    assert counts(result.figure) == (0, 1)
    assert [one.why.note for one in result.cases().not_met] == [inherited]


def test_the_window_is_a_setting_of_the_day_on_which_the_interval_began() -> None:
    standards = local_standards(monitoring_before_days=7, monitoring_after_days=7)
    figures = figures_for(
        reviewed(a_check("2019-05-25")), as_of="2019-07-01", practice=a_practice(standards)
    )
    assert counts(figures.result(MONITORING).figure) == (0, 1)


def test_checks_dated_after_the_day_of_the_figure_are_not_seen() -> None:
    case = reviewed(a_check("2019-06-28"))
    assert of(case, as_of="2019-06-27") == (0, 0)
    assert of(case, as_of="2019-06-28") == (1, 1)


def test_any_period_adds_up_the_midpoints_of_its_days() -> None:
    figures = figures_for(reviewed(a_check(MIDPOINT)), reviewed(), as_of="2019-12-31")
    before = Period(date(2019, 6, 1), MIDPOINT - timedelta(days=1))
    on_the_day = Period(MIDPOINT, MIDPOINT)
    assert counts(figures.result(MONITORING, before).figure) == (0, 0)
    assert counts(figures.result(MONITORING, on_the_day).figure) == (1, 2)


def test_the_figure_is_of_midpoints_that_fell_due_and_not_of_all_children() -> None:
    """One child was checked, one was not, and one has no midpoint in the time: 1 of 2, not of 3."""
    new = a_case(care("2019-06-03"), a_review("2019-06-24"))
    assert of(reviewed(a_check(MIDPOINT)), reviewed(), new) == (1, 2)


def test_checks_are_not_counted_but_midpoints_that_had_one() -> None:
    checks = [a_check(OPENS + timedelta(days=days)) for days in (0, 10, 20, 30)]
    assert of(reviewed(*checks), reviewed()) == (1, 2)
