"""The council's policy on this computer: read, and asked by everything that it governs."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from iro_desktop.domain.errors import WeakPassphraseError
from iro_desktop.domain.policy import STRICTEST, Policy
from iro_desktop.domain.records import Child
from iro_desktop.services import policy as policies
from iro_desktop.services import self_test, sharing, sharing_status
from iro_desktop.services.child_sheet import printable_sheet
from iro_desktop.services.children import add_child
from iro_desktop.services.diary_export import export_diary
from iro_desktop.services.handover import export_handover
from iro_desktop.services.passphrases import change_passphrase
from iro_desktop.services.policy import NotAllowedError, read_policy
from iro_desktop.services.printing import Printable, pages_to_print, write_pdf
from iro_desktop.services.retention import erase_after_months
from iro_desktop.services.workspace import Workspace, create_workspace
from iro_desktop.ui.settings import Settings
from tests.policies import Put
from tests.quick_keys import FLOOR
from tests.stores import TODAY, a_workspace

NOW = datetime(2020, 3, 31, 9, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s.iro")
    add_child(workspace, Child(id="", reference="AB12", name="A. Child"), today=TODAY)
    yield workspace
    workspace.close()


def _child_id(workspace: Workspace) -> str:
    return next(iter(workspace.snapshot.cases))


def _sheet(workspace: Workspace) -> Printable:
    found = printable_sheet(workspace.snapshot, workspace.practice, _child_id(workspace), TODAY)
    assert found is not None
    return found


# Reading


def test_without_a_file_there_is_no_policy(tmp_path: Path) -> None:
    found = read_policy(tmp_path / "policy.toml", lambda: None)
    assert (found.policy, found.is_set, found.notice()) == (Policy(), False, "")
    assert found.words() == "No council policy is set on this computer."


@pytest.mark.parametrize("text", ["lock_minutes = ", "printing = false\nprinting = true", "\udcff"])
def test_a_file_that_cannot_be_read_forbids_everything_and_is_said(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    found = read_policy(path)
    assert found.policy == STRICTEST
    assert "cannot be read" in found.notice()
    assert "cannot be read" in found.words()


def test_a_file_of_another_encoding_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes("\ufeffprinting = false".encode())
    assert read_policy(path).policy == Policy(printing=False)


def test_the_file_and_the_registry_only_tighten_each_other(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text("printing = false\nlock_minutes = 9")
    found = read_policy(path, lambda: {"printing": 1, "lock_minutes": 4, "colour": "red"})
    assert found.policy == Policy(printing=False, lock_minutes=4)
    assert "colour" in found.notice()
    assert "The window locks after 4 minutes at most." in found.words()


def test_a_registry_that_cannot_be_read_forbids_everything(tmp_path: Path) -> None:
    def refuses() -> dict[str, object]:
        raise PermissionError

    assert read_policy(tmp_path / "policy.toml", refuses).policy == STRICTEST


# What it governs


def test_files_about_single_children_are_refused_and_nothing_is_written(
    put: Put, workspace: Workspace, tmp_path: Path
) -> None:
    put("child_exports = false")
    sheet = _sheet(workspace)
    out = tmp_path / "out"
    with pytest.raises(NotAllowedError, match="does not allow files about single children"):
        write_pdf(workspace, sheet.document(False), out, at=NOW, name="Sheet")
    with pytest.raises(NotAllowedError):
        export_diary(workspace, out, at=NOW, from_on=TODAY)
    before = workspace.snapshot.position
    with pytest.raises(NotAllowedError):
        export_handover(workspace, [_child_id(workspace)], TODAY, out, today=TODAY)
    assert workspace.snapshot.position == before
    assert not out.exists()


def test_printing_and_names_are_refused_each_by_itself(
    put: Put, workspace: Workspace, tmp_path: Path
) -> None:
    sheet = _sheet(workspace)
    assert [sheet.may_name] == [True]
    put("printing = false")
    with pytest.raises(NotAllowedError, match="printing"):
        pages_to_print(sheet.document(False))
    write_pdf(workspace, sheet.document(False), tmp_path / "s.pdf", at=NOW, name="Sheet")
    put("names = false")
    assert [sheet.may_name] == [False]
    assert pages_to_print(sheet.document(False)).pictures


def test_the_shared_copy_lies_where_the_policy_has_it_and_nowhere_else(
    put: Put, workspace: Workspace, tmp_path: Path
) -> None:
    allowed, other = tmp_path / "Allowed", tmp_path / "Allowed too"
    for folder in (allowed / "deep", other):
        folder.mkdir(parents=True)
    with suppress(OSError):  # Windows lets few make links
        (tmp_path / "link").symlink_to(other)
    put(f"sync_folders = ['{allowed}']")
    for folder in (other, allowed / ".." / "Allowed too", tmp_path / "link", tmp_path):
        with pytest.raises(NotAllowedError, match="a shared copy in this folder"):
            sharing.start(workspace, folder, "four shared words", now=NOW)
    assert not sharing_status.is_shared(workspace)
    sharing.start(workspace, allowed / "deep", "four shared words", now=NOW, argon=FLOOR)
    assert sharing_status.is_shared(workspace)
    put("sync_folders = []")
    with pytest.raises(NotAllowedError, match="does not allow a shared copy:"):
        sharing.share(workspace, now=NOW)


def test_a_new_passphrase_is_as_long_as_the_policy_has_it(
    put: Put, workspace: Workspace, tmp_path: Path
) -> None:
    put("passphrase_length = 24")
    with pytest.raises(WeakPassphraseError, match="at least 24 characters"):
        create_workspace(tmp_path / "n", "three quiet herons", officer_name="IRO 1")
    with pytest.raises(WeakPassphraseError):
        change_passphrase(workspace, "old", "three quiet herons")
    assert not (tmp_path / "n").exists()


def test_a_file_for_a_whole_service_is_refused(put: Put, tmp_path: Path) -> None:
    put("whole_service = false")
    with pytest.raises(NotAllowedError, match="whole service"):
        create_workspace(
            tmp_path / "n", "three quiet herons", officer_name="IRO 1", whole_service=True
        )


def test_a_case_may_be_erased_no_later_than_the_policy_has_it(
    put: Put, workspace: Workspace
) -> None:
    standard = erase_after_months(workspace.practice, TODAY)
    put("retention_months = 2")
    assert standard != 2
    assert erase_after_months(workspace.practice, TODAY) == 2


def test_the_window_locks_no_later_than_the_policy_has_it(put: Put, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    settings.lock_after_minutes = 8
    assert settings.lock_after_minutes == 8
    put("lock_minutes = 3")
    assert settings.lock_after_minutes == 3
    settings.lock_after_minutes = 2
    assert settings.lock_after_minutes == 2


def test_no_policy_is_asked_about_invented_children_and_it_holds_again_afterwards(
    put: Put,
) -> None:
    put("printing = false")
    with policies.for_invented_children():
        policies.require_printing()
    with pytest.raises(NotAllowedError):
        policies.require_printing()


@pytest.mark.long
def test_a_policy_that_forbids_all_lets_an_installed_program_prove_itself(put: Put) -> None:
    put("whole_service = false\nchild_exports = false\nsync_folders = []\nprinting = false")
    assert len(list(self_test.steps())) > 5
    with pytest.raises(NotAllowedError):
        policies.require_printing()
