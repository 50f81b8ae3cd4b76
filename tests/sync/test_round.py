"""One round with the shared copy: what travels, what is left alone, and what is said."""

import errno
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from iro_desktop.domain.change_lines import to_line
from iro_desktop.domain.errors import (
    DiskFullError,
    FileNotWrittenError,
    NotOurFileError,
    UserError,
)
from iro_desktop.domain.records import Child, Device, Erasure, Review
from iro_desktop.domain.snapshot import Commit
from iro_desktop.storage.container import HANDOVER, seal
from iro_desktop.storage.lines import Incoming, line_key, row_line
from iro_desktop.storage.store import Store
from iro_desktop.storage.tables import change_row
from iro_desktop.sync import devices
from iro_desktop.sync.exchange import Folder, FolderGoneError, SharedCopyNotWrittenError
from iro_desktop.sync.round import (
    AnotherCaseloadError,
    BusyExchangeError,
    NewKeyError,
    SharedCopyDamagedError,
    SharedCopyNewerError,
)
from iro_desktop.sync.vault import Vault, with_key
from tests.stores import DATA_KEY, reopened
from tests.sync.places import VAULT, Place, a_place, keys_of, put, two_stores


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return a_place(tmp_path)


@pytest.fixture
def stores(tmp_path: Path) -> tuple[Store, Store]:
    return two_stores(tmp_path)


def initials(store: Store, child: str = "c") -> str:
    return store.snapshot.cases[child].child.initials


# What travels


def test_what_is_entered_on_one_computer_is_on_the_other(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores
    put(one, Child(id="c", reference="AB12", initials="A"), Review(id="r", child_id="c"))
    sent = place.exchange(one)
    assert (sent.received, sent.sent) == (0, 3)  # the child, the review, and the computer
    received = place.exchange(two)
    assert (received.received, received.sent) == (3, 1)
    put(two, Child(id="c", reference="AB12", initials="B"))
    place.exchange(two)
    place.exchange(one)
    assert initials(one) == initials(two) == "B"
    assert keys_of(one) == keys_of(two) == place.keys()


def test_a_round_with_nothing_new_writes_nothing(place: Place, stores: tuple[Store, Store]) -> None:
    one, _ = stores
    put(one, Child(id="c", reference="AB12"))
    place.exchange(one)
    before = place.main.read_bytes()
    outcome = place.exchange(one)
    assert (outcome.received, outcome.sent) == (0, 0)
    assert place.main.read_bytes() == before


def test_looking_at_the_shared_copy_makes_the_log_grow_once_an_hour_at_most(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, _ = stores
    put(one, Child(id="c", reference="AB12"))
    for _ in range(10):
        place.exchange(one)
        one = reopened(one)
    assert len(keys_of(one)) == 2
    place.now += timedelta(hours=1)
    place.exchange(one)
    assert len(keys_of(one)) == 3
    one.close()


def test_a_backup_is_made_before_anything_is_taken_in_and_only_then(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores
    put(one, Child(id="c", reference="AB12"))
    place.exchange(one)
    assert place.backups == 0
    place.exchange(two)
    assert place.backups == 1
    place.exchange(two)
    assert place.backups == 1


def test_a_missing_file_or_an_empty_folder_changes_nothing(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, _ = stores
    put(one, Child(id="c", reference="AB12"))
    place.exchange(one)
    before = keys_of(one)
    place.main.unlink()
    place.exchange(one)
    assert keys_of(one) == before == place.keys()


def test_a_blind_overwrite_heals_itself(place: Place, stores: tuple[Store, Store]) -> None:
    one, two = stores
    put(one, Child(id="c", reference="AB12", initials="A"))
    place.exchange(one)
    put(two, Child(id="d", reference="CD34"))
    place.write(two)
    assert place.exchange(one).sent == 2
    place.exchange(two)
    assert set(one.snapshot.cases) == set(two.snapshot.cases) == {"c", "d"}


def test_changes_that_this_computer_made_and_lost_come_back(place: Place, tmp_path: Path) -> None:
    one, _ = two_stores(tmp_path)
    put(one, Child(id="c", reference="AB12", initials="A"))
    place.exchange(one)
    one.close()
    shutil.copytree(one.folder, tmp_path / "earlier")
    one = Store.open(one.folder, DATA_KEY)
    put(one, Child(id="c", reference="AB12", initials="B"))
    place.exchange(one)
    one.close()
    shutil.rmtree(one.folder)
    shutil.copytree(tmp_path / "earlier", one.folder)
    one = Store.open(one.folder, DATA_KEY)
    assert initials(one) == "A"
    outcome = place.exchange(one)
    assert initials(one) == "B"
    assert outcome.received > 0
    assert outcome.was_copy, "it went back to an earlier copy, as one that is used elsewhere would"
    one.close()


def test_what_a_disk_lost_of_the_latest_opening_comes_back_and_is_counted(
    place: Place, tmp_path: Path
) -> None:
    one, two = two_stores(tmp_path)
    put(one, Child(id="c", reference="AB12", initials="A"))
    place.exchange(one)
    shutil.copytree(one.folder, tmp_path / "kept")  # what the disk has kept of it
    put(one, Child(id="c", reference="AB12", initials="B"))
    put(one, Child(id="d", reference="CD34"))
    place.exchange(one)
    place.exchange(two)
    one = Store.open(tmp_path / "kept", DATA_KEY)
    outcome = place.exchange(one)
    assert initials(one) == "B"
    assert (outcome.received, outcome.taken_back, outcome.was_copy) == (3, 2, False)
    one.close()


def test_what_is_typed_at_that_very_moment_is_not_counted_as_received(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores
    put(one, Child(id="c", reference="AB12"))
    place.exchange(one)
    take_in = two.take_in

    def take_in_beside_a_writer(incoming: Incoming, words: str) -> Commit:
        put(two, Child(id="e", reference="EF56"), Child(id="f", reference="GH78"))
        return take_in(incoming, words)

    two.take_in = take_in_beside_a_writer  # type: ignore[method-assign]
    assert place.exchange(two).received == 2


def test_two_copies_of_one_store_become_two_computers(place: Place, tmp_path: Path) -> None:
    one, _ = two_stores(tmp_path)
    put(one, Child(id="c", reference="AB12"))
    place.exchange(one)
    one.close()
    shutil.copytree(one.folder, tmp_path / "clone")
    stores = [Store.open(folder, DATA_KEY) for folder in (one.folder, tmp_path / "clone")]
    for number in range(3):
        for store in stores:
            place.now += timedelta(hours=2)
            put(store, Child(id=f"{store.folder.name}{number}", reference="X"))
            place.exchange(store)
    assert devices.this_device(stores[0]) != devices.this_device(stores[1])
    for store in (*stores, *stores):
        place.exchange(store)
    assert keys_of(stores[0]) == keys_of(stores[1])
    assert len(stores[0].snapshot.cases) == 7
    for store in stores:
        store.close()


# Copies that services and people make


@pytest.mark.parametrize(
    "name",
    [
        "case (1).irosync", "case-LAPTOP-7.irosync", "case (conflicted copy 2020-03-31).irosync",
        "case.sync-conflict-20200331-090000-ABCDEFG.irosync", "Copy of case.irosync",
        "case.irosync.bak", "~case.tmp.download", "Unbenannt", "case.irosync [2]", "case é.irosync",
    ],
)  # fmt: skip
def test_a_copy_under_any_name_is_taken_in_and_removed(
    name: str, place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores
    put(one, Child(id="c", reference="AB12"))
    place.exchange(one)
    put(two, Child(id="d", reference="CD34"))
    place.write(two, name)
    outcome = place.exchange(one)
    assert outcome.absorbed == [name]
    assert [path.name for path in place.folder.iterdir()] == [place.name]
    assert keys_of(two) < place.keys()
    assert set(one.snapshot.cases) == {"c", "d"}


def test_a_copy_that_changes_while_it_is_read_is_not_removed(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores
    put(two, Child(id="d", reference="CD34"))
    place.write(two, "copy")

    class Changing(Folder):
        def write(self, data: bytes) -> None:
            super().write(data)
            put(two, Child(id="e", reference="EF56"))
            place.write(two, "copy")

    assert place.exchange(one, exchange=Changing(place.main)).absorbed == []
    assert (place.folder / "copy").exists()
    assert place.exchange(one).absorbed == ["copy"]
    assert set(one.snapshot.cases) == {"d", "e"}


def test_a_damaged_copy_is_told_and_left(place: Place, stores: tuple[Store, Store]) -> None:
    one, two = stores
    data = place.write(two, "copy.irosync")
    (place.folder / "copy.irosync").write_bytes(data[:-1])
    put(one, Child(id="c", reference="AB12"))
    outcome = place.exchange(one)
    assert outcome.problems == ["copy.irosync is damaged or still downloading."]
    assert place.keys() == keys_of(one)
    assert (place.folder / "copy.irosync").exists()


def test_what_else_lies_in_the_folder_is_left_alone(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores
    (place.folder / "letter.docx").write_bytes(b"PK\x03\x04 a letter")
    (place.folder / "empty").write_bytes(b"")
    (place.folder / "folder").mkdir()
    put(two, Child(id="d", reference="CD34"))
    place.write(two, "other.irosync", vault=replace(VAULT, vault_id="e" * 32))
    pack = seal([], key=VAULT.key, vault_id=VAULT.vault_id, purpose=HANDOVER)
    (place.folder / "pack").write_bytes(pack)
    outcome = place.exchange(one)
    assert (outcome.absorbed, outcome.problems, outcome.received) == ([], [], 0)
    names = {path.name for path in place.folder.iterdir()}
    assert names == {"letter.docx", "empty", "folder", "other.irosync", "pack", place.name}


# What stops a round, with nothing lost


def _write(place: Place, data: bytes) -> None:
    place.main.write_bytes(data)


def _damaged(place: Place, two: Store) -> None:
    data = place.write(two)
    _write(place, data[: len(data) // 2])


def _still_downloading(place: Place, two: Store) -> None:
    data = place.write(two)
    _write(place, data[:100] + bytes(len(data) - 100))


def _another_caseload(place: Place, two: Store) -> None:
    place.write(two, vault=replace(VAULT, vault_id="e" * 32))


def _another_key(place: Place, two: Store) -> None:
    place.write(two, vault=replace(VAULT, key=bytes(32)))


def _a_letter(place: Place, _: Store) -> None:
    _write(place, b"Dear all")


def _a_newer_form(place: Place, two: Store) -> None:
    data = place.write(two)
    _write(place, _resealed(data.replace(b"IRODESK1", b"IRODESK2", 1)))


def _resealed(data: bytes) -> bytes:
    import hashlib

    return data[:-32] + hashlib.sha256(data[:-32]).digest()


@pytest.mark.parametrize(
    "spoil, error",
    [
        (_damaged, SharedCopyDamagedError),
        (_still_downloading, SharedCopyDamagedError),
        (_another_caseload, AnotherCaseloadError),
        (_another_key, NewKeyError),
        (_a_letter, NotOurFileError),
        (_a_newer_form, SharedCopyNewerError),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_shared_copy_that_cannot_be_read_is_never_written_over(
    spoil: object, error: type[UserError], place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores
    put(one, Child(id="c", reference="AB12"))
    put(two, Child(id="d", reference="CD34"))
    spoil(place, two)  # type: ignore[operator]
    before, held = place.main.read_bytes(), keys_of(one)
    with pytest.raises(error):
        place.exchange(one)
    assert place.main.read_bytes() == before
    assert keys_of(one) == held


def test_a_damaged_shared_copy_is_set_aside_and_written_anew_when_that_is_asked(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores
    put(one, Child(id="c", reference="AB12"))
    _damaged(place, two)
    before = place.main.read_bytes()
    outcome = place.exchange(one, anew=True)
    assert len(outcome.set_aside) == 1
    assert (place.folder / outcome.set_aside[0]).read_bytes() == before
    assert place.keys() == keys_of(one)
    assert place.exchange(one).set_aside == []


def test_a_folder_that_is_gone_is_told_and_comes_back(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, _ = stores
    put(one, Child(id="c", reference="AB12"))
    place.folder.rename(place.folder.with_name("unplugged"))
    with pytest.raises(FolderGoneError):
        place.exchange(one)
    place.folder.with_name("unplugged").rename(place.folder)
    assert place.exchange(one).sent == 2


@pytest.mark.parametrize(
    "number, error",
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EACCES, FileNotWrittenError),
        (errno.EROFS, FileNotWrittenError),
        (errno.EIO, FileNotWrittenError),
    ],
)
def test_a_folder_that_cannot_be_written_to_loses_nothing(
    number: int,
    error: type[UserError],
    place: Place,
    stores: tuple[Store, Store],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two = stores
    put(two, Child(id="d", reference="CD34"))
    place.exchange(two)
    before = place.main.read_bytes()
    put(one, Child(id="c", reference="AB12"))

    def fails(*_: object) -> None:
        raise OSError(number, "no")

    with monkeypatch.context() as patch:
        patch.setattr("iro_desktop.storage.files._write_through", fails)
        with pytest.raises(error):
            place.exchange(one)
    assert place.main.read_bytes() == before
    assert set(one.snapshot.cases) == {"c", "d"}, "what was received stays"
    place.exchange(one)
    assert place.keys() == keys_of(one)


def test_a_file_that_is_written_between_reading_and_writing_is_read_again(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores
    put(one, Child(id="c", reference="AB12"))
    put(two, Child(id="d", reference="CD34"))

    class Raced(Folder):
        times = 0

        def read(self, name: str) -> bytes | None:
            data = super().read(name)
            if self.times < 2:
                self.times += 1
                put(two, Child(id=f"d{self.times}", reference="CD34"))
                place.write(two)
            return data

    place.write(two)
    place.exchange(one, exchange=Raced(place.main))
    assert set(one.snapshot.cases) == {"c", "d", "d1", "d2"}
    assert place.keys() == keys_of(one)


def test_a_file_that_is_always_being_written_is_left_for_later(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores

    class Busy(Folder):
        def names(self) -> list[str]:
            place.write(two)
            found = super().names()
            put(two, Child(id=f"d{len(keys_of(two))}", reference="CD34"))
            return found

        def read(self, name: str) -> bytes | None:
            data = super().read(name)
            place.write(two)
            return data

    with pytest.raises(BusyExchangeError):
        place.exchange(one, exchange=Busy(place.main))


# Keys


def test_a_file_under_a_key_of_before_is_set_aside_and_never_taken_in(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores
    put(one, Child(id="c", reference="AB12"))
    put(two, Child(id="d", reference="CD34"))
    fresh = with_key(VAULT, bytes(32))
    place.write(two)
    place.write(two, "copy")
    outcome = place.exchange(one, vault=fresh)
    assert len(outcome.set_aside) == 2
    assert set(one.snapshot.cases) == {"c"}
    outcome = place.exchange(one, vault=fresh)
    assert outcome.set_aside == []


def test_an_old_copy_that_cannot_be_set_aside_holds_nothing_up(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores
    put(one, Child(id="c", reference="AB12"))
    place.write(two, "case (2).irosync", vault=VAULT)

    class Held(Folder):
        def set_aside(self, *_: object) -> str:
            raise SharedCopyNotWrittenError

    vault = with_key(VAULT, bytes(range(64, 96)))
    outcome = place.exchange(one, vault=vault, exchange=Held(place.main))
    assert outcome.problems == ["case (2).irosync is locked with a passphrase of before."]
    assert outcome.sent == 2


def test_a_folder_that_takes_either_case_for_the_same_holds_one_shared_copy(
    place: Place, stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows and macOS do; the file is called as whoever made it wrote its name."""
    one, two = stores
    put(one, Child(id="c", reference="AB12"))
    place.exchange(one)
    place.main.rename(place.folder / "Case.IROSYNC")

    def is_there(path: str | Path) -> bool:
        there = Path(path)
        return any(one.name.casefold() == there.name.casefold() for one in there.parent.iterdir())

    monkeypatch.setattr("os.path.lexists", is_there)
    put(two, Child(id="d", reference="CD34"))
    place.exchange(two)
    assert set(two.snapshot.cases) == {"c", "d"}
    assert [path.name for path in place.folder.iterdir()] == ["Case.IROSYNC"]


def test_a_file_under_a_newer_key_is_never_written_over(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores
    place.exchange(two, vault=Vault(VAULT.vault_id, bytes(32)))
    with pytest.raises(NewKeyError):
        place.exchange(one)


# Erasure


def test_what_is_erased_leaves_the_shared_copy_and_never_comes_back(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores
    put(one, Child(id="c", reference="AB12"), Child(id="d", reference="CD34"))
    place.exchange(one)
    place.exchange(two)
    old = place.main.read_bytes()
    put(one, Erasure(id="asked", about_child_id="c"))
    put(
        one,
        Erasure(id="pressed", request_id="asked", erased_on=place.now.date(), erased_ids=("c",)),
    )
    place.exchange(one)
    erased = {change.key for change in two.every_change() if change.record_id == "c"}
    assert erased
    assert not erased & place.keys()
    (place.folder / "an old copy").write_bytes(old)
    place.exchange(two)
    assert not erased & place.keys()
    put(two, Erasure(id="asked", about_child_id="c", cancelled_on=place.now.date()))
    place.exchange(two)
    assert erased <= place.keys(), "the other computer had it, and its cancellation holds"


def test_a_cancellation_counts_for_all_that_is_read_with_it(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores
    put(one, Child(id="c", reference="AB12"))
    place.exchange(one)
    child = (place.folder / "a child").write_bytes(place.main.read_bytes())
    assert child
    put(two, Erasure(id="asked", about_child_id="c"))
    put(
        two,
        Erasure(id="pressed", request_id="asked", erased_on=place.now.date(), erased_ids=("c",)),
    )
    place.main.unlink()
    place.exchange(two)
    assert "c" not in two.snapshot.cases
    place.write(one)
    put(one, Erasure(id="asked", about_child_id="c", cancelled_on=place.now.date()))
    place.write(one, "a copy with the cancellation")
    place.exchange(two)
    assert "c" in two.snapshot.cases


# Lines


def test_a_line_is_the_same_from_a_row_as_from_a_change(stores: tuple[Store, Store]) -> None:
    one, _ = stores
    put(one, Child(id="c", reference='A"B\\12', name="Zoë\n\u2028 \x00", born_on=None))
    put(one, Child(id="c", reference="AB12"), Device(id="d", name='"run":5,"schema":1,"seq":7'))
    for change, line in zip(list(one.every_change()), list(one.lines()), strict=True):
        assert row_line(change_row(change)) == line
        assert sorted(line) == sorted(to_line(change))
        assert line_key(line) == change.key


def test_computers_say_which_openings_were_theirs(
    place: Place, stores: tuple[Store, Store]
) -> None:
    one, two = stores
    put(one, Child(id="c", reference="AB12"))
    first = one.own_run[0]
    one = reopened(one)
    put(one, Child(id="c", reference="AB12", initials="A"))
    place.exchange(one)
    place.exchange(two)
    whose = devices.runs_of_devices(two)
    assert whose[first] == whose[one.own_run[0]] == devices.this_device(one)
    names = [(found.name, found.is_this_one) for found in devices.computers(two)]
    assert names == [("Laptop (2)", True), ("Laptop", False)]
    one.close()
