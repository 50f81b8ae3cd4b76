from datetime import date

import pytest

from iro_desktop.domain.measures import Period, rounded
from iro_desktop.domain.records import ChildRecord, ReviewPart
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_meeting,
    a_practice,
    a_review,
    an_allocation,
    an_id,
    care,
    figures_for,
    legal_status,
    local_standards,
    placement,
)
from tests.figures import counts

DUE = "cla_reviews_in_time"
HELD = "cla_reviews_in_time_held"
CHILDREN = "cla_children_reviews_in_time"

STARTED = "2019-04-08"  # the first review is due by Thu 9 May 2019
FIRST = "2019-05-01"  # so the second is due by Thu 1 August 2019
SECOND = "2019-07-25"  # so the third is due by Sat 25 January 2020


def due(*cases: CaseFile, as_of: str = "2019-12-31") -> tuple[float, float | None]:
    return counts(figures_for(*cases, as_of=as_of).result(DUE).figure)


def held(*cases: CaseFile, as_of: str = "2019-12-31") -> tuple[float, float | None]:
    return counts(figures_for(*cases, as_of=as_of).result(HELD).figure)


def children(*cases: CaseFile, as_of: str = "2019-12-31") -> tuple[float, float | None]:
    return counts(figures_for(*cases, as_of=as_of).result(CHILDREN).figure)


def in_care(*more: ChildRecord, born: str = "2010-06-15") -> CaseFile:
    return a_case(care(STARTED), *more, born=born)


def test_two_of_ten_children_late_once_is_90_percent_of_reviews_and_80_percent_of_children() -> (
    None
):
    good = [in_care(a_review(FIRST), a_review(SECOND)) for _ in range(8)]
    late = [in_care(a_review(FIRST), a_review("2019-08-02")) for _ in range(2)]
    assert due(*good, *late) == (18, 20)
    assert held(*good, *late) == (18, 20)
    assert children(*good, *late) == (8, 10)
    figures = figures_for(*good, *late, as_of="2019-12-31")
    assert rounded(figures.result(DUE).figure.value or 0) == "90"
    assert rounded(figures.result(CHILDREN).figure.value or 0) == "80"


def test_held_on_the_due_date_is_in_time_and_a_day_later_is_late() -> None:
    assert due(in_care(a_review("2019-05-09")), as_of="2019-05-31") == (1, 1)
    assert due(in_care(a_review("2019-05-10")), as_of="2019-05-31") == (0, 1)


def test_counting_only_what_was_held_would_hide_an_overdue_review() -> None:
    overdue = in_care()
    assert held(overdue) == (0, 0)
    assert due(overdue) == (0, 1)


def test_a_review_that_comes_late_is_one_failure_in_the_month_it_was_due() -> None:
    case = in_care(a_review("2019-06-10"))
    figures = figures_for(case, as_of="2019-06-30")
    months = {p.period.to_on.month: counts(p.figure) for p in figures.result(DUE).series}
    assert months == {5: (0, 1), 6: (0, 0)}
    months = {p.period.to_on.month: counts(p.figure) for p in figures.result(HELD).series}
    assert months == {6: (0, 1)}


def test_a_review_brought_forward_is_in_time_in_the_month_it_was_held() -> None:
    figures = figures_for(in_care(a_review("2019-04-24")), as_of="2019-05-31")
    months = {p.period.to_on.month: counts(p.figure) for p in figures.result(DUE).series}
    assert months == {4: (1, 1), 5: (0, 0)}


def test_what_is_not_due_yet_is_not_counted_until_its_day_comes() -> None:
    case = in_care(a_review(FIRST), a_review(SECOND))
    assert due(case, as_of="2020-01-24") == (2, 2)
    assert due(case, as_of="2020-01-25") == (2, 3)


def test_what_is_dated_after_the_day_of_the_figure_is_left_out() -> None:
    case = in_care(a_review(FIRST), a_review("2019-08-02"))
    assert due(case, as_of="2019-07-31") == (1, 1)
    assert due(case, as_of="2019-08-01") == (1, 2)
    assert held(case, as_of="2019-08-01") == (1, 1)
    assert held(case, as_of="2019-08-02") == (1, 2)


def test_the_clock_runs_from_the_review_held_and_not_from_the_day_it_was_due() -> None:
    case = in_care(a_review("2019-06-10"), a_review("2019-09-10"))
    assert held(case) == (1, 2)
    one_day_later = in_care(a_review("2019-06-10"), a_review("2019-09-11"))
    assert held(one_day_later) == (0, 2)


def test_booking_or_cancelling_a_meeting_leaves_the_due_date() -> None:
    meeting = a_meeting(booked_on="2019-05-02", cancelled_on="2019-05-01")
    case = in_care(a_review(None, meeting_id=meeting.id))
    found = figures_for(case, as_of="2019-05-31", meetings=[meeting]).result(DUE).figure
    assert counts(found) == (0, 1)


def test_the_parts_of_a_series_of_meetings_are_one_review() -> None:
    review = a_review(FIRST)
    parts = [
        ReviewPart(id=an_id(), review_id=review.id, held_on=date(2019, 5, day)) for day in (3, 7)
    ]
    assert held(in_care(review, *parts)) == (1, 1)


def test_two_records_of_one_day_are_one_review() -> None:
    assert held(in_care(a_review(FIRST), a_review(FIRST))) == (1, 1)


def test_short_breaks_are_in_none_of_the_figures() -> None:
    case = a_case(care("2019-01-07"), legal_status("V4", "2019-01-07"), a_review("2019-06-03"))
    assert due(case) == held(case) == children(case) == (0, 0)


def test_care_that_ends_before_day_20_brings_no_review() -> None:
    assert due(a_case(care(STARTED, "2019-05-08"))) == (0, 0)
    assert due(a_case(care(STARTED, "2019-05-09"))) == (0, 0)
    assert due(a_case(care(STARTED, "2019-05-10"))) == (0, 1)


def test_nothing_is_due_on_or_after_the_18th_birthday() -> None:
    assert due(in_care(born="2001-05-09")) == (0, 0)
    assert due(in_care(born="2001-05-10")) == (0, 1)


def test_a_new_period_of_care_starts_again_at_the_first_review() -> None:
    case = a_case(
        care(STARTED, "2019-07-01"),
        care("2019-09-02"),
        a_review(FIRST),
        a_review("2019-09-20"),
        a_review("2019-12-20"),
    )
    parts = figures_for(case, as_of="2019-12-31").result(HELD).parts
    assert {name: counts(part) for name, part in parts.items()} == {
        "first": (2, 2),
        "second": (1, 1),
        "later": (0, 0),
    }


def test_first_second_and_later_come_from_the_order_and_add_up_to_the_total() -> None:
    case = in_care(
        a_review(FIRST), a_review("2019-09-01"), a_review("2020-02-01"), a_review("2020-03-01")
    )
    result = figures_for(case, as_of="2020-03-31").result(HELD)
    assert {name: counts(part) for name, part in result.parts.items()} == {
        "first": (1, 1),
        "second": (0, 1),
        "later": (2, 2),
    }
    assert counts(result.figure) == (3, 4)


def test_a_period_of_care_whose_start_is_not_known_is_never_judged() -> None:
    case = a_case(care(STARTED, start_unknown=True), a_review(FIRST), a_review("2019-12-30"))
    assert due(case) == held(case) == children(case) == (0, 0)
    left_out = figures_for(case, as_of="2019-12-31").result(HELD).cases().left_out
    assert [one.on for one in left_out] == [date(2019, 5, 1), date(2019, 12, 30)]


def test_where_earlier_reviews_are_not_on_file_the_order_is_unknown_and_out_of_the_parts() -> None:
    case = a_case(
        care("2012-04-02", earlier_reviews_missing=True),
        a_review("2019-05-01"),
        a_review("2019-10-30"),
    )
    result = figures_for(case, as_of="2019-12-31").result(HELD)
    assert counts(result.figure) == (1, 1)
    assert all(part.denominator == 0 for part in result.parts.values())
    assert [one.on for one in result.cases().left_out] == [date(2019, 5, 1)]


def test_an_adoption_review_belongs_to_the_part_of_its_place_in_the_period_of_care() -> None:
    case = in_care(
        *(a_review(day) for day in (FIRST, SECOND, "2019-09-20")), placement("A6", "2019-09-02")
    )
    parts = figures_for(case, as_of="2019-12-10").result(DUE).parts
    assert {name: counts(figure) for name, figure in parts.items()} == {
        "first": (1, 1),
        "second": (1, 1),
        "later": (1, 1),
    }


def test_held_reviews_are_judged_by_regulation_33_also_on_the_way_to_adoption() -> None:
    case = a_case(
        care(STARTED),
        placement("A6", "2019-07-01"),
        a_review(FIRST),
        a_review("2019-07-26"),  # in time for both: 4 weeks of placement, 3 months of the first
        a_review("2020-01-20"),  # late by reg 36 (3 months), in time by reg 33 (6 months)
    )
    assert held(case, as_of="2020-03-31") == (3, 3)
    assert due(case, as_of="2020-03-31") == (2, 3)


def test_voluntary_reviews_of_2020_are_in_no_figure() -> None:
    # The third review would have been due on 1 May 2020, within SI 2020/445.
    case = a_case(
        care("2019-07-08"),
        a_review("2019-08-01"),
        a_review("2019-11-01"),
        a_review("2020-06-01"),
    )
    assert due(case, as_of="2020-06-30") == held(case, as_of="2020-06-30") == (2, 2)


def test_a_review_held_before_the_rules_of_2020_is_judged_as_it_was_then() -> None:
    case = a_case(
        care("2019-07-08"),
        a_review("2019-08-01"),
        a_review("2019-11-01"),
        a_review("2020-03-20"),  # due by 1 May 2020, within SI 2020/445, which nobody knew of
    )
    assert due(case, as_of="2020-03-31") == held(case, as_of="2020-03-31") == (3, 3)


def test_a_review_is_filed_under_the_iro_allocated_on_its_day_so_a_moved_child_counts_once() -> (
    None
):
    case = in_care(
        a_review(FIRST),
        a_review(SECOND),
        an_allocation("A", STARTED, "2019-07-25"),
        an_allocation("B", "2019-07-26"),
    )
    figures = figures_for(case, as_of="2020-01-31")
    found = {
        officer: counts(figures.result(DUE, officer_id=officer).figure)
        for officer in ("A", "B", None)
    }
    assert found == {"A": (2, 2), "B": (0, 1), None: (2, 3)}


# Children with all reviews of 12 months in time


def test_a_child_counts_from_20_working_days_of_care() -> None:
    case = in_care(a_review(FIRST))
    assert children(case, as_of="2019-05-08") == (0, 0)
    assert children(case, as_of="2019-05-09") == (1, 1)


def test_a_late_review_spoils_the_12_months_from_the_day_it_was_due() -> None:
    case = in_care(
        a_review("2019-05-10"),
        a_review("2019-07-30"),
        a_review("2020-01-20"),
        a_review("2020-07-01"),
    )
    assert children(case, as_of="2019-05-08") == (0, 0)
    assert children(case, as_of="2019-05-09") == (0, 1)
    assert children(case, as_of="2020-05-08") == (0, 1)
    assert children(case, as_of="2020-05-09") == (1, 1)


def test_a_review_still_overdue_spoils_the_figure_however_long_ago_it_was_due() -> None:
    case = in_care()
    assert children(case, as_of="2020-12-31") == (0, 1)
    assert children(in_care(a_review("2020-11-30")), as_of="2020-11-29") == (0, 1)


def test_an_overdue_review_of_earlier_care_is_over_with_that_care() -> None:
    case = a_case(
        care("2017-04-03", "2017-06-30"), care(STARTED), a_review(FIRST), a_review(SECOND)
    )
    assert children(case) == (1, 1)


def test_children_who_left_are_not_in_the_snapshot() -> None:
    case = a_case(care(STARTED, "2019-12-31"), a_review("2019-06-30"))
    assert children(case, as_of="2019-12-30") == (0, 1)
    assert children(case, as_of="2019-12-31") == (0, 0)


def test_a_child_without_its_earlier_reviews_counts_once_12_months_of_them_are_on_file() -> None:
    case = a_case(
        care("2012-04-02", earlier_reviews_missing=True),
        a_review("2019-01-10"),
        a_review("2019-07-01"),
        a_review("2019-12-20"),
    )
    assert children(case, as_of="2020-01-09") == (0, 0)
    assert children(case, as_of="2020-01-10") == (1, 1)


@pytest.mark.parametrize("method,in_time", [("calendar_months", 1), ("91_183", 0)])
def test_the_month_method_of_the_standards_decides(method: str, in_time: int) -> None:
    # 29 November 2019 and 3 months: 29 February 2020; and 91 days: 28 February 2020.
    case = a_case(care("2019-11-01"), a_review("2019-11-29"), a_review("2020-02-29"))
    practice = a_practice(local_standards(month_method=method))
    figures = figures_for(case, as_of="2020-03-31", practice=practice)
    march = figures.result(DUE, Period(date(2020, 2, 1), date(2020, 2, 29))).figure
    assert counts(march) == (in_time, 1)


def test_the_trigger_day_may_count_as_day_1() -> None:
    practice = a_practice(local_standards(count_trigger_day=True))
    figures = figures_for(in_care(a_review("2019-05-09")), as_of="2019-05-31", practice=practice)
    assert counts(figures.result(DUE).figure) == (0, 1)
