"""The sentences of the measures of children looked after: rise, fall, few cases, none."""

import dataclasses
from collections.abc import Callable

import pytest

from iro_desktop.domain.measures import Mode
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.statements import statement
from tests.builders import (
    a_case,
    a_discharge_plan,
    a_health_assessment,
    a_life_story,
    a_pep,
    a_permanence_plan,
    a_practice,
    a_review,
    an_ask,
    care,
    figures_for,
    legal_status,
    local_standards,
    placement,
    took_part,
)

TERMS = (("Spring 2019", "2019-01-07", "2019-04-05"), ("Spring 2020", "2020-01-06", "2020-04-03"))
PRACTICE = a_practice(local_standards(terms=TERMS))

# Each makes a child that counts in March of a year and in no other March.


def scored(year: int, met: bool) -> CaseFile:
    review = a_review(f"{year}-03-10")
    score = dataclasses.replace(took_part(review, "PN1"), prepared=2, chose=3 * met)
    return a_case(care("2018-01-08"), review, score)


def asked(year: int, met: bool) -> CaseFile:
    review = a_review(f"{year}-03-10")
    return a_case(care("2018-01-08"), review, an_ask(review, "no" if met else ""))


def left(year: int, met: bool) -> CaseFile:
    ended = care("2018-01-08", f"{year}-03-10", end_reason="E4A" if met else "E8")
    return a_case(ended, legal_status("C2", "2018-01-08"))


def at_home(year: int, considered: bool) -> CaseFile:
    started = f"{year - 2}-04-03"
    plans = [a_discharge_plan(f"{year}-01-07", "pursue")] if considered else []
    return a_case(
        care(started, f"{year}-06-30"),
        legal_status("C2", started),
        placement("P1", started),
        *plans,
    )


def undecided(year: int, met: bool) -> CaseFile:
    return at_home(year, not met)


def new_in_care(year: int, met: bool) -> CaseFile:
    done = [a_health_assessment(f"{year}-02-20")] if met else []
    return a_case(care(f"{year}-02-10"), *done)


def healthy(year: int, met: bool) -> CaseFile:
    done = [a_health_assessment(f"{year}-02-20")] if met else []
    return a_case(care(f"{year - 1}-06-04", f"{year}-06-30"), *done)


def at_school(year: int, met: bool) -> CaseFile:
    done = [a_pep(f"{year}-02-20")] if met else []
    return a_case(care(f"{year - 1}-06-04", f"{year}-06-30"), *done)


def away(year: int, met: bool) -> CaseFile:
    done = [a_life_story("given", book_given_on=f"{year}-02-20")] if met else []
    started = f"{year - 1}-06-04"
    return a_case(care(started, f"{year}-06-30"), a_permanence_plan(started), *done)


MAKERS: dict[str, Callable[[int, bool], CaseFile]] = {
    "cla_participation_quality": scored,
    "cla_participation_impact": asked,
    "care_orders_discharged": left,
    "discharge_pipeline": at_home,
    "discharge_decision_needed": undecided,
    "initial_health_in_time": new_in_care,
    "health_up_to_date": healthy,
    "pep_up_to_date": at_school,
    "life_story": away,
}


def sentence(measure_id: str, before: tuple[int, int] | None, now: tuple[int, int] | None) -> str:
    cases = [
        MAKERS[measure_id](year, number < met)
        for year, counted in ((2019, before), (2020, now))
        if counted
        for met, of in [counted]
        for number in range(of)
    ]
    figures = figures_for(*cases, practice=PRACTICE)
    return statement(figures.result(measure_id, mode=Mode.MONTH))


ROSE = "by 40 points, from 40% {then} to 80% {now} (8 of 10)"
FELL = "by 40 points, from 80% {then} to 40% {now} (4 of 10)"
MONTHS = {"then": "in March 2019", "now": "in March 2020"}
DAYS = {"then": "on 31 March 2019", "now": "on 31 March 2020"}


@pytest.mark.parametrize(
    "measure_id,subject,when,target",
    [
        ("cla_participation_impact", "Recorded outcomes of what children asked for", MONTHS, ""),
        ("care_orders_discharged", "Care orders ended by discharge", MONTHS, ""),
        (
            "discharge_pipeline",
            "Discharge under way for children at home under a care order",
            DAYS,
            "",
        ),
        (
            "discharge_decision_needed",
            "Children at home under a care order who need a decision on discharge",
            DAYS,
            "",
        ),
        ("initial_health_in_time", "Initial health assessments done in time", MONTHS, "85%"),
        (
            "health_up_to_date",
            "Children looked after with an up-to-date health assessment",
            DAYS,
            "90%",
        ),
        (
            "pep_up_to_date",
            "Children looked after with a current personal education plan",
            DAYS,
            "90%",
        ),
        ("life_story", "Children with a life story book that is current", DAYS, ""),
    ],
)
def test_a_share_rises_and_falls_by_points(
    measure_id: str, subject: str, when: dict[str, str], target: str
) -> None:
    below = f", still below the {target} target ({{}} chance)" if target else ""
    assert sentence(measure_id, (4, 10), (8, 10)) == (
        f"{subject} rose {ROSE.format(**when)}{below.format('could be')}."
    )
    assert sentence(measure_id, (8, 10), (4, 10)) == (
        f"{subject} fell {FELL.format(**when)}{below.format('beyond')}."
    )


def test_a_mean_goes_up_and_down_from_that_of_a_year_earlier() -> None:
    assert sentence("cla_participation_quality", (4, 10), (8, 10)) == (
        "How well children took part in their reviews: 2.2 of 3 in March 2020 (44 points in 20 "
        "scores given at reviews), up from 1.6 a year earlier."
    )
    assert sentence("cla_participation_quality", (8, 10), (4, 10)) == (
        "How well children took part in their reviews: 1.6 of 3 in March 2020 (32 points in 20 "
        "scores given at reviews), down from 2.2 a year earlier."
    )


@pytest.mark.parametrize(
    "measure_id,cases,met,when",
    [
        (
            "cla_participation_impact",
            "asks of children at their reviews",
            "had a recorded outcome",
            MONTHS,
        ),
        (
            "care_orders_discharged",
            "children whose time under a full care order ended",
            "had it discharged",
            MONTHS,
        ),
        (
            "discharge_pipeline",
            "children at home under a care order for 12 months or more",
            "had the discharge of the order under way",
            DAYS,
        ),
        (
            "discharge_decision_needed",
            "children at home under a care order for 12 months or more",
            "needed a decision on discharge",
            DAYS,
        ),
        (
            "initial_health_in_time",
            "children who came into care and stayed for 20 working days",
            "had an initial health assessment in time",
            MONTHS,
        ),
        (
            "health_up_to_date",
            "children looked after",
            "had an up-to-date health assessment",
            DAYS,
        ),
        (
            "pep_up_to_date",
            "children looked after who should have a personal education plan",
            "had a current one",
            DAYS,
        ),
        (
            "life_story",
            "children looked after with a permanence plan away from their parents",
            "had a life story book given or reviewed in the last 12 months",
            DAYS,
        ),
    ],
)
def test_few_cases_are_counts_and_none_is_not_applicable(
    measure_id: str, cases: str, met: str, when: dict[str, str]
) -> None:
    now = when["now"]
    assert sentence(measure_id, (3, 4), (3, 4)) == (
        f"3 of 4 {cases} {met} {now}; too few for a percentage."
    )
    assert sentence(measure_id, None, None) == f"n/a: there were no {cases} {now}."


def test_few_scores_are_counts_and_none_is_not_applicable() -> None:
    assert sentence("cla_participation_quality", (1, 1), (1, 1)) == (
        "How well children took part in their reviews: 5 points in 2 scores given at reviews "
        "in March 2020; too few for a mean."
    )
    assert sentence("cla_participation_quality", None, None) == (
        "n/a: there were no scores given at reviews in March 2020."
    )
