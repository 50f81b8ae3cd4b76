"""Making, opening, backing up and restoring a store under a passphrase."""

import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from iro_desktop.domain.errors import (
    DiskFullError,
    FileDamagedError,
    KeyFileDamagedError,
    KeyFileMissingError,
    NotAStoreError,
    NotOurFileError,
    StoreDamagedError,
    StoreExistsError,
    StoreInUseError,
    WeakPassphraseError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from iro_desktop.domain.records import Child
from iro_desktop.paths import BACKUP_ENDING, DATABASE, KEYS
from iro_desktop.storage.backup import superfluous
from iro_desktop.storage.check import findings
from iro_desktop.storage.container import BACKUP, seal
from iro_desktop.storage.encryption import Argon
from iro_desktop.storage.facts import StoreFacts
from iro_desktop.storage.opening import OpenStore, create_store, open_store
from iro_desktop.storage.restoring import Restored, restore
from iro_desktop.storage.store import Store

FLOOR = Argon(memory_kib=64 * 1024, passes=1, lanes=4)
PASSPHRASE = "three quiet herons"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[OpenStore, str]]:
    facts = StoreFacts("", "officer", whole_service=True)
    opened, code = create_store(tmp_path / "s.iro", PASSPHRASE, facts=facts, argon=FLOOR)
    with opened.store.write("add AB12") as write:
        write.put(Child(id="c", reference="AB12"))
    yield opened, code
    opened.close()


@pytest.mark.long
def test_a_store_opens_with_its_passphrase_and_with_its_recovery_code(
    made: tuple[OpenStore, str],
) -> None:
    opened, code = made
    opened.close()
    again = open_store(opened.folder, PASSPHRASE)
    assert again.store.snapshot.cases["c"].child.reference == "AB12"
    assert again.store.facts.whole_service
    again.close()
    again = open_store(opened.folder, code.lower(), with_recovery_code=True)
    fresh = again.set_passphrase("four quiet herons")
    again.close()
    with pytest.raises(WrongRecoveryCodeError):
        open_store(opened.folder, code, with_recovery_code=True)
    open_store(opened.folder, "four quiet herons").close()
    open_store(opened.folder, fresh, with_recovery_code=True).close()


@pytest.mark.long
def test_a_changed_passphrase_opens_and_the_old_one_does_not(made: tuple[OpenStore, str]) -> None:
    opened, _ = made
    opened.change_passphrase(PASSPHRASE, "five quiet herons")
    opened.close()
    with pytest.raises(WrongPassphraseError):
        open_store(opened.folder, PASSPHRASE)
    open_store(opened.folder, "five quiet herons").close()


def test_each_thing_that_can_be_wrong_has_its_own_sentence(
    made: tuple[OpenStore, str], tmp_path: Path
) -> None:
    opened, _ = made
    folder = opened.folder
    said: list[str] = []

    def refused(error: type[Exception], folder: Path, passphrase: str = PASSPHRASE) -> None:
        with pytest.raises(error) as caught:
            open_store(folder, passphrase)
        said.append(str(caught.value))

    refused(StoreInUseError, folder)
    opened.close()
    refused(WrongPassphraseError, folder, "not the right one")
    refused(NotAStoreError, tmp_path / "nowhere")
    keys = (folder / KEYS).read_bytes()
    (folder / KEYS).write_bytes(keys.replace(b"salt", b"sugar"))
    refused(KeyFileDamagedError, folder)
    (folder / KEYS).unlink()
    refused(KeyFileMissingError, folder)
    (folder / KEYS).write_bytes(keys)
    database = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(b"x" * len(database))
    refused(StoreDamagedError, folder)
    (folder / DATABASE).write_bytes(b"SQLite format 3\0" + database[16:])
    refused(NotAStoreError, folder)
    assert len(set(said)) == len(said)
    assert all(len(sentence) > 20 and sentence.endswith(".") for sentence in said)
    (folder / DATABASE).write_bytes(database)
    open_store(folder, PASSPHRASE).close()  # no attempt harmed it


def test_a_store_whose_making_was_cut_short_can_be_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "s.iro"
    (folder / ".creating").mkdir(parents=True)
    (folder / ".creating" / DATABASE).write_bytes(b"half")
    (folder / KEYS).write_bytes(b"a key file without its database")
    opened, _ = create_store(folder, PASSPHRASE, argon=FLOOR)
    opened.close()
    assert not (folder / ".creating").exists()
    (aside,) = folder.glob("set-aside-*")
    assert (aside / KEYS).read_bytes() == b"a key file without its database"
    open_store(folder, PASSPHRASE).close()


def test_a_store_without_its_database_says_so_and_is_never_made_over(
    made: tuple[OpenStore, str],
) -> None:
    opened, _ = made
    opened.back_up("daily")
    opened.close()
    (opened.folder / DATABASE).unlink()
    with pytest.raises(NotAStoreError, match=r"database .* is missing"):
        open_store(opened.folder, PASSPHRASE)
    with pytest.raises(StoreExistsError):
        create_store(opened.folder, PASSPHRASE, argon=FLOOR)


def test_a_second_store_is_never_made_over_a_first(made: tuple[OpenStore, str]) -> None:
    with pytest.raises(StoreExistsError):
        create_store(made[0].folder, PASSPHRASE, argon=FLOOR)


def test_a_weak_passphrase_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(WeakPassphraseError):
        create_store(tmp_path / "s.iro", "short", argon=FLOOR)
    assert not (tmp_path / "s.iro").exists()


def test_a_backup_restores_everything_elsewhere(
    made: tuple[OpenStore, str], tmp_path: Path
) -> None:
    opened, code = made
    opened.store.set_local("draft:check", "half a sentence")
    opened.store.set_local("secret", "of this device")
    path = opened.back_up("import")
    assert path.parent == opened.folder / "backups"
    assert restore(path, tmp_path / "new.iro", PASSPHRASE) == Restored(1, None)
    again = open_store(tmp_path / "new.iro", code, with_recovery_code=True)
    assert again.store.snapshot.cases["c"].child.reference == "AB12"
    assert again.store.facts == opened.store.facts
    assert again.store.local("draft:check") == "half a sentence"
    assert again.store.local("secret") is None
    assert list(findings(again.store)) == []
    again.close()


def test_a_restore_over_a_store_sets_it_aside(made: tuple[OpenStore, str]) -> None:
    opened, _ = made
    path = opened.back_up("daily")
    with opened.store.write("add CD34") as write:
        write.put(Child(id="d", reference="CD34"))
    with pytest.raises(StoreInUseError):
        restore(path, opened.folder, PASSPHRASE)
    opened.close()
    aside = restore(path, opened.folder, PASSPHRASE).set_aside
    again = open_store(opened.folder, PASSPHRASE)
    assert set(again.store.snapshot.cases) == {"c"}
    again.close()
    assert aside is not None
    earlier = open_store(aside, PASSPHRASE)
    assert set(earlier.store.snapshot.cases) == {"c", "d"}
    earlier.close()


def test_a_damaged_backup_restores_nothing(made: tuple[OpenStore, str], tmp_path: Path) -> None:
    opened, _ = made
    path = opened.back_up("daily")
    data = path.read_bytes()
    path.write_bytes(data[:-40])
    with pytest.raises(FileDamagedError):
        restore(path, tmp_path / "new.iro", PASSPHRASE)
    assert not (tmp_path / "new.iro").exists()
    path.write_bytes(b"something else")
    with pytest.raises(NotOurFileError):
        restore(path, tmp_path / "new.iro", PASSPHRASE)
    path.write_bytes(data)
    with pytest.raises(WrongPassphraseError):
        restore(path, tmp_path / "new.iro", "not the right one")


def test_backups_are_thinned_to_days_weeks_and_months() -> None:
    now = datetime(2020, 3, 31, 12, tzinfo=UTC)
    stamps = [now - timedelta(hours=6 * step) for step in range(4 * 500)]
    names = {f"{stamp:%Y%m%dT%H%M%S%f}Z-daily{BACKUP_ENDING}": stamp for stamp in stamps}
    gone = set(superfluous([*names, "mine.irobackup", "notes.txt"], now))
    left = sorted(stamp for name, stamp in names.items() if name not in gone)
    assert gone < set(names)
    assert [stamp for stamp in left if now - stamp <= timedelta(days=2)] == sorted(stamps[:9])
    assert len({stamp.date() for stamp in left if now - stamp < timedelta(days=12)}) == 12
    assert 9 + 9 + 7 <= len(left) <= 9 + 10 + 10 + 9
    assert left[0] > now - timedelta(days=9 * 31)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_everything_of_a_store_is_its_users_alone(
    made: tuple[OpenStore, str], tmp_path: Path
) -> None:
    opened, _ = made
    path = opened.back_up("asked")
    restore(path, tmp_path / "new.iro", PASSPHRASE)
    assert stat.S_IMODE(opened.folder.stat().st_mode) == 0o700
    for folder in (opened.folder, tmp_path / "new.iro"):
        files = [found for found in folder.rglob("*") if found.name.startswith((DATABASE, KEYS))]
        assert len(files) >= 2
        assert {stat.S_IMODE(found.stat().st_mode) for found in [*files, path]} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_where_a_file_is_in_the_way_no_store_is_made(
    made: tuple[OpenStore, str], tmp_path: Path
) -> None:
    path = made[0].back_up_to(tmp_path / f"copy{BACKUP_ENDING}")
    file = tmp_path / "file"
    file.write_bytes(b"mine")
    for place in (file, file / "below"):
        with pytest.raises(NotAStoreError, match="a file"):
            create_store(place, PASSPHRASE, argon=FLOOR)
        with pytest.raises(NotAStoreError, match="a file"):
            restore(path, place, PASSPHRASE)
    assert file.read_bytes() == b"mine"


def test_a_restore_that_fails_leaves_nothing_behind(
    made: tuple[OpenStore, str], tmp_path: Path
) -> None:
    opened, _ = made
    data = seal([b"{}"], key=opened.data_key, vault_id=opened.keys.store_id, purpose=BACKUP,
                slots=opened.keys.slots)  # fmt: skip
    first = b'{"drafts":{},"store":{"officer_id":"","store_id":"x","whole_service":false}}'
    bad = seal([first, b"{}"], key=opened.data_key, vault_id=opened.keys.store_id,
               purpose=BACKUP, slots=opened.keys.slots)  # fmt: skip
    for number, content in enumerate((data, bad)):
        path = tmp_path / f"{number}{BACKUP_ENDING}"
        path.write_bytes(content)
        with pytest.raises(FileDamagedError):
            restore(path, tmp_path / "new.iro", PASSPHRASE)
    assert [found.name for found in (tmp_path / "new.iro").iterdir()] == ["store.lock"]


def test_a_store_whose_first_records_cannot_be_written_is_not_made(tmp_path: Path) -> None:
    folder = tmp_path / "s.iro"

    def fails(store: Store) -> None:
        with store.write("set up the store") as write:
            write.put(Child(id="c", reference="AB12"))
        raise DiskFullError

    with pytest.raises(DiskFullError):
        create_store(folder, PASSPHRASE, argon=FLOOR, fill=fails)
    assert [found.name for found in folder.iterdir()] == ["store.lock"]

    def fills(store: Store) -> None:
        with store.write("set up the store") as write:
            write.put(Child(id="c", reference="AB13"))

    opened, _ = create_store(folder, PASSPHRASE, argon=FLOOR, fill=fills)
    assert opened.store.snapshot.cases["c"].child.reference == "AB13"
    opened.close()
