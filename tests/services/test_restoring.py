"""What restoring would change, in words; bringing back what is missing; and going back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from iro_desktop.domain.changes import EXISTS, Change
from iro_desktop.domain.errors import (
    CancelledError,
    FileDamagedError,
    ReadOnlyError,
    WrongPassphraseError,
)
from iro_desktop.domain.records import Child, Erasure, MonitoringCheck, Officer, Review
from iro_desktop.services.restoring import (
    SecretNeededError,
    backups_of,
    bring_back,
    last_backup,
    moment,
    open_backup,
    prepare_going_back,
    preview,
)
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.check import findings
from iro_desktop.storage.opening import create_store
from iro_desktop.storage.store import Store
from tests.storage.test_rebuilding import FLOOR, PASSPHRASE
from tests.stores import DATA_KEY, TODAY, a_workspace


def _add(workspace: Workspace, child: str, reference: str, *reviews: str) -> None:
    with workspace.write(f"add {reference}") as write:
        write.put(Child(id=child, reference=reference))
        for review in reviews:
            write.put(Review(id=review, child_id=child, summary="as it went"))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A store with one child of two reviews."""
    workspace = a_workspace(tmp_path / "s")
    _add(workspace, "c", "AB12", "r1", "r2")
    return workspace


def _back_to(workspace: Workspace, path: Path) -> Workspace:
    """Go back to a backup, and return the store that is there then."""
    going = prepare_going_back(workspace, preview(workspace, open_backup(workspace, path)))
    workspace.close()
    assert going.run().startswith("Your file is as it was on ")
    store = Store.open(going.folder, DATA_KEY)
    workspace.opened.store = store
    workspace.opened.data_key = DATA_KEY
    return workspace


def test_what_was_recorded_since_would_be_missing_and_is_named_by_child_and_kind(
    workspace: Workspace,
) -> None:
    path = workspace.back_up("import")
    with workspace.write("more") as write:
        write.put(Review(id="r3", child_id="c"))
        write.put(MonitoringCheck(id="m1", child_id="c"))
        write.put(MonitoringCheck(id="m2", child_id="c"))
        write.put(Review(id="r1", child_id="c", summary="said otherwise"))
        write.delete("Review", "r2")
        write.put(Officer(id="o2", name="IRO 2"))
    _add(workspace, "d", "AA01")
    found = preview(workspace, open_backup(workspace, path))
    lost = (
        "1 review and 2 monitoring checks would be missing, and changes to 1 review; "
        "1 review deleted since would be there again"
    )
    assert [line.sentence for line in found.back] == []
    assert [line.sentence for line in found.missing] == [
        "AA01: the child would be missing",
        f"AB12: {lost}",
        "Not about one child: 1 IRO would be missing",
    ]
    assert found.missing_changes == 7
    assert found.as_json()["missing"][0] == {
        "child": "AA01", "kind": "Child", "how": "new", "number": 1,
    }  # fmt: skip
    assert bring_back(workspace, found) == 0  # nothing is missing here
    assert len(backups_of(workspace)) == 1


def test_what_is_only_in_the_backup_comes_back_and_nothing_is_lost(
    workspace: Workspace, tmp_path: Path
) -> None:
    other = a_workspace(tmp_path / "other")
    with other.write("receive") as write:
        write.receive(workspace.store.every_change())
    _add(other, "d", "CD34", "r9")
    with other.write("edit") as write:
        write.put(Review(id="r1", child_id="c", summary="said on the other computer"))
    path = other.back_up("asked")
    other.close()
    with workspace.write("edit") as write:
        write.put(Review(id="r2", child_id="c", summary="said here"))

    found = preview(workspace, open_backup(workspace, path))
    assert [line.sentence for line in found.back] == [
        "AB12: changes to 1 review would come back",
        "CD34: the child and 1 review would come back",
        # Each store was set up by a change of its own, under the same ids.
        "Not about one child: changes to 1 IRO and 1 working time would come back",
    ]
    assert [line.sentence for line in found.missing] == [
        "AB12: changes to 1 review would be missing"
    ]
    before = workspace.snapshot.position
    assert bring_back(workspace, found) == found.changes
    assert workspace.snapshot.position == before + found.changes
    assert set(workspace.snapshot.cases) == {"c", "d"}
    summaries = {one.id: one.summary for one in workspace.snapshot.of(Review)}
    assert summaries["r1"] == "said on the other computer"
    assert summaries["r2"] == "said here"
    assert [one.reason for one in backups_of(workspace)] == ["Before bringing back from a backup"]
    assert preview(workspace, found.backup).back == ()
    assert list(findings(workspace.store)) == []


def test_what_was_erased_here_comes_back_by_neither_way(workspace: Workspace) -> None:
    _add(workspace, "d", "CD34", "r9")
    path = workspace.back_up("erase")
    _forget(workspace, "d", "r9")
    found = preview(workspace, open_backup(workspace, path))
    assert found.back == ()
    assert found.erased == 2
    assert found.missing == ()  # the erasure itself goes on
    assert bring_back(workspace, found) == 0
    again = _back_to(workspace, path)
    assert set(again.store.snapshot.cases) == {"c"}
    assert len(again.store.snapshot.of(Erasure)) == 1
    again.store.close()


def _forget(workspace: Workspace, *ids: str) -> None:
    """Leave a store as erasing leaves it: without the changes, and with the record of it."""
    with workspace.store.engine.begin() as connection:
        for record_id in ids:
            for table in ("change", "child", "review"):
                column = "record_id" if table == "change" else "id"
                connection.exec_driver_sql(f"DELETE FROM {table} WHERE {column} = ?", (record_id,))
        connection.exec_driver_sql(
            "UPDATE meta SET value = (SELECT count(*) FROM change) WHERE key = 'position'"
        )
    folder = workspace.folder
    workspace.store.close()
    workspace.opened.store = Store.open(folder, DATA_KEY)
    with workspace.write("erase") as write:
        write.put(Erasure(id="e", asked_on=TODAY, erased_on=TODAY, erased_ids=ids))


def test_an_erasure_between_the_preview_and_the_act_counts(
    workspace: Workspace, tmp_path: Path
) -> None:
    other = a_workspace(tmp_path / "other")
    _add(other, "d", "CD34", "r9")
    path = other.back_up("asked")
    other.close()
    found = preview(workspace, open_backup(workspace, path))
    with workspace.write("erase") as write:
        write.put(Erasure(id="e", asked_on=TODAY, erased_on=TODAY, erased_ids=("d", "r9")))
    bring_back(workspace, found)
    assert set(workspace.snapshot.cases) == {"c"}


def test_going_back_sets_aside_what_is_there_now(workspace: Workspace) -> None:
    path = workspace.back_up("asked")
    _add(workspace, "d", "CD34")
    going = prepare_going_back(workspace, preview(workspace, open_backup(workspace, path)))
    workspace.close()
    words = going.run()
    (aside,) = going.folder.glob("set-aside-*")
    assert f"What was there before is kept in the folder {aside.name}." in words
    for folder, children in ((going.folder, {"c"}), (aside, {"c", "d"})):
        store = Store.open(folder, DATA_KEY)
        assert set(store.snapshot.cases) == children
        store.close()


def test_the_backup_of_another_file_asks_for_its_passphrase(
    workspace: Workspace, tmp_path: Path
) -> None:
    other, code = create_store(tmp_path / "other", PASSPHRASE, argon=FLOOR)
    path = other.back_up_to(tmp_path / "other.irobackup")
    other.close()
    with pytest.raises(SecretNeededError):
        open_backup(workspace, path)
    with pytest.raises(WrongPassphraseError):
        open_backup(workspace, path, "not the right one")
    found = open_backup(workspace, path, PASSPHRASE)
    assert found.keys == other.keys
    assert open_backup(workspace, path, code, with_recovery_code=True).data_key == found.data_key
    assert open_backup(workspace, workspace.back_up("asked")).keys == workspace.opened.keys


def test_a_backup_says_when_it_was_made_and_the_list_for_what(workspace: Workspace) -> None:
    assert last_backup(workspace) == "This file has not been backed up yet."
    before = datetime.now(UTC).replace(microsecond=0)
    path = workspace.back_up("import")
    (listed,) = backups_of(workspace)
    assert (listed.path, listed.reason) == (path, "Before an import")
    assert listed.size.endswith(" KB")
    assert last_backup(workspace) == f"Last backup: {moment(listed.made_at)} (before an import)."
    found = preview(workspace, open_backup(workspace, path))
    assert before <= found.made_at <= datetime.now(UTC)
    assert found.day == moment(found.made_at)
    workspace.back_up("upgrade")
    assert backups_of(workspace)[0].reason == "Before an update of the program"


def test_kinds_of_a_newer_program_are_counted_too(workspace: Workspace, tmp_path: Path) -> None:
    newer = Change(
        run=5, seq=1, schema=9, act=1, words="", source="typed", clock=1, actor="",
        at="2020-03-31T09:00:00.000Z", kind="Horoscope", record_id="h", fields={EXISTS: True},
    )  # fmt: skip
    other = a_workspace(tmp_path / "other")
    with other.write("receive") as write:
        write.receive([*workspace.store.every_change(), newer])
    path = other.back_up("asked")
    other.close()
    found = preview(workspace, open_backup(workspace, path))
    assert "1 entry of a newer program would come back" in found.back[-1].sentence
    bring_back(workspace, found)
    assert workspace.store.history(["h"])["h"] == [newer]


def test_a_damaged_backup_and_a_cancel_change_nothing(workspace: Workspace) -> None:
    path = workspace.back_up("asked")
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    with pytest.raises(FileDamagedError):
        open_backup(workspace, path)
    path.write_bytes(whole)

    def cancelled(_done: int, _total: int) -> None:
        raise CancelledError

    with workspace.write("many") as write:
        for number in range(1200):
            write.put(Review(id=f"n{number}", child_id="c"))
    large = workspace.back_up("asked")
    position = workspace.snapshot.position
    with pytest.raises(CancelledError):
        preview(workspace, open_backup(workspace, large), cancelled)
    assert workspace.snapshot.position == position


def test_a_file_that_is_only_read_here_refuses_both_ways(workspace: Workspace) -> None:
    found = preview(workspace, open_backup(workspace, workspace.back_up("asked")))
    workspace.store.read_only = True
    with pytest.raises(ReadOnlyError):
        bring_back(workspace, found)
    with pytest.raises(ReadOnlyError):
        prepare_going_back(workspace, found)
