"""The supervision sheet: what stands on it, who is named, and that it was printed is noted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from iro_desktop.domain.errors import FileNotWrittenError
from iro_desktop.domain.paper import Document, Heading, Lines, Paragraph, Table
from iro_desktop.domain.records import AccessEvent, Decision
from iro_desktop.services.child_sheet import NAME, child_sheet, printable_sheet
from iro_desktop.services.children import edit_child
from iro_desktop.services.printing import classified, note_printed, pages_to_show, write_pdf
from iro_desktop.services.undo import stacks, undo_latest
from iro_desktop.services.workspace import Workspace
from tests.caseloads import fill
from tests.papers import notes_of, table_of, words
from tests.pdfs import tags, text_of
from tests.stores import TODAY, a_workspace

AT = datetime(2020, 3, 31, 9, 0, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 2)
    yield workspace
    workspace.close()


def child_id(workspace: Workspace, reference: str = "LC-20417") -> str:
    case = workspace.snapshot.case_by_reference(reference)
    assert case is not None
    return case.child.id


def sheet_of(
    workspace: Workspace, reference: str = "LC-20417", *, with_names: bool = False
) -> Document:
    found = child_sheet(
        workspace.snapshot,
        workspace.practice,
        child_id(workspace, reference),
        TODAY,
        with_names=with_names,
    )
    assert found is not None
    return found


def test_the_sheet_names_the_child_by_reference_and_initials_alone(workspace: Workspace) -> None:
    child = workspace.snapshot.cases[child_id(workspace)].child
    edit_child(workspace, replace(child, name="Alex Brook"), today=TODAY)
    sheet = sheet_of(workspace)
    assert (sheet.title, sheet.foot) == ("LC-20417 A.B., 9 years", "LC-20417 A.B.")
    assert "IRO: IRO 1 · Supervision sheet of 31 March 2020" in sheet.subtitle
    assert sheet.file_title == "Supervision sheet"
    assert "Brook" not in repr(sheet)


def test_the_child_is_named_where_somebody_asks_for_it(workspace: Workspace) -> None:
    snapshot, practice, it = workspace.snapshot, workspace.practice, child_id(workspace)
    printable = printable_sheet(snapshot, practice, it, TODAY)
    assert printable is not None
    assert not printable.can_name
    edit_child(workspace, replace(snapshot.cases[it].child, name="Alex Brook"), today=TODAY)
    printable = printable_sheet(workspace.snapshot, practice, it, TODAY)
    assert printable is not None
    assert printable.can_name
    named = printable.document(True)
    assert named.title == "LC-20417 Alex Brook, 9 years"
    assert "Brook" not in (named.foot + named.file_title)
    assert printable_sheet(snapshot, practice, "f" * 32, TODAY) is None


def test_what_is_due_stands_with_its_why_and_its_source(workspace: Workspace) -> None:
    due = table_of(sheet_of(workspace), "Due next").rows[0]
    assert [cell.words for cell in due] == [
        "Review 4",
        "7 days late",
        "6 months after review 3, held on Tue 24 September 2019",
    ]
    assert [cell.detail for cell in due[1:]] == [
        "24 Mar 2020",
        "Care Planning Regulations 2010, reg 33(2)",
    ]
    assert due[1].look == "bad"


def test_decisions_that_are_done_are_counted_and_the_open_ones_listed(
    workspace: Workspace,
) -> None:
    sheet = sheet_of(workspace)
    found = table_of(sheet, "Open decisions")
    assert found.caption == "Open decisions of review 3, 24 Sep 2019"
    assert words(found) == [
        "Life story work to begin with school support | 30 Nov 2019 | Not done, 122 days late"
    ]
    assert "1 of 2 decisions done" in notes_of(sheet)
    with workspace.write("all done") as write:
        for decision in workspace.snapshot.of(Decision):
            write.put(replace(decision, done_on=date(2020, 3, 2)))
    sheet = sheet_of(workspace)
    found = table_of(sheet, "Open decisions")
    assert (found.rows, found.nothing) == ((), "All 2 decisions done.")
    assert "decisions done" not in " ".join(notes_of(sheet))


def test_challenges_the_last_check_plans_and_siblings_have_their_tables(
    workspace: Workspace,
) -> None:
    sheet = sheet_of(workspace)
    (challenge,) = words(table_of(sheet, "Challenges"))
    assert challenge == (
        "My life story makes sense to me before I move school in September. | IRO Challenge | "
        "Reply due in 2 days"
    )
    assert words(table_of(sheet, "Last check")) == ["19 Dec 2019 | Watch | Safe and settled"]
    assert "Long-term fostering" in repr(table_of(sheet, "Health, education, plans"))
    assert words(table_of(sheet, "Siblings")) == ["LC-20418 J.B. | IRO 1 | Review 4"]
    assert sheet.blocks[-2:] == (Heading("Agreed in supervision"), Lines(4))


def test_a_child_of_whom_little_is_known_has_a_sheet_that_says_so(workspace: Workspace) -> None:
    sheet = sheet_of(workspace, "LC-20418")
    assert table_of(sheet, "Open decisions").nothing == "No decisions are on file."
    assert table_of(sheet, "Challenges").nothing == "No challenge is open."
    headings = [one.words for one in sheet.blocks if isinstance(one, Heading)]
    assert not [one for one in headings if "asked for" in one]
    snapshot, practice = workspace.snapshot, workspace.practice
    assert child_sheet(snapshot, practice, "f" * 32, TODAY) is None


def test_the_pages_say_all_of_it_and_nobody_stands_in_the_file_title(
    workspace: Workspace, tmp_path: Path
) -> None:
    sheet = classified(sheet_of(workspace), "CONFIDENTIAL")
    path = write_pdf(workspace, sheet, tmp_path / "sheet.pdf", at=AT, name=NAME)
    data = path.read_bytes()
    said = text_of(data)
    for expected in ("LC-20417 A.B., 9 years", "▲ 7 days late", "CONFIDENTIAL"):
        assert expected in said.replace("\xa0", " ")
    tables = [one for one in sheet.blocks if isinstance(one, Table) and one.rows]
    assert tags(data)["Table"] == len(tables)
    assert b"/Title(Supervision sheet)" in data
    pages = pages_to_show(sheet)
    assert (len(pages.pictures), pages.size) == (2, (210, 297))
    assert "▲ 7 days late, 24 Mar 2020" in pages.text
    assert "Agreed in supervision" in pages.text


def test_siblings_with_another_iro_are_warned_of(workspace: Workspace) -> None:
    sheet = sheet_of(workspace)
    assert not [one for one in sheet.blocks if isinstance(one, Paragraph) and one.look == "warn"]


def test_that_it_was_printed_is_noted_and_undo_passes_it_over(workspace: Workspace) -> None:
    child = workspace.snapshot.cases[child_id(workspace)].child
    edit_child(workspace, replace(child, note="Likes trains."), today=TODAY)
    note_printed(workspace, NAME, "print", child.id)
    (event,) = workspace.snapshot.of(AccessEvent)
    assert (event.what, event.on, event.about_child_id) == ("print", TODAY, child.id)
    assert event.note == "supervision sheet"
    assert stacks(workspace).done[-1].words == "edit LC-20417"
    undo_latest(workspace)
    assert workspace.snapshot.cases[child.id].child.note == ""
    assert len(workspace.snapshot.of(AccessEvent)) == 1


def test_a_sheet_that_cannot_be_written_is_not_noted(workspace: Workspace, tmp_path: Path) -> None:
    sheet, path = sheet_of(workspace), tmp_path / "no" / "sheet.pdf"
    with pytest.raises(FileNotWrittenError):
        write_pdf(workspace, sheet, path, at=AT, name=NAME, child_id=child_id(workspace))
    assert workspace.snapshot.of(AccessEvent) == ()
