"""The caseload list, the review pack and the escalation letter: what stands on them, and who."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.paper import Bullets, Document, Facts, Heading, Lines
from iro_desktop.domain.records import Consultation, Escalation, EscalationStep, Standards
from iro_desktop.services.caseload import BY_KEY, caseload
from iro_desktop.services.caseload_list import caseload_list, printable_open_cases
from iro_desktop.services.caseload_row import CaseRow
from iro_desktop.services.children import edit_child
from iro_desktop.services.escalation_letter import (
    NoChallengeToWriteError,
    escalation_letter,
    open_challenge_of,
    printable_letter,
)
from iro_desktop.services.preparation import preparation, record_preparation
from iro_desktop.services.printing import (
    TooLongToPrintError,
    pages_to_print,
    pages_to_show,
)
from iro_desktop.services.review_pack import printable_pack, review_pack
from iro_desktop.services.workspace import Workspace
from tests.builders import a_step
from tests.caseloads import fill
from tests.papers import headings_of, notes_of, table_of, under, words
from tests.stores import TODAY, a_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 12)
    yield workspace
    workspace.close()


def child_id(workspace: Workspace) -> str:
    case = workspace.snapshot.case_by_reference("LC-20417")
    assert case is not None
    return case.child.id


def name_the_child(workspace: Workspace) -> None:
    child = workspace.snapshot.cases[child_id(workspace)].child
    edit_child(workspace, replace(child, name="Alex Brook"), today=TODAY)


def facts_of(document: Document) -> dict[str, str]:
    return dict(next(one for one in document.blocks if isinstance(one, Facts)).pairs)


# The caseload list


def rows_of(workspace: Workspace) -> tuple[CaseRow, ...]:
    return caseload(workspace.snapshot, workspace.practice, workspace.officer_id, TODAY)


def test_the_list_has_every_child_once_in_the_groups_of_the_view(workspace: Workspace) -> None:
    rows = rows_of(workspace)
    document = caseload_list(rows, TODAY, officer="IRO 1")
    assert document.wide
    listed = [
        line.split(" | ")[0]
        for heading in headings_of(document)
        for line in words(table_of(document, heading))
    ]
    assert listed == [row.reference for row in rows]
    groups = [heading.split(":")[0] for heading in headings_of(document)]
    assert groups == list(dict.fromkeys(row.group for row in rows))
    assert document.title.endswith("you today")
    assert document.subtitle == "Tuesday 31 March 2020 · IRO: IRO 1 · 12 children"


def test_a_row_says_what_is_due_how_it_stands_and_when_the_child_was_met(
    workspace: Workspace,
) -> None:
    rows = [row for row in rows_of(workspace) if row.reference == "LC-20417"]
    (row,) = table_of(caseload_list(rows, TODAY, among="overdue"), "Overdue").rows
    assert [cell.words for cell in row] == [
        "LC-20417", "9 years", "CLA", "Review 4", "Done 19 Dec", "1 open", "24 Sep",
    ]  # fmt: skip
    assert (row[0].detail, row[3].detail) == ("A.B.", "7 days late, 24 Mar 2020")
    assert (row[3].look, row[6].look, row[6].detail) == ("bad", "warn", "over 6 months ago")
    document = caseload_list(rows, TODAY, among="overdue")
    assert document.title == "Caseload list"
    assert document.subtitle.endswith("1 child · Only: overdue")


def test_the_list_names_children_only_where_it_is_asked_to(workspace: Workspace) -> None:
    name_the_child(workspace)
    printable = printable_open_cases(workspace)
    assert printable.can_name
    assert "Brook" not in repr(printable.document(False))
    assert "Alex Brook" in repr(printable.document(True))
    open_cases = sum(map(BY_KEY["all"].wanted, rows_of(workspace)))
    assert f"{open_cases} children" in printable.document(False).subtitle


def test_an_empty_list_says_so() -> None:
    assert notes_of(caseload_list((), TODAY)) == ["No child is in this list."]


def test_a_very_long_list_shows_its_beginning_and_is_printed_from_its_pdf(
    workspace: Workspace,
) -> None:
    rows = rows_of(workspace) * 40
    document = caseload_list(rows, TODAY)
    pages = pages_to_show(document)
    assert pages.is_part
    assert not pages_to_show(caseload_list(rows[:12], TODAY)).is_part
    assert 0 < pages.text.count("LC-") <= 400 < len(rows)
    with pytest.raises(TooLongToPrintError):
        pages_to_print(document)


# The review pack


def pack_of(workspace: Workspace, *, with_names: bool = False) -> Document:
    found = review_pack(
        workspace.snapshot, workspace.practice, child_id(workspace), TODAY, with_names=with_names
    )
    assert found is not None
    return found


def test_the_pack_holds_all_that_a_review_goes_through(workspace: Workspace) -> None:
    pack = pack_of(workspace)
    assert pack.title == "Review 4: LC-20417 A.B."
    assert headings_of(pack) == [
        "Agenda",
        "Before the meeting",
        "Decided last time",
        "What A.B. asked for",
        "Checks since the last review",
        "Due next, and why",
        "Participation and consultation",
        "Health, education, plans",
        "Challenges",
        "Siblings",
        "Notes",
    ]
    assert facts_of(pack) == {
        "Due by, not booked yet": "Tue 24 March 2020",
        "IRO": "IRO 1",
        "Last review": "Child looked after review of 24 Sep 2019",
    }
    assert isinstance(pack.blocks[-1], Lines)


def test_the_agenda_is_that_of_the_local_standards(workspace: Workspace) -> None:
    with workspace.write("standards") as write:
        write.put(
            Standards(id="a" * 32, from_on=date(2019, 1, 1), review_checklist=("School", "Home"))
        )
    agenda = next(one for one in pack_of(workspace).blocks if isinstance(one, Bullets))
    assert agenda == Bullets(("School", "Home"), numbered=True)


def test_decisions_of_the_last_review_are_listed_done_or_not(workspace: Workspace) -> None:
    pack = pack_of(workspace)
    assert words(table_of(pack, "Decided last time")) == [
        "Life story work to begin with school support | 30 Nov 2019 | Not done, 122 days late",
        "Contact with brother fortnightly | 7 Oct 2019 | Done 5 Oct 2019",
    ]
    assert under(pack, "Decided last time") == ["1 of 2 decisions done"]


def test_only_checks_since_the_last_review_are_in_it(workspace: Workspace) -> None:
    found = words(table_of(pack_of(workspace), "Checks since"))
    assert found == ["19 Dec 2019 | Watch | Safe and settled"]
    early = review_pack(
        workspace.snapshot, workspace.practice, child_id(workspace), date(2019, 11, 1)
    )
    assert early is not None
    assert table_of(early, "Checks since").nothing == "No check with an analysis since then."


def test_views_that_came_in_stand_with_who_gave_them(workspace: Workspace) -> None:
    found = preparation(workspace.snapshot, workspace.practice, child_id(workspace), TODAY)
    assert found is not None
    views = [
        Consultation(
            id="", who="parent", method="phone", received_on=TODAY, views="Wants longer visits."
        ),
        Consultation(id="", who="school", sent_on=date(2020, 3, 20)),
    ]
    record_preparation(workspace, found.review, views, today=TODAY)
    rows = words(table_of(pack_of(workspace), "Participation"))
    assert sorted(one.split(" | ", 1)[1] for one in rows) == [
        "asked 20 Mar 2020, nothing yet | ",
        "received 31 Mar 2020 | Wants longer visits.",
    ]


def test_the_pack_names_the_child_only_where_it_is_asked_to(workspace: Workspace) -> None:
    name_the_child(workspace)
    assert "Brook" not in repr(pack_of(workspace))
    named = pack_of(workspace, with_names=True)
    assert named.title == "Review 4: LC-20417 Alex Brook"
    assert "Brook" not in named.foot + named.file_title
    printable = printable_pack(workspace.snapshot, workspace.practice, child_id(workspace), TODAY)
    assert printable is not None
    assert printable.can_name
    assert printable_pack(workspace.snapshot, workspace.practice, "f" * 32, TODAY) is None


# The escalation letter


def challenge_of(workspace: Workspace) -> Escalation:
    return next(
        one for one in workspace.snapshot.of(Escalation) if one.child_id == child_id(workspace)
    )


def change(workspace: Workspace, *records: Escalation | EscalationStep) -> None:
    with workspace.write("change") as write:
        for record in records:
            write.put(record)


def replied(workspace: Workspace, response: str) -> EscalationStep:
    """The first stage, with a reply of the day before today."""
    (step,) = (
        one
        for one in workspace.snapshot.of(EscalationStep)
        if one.escalation_id == challenge_of(workspace).id
    )
    return replace(step, responded_on=date(2020, 3, 30), response=response)


def letter_of(workspace: Workspace, on: date = TODAY, *, with_names: bool = False) -> Document:
    found = escalation_letter(
        workspace.snapshot,
        workspace.practice,
        challenge_of(workspace).id,
        on,
        with_names=with_names,
    )
    assert found is not None
    return found


def test_the_letter_goes_to_the_role_of_its_stage_and_says_by_when(workspace: Workspace) -> None:
    letter = letter_of(workspace)
    assert letter.title == "IRO Challenge: LC-20417 A.B."
    assert facts_of(letter) == {
        "To": "Team manager",
        "From": "IRO 1, IRO",
        "Date": "31 March 2020",
        "About": "LC-20417 A.B., 9 years",
        "Raised": "26 March 2020",
    }
    assert under(letter, "By when")[:2] == [
        "Reply due by Thu 2 April 2020: 5 working days after 26 Mar 2020.",
        (
            "Without a reply, or if this is not accepted, it goes on to the team manager as "
            "Problem Resolution stage 1."
        ),
    ]
    assert "Cafcass" in under(letter, "By when")[2]
    assert under(letter, "What is needed, and by when") == [
        "Life story work to begin by Easter.",
        "Social worker, by Mon 20 April 2020.",
    ]
    assert letter.blocks[-1] == Lines(4)


def test_what_a_letter_cannot_do_without_is_asked_for(workspace: Workspace) -> None:
    missing = "Not on file yet: add it to the challenge before this goes."
    letter = letter_of(workspace)
    assert under(letter, "Evidence") == under(letter, "What it means for A.B. now") == [missing]
    assert "A.B.’s view" not in headings_of(letter)
    whole = replace(
        challenge_of(workspace),
        evidence="Not begun since March.\nNo worker named.",
        impact="He asks each week.",
        child_view="I want my book.",
    )
    change(workspace, whole)
    letter = letter_of(workspace)
    assert missing not in notes_of(letter)
    assert under(letter, "Evidence") == ["Not begun since March.", "No worker named."]
    assert under(letter, "A.B.’s view") == ["I want my book."]


def test_a_late_letter_says_that_no_reply_has_come(workspace: Workspace) -> None:
    said = under(letter_of(workspace, date(2020, 4, 6)), "By when")[0]
    assert said == "No reply has come: it was due by Thu 2 April 2020."


def test_a_formal_letter_tells_the_steps_before_it_and_the_end_of_all_stages(
    workspace: Workspace,
) -> None:
    it = challenge_of(workspace)
    later = a_step(it, "stage1", "2020-03-31", child_id=it.child_id)
    change(workspace, replied(workspace, "no"), later)
    letter = letter_of(workspace)
    assert letter.title == "Problem Resolution: LC-20417 A.B."
    assert letter.subtitle == "Problem Resolution stage 1"
    assert words(table_of(letter, "Steps so far")) == [
        "IRO Challenge | Team manager | Does not accept, 30 Mar 2020"
    ]
    assert "The 20 working days of all formal stages begin here" in under(letter, "By when")[0]


def test_a_letter_after_the_reply_or_the_end_asks_for_none(workspace: Workspace) -> None:
    it = challenge_of(workspace)
    change(workspace, replied(workspace, "accepts"))
    assert "Your reply" not in headings_of(letter_of(workspace))
    assert under(letter_of(workspace), "By when")[0] == "Accepts, 30 Mar 2020."
    change(workspace, replace(it, closed_on=TODAY, outcome="achieved", outcome_on=TODAY))
    letter = letter_of(workspace)
    assert "By when" not in headings_of(letter)
    assert under(letter, "How it ended") == ["Outcome achieved"]


def test_the_letter_of_a_child_is_that_of_the_latest_open_challenge(workspace: Workspace) -> None:
    snapshot, practice = workspace.snapshot, workspace.practice
    it = challenge_of(workspace)
    assert open_challenge_of(snapshot, practice, it.child_id, TODAY) == it.id
    change(workspace, replace(it, closed_on=TODAY, outcome="achieved", outcome_on=TODAY))
    with pytest.raises(NoChallengeToWriteError):
        open_challenge_of(workspace.snapshot, practice, it.child_id, TODAY)
    assert printable_letter(snapshot, practice, "f" * 32, TODAY) is None


def test_the_letter_names_children_only_where_it_is_asked_to(workspace: Workspace) -> None:
    name_the_child(workspace)
    assert "Brook" not in repr(letter_of(workspace))
    assert letter_of(workspace, with_names=True).title == "IRO Challenge: LC-20417 Alex Brook"
    printable = printable_letter(
        workspace.snapshot, workspace.practice, challenge_of(workspace).id, TODAY
    )
    assert printable is not None
    assert printable.can_name


def test_the_words_of_the_local_standards_stand_in_the_letter(workspace: Workspace) -> None:
    with workspace.write("standards") as write:
        write.put(
            Standards(
                id="a" * 32,
                from_on=date(2019, 1, 1),
                challenge_label="Alert",
                stages=(("alert", "Alert", "Service lead", "10", "no"),),
            )
        )
    step = replied(workspace, "")
    change(workspace, replace(step, responded_on=None, stage="alert", to_whom=""))
    letter = letter_of(workspace)
    assert letter.title == "Alert: LC-20417 A.B."
    assert facts_of(letter)["To"] == "Service lead"
    assert "10 working days" in under(letter, "By when")[0]


def test_each_of_them_is_set(workspace: Workspace) -> None:
    for document in (
        caseload_list(rows_of(workspace), TODAY),
        pack_of(workspace),
        letter_of(workspace),
    ):
        pages = pages_to_show(document)
        assert pages.pictures
        assert document.title in pages.text
    assert Heading("Notes") in pack_of(workspace).blocks
