"""All that is on file: each record in its group, with its days in words, the latest first."""

from datetime import date
from typing import Any

from iro_desktop.domain.casefile import review_dues
from iro_desktop.domain.records import (
    Allocation,
    Appeal,
    Ask,
    ChildRecord,
    Consultation,
    Contact,
    Decision,
    DischargePlan,
    FamilySafeguardingChecklist,
    HealthAssessment,
    LifeStory,
    Meeting,
    Notification,
    Participation,
    Placement,
    ReviewPart,
    SocialWorker,
)
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.services.child_file import GROUPS, FileLine, child_file
from tests.builders import (
    a_case,
    a_challenge,
    a_check,
    a_meeting,
    a_pep,
    a_permanence_plan,
    a_plan,
    a_practice,
    a_review,
    an_enquiry,
    an_id,
    an_officer,
    care,
    legal_status,
    placement,
)
from tests.stores import TODAY

OFFICER = an_officer("1" * 32)


def lines_of(*records: ChildRecord) -> tuple[FileLine, ...]:
    case = a_case(*records)
    snapshot = Snapshot(cases={case.child.id: case}, others={type(OFFICER): (OFFICER,)})
    return child_file(case, snapshot, review_dues(case, a_practice(), TODAY))


def said(*records: ChildRecord) -> list[tuple[str, str]]:
    return [(line.words, line.days) for line in lines_of(*records)]


def a_new(kind: type[Any], **fields: Any) -> Any:
    return kind(id=an_id(), **fields)


def test_a_child_with_nothing_on_file_has_no_lines() -> None:
    assert lines_of() == ()


def test_the_groups_stand_in_order_and_the_latest_of_each_comes_first() -> None:
    found = lines_of(
        a_permanence_plan("2019-06-10"),
        a_new(HealthAssessment, health_type="initial", assessed_on=date(2019, 3, 4)),
        a_new(HealthAssessment, health_type="review", assessed_on=date(2020, 3, 3),
              reported_on=date(2020, 3, 10)),
        a_new(HealthAssessment, health_type="review"),
        care("2019-02-12"),
    )  # fmt: skip
    assert [(line.group, line.words, line.days) for line in found] == [
        ("Care and legal status", "Looked after", "Since 12 Feb 2019"),
        ("Health", "Review health assessment", "Assessed 3 Mar 2020, report 10 Mar 2020"),
        ("Health", "Initial health assessment", "Assessed 4 Mar 2019"),
        ("Health", "Review health assessment", "No day on file"),
        ("Permanence and discharge", "Long-term fostering", "Planned 10 Jun 2019"),
    ]
    assert found[1].named == "health assessment of 3 March 2020"
    assert found[3].named == "health assessment"


def test_every_kind_in_a_group_has_words_even_when_empty() -> None:
    for group, kinds in GROUPS.items():
        for kind in kinds:
            (line,) = lines_of(kind(id=an_id()))
            assert line.words, kind
            assert line.group == group
            assert line.words != line.words.lower()


def test_reviews_have_their_titles_and_open_themselves() -> None:
    first, second = a_review("2019-03-11", mode="video"), a_review("2019-06-10")
    found = lines_of(care("2019-02-12"), first, second)
    assert [(line.words, line.days) for line in found[:2]] == [
        ("Second review", "Held 10 Jun 2019"),
        ("First review, video", "Held 11 Mar 2019"),
    ]
    assert (found[0].opens, found[0].opens_id) == ("Review", second.id)
    assert found[1].named == "child looked after review of 11 March 2019"


def test_a_review_that_is_booked_says_for_when_and_a_further_sitting_opens_its_review() -> None:
    meeting = a_meeting(booked_on="2020-04-20")
    off = a_meeting(booked_on="2020-04-21", cancelled_on="2020-03-30")
    held = a_review("2020-03-02")
    part = a_new(ReviewPart, review_id=held.id, held_on=date(2020, 3, 9), with_whom="the school")
    case = a_case(
        held, part, a_review(None, meeting_id=meeting.id), a_review(None, meeting_id=off.id),
        a_review(None),
    )  # fmt: skip
    snapshot = Snapshot(cases={case.child.id: case}, others={Meeting: (meeting, off)})
    found = child_file(case, snapshot, review_dues(case, a_practice(), TODAY))
    days = {line.days for line in found if line.kind == "Review"}
    assert days == {
        "Held 2 Mar 2020",
        "Booked for 20 Apr 2020",
        "Meeting cancelled 30 Mar 2020",
        "Not held yet",
    }
    (sitting,) = (line for line in found if line.kind == "ReviewPart")
    assert sitting.words == "Further sitting, the school"
    assert (sitting.opens, sitting.opens_id) == ("Review", held.id)


def test_what_hangs_on_a_review_has_its_day_and_opens_it() -> None:
    review = a_review("2019-10-01", "icpc")
    part = a_new(Participation, review_id=review.id, participation="PN1", attendance_mode="video")
    ticks = a_new(FamilySafeguardingChecklist, review_id=review.id, workbook=True, outcomes=True,
                  next_step=False)  # fmt: skip
    found = {line.kind: line for line in lines_of(review, part, ticks)}
    assert found["Participation"].words == "Attended and spoke (PN1), video"
    assert found["Participation"].days == "Review of 1 Oct 2019"
    assert found["FamilySafeguardingChecklist"].words == "Family Safeguarding: 2 of 5"
    for kind in ("Participation", "FamilySafeguardingChecklist"):
        assert (found[kind].opens, found[kind].opens_id) == ("Review", review.id)
    assert found["FamilySafeguardingChecklist"].named == (
        "Family Safeguarding checklist of 1 October 2019"
    )


def test_asks_decisions_and_consultations_of_all_reviews_are_there() -> None:
    earlier = a_review("2018-10-01")
    found = said(
        earlier,
        a_new(Ask, review_id=earlier.id, words="A dog", answer="no",
              reason_told_on=date(2018, 10, 9)),
        a_new(Ask, review_id=earlier.id, words="To see Jay"),
        a_new(Decision, decision="Life story   work\nto begin", owner="Social worker",
              due_on=date(2018, 12, 1), done_on=date(2018, 12, 3)),
        a_new(Consultation, who="carer", method="form", sent_on=date(2018, 9, 10),
              received_on=date(2018, 9, 20)),
    )  # fmt: skip
    assert found[1:] == [
        ("Life story work to begin (Social worker)", "By 1 Dec 2018, done 3 Dec 2018"),
        ("Asked for: A dog, not agreed", "Told why 9 Oct 2018"),
        ("Asked for: To see Jay", "Review of 1 Oct 2018"),
        ("Consultation: carer, by form", "Received 20 Sep 2018, sent 10 Sep 2018"),
    ]


def test_a_long_decision_is_cut_at_a_word() -> None:
    ((words, _),) = said(a_new(Decision, decision="word " * 60))
    assert words.endswith("word…")
    assert len(words) <= 91


def test_care_is_told_with_its_span() -> None:
    assert said(
        care("2019-02-12", "2020-01-06", end_reason="E4A"),
        legal_status("C2", "2019-05-20"),
        placement("U6", "2019-02-12", "2019-06-14"),
        a_new(Placement, placement_type="K2", out_of_area=True, ended_on=date(2019, 2, 1)),
    ) == [
        ("Full care order (C2)", "Since 20 May 2019"),
        (
            "Looked after, returned home with parental responsibility, planned",
            "12 Feb 2019 to 6 Jan 2020",
        ),
        ("Foster, not kin, not long term (U6)", "12 Feb 2019 to 14 Jun 2019"),
        ("Children’s home (K2), out of area", "Until 1 Feb 2019"),
    ]


def test_protection_is_told_with_its_categories_and_the_appeal_with_its_conference() -> None:
    review = a_review("2019-10-01", "icpc")
    found = said(
        review,
        an_enquiry("2019-09-12", ended_on="2019-09-30"),
        a_plan("2019-10-01", "2020-02-03", initial_category="NEG", latest_category="EMO",
               end_reason="conference"),
        a_plan("2018-10-01", "2018-11-01", initial_category="PHY", temporary=True),
        a_new(Appeal, review_id=review.id, accepted_on=date(2019, 10, 20), appellant="parent",
              stage="panel", ground="process", reconvened_on=date(2019, 11, 4)),
    )  # fmt: skip
    assert found[1:] == [
        (
            "Child protection plan: neglect, now emotional abuse, ended by a conference",
            "1 Oct 2019 to 3 Feb 2020",
        ),
        ("Section 47 enquiry", "Strategy discussion 12 Sep 2019, ended 30 Sep 2019"),
        ("Child protection plan: physical abuse, temporary", "1 Oct 2018 to 1 Nov 2018"),
        (
            "Appeal against the initial conference of 1 Oct 2019, by the parent, panel, on process",
            "Accepted 20 Oct 2019, reconvened 4 Nov 2019",
        ),
    ]


def test_refusals_peps_discharge_and_life_story_are_told() -> None:
    review = a_review("2019-10-01")
    found = said(
        care("2019-02-12"),
        review,
        a_new(HealthAssessment, health_type="review", refused_on=date(2020, 1, 6),
              refused_reason="Did not want to be weighed"),
        a_pep("2020-02-05", started_on="2020-01-20", format_version="old", grade="good"),
        a_new(DischargePlan, decision="pursue", review_id=review.id,
              considered_on=date(2019, 9, 2), agreed_on=date(2019, 10, 1)),
        a_new(LifeStory, stage="given", book_given_on=date(2020, 1, 7)),
    )  # fmt: skip
    assert found[2:] == [
        (
            "Review health assessment, refused: Did not want to be weighed",
            "Refused 6 Jan 2020",
        ),
        (
            "Personal education plan, old format, good",
            "Completed 5 Feb 2020, started 20 Jan 2020",
        ),
        (
            "Discharge of the care order, pursue discharge, agreed at first review of 1 Oct 2019",
            "Considered 2 Sep 2019, agreed 1 Oct 2019",
        ),
        ("Life story work: book given", "Book given 7 Jan 2020"),
    ]


def test_oversight_contacts_and_people_are_told() -> None:
    assert said(
        a_check("2020-01-06", outcome="watch"),
        a_check("2019-01-07", analysis=""),
        a_challenge("2020-03-26", theme="Delay: drift", closed_on="2020-03-30", outcome="achieved"),
        a_new(Contact, contact_on=date(2020, 3, 2), with_whom="team", method="meeting"),
        a_new(Contact, contact_on=date(2020, 3, 3), with_whom="child", method="visit",
              seen_alone=True, pre_meeting=True),
        a_new(Notification, what="missing", happened_on=date(2020, 2, 3), told_by="Carer",
              told_on=date(2020, 2, 4)),
        a_new(SocialWorker, worker="MO", team="Central 2", district="East",
              from_on=date(2019, 2, 12)),
        a_new(Allocation, officer_id=OFFICER.id, role="covering", from_on=date(2019, 2, 1),
              to_on=date(2019, 2, 20)),
    ) == [
        ("Challenge: Delay: drift, outcome achieved", "Raised 26 Mar 2020, closed 30 Mar 2020"),
        ("Check, watch", "6 Jan 2020"),
        ("File note, no check", "7 Jan 2019"),
        (
            "Contact with the child, by visit, child seen alone, meeting before a review",
            "3 Mar 2020",
        ),
        ("Contact with the team, by meeting", "2 Mar 2020"),
        ("Missing from care, told by Carer", "Happened 3 Feb 2020, told 4 Feb 2020"),
        ("Social worker MO, Central 2, East", "Since 12 Feb 2019"),
        (f"Allocated to {OFFICER.name}, covering", "1 Feb 2019 to 20 Feb 2019"),
    ]  # fmt: skip
