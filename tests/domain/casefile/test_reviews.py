from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.casefile import ReviewDue, review_dues
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_permanence_plan,
    a_practice,
    a_review,
    care,
    legal_status,
    local_standards,
    placement,
    the_day,
)

PRACTICE = a_practice()
LATER = date(2021, 3, 31)


def rows(case: CaseFile, as_of: date = LATER, kind: str = "cla") -> list[ReviewDue]:
    return [due for due in review_dues(case, PRACTICE, as_of) if due.kind == kind]


@pytest.mark.parametrize(
    "started,due",
    [("2019-12-16", "2020-01-16"), ("2020-03-28", "2020-04-28"), ("2020-04-03", "2020-05-05")],
)
def test_the_first_review_is_due_20_working_days_after_the_start(started: str, due: str) -> None:
    (first,) = rows(a_case(care(started)), the_day(started))
    assert (first.part, first.order, first.due_on) == ("first", 1, the_day(due))


def test_the_clock_runs_from_the_review_held_not_from_the_day_it_was_due() -> None:
    case = a_case(
        care("2019-08-01"), a_review("2019-09-02"), a_review("2019-11-30"), a_review("2020-03-02")
    )
    assert [(d.part, d.started_on, d.due_on, d.in_time) for d in rows(case)] == [
        ("first", date(2019, 8, 1), date(2019, 8, 30), False),
        ("second", date(2019, 9, 2), date(2019, 12, 2), True),
        ("later", date(2019, 11, 30), date(2020, 5, 30), True),
        ("later", date(2020, 3, 2), date(2020, 9, 2), False),
    ]
    assert [d.title for d in rows(case)] == [
        "First review",
        "Second review",
        "Review 3",
        "Review 4",
    ]


def test_the_day_it_is_due_is_in_time_and_the_next_is_late() -> None:
    on_the_day = a_case(care("2019-12-16"), a_review("2020-01-16"))
    a_day_late = a_case(care("2019-12-16"), a_review("2020-01-17"))
    assert rows(on_the_day)[0].in_time
    assert not rows(a_day_late)[0].in_time


def test_a_due_date_explains_itself_in_one_sentence() -> None:
    first, second, third = rows(
        a_case(care("2019-12-16"), a_review("2020-01-10"), a_review("2020-03-24"))
    )
    assert first.why == (
        "First review due by Thu 16 January 2020: 20 working days after becoming looked after "
        "on Mon 16 December 2019 (Care Planning Regulations 2010, reg 33(1))"
    )
    assert second.why == (
        "Second review due by Fri 10 April 2020: 3 months after the first review, held "
        "on Fri 10 January 2020 (Care Planning Regulations 2010, reg 33(2))"
    )
    assert third.reason == "6 months after review 2, held on Tue 24 March 2020"
    assert third.short_reason == "6 months after 24 Mar 2020"


def test_a_due_date_past_the_known_bank_holidays_says_so() -> None:
    (first,) = rows(a_case(care("2040-01-10")), date(2040, 1, 10))
    assert first.why.endswith("; the bank holidays of 2040 are not known yet")


def test_months_may_be_counted_as_days_and_the_sentence_says_so() -> None:
    practice = a_practice(local_standards(month_method="91_183"))
    case = a_case(care("2019-11-01"), a_review("2019-11-29"))
    second = review_dues(case, practice, LATER)[1]
    assert second.due_on == date(2020, 2, 28)
    assert second.why.startswith("Second review due by Fri 28 February 2020: 91 days after")


def test_two_reviews_on_one_day_are_one() -> None:
    case = a_case(care("2019-12-16"), a_review("2020-01-10"), a_review("2020-01-10"))
    assert [due.held_on for due in rows(case)] == [date(2020, 1, 10), None]


def test_parts_of_a_review_and_conferences_are_no_reviews() -> None:
    case = a_case(care("2019-12-16"), a_review("2020-01-10", "rcpc"), a_review(None))
    assert [due.held_on for due in rows(case)] == [None]


def test_what_happens_after_the_day_asked_for_is_left_out() -> None:
    case = a_case(care("2019-12-16"), a_review("2020-01-10"))
    (first,) = rows(case, date(2020, 1, 9))
    assert first.held_on is None
    assert (first.counted, first.why_not) == (False, "not due yet")


def test_an_extra_review_resets_the_clock() -> None:
    case = a_case(
        care("2019-01-02"), a_review("2019-01-20"), a_review("2019-02-20"), a_review("2019-03-01")
    )
    assert rows(case)[3].due_on == date(2019, 9, 1)


def test_an_overdue_review_counts_once_as_a_failure_from_the_day_it_was_due() -> None:
    case = a_case(care("2019-12-16"), a_review("2020-02-20"))
    before, on, after = (
        rows(case, the_day(d))[0] for d in ("2020-01-15", "2020-01-16", "2020-03-01")
    )
    assert (before.counted, on.counted, after.counted) == (False, True, True)
    assert not after.in_time
    assert len([due for due in rows(case, date(2020, 3, 1)) if due.counted]) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"ended": "2020-01-16"},
        {"ended": "2020-01-10"},
        {"ended": "2020-01-16", "end_reason": "E12"},
        {"ended": "2020-01-16", "end_reason": "E46"},
    ],
)
def test_care_that_ceases_by_the_due_date_leaves_no_review_due(fields: dict[str, str]) -> None:
    (first,) = rows(a_case(care("2019-12-16", fields.pop("ended"), **fields)))
    assert (first.counted, first.open) == (False, False)
    assert first.why_not == "ended before it was due"


def test_a_review_missed_before_care_ended_still_counts() -> None:
    (first,) = rows(a_case(care("2019-12-16", "2020-01-17")))
    assert first.counted
    assert not first.open


@pytest.mark.parametrize(
    "child", [{"died_on": "2020-01-16"}, {"born": "2002-01-16"}, {"born": "2002-01-10"}]
)
def test_death_and_the_18th_birthday_drop_the_dues_of_that_day_and_later(
    child: dict[str, Any],
) -> None:
    (first,) = rows(a_case(care("2019-12-16"), **child))
    assert not first.counted


def test_a_review_after_the_18th_birthday_is_no_review_of_care() -> None:
    case = a_case(care("2019-04-08"), a_review("2019-05-10"), born="2001-05-09")
    dues = review_dues(case, a_practice(), date(2020, 3, 31))
    assert [due.held_on for due in dues] == [None]
    assert not any(due.counted for due in dues)


def test_turning_18_the_day_after_leaves_it_due() -> None:
    (first,) = rows(a_case(care("2019-12-16"), born="2002-01-17"))
    assert first.counted


def test_a_new_period_of_care_begins_again_at_the_first_review() -> None:
    case = a_case(
        care("2019-01-02", "2019-06-01"),
        a_review("2019-01-20"),
        care("2019-12-16"),
        a_review("2020-01-10"),
    )
    assert [(d.order, d.started_on) for d in rows(case)] == [
        (1, date(2019, 1, 2)),
        (2, date(2019, 1, 20)),
        (1, date(2019, 12, 16)),
        (2, date(2020, 1, 10)),
    ]


def test_a_review_on_the_last_day_belongs_to_the_period() -> None:
    case = a_case(care("2019-01-02", "2019-01-31"), a_review("2019-01-31"), a_review("2019-02-01"))
    assert [due.held_on for due in rows(case)] == [date(2019, 1, 31), None]


def test_a_review_on_the_day_on_which_one_period_hands_over_belongs_to_both() -> None:
    case = a_case(care("2019-01-02", "2019-01-31"), care("2019-01-31"), a_review("2019-01-31"))
    assert [d.held_on for d in rows(case) if d.held_on] == [date(2019, 1, 31)] * 2


def test_a_period_left_open_when_the_next_began_is_over_and_shares_no_reviews() -> None:
    case = a_case(
        care("2018-01-02"),
        a_review("2018-01-20"),
        care("2019-01-07"),
        a_review("2019-02-01"),
        a_review("2019-04-25"),
    )
    found = rows(case, date(2019, 5, 1))
    assert [(d.order, d.held_on, d.counted) for d in found] == [
        (1, date(2018, 1, 20), True),
        (2, None, True),
        (1, date(2019, 2, 1), True),
        (2, date(2019, 4, 25), True),
        (3, None, False),
    ]
    assert [d.open for d in found] == [False, False, False, False, True]


def test_remand_is_being_looked_after_with_the_same_clock() -> None:
    (first,) = rows(a_case(care("2019-12-16"), legal_status("J1", "2019-12-16")))
    assert first.due_on == date(2020, 1, 16)


def test_without_a_known_start_the_order_is_unknown_and_nothing_is_counted() -> None:
    case = a_case(
        care("2019-01-02", start_unknown=True), a_review("2019-05-01"), a_review("2019-12-01")
    )
    before, between, ahead = rows(case)
    assert (before.due_on, before.order, before.part) == (None, 0, "unknown")
    assert (between.due_on, between.order, between.part) == (date(2019, 11, 1), 0, "unknown")
    assert ahead.due_on == date(2020, 6, 1)
    assert not any(due.counted or due.start_known for due in (before, between, ahead))
    assert ahead.title == "Next review"
    assert before.why == (
        "Review: an earlier review is not on file (Care Planning Regulations 2010, reg 33(2))"
    )


def test_where_earlier_reviews_are_missing_the_others_count_without_an_order() -> None:
    case = a_case(
        care("2015-01-02", earlier_reviews_missing=True),
        a_review("2019-05-01"),
        a_review("2019-12-01"),
    )
    before, between, _ = rows(case)
    assert not before.counted
    assert (between.counted, between.part, between.in_time) == (True, "unknown", False)


@pytest.mark.parametrize(
    "last,due,mandatory",
    [
        ("2019-10-23", "2020-04-23", True),
        ("2019-10-24", "2020-04-24", False),
        ("2020-03-25", "2020-09-25", False),
        ("2020-03-26", "2020-09-26", True),
    ],
)
def test_later_reviews_due_in_the_pandemic_months_were_not_mandatory(
    last: str, due: str, mandatory: bool
) -> None:
    case = a_case(care("2018-01-02"), *(a_review(d) for d in ("2018-01-20", "2018-04-10", last)))
    current = rows(case)[-1]
    assert current.due_on == the_day(due)
    assert current.counted == mandatory
    assert (current.rule_id == "cla_later_review") == mandatory
    if not mandatory:
        assert "SI 2020/445" in current.why


def test_the_pandemic_rules_do_not_reach_back_before_their_first_day() -> None:
    case = a_case(
        care("2018-01-02"),
        *(a_review(d) for d in ("2018-01-20", "2018-04-10", "2019-11-05", "2020-03-20")),
    )
    held_before = rows(case)[3]
    assert held_before.due_on == date(2020, 5, 5)
    assert (held_before.counted, held_before.in_time) == (True, True)
    ahead = rows(case, date(2020, 3, 31))[-1]
    assert (ahead.due_on, ahead.rule_id) == (date(2020, 9, 20), "cla_later_review")
    assert rows(case, date(2020, 4, 24))[-1].rule_id == "cla_later_review_2020"


def test_second_reviews_stayed_mandatory_in_the_pandemic_months() -> None:
    case = a_case(care("2020-02-03"), a_review("2020-02-24"))
    assert rows(case)[-1].due_on == date(2020, 5, 24)
    assert rows(case)[-1].counted


def test_short_breaks_have_reviews_of_their_own_and_none_under_regulation_33() -> None:
    case = a_case(care("2019-01-10"), legal_status("V3", "2019-01-10"), a_review("2019-04-01"))
    assert rows(case) == []
    first, later = rows(case, kind="short_break")
    assert (first.due_on, first.in_time) == (date(2019, 4, 10), True)
    assert later.due_on == date(2019, 10, 1)
    assert later.title == "Short breaks review"


ADOPTION = (
    care("2018-01-02"),
    a_review("2018-01-20"),
    a_review("2018-04-10"),
    a_review("2018-10-01"),
    legal_status("C2", "2018-01-02", "2018-11-01"),
    legal_status("E1", "2018-11-01"),
)


def test_authority_to_place_brings_a_review_within_3_months_then_6_monthly() -> None:
    case = a_case(*ADOPTION, a_review("2019-01-30"))
    first, later = rows(case, kind="adoption")
    assert (first.rule_id, first.due_on) == ("adoption_authorised_first", date(2019, 2, 1))
    assert first.in_time
    assert (later.rule_id, later.due_on) == ("adoption_authorised_later", date(2019, 7, 30))


def test_the_parents_consent_is_authority_too() -> None:
    case = a_case(care("2019-01-02"), a_permanence_plan(None, consent_on="2019-03-01"))
    (first,) = rows(case, kind="adoption")
    assert first.due_on == date(2019, 6, 1)


def test_placement_brings_reviews_within_4_weeks_3_months_and_6_months() -> None:
    case = a_case(
        *ADOPTION,
        placement("A6", "2019-03-04"),
        *(a_review(day) for day in ("2019-04-01", "2019-07-02", "2019-12-20")),
    )
    placed = [d for d in rows(case, kind="adoption") if "placed" in d.rule_id]
    assert [(d.part, d.due_on, d.in_time) for d in placed] == [
        ("first", date(2019, 4, 1), True),
        ("second", date(2019, 7, 1), False),
        ("later", date(2020, 1, 2), True),
        ("later", date(2020, 6, 20), False),
    ]


def test_of_both_chains_the_one_that_governed_on_its_due_date_is_counted() -> None:
    case = a_case(*ADOPTION, placement("A6", "2019-03-04"), a_review("2019-03-28"))
    counted = [(d.kind, d.due_on) for d in review_dues(case, PRACTICE, LATER) if d.counted]
    assert counted == [
        ("cla", date(2018, 1, 30)),
        ("cla", date(2018, 4, 20)),
        ("cla", date(2018, 10, 10)),
        ("adoption", date(2019, 2, 1)),
        ("adoption", date(2019, 4, 1)),
        ("adoption", date(2019, 6, 28)),
    ]


def test_a_review_held_before_a_stage_of_adoption_began_counts_under_regulation_33() -> None:
    case = a_case(
        care("2019-01-02"),
        *(a_review(day) for day in ("2019-01-20", "2019-04-10", "2019-09-20")),
        placement("A6", "2019-10-01"),
    )
    counted = [(d.kind, d.due_on) for d in review_dues(case, PRACTICE, LATER) if d.counted]
    assert counted == [
        ("cla", date(2019, 1, 30)),
        ("cla", date(2019, 4, 20)),
        ("cla", date(2019, 10, 10)),
        ("adoption", date(2019, 10, 29)),
    ]


def test_a_review_held_in_a_stage_of_adoption_counts_once_when_the_order_was_made() -> None:
    case = a_case(
        care("2019-01-02", "2019-06-01"),
        *(a_review(day) for day in ("2019-01-20", "2019-04-10", "2019-05-10")),
        placement("A6", "2019-04-20", "2019-06-01"),
    )
    counted = [(d.kind, d.held_on) for d in review_dues(case, PRACTICE, LATER) if d.counted]
    assert counted == [
        ("cla", date(2019, 1, 20)),
        ("cla", date(2019, 4, 10)),
        ("adoption", date(2019, 5, 10)),
    ]


def test_an_adoption_review_still_overdue_at_the_breakdown_was_met_late_by_the_next() -> None:
    case = a_case(*ADOPTION, placement("A6", "2019-03-04", "2019-05-01"), a_review("2019-05-20"))
    (placed,) = [d for d in rows(case, kind="adoption") if "placed" in d.rule_id]
    assert (placed.due_on, placed.held_on) == (date(2019, 4, 1), date(2019, 5, 20))
    assert (placed.counted, placed.in_time, placed.open) == (True, False, False)


def test_after_a_breakdown_the_last_review_since_the_authority_starts_the_clock() -> None:
    case = a_case(*ADOPTION, placement("A6", "2019-03-04", "2019-05-01"), a_review("2019-03-28"))
    last = rows(case, kind="adoption")[-1]
    assert (last.rule_id, last.due_on) == ("adoption_authorised_later", date(2019, 9, 28))
    assert last.open


def test_without_authority_a_breakdown_leads_back_to_regulation_33() -> None:
    case = a_case(
        care("2018-01-02"),
        *(a_review(day) for day in ("2018-01-20", "2018-04-10", "2018-10-01", "2019-03-28")),
        placement("A3", "2019-03-04", "2019-05-01"),
    )
    current = rows(case)[-1]
    assert (current.due_on, current.counted) == (date(2019, 9, 28), True)
    assert not any(due.open for due in rows(case, kind="adoption"))


def test_the_adoption_order_ends_everything() -> None:
    case = a_case(
        care("2018-01-02", "2019-06-01", end_reason="E12"),
        *ADOPTION[1:],
        placement("A6", "2019-03-04", "2019-06-01"),
        a_review("2019-03-28"),
    )
    assert not any(due.open for due in review_dues(case, PRACTICE, LATER))


def test_a_period_without_any_date_brings_nothing() -> None:
    assert (
        review_dues(a_case(care(None), a_review(None), legal_status("", None)), PRACTICE, LATER)
        == ()
    )
