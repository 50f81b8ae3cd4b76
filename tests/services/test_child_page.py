"""A child's page: who it is, what is due and why, decisions, asks, facts, and the timeline."""

from datetime import date, timedelta
from typing import Any

import pytest

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.records import (
    Ask,
    ChildRecord,
    Contact,
    Decision,
    DischargePlan,
    LifeStory,
    Notification,
    Officer,
    Participation,
    SocialWorker,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.services.child_page import ChildPage, child_page
from iro_desktop.services.child_timeline import GAP_DAYS, Bar, Mark, Timeline
from iro_desktop.services.siblings import sibling_warning
from iro_desktop.services.timeline_kinds import counts, only
from iro_desktop.services.workspace import Workspace
from tests.builders import (
    a_case,
    a_challenge,
    a_check,
    a_child,
    a_health_assessment,
    a_pep,
    a_permanence_plan,
    a_plan,
    a_practice,
    a_review,
    a_step,
    an_allocation,
    an_id,
    care,
    legal_status,
    placement,
)
from tests.caseloads import fill
from tests.stores import TODAY

PRACTICE = a_practice()
ME, OTHER = "1" * 32, "2" * 32


def page(case: CaseFile, today: date = TODAY, *others: CaseFile) -> ChildPage:
    cases = {one.child.id: one for one in (case, *others)}
    officer = Officer(id=OTHER, name="IRO 2")
    found = child_page(Snapshot(1, cases, {Officer: (officer,)}), PRACTICE, case.child.id, today)
    assert found is not None
    return found


def in_care(*records: ChildRecord, **fields: Any) -> CaseFile:
    return a_case(
        care("2019-02-12"),
        legal_status("C2", "2019-02-12"),
        placement("U4", "2019-02-12"),
        an_allocation(ME, "2019-02-12"),
        *records,
        **fields,
    )


def test_the_header_says_who_it_is_in_one_line() -> None:
    worker = SocialWorker(id=an_id(), worker="MO", team="Central 2", from_on=date(2019, 2, 12))
    found = page(in_care(worker, reference="LC-20417", initials="A.B.", born="2010-08-02"))
    assert found.title == "LC-20417 A.B., 9 years"
    assert found.context == (
        "Full care order (C2) since 12 Feb 2019 · foster care · social worker MO, Central 2"
    )
    assert found.called == "A.B."


def test_a_child_without_initials_is_called_by_the_reference() -> None:
    assert page(in_care(reference="LC-1", initials="")).called == "LC-1"


def test_both_an_order_and_a_plan_are_named() -> None:
    found = page(in_care(a_plan("2020-01-06", initial_category="NEG")))
    assert "Child protection plan (neglect) since 6 Jan 2020" in found.context


def test_a_closed_case_says_so_and_nothing_is_due() -> None:
    found = page(a_case(care("2018-01-01", "2020-01-09"), an_allocation(ME)))
    assert found.context == "Closed: care or plan ended 9 Jan 2020"
    assert found.is_closed
    assert found.dues == ()


def test_siblings_are_listed_and_another_iro_is_a_warning() -> None:
    case = in_care(sibling_group_id="g", reference="S-1")
    same = in_care(child=a_child("S-2", sibling_group_id="g", initials="K.B."))
    other = a_case(
        an_allocation(OTHER), child=a_child("S-3", sibling_group_id="g", initials="L.B.")
    )
    found = page(case, TODAY, same, other)
    assert [(one.title, one.other_officer) for one in found.siblings] == [
        ("S-2 K.B.", ""),
        ("S-3 L.B.", "IRO 2"),
    ]
    assert sibling_warning(found.siblings) == (
        "Another IRO has S-3 L.B. (IRO 2): agree who reviews what."
    )
    assert sibling_warning(found.siblings[:1]) == ""


def test_each_due_says_why_and_by_which_text() -> None:
    found = page(in_care(a_review("2019-03-11"), a_review("2019-06-10"), a_review("2019-09-24")))
    review = next(line for line in found.dues if line.what == "review")
    assert review.title == "Review 4"
    assert (review.words, review.status) == ("7 days late", Status.OVERDUE)
    assert review.why == "6 months after review 3, held on Tue 24 September 2019"
    assert review.source == "Care Planning Regulations 2010, reg 33(2)"


def test_decisions_are_those_of_the_last_review_undone_first() -> None:
    old, last = a_review("2019-06-10"), a_review("2019-09-24")

    def decision(words: str, review: str, **fields: Any) -> Decision:
        return Decision(id=an_id(), review_id=review, decision=words, **fields)

    found = page(
        in_care(
            a_review("2019-03-11"),
            old,
            last,
            decision("Old", old.id, due_on=date(2019, 7, 1)),
            decision("Done", last.id, due_on=date(2019, 10, 7), done_on=date(2019, 10, 5)),
            decision("Late", last.id, due_on=date(2019, 11, 30)),
            decision("Soon", last.id, due_on=date(2020, 4, 3)),
            decision("Whenever", last.id),
        )
    )
    assert found.last_review == "review 3, 24 Sep 2019"
    assert [(line.words, line.state, line.status) for line in found.decisions] == [
        ("Late", "Not done, 122 days late", Status.OVERDUE),
        ("Soon", "Due in 3 days", Status.SOON),
        ("Whenever", "Not done yet", Status.UNDATED),
        ("Done", "Done 5 Oct 2019", Status.DONE),
    ]


def test_what_the_child_asked_for_is_overdue_only_once_the_next_review_is() -> None:
    review = a_review("2020-01-06")
    asked = Ask(id=an_id(), review_id=review.id, words="A photo book", answer="agreed")
    refused = Ask(id=an_id(), review_id=review.id, words="A dog", answer="no", reason_told_on=TODAY)
    case = in_care(a_review("2019-03-11"), a_review("2019-06-10"), review, asked, refused)
    before, after = page(case), page(case, date(2020, 7, 7))
    assert [(line.state, line.status) for line in before.asks] == [
        ("Not yet", Status.SOON),
        ("Not agreed", Status.UNDATED),
    ]
    assert after.asks[0].status is Status.OVERDUE
    assert before.asks[1].answer == "not agreed · told why 31 Mar 2020"


def test_open_challenges_stand_on_the_page_and_closed_ones_do_not() -> None:
    open_one = a_challenge("2020-03-26", right_outcome="To know where I will live.")
    closed = a_challenge("2019-05-01", closed_on="2019-06-01", outcome="achieved")
    found = page(in_care(open_one, a_step(open_one, "informal", "2020-03-26"), closed))
    assert [card.escalation_id for card in found.challenges] == [open_one.id]
    assert found.challenges[0].right_outcome == "To know where I will live."


def test_the_facts_tell_what_is_on_file_and_how_it_stands() -> None:
    second = a_review("2019-06-10")
    took_part = Participation(
        id=an_id(), review_id=second.id, participation="PN1", advocate_offered=False
    )
    found = page(
        in_care(
            a_review("2019-03-11"),
            second,
            took_part,
            a_health_assessment("2019-05-11"),
            a_pep("2020-02-05", grade="good"),
            a_permanence_plan("2019-06-10", endorsed_on="2019-06-11"),
            DischargePlan(id=an_id(), considered_on=date(2020, 2, 1), decision="not_now"),
            LifeStory(id=an_id(), stage="started", started_on=date(2019, 10, 1)),
        )
    )
    said = {fact.heading: (fact.words, fact.detail) for fact in found.facts}
    assert said["Health"] == ("Assessed 11 May 2019", "next due 11 May 2020, in 41 days")
    assert said["Education"][0] == "PEP 5 Feb 2020, quality: good"
    assert said["Permanence"] == (
        "Long-term fostering",
        "plan of 10 Jun 2019, by the second review: yes, endorsed 11 Jun 2019",
    )
    assert said["Discharge"] == (
        "Not now, with reasons",
        "considered 1 Feb 2020",
    )
    assert said["Life story"] == ("Started", "1 Oct 2019")
    assert said["Participation"] == (
        "Attended and spoke (PN1)",
        "review of 10 Jun 2019, no advocate offered",
    )


def test_a_plan_after_the_second_review_was_not_by_the_second_review() -> None:
    found = page(
        in_care(a_review("2019-03-11"), a_review("2019-06-10"), a_permanence_plan("2019-06-11"))
    )
    permanence = next(fact for fact in found.facts if fact.heading == "Permanence")
    assert "by the second review: no" in permanence.detail


def test_a_child_on_a_plan_alone_has_no_facts_of_care() -> None:
    found = page(a_case(a_review("2020-01-06", "icpc"), a_plan("2020-01-06"), an_allocation(ME)))
    assert [fact.heading for fact in found.facts] == []


def test_a_child_that_is_gone_has_no_page() -> None:
    assert child_page(Snapshot(), PRACTICE, "x", TODAY) is None


# The timeline


def timeline(*records: ChildRecord, today: date = TODAY) -> Timeline:
    return page(in_care(*records), today).timeline


def test_a_review_on_the_timeline_says_its_number_and_whether_it_was_in_time() -> None:
    found = timeline(a_review("2019-03-11", mode="video"), a_review("2019-06-14"))
    assert [mark.words for mark in found.marks if mark.look == "review"] == [
        "First review, held Mon 11 March 2019, in time, video",
        "Second review, held Fri 14 June 2019, 3 days late",
    ]


def test_what_is_due_stands_in_its_lane_with_its_standing() -> None:
    found = timeline(a_review("2019-03-11"), a_review("2019-06-10"), a_review("2019-09-24"))
    due = [mark for mark in found.marks if mark.look == "due"]
    assert [(mark.lane, mark.label, mark.status) for mark in due] == [
        ("reviews", "due 24 Mar", Status.OVERDUE)
    ]


def test_a_file_note_is_shown_as_one_and_fills_no_gap() -> None:
    found = timeline(a_review("2019-03-11"), a_check("2019-06-01", analysis=""))
    (note,) = [mark for mark in found.marks if mark.look == "note"]
    assert note.words == "File note, no check, Sat 1 June 2019"
    assert [gap.from_on for gap in found.gaps] == [date(2019, 3, 11)]


def test_a_gap_is_longer_than_ninety_days_to_the_day() -> None:
    first = date(2019, 12, 1)
    for days, gaps in ((GAP_DAYS, 0), (GAP_DAYS + 1, 1)):
        found = timeline(
            *(a_review(day) for day in ("2019-03-11", "2019-06-01", "2019-08-20", "2019-10-30")),
            a_review(first),
            a_check(first + timedelta(days)),
        )
        assert sum(gap.from_on == first for gap in found.gaps) == gaps


def test_a_gap_that_lasts_until_today_says_so() -> None:
    (gap,) = timeline(a_review("2019-12-01"), *(
        a_check(day) for day in ("2019-04-01", "2019-06-20", "2019-09-10"))
    ).gaps  # fmt: skip
    assert gap.open
    assert gap.words == (
        "121 days without a review, check or contact, from Sun 1 December 2019 so far"
    )


def test_a_contact_ends_a_gap() -> None:
    contact = Contact(id=an_id(), contact_on=date(2020, 2, 1), with_whom="child", method="visit")
    found = timeline(a_review("2019-12-01"), contact, *(
        a_check(day) for day in ("2019-04-01", "2019-06-20", "2019-09-10"))
    )  # fmt: skip
    assert found.gaps == ()
    (mark,) = [mark for mark in found.marks if mark.look == "contact"]
    assert mark.words == "Contact with the child, by visit, Sat 1 February 2020"


def test_nothing_is_a_gap_before_care_or_after_it() -> None:
    found = page(a_case(care("2018-01-01", "2018-02-01"), an_allocation(ME))).timeline
    assert found.gaps == ()


def test_a_plan_that_goes_on_is_an_open_bar_and_one_that_was_replaced_ends() -> None:
    found = timeline(
        a_permanence_plan("2019-06-10", "return_6_months", ended_on="2019-12-01"),
        a_permanence_plan("2019-12-01"),
    )
    bars = [(bar.label, bar.to_on) for bar in found.bars]
    assert bars == [
        ("Return home within 6 months", date(2019, 12, 1)),
        ("Long-term fostering", None),
    ]


def test_a_long_story_is_cut_to_two_years_and_what_lies_before_is_counted() -> None:
    early = [a_review(date(2012, 1, 1) + timedelta(180 * n)) for n in range(16)]
    found = page(
        a_case(care("2011-12-10"), *early, a_review("2020-01-10"), an_allocation(ME))
    ).timeline
    assert found.from_on == date(2018, 3, 31)
    assert found.earlier == sum(review.held_on < found.from_on for review in early)  # type: ignore[operator]
    assert all(mark.on >= found.from_on for mark in found.marks)


def test_everything_on_the_timeline_has_a_sentence_and_leads_to_a_record(
    workspace: Workspace,
) -> None:
    snapshot = fill(workspace, 70)
    for child_id in snapshot.cases:
        found = child_page(snapshot, workspace.practice, child_id, TODAY)
        assert found is not None
        items: list[Mark | Bar] = [*found.timeline.marks, *found.timeline.bars]
        assert all(item.words and item.kind for item in items)
        assert found.timeline.from_on < TODAY < found.timeline.to_on


@pytest.mark.parametrize("born, asked", [("2019-10-01", False), ("2014-10-01", True)])
def test_a_baby_is_not_asked_for_an_education_plan(born: str, asked: bool) -> None:
    found = page(in_care(born=born))
    assert ("Education" in {fact.heading for fact in found.facts}) is asked


def test_the_drawing_is_summed_up_in_one_sentence() -> None:
    reviews = [a_review(day) for day in ("2019-03-11", "2019-06-09", "2019-08-20", "2019-11-02")]
    assert timeline(*reviews, a_check("2020-01-10")).sentence == (
        "From Tue 12 February 2019 to today: 4 reviews and 1 check; no gap of more than 90 days"
    )
    assert page(a_case(care("2020-03-20"))).timeline.sentence == (
        "From Sat 30 November 2019 to today: nothing on file; no gap of more than 90 days"
    )


def test_what_the_iro_was_told_has_a_lane_of_its_own_and_fills_no_gap() -> None:
    told = Notification(
        id=an_id(), what="placement_move", told_on=date(2019, 6, 1), told_by="Team manager"
    )
    found = timeline(a_review("2019-03-11"), told)
    (mark,) = [one for one in found.marks if one.lane == "told"]
    assert mark.words == "Told of: placement move, Sat 1 June 2019, by Team manager"
    assert found.lanes == ("reviews", "checks", "told", "challenges", "plans")
    assert [gap.from_on for gap in found.gaps] == [date(2019, 3, 11)]
    assert "told" not in timeline(a_review("2019-03-11")).lanes


def test_one_kind_alone_stands_where_it_stood_and_is_counted() -> None:
    contact = Contact(id=an_id(), contact_on=date(2019, 5, 1), with_whom="child")
    whole = timeline(
        a_review("2019-03-11"), a_check("2019-06-01"), contact, a_permanence_plan("2019-06-10")
    )
    assert {kind: number for kind, number in counts(whole).items() if number} == {
        "reviews": 1,
        "checks": 1,
        "contacts": 1,
        "plans": 1,
    }
    contacts = only(whole, "contacts")
    assert [mark.record_id for mark in contacts.marks] == [contact.id]
    assert (contacts.bars, contacts.gaps, contacts.from_on) == ((), whole.gaps, whole.from_on)
    assert contacts.sentence == "From Tue 12 February 2019 to today: 1 contact"
    plans = only(whole, "plans")
    assert (plans.marks, plans.gaps) == ((), ())
    assert len(plans.bars) == 1
    assert only(whole, "all") is whole


def test_what_is_due_is_shown_with_its_kind_and_not_counted() -> None:
    whole = timeline(a_review("2019-03-11"))
    assert counts(whole)["reviews"] == 1
    assert {mark.look for mark in only(whole, "reviews").marks} == {"review", "due"}
