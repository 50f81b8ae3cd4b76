"""What a round tells: once, in words, and nothing of what computers say of themselves."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from iro_desktop.domain.records import Child, Device
from iro_desktop.services import sharing, sharing_keys
from iro_desktop.services.access import note
from iro_desktop.services.children import add_child
from iro_desktop.services.sharing_rounds import (
    report_of,
    round_if_changed,
    round_now,
    signature,
)
from iro_desktop.services.undo import stacks
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.encryption import Argon
from iro_desktop.storage.store import Store
from iro_desktop.sync.exchange import FolderGoneError
from iro_desktop.sync.round import Outcome
from iro_desktop.sync.vault import read_vault
from tests.stores import DATA_KEY, TODAY, a_workspace

NOW: Final = datetime(2020, 3, 31, 9, tzinfo=UTC)
FLOOR: Final = Argon(64 * 1024, 1, 1)
SECRET, OTHER = "three plain words", "four other plain words"


@pytest.fixture
def cloud(tmp_path: Path) -> Path:
    (tmp_path / "cloud").mkdir()
    return tmp_path / "cloud" / "x.irosync"


@pytest.fixture
def one(tmp_path: Path, cloud: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "one")
    add(workspace, "AB12")
    sharing.start(workspace, cloud, SECRET, now=NOW, name="Laptop", argon=FLOOR)
    yield workspace
    workspace.close()


@pytest.fixture
def two(tmp_path: Path, one: Workspace, cloud: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "two")
    vault = read_vault(one.store)
    assert vault is not None
    sharing.take_part(workspace.store, vault, cloud)
    sharing.share(workspace, now=NOW, name="Desk")
    sharing.share(one, now=NOW)
    yield workspace
    workspace.close()


def add(workspace: Workspace, reference: str) -> None:
    add_child(workspace, Child(id="", reference=reference), today=TODAY)


def test_what_came_in_is_counted_with_whence(one: Workspace, two: Workspace) -> None:
    add(two, "CD34")
    sharing.share(two, now=NOW)
    report = round_now(one, NOW)
    assert report.passing == ("2 changes received from Desk.",)
    assert report.standing == ()
    assert round_now(one, NOW).passing == ()


def test_that_a_computer_looked_in_or_noted_something_is_no_news(
    one: Workspace, two: Workspace
) -> None:
    note(two, "print")
    sharing.share(two, now=NOW.replace(hour=12))  # says again that it is here
    report = round_now(one, NOW)
    assert report.passing == report.standing == ()


def test_a_file_that_has_not_changed_is_not_read(
    one: Workspace, two: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = signature(one)
    assert known
    with monkeypatch.context() as patch:
        patch.setattr(sharing, "share", None)
        assert round_if_changed(one, known, NOW) is None
    add(two, "EF56")
    sharing.share(two, now=NOW)
    report = round_if_changed(one, known, NOW)
    assert report is not None
    assert report.signature == signature(one) != known


def test_a_file_that_was_put_back_has_all_again_and_says_so(
    tmp_path: Path, one: Workspace, two: Workspace
) -> None:
    one.store.close()
    shutil.copytree(tmp_path / "one", tmp_path / "earlier")
    one.opened.store = Store.open(tmp_path / "one", DATA_KEY)
    add(one, "GH78")
    sharing.share(one, now=NOW)
    one.store.close()
    one.opened.store = Store.open(tmp_path / "earlier", DATA_KEY)
    (told,) = round_now(one, NOW).standing
    assert "was put back as it was on an earlier day" in told
    assert len(one.snapshot.cases) == 2
    assert round_now(one, NOW).standing == ()
    del two


def test_own_changes_that_were_lost_and_came_back_are_told(one: Workspace) -> None:
    (told,) = report_of(one, lambda _: Outcome(taken_back=3)).standing
    assert told.startswith("3 changes made on this computer and lost since came back")


def test_notices_wait_for_a_round_that_somebody_hears_of(one: Workspace, cloud: Path) -> None:
    with one.write("look", source="sharing") as write:
        write.put(Device(id="d" * 32, name="Old tablet"))
    under_old_key = cloud.read_bytes()
    sharing_keys.remove_computer(one, "d" * 32, OTHER, now=NOW, argon=FLOOR)
    cloud.with_name("copy.irosync").write_bytes(under_old_key)
    assert round_now(one, NOW, is_last=True).standing == ()
    (told,) = round_now(one, NOW).standing
    assert told.startswith("A file was set aside in the shared folder, because it is under a key")
    assert round_now(one, NOW).standing == ()


def test_what_stops_a_round_is_told_as_the_status_s_problem(one: Workspace, cloud: Path) -> None:
    cloud.parent.rename(cloud.parent.with_name("away"))
    report = round_now(one, NOW)
    assert isinstance(report.error, FolderGoneError)
    assert report.status is not None
    assert report.status.problem == FolderGoneError.sentence
    assert signature(one) == ()
    cloud.parent.with_name("away").rename(cloud.parent)
    report = round_now(one, NOW)
    assert report.status is not None
    assert report.status.problem == ""


def test_stopping_leaves_no_status(one: Workspace) -> None:
    assert report_of(one, sharing.stop).status is None


def test_undo_takes_back_only_what_was_done_here(one: Workspace, two: Workspace) -> None:
    add(two, "IJ90")
    sharing.share(two, now=NOW)
    round_now(one, NOW)
    assert [act.words for act in stacks(one).done] == ["add AB12"]
    assert [act.words for act in stacks(two).done] == ["add IJ90"]
