from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.measures import MEASURES, Period
from iro_desktop.domain.measures.reasons import say_reason
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_challenge,
    a_check,
    a_discharge_plan,
    a_permanence_plan,
    a_plan,
    a_practice,
    a_review,
    a_step,
    an_allocation,
    an_ask,
    an_officer,
    care,
    figures_for,
    legal_status,
    local_standards,
    placement,
    took_part,
    working_time,
)

PRACTICE = a_practice()


def reasons(measure_id: str, *cases: CaseFile, as_of: str = "2020-03-31") -> list[str]:
    found = figures_for(
        *cases,
        as_of=as_of,
        officers=[an_officer("A")],
        working_times=[working_time("A", 1.0)],
    )
    behind = found.result(measure_id).cases()
    return [say_reason(one, PRACTICE) for one in (*behind.met, *behind.not_met, *behind.left_out)]


def test_a_late_first_review_is_said_in_working_days() -> None:
    case = a_case(care("2019-12-16"), a_review("2020-02-03"))
    assert reasons("cla_reviews_in_time", case) == [
        "late by 12 working days: first review due 16 January 2020, held 3 February"
    ]


def test_a_later_review_is_late_by_days_as_its_limit_is_in_months() -> None:
    case = a_case(care("2019-04-08"), a_review("2019-05-01"), a_review("2019-08-02"))
    assert reasons("cla_reviews_in_time", case, as_of="2019-12-31")[-1] == (
        "late by 1 day: second review due 1 August 2019, held 2 August"
    )


def test_a_year_is_said_again_where_it_is_another_one() -> None:
    case = a_case(care("2018-12-03"), a_review("2018-12-20"))
    assert reasons("cla_reviews_in_time", case, as_of="2018-12-31") == [
        "in time: first review due 3 January 2019, held 20 December 2018"
    ]


def test_a_review_that_never_came_and_one_that_nothing_can_judge() -> None:
    overdue = a_case(care("2019-12-16"))
    assert reasons("cla_reviews_in_time", overdue) == ["not held: first review due 16 January 2020"]
    unknown = a_case(care("2012-04-02", earlier_reviews_missing=True))
    assert reasons("cla_reviews_in_time", unknown) == ["no review recorded: enter the last one"]
    (first, *_) = reasons(
        "cla_reviews_in_time_held",
        a_case(care("2012-04-02", start_unknown=True), a_review("2020-02-03")),
    )
    assert first.startswith("left out: held 3 February 2020, ")


def test_participation_says_the_code_in_words() -> None:
    review, other = a_review("2020-02-03"), a_review("2020-02-10")
    case = a_case(care("2019-12-16"), review, other, took_part(review, "PN7"))
    assert reasons("cla_participation", case) == [
        "PN7, neither attended nor sent views, at the review of 3 February 2020",
        "no participation code for the review of 10 February 2020",
    ]


@pytest.mark.parametrize(
    "plan,reason",
    [
        ([], "no permanence plan by the second review on 1 August 2019"),
        (
            [a_permanence_plan("2019-07-20", endorsed_on="2019-08-01")],
            "long-term fostering, planned 20 July 2019, second review 1 August",
        ),
        (
            [a_permanence_plan("2019-07-20", endorsed_on="2019-09-01")],
            "long-term fostering not endorsed until 1 September 2019, second review 1 August 2019",
        ),
        (
            [a_permanence_plan("2019-07-20")],
            "long-term fostering not endorsed by the IRO, second review 1 August 2019",
        ),
    ],
)
def test_permanence_says_which_plan_and_what_it_lacked(plan: list[object], reason: str) -> None:
    case = a_case(care("2019-04-08"), a_review("2019-05-01"), a_review("2019-08-01"), *plan)  # type: ignore[arg-type]
    assert reasons("permanence_by_second_review", case) == [reason]


def test_monitoring_says_the_midpoint_the_check_or_the_window_without_one() -> None:
    base = (care("2019-04-08"), a_review("2019-05-01"))
    measure = "monitoring_between_reviews"
    checked = a_case(*base, a_check("2019-06-20"))
    assert reasons(measure, checked, as_of="2019-07-01") == [
        "midpoint 16 June 2019, checked 20 June"
    ]
    assert reasons(measure, a_case(*base), as_of="2019-07-01") == [
        "no check from 19 May 2019 to 30 June: midpoint 16 June 2019"
    ]
    assert reasons(measure, a_case(*base), as_of="2019-06-30") == [
        "open until 30 June 2019: midpoint 16 June 2019"
    ]
    taken_over = a_case(*base, an_allocation("A", "2019-06-01"))
    assert reasons(measure, taken_over, as_of="2019-07-01")[0].endswith("(inherited)")
    removed = a_case(*base, a_review("2019-06-20"))
    assert reasons(measure, removed, as_of="2019-07-01")[0].startswith("left out: the next review")


def test_challenges_say_when_they_were_raised_and_became_formal() -> None:
    challenge = a_challenge("2020-02-10", theme="Delay: permanence")
    steps = a_step(challenge, "informal", "2020-02-10"), a_step(challenge, "stage1", "2020-02-20")
    assert reasons("resolutions_formal", a_case(care("2019-12-16"), challenge, *steps)) == [
        "raised 10 February 2020, formal from 20 February: Delay: permanence"
    ]
    informal = a_case(care("2019-12-16"), a_challenge("2020-02-10"))
    assert reasons("challenges_informal", informal) == ["informal, raised 10 February 2020"]


def test_the_caseload_says_since_when_and_by_which_allocation() -> None:
    case = a_case(care("2019-12-16"), a_plan("2020-02-03"), an_allocation("A", "2020-01-06"))
    assert reasons("caseload_per_fte", case) == [
        "looked after and on a plan since 3 February 2020, allocated 6 January 2020"
    ]


def test_no_case_of_any_measure_is_left_without_words() -> None:
    review, second = a_review("2019-05-20"), a_review("2019-08-15")
    challenge = a_challenge("2020-02-10")
    full = a_case(
        care("2019-04-08"),
        a_plan("2019-06-03"),
        review,
        second,
        took_part(review, "PN0"),
        a_review("2019-06-03", "icpc", strategy_on="2019-05-01"),
        a_review("2019-06-17", "icpc"),
        a_review("2019-09-20", "rcpc"),
        challenge,
        a_step(challenge, "stage2", "2020-02-10"),
        a_challenge("2019-09-02", closed_on="2019-09-30"),
        a_permanence_plan("2019-09-20"),
        replace(took_part(second, "PN1"), prepared=2),
        an_ask(second, "agreed"),
        a_discharge_plan("2019-09-02", "pursue", granted_on="2020-03-02"),
        legal_status("C2", "2018-04-09"),
        placement("P1", "2018-04-09"),
        an_allocation("A"),
        care("2018-04-09", "2019-04-08"),
    )
    practice = a_practice(local_standards(terms=(("Spring", "2020-01-06", "2020-04-03"),)))
    figures = figures_for(full, practice=practice)
    everything = Period(None, date(2020, 3, 31))
    for measure_id in MEASURES:
        behind = figures.cases(measure_id, everything)
        cases = (*behind.met, *behind.not_met, *behind.left_out)
        assert cases, measure_id
        for one in cases:
            said = say_reason(one, PRACTICE)
            assert said != one.why.key, measure_id
            assert "None" not in said
            assert "a day that is not on file" not in said
