"""The view log: what is noted, that it is no edit, and how it is read and kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from iro_desktop.domain.errors import DiskFullError, WrongPassphraseError
from iro_desktop.domain.paper import Document
from iro_desktop.domain.records import AccessEvent
from iro_desktop.domain.snapshot import Commit, Snapshot
from iro_desktop.paths import ATTEMPTS
from iro_desktop.services import undo
from iro_desktop.services.access import (
    kept_words,
    note,
    note_opening,
    note_page,
    older_entries,
    view_log,
)
from iro_desktop.services.child_sheet import NAME
from iro_desktop.services.children import edit_child
from iro_desktop.services.diary_export import export_diary
from iro_desktop.services.history import whole_history
from iro_desktop.services.last_here import Visit
from iro_desktop.services.printing import write_pdf
from iro_desktop.services.safekeeping import back_up
from iro_desktop.services.standards_file import export_standards
from iro_desktop.services.undo import stacks
from iro_desktop.services.what_if import write_plan
from iro_desktop.services.workspace import Workspace, create_workspace, open_workspace
from iro_desktop.storage.attempts import note_attempt
from iro_desktop.storage.encryption import Argon
from tests.builders import an_id
from tests.caseloads import fill
from tests.stores import OFFICER_ID, TODAY, a_workspace

FLOOR = Argon(memory_kib=64 * 1024, passes=1, lanes=4)
PASSPHRASE = "three quiet herons"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 3)
    yield workspace
    workspace.close()


def child_of(workspace: Workspace, reference: str = "LC-20417") -> str:
    case = workspace.snapshot.case_by_reference(reference)
    assert case is not None
    return case.child.id


def whats(workspace: Workspace) -> list[str]:
    return [one.what for one in reversed(view_log(workspace))]


def test_each_opening_is_noted_with_what_opened_it_and_the_failed_ones_before_it(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "s.iro"
    made, code = create_workspace(folder, PASSPHRASE, officer_name="IRO 1", argon=FLOOR)
    assert view_log(made) == ()
    made.close()
    for _ in range(2):
        with pytest.raises(WrongPassphraseError):
            open_workspace(folder, "four quiet herons")
    opened = open_workspace(folder, PASSPHRASE, who="due")
    newest, *failed = view_log(opened)
    assert (newest.words, newest.detail) == ("Unlocked", "By the command “due”")
    assert newest.who == "IRO 1"
    assert [(one.words, one.detail, one.who) for one in failed] == [("Failed unlock", "", "")] * 2
    assert all(one.at <= newest.at for one in failed)
    assert not (folder / ATTEMPTS).exists()
    opened.close()
    opened = open_workspace(folder, code, with_recovery_code=True)
    assert view_log(opened)[0].detail == "In the window, with the recovery code"
    assert whats(opened) == ["failed_unlock", "failed_unlock", "unlock", "unlock"]
    opened.close()


def test_a_failed_unlock_stands_at_its_own_moment(workspace: Workspace) -> None:
    at = datetime(2020, 3, 28, 22, 30, tzinfo=UTC)
    note_attempt(workspace.folder, at)
    note_opening(workspace, "window")
    unlock, failed = view_log(workspace)
    assert (failed.at, failed.note, unlock.what) == (at, "", "unlock")
    assert failed.sentence() == "2020-03-28 22:30 UTC Failed unlock"


def test_a_store_that_cannot_be_written_to_opens_and_keeps_its_attempts(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_attempt(workspace.folder, datetime(2020, 3, 28, tzinfo=UTC))

    def full(*_: object, **__: object) -> None:
        raise DiskFullError

    with monkeypatch.context() as patch:
        patch.setattr(type(workspace.store), "_commit", full)
        note_opening(workspace, "window")
        note(workspace, "print")
        note_page(workspace, child_of(workspace))
    assert view_log(workspace) == ()
    assert (workspace.folder / ATTEMPTS).exists()
    note_opening(workspace, "window")
    assert whats(workspace) == ["failed_unlock", "unlock"]


def test_a_store_that_is_only_read_is_not_written_to(workspace: Workspace) -> None:
    position = workspace.snapshot.position
    workspace.store.read_only = True  # as one of a newer program
    note_opening(workspace, "window")
    note(workspace, "print")
    note_page(workspace, child_of(workspace))
    assert workspace.snapshot.position == position


def test_a_child_s_page_is_noted_once_a_day_for_each_child(tmp_path: Path) -> None:
    days = [date(2020, 3, 31)]
    workspace = a_workspace(tmp_path / "s")
    workspace.today = lambda: days[-1]
    fill(workspace, 2)
    first, second = child_of(workspace), child_of(workspace, "LC-20418")
    for one in (first, second, first, first):
        note_page(workspace, one)
    assert [one.child for one in reversed(view_log(workspace))] == [
        "LC-20417 A.B.",
        "LC-20418 J.B.",
    ]
    days.append(date(2020, 4, 1))
    note_page(workspace, first)
    note_page(workspace, first)
    assert len(view_log(workspace)) == 3
    assert [one.child for one in view_log(workspace, first)] == ["LC-20417 A.B."] * 2
    workspace.close()


def test_an_entry_is_no_edit(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Commit] = []
    workspace.listen(lambda commit, _: told.append(commit))
    child = workspace.snapshot.cases[child_of(workspace)].child
    edit_child(workspace, replace(child, note="Likes trains."), today=TODAY)
    before, cases = whole_history(workspace), workspace.snapshot.cases
    monkeypatch.setattr(undo, "_LOOKED_AT", 3)  # acts back
    for _ in range(7):
        note(workspace, "child_page", child.id)
    assert stacks(workspace).done[-1].words == "edit LC-20417"
    assert whole_history(workspace) == before
    assert workspace.snapshot.cases is cases
    assert [one.is_only_noted for one in told] == [False] + [True] * 7
    assert Visit(workspace).news().rows == ()


def test_what_leaves_the_file_is_noted_without_a_name(workspace: Workspace, tmp_path: Path) -> None:
    at = datetime(2020, 3, 31, tzinfo=UTC)
    child_id = child_of(workspace)
    export_diary(workspace, tmp_path / "d.ics", at=at, from_on=TODAY)
    write_plan(workspace, {child_id: OFFICER_ID}, TODAY, tmp_path / "p.csv")
    sheet = Document("LC-1 A.B.", TODAY, ())
    write_pdf(workspace, sheet, tmp_path / "s.pdf", at=at, name=NAME, child_id=child_id)
    back_up(workspace, tmp_path / "b.irobackup")
    back_up(workspace)  # it stays in the store's folder
    export_standards(workspace, tmp_path / "s.json")
    found = list(reversed(view_log(workspace)))
    assert [one.note.split(",")[0] for one in found] == [
        "diary", "allocations", "supervision sheet", "backup", "standards",
    ]  # fmt: skip
    assert [one.child_id for one in found] == ["", "", child_id, "", ""]
    assert not any("LC-" in one.note or "A.B." in one.note for one in found)


def test_entries_older_than_a_year_are_counted_with_their_day() -> None:
    days = ("2019-03-30", "2019-03-31", "2020-03-31", "2018-01-01")
    events = tuple(
        AccessEvent(id=an_id(), what="print", on=date.fromisoformat(day)) for day in days
    )
    snapshot = Snapshot(others={AccessEvent: (*events, AccessEvent(id=an_id(), what="print"))})
    assert older_entries(snapshot, TODAY) == (2, date(2019, 3, 31))
    assert older_entries(Snapshot(), date(2020, 2, 29)) == (0, date(2019, 2, 28))
    assert kept_words(Snapshot(), TODAY) == "Entries are kept 12 months."
    assert kept_words(snapshot, TODAY) == (
        "Entries are kept 12 months. 2 entries are from before 31 Mar 2019 and can be erased."
    )
