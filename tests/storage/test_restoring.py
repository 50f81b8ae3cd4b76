"""Restoring over a store: what was erased stays erased, whichever backup takes its place."""

from pathlib import Path

import pytest

from iro_desktop.domain.errors import NotThisStoreError, WrongPassphraseError
from iro_desktop.domain.records import AccessEvent, Child, Erasure, FrozenCount, Review
from iro_desktop.paths import DATABASE, KEYS
from iro_desktop.storage.check import findings
from iro_desktop.storage.encryption import KeyFile
from iro_desktop.storage.opening import SAMPLE_AS_OF, OpenStore, create_store, open_store
from iro_desktop.storage.restoring import Kept, OpenBackup, kept_of, make_store, restore
from iro_desktop.storage.store import Store
from tests.storage.test_rebuilding import FLOOR, PASSPHRASE
from tests.stores import DATA_KEY, TODAY, a_store, an_open_store

OTHER = "five quiet herons"


def _filled(opened: OpenStore) -> Path:
    """Put two children with reviews into a store, and return its backup."""
    with opened.store.write("add") as write:
        for child, reference in (("c", "AB12"), ("d", "CD34")):
            write.put(Child(id=child, reference=reference))
            write.put(Review(id=f"r{child}", child_id=child, summary=f"of {reference}"))
    return opened.back_up("asked")


def _erase(store: Store, *, cancelled: bool = False) -> None:
    """Record that the child d was erased, with a figure that was frozen for it."""
    erasure = Erasure(
        id="e", about_child_id="d", asked_on=TODAY, erased_on=TODAY, erased_ids=("d", "rd"),
        cancelled_on=TODAY if cancelled else None,
    )  # fmt: skip
    with store.write("erase") as write:
        write.put(erasure)
        write.put(FrozenCount(id="f", erasure_id="e"))
        write.put(FrozenCount(id="g"))


def _gone_back(opened: OpenStore, path: Path) -> Store:
    """Go back to a backup with what the open store keeps, and return the store."""
    kept = kept_of(opened.store, same=True)
    backup = OpenBackup(path, path.read_bytes(), DATA_KEY, opened.keys)
    opened.close()
    make_store(opened.folder, backup, kept)
    return Store.open(opened.folder, DATA_KEY)


def test_going_back_keeps_erasures_and_what_was_erased_stays_away(tmp_path: Path) -> None:
    opened = an_open_store(tmp_path / "s")
    path = _filled(opened)
    _erase(opened.store)
    store = _gone_back(opened, path)
    assert set(store.snapshot.cases) == {"c"}
    assert store.history(["d", "rd"]) == {}
    assert [erasure.erased_ids for erasure in store.snapshot.of(Erasure)] == [("d", "rd")]
    assert [count.id for count in store.snapshot.of(FrozenCount)] == ["f"]  # "g" was made since
    assert list(findings(store)) == []
    store.close()


def test_going_back_keeps_the_view_log(tmp_path: Path) -> None:
    opened = an_open_store(tmp_path / "s")
    path = _filled(opened)
    with opened.store.write("view log", source="access") as write:
        write.put(AccessEvent(id="v", what="print", on=TODAY, about_child_id="c"))
    store = _gone_back(opened, path)
    assert [event.what for event in store.snapshot.of(AccessEvent)] == ["print"]
    store.close()


def test_going_back_keeps_what_was_begun_to_be_erased_and_the_days_of_waiting(
    tmp_path: Path,
) -> None:
    opened = an_open_store(tmp_path / "s")
    path = _filled(opened)
    begun = {"erasure:unfinished": "yes", "erasure:seen:e": "2020-03-01"}
    for key, value in begun.items():
        opened.store.set_local(key, value)
    store = _gone_back(opened, path)
    assert store.locals("erasure:") == begun
    store.close()


def test_of_which_shared_file_all_is_here_holds_only_for_the_log_as_it_was(
    tmp_path: Path,
) -> None:
    """Else that file would be written over, with what only it has got."""
    opened = an_open_store(tmp_path / "s")
    opened.store.set_local("sync:path", "somewhere")
    opened.store.set_local("sync:retired", "f" * 64)
    path = _filled(opened)
    store = _gone_back(opened, path)
    assert store.locals("sync:") == {"sync:path": "somewhere"}
    store.close()


def test_a_cancelled_erasure_keeps_nothing_away(tmp_path: Path) -> None:
    opened = an_open_store(tmp_path / "s")
    path = _filled(opened)
    _erase(opened.store, cancelled=True)
    store = _gone_back(opened, path)
    assert set(store.snapshot.cases) == {"c", "d"}
    assert len(store.snapshot.of(Erasure)) == 1
    store.close()


def test_erasures_are_kept_where_the_log_can_no_longer_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = an_open_store(tmp_path / "s")
    path = _filled(opened)
    _erase(opened.store)

    def fails(*_: object) -> None:
        from iro_desktop.domain.errors import StoreDamagedError

        raise StoreDamagedError

    monkeypatch.setattr("iro_desktop.storage.log.of_records", fails)
    kept = kept_of(opened.store, same=True)
    monkeypatch.undo()
    assert kept.changes == ()
    backup = OpenBackup(path, path.read_bytes(), DATA_KEY, opened.keys)
    opened.close()
    make_store(opened.folder, backup, kept)
    store = Store.open(opened.folder, DATA_KEY)
    assert set(store.snapshot.cases) == {"c"}
    assert [erasure.erased_ids for erasure in store.snapshot.of(Erasure)] == [("d", "rd")]
    store.close()


def test_the_shared_copys_place_and_the_mark_of_a_sample_go_on(tmp_path: Path) -> None:
    opened = an_open_store(tmp_path / "s")
    opened.store.set_local("sync:place", "the old folder")
    opened.store.set_local("sync:status", "safe up to then")
    opened.store.set_local("device:name", "this laptop")
    path = _filled(opened)
    opened.store.set_local("sync:place", "the new folder")
    opened.store.set_local(SAMPLE_AS_OF, TODAY.isoformat())
    store = _gone_back(opened, path)
    assert store.local("sync:place") == "the new folder"
    assert store.local(SAMPLE_AS_OF) == TODAY.isoformat()
    assert store.local("device:name") is None
    assert store.local("sync:status") is None
    store.close()


def test_who_stopped_sharing_since_does_not_share_again_by_going_back(tmp_path: Path) -> None:
    opened = an_open_store(tmp_path / "s")
    opened.store.set_local("sync:place", "the shared folder")
    opened.store.set_local("draft:check", "half a sentence")
    path = _filled(opened)
    opened.store.set_local("sync:place", None)
    opened.store.set_local("draft:check", None)
    store = _gone_back(opened, path)
    assert store.locals("sync:") == {}
    assert store.local("draft:check") == "half a sentence"
    store.close()


def test_a_restore_by_command_keeps_erasures_too(tmp_path: Path) -> None:
    opened, _ = create_store(tmp_path / "s", PASSPHRASE, argon=FLOOR)
    path = _filled(opened)
    _erase(opened.store)
    opened.change_passphrase(PASSPHRASE, OTHER)
    opened.close()
    restore(path, opened.folder, PASSPHRASE)  # the passphrase of its day opens it, and is back
    again = open_store(opened.folder, PASSPHRASE)
    assert set(again.store.snapshot.cases) == {"c"}
    again.close()


def test_todays_passphrase_opens_an_older_backup_of_the_same_store_and_stays(
    tmp_path: Path,
) -> None:
    opened, _ = create_store(tmp_path / "s", PASSPHRASE, argon=FLOOR)
    path = _filled(opened)
    opened.change_passphrase(PASSPHRASE, OTHER)
    opened.close()
    with pytest.raises(WrongPassphraseError):
        restore(path, opened.folder, "not the right one")
    restore(path, opened.folder, OTHER)
    with pytest.raises(WrongPassphraseError):
        open_store(opened.folder, PASSPHRASE)
    open_store(opened.folder, OTHER).close()


def test_another_store_is_replaced_only_if_what_was_erased_in_it_can_be_known(
    tmp_path: Path,
) -> None:
    opened, _ = create_store(tmp_path / "one", PASSPHRASE, argon=FLOOR)
    path = _filled(opened)
    opened.close()
    other, _ = create_store(tmp_path / "other", OTHER, argon=FLOOR)
    _erase(other.store)
    other.close()
    before = (other.folder / DATABASE).read_bytes(), (other.folder / KEYS).read_bytes()
    with pytest.raises(NotThisStoreError):
        restore(path, other.folder, PASSPHRASE)
    assert before == ((other.folder / DATABASE).read_bytes(), (other.folder / KEYS).read_bytes())

    again = open_store(other.folder, OTHER)
    again.change_passphrase(OTHER, PASSPHRASE)
    again.close()
    restore(path, other.folder, PASSPHRASE)
    restored = open_store(other.folder, PASSPHRASE)
    assert set(restored.store.snapshot.cases) == {"c"}
    restored.close()


def test_a_damaged_store_is_in_nobodys_way(tmp_path: Path) -> None:
    opened, _ = create_store(tmp_path / "s", PASSPHRASE, argon=FLOOR)
    path = _filled(opened)
    opened.close()
    (opened.folder / DATABASE).write_bytes(b"x" * 9000)
    aside = restore(path, opened.folder, PASSPHRASE).set_aside
    assert aside is not None
    assert (aside / DATABASE).read_bytes() == b"x" * 9000
    open_store(opened.folder, PASSPHRASE).close()


def test_a_backup_made_before_it_said_when_still_restores(tmp_path: Path) -> None:
    from iro_desktop.storage.container import BACKUP, seal

    store = a_store(tmp_path / "s")
    keys = KeyFile(store.facts.store_id, ())
    store.close()
    first = (
        b'{"drafts":{"draft:a":"b"},"store":{"officer_id":"o","store_id":"x","whole_service":true}}'
    )
    data = seal([first], key=DATA_KEY, vault_id=keys.store_id, purpose=BACKUP)
    folder = tmp_path / "new"
    folder.mkdir()
    make_store(folder, OpenBackup(tmp_path / "b", data, DATA_KEY, keys), Kept())
    again = Store.open(folder, DATA_KEY)
    assert again.facts.whole_service
    assert again.locals("") == {"draft:a": "b"}
    again.close()
