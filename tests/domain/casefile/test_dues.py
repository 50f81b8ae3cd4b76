from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.casefile import (
    Due,
    Status,
    days_late,
    dues,
    midpoints,
    review_dues,
    status,
)
from iro_desktop.domain.records import ReviewPart
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_challenge,
    a_check,
    a_health_assessment,
    a_pep,
    a_permanence_plan,
    a_plan,
    a_practice,
    a_review,
    a_step,
    an_allocation,
    an_enquiry,
    an_id,
    care,
    legal_status,
    local_standards,
    placement,
    the_day,
)

PRACTICE = a_practice()
IRO = an_allocation("iro", "2015-01-01")


def found(case: CaseFile, as_of: str, what: str = "") -> list[Due]:
    return [d for d in dues(case, PRACTICE, the_day(as_of)) if what in ("", d.what)]


def only(case: CaseFile, as_of: str, what: str) -> Due:
    (due,) = found(case, as_of, what)
    return due


def by_day(case: CaseFile, as_of: str) -> dict[str, date | None]:
    return {due.what: due.due_on for due in found(case, as_of)}


def test_a_child_who_comes_into_care_has_everything_due_in_order_of_date() -> None:
    case = a_case(care("2019-12-16"))
    assert [(d.what, d.due_on) for d in found(case, "2019-12-16")] == [
        ("allocation", date(2019, 12, 23)),
        ("health", date(2020, 1, 16)),
        ("pep", date(2020, 1, 16)),
        ("review", date(2020, 1, 16)),
    ]


def test_every_due_explains_itself_with_its_source() -> None:
    allocation, health, *_ = found(a_case(care("2019-12-16")), "2019-12-16")
    assert allocation.why == (
        "Appointment of an IRO due by Mon 23 December 2019: 5 working days after becoming looked "
        "after on Mon 16 December 2019 (local procedures on appointing an IRO)"
    )
    assert health.source == "practice: in time for the first review"
    assert health.short_reason == "20 working days after 16 Dec 2019"


@pytest.mark.parametrize(
    "as_of,stands,late",
    [
        ("2020-01-08", Status.LATER, -8),
        ("2020-01-09", Status.SOON, -7),
        ("2020-01-16", Status.SOON, 0),
        ("2020-01-17", Status.OVERDUE, 1),
    ],
)
def test_overdue_begins_the_day_after(as_of: str, stands: Status, late: int) -> None:
    review = only(a_case(care("2019-12-16")), as_of, "review")
    assert (status(review, the_day(as_of)), days_late(review, the_day(as_of))) == (stands, late)


def test_a_review_that_was_held_is_done_and_as_late_as_it_was() -> None:
    case = a_case(care("2019-12-16"), a_review("2020-01-20"))
    first = review_dues(case, PRACTICE, date(2020, 3, 1))[0]
    assert status(first, date(2020, 3, 1)) is Status.DONE
    assert days_late(first, date(2020, 3, 1)) == 4


@pytest.mark.parametrize(
    "records",
    [
        (care("2018-01-01", "2020-01-10"), a_review("2019-12-20", summary="Held")),
        (a_plan("2018-01-01", "2020-01-10"), a_review("2019-12-20", "rcpc", mode="video")),
        (),
    ],
)
def test_a_closed_case_has_no_dues(records: tuple[Any, ...]) -> None:
    assert found(a_case(*records), "2020-01-10") == []


@pytest.mark.parametrize("child", [{"died_on": "2020-01-10"}, {"born": "2002-01-10"}])
def test_death_and_the_18th_birthday_leave_nothing_due_that_day(child: dict[str, Any]) -> None:
    case = a_case(care("2018-01-01"), a_plan("2018-01-01"), IRO, **child)
    assert found(case, "2020-01-10") == []
    assert found(case, "2020-01-09") != []


def test_what_would_fall_on_or_after_the_18th_birthday_is_not_due() -> None:
    case = a_case(care("2018-01-01"), a_review("2018-01-20"), IRO, born="2002-03-01")
    assert all((due.due_on or date.min) < date(2020, 3, 1) for due in found(case, "2020-02-01"))


def test_from_17_and_a_half_the_last_review_is_listed_until_it_is_held() -> None:
    records = (care("2019-01-01"), IRO)
    due = only(a_case(*records, born="2002-09-10"), "2020-03-10", "last_review")
    assert due.due_on == date(2020, 9, 9)
    assert "practice" in due.why
    assert found(a_case(*records, born="2002-09-10"), "2020-03-09", "last_review") == []
    held = a_case(*records, a_review("2020-03-12"), born="2002-09-10")
    assert found(held, "2020-03-15", "last_review") == []


def test_an_unknown_history_asks_for_the_last_review_after_20_working_days() -> None:
    case = a_case(care("2019-12-16", start_unknown=True), IRO)
    assert found(case, "2020-01-16", "review") == []
    due = only(case, "2020-01-17", "review")
    assert due.title == "No review recorded: enter the last one"
    assert (due.due_on, status(due, date(2020, 1, 17))) == (None, Status.UNDATED)
    assert days_late(due, date(2020, 1, 17)) is None
    assert due.why == (
        "No review recorded: enter the last one (Care Planning Regulations 2010, reg 33(2))"
    )


def test_a_missed_first_review_is_overdue_and_after_a_year_nobody_believes_it() -> None:
    case = a_case(care("2019-12-16"), IRO)
    assert only(case, "2020-02-01", "review").due_on == date(2020, 1, 16)
    assert only(case, "2021-01-15", "review").due_on == date(2020, 1, 16)
    assert only(case, "2021-01-16", "review").title == "No review recorded: enter the last one"


def test_after_the_last_review_on_file_the_next_is_due_whatever_came_before() -> None:
    case = a_case(care("2015-01-01", earlier_reviews_missing=True), a_review("2020-01-10"), IRO)
    due = only(case, "2020-02-01", "review")
    assert (due.title, due.due_on) == ("Next review", date(2020, 7, 10))


def test_the_adoption_review_takes_the_place_of_the_other() -> None:
    case = a_case(
        care("2019-01-02"), a_review("2019-01-20"), a_review("2019-04-10"),
        placement("A6", "2019-06-03"), IRO,
    )  # fmt: skip
    due = only(case, "2019-06-10", "review")
    assert (due.title, due.due_on) == ("First adoption review", date(2019, 7, 1))


def test_a_review_already_overdue_when_adoption_begins_is_still_the_one_owed() -> None:
    case = a_case(care("2019-01-02"), placement("A6", "2019-06-03"), IRO)
    assert only(case, "2019-06-10", "review").due_on == date(2019, 1, 30)


def test_short_breaks_have_their_own_review_and_nothing_else_of_care() -> None:
    case = a_case(care("2019-01-10"), legal_status("V3", "2019-01-10"), IRO)
    assert by_day(case, "2019-02-01") == {"review": date(2019, 4, 10)}


@pytest.mark.parametrize(
    "breaks,rule_ids",
    [
        ([("2019-02-01", "2019-02-18")], []),
        ([("2019-02-01", "2019-02-19")], ["short_break_length"]),
        ([(f"2019-{m:02}-01", f"2019-{m:02}-16") for m in range(2, 7)], []),
        ([(f"2019-{m:02}-01", f"2019-{m:02}-17") for m in range(2, 7)], ["short_break_total"]),
    ],
)
def test_short_breaks_beyond_their_limits_are_said(
    breaks: list[tuple[str, str]], rule_ids: list[str]
) -> None:
    case = a_case(
        care("2019-01-10"), legal_status("V3", "2019-01-10"), IRO,
        *(placement("U6", first, last) for first, last in breaks),
    )  # fmt: skip
    limits = found(case, "2019-12-31", "short_break_limit")
    assert [due.rule_id for due in limits] == rule_ids
    assert all("so the full rules apply" in due.why for due in limits)


def test_an_agreement_is_no_single_break() -> None:
    case = a_case(
        care("2019-01-10"), legal_status("V4", "2019-01-10"), placement("U6", "2019-01-10"), IRO
    )
    assert found(case, "2019-12-31", "short_break_limit") == []


def test_an_appointed_iro_is_not_asked_for_and_a_covering_one_is_enough() -> None:
    cover = an_allocation("iro", "2019-12-16", role="covering")
    assert found(a_case(care("2019-12-16"), cover), "2019-12-20", "allocation") == []
    unknown = a_case(care("2019-12-16", start_unknown=True))
    assert only(unknown, "2019-12-20", "allocation").due_on is None


# Health


def test_the_initial_assessment_is_due_until_one_was_made_not_reported() -> None:
    assert only(a_case(care("2019-12-16")), "2020-01-20", "health").title == (
        "Initial health assessment"
    )
    reported = a_case(care("2019-12-16"), a_health_assessment(reported_on="2020-01-02"))
    assert only(reported, "2020-01-20", "health").rule_id == "health_initial"
    assessed = a_case(care("2019-12-16"), a_health_assessment("2020-01-14"))
    assert only(assessed, "2020-01-20", "health").due_on == date(2021, 1, 14)


@pytest.mark.parametrize(
    "before,rule_id", [("2019-09-16", "health_review"), ("2019-09-15", "health_initial")]
)
def test_an_assessment_of_the_three_months_before_waives_the_initial_one(
    before: str, rule_id: str
) -> None:
    case = a_case(care("2019-12-16"), a_health_assessment(before))
    assert only(case, "2019-12-20", "health").rule_id == rule_id


@pytest.mark.parametrize(
    "born,last,due",
    [
        ("2016-06-15", "2020-01-14", "2020-07-14"),
        ("2015-07-14", "2020-01-14", "2020-07-14"),
        ("2015-07-13", "2020-01-14", "2021-01-14"),
        ("2015-01-15", "2020-01-14", "2021-01-14"),
        ("2010-06-15", "2020-02-29", "2021-02-28"),
        (None, "2020-01-14", "2020-07-14"),
    ],
)
def test_health_assessments_are_6_monthly_as_long_as_the_next_comes_before_the_5th_birthday(
    born: str | None, last: str, due: str
) -> None:
    case = a_case(care("2019-12-16"), a_health_assessment(last), born=born)
    assert only(case, "2020-03-01", "health").due_on == the_day(due)


def test_health_is_counted_in_calendar_months_wherever_reviews_are_counted_in_days() -> None:
    practice = a_practice(local_standards(month_method="91_183"))
    case = a_case(care("2019-11-01"), a_review("2019-11-29"))
    (review,) = (d for d in dues(case, practice, date(2020, 1, 20)) if d.what == "review")
    assert review.due_on == date(2020, 2, 28)
    young = a_case(care("2019-12-16"), a_health_assessment("2020-01-14"), born="2018-01-01")
    (health,) = (d for d in dues(young, practice, date(2020, 1, 20)) if d.what == "health")
    assert health.due_on == date(2020, 7, 14)


def test_a_refused_assessment_is_offered_again_when_the_next_is_due() -> None:
    case = a_case(care("2018-12-17"), a_health_assessment("2019-01-14"),
                  a_health_assessment(refused_on="2020-01-10"))  # fmt: skip
    assert only(case, "2020-01-20", "health").due_on == date(2021, 1, 10)


def test_without_any_assessment_on_file_for_long_the_last_one_is_asked_for() -> None:
    assert only(a_case(care("2015-12-16")), "2020-01-20", "health").due_on is None
    unknown = a_case(care("2019-12-16", start_unknown=True))
    assert only(unknown, "2020-01-20", "health").due_on is None


# Education


def test_a_pep_is_due_20_working_days_after_coming_into_care_in_the_holidays_too() -> None:
    assert only(a_case(care("2019-12-16")), "2019-12-20", "pep").due_on == date(2020, 1, 16)
    done = a_case(care("2019-12-16"), a_pep("2020-01-10"))
    assert found(done, "2020-01-11", "pep") == []
    before = a_case(care("2019-12-16"), a_pep("2019-11-10"))
    assert only(before, "2020-01-11", "pep").rule_id == "pep_first"


@pytest.mark.parametrize(
    "born,has_pep",
    [("2017-01-17", False), ("2016-12-16", True), ("2003-06-15", True), (None, True)],
)
def test_a_pep_is_for_children_from_3(born: str | None, has_pep: bool) -> None:
    case = a_case(care("2019-12-16"), born=born)
    assert bool(found(case, "2019-12-20", "pep")) == has_pep


def test_the_standards_may_end_peps_with_the_school_year_of_an_age() -> None:
    practice = a_practice(local_standards(pep_to_age=16))
    case = a_case(care("2019-12-16"), born="2003-09-01")
    assert "pep" in {d.what for d in dues(case, practice, date(2020, 8, 31))}
    older = a_case(care("2019-12-16"), born="2003-08-31")
    assert "pep" not in {d.what for d in dues(older, practice, date(2020, 1, 10))}


TERMS = (
    ("Autumn 2019", "2019-09-03", "2019-12-20"),
    ("Spring 2020", "2020-01-06", "2020-04-03"),
)
WITH_TERMS = a_practice(local_standards(terms=TERMS))


@pytest.mark.parametrize(
    "as_of,completed,due",
    [
        ("2020-02-01", None, "2020-04-03"),
        ("2020-02-01", "2019-12-01", "2020-04-03"),
        ("2020-02-01", "2020-01-20", None),
        ("2020-04-10", "2019-12-01", "2020-04-03"),  # outside term the last ended term applies
        ("2019-12-27", "2019-12-01", None),
    ],
)
def test_every_term_wants_a_completed_pep(
    as_of: str, completed: str | None, due: str | None
) -> None:
    case = a_case(care("2018-01-08"), a_pep("2018-02-01"), a_pep(completed))
    plans = [d.due_on for d in dues(case, WITH_TERMS, the_day(as_of)) if d.what == "pep"]
    assert plans == ([the_day(due)] if due else [])


def test_a_started_pep_is_no_completed_one() -> None:
    case = a_case(care("2018-01-08"), a_pep("2018-02-01"), a_pep(started_on="2020-01-10"))
    (due,) = (d for d in dues(case, WITH_TERMS, date(2020, 2, 1)) if d.what == "pep")
    assert due.title == "Personal education plan, Spring 2020"


def test_in_the_term_of_coming_into_care_only_the_first_pep_is_due() -> None:
    case = a_case(care("2020-01-20"), a_pep("2020-02-10"))
    assert [d for d in dues(case, WITH_TERMS, date(2020, 3, 1)) if d.what == "pep"] == []


def test_an_emergency_pep_is_started_within_10_working_days() -> None:
    case = a_case(care("2019-12-16"), a_pep(emergency=True))
    assert only(case, "2019-12-20", "pep_started").due_on == date(2020, 1, 2)
    begun = a_case(care("2019-12-16"), a_pep(emergency=True, started_on="2019-12-18"))
    assert found(begun, "2019-12-20", "pep_started") == []


def test_the_last_pep_is_written_up_within_10_working_days() -> None:
    case = a_case(care("2019-12-16"), a_pep("2020-01-10", started_on="2020-01-06"))
    assert only(case, "2020-01-13", "pep_written_up").due_on == date(2020, 1, 24)
    done = a_case(
        care("2019-12-16"),
        a_pep("2020-01-10", started_on="2020-01-06", written_up_on="2020-01-12"),
    )
    assert found(done, "2020-01-13", "pep_written_up") == []
    returned = a_case(care("2019-12-16"), a_pep("2020-01-10"))
    assert found(returned, "2020-01-13", "pep_written_up") == []


# Permanence


def test_a_permanence_plan_is_due_by_the_second_review() -> None:
    first = (care("2019-12-16"), a_review("2020-01-10"), IRO)
    due = only(a_case(*first), "2020-01-20", "permanence")
    assert due.due_on == date(2020, 4, 10)
    assert "the day on which the second review is due" in due.why
    assert found(a_case(care("2019-12-16")), "2020-01-20", "permanence") == []
    planned = a_case(*first, a_permanence_plan("2020-01-15"))
    assert found(planned, "2020-01-20", "permanence") == []


def test_a_permanence_plan_missing_at_the_second_review_is_overdue_from_that_day() -> None:
    case = a_case(care("2019-12-16"), a_review("2020-01-10"), a_review("2020-03-30"))
    assert only(case, "2020-04-10", "permanence").due_on == date(2020, 3, 30)
    assert only(case, "2021-05-10", "permanence").due_on is None


@pytest.mark.parametrize(
    "planned,fields",
    [("2019-06-01", {}), ("2020-02-01", {"ended_on": "2020-03-01"}), ("2020-06-01", {})],
)
def test_a_plan_of_an_earlier_period_an_ended_and_a_later_one_do_not_answer_it(
    planned: str, fields: dict[str, str]
) -> None:
    case = a_case(care("2019-12-16"), a_review("2020-01-10"), a_permanence_plan(planned, **fields))
    assert found(case, "2020-03-10", "permanence") != []


def test_where_the_order_of_reviews_is_unknown_permanence_is_not_asked_for() -> None:
    case = a_case(care("2015-01-01", earlier_reviews_missing=True), a_review("2020-01-10"))
    assert found(case, "2020-03-10", "permanence") == []


# Midpoints


def test_the_midpoint_is_due_on_its_day_and_may_be_met_for_14_more() -> None:
    case = a_case(care("2019-06-03"), a_review("2019-06-28"), a_review("2019-09-24"), IRO)
    due = only(case, "2019-12-27", "midpoint")
    assert (due.due_on, due.until_on) == (date(2019, 12, 24), date(2020, 1, 7))
    assert due.short_reason == "halfway between 24 Sep 2019 and 24 Mar 2020"
    assert due.why == (
        "Midpoint check due by Tue 24 December 2019: halfway between Tue 24 September 2019 and "
        "Tue 24 March 2020 (local monitoring standard)"
    )


def test_a_missed_midpoint_stays_due_until_the_review_itself_is() -> None:
    records = (care("2019-06-03"), a_review("2019-06-28"), a_review("2019-09-24"))
    assert found(a_case(*records), "2020-03-24", "midpoint") != []
    assert found(a_case(*records), "2020-03-25", "midpoint") == []
    assert found(a_case(*records, a_check("2019-12-20")), "2020-01-10", "midpoint") == []


def test_a_check_after_the_window_is_no_midpoint_met_but_nothing_is_wanted_any_more() -> None:
    records = (care("2019-06-03"), a_review("2019-06-28"), a_review("2019-09-24"))
    checked = a_case(*records, a_check("2020-01-20"))
    assert found(checked, "2020-01-19", "midpoint") != []
    assert found(checked, "2020-01-20", "midpoint") == []
    assert midpoints(checked, PRACTICE, date(2020, 1, 20))[-1].state == "missed"


def test_the_midpoint_is_called_as_the_standards_call_it() -> None:
    practice = a_practice(local_standards(midpoint_label="Mid-way review"))
    case = a_case(care("2019-06-03"), a_review("2019-06-28"), a_review("2019-09-24"))
    (due,) = (d for d in dues(case, practice, date(2019, 12, 27)) if d.what == "midpoint")
    assert due.title == "Mid-way review"


# Conferences


def test_conferences_awaited_are_due() -> None:
    assert by_day(a_case(an_enquiry("2019-12-18")), "2019-12-20") == {
        "conference": date(2020, 1, 13)
    }
    plan = a_case(a_review("2019-10-08", "icpc"), a_plan("2019-10-08"))
    assert by_day(plan, "2019-10-10") == {
        "conference": date(2020, 1, 8),
        "midpoint": date(2019, 11, 23),
    }


# Records of reviews


def test_a_record_is_due_5_15_and_20_working_days_after_the_review() -> None:
    case = a_case(care("2019-11-20"), a_review("2019-12-16", mode="video"), IRO)
    days = by_day(case, "2019-12-17")
    assert days["record_decisions"] == date(2019, 12, 23)
    assert days["record_written"] == date(2020, 1, 9)
    assert days["record_distributed"] == date(2020, 1, 16)
    due = only(case, "2019-12-17", "record_written")
    assert due.why == (
        "Written record due by Thu 9 January 2020: 15 working days after the review, held "
        "on Mon 16 December 2019 (practice after the IRO Handbook)"
    )


def test_the_record_counts_from_the_final_sitting() -> None:
    review = a_review("2019-12-09", mode="video")
    part = ReviewPart(id=an_id(), review_id=review.id, held_on=date(2019, 12, 16))
    case = a_case(care("2019-11-20"), review, part, IRO)
    due = only(case, "2019-12-17", "record_distributed")
    assert due.due_on == date(2020, 1, 16)
    assert "the final sitting" in due.why
    completed = a_case(
        care("2019-11-20"), a_review("2019-12-09", mode="video", completed_on="2019-12-16")
    )
    assert only(completed, "2019-12-17", "record_distributed").due_on == date(2020, 1, 16)


@pytest.mark.parametrize(
    "fields,left",
    [
        ({"decisions_sent_on": "2019-12-17"}, {"record_written", "record_distributed"}),
        ({"written_on": "2019-12-20"}, {"record_distributed"}),
        ({"distributed_on": "2019-12-20"}, set()),
    ],
)
def test_what_is_done_about_a_record_is_no_longer_due(
    fields: dict[str, str], left: set[str]
) -> None:
    case = a_case(care("2019-11-20"), a_review("2019-12-16", mode="video", **fields))
    assert {d.what for d in found(case, "2019-12-22") if d.what.startswith("record")} == left


def test_what_was_done_about_a_record_later_was_still_due_on_the_day_asked_for() -> None:
    done = {"decisions_sent_on": "2019-12-20", "written_on": "2020-01-06"}
    case = a_case(
        care("2019-11-20"), a_review("2019-12-16", distributed_on="2020-01-14", **done), IRO
    )
    left = [
        {d.what for d in found(case, day) if d.what.startswith("record")}
        for day in ("2019-12-19", "2019-12-20", "2020-01-06", "2020-01-14")
    ]
    assert left == [
        {"record_decisions", "record_written", "record_distributed"},
        {"record_written", "record_distributed"},
        {"record_distributed"},
        set(),
    ]


def test_a_child_who_lost_their_iro_is_to_be_allocated_and_not_years_late() -> None:
    lost = a_case(care("2019-01-07"), an_allocation("iro", "2019-01-08", "2019-06-28"))
    long_without = a_case(care("2015-01-05"))
    for case in (lost, long_without):
        due = only(case, "2019-07-01", "allocation")
        assert (due.due_on, due.title) == (None, "No IRO on file: allocate one")
    of_earlier_care = a_case(
        care("2017-01-09", "2017-09-01"),
        care("2019-12-16"),
        an_allocation("iro", "2017-01-09", "2017-09-01"),
    )
    assert only(of_earlier_care, "2019-12-16", "allocation").due_on == date(2019, 12, 23)


def test_a_review_from_a_return_says_nothing_of_its_record() -> None:
    case = a_case(care("2019-11-20"), a_review("2019-12-16"))
    assert [d for d in found(case, "2020-03-01") if d.what.startswith("record")] == []


def test_minutes_of_a_conference_follow_the_practice_of_conferences() -> None:
    case = a_case(a_plan("2019-12-16"), a_review("2019-12-16", "icpc", chair_id="iro"))
    assert only(case, "2019-12-17", "record_distributed").rule_id == "cp_minutes"
    assert only(case, "2019-12-17", "record_decisions").rule_id == "cp_plan_sent"


def test_local_days_for_records_are_used() -> None:
    practice = a_practice(local_standards(record_written_days=10))
    case = a_case(care("2019-11-20"), a_review("2019-12-16", mode="video"))
    (due,) = (d for d in dues(case, practice, date(2019, 12, 17)) if d.what == "record_written")
    assert due.due_on == date(2020, 1, 2)


def test_an_adjourned_review_is_completed_within_20_working_days() -> None:
    review = a_review("2019-12-16", mode="video", adjourned_on="2019-12-16")
    case = a_case(care("2019-11-20"), review)
    assert only(case, "2019-12-17", "adjourned").due_on == date(2020, 1, 16)
    assert found(case, "2019-12-17", "record_written") == []
    done = a_review(
        "2019-12-16", mode="video", adjourned_on="2019-12-16", completed_on="2020-01-10"
    )
    later = a_case(care("2019-11-20"), done)
    assert found(later, "2020-01-10", "adjourned") == []
    assert only(later, "2020-01-10", "record_written").due_on == date(2020, 1, 31)


# Challenges


def test_the_reply_to_a_challenge_and_the_end_of_a_resolution_are_due() -> None:
    challenge = a_challenge("2020-03-19")
    case = a_case(
        care("2019-11-20"), challenge,
        a_step(challenge, "informal", "2020-03-19", "2020-03-24"),
        a_step(challenge, "stage1", "2020-03-26"),
    )  # fmt: skip
    reply = only(case, "2020-03-30", "challenge_reply")
    assert reply.due_on == date(2020, 4, 2)
    assert reply.record_id == challenge.id
    assert reply.why == (
        "Reply to challenge due by Thu 2 April 2020: 5 working days after Problem Resolution "
        "stage 1 began on Thu 26 March 2020 (local stages)"
    )
    total = only(case, "2020-03-30", "resolution_total")
    assert (total.due_on, total.title) == (date(2020, 4, 27), "End of Problem Resolution")


def test_a_challenge_that_was_answered_or_closed_awaits_nothing() -> None:
    answered, closed = a_challenge("2020-03-19"), a_challenge("2020-03-19", closed_on="2020-03-25")
    step = a_step(answered, "informal", "2020-03-19", "2020-03-20")
    assert found(a_case(answered, step, closed), "2020-03-30") == []


def test_an_open_challenge_outlives_the_period_of_care() -> None:
    case = a_case(care("2018-01-01", "2020-03-20"), a_challenge("2020-03-19"))
    assert by_day(case, "2020-03-30") == {"challenge_reply": date(2020, 3, 26)}


# What is missing


def test_a_period_or_plan_without_a_start_asks_for_it() -> None:
    case = a_case(care(None), a_plan(None))
    assert {(d.what, d.due_on) for d in found(case, "2020-03-30")} == {
        ("care_start", None), ("plan_start", None),
    }  # fmt: skip
    ended = a_case(care(None, "2019-01-01"), a_plan(None, "2019-01-01"))
    assert found(ended, "2020-03-30") == []


def test_what_has_no_date_comes_last() -> None:
    case = a_case(care("2015-12-16"), a_review("2020-01-10"), IRO)
    days = [due.due_on for due in found(case, "2020-02-01")]
    dated = [day for day in days if day]
    assert days == sorted(dated) + [None] * (len(days) - len(dated))
    assert None in days
