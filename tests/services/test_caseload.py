"""The caseload: whose children, what is next for each, in which group, and what it comes to."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.records import (
    Allocation,
    ChildRecord,
    Contact,
    Participation,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.services.caseload import (
    BY_KEY,
    FILTERS,
    caseload,
    counts,
    date_line,
    headline,
    siblings_words,
)
from iro_desktop.services.caseload_row import CaseRow, case_row
from iro_desktop.services.child_words import age_text
from tests.builders import (
    a_case,
    a_challenge,
    a_check,
    a_child,
    a_health_assessment,
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
    placement,
)
from tests.caseloads import fill
from tests.stores import OFFICER_ID, TODAY, a_workspace

ME, OTHER = "1" * 32, "2" * 32
PRACTICE = a_practice()


def snapshot(*cases: CaseFile) -> Snapshot:
    return Snapshot(1, {case.child.id: case for case in cases})


def row(case: CaseFile, today: date = TODAY) -> CaseRow:
    return case_row(case, (), PRACTICE, today)


def settled(*records: ChildRecord, **fields: Any) -> CaseFile:
    """A child whose second review was on 24 September 2019, checked around the midpoint."""
    return a_case(
        care("2019-02-12"),
        legal_status("C2", "2019-02-12"),
        placement("U6", "2019-02-12"),
        a_review("2019-03-11"),
        a_review("2019-06-10"),
        a_review("2019-09-24"),
        a_check("2019-12-19"),
        a_permanence_plan("2019-06-10"),
        an_allocation(ME, "2019-02-12"),
        *records,
        **fields,
    )


def test_a_row_says_what_is_next_by_when_and_why() -> None:
    found = row(settled(reference="LC-20417", initials="A.B.", born="2010-08-02"))
    assert found.title == "LC-20417 A.B."
    assert found.age == "9 years"
    assert found.tags == ("CLA",)
    assert (found.legal_status, found.home) == ("C2", "foster care")
    assert (found.due_title, found.due_why) == ("Review 4", "6 months after 24 Sep")
    assert (found.due_words, found.due_days) == ("7 days late", -7)
    assert found.due_status is Status.OVERDUE
    assert found.group == "Overdue"
    assert (found.between, found.between_status) == ("Done 19 Dec", Status.DONE)
    assert found.plan == "Long-term fostering"
    assert "reg 33(2)" in found.due_explained


@pytest.mark.parametrize(
    "today, group, words",
    [
        ("2020-02-24", "Later", "in 29 days"),
        ("2020-02-25", "Next 28 days", "in 28 days"),
        ("2020-03-16", "Next 28 days", "in 8 days"),
        ("2020-03-17", "Next 7 days", "in 7 days"),
        ("2020-03-23", "Next 7 days", "in 1 day"),
        ("2020-03-24", "Next 7 days", "today"),
        ("2020-03-25", "Overdue", "1 day late"),
    ],
)
def test_the_groups_have_sharp_edges(today: str, group: str, words: str) -> None:
    found = row(settled(), date.fromisoformat(today))
    assert (found.group, found.due_words) == (group, words)


def test_what_others_owe_stands_beside_the_plan_and_is_never_next() -> None:
    found = row(settled(a_health_assessment("2019-03-01")), date(2020, 3, 1))
    assert found.due_title == "Review 4"
    assert "health assessment due 1 Mar" in found.notes


def test_an_open_challenge_is_counted_and_its_reply_noted() -> None:
    challenge = a_challenge("2020-03-26")
    step = a_step(challenge, "informal", "2020-03-26")
    found = row(settled(challenge, step))
    assert found.challenges == 1
    assert found.reply_due_on == date(2020, 4, 2)
    assert found.notes[0] == "challenge: reply due 2 Apr"


def test_a_formal_challenge_that_was_answered_awaits_its_outcome() -> None:
    challenge = a_challenge("2020-03-02")
    step = a_step(challenge, "stage1", "2020-03-02", "2020-03-05")
    found = row(settled(challenge, step))
    assert found.notes[0] == "resolution: outcome awaited"
    assert found.reply_due_on is None


def test_a_child_on_a_plan_shows_its_category_and_which_plan_it_is() -> None:
    found = row(
        a_case(
            a_review("2020-01-06", "icpc"),
            a_plan("2020-01-06", initial_category="NEG", previous_plans=1),
            an_allocation(ME, "2020-01-06"),
        )
    )
    assert found.tags == ("CP",)
    assert found.plan == "Neglect, plan 2"
    assert found.due_title == "Midpoint check"
    assert (found.between, found.between_status) == ("Not recorded", Status.OVERDUE)


def test_what_the_caseload_does_not_count_says_so() -> None:
    enquiry = row(a_case(an_enquiry("2020-03-25"), an_allocation(ME)))
    assert (enquiry.due_title, enquiry.tags) == ("Initial conference", ())
    assert (enquiry.plan, enquiry.notes) == ("Enquiry, no plan yet", ("not counted",))
    breaks = row(a_case(care("2020-01-06", short_breaks=True), an_allocation(ME)))
    assert (breaks.plan, breaks.notes[0]) == ("Short breaks", "not counted")
    both = row(
        a_case(
            care("2020-01-06", short_breaks=True),
            a_review("2020-01-06", "icpc"),
            a_plan("2020-01-06", initial_category="NEG"),
            an_allocation(ME),
        )
    )
    assert (both.plan, both.is_apart) == ("Neglect, plan 1; Short breaks", False)


@pytest.mark.parametrize(
    "allocation, authority, note",
    [
        (None, "", "no IRO yet"),
        (an_allocation(ME, role="covering"), "", "covered for another IRO"),
        (an_allocation(ME), "Elsewhere", "another authority’s child"),
    ],
)
def test_a_child_who_is_not_counted_says_why(
    allocation: Allocation | None, authority: str, note: str
) -> None:
    records = [care("2020-01-06")] + ([allocation] if allocation else [])
    found = row(a_case(*records, responsible_authority=authority))
    assert found.is_apart
    assert found.notes[0] == note
    assert not row(a_case(care("2020-01-06"), an_allocation(ME))).is_apart


def test_the_cell_says_briefly_what_the_row_knows_in_full() -> None:
    challenge = a_challenge("2020-03-26")
    found = row(settled(challenge, a_step(challenge, "informal", "2020-03-26")))
    assert (found.plan, found.plan_short) == ("Long-term fostering", "Fostering")
    assert found.notes_short[0] == "challenge: reply 2 Apr"


def test_a_reply_that_is_next_due_is_not_said_twice_in_the_row() -> None:
    challenge = a_challenge("2020-03-26")
    step = a_step(challenge, "informal", "2020-03-26")
    review = a_review(
        "2020-03-20",
        decisions_sent_on="2020-03-20",
        written_on="2020-03-20",
        distributed_on="2020-03-20",
    )
    found = row(settled(challenge, step, review))
    assert found.due_title == "Reply to challenge"
    assert found.notes[0] == "challenge: reply due 2 Apr"
    assert not any(note.startswith("challenge") for note in found.notes_short)


def test_a_missed_midpoint_says_since_when_it_is_too_late() -> None:
    case = a_case(
        care("2019-02-12"),
        a_review("2019-03-11"),
        a_review("2019-06-10"),
        a_review("2019-11-20"),
        an_allocation(ME),
    )
    found = row(case)
    assert (found.due_title, found.due_why) == ("Midpoint check", "halfway 20 Nov to 20 May")
    assert found.between == "Not recorded"
    assert found.between_detail == "too late since 4 Mar"


def test_before_the_first_review_no_check_is_due_yet() -> None:
    found = row(a_case(care("2020-03-09"), an_allocation(ME, "2020-03-10")))
    assert (found.due_title, found.due_on) == ("First review", date(2020, 4, 6))
    assert (found.between, found.between_status) == ("Not yet due", Status.LATER)


def test_a_case_that_has_ended_is_closed_and_has_nothing_due() -> None:
    found = row(a_case(care("2018-01-01", "2020-01-09"), an_allocation(ME, "2018-01-01")))
    assert found.is_closed
    assert found.plan == "Ended 9 Jan 2020"
    assert (found.due_title, found.between, found.needs) == ("", "", 0)


def test_a_closed_case_with_an_open_challenge_stays_in_sight() -> None:
    challenge = a_challenge("2020-03-26")
    found = row(
        a_case(
            care("2018-01-01", "2020-03-27"), challenge, a_step(challenge, "informal", "2020-03-26")
        )
    )
    assert not found.is_closed
    assert found.due_title == "Reply to challenge"


def test_a_child_just_added_without_care_or_plan_is_not_closed() -> None:
    found = row(a_case(an_allocation(ME, TODAY)))
    assert found.group == "Nothing due"
    assert not found.is_closed


def test_what_is_not_on_file_is_to_be_entered() -> None:
    found = row(a_case(care("2012-01-01", start_unknown=True), an_allocation(ME, "2012-01-01")))
    assert found.group == "To enter"
    assert (found.due_words, found.due_on) == ("", None)


# Contact with the child


def test_the_last_contact_is_the_last_time_the_child_was_heard() -> None:
    review = a_review("2020-01-10")
    attended = Participation(id=an_id(), review_id=review.id, participation="PN2")
    visit = Contact(id=an_id(), contact_on=date(2020, 2, 3), with_whom="child")
    talk = Contact(id=an_id(), contact_on=date(2020, 3, 3), with_whom="social_worker")
    assert row(settled(review, attended)).contact_on == date(2020, 1, 10)
    assert row(settled(review, attended, visit, talk)).contact_on == date(2020, 2, 3)
    assert row(settled(a_check("2020-02-20", child_contact=True))).contact_on == date(2020, 2, 20)


def test_absent_at_a_review_is_no_contact() -> None:
    review = a_review("2020-01-10")
    absent = Participation(id=an_id(), review_id=review.id, participation="PN6")
    assert row(settled(review, absent)).contact_on is None


@pytest.mark.parametrize(
    "contact, long_ago", [("2019-09-29", True), ("2019-09-30", False), (None, True)]
)
def test_no_contact_means_longer_than_six_months(contact: str | None, long_ago: bool) -> None:
    found = () if contact is None else (a_check(contact, child_contact=True),)
    assert row(settled(*found)).no_contact is long_ago


def test_a_case_younger_than_six_months_is_not_without_contact() -> None:
    assert not row(a_case(care("2019-12-01"))).no_contact


# Whose children, and in which order


def test_the_caseload_holds_this_iros_children_and_those_of_nobody() -> None:
    mine = a_case(care("2020-01-01"), an_allocation(ME, "2020-01-01"), reference="A-1")
    theirs = a_case(care("2020-01-01"), an_allocation(OTHER, "2020-01-01"), reference="B-1")
    nobodys = a_case(care("2020-01-01"), reference="C-1")
    moved = a_case(
        care("2020-01-01"),
        an_allocation(ME, "2020-01-01", "2020-03-01"),
        an_allocation(OTHER, "2020-03-02"),
        reference="D-1",
    )
    everyone = snapshot(mine, theirs, nobodys, moved)
    found = caseload(everyone, PRACTICE, ME, TODAY)
    assert {one.reference for one in found} == {"A-1", "C-1"}
    whole = caseload(everyone, PRACTICE, ME, TODAY, everybody=True)
    assert {one.reference for one in whole} == {"A-1", "B-1", "C-1", "D-1"}


def test_a_closed_case_stays_with_the_iro_who_had_it() -> None:
    closed = a_case(care("2018-01-01", "2019-12-31"), an_allocation(ME, "2018-01-01", "2019-12-31"))
    assert [one.is_closed for one in caseload(snapshot(closed), PRACTICE, ME, TODAY)] == [True]
    assert caseload(snapshot(closed), PRACTICE, OTHER, TODAY) == ()


def test_siblings_are_named_but_not_from_other_groups() -> None:
    twins = [a_case(child=a_child(f"S-{n}", sibling_group_id="g")) for n in (1, 2)]
    alone = a_case(reference="T-1")
    rows = caseload(snapshot(*twins, alone), PRACTICE, "", TODAY)
    by_reference = {one.reference: siblings_words(one) for one in rows}
    assert by_reference == {"S-1": "with sibling S-2", "S-2": "with sibling S-1", "T-1": ""}


def test_the_most_pressing_stands_first_and_closed_cases_last() -> None:
    late = settled(reference="L-1")
    soon = a_case(care("2020-03-09"), an_allocation(ME, "2020-03-10"), reference="S-1")
    closed = a_case(care("2018-01-01", "2020-01-09"), an_allocation(ME), reference="A-1")
    rows = caseload(snapshot(closed, soon, late), PRACTICE, ME, TODAY)
    assert [one.reference for one in rows] == ["L-1", "S-1", "A-1"]


def test_each_filter_counts_what_it_lets_through() -> None:
    challenge = a_challenge("2020-03-26")
    rows = caseload(
        snapshot(
            settled(challenge, a_step(challenge, "informal", "2020-03-26")),
            a_case(a_review("2020-03-06", "icpc"), a_plan("2020-03-06"), an_allocation(ME)),
            a_case(care("2018-01-01", "2020-01-09"), an_allocation(ME)),
        ),
        PRACTICE,
        ME,
        TODAY,
    )
    assert counts(rows) == {
        "all": 2, "due": 2, "cla": 1, "cp": 1, "no_contact": 1, "challenge": 1, "apart": 0,
        "closed": 1,
    }  # fmt: skip
    for one in FILTERS:
        assert sum(BY_KEY[one.key].wanted(found) for found in rows) == counts(rows)[one.key]


# The headline


def test_the_headline_counts_all_that_is_late_or_falls_due_today() -> None:
    challenge = a_challenge("2020-03-20")
    both = settled(challenge, a_step(challenge, "informal", "2020-03-20"))
    rows = caseload(snapshot(both), PRACTICE, ME, TODAY)
    assert rows[0].needs == 2
    assert headline(rows, TODAY) == "Two things need you today"
    assert headline([row(settled())], TODAY) == "One thing needs you today"


@pytest.mark.parametrize(
    "today, said",
    [
        ("2020-03-23", "Nothing is overdue. Next: SA-10234 tomorrow"),
        ("2020-03-19", "Nothing is overdue. Next: SA-10234 on Tuesday"),
        ("2020-03-10", "Nothing is overdue. Next: SA-10234 on 24 March 2020"),
    ],
)
def test_the_headline_names_the_next_child_when_nothing_is_late(today: str, said: str) -> None:
    day = date.fromisoformat(today)
    assert headline([row(settled(reference="SA-10234"), day)], day) == said


def test_the_headline_of_an_empty_caseload_says_so() -> None:
    assert headline([], TODAY) == "No children yet"
    assert headline([row(a_case(an_allocation(ME)))], TODAY) == "Nothing is due"


def test_a_child_without_an_iro_asks_for_one_within_five_working_days() -> None:
    started = a_case(care("2020-03-26"), legal_status("C1", "2020-03-26"))
    found = row(started)
    assert (found.due_title, found.due_on) == ("Appointment of an IRO", date(2020, 4, 2))
    assert (found.due_why, found.due_words) == ("5 working days after 26 Mar", "in 2 days")
    assert "local procedures on appointing an IRO" in found.due_explained
    assert row(started, date(2020, 4, 3)).needs == 1
    given = a_case(care("2020-03-26"), legal_status("C1", "2020-03-26"), an_allocation(ME))
    assert row(given).due_title == "First review"


def test_the_date_line_gives_the_day_and_what_is_new() -> None:
    assert date_line(TODAY) == "Tuesday 31 March 2020"
    news = "Since Friday: 1 new allocation"
    assert date_line(date(2020, 3, 30), news) == f"Monday 30 March 2020. {news}"


# Words and speed


@pytest.mark.parametrize(
    "born, words",
    [
        ("2010-08-02", "9 years"),
        ("2018-03-31", "2 years"),
        ("2018-04-01", "23 months"),
        ("2020-02-01", "8 weeks"),
        ("2020-03-25", "6 days"),
        ("2020-06-01", "expected 1 Jun"),
        (None, "age not on file"),
    ],
)
def test_an_age_is_said_in_the_unit_that_fits(born: str | None, words: str) -> None:
    assert age_text(a_child(born=born), TODAY) == words


def test_seventy_children_are_seventy_rows(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "s")
    found = fill(workspace, 70)
    practice = workspace.practice
    assert len(caseload(found, practice, OFFICER_ID, TODAY)) == 70
    workspace.close()


def test_a_row_is_another_once_a_sibling_is() -> None:
    cases = [a_case(child=a_child(f"S-{n}", sibling_group_id="g")) for n in (1, 2)]
    before = {case.child.id: case for case in cases}
    renamed = CaseFile(replace(cases[1].child, reference="S-9"), cases[1].records)
    rows = [
        caseload(Snapshot(0, known), PRACTICE, ME, TODAY)
        for known in (before, before | {renamed.child.id: renamed})
    ]
    assert [siblings_words(found[0]) for found in rows] == ["with sibling S-2", "with sibling S-9"]
    again = caseload(Snapshot(2, before | {renamed.child.id: renamed}), PRACTICE, ME, TODAY)
    assert all(one is other for one, other in zip(again, rows[1], strict=True))


def test_a_child_who_left_still_shows_what_is_asked_of_the_iro() -> None:
    left = (care("2018-02-12", "2019-02-11"), a_review("2018-03-09"))
    assert row(a_case(*left)).group == "Closed"
    awaited = row(a_case(*left, an_enquiry("2020-03-23")))
    assert (awaited.due_title, awaited.group) == ("Initial conference", "Next 28 days")
    assert row(a_case(*left, a_challenge("2020-03-30"))).challenges == 1
