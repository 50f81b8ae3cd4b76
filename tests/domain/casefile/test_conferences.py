from __future__ import annotations

from datetime import date

import pytest

from iro_desktop.domain.casefile import ReviewDue, review_dues
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import a_case, a_plan, a_practice, a_review, an_enquiry, care, the_day

PRACTICE = a_practice()
LATER = date(2021, 3, 31)


def rows(case: CaseFile, as_of: date = LATER) -> list[ReviewDue]:
    return [due for due in review_dues(case, PRACTICE, as_of) if due.kind == "cp"]


@pytest.mark.parametrize(
    "strategy,due", [("2019-12-18", "2020-01-13"), ("2020-03-30", "2020-04-22")]
)
def test_the_initial_conference_is_due_15_working_days_after_the_strategy_discussion(
    strategy: str, due: str
) -> None:
    (awaited,) = rows(a_case(an_enquiry(strategy)), the_day(strategy))
    assert (awaited.part, awaited.due_on, awaited.open) == ("icpc", the_day(due), True)
    (held,) = rows(a_case(an_enquiry(strategy), a_review(due, "icpc")))
    assert (held.due_on, held.in_time, held.counted) == (the_day(due), True, True)


def test_of_several_strategy_discussions_the_one_that_started_the_enquiry_counts() -> None:
    case = a_case(
        an_enquiry("2020-01-06", ended_on="2020-01-20"),
        an_enquiry("2020-01-17"),
        a_review("2020-02-03", "icpc"),
    )
    (conference,) = rows(case)
    assert conference.started_on == date(2020, 1, 6)
    assert not conference.in_time


def test_an_enquiry_that_ended_before_the_next_began_is_another_one() -> None:
    case = a_case(
        an_enquiry("2019-06-03", ended_on="2019-06-20", conference_not_needed=True),
        an_enquiry("2019-09-02", ended_on="2019-09-20"),
        an_enquiry("2020-01-17"),
        a_review("2020-02-03", "icpc"),
    )
    (conference,) = rows(case)
    assert conference.started_on == date(2020, 1, 17)


def test_the_date_typed_with_the_conference_comes_first() -> None:
    case = a_case(
        an_enquiry("2020-01-06"), a_review("2020-02-03", "icpc", strategy_on="2020-01-13")
    )
    assert rows(case)[0].started_on == date(2020, 1, 13)


def test_a_conference_without_a_strategy_date_is_listed_and_left_out() -> None:
    (conference,) = rows(a_case(a_review("2020-02-03", "icpc")))
    assert (conference.due_on, conference.counted) == (None, False)
    assert conference.why_not == "the date of the strategy discussion is not on file"


def test_a_conference_before_its_strategy_discussion_is_left_out() -> None:
    (conference,) = rows(a_case(a_review("2020-02-03", "icpc", strategy_on="2020-02-05")))
    assert not conference.counted


def test_an_enquiry_that_needs_no_conference_or_is_over_awaits_none() -> None:
    assert rows(a_case(an_enquiry("2020-01-06", conference_not_needed=True))) == []
    assert rows(a_case(an_enquiry("2020-01-06", ended_on="2020-01-20"))) == []
    still = a_case(an_enquiry("2020-01-06", ended_on="2020-01-20", conference_not_needed=False))
    assert [due.due_on for due in rows(still)] == [date(2020, 1, 27)]


def test_an_enquiry_before_the_last_conference_awaits_none_and_a_new_one_does() -> None:
    case = a_case(
        an_enquiry("2020-01-06"), a_review("2020-01-20", "icpc"), an_enquiry("2020-06-01")
    )
    assert [(d.started_on, d.open) for d in rows(case)] == [
        (date(2020, 1, 6), False),
        (date(2020, 6, 1), True),
    ]


def test_a_child_not_yet_born_has_an_initial_conference_too() -> None:
    case = a_case(an_enquiry("2020-01-06"), born=None, expected_on="2020-05-01")
    assert rows(case, date(2020, 1, 6))[0].open


def test_death_ends_the_wait_for_a_conference() -> None:
    case = a_case(an_enquiry("2020-01-06"), died_on="2020-01-20")
    (awaited,) = rows(case)
    assert (awaited.counted, awaited.open) == (False, False)


def test_a_transfer_in_is_due_15_working_days_after_written_notification() -> None:
    case = a_case(
        a_review("2020-01-14", "transfer", notified_on="2019-12-18"), a_plan("2020-01-14")
    )
    transfer, review = rows(case)
    assert (transfer.part, transfer.due_on, transfer.in_time) == (
        "transfer", date(2020, 1, 13), False,
    )  # fmt: skip
    assert (review.part, review.due_on) == ("rcpc_first", date(2020, 4, 14))
    assert "the transfer-in conference, held" in review.why


def test_a_transfer_without_notification_has_no_due_date() -> None:
    (transfer,) = rows(a_case(a_review("2020-01-14", "transfer")))
    assert transfer.why_not == "the date of the written notification is not on file"


PLAN = (a_review("2019-10-08", "icpc", strategy_on="2019-09-23"), a_plan("2019-10-08"))


def test_review_conferences_are_due_after_3_months_and_then_after_6() -> None:
    case = a_case(*PLAN, a_review("2020-01-09", "rcpc"), a_review("2020-06-30", "rcpc"))
    _, first, second, third = rows(case)
    assert (first.part, first.order, first.due_on, first.in_time) == (
        "rcpc_first", 1, date(2020, 1, 8), False,
    )  # fmt: skip
    assert (second.part, second.order, second.due_on, second.in_time) == (
        "rcpc_later", 2, date(2020, 7, 9), True,
    )  # fmt: skip
    assert (third.due_on, third.open, third.counted) == (date(2020, 12, 30), True, True)
    assert first.title == "First review conference"
    assert first.why == (
        "First review conference due by Wed 8 January 2020: 3 months after the initial "
        "conference, held on Tue 8 October 2019 "
        "(safeguarding partnerships’ procedures, after Working Together)"
    )


def test_an_early_review_conference_resets_the_clock_and_a_reconvened_one_does_not() -> None:
    case = a_case(*PLAN, a_review("2019-11-08", "rcpc"), a_review("2019-12-02", "reconvened"))
    assert rows(case)[-1].due_on == date(2020, 5, 8)


def test_a_review_conference_on_the_plans_first_day_is_none() -> None:
    case = a_case(*PLAN, a_review("2019-10-08", "rcpc"))
    assert rows(case)[-1].part == "rcpc_first"


def test_without_an_initial_conference_on_file_the_plans_start_is_its_day() -> None:
    (first,) = rows(a_case(a_plan("2019-10-08")))
    assert first.due_on == date(2020, 1, 8)
    assert "the plan began with its initial conference on Tue 8 October 2019" in first.why


def test_an_initial_conference_near_the_start_is_the_plans_and_a_distant_one_is_not() -> None:
    near = a_case(a_review("2019-10-04", "icpc"), a_plan("2019-10-08"))
    assert rows(near)[-1].due_on == date(2020, 1, 4)
    distant = a_case(a_review("2018-10-04", "icpc"), a_plan("2019-10-08"))
    assert rows(distant)[-1].due_on == date(2020, 1, 8)


@pytest.mark.parametrize("end", ["2020-01-08", "2019-12-20"])
def test_a_plan_that_ends_by_the_due_date_leaves_none_due(end: str) -> None:
    case = a_case(a_plan("2019-10-08", end))
    assert not rows(case)[0].counted
    assert not rows(case)[0].open


def test_a_conference_that_does_not_continue_the_plan_ends_the_dues() -> None:
    case = a_case(*PLAN, a_review("2020-01-08", "rcpc", plan_continues=False))
    assert [due.open for due in rows(case)] == [False, False, False]
    assert rows(case)[1].in_time


def test_a_plan_that_ends_as_care_starts_hands_over_to_the_review_clock() -> None:
    case = a_case(a_plan("2019-10-08", "2019-12-16", end_reason="looked_after"), care("2019-12-16"))
    open_dues = [d for d in review_dues(case, PRACTICE, date(2019, 12, 16)) if d.open]
    assert [(d.kind, d.started_on, d.due_on) for d in open_dues] == [
        ("cla", date(2019, 12, 16), date(2020, 1, 16))
    ]


def test_a_child_with_both_statuses_has_both_clocks() -> None:
    case = a_case(a_plan("2019-10-08"), care("2019-12-16"))
    open_dues = [d for d in review_dues(case, PRACTICE, date(2019, 12, 20)) if d.open]
    assert {d.kind for d in open_dues} == {"cp", "cla"}


def test_a_plan_of_another_authority_brings_no_dues() -> None:
    assert rows(a_case(a_plan("2019-10-08", temporary=True))) == []


def test_a_second_plan_begins_again_at_the_first_review_conference() -> None:
    case = a_case(
        a_plan("2018-10-08", "2019-06-01"),
        a_review("2019-01-03", "rcpc"),
        a_plan("2019-10-08"),
    )
    assert [(d.order, d.started_on) for d in rows(case)] == [
        (1, date(2018, 10, 8)),
        (2, date(2019, 1, 3)),
        (1, date(2019, 10, 8)),
    ]
