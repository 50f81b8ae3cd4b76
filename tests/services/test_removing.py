"""Removing the file from this computer: its keys and all that they open, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from iro_desktop.domain.errors import NotAStoreError, StoreInUseError, WrongPassphraseError
from iro_desktop.domain.records import Child
from iro_desktop.paths import KEYS
from iro_desktop.services.children import add_child
from iro_desktop.services.removing import ask_to_remove
from iro_desktop.services.workspace import Workspace, create_workspace, open_workspace
from tests.quick_keys import FLOOR
from tests.stores import TODAY

PASSPHRASE = "three quiet herons"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A store with a backup beside it, an earlier state set aside, and somebody's own note."""
    workspace, _ = create_workspace(
        tmp_path / "s.iro", PASSPHRASE, officer_name="IRO 1", argon=FLOOR, today=lambda: TODAY
    )
    add_child(workspace, Child(id="", reference="AB12"), today=TODAY)
    workspace.back_up("daily")
    aside = workspace.folder / "set-aside-20200331-090000"
    aside.mkdir()
    (aside / KEYS).write_bytes((workspace.folder / KEYS).read_bytes())
    (workspace.folder / "note.txt").write_text("mine")
    yield workspace
    workspace.close()


def test_after_the_passphrase_all_that_the_keys_open_is_gone_and_other_files_stay(
    workspace: Workspace,
) -> None:
    removal = ask_to_remove(workspace, PASSPHRASE)
    with pytest.raises(StoreInUseError):
        removal.run()
    assert workspace.snapshot.cases
    workspace.close()
    assert "removed from this computer" in removal.run()
    left = {path.name for path in removal.folder.rglob("*")}
    assert left <= {"note.txt", "store.lock"}
    assert "note.txt" in left
    with pytest.raises(NotAStoreError):
        open_workspace(removal.folder, PASSPHRASE)


def test_a_wrong_passphrase_removes_nothing(workspace: Workspace) -> None:
    with pytest.raises(WrongPassphraseError):
        ask_to_remove(workspace, "four quiet herons")
    workspace.close()
    open_workspace(workspace.folder, PASSPHRASE).close()
