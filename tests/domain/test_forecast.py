"""What lies ahead: work by week against the days there are, and the caseload as a range."""

from datetime import date, timedelta

from iro_desktop.domain.forecast import (
    Ahead,
    caseload_ahead,
    weeks_ahead,
    work_ahead,
)
from tests.builders import a_case, a_plan, a_practice, a_review, an_absence, care

TODAY = date(2020, 3, 31)
PRACTICE = a_practice()
UNTIL = date(2021, 3, 31)


def ahead(*records: object, until: date = UNTIL, **child: object) -> list[tuple[str, date]]:
    case = a_case(*records, **child)  # type: ignore[arg-type]
    return [(one.work, one.on) for one in work_ahead(case, PRACTICE, TODAY, until)]


def test_after_the_next_review_one_follows_every_six_months_with_a_check_half_way() -> None:
    found = ahead(care("2019-09-02"), a_review("2019-09-20"), a_review("2019-12-18"))
    assert sorted(found, key=lambda one: one[1]) == [
        ("check", TODAY),  # the midpoint of 18 March is past and still wants one
        ("review", date(2020, 6, 18)),
        ("check", date(2020, 9, 17)),
        ("review", date(2020, 12, 18)),
        ("check", date(2021, 3, 19)),
    ]


def test_after_a_first_review_the_second_follows_in_three_months() -> None:
    found = ahead(care("2020-03-16"), until=date(2020, 8, 1))
    assert [one for one in found if one[0] == "review"] == [
        ("review", date(2020, 4, 15)), ("review", date(2020, 7, 15)),
    ]  # fmt: skip


def test_nothing_lies_ahead_on_or_after_the_eighteenth_birthday() -> None:
    records = care("2019-09-02"), a_review("2019-09-20"), a_review("2019-12-18")
    assert ("review", date(2020, 6, 18)) in ahead(*records, born="2002-06-19")
    assert not [w for w, _ in ahead(*records, born="2002-06-18") if w == "review"]


def test_an_overdue_review_lies_in_this_week() -> None:
    found = ahead(care("2019-01-02"), a_review("2019-01-20"), a_review("2019-04-10"))
    assert ("review", TODAY) in found


def test_conferences_are_counted_apart_from_reviews() -> None:
    found = ahead(a_plan("2020-02-03"), a_review("2020-02-03", "icpc"), until=date(2020, 6, 1))
    assert ("conference", date(2020, 5, 3)) in found


def test_a_closed_case_brings_no_work() -> None:
    assert ahead(care("2019-09-02", "2020-03-01"), a_review("2019-09-20")) == []


def test_the_days_of_a_week_leave_out_holidays_leave_and_what_is_past_of_this_one() -> None:
    leave = an_absence("me", "annual_leave", "2020-04-20", "2020-04-22")
    found = weeks_ahead([], PRACTICE, TODAY, fte=0.5, absences=(leave,), weeks=4)
    assert [week.starts_on for week in found] == [
        date(2020, 3, 30) + timedelta(days=7 * n) for n in range(4)
    ]
    # From Tuesday on; Good Friday; Easter Monday; three days of leave.
    assert [week.days for week in found] == [2.0, 2.0, 2.0, 1.0]


def test_without_an_fte_the_days_are_not_known() -> None:
    (week, *_) = weeks_ahead([], PRACTICE, TODAY, fte=None)
    assert week.days is None
    assert week.per_day is None


def test_a_week_with_much_more_for_each_day_than_the_mean_is_a_peak() -> None:
    work = [Ahead(date(2020, 4, 7), "review", "c")] * 8 + [Ahead(date(2020, 4, 22), "review", "c")]
    found = weeks_ahead(work, PRACTICE, TODAY, fte=1.0, weeks=4)
    assert [week.is_peak for week in found] == [False, True, False, False]


def test_a_week_without_any_day_is_a_peak_if_a_review_falls_in_it() -> None:
    leave = an_absence("me", "annual_leave", "2020-04-20", "2020-04-24")
    work = [Ahead(date(2020, 4, 22), "review", "c"), Ahead(date(2020, 4, 8), "check", "c")]
    found = weeks_ahead(work, PRACTICE, TODAY, fte=1.0, absences=(leave,), weeks=4)
    assert [week.is_peak for week in found][3]


def test_the_caseload_ahead_is_a_range_around_those_who_will_not_have_turned_18() -> None:
    cases = [a_case(born="2002-05-01"), *(a_case() for _ in range(9))]
    found = caseload_ahead(cases, TODAY, joined_in_a_year=12, left_in_a_year=24, weeks=26)
    assert found[0].certain == 10
    assert found[0].on == date(2020, 4, 5)
    last = found[-1]
    assert last.certain == 9
    # 180 days are half a year and a little: 12 leave of 24, 6 join of 12.
    assert (last.low, last.high) == (0, 15)
