"""What is said of each figure of conferences and oversight: rise, fall, small numbers, nothing."""

from collections.abc import Callable
from datetime import date
from typing import Final

import pytest

from iro_desktop.domain.measures import Mode
from iro_desktop.domain.measures.family_safeguarding import TICKS
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.statements import left_out, statement
from tests.builders import (
    a_case,
    a_challenge,
    a_checklist,
    a_contact,
    a_plan,
    a_review,
    an_appeal,
    care,
    figures_for,
    took_part,
)

Make = Callable[[int, bool], CaseFile]
"""One case of March of a year, met or not."""


def plan_open(year: int, met: bool) -> CaseFile:
    """A plan that is open on 31 March of that year alone."""
    started = date(year - 2, 3, 1) if met else date(year, 3, 2)
    return a_case(a_plan(started, date(year, 4, 1)))


def plan_ended(year: int, met: bool) -> CaseFile:
    return a_case(a_plan(date(year - 2 if met else year - 1, 3, 1), date(year, 3, 10)))


def plan_begun(year: int, met: bool) -> CaseFile:
    earlier = [a_plan(date(year - 2, 6, 1), date(year - 1, 9, 2))] if met else []
    return a_case(*earlier, a_plan(date(year, 3, 2)))


def conference(year: int, met: bool) -> CaseFile:
    review = a_review(date(year, 3, 2), "rcpc")
    return a_case(review, took_part(review, "PN1" if met else "PN7"))


def appealed(year: int, met: bool) -> CaseFile:
    """A conference or, where met, an appeal against an earlier one."""
    review = a_review(date(year - 1 if met else year, 3 if not met else 5, 2), "rcpc")
    return a_case(review, *([an_appeal(review, date(year, 3, 20))] if met else []))


def with_checklist(year: int, met: bool) -> CaseFile:
    review = a_review(date(year, 3, 2), "rcpc")
    return a_case(review, a_checklist(review, **dict.fromkeys(TICKS, met)))


def closed(year: int, met: bool) -> CaseFile:
    outcome = "achieved" if met else "part"
    return a_case(
        a_challenge(
            date(year, 3, 2),
            right_outcome="Lives with her aunt" if met else "",
            theme="Delay: permanence" if met else "Quality of planning: plan not current",
            closed_on=date(year, 3, 4 if met else 16),
            outcome=outcome,
        )
    )


def meeting(year: int, met: bool) -> CaseFile:
    return a_case(a_review(date(year, 3, 2), mode="video" if met else "in_person"))


def interval(year: int, met: bool) -> CaseFile:
    contact = [a_contact(date(year, 3, 2))] if met else []
    return a_case(care(date(year, 2, 24)), a_review(date(year, 3, 16)), *contact)


MAKE: Final[dict[str, Make]] = {
    "cp_over_two_years_open": plan_open,
    "cp_over_two_years_ended": plan_ended,
    "cp_repeat_ever": plan_begun,
    "cp_repeat_12_months": plan_begun,
    "cp_repeat_24_months": plan_begun,
    "cp_appeals": appealed,
    "cp_participation": conference,
    "escalation_outcome_achieved": closed,
    "escalation_outcome_stated": closed,
    "escalation_days_to_outcome": closed,
    "escalation_themes": closed,
    "remote_meetings": meeting,
    "team_contacts": interval,
    "family_safeguarding": with_checklist,
}


def said(measure_id: str, before: tuple[int, int], now: tuple[int, int]) -> str:
    """What is said of March 2020, with so many cases met and not met a year before and then."""
    make = MAKE[measure_id]
    cases = [
        make(year, met)
        for year, counts in ((2019, before), (2020, now))
        for met, number in zip((True, False), counts, strict=True)
        for _ in range(number)
    ]
    mode = Mode.SNAPSHOT if measure_id == "cp_over_two_years_open" else Mode.MONTH
    return statement(figures_for(*cases).result(measure_id, mode=mode))


RISES: Final = {
    "cp_over_two_years_open": (
        "Children on a plan for two years or more rose by 10.7 points, from 4.3% on 31 March 2019 "
        "to 15% on 31 March 2020 (3 of 20), still above the target of at most 4% (beyond chance)."
    ),
    "cp_over_two_years_ended": (
        "Plans that had lasted two years or more when they ended rose by 10 points, from 5% in "
        "March 2019 to 15% in March 2020 (3 of 20), still above the target of at most 4% (beyond "
        "chance)."
    ),
    "cp_repeat_ever": (
        "Repeat plans (ever) rose by 10 points, from 5% in March 2019 to 15% in March 2020 "
        "(3 of 20), within the range of 10 to 15%."
    ),
    "cp_repeat_12_months": (
        "Repeat plans within 12 months rose by 10 points, from 5% in March 2019 to 15% in March "
        "2020 (3 of 20)."
    ),
    "cp_repeat_24_months": (
        "Repeat plans within 24 months rose by 10 points, from 5% in March 2019 to 15% in March "
        "2020 (3 of 20)."
    ),
    "cp_appeals": (
        "Appeals accepted: 3 for 17 conferences held in March 2020, 17.6%, up from 5.3% a year "
        "earlier."
    ),
    "cp_participation": (
        "Participation in conferences rose by 10 points, from 5% in March 2019 to 15% in March "
        "2020 (3 of 20)."
    ),
    "escalation_outcome_achieved": (
        "Cases closed with the right outcome achieved rose by 10 points, from 5% in March 2019 to "
        "15% in March 2020 (3 of 20)."
    ),
    "escalation_outcome_stated": (
        "Cases with the right outcome stated before action rose by 10 points, from 5% in March "
        "2019 to 15% in March 2020 (3 of 20)."
    ),
    "remote_meetings": (
        "Meetings held by video or phone rose by 10 points, from 5% in March 2019 to 15% in March "
        "2020 (3 of 20)."
    ),
    "team_contacts": (
        "Contacts with the social worker or team: 0.2 per interval between reviews in March 2020 "
        "(3 contacts in 20 intervals between reviews), up from 0.1 a year earlier."
    ),
    "family_safeguarding": (
        "Conferences that followed the Family Safeguarding model rose by 10 points, from 5% in "
        "March 2019 to 15% in March 2020 (3 of 20)."
    ),
}
FALLS: Final = {
    "cp_over_two_years_open": (
        "Children on a plan for two years or more fell by 9.3 points, from 14.3% on 31 March 2019 "
        "to 5% on 31 March 2020 (1 of 20), still above the target of at most 4% (could be chance)."
    ),
    "cp_over_two_years_ended": (
        "Plans that had lasted two years or more when they ended fell by 10 points, from 15% in "
        "March 2019 to 5% in March 2020 (1 of 20), still above the target of at most 4% (could be "
        "chance)."
    ),
    "cp_repeat_ever": (
        "Repeat plans (ever) fell by 10 points, from 15% in March 2019 to 5% in March 2020 "
        "(1 of 20), below the range of 10 to 15%."
    ),
    "cp_repeat_12_months": (
        "Repeat plans within 12 months fell by 10 points, from 15% in March 2019 to 5% in March "
        "2020 (1 of 20)."
    ),
    "cp_repeat_24_months": (
        "Repeat plans within 24 months fell by 10 points, from 15% in March 2019 to 5% in March "
        "2020 (1 of 20)."
    ),
    "cp_appeals": (
        "Appeals accepted: 1 for 19 conferences held in March 2020, 5.3%, down from 17.6% a year "
        "earlier."
    ),
    "cp_participation": (
        "Participation in conferences fell by 10 points, from 15% in March 2019 to 5% in March "
        "2020 (1 of 20)."
    ),
    "escalation_outcome_achieved": (
        "Cases closed with the right outcome achieved fell by 10 points, from 15% in March 2019 to "
        "5% in March 2020 (1 of 20)."
    ),
    "escalation_outcome_stated": (
        "Cases with the right outcome stated before action fell by 10 points, from 15% in March "
        "2019 to 5% in March 2020 (1 of 20)."
    ),
    "remote_meetings": (
        "Meetings held by video or phone fell by 10 points, from 15% in March 2019 to 5% in March "
        "2020 (1 of 20)."
    ),
    "team_contacts": (
        "Contacts with the social worker or team: 0.1 per interval between reviews in March 2020 "
        "(1 contact in 20 intervals between reviews), down from 0.2 a year earlier."
    ),
    "family_safeguarding": (
        "Conferences that followed the Family Safeguarding model fell by 10 points, from 15% in "
        "March 2019 to 5% in March 2020 (1 of 20)."
    ),
}
ALONE: Final = {
    "cp_over_two_years_ended": (
        "60% of child protection plans that ended had lasted two years or more in March 2020 "
        "(12 of 20), above the target of at most 4% (beyond chance)."
    ),
    "cp_repeat_ever": (
        "60% of child protection plans that began were for a child who had been on a plan before "
        "in March 2020 (12 of 20), above the range of 10 to 15%."
    ),
    "cp_repeat_12_months": (
        "60% of child protection plans that began followed an earlier one that had ended within "
        "12 months in March 2020 (12 of 20)."
    ),
    "cp_repeat_24_months": (
        "60% of child protection plans that began followed an earlier one that had ended within "
        "24 months in March 2020 (12 of 20)."
    ),
    "cp_appeals": (
        "Appeals accepted: 12 for 8 conferences held in March 2020; more appeals than conferences "
        "held, so no percentage."
    ),
    "cp_participation": (
        "60% of conferences with a participation code had the child’s views in March 2020 "
        "(12 of 20)."
    ),
    "escalation_outcome_achieved": (
        "60% of IRO Challenges and Problem Resolutions that were closed had achieved the right "
        "outcome for the child in March 2020 (12 of 20)."
    ),
    "escalation_outcome_stated": (
        "60% of IRO Challenges and Problem Resolutions stated the right outcome for the child "
        "before action in March 2020 (12 of 20)."
    ),
    "escalation_days_to_outcome": (
        "The median time from raising a case to its outcome was 2 working days in March 2020 "
        "(20 IRO Challenges and Problem Resolutions whose outcome was reached)."
    ),
    "escalation_themes": (
        "Delay (60%) and quality of planning (40%) were the themes of 20 IRO Challenges and "
        "Problem Resolutions raised in March 2020."
    ),
    "remote_meetings": "60% of meetings were held by video or phone in March 2020 (12 of 20).",
    "team_contacts": (
        "Contacts with the social worker or team: 0.6 per interval between reviews in March 2020 "
        "(12 contacts in 20 intervals between reviews)."
    ),
    "family_safeguarding": (
        "60% of conferences with a checklist followed the Family Safeguarding model in 4 or all 5 "
        "of its parts in March 2020 (12 of 20)."
    ),
}
SMALL: Final = {
    "cp_over_two_years_open": (
        "1 of 2 children on a child protection plan had been on it for two years or more on "
        "31 March 2020; too few for a percentage."
    ),
    "cp_over_two_years_ended": (
        "1 of 2 child protection plans that ended had lasted two years or more in March 2020; too "
        "few for a percentage."
    ),
    "cp_repeat_ever": (
        "1 of 2 child protection plans that began were for a child who had been on a plan before "
        "in March 2020; too few for a percentage."
    ),
    "cp_repeat_12_months": (
        "1 of 2 child protection plans that began followed an earlier one that had ended within "
        "12 months in March 2020; too few for a percentage."
    ),
    "cp_repeat_24_months": (
        "1 of 2 child protection plans that began followed an earlier one that had ended within "
        "24 months in March 2020; too few for a percentage."
    ),
    "cp_appeals": (
        "Appeals accepted: 1 for 1 conference held in March 2020; too few for a percentage."
    ),
    "cp_participation": (
        "1 of 2 conferences with a participation code had the child’s views in March 2020; too few "
        "for a percentage."
    ),
    "escalation_outcome_achieved": (
        "1 of 2 IRO Challenges and Problem Resolutions that were closed had achieved the right "
        "outcome for the child in March 2020; too few for a percentage."
    ),
    "escalation_outcome_stated": (
        "1 of 2 IRO Challenges and Problem Resolutions stated the right outcome for the child "
        "before action in March 2020; too few for a percentage."
    ),
    "escalation_days_to_outcome": (
        "2 IRO Challenges and Problem Resolutions whose outcome was reached in March 2020; too few "
        "for a median."
    ),
    "escalation_themes": (
        "2 IRO Challenges and Problem Resolutions raised in March 2020: 1 delay and 1 quality of "
        "planning."
    ),
    "remote_meetings": (
        "1 of 2 meetings were held by video or phone in March 2020; too few for a percentage."
    ),
    "team_contacts": (
        "Contacts with the social worker or team: 1 contact in 2 intervals between reviews in "
        "March 2020; too few for a mean."
    ),
    "family_safeguarding": (
        "1 of 2 conferences with a checklist followed the Family Safeguarding model in 4 or all 5 "
        "of its parts in March 2020; too few for a percentage."
    ),
}
NONE: Final = {
    "cp_over_two_years_open": "children on a child protection plan on 31 March 2020",
    "cp_over_two_years_ended": "child protection plans that ended in March 2020",
    "cp_repeat_ever": "child protection plans that began in March 2020",
    "cp_repeat_12_months": "child protection plans that began in March 2020",
    "cp_repeat_24_months": "child protection plans that began in March 2020",
    "cp_appeals": "conferences held in March 2020",
    "cp_participation": "conferences with a participation code in March 2020",
    "escalation_outcome_achieved": (
        "IRO Challenges and Problem Resolutions that were closed in March 2020"
    ),
    "escalation_outcome_stated": "IRO Challenges and Problem Resolutions in March 2020",
    "escalation_days_to_outcome": (
        "IRO Challenges and Problem Resolutions whose outcome was reached in March 2020"
    ),
    "escalation_themes": "IRO Challenges and Problem Resolutions raised in March 2020",
    "remote_meetings": "meetings in March 2020",
    "team_contacts": "intervals between reviews in March 2020",
    "family_safeguarding": "conferences with a checklist in March 2020",
}


@pytest.mark.parametrize("measure_id", RISES)
def test_a_rise_is_said_from_what_to_what(measure_id: str) -> None:
    assert said(measure_id, (1, 19), (3, 17)) == RISES[measure_id]


@pytest.mark.parametrize("measure_id", FALLS)
def test_a_fall_is_said_from_what_to_what(measure_id: str) -> None:
    assert said(measure_id, (3, 17), (1, 19)) == FALLS[measure_id]


@pytest.mark.parametrize("measure_id", ALONE)
def test_a_figure_without_an_earlier_year_stands_alone(measure_id: str) -> None:
    assert said(measure_id, (0, 0), (12, 8)) == ALONE[measure_id]


@pytest.mark.parametrize("measure_id", SMALL)
def test_small_numbers_are_counts_alone(measure_id: str) -> None:
    assert said(measure_id, (0, 0), (1, 1)) == SMALL[measure_id]


@pytest.mark.parametrize("measure_id", NONE)
def test_nothing_at_all_is_not_applicable(measure_id: str) -> None:
    assert said(measure_id, (0, 0), (0, 0)) == f"n/a: there were no {NONE[measure_id]}."


def test_every_measure_has_been_said() -> None:
    assert set(SMALL) == set(NONE) == set(MAKE)
    assert set(RISES) == set(FALLS) == set(MAKE) - {
        "escalation_days_to_outcome", "escalation_themes",
    }  # fmt: skip


def test_the_time_to_an_outcome_goes_up_and_down_in_working_days() -> None:
    # Sat 2 March 2019 to Mon 4 March is one working day.
    up = said("escalation_days_to_outcome", (19, 1), (1, 19))
    assert up.startswith("The median time from raising a case to its outcome was 10 working days ")
    assert up.endswith(" whose outcome was reached), up from 1 a year earlier.")
    down = said("escalation_days_to_outcome", (1, 19), (19, 1))
    assert down.endswith(" whose outcome was reached), down from 10 a year earlier.")


@pytest.mark.parametrize(
    "before,now,words",
    [
        ((0, 50), (1, 49), ", still within the target of at most 4%."),
        ((2, 48), (2, 48), ", still within the target of at most 4%."),
        ((10, 40), (1, 49), ", now within the target of at most 4%."),
        ((1, 49), (3, 47), ", now above the target of at most 4% (could be chance)."),
        ((1, 49), (10, 40), ", now above the target of at most 4% (beyond chance)."),
    ],
)
def test_where_lower_is_better_the_target_is_the_most_that_it_should_be(
    before: tuple[int, int], now: tuple[int, int], words: str
) -> None:
    assert said("cp_over_two_years_ended", before, now).endswith(words)


@pytest.mark.parametrize(
    "now,where",
    [((1, 19), "below"), ((2, 18), "within"), ((3, 17), "within"), ((4, 16), "above")],
)
def test_repeat_plans_have_a_range_that_is_good_on_both_sides(
    now: tuple[int, int], where: str
) -> None:
    assert said("cp_repeat_ever", (0, 0), now).endswith(f", {where} the range of 10 to 15%.")


def test_appeals_without_any_conference_are_said_all_the_same() -> None:
    assert said("cp_appeals", (0, 0), (2, 0)) == (
        "n/a: there were no conferences held in March 2020 (appeals accepted: 2)."
    )


@pytest.mark.parametrize(
    "measure_id,case,words",
    [
        (
            "cp_participation",
            a_case(a_review("2020-03-02", "rcpc")),
            "without a participation code",
        ),
        (
            "cp_participation",
            a_case(a_review("2020-03-02", "rcpc"), born="2018-01-08"),
            "where the child was too young",
        ),
        (
            "remote_meetings",
            a_case(a_review("2020-03-02")),
            "of which it is not recorded how they were held",
        ),
        (
            "remote_meetings",
            a_case(a_review("2020-03-02", mode="by post")),
            "held in a way that is not known",
        ),
        (
            "cp_over_two_years_ended",
            a_case(a_plan("2018-03-02"), born="2002-03-02"),
            "without an end that can be judged",
        ),
        (
            "escalation_days_to_outcome",
            a_case(a_challenge(None, outcome="achieved", outcome_on="2020-03-02")),
            "without the day on which they were raised",
        ),
    ],
)
def test_what_is_left_out_is_counted_by_reason(measure_id: str, case: CaseFile, words: str) -> None:
    assert left_out(figures_for(case).result(measure_id)) == f"Left out: 1 {words}."
