"""Counting by hand is right itself: it gives what the worked examples say."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from iro_desktop.domain.records import Appeal, ChildRecord, DischargePlan, Review
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_health_assessment,
    a_pep,
    a_plan,
    a_review,
    an_id,
    care,
    legal_status,
    local_standards,
    placement,
    the_calendar,
    took_part,
)
from tests.domain.measures.by_hand import EVENTS, STOCKS, Caseload, Filed
from tests.domain.measures.by_hand.protection import appeals_accepted, conferences_held

AS_OF = date(2020, 3, 31)


def a_caseload(cases: Iterable[CaseFile], **others: Any) -> Caseload:
    return Caseload(cases, AS_OF, the_calendar().holidays, **others)


def share(filed: Iterable[Filed], part: str | None = None) -> tuple[int, int]:
    found = [one for one in filed if (not one.beside if part is None else one.part == part)]
    return sum(one.met is True for one in found), len(found)


def standing(measure_id: str, load: Caseload, day: date = AS_OF) -> tuple[int, int]:
    found = [
        one for case in load.cases for one in STOCKS[measure_id](load, case, day) if not one.beside
    ]
    return sum(one.met for one in found), len(found)


def test_participated_are_26_of_32_and_attended_20() -> None:
    codes = {"PN0": 8, "PN1": 14, "PN2": 2, "PN3": 1, "PN4": 3, "PN5": 4, "PN6": 5, "PN7": 3}
    cases = []
    for code, number in codes.items():
        for _ in range(number):
            review = a_review("2020-01-16")
            cases.append(a_case(care("2019-12-16"), review, took_part(review, code)))
    load = a_caseload(cases)
    assert share(EVENTS["cla_participation"](load)) == (26, 32)
    assert share(EVENTS["cla_attendance"](load)) == (20, 32)


def test_of_40_plans_11_came_again_3_within_a_year_and_6_within_two() -> None:
    ends = [*["2019-01-15"] * 3, *["2018-01-15"] * 3, *["2010-01-15"] * 5]
    again = [a_case(a_plan("2009-01-05", end), a_plan("2020-01-10")) for end in ends]
    load = a_caseload([*again, *(a_case(a_plan("2020-01-10")) for _ in range(29))])
    this_year = {
        measure_id: share(one for one in EVENTS[measure_id](load) if one.on.year == 2020)
        for measure_id in ("cp_repeat_ever", "cp_repeat_12_months", "cp_repeat_24_months")
    }
    assert this_year == {
        "cp_repeat_ever": (11, 40),
        "cp_repeat_12_months": (3, 40),
        "cp_repeat_24_months": (6, 40),
    }


def test_long_plans_are_3_of_80_that_ended_and_10_of_500_that_are_open() -> None:
    ended = [a_plan("2018-03-01", "2020-03-01") for _ in range(3)]
    ended += [a_plan("2018-03-02", "2020-03-01") for _ in range(77)]
    still_open = [a_plan("2018-03-31") for _ in range(10)]
    still_open += [a_plan("2018-04-01") for _ in range(490)]
    load = a_caseload(a_case(plan) for plan in [*ended, *still_open])
    assert share(EVENTS["cp_over_two_years_ended"](load)) == (3, 80)
    assert standing("cp_over_two_years_open", load) == (10, 500)


def test_6_appeals_of_1480_conferences() -> None:
    cases = []
    for number in range(1480):
        review = a_review("2020-01-10", "icpc")
        records: list[ChildRecord] = [review]
        if number < 6:
            accepted = date(2020, 2, 3)
            records.append(Appeal(id=an_id(), review_id=review.id, accepted_on=accepted))
        cases.append(a_case(*records))
    load = a_caseload(cases)
    assert len(list(appeals_accepted(load))) == 6
    assert len(list(conferences_held(load))) == 1480


def at_home(*plans: DischargePlan) -> CaseFile:
    return a_case(
        care("2018-01-08"),
        legal_status("C2", "2018-06-01"),
        placement("P1", "2018-06-15"),
        *plans,
    )


def test_of_40_children_at_home_12_are_on_the_way_and_28_need_a_decision() -> None:
    decided = date(2020, 2, 3)
    cases = [
        at_home(DischargePlan(id=an_id(), considered_on=decided, decision="pursue"))
        for _ in range(12)
    ]
    load = a_caseload([*cases, *(at_home() for _ in range(28))])
    assert standing("discharge_pipeline", load) == (12, 40)
    assert standing("discharge_decision_needed", load) == (28, 40)
    assert standing("discharge_pipeline", load, date(2019, 6, 14)) == (0, 0)
    assert standing("discharge_pipeline", load, date(2019, 6, 15)) == (0, 40)


def test_initial_health_is_9_of_12() -> None:
    # 20 working days from Monday 16 December 2019 end on 16 January 2020.
    days = [*["2020-01-16"] * 8, "2019-09-16", "2020-01-17", None, None]
    cases = [a_case(care("2019-12-16"), a_health_assessment(day)) for day in days]
    filed = list(EVENTS["initial_health_in_time"](a_caseload(cases)))
    assert share(filed) == (9, 12)
    assert share(filed, "late") == (1, 12)
    assert share(filed, "not_done") == (2, 12)


def test_a_plan_of_the_term_before_stands_for_the_first_half_of_this() -> None:
    terms = (("Autumn", "2019-09-02", "2019-12-20"), ("Spring", "2020-01-06", "2020-04-03"))
    load = a_caseload(
        [a_case(care("2018-01-08"), a_pep("2019-10-01"))],
        standards=[local_standards(terms=terms)],
    )
    assert standing("pep_up_to_date", load, date(2020, 2, 19)) == (1, 1)
    assert standing("pep_up_to_date", load, date(2020, 2, 20)) == (0, 1)
    assert standing("pep_up_to_date", load, date(2019, 9, 1)) == (0, 0)


def test_days_and_months_are_counted_as_the_worked_dates_say() -> None:
    reviews: list[Review] = [a_review("2020-01-16"), a_review("2020-01-17")]
    cases = [a_case(care("2019-12-16"), review) for review in reviews]
    assert share(EVENTS["cla_reviews_in_time_held"](a_caseload(cases))) == (1, 2)
