"""What goes into the council's system: the words of each kind, what is still to be entered."""

from dataclasses import replace
from datetime import date

from iro_desktop.domain.records import (
    Ask,
    ChildRecord,
    Consultation,
    Contact,
    Decision,
    Escalation,
    MonitoringCheck,
    Officer,
    Participation,
    Record,
    Review,
    Standards,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.services.council_text import council_text, mark_entered, not_entered
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from tests.builders import (
    a_case,
    a_challenge,
    a_check,
    a_contact,
    a_practice,
    a_review,
    a_step,
    an_allocation,
    an_id,
    an_officer,
    local_standards,
)
from tests.stores import OFFICER_ID, TODAY


def words(*records: ChildRecord, practice: Standards | None = None) -> str:
    """Return the text of the first record, with the others on the same child's file."""
    case = a_case(*records, reference="AB12")
    officers: dict[type[Record], tuple[Record, ...]] = {
        Officer: (replace(an_officer(OFFICER_ID), name="R. Reviewer"),)
    }
    snapshot = Snapshot(1, {case.child.id: case}, officers)
    standards = () if practice is None else (practice,)
    kind = type(records[0]).__name__
    return council_text(snapshot, a_practice(*standards), kind, records[0].id, TODAY)


def test_a_check_is_read_from_its_heading_to_its_answers() -> None:
    check = a_check(
        "2020-03-18", "The plan is moving on.", trigger="midpoint", drift=False, rag="green",
        outcome="no_concern", officer_id=OFFICER_ID, social_worker_contact=True,
        child_contact=True, prompts=("Plan progress", "Health"), answers=("On course", ""),
    )  # fmt: skip
    assert words(check) == (
        "Midpoint check\n"
        "Child reference: AB12\n"
        "IRO: R. Reviewer\n"
        "\n"
        "Date of check: 18 March 2020\n"
        "Why now: Midpoint between reviews\n"
        "Drift or delay: No\n"
        "Analysis: The plan is moving on.\n"
        "Rating: Green\n"
        "Outcome: No concern\n"
        "Spoke with: social worker and child\n"
        "\n"
        "Plan progress: On course\n"
    )


def test_a_check_without_analysis_is_headed_as_the_file_note_that_it_is() -> None:
    assert words(a_check("2020-03-18", "")).startswith("File note\n")


def test_the_headings_are_the_local_words() -> None:
    local = local_standards(midpoint_label="Halfway look", challenge_label="Local Challenge")
    check = a_check("2020-03-18", trigger="midpoint")
    assert words(check, practice=local).startswith("Halfway look\n")
    assert words(a_challenge("2020-03-18"), practice=local).startswith("Local Challenge\n")


def test_a_review_carries_how_the_child_took_part_the_asks_and_the_decisions() -> None:
    review = a_review("2020-03-10", mode="video", chair_id=OFFICER_ID, summary="All is well.")
    text = words(
        review,
        Participation(id=an_id(), review_id=review.id, participation="PN1"),
        Consultation(id=an_id(), review_id=review.id, who="carer", views="He is settled."),
        Ask(id=an_id(), review_id=review.id, words="A photo book", answer="agreed"),
        Decision(
            id=an_id(), review_id=review.id, decision="See the school", owner="Social worker",
            due_on=date(2020, 4, 20),
        ),
        Decision(id=an_id(), review_id="another", decision="Not of this review"),
    )  # fmt: skip
    assert text.startswith("Child looked after review\nChild reference: AB12\nChair: R. Reviewer")
    assert "Summary: All is well.\n" in text
    assert "\nViews\nCarer: He is settled.\n" in text
    assert "\nWhat the child asked for\nA photo book (agreed)\n" in text
    assert text.endswith("\nDecisions\n1. See the school (Social worker, by 20 April 2020)\n")


def test_a_contact_names_whom_in_its_heading_alone() -> None:
    text = words(a_contact("2020-03-12", "carer", method="phone", note="The sister rang."))
    assert text == (
        "Contact with the carer\nChild reference: AB12\n\nDate: 12 March 2020\nHow: Phone\n"
        "What was said, and what changed for the child: The sister rang.\n"
    )


def test_a_resolution_is_called_one_and_lists_its_stages() -> None:
    challenge = a_challenge("2020-02-03", right_outcome="I know where I will live.")
    text = words(
        challenge,
        a_step(challenge, "informal", "2020-02-03", "2020-02-10", response_note="Not agreed."),
        a_step(challenge, "stage_1", "2020-02-11", to_whom="Service manager"),
    )
    assert text.startswith("Problem Resolution\n")
    assert "The right outcome for the child: I know where I will live.\n" in text
    assert "from 3 February 2020; reply 10 February 2020: Not agreed.\n" in text
    assert "Service manager, from 11 February 2020" in text


def test_nothing_is_said_of_a_record_that_is_gone_or_of_another_kind() -> None:
    assert council_text(Snapshot(), a_practice(), "Review", "gone", TODAY) == ""
    assert council_text(Snapshot(), a_practice(), "Placement", "any", TODAY) == ""


def waiting(*records: ChildRecord, officer_id: str = OFFICER_ID) -> list[str]:
    case = a_case(an_allocation(OFFICER_ID, "2019-01-01"), *records)
    snapshot = Snapshot(1, {case.child.id: case})
    found = not_entered(snapshot, a_practice(), officer_id, TODAY)
    return [f"{one.what} {one.on}" for one in found]


def test_what_is_not_entered_is_listed_for_three_months_the_latest_first() -> None:
    assert waiting(
        a_check("2020-03-02", trigger="event"),
        a_contact("2020-03-20"),
        a_review("2019-12-31"),
        a_review("2019-12-30"),  # longer ago
        a_review(None),  # only booked
        a_check("2020-03-03", entered_in_council_system_on="2020-03-04"),
    ) == [
        "Contact with the social worker 2020-03-20",
        "Monitoring check 2020-03-02",
        "Child looked after review 2019-12-31",
    ]


def test_who_made_a_record_enters_it_whosever_the_child_is() -> None:
    by_another = a_check("2020-03-02", officer_id="another")
    assert waiting(by_another) == []
    assert waiting(by_another, officer_id="another") != []
    assert waiting(by_another, officer_id="") != []
    assert waiting(a_check("2020-03-02"), officer_id="another") == []


def put(workspace: Workspace, *records: ChildRecord) -> CaseFile:
    case = a_case(*records, reference="AB12")
    with workspace.write("add") as write:
        write.put(case.child)
        for kind in case.records.values():
            for record in kind:
                write.put(record)
    return case


def test_several_are_marked_at_once_and_one_undo_takes_all_back(workspace: Workspace) -> None:
    check, contact = a_check("2020-03-02"), a_contact("2020-03-03")
    before = a_review("2020-03-01", entered_in_council_system_on="2020-03-05")
    put(workspace, check, contact, before)
    chosen = [(type(one).__name__, one.id) for one in (check, contact, before)]
    assert mark_entered(workspace, chosen, on=TODAY) == 2
    snapshot = workspace.snapshot
    found = [snapshot.find(MonitoringCheck, check.id), snapshot.find(Contact, contact.id)]
    assert [one.entered_in_council_system_on for one in found if one] == [TODAY, TODAY]
    review = snapshot.find(Review, before.id)
    assert review is not None
    assert review.entered_in_council_system_on == date(2020, 3, 5)
    act, _ = undo_latest(workspace)
    assert act.words == "mark 2 records as entered in the council’s system"
    assert len(not_entered(workspace.snapshot, a_practice(), "", TODAY)) == 2


def test_marking_what_is_marked_or_gone_writes_nothing(workspace: Workspace) -> None:
    challenge = a_challenge("2020-03-02", entered_in_council_system_on="2020-03-05")
    put(workspace, challenge)
    position = workspace.snapshot.position
    chosen = [(Escalation.__name__, challenge.id), (Review.__name__, "gone")]
    assert mark_entered(workspace, chosen, on=TODAY) == 0
    assert workspace.snapshot.position == position


def test_the_lines_their_order_and_their_headings_are_a_local_template() -> None:
    contact = a_contact("2020-03-02", with_whom="carer", method="phone", note="All is calm.")
    standards = local_standards(
        council_contact=("What was said, and what changed for the child = Note", "Date")
    )
    text = words(contact, practice=standards)
    assert text.splitlines()[-2:] == ["Note: All is calm.", "Date: 2 March 2020"]
    assert "Phone" not in text
