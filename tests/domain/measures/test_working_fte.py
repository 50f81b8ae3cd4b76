from datetime import date

import pytest

from iro_desktop.domain.measures.working_fte import WorkingFte
from iro_desktop.domain.records import Absence, Officer, OtherDuty, WorkingTime
from tests.builders import (
    a_practice,
    an_absence,
    an_officer,
    another_duty,
    local_standards,
    working_time,
)


def fte_of(
    *records: Officer | WorkingTime | Absence | OtherDuty, sickness_days: int = 20
) -> WorkingFte:
    return WorkingFte(
        [one for one in records if isinstance(one, Officer)],
        [one for one in records if isinstance(one, WorkingTime)],
        [one for one in records if isinstance(one, Absence)],
        [one for one in records if isinstance(one, OtherDuty)],
        a_practice(local_standards(sickness_days=sickness_days)),
    )


def test_the_contract_counts_on_each_of_its_days_and_other_duties_are_taken_off() -> None:
    fte = fte_of(
        working_time("A", 0.8, "2020-01-01", "2020-03-31"),
        working_time("A", 1.0, "2020-04-01"),
        another_duty("A", 0.3, "2020-02-01", "2020-02-29"),
    )
    assert fte.on("A", date(2020, 1, 1)) == 0.8
    assert fte.on("A", date(2020, 2, 29)) == 0.5
    assert fte.on("A", date(2020, 3, 31)) == 0.8
    assert fte.on("A", date(2020, 4, 1)) == 1.0


def test_duties_can_take_all_of_a_contract_but_no_more() -> None:
    fte = fte_of(working_time("A", 0.5), another_duty("A", 0.8))
    assert fte.on("A", date(2020, 1, 1)) == 0.0


def test_before_any_working_time_the_fte_is_not_known() -> None:
    fte = fte_of(an_officer("A"), working_time("A", 1.0, "2020-01-01"))
    assert fte.on("A", date(2019, 12, 31)) is None
    assert fte.on("B", date(2020, 1, 1)) is None


def test_annual_leave_changes_nothing() -> None:
    fte = fte_of(
        working_time("A", 1.0), an_absence("A", "annual_leave", "2020-01-01", "2020-12-31")
    )
    assert fte.on("A", date(2020, 6, 1)) == 1.0


@pytest.mark.parametrize("reason", ["maternity", "suspension", "vacancy"])
def test_leave_that_leaves_the_post_empty_counts_from_the_first_day_to_the_last(
    reason: str,
) -> None:
    fte = fte_of(working_time("A", 1.0), an_absence("A", reason, "2020-03-10", "2020-03-20"))
    assert [fte.on("A", date(2020, 3, day)) for day in (9, 10, 20, 21)] == [1.0, 0.0, 0.0, 1.0]


def test_sickness_counts_from_working_day_21() -> None:
    # Mon 2 March 2020 is working day 1, Fri 27 March working day 20, Mon 30 March working day 21.
    fte = fte_of(working_time("A", 1.0), an_absence("A", "sickness", "2020-03-02"))
    assert fte.on("A", date(2020, 3, 27)) == 1.0
    assert fte.on("A", date(2020, 3, 29)) == 1.0
    assert fte.on("A", date(2020, 3, 30)) == 0.0
    assert fte.on("A", date(2021, 3, 30)) == 0.0


def test_bank_holidays_are_no_days_of_sickness() -> None:
    # Good Friday 10 and Easter Monday 13 April 2020 lie between.
    fte = fte_of(working_time("A", 1.0), an_absence("A", "sickness", "2020-04-01"))
    assert fte.on("A", date(2020, 4, 30)) == 1.0
    assert fte.on("A", date(2020, 5, 1)) == 0.0


def test_short_sickness_never_counts_and_a_return_ends_it() -> None:
    fte = fte_of(working_time("A", 1.0), an_absence("A", "sickness", "2020-03-02", "2020-03-27"))
    assert fte.on("A", date(2020, 3, 27)) == 1.0
    assert fte.on("A", date(2020, 3, 30)) == 1.0


def test_sick_notes_that_follow_one_another_are_one_sickness() -> None:
    apart = fte_of(
        working_time("A", 1.0),
        an_absence("A", "sickness", "2020-03-02", "2020-03-13"),
        an_absence("A", "sickness", "2020-03-17", "2020-04-30"),
    )
    following = fte_of(
        working_time("A", 1.0),
        an_absence("A", "sickness", "2020-03-16", "2020-04-30"),
        an_absence("A", "sickness", "2020-03-02", "2020-03-13"),  # Friday; the next note is Monday
    )
    assert apart.on("A", date(2020, 3, 30)) == 1.0
    assert following.on("A", date(2020, 3, 30)) == 0.0


def test_the_days_of_sickness_are_a_setting() -> None:
    fte = fte_of(working_time("A", 1.0), an_absence("A", "sickness", "2020-03-02"), sickness_days=5)
    assert fte.on("A", date(2020, 3, 6)) == 1.0
    assert fte.on("A", date(2020, 3, 9)) == 0.0


def test_who_has_left_works_no_more_and_is_not_unknown() -> None:
    fte = fte_of(an_officer("A", left_on="2020-03-31"), working_time("A", 1.0, None, "2020-03-31"))
    assert fte.on("A", date(2020, 3, 31)) == 1.0
    assert fte.on("A", date(2020, 4, 1)) == 0.0


def test_the_team_adds_up_everybody_in_post_whether_they_hold_children_or_not() -> None:
    fte = fte_of(
        an_officer("A"),
        an_officer("B"),
        an_officer("L", role="lead"),
        working_time("A", 1.0),
        working_time("B", 0.6),
        working_time("L", 1.0),
    )
    day = date(2020, 1, 1)
    assert fte.of_team(day, {"A", ""}) == 1.6
    assert fte.of_team(day, {"A", "L"}) == 2.6


def test_the_team_has_no_fte_where_somebody_with_children_has_none_entered() -> None:
    fte = fte_of(an_officer("A"), an_officer("B"), working_time("A", 1.0))
    day = date(2020, 1, 1)
    assert fte.of_team(day, {"A"}) == 1.0
    assert fte.of_team(day, {"A", "B"}) is None
    assert fte.missing(day, {"A", "B", ""}) == ("B",)
    assert fte_of(an_officer("A")).of_team(day, set()) is None
