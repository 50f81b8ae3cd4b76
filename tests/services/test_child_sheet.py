"""The supervision sheet: what stands on it, who is named, and that it was printed is noted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.errors import FileNotWrittenError
from iro_desktop.domain.records import AccessEvent, Decision
from iro_desktop.services.child_sheet import (
    ChildSheet,
    SheetSection,
    child_sheet,
    note_sheet,
    write_sheet,
)
from iro_desktop.services.children import edit_child
from iro_desktop.services.undo import stacks, undo_latest
from iro_desktop.services.workspace import Workspace
from tests.caseloads import fill
from tests.stores import TODAY, a_workspace


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


def sheet_of(workspace: Workspace, reference: str = "LC-20417") -> ChildSheet:
    found = child_sheet(
        workspace.snapshot, workspace.practice, child_id(workspace, reference), TODAY
    )
    assert found is not None
    return found


def section(sheet: ChildSheet, heading: str) -> SheetSection:
    return next(one for one in sheet.sections if one.heading.startswith(heading))


def words(found: SheetSection) -> list[str]:
    return [" | ".join(cell.words for cell in row) for row in found.rows]


def test_the_sheet_names_the_child_by_reference_and_initials_alone(workspace: Workspace) -> None:
    child = workspace.snapshot.cases[child_id(workspace)].child
    edit_child(workspace, replace(child, name="Alex Brook"), today=TODAY)
    sheet = sheet_of(workspace)
    assert (sheet.title, sheet.who) == ("LC-20417 A.B., 9 years", "LC-20417 A.B.")
    assert (sheet.officer, sheet.on) == ("IRO 1", TODAY)
    assert "Brook" not in repr(sheet)


def test_what_is_due_stands_with_its_why_and_its_source(workspace: Workspace) -> None:
    due = section(sheet_of(workspace), "Due next").rows[0]
    assert [cell.words for cell in due] == [
        "Review 4",
        "7 days late",
        "6 months after review 3, held on Tue 24 September 2019",
    ]
    assert [cell.detail for cell in due[1:]] == [
        "24 Mar 2020",
        "Care Planning Regulations 2010, reg 33(2)",
    ]
    assert due[1].status is Status.OVERDUE


def test_decisions_that_are_done_are_counted_and_the_open_ones_listed(
    workspace: Workspace,
) -> None:
    found = section(sheet_of(workspace), "Open decisions")
    assert found.heading == "Open decisions of review 3, 24 Sep 2019"
    assert words(found) == [
        "Life story work to begin with school support | 30 Nov 2019 | Not done, 122 days late"
    ]
    assert found.note == "1 of 2 decisions done"
    with workspace.write("all done") as write:
        for decision in workspace.snapshot.of(Decision):
            write.put(replace(decision, done_on=date(2020, 3, 2)))
    found = section(sheet_of(workspace), "Open decisions")
    assert (found.rows, found.nothing, found.note) == ((), "All 2 decisions done.", "")


def test_challenges_the_last_check_plans_and_siblings_have_their_tables(
    workspace: Workspace,
) -> None:
    sheet = sheet_of(workspace)
    (challenge,) = words(section(sheet, "Challenges"))
    assert challenge == (
        "My life story makes sense to me before I move school in September. | IRO Challenge | "
        "Reply due in 2 days"
    )
    assert words(section(sheet, "Last check")) == ["19 Dec 2019 | Watch | Safe and settled"]
    assert "Long-term fostering" in repr(section(sheet, "Health, education, plans"))
    assert words(section(sheet, "Siblings")) == ["LC-20418 J.B. | IRO 1 | Review 4"]
    assert sheet.sections[-1].lines == 4


def test_a_child_of_whom_little_is_known_has_a_sheet_that_says_so(workspace: Workspace) -> None:
    sheet = sheet_of(workspace, "LC-20418")
    assert section(sheet, "Open decisions").nothing == "No decisions are on file."
    assert section(sheet, "Challenges").nothing == "No challenge is open."
    assert not [one for one in sheet.sections if "asked for" in one.heading]
    snapshot, practice = workspace.snapshot, workspace.practice
    assert child_sheet(snapshot, practice, "f" * 32, TODAY) is None


def test_that_it_was_printed_is_noted_and_undo_passes_it_over(workspace: Workspace) -> None:
    child = workspace.snapshot.cases[child_id(workspace)].child
    edit_child(workspace, replace(child, note="Likes trains."), today=TODAY)
    note_sheet(workspace, child.id, "print")
    (event,) = workspace.snapshot.of(AccessEvent)
    assert (event.what, event.on, event.about_child_id) == ("print", TODAY, child.id)
    assert stacks(workspace).done[-1].words == "edit LC-20417"
    undo_latest(workspace)
    assert workspace.snapshot.cases[child.id].child.note == ""
    assert len(workspace.snapshot.of(AccessEvent)) == 1


def test_a_sheet_that_cannot_be_written_is_not_noted(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    assert write_sheet(workspace, child_id(workspace), path, b"%PDF") == path
    assert path.read_bytes() == b"%PDF"
    with pytest.raises(FileNotWrittenError):
        write_sheet(workspace, child_id(workspace), tmp_path / "no" / "sheet.pdf", b"%PDF")
    assert [one.what for one in workspace.snapshot.of(AccessEvent)] == ["export"]
