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
    a_checklist,
    a_contact,
    a_discharge_plan,
    a_permanence_plan,
    a_plan,
    a_practice,
    a_review,
    a_step,
    an_allocation,
    an_appeal,
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


def test_a_plan_says_when_its_two_years_are_or_were() -> None:
    assert reasons("cp_over_two_years_open", a_case(a_plan("2018-03-05"))) == [
        "on a plan since 5 March 2018, two years on 5 March 2020"
    ]
    ended = a_case(a_plan("2018-03-05", "2019-06-03"))
    assert reasons("cp_over_two_years_ended", ended) == [
        "plan of 5 March 2018 ended 3 June 2019, two years on 5 March 2020"
    ]
    adult = a_case(a_plan("2018-03-05"), born="2002-02-03")
    assert reasons("cp_over_two_years_ended", adult) == [
        (
            "left out: plan of 5 March 2018, over 3 February 2020: "
            "the child turned 18 or died and no end is on file"
        )
    ]


def test_a_repeat_plan_says_what_is_known_of_the_one_before() -> None:
    measure = "cp_repeat_12_months"
    assert reasons(measure, a_case(a_plan("2019-06-03"))) == ["plan of 3 June 2019, none before it"]
    repeat = a_case(a_plan("2018-01-08", "2019-03-04"), a_plan("2019-06-03"))
    assert reasons(measure, repeat, as_of="2020-03-31")[0] == (
        "plan of 3 June 2019, one before it ended 4 March 2019"
    )
    told = a_case(a_plan("2019-06-03", previous_plans=1, previous_plan_la="Another council"))
    assert reasons(measure, told) == [
        "plan of 3 June 2019, an earlier plan in Another council without the day of its end"
    ]
    both = a_case(a_plan("2010-01-11", "2011-03-07"), a_plan("2019-06-03", previous_plans=2))
    assert reasons("cp_repeat_ever", both)[0] == (
        "plan of 3 June 2019, one before it ended 7 March 2011 "
        "and an earlier plan without the day of its end"
    )


def test_appeals_say_by_whom_against_what_and_with_which_outcome() -> None:
    conference = a_review("2019-12-09", "rcpc")
    decided = an_appeal(conference, "2020-01-06", "holder", outcome="part")
    assert reasons("cp_appeals", a_case(conference, decided)) == [
        (
            "appeal by a person with parental responsibility against the conference of "
            "9 December 2019, accepted 6 January 2020: upheld in part"
        ),
        "conference held 9 December 2019",
    ]
    awaited = an_appeal(a_review("2019-12-09", "rcpc"), "2020-01-06", "")
    assert reasons("cp_appeals", a_case(awaited)) == [
        "appeal, accepted 6 January 2020: no outcome yet"
    ]


def test_participation_in_a_conference_says_that_it_was_one() -> None:
    conference, coded = a_review("2020-02-03", "rcpc"), a_review("2020-02-10", "rcpc")
    case = a_case(conference, coded, took_part(coded, "PN1"))
    assert reasons("cp_participation", case) == [
        "PN1, attended and spoke, at the conference of 10 February 2020",
        "no participation code for the conference of 3 February 2020",
    ]
    young = a_case(conference, coded, took_part(coded, "PN0"), born="2019-01-07")
    assert reasons("cp_participation", young) == [
        "left out: too young at the conference of 3 February 2020",
        "left out: PN0, too young at the conference of 10 February 2020",
    ]


def test_a_checklist_says_how_many_of_its_parts_were_there() -> None:
    conference = a_review("2020-02-03", "rcpc")
    case = a_case(conference, a_checklist(conference, workbook=True, outcomes=False))
    assert reasons("family_safeguarding", case) == [
        "1 of 5 parts of the model at the conference of 3 February 2020"
    ]


def test_the_outcome_of_a_challenge_says_whether_it_was_stated_reached_and_how_soon() -> None:
    done = a_case(
        a_challenge(
            "2019-12-18",
            theme="Delay: permanence",
            right_outcome="Lives with her aunt",
            outcome_stated_on="2019-12-20",
            outcome="achieved",
            closed_on="2020-01-13",
        )
    )
    found = {one: reasons(f"escalation_{one}", done) for one in (
        "outcome_achieved", "outcome_stated", "days_to_outcome", "themes",
    )}  # fmt: skip
    assert found == {
        "outcome_achieved": ["closed 13 January 2020, outcome achieved: Delay: permanence"],
        "outcome_stated": [
            (
                "raised 18 December 2019, right outcome stated 20 December, "
                "after the first stage began 18 December: Delay: permanence"
            )
        ],
        "days_to_outcome": [
            (
                "15 working days: raised 18 December 2019, outcome reached 13 January 2020: "
                "Delay: permanence"
            )
        ],
        "themes": ["raised 18 December 2019: Delay: permanence"],
    }


def test_a_challenge_without_outcome_or_theme_says_so() -> None:
    bare = a_case(a_challenge("2020-02-10", closed_on="2020-02-20"))
    assert reasons("escalation_outcome_achieved", bare) == [
        "closed 20 February 2020, no outcome recorded"
    ]
    assert reasons("escalation_outcome_stated", bare) == [
        "raised 10 February 2020, right outcome not stated"
    ]
    assert reasons("escalation_themes", bare) == ["raised 10 February 2020: no main theme"]
    stated = a_case(a_challenge("2020-02-10", right_outcome="Lives with her aunt"))
    assert reasons("escalation_outcome_stated", stated) == [
        "raised 10 February 2020, right outcome stated 10 February"
    ]
    undated = a_case(a_challenge(None, outcome="achieved", outcome_on="2020-02-20"))
    late = a_case(a_challenge("2020-03-02", outcome="part", outcome_on="2020-02-20"))
    assert reasons("escalation_days_to_outcome", undated, late) == [
        "left out: outcome reached 20 February 2020, not dated",
        "left out: outcome reached 20 February 2020, raised 2 March 2020, after it",
    ]


def test_a_meeting_says_how_it_was_held_or_that_it_does_not_say() -> None:
    modes = ("video", "hybrid", "", "by post")
    cases = [a_case(a_review("2020-03-02", mode=mode)) for mode in modes]
    assert reasons("remote_meetings", *cases) == [
        "video: meeting of 2 March 2020",
        "hybrid: meeting of 2 March 2020",
        "left out: it is not recorded how the meeting of 2 March 2020 was held",
        "left out: “by post” is no way to hold the meeting of 2 March 2020",
    ]


def test_an_interval_says_how_many_contacts_it_had() -> None:
    spoken = a_case(
        care("2019-12-16"),
        a_review("2020-01-13"),
        a_review("2020-04-06"),
        a_contact("2020-02-03"),
        a_contact("2020-03-02"),
    )
    assert reasons("team_contacts", spoken, as_of="2020-04-30") == [
        "2 contacts from 13 January 2020 to the review of 6 April",
        "no contact from 16 December 2019 to the review of 13 January 2020",
    ]


def test_no_case_of_any_measure_is_left_without_words() -> None:
    review, second = a_review("2019-05-20"), a_review("2019-08-15")
    challenge = a_challenge("2020-02-10")
    conference = a_review("2019-09-20", "rcpc")
    full = a_case(
        care("2019-04-08"),
        a_plan("2019-06-03"),
        review,
        second,
        took_part(review, "PN0"),
        a_review("2019-06-03", "icpc", strategy_on="2019-05-01"),
        a_review("2019-06-17", "icpc"),
        conference,
        an_appeal(conference, "2019-10-07"),
        a_checklist(conference, workbook=True),
        a_plan("2018-01-08", "2018-06-04"),
        challenge,
        a_step(challenge, "stage2", "2020-02-10"),
        a_challenge("2019-09-02", closed_on="2019-09-30", outcome="achieved"),
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
