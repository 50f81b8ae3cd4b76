"""What the IRO was told makes a check due early, until the case is looked at again."""

from datetime import date

import pytest

from iro_desktop.domain.casefile import dues, event_check
from iro_desktop.domain.casefile.due import Due
from iro_desktop.domain.forecast import work_ahead
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import ChildRecord
from tests.builders import (
    a_case,
    a_check,
    a_plan,
    a_practice,
    a_review,
    care,
    local_standards,
    told,
)

PRACTICE = a_practice()
TODAY = date(2020, 3, 10)
CARE = care("2019-01-02")


def due_of(
    *records: ChildRecord, practice: Practice = PRACTICE, as_of: date = TODAY, born: str = ""
) -> Due | None:
    case = a_case(*records, born=born or "2010-06-15")
    found = [due for due in dues(case, practice, as_of) if due.what == "event_check"]
    return found[0] if found else None


def test_a_move_makes_a_check_due_within_ten_working_days_of_being_told() -> None:
    due = due_of(CARE, told("placement_move", "2020-03-03"))
    assert due is not None
    assert (due.title, due.due_on) == ("Check: placement move, told 3 Mar", date(2020, 3, 17))
    assert due.why == (
        "Check: placement move, told 3 Mar due by Tue 17 March 2020: 10 working days after being "
        "told on Tue 3 March 2020 (practice: check on a child once something has happened)"
    )


def test_one_check_answers_all_that_is_open_and_is_due_by_the_first() -> None:
    due = due_of(
        CARE,
        told("missing", "2020-03-05"),
        told("placement_move", "2020-03-03"),
        told("exclusion", "2020-03-06"),
        told("exclusion", "2020-03-09"),
    )
    assert due is not None
    assert due.title == "Check: placement move, missing from care and 1 more, told 3 Mar"
    assert due.due_on == date(2020, 3, 17)


@pytest.mark.parametrize(
    "answer,is_due",
    [
        (a_check("2020-03-02"), True),
        (a_check("2020-03-03"), False),
        (a_check("2020-03-09"), False),
        (a_check("2020-03-09", analysis=" "), True),
        (a_review("2020-03-02"), True),
        (a_review("2020-03-04"), False),
        (a_review("2020-03-11"), True),
    ],
)
def test_a_check_with_analysis_or_a_review_from_that_day_on_answers_it(
    answer: ChildRecord, is_due: bool
) -> None:
    assert (due_of(CARE, told("placement_move", "2020-03-03"), answer) is not None) is is_due


def test_what_came_after_the_last_check_is_still_open() -> None:
    due = due_of(
        CARE,
        told("placement_move", "2020-03-03"),
        a_check("2020-03-04"),
        told("missing", "2020-03-05"),
    )
    assert due is not None
    assert due.title == "Check: missing from care, told 5 Mar"


@pytest.mark.parametrize(
    "what,needed,is_due",
    [
        ("placement_move", None, True),
        ("placement_move", False, False),
        ("other", None, False),
        ("other", True, True),
        ("", None, False),
        ("a code of a newer version", None, True),
    ],
)
def test_the_iro_may_say_whether_it_needs_a_check(
    what: str, needed: bool | None, is_due: bool
) -> None:
    due = due_of(CARE, told(what, "2020-03-03", check_needed=needed))
    assert (due is not None) is is_due


def test_without_the_day_of_the_news_its_own_day_counts() -> None:
    due = due_of(CARE, told("missing", None, happened_on="2020-03-02"))
    assert due is not None
    assert due.started_on == date(2020, 3, 2)
    assert due_of(CARE, told("missing", None)) is None


@pytest.mark.parametrize("as_of,is_due", [("2021-03-03", True), ("2021-03-04", False)])
def test_what_was_told_more_than_a_year_ago_calls_for_nothing(as_of: str, is_due: bool) -> None:
    due = due_of(CARE, told("missing", "2020-03-03"), as_of=date.fromisoformat(as_of))
    assert (due is not None) is is_due


def test_nothing_is_called_for_once_care_and_plan_have_ended_or_at_eighteen() -> None:
    news = told("missing", "2020-03-03")
    assert due_of(care("2019-01-02", "2020-03-08"), news) is None
    assert due_of(a_plan("2019-11-04"), news) is not None
    assert due_of(CARE, news, born="2002-03-10") is None
    assert due_of(CARE, told("missing", "2020-03-11")) is None


def test_the_working_days_are_a_local_standard_and_none_switches_it_off() -> None:
    news = told("missing", "2020-03-03")
    five = due_of(CARE, news, practice=a_practice(local_standards(told_check_days=5)))
    assert five is not None
    assert five.due_on == date(2020, 3, 10)
    assert five.source.startswith("local standard; 10 working days by practice")
    assert due_of(CARE, news, practice=a_practice(local_standards(told_check_days=0))) is None
    first = due_of(CARE, news, practice=a_practice(local_standards(count_trigger_day=True)))
    assert first is not None
    assert first.due_on == date(2020, 3, 16)


def test_it_lies_ahead_as_a_check() -> None:
    case = a_case(CARE, told("missing", "2020-03-03"))
    found = work_ahead(case, PRACTICE, TODAY, date(2020, 4, 1))
    assert ("check", date(2020, 3, 17)) in [(one.work, one.on) for one in found]
    check = event_check(case, PRACTICE, TODAY)
    assert check is not None
    assert check.what == "missing from care"
