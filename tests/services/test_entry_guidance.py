"""What a form advises and suggests while something is entered; nothing of it refuses."""

from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.records import (
    Appeal,
    ChildRecord,
    Consultation,
    Contact,
    DischargePlan,
    EducationPlan,
    HealthAssessment,
    Notification,
    PermanencePlan,
    ProtectionPlan,
    Review,
    Section47,
    SocialWorker,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.services.entry_guidance import choices, guidance, suggestions
from tests.builders import (
    a_case,
    a_day,
    a_health_assessment,
    a_permanence_plan,
    a_plan,
    a_practice,
    a_review,
    an_enquiry,
    an_officer,
    care,
    told,
)
from tests.stores import TODAY

PRACTICE = a_practice()


def said(case: CaseFile, record: ChildRecord) -> str:
    return " ".join(guidance(case, PRACTICE, record, TODAY))


def a_new(kind: type[Any], **fields: Any) -> Any:
    days = {name: a_day(value) if name.endswith("_on") else value for name, value in fields.items()}
    return kind(id="", **days)


# What the IRO was told


def test_news_of_a_child_says_by_when_it_makes_a_check_due() -> None:
    case = a_case(care("2019-01-02"))
    news = a_new(Notification, what="missing", told_on="2020-03-26")
    assert said(case, news) == (
        "A check falls due by Thu 9 April 2020, 10 working days after 26 March 2020; answer “No” "
        "to “Needs a check” if none is needed."
    )
    assert said(case, a_new(Notification, what="missing", check_needed=False)) == ""
    assert said(a_case(), news) == ""


def test_news_that_a_check_answers_already_says_so() -> None:
    case = a_case(care("2019-01-02"), told("exclusion", "2020-03-16"))
    news = a_new(Notification, what="missing", told_on="2020-03-26")
    assert said(case, news) == ("A check is due by Mon 30 March 2020 already: it answers this too.")


# Child protection plans


def test_a_plan_that_begins_with_its_conference_and_goes_on_needs_no_advice() -> None:
    case = a_case(a_review("2020-03-02", "icpc"))
    assert said(case, a_new(ProtectionPlan, started_on="2020-03-02")) == ""
    assert said(case, a_new(ProtectionPlan)) == ""


@pytest.mark.parametrize("review_type", ["icpc", "transfer"])
def test_a_plan_that_begins_on_another_day_than_its_conference_is_said(review_type: str) -> None:
    case = a_case(a_review("2020-03-02", review_type))
    words = said(case, a_new(ProtectionPlan, started_on="2020-03-04"))
    assert "conference was held on Mon 2 March 2020" in words


def test_a_plan_without_any_conference_near_it_is_said() -> None:
    case = a_case(a_review("2018-03-02", "icpc"), a_review("2020-03-02", "rcpc"))
    words = said(case, a_new(ProtectionPlan, started_on="2020-03-02"))
    assert words.startswith("No initial or transfer-in conference is on file for Mon 2 March 2020")


def test_a_plan_that_starts_and_ends_on_one_day_is_said() -> None:
    case = a_case(a_review("2020-03-02", "icpc"))
    plan = a_new(ProtectionPlan, started_on="2020-03-02", ended_on="2020-03-02")
    assert said(case, plan) == "This plan starts and ends on the same day: check both."


@pytest.mark.parametrize(
    "ended, words",
    [
        (None, "began on Tue 1 October 2019 is still open"),
        ("2020-03-05", "began on Tue 1 October 2019 ran until Thu 5 March 2020"),
        ("2020-03-02", ""),  # the day on which it ended: no overlap
    ],
)
def test_a_second_plan_at_the_same_time_is_said(ended: str | None, words: str) -> None:
    case = a_case(a_review("2020-03-02", "icpc"), a_plan("2019-10-01", ended))
    found = said(case, a_new(ProtectionPlan, started_on="2020-03-02"))
    assert words in found
    assert bool(words) is bool(found)


def test_a_plan_is_no_second_one_beside_itself() -> None:
    plan = a_plan("2020-03-02")
    assert said(a_case(a_review("2020-03-02", "icpc"), plan), plan) == ""


# Enquiries and conferences


def test_of_several_strategy_discussions_the_first_counts() -> None:
    case = a_case(an_enquiry("2020-03-02"))
    words = said(case, a_new(Section47, strategy_on="2020-03-09"))
    assert "began on Mon 2 March 2020 is still open" in words
    over = a_case(an_enquiry("2020-01-06", ended_on="2020-02-03"))
    assert said(over, a_new(Section47, strategy_on="2020-03-09")) == ""


@pytest.mark.parametrize(
    "held, off",
    [
        ("2020-03-28", "Sat 28 March 2020"),
        ("2020-03-29", "Sun 29 March 2020"),
        ("2019-12-25", "Wed 25 December 2019"),
        ("2020-03-27", ""),
    ],
)
def test_a_conference_on_no_working_day_is_said(held: str, off: str) -> None:
    review = a_review(held, "rcpc")
    words = said(a_case(), review)
    assert off in words
    assert words.startswith("Not a working day") is bool(off)


def test_a_review_of_a_looked_after_child_may_be_on_a_weekend() -> None:
    assert said(a_case(), a_review("2020-03-28")) == ""


def test_a_conference_without_what_starts_its_clock_is_said() -> None:
    assert "strategy discussion" in said(a_case(), a_review("2020-03-27", "icpc"))
    enquired = a_case(an_enquiry("2020-03-10"))
    assert said(enquired, a_review("2020-03-27", "icpc")) == ""
    assert "written notification" in said(a_case(), a_review("2020-03-27", "transfer"))
    notified = a_review("2020-03-27", "transfer", notified_on="2020-03-10")
    assert said(a_case(), notified) == ""


def test_an_earlier_enquiry_that_had_its_conference_starts_no_second_clock() -> None:
    case = a_case(an_enquiry("2019-03-04", ended_on="2019-03-20"), a_review("2019-03-20", "icpc"))
    assert "strategy discussion" in said(case, a_review("2020-03-27", "icpc"))


def test_a_conference_on_a_child_with_an_open_plan_makes_no_second_one() -> None:
    case = a_case(a_plan("2019-10-01"))
    review = a_review("2020-03-27", "icpc", strategy_on="2020-03-10", plan_continues=True)
    assert "began on Tue 1 October 2019 is still open" in said(case, review)


def test_a_plan_that_would_end_on_the_day_it_began_is_said() -> None:
    case = a_case(a_plan("2020-03-27"))
    assert "does not start and end on one day" in said(
        case, a_review("2020-03-27", "rcpc", plan_continues=False)
    )


# Discharge, permanence, health, education, appeals


def test_after_a_refusal_leave_is_needed_for_six_months() -> None:
    refused = a_new(DischargePlan, application_on="2019-08-01", agreed_on="2019-07-01",
                    refused_on="2019-10-31")  # fmt: skip
    assert said(a_case(), refused) == (
        "To apply again before 30 April 2020 the court’s leave is needed."
    )
    case = a_case(DischargePlan(id="1" * 32, refused_on=date(2019, 10, 31)))
    for applied, asked in (("2020-03-30", True), ("2020-04-30", False)):
        again = a_new(DischargePlan, application_on=applied, agreed_on="2020-03-01")
        assert ("the court’s leave is needed to apply again" in said(case, again)) is asked


def test_an_application_asks_for_the_review_that_agreed_it() -> None:
    assert "choose the review" in said(a_case(), a_new(DischargePlan, application_on="2020-03-02"))


def test_a_second_permanence_plan_is_parallel_or_ends_the_first() -> None:
    case = a_case(a_permanence_plan("2019-06-10"))
    second = a_new(PermanencePlan, plan="adoption", planned_on="2020-03-02")
    assert said(case, second).startswith("“Long-term fostering” of 10 June 2019 is still the plan")
    parallel = a_new(PermanencePlan, plan="adoption", planned_on="2020-03-02", parallel=True)
    assert said(case, parallel) == ""


def test_a_refusal_asks_for_its_reason() -> None:
    refused = a_new(HealthAssessment, health_type="review", refused_on="2020-03-02")
    assert "say why" in said(a_case(), refused)
    both = a_new(HealthAssessment, assessed_on="2020-03-09", refused_on="2020-03-02")
    assert "one of its own" in said(a_case(), both)


def test_an_appeal_without_any_conference_is_said() -> None:
    assert "No conference" in said(a_case(a_review("2020-03-02")), a_new(Appeal))
    assert said(a_case(a_review("2020-03-02", "icpc")), a_new(Appeal)) == ""


@pytest.mark.parametrize(
    "day, format_version",
    [("2020-08-31", "old"), ("2020-09-01", "new"), (None, "")],
)
def test_the_format_of_a_pep_follows_its_day(day: str | None, format_version: str) -> None:
    plan = a_new(EducationPlan, completed_on=day)
    assert suggestions(a_case(), plan, TODAY)["format_version"] == format_version
    other = a_new(EducationPlan, completed_on=day, format_version="new")
    assert bool(said(a_case(), other)) is (format_version == "old")


def test_what_can_be_known_is_suggested() -> None:
    case = a_case(
        a_plan("2017-01-02", "2018-01-02"), a_plan("2019-01-02", "2019-06-03"),
        a_health_assessment("2019-01-02"),
    )  # fmt: skip
    plan = a_new(ProtectionPlan, started_on="2020-03-02", initial_category="NEG")
    assert suggestions(case, plan, TODAY) == {"latest_category": "NEG", "previous_plans": 2}
    assert suggestions(case, a_new(HealthAssessment), TODAY) == {"health_type": "review"}
    assert suggestions(a_case(), a_new(HealthAssessment), TODAY) == {"health_type": "initial"}
    assert suggestions(case, a_new(Contact), TODAY) == {"contact_on": TODAY}


def test_the_review_that_agreed_a_discharge_gives_its_day() -> None:
    review = a_review("2020-03-02")
    plan = a_new(DischargePlan, review_id=review.id)
    assert suggestions(a_case(review), plan, TODAY) == {"agreed_on": date(2020, 3, 2)}


# What can be chosen


def snapshot_of(case: CaseFile) -> Snapshot:
    return Snapshot(cases={case.child.id: case})


def owned(case: CaseFile, kind: type[Any], **fields: Any) -> Any:
    return kind(id="", child_id=case.child.id, **fields)


def test_an_appeal_chooses_among_the_childs_conferences_the_latest_first() -> None:
    first, second = a_review("2019-10-01", "icpc"), a_review("2019-12-20", "rcpc")
    case = a_case(a_review("2020-01-06"), first, second, Review(id="9" * 32, review_type="rcpc"))
    found = choices(snapshot_of(case), owned(case, Appeal))["review_id"]
    assert found == [
        (second.id, "Review child protection conference, Fri 20 December 2019"),
        (first.id, "Initial child protection conference, Tue 1 October 2019"),
    ]
    assert suggestions(case, owned(case, Appeal), TODAY) == {"review_id": second.id}


def test_a_conference_that_is_gone_is_not_shown_as_an_id() -> None:
    case = a_case()
    found = choices(snapshot_of(case), owned(case, Appeal, review_id="a" * 32))["review_id"]
    assert found == [("a" * 32, "One that is not on file any more")]


def test_a_discharge_is_agreed_at_a_review_not_at_a_conference() -> None:
    review = a_review("2020-01-06")
    case = a_case(review, a_review("2019-12-20", "rcpc"))
    ((review_id, _),) = choices(snapshot_of(case), owned(case, DischargePlan))["review_id"]
    assert review_id == review.id


def test_teams_and_districts_that_others_have_are_suggested() -> None:
    workers = [
        SocialWorker(id=str(at) * 32, team=team, district="East")
        for at, team in enumerate(("East 2", "east 1", "East 2"), 1)
    ]
    case = a_case(*workers)
    found = choices(snapshot_of(case), owned(case, SocialWorker))
    assert [text for text, _ in found["team"]] == ["east 1", "East 2"]
    assert found["district"] == [("East", "East")]


def test_a_contact_is_not_asked_for_its_iro_but_can_be_named() -> None:
    case = a_case()
    officer = an_officer("1" * 32)
    snapshot = Snapshot(cases={case.child.id: case}, others={type(officer): (officer,)})
    assert choices(snapshot, owned(case, Contact))["officer_id"] == [(officer.id, officer.name)]


def test_a_consultation_can_be_for_a_review_that_is_still_to_be_held() -> None:
    ahead, held = Review(id="9" * 32, review_type="cla"), a_review("2020-01-06")
    case = a_case(held, ahead)
    found = choices(snapshot_of(case), owned(case, Consultation, review_id=ahead.id))["review_id"]
    assert found == [
        (ahead.id, "Child looked after review, still to be held"),
        (held.id, "Child looked after review, Mon 6 January 2020"),
    ]


# Quorate and adjourned


def test_a_conference_that_was_not_quorate_is_to_be_reconvened() -> None:
    case = a_case(a_plan("2019-11-18"))
    words = said(case, a_review("2020-03-02", "rcpc", quorate=False))
    assert "at least two other agencies" in words
    assert said(case, a_review("2020-03-02", "rcpc", quorate=True)) == ""


def test_a_review_completed_later_was_adjourned_or_is_a_series() -> None:
    review = a_review("2020-03-02", completed_on="2020-03-16")
    assert "not adjourned" in said(a_case(), review)
    adjourned = a_review("2020-03-02", adjourned_on="2020-03-02", completed_on="2020-03-16")
    assert said(a_case(), adjourned) == ""
