"""A store with real damage is made again from its own backups, and nothing of it is thrown away."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from iro_desktop.domain.errors import (
    DatabaseMissingError,
    KeyFileDamagedError,
    KeyFileMissingError,
    NoBackupError,
    NothingDamagedError,
    StoreDamagedError,
    StoreInUseError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from iro_desktop.domain.records import Child, Erasure, Review
from iro_desktop.paths import BACKUPS, DATABASE, KEYS, holds_a_store
from iro_desktop.services.rebuilding import can_rebuild, rebuilt_words
from iro_desktop.storage.backup import own_backups
from iro_desktop.storage.check import findings
from iro_desktop.storage.encryption import Argon, read_keys, unlock
from iro_desktop.storage.opening import create_store, open_store
from iro_desktop.storage.rebuilding import rebuild
from iro_desktop.storage.store import Store
from tests.stores import TODAY

FLOOR = Argon(memory_kib=64 * 1024, passes=1, lanes=4)
PASSPHRASE = "three quiet herons"
PAGE = 4096


@dataclass(frozen=True)
class Made:
    """A closed store: two backups, the second with the reviews 0 to 9, and 290 reviews since."""

    folder: Path
    code: str
    data_key: bytes


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("rebuilding") / "s.iro"
    opened, code = create_store(folder, PASSPHRASE, argon=FLOOR)
    key = opened.data_key
    with opened.store.write("add AB12") as write:
        write.put(Child(id="c", reference="AB12"))
    opened.store.set_local("draft:check", "half a sentence")
    opened.store.set_local("sync:place", "the shared folder")
    opened.store.set_local("device:name", "this laptop")
    opened.back_up("import")
    for number in range(300):
        with opened.store.write("record a review") as write:
            write.put(Review(id=f"{number:03}", child_id="c", summary="x" * 400))
        if number == 9:
            opened.back_up("merge")
    opened.close()
    return Made(folder, code, key)


@pytest.fixture
def made(template: Made, tmp_path: Path) -> Made:
    shutil.copytree(template.folder, tmp_path / "s.iro")
    return Made(tmp_path / "s.iro", template.code, template.data_key)


def _overwrite(path: Path, start: int, count: int, what: bytes) -> None:
    data = bytearray(path.read_bytes())
    data[start : start + count] = what * (count // len(what))
    path.write_bytes(bytes(data))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut in half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "cut within its first page": lambda path: path.write_bytes(path.read_bytes()[:100]),
    "empty": lambda path: path.write_bytes(b""),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "its first page overwritten": lambda path: _overwrite(path, 0, PAGE, b"x"),
    "all but its first page overwritten": lambda path: _overwrite(
        path, PAGE, path.stat().st_size - PAGE, b"\0"
    ),
    "another file": lambda path: path.write_bytes(b"a letter to the council\n" * 1000),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_database_is_made_again_from_the_newest_backup(
    damage: Callable[[Path], object], made: Made
) -> None:
    damage(made.folder / DATABASE)
    kept = (made.folder / DATABASE).read_bytes() if (made.folder / DATABASE).exists() else None
    keys = (made.folder / KEYS).read_bytes()
    with pytest.raises((StoreDamagedError, DatabaseMissingError)) as refused:
        open_store(made.folder, PASSPHRASE)
    assert can_rebuild(made.folder, refused.value)

    done = rebuild(made.folder, PASSPHRASE)
    assert done.skipped == 0
    assert done.made_at == own_backups(made.folder)[0].made_at
    assert done.changes is not None
    assert done.changes == 11 + done.saved
    assert not done.whole or done.saved == 290
    assert (made.folder / KEYS).read_bytes() == keys  # today's passphrase stays
    assert done.set_aside is not None
    assert kept is None or (done.set_aside / DATABASE).read_bytes() == kept
    assert done.set_aside.name in rebuilt_words(done)

    again = open_store(made.folder, PASSPHRASE)
    reviews = {review.id for review in again.store.snapshot.of(Review)}
    assert {f"{number:03}" for number in range(10)} <= reviews
    assert again.store.local("draft:check") == "half a sentence"
    assert again.store.local("sync:place") == "the shared folder"
    assert again.store.local("device:name") is None
    assert list(findings(again.store)) == []
    again.close()


def test_whatever_page_is_damaged_the_rest_is_saved(
    made: Made, tmp_path: Path, *, long_run: bool
) -> None:
    pages = (made.folder / DATABASE).stat().st_size // PAGE
    saved: list[int] = []
    for page in range(1, pages, 1 if long_run else pages // 9):
        folder = tmp_path / str(page)
        shutil.copytree(made.folder, folder)
        _overwrite(folder / DATABASE, page * PAGE + 1000, 200, b"z")
        done = rebuild(folder, PASSPHRASE)
        assert done.changes == 11 + done.saved
        assert done.whole is (done.saved == 290)
        saved.append(done.saved)
        store = Store.open(folder, made.data_key)
        assert len(store.snapshot.of(Review)) == 10 + done.saved
        assert list(findings(store)) == []
        store.close()
    assert max(saved) == 290  # a page of the tables alone costs nothing
    assert min(saved) < 290  # and the test has met one of the log
    assert sorted(saved)[len(saved) // 2] > 200


def test_older_backups_are_tried_where_newer_ones_are_damaged(made: Made) -> None:
    newest, oldest = own_backups(made.folder)
    (made.folder / DATABASE).write_bytes(b"")
    newest.path.write_bytes(newest.path.read_bytes()[:-50])
    done = rebuild(made.folder, PASSPHRASE)
    assert (done.made_at, done.skipped, done.changes) == (oldest.made_at, 1, 1)
    words = rebuilt_words(done)
    assert "1 newer backup could not be used" in words
    assert "comes back with the shared copy, if you use one" in words
    assert newest.path.exists()  # and nothing is deleted, damaged or not


def test_without_one_whole_backup_nothing_is_touched(made: Made) -> None:
    for own in own_backups(made.folder):
        own.path.write_bytes(own.path.read_bytes()[:-50])
    (made.folder / DATABASE).write_bytes(b"")
    before = sorted(made.folder.rglob("*"))
    with pytest.raises(NoBackupError):
        rebuild(made.folder, PASSPHRASE)
    assert sorted({*made.folder.rglob("*")} - set(before)) == []
    shutil.rmtree(made.folder / BACKUPS)
    with pytest.raises(NoBackupError):
        rebuild(made.folder, PASSPHRASE)
    assert not can_rebuild(made.folder, StoreDamagedError())
    assert (made.folder / DATABASE).read_bytes() == b""


def test_a_wrong_passphrase_and_a_whole_store_are_refused(made: Made) -> None:
    with pytest.raises(NothingDamagedError):
        rebuild(made.folder, PASSPHRASE)
    with pytest.raises(WrongPassphraseError):
        rebuild(made.folder, "not the right one")
    opened = open_store(made.folder, PASSPHRASE)
    with pytest.raises(StoreInUseError):
        rebuild(made.folder, PASSPHRASE)
    opened.close()
    (made.folder / KEYS).unlink()
    with pytest.raises(WrongPassphraseError):
        rebuild(made.folder, "not the right one")
    assert not (made.folder / KEYS).exists()


KEY_DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "garbage": lambda path: path.write_bytes(b"\x00\xff{]" * 50),
    "one letter": lambda path: path.write_bytes(path.read_bytes().replace(b"salt", b"sala")),
    "empty": lambda path: path.write_bytes(b""),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("with_code", [False, True], ids=["passphrase", "recovery code"])
@pytest.mark.parametrize("damage", KEY_DAMAGE.values(), ids=KEY_DAMAGE)
def test_a_damaged_key_file_is_made_again_and_the_database_is_not_touched(
    damage: Callable[[Path], object], made: Made, *, with_code: bool
) -> None:
    keys = (made.folder / KEYS).read_bytes()
    database = (made.folder / DATABASE).read_bytes()
    damage(made.folder / KEYS)
    with pytest.raises((KeyFileDamagedError, KeyFileMissingError)) as refused:
        open_store(made.folder, PASSPHRASE)
    assert can_rebuild(made.folder, refused.value)
    secret = made.code if with_code else PASSPHRASE
    done = rebuild(made.folder, secret, with_recovery_code=with_code)
    assert done.changes is None
    assert "nothing in your file was touched" in rebuilt_words(done)
    assert (made.folder / KEYS).read_bytes() == keys
    assert (made.folder / DATABASE).read_bytes() == database
    assert unlock(read_keys(made.folder / KEYS), PASSPHRASE) == made.data_key


def test_where_both_are_lost_both_are_made_again(made: Made) -> None:
    (made.folder / DATABASE).unlink()
    (made.folder / KEYS).unlink()
    assert holds_a_store(made.folder)  # the backups alone say so
    with pytest.raises(WrongRecoveryCodeError):
        rebuild(made.folder, _another_code(), with_recovery_code=True)
    done = rebuild(made.folder, made.code, with_recovery_code=True)
    assert done.changes == 11
    assert done.set_aside is None
    opened = open_store(made.folder, PASSPHRASE)
    assert len(opened.store.snapshot.of(Review)) == 10
    opened.close()


def _another_code() -> str:
    from iro_desktop.storage.recovery_code import new_recovery_code

    return new_recovery_code()


def test_a_key_file_comes_from_an_older_backup_where_only_that_opens(made: Made) -> None:
    opened = open_store(made.folder, PASSPHRASE)
    opened.change_passphrase(PASSPHRASE, "four quiet herons")
    opened.back_up("asked")
    opened.close()
    (made.folder / KEYS).write_bytes(b"")
    done = rebuild(made.folder, PASSPHRASE)
    assert (done.changes, done.skipped) == (None, 1)
    reopened = open_store(made.folder, PASSPHRASE)
    assert len(reopened.store.snapshot.of(Review)) == 300
    reopened.close()


def test_what_was_erased_after_the_backup_does_not_come_back_where_the_log_still_says_so(
    made: Made,
) -> None:
    opened = open_store(made.folder, PASSPHRASE)
    with opened.store.write("erase") as write:
        write.put(
            Erasure(id="e", about_child_id="c", asked_on=TODAY, erased_on=TODAY,
                    erased_ids=("005",))
        )  # fmt: skip
    opened.close()
    folder = made.folder
    pages = (folder / DATABASE).stat().st_size // PAGE
    for page in range(pages - 1, 1, -1):  # until a page of the tables is met
        shutil.rmtree(folder.parent / "again", ignore_errors=True)
        shutil.copytree(folder, folder.parent / "again")
        _overwrite(folder.parent / "again" / DATABASE, page * PAGE + 1000, 200, b"z")
        with suppress(StoreDamagedError):
            Store.open(folder.parent / "again", made.data_key).close()
            continue
        break
    done = rebuild(folder.parent / "again", PASSPHRASE)
    store = Store.open(folder.parent / "again", made.data_key)
    assert done.whole
    assert len(store.snapshot.of(Erasure)) == 1
    assert store.history(["005"]) == {}
    assert store.history(["004"]) != {}
    store.close()
