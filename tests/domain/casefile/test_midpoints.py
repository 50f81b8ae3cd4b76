from __future__ import annotations

from datetime import date

import pytest

from iro_desktop.domain.casefile import Midpoint, midpoints
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_check,
    a_plan,
    a_practice,
    a_review,
    care,
    legal_status,
    local_standards,
    placement,
    the_day,
)

PRACTICE = a_practice()
# From the second review on 24 September 2019 the next is due on 24 March 2020: 182 days, the
# middle after 91 of them, the window from 26 November to 7 January.
CARE = (care("2019-06-03"), a_review("2019-06-28"), a_review("2019-09-24"))
MIDDLE = date(2019, 12, 24)


def last(case: CaseFile, as_of: str) -> Midpoint:
    return midpoints(case, PRACTICE, the_day(as_of))[-1]


def test_the_midpoint_lies_halfway_between_the_review_held_and_the_next_one_due() -> None:
    midpoint = last(a_case(*CARE), "2019-10-01")
    assert (midpoint.interval_from, midpoint.interval_to) == (date(2019, 9, 24), date(2020, 3, 24))
    assert midpoint.on == MIDDLE
    assert (midpoint.window_from, midpoint.window_to) == (date(2019, 11, 26), date(2020, 1, 7))


def test_half_a_day_is_rounded_down() -> None:
    case = a_case(care("2019-06-03"), a_review("2019-06-28"), a_review("2019-09-23"))
    assert last(case, "2019-10-01").on == date(2019, 12, 23)
    odd = a_case(care("2019-06-03"), a_review("2019-06-28"), a_review("2019-08-01"))
    midpoint = last(odd, "2019-10-01")
    assert (midpoint.interval_to - midpoint.interval_from).days == 184
    assert midpoint.on == date(2019, 11, 1)


@pytest.mark.parametrize(
    "as_of,state,counted",
    [
        ("2019-11-25", "not yet", False),
        ("2019-11-26", "open", False),
        ("2019-12-24", "open", False),
        ("2020-01-07", "open", False),
        ("2020-01-08", "missed", True),
        ("2020-06-01", "missed", True),
    ],
)
def test_without_a_check_it_is_open_through_its_window_and_then_missed(
    as_of: str, state: str, counted: bool
) -> None:
    midpoint = last(a_case(*CARE), as_of)
    assert (midpoint.state, midpoint.counted) == (state, counted)


@pytest.mark.parametrize(
    "checked,state",
    [
        ("2019-11-25", "missed"),
        ("2019-11-26", "met"),
        ("2020-01-07", "met"),
        ("2020-01-08", "missed"),
    ],
)
def test_a_check_counts_from_28_days_before_to_14_days_after(checked: str, state: str) -> None:
    midpoint = last(a_case(*CARE, a_check(checked)), "2020-02-01")
    assert midpoint.state == state
    assert (midpoint.checked_on is not None) == (state == "met")


def test_a_midpoint_met_early_counts_from_its_own_day() -> None:
    case = a_case(*CARE, a_check("2019-12-02"))
    assert (last(case, "2019-12-23").state, last(case, "2019-12-23").counted) == ("met", False)
    assert last(case, "2019-12-24").counted


def test_a_file_note_without_analysis_does_not_count() -> None:
    case = a_case(*CARE, a_check("2019-12-20", analysis="  "), a_check(None))
    assert last(case, "2020-02-01").state == "missed"


def test_an_event_driven_check_counts_inside_the_window() -> None:
    case = a_case(*CARE, a_check("2019-12-20", trigger="event"))
    assert last(case, "2020-02-01").state == "met"


def test_a_check_after_the_day_asked_for_does_not_count_yet() -> None:
    case = a_case(*CARE, a_check("2019-12-20"))
    assert last(case, "2019-12-19").state == "open"


@pytest.mark.parametrize("held,state", [("2020-01-07", "removed"), ("2020-01-08", "missed")])
def test_the_next_review_held_by_the_end_of_the_window_removes_it(held: str, state: str) -> None:
    found = midpoints(a_case(*CARE, a_review(held)), PRACTICE, date(2020, 2, 1))
    assert [m.state for m in found if m.on == MIDDLE] == [state]


def test_a_check_keeps_it_even_if_the_next_review_came_early() -> None:
    case = a_case(*CARE, a_check("2019-12-02"), a_review("2019-12-20"))
    found = midpoints(case, PRACTICE, date(2020, 2, 1))
    assert [(m.state, m.counted) for m in found if m.on == MIDDLE] == [("met", True)]


@pytest.mark.parametrize("end,state", [("2020-01-07", "removed"), ("2020-01-08", "missed")])
def test_the_end_of_care_removes_it(end: str, state: str) -> None:
    case = a_case(care("2019-06-03", end), *CARE[1:])
    assert last(case, "2020-02-01").state == state


@pytest.mark.parametrize("child", [{"born": "2002-01-07"}, {"died_on": "2020-01-07"}])
def test_turning_18_and_death_remove_it(child: dict[str, str]) -> None:
    case = a_case(*CARE, born=child.get("born", "2010-06-15"), died_on=child.get("died_on"))
    assert last(case, "2020-02-01").state == "removed"


def test_an_overdue_review_brings_no_second_midpoint() -> None:
    found = midpoints(a_case(*CARE), PRACTICE, date(2021, 6, 1))
    assert [m.interval_from for m in found] == [date(2019, 6, 28), date(2019, 9, 24)]


def test_from_the_start_of_care_to_the_first_review_there_is_none() -> None:
    assert midpoints(a_case(CARE[0]), PRACTICE, date(2019, 9, 1)) == ()


def test_an_interval_shorter_than_56_days_has_none() -> None:
    short = a_practice(local_standards(monitoring_shortest_days=183))
    assert [m.interval_from for m in midpoints(a_case(*CARE), short, date(2019, 12, 1))] == []
    exact = a_practice(local_standards(monitoring_shortest_days=182))
    assert len(midpoints(a_case(*CARE), exact, date(2019, 12, 1))) == 1


def test_the_local_window_in_force_when_the_interval_began_decides() -> None:
    practice = a_practice(local_standards("2019-09-24", monitoring_after_days=0))
    first, second = midpoints(a_case(*CARE), practice, date(2019, 12, 1))
    assert (first.window_to - first.on).days == 14
    assert second.window_to == second.on


def test_from_the_initial_conference_to_the_first_review_conference_there_is_one() -> None:
    case = a_case(a_review("2019-10-08", "icpc"), a_plan("2019-10-08"))
    midpoint = last(case, "2019-10-09")
    assert (midpoint.part, midpoint.on) == ("cp", date(2019, 11, 23))


def test_a_child_with_both_has_one_each_and_one_check_meets_both() -> None:
    case = a_case(
        *CARE, a_review("2019-11-01", "icpc"), a_plan("2019-11-01"), a_check("2019-12-20")
    )
    found = midpoints(case, PRACTICE, date(2020, 2, 1))
    assert {(m.part, m.state) for m in found if m.window_to > date(2019, 12, 20)} == {
        ("cla", "met"), ("cp", "met"),
    }  # fmt: skip


def test_the_end_of_a_plan_removes_its_midpoint() -> None:
    case = a_case(a_review("2019-10-08", "icpc"), a_plan("2019-10-08", "2019-12-01"))
    assert last(case, "2020-02-01").state == "removed"


def test_short_breaks_have_none() -> None:
    case = a_case(*CARE, legal_status("V4", "2019-06-03"))
    assert midpoints(case, PRACTICE, date(2020, 2, 1)) == ()


def test_after_an_adoption_review_the_adoption_due_date_governs() -> None:
    case = a_case(*CARE, placement("A6", "2019-09-02"))
    midpoint = last(case, "2019-10-01")
    assert midpoint.interval_to == date(2019, 12, 24)
    assert midpoint.on == date(2019, 11, 8)


def test_a_stage_of_adoption_that_begins_later_does_not_move_the_midpoint() -> None:
    case = a_case(*CARE, placement("A6", "2019-10-02"))
    assert last(case, "2019-10-10").on == MIDDLE


def test_where_the_start_of_care_is_not_known_midpoints_are_still_kept() -> None:
    case = a_case(care("2019-06-03", start_unknown=True), *CARE[1:])
    assert [m.interval_from for m in midpoints(case, PRACTICE, date(2020, 2, 1))] == [
        date(2019, 6, 28),
        date(2019, 9, 24),
    ]
