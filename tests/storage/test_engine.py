from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from iro_desktop.domain.errors import (
    DiskFullError,
    EngineTooOldError,
    NotAStoreError,
    StoreDamagedError,
    StoreInUseError,
    StoreNotWritableError,
    UserError,
)
from iro_desktop.storage import engine as engine_module
from iro_desktop.storage.engine import as_user_error, cipher_integrity, open_engine

KEY = bytes(range(32))
PAGE = 4096
SECRET = "Ask Ms Example about contact"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def opened(path: Path) -> Iterator[Engine]:
    engine = open_engine(path, KEY, create=True)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)"))
        connection.execute(text("INSERT INTO note (words) VALUES (:words)"), {"words": SECRET})
    yield engine
    engine.dispose()


def fill(engine: Engine, notes: int = 200) -> None:
    with engine.begin() as connection:
        for _ in range(notes):
            connection.execute(text("INSERT INTO note (words) VALUES (hex(randomblob(500)))"))


def count(engine: Engine) -> int:
    with engine.connect() as connection:
        found: int = connection.execute(text("SELECT count(*) FROM note")).scalar_one()
        return found


def set_pragma(engine: Engine, words: str) -> None:
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute(f"PRAGMA {words}")


def test_what_was_committed_is_there_when_opened_again(opened: Engine, path: Path) -> None:
    opened.dispose()
    again = open_engine(path, KEY)
    with again.connect() as connection:
        assert connection.execute(text("SELECT words FROM note")).scalar_one() == SECRET
    again.dispose()


def test_nothing_on_the_disk_is_plain(opened: Engine, path: Path) -> None:
    fill(opened)
    files = list(path.parent.iterdir())
    assert {file.name for file in files} >= {"store.db", "store.db-wal"}
    for file in files:
        data = file.read_bytes()
        assert SECRET.encode() not in data
        assert b"note" not in data
        assert b"SQLite format" not in data


def test_the_database_keeps_its_promises(opened: Engine) -> None:
    with opened.connect() as connection:
        asked = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete", "cache_size")
        }
        assert asked == {
            "journal_mode": "wal",
            "synchronous": 2,
            "secure_delete": 1,
            "cache_size": -65536,
        }
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 0
        assert connection.execute(text("PRAGMA cipher_version")).scalar_one()


def test_a_transaction_that_fails_leaves_nothing(opened: Engine) -> None:
    def fail_in_the_middle() -> None:
        with opened.begin() as connection:
            connection.execute(text("INSERT INTO note (words) VALUES ('half')"))
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        fail_in_the_middle()
    assert count(opened) == 1


def test_every_transaction_holds_the_write_lock_from_its_start(opened: Engine, path: Path) -> None:
    other = open_engine(path, KEY)
    set_pragma(other, "busy_timeout = 0")
    with opened.connect() as reading:
        reading.execute(text("SELECT 1"))
        with pytest.raises(DBAPIError) as raised:
            other.connect().execute(text("SELECT 1"))
    assert isinstance(as_user_error(raised.value), StoreInUseError)
    other.dispose()


def test_an_error_never_quotes_what_was_written(opened: Engine) -> None:
    with pytest.raises(IntegrityError) as raised, opened.begin() as connection:
        connection.execute(
            text("INSERT INTO note (id, words) VALUES (1, :words)"), {"words": SECRET}
        )
    assert SECRET not in str(raised.value)
    assert as_user_error(raised.value) is None


def test_a_wrong_key_finds_the_store_damaged_and_prints_nothing(
    opened: Engine, path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    opened.dispose()
    before = path.read_bytes()
    with pytest.raises(StoreDamagedError, match="restore your latest backup"):
        open_engine(path, bytes(32))
    assert path.read_bytes() == before
    assert capfd.readouterr() == ("", "")


def test_a_key_of_another_length_is_the_programs_fault(path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_engine(path, b"short", create=True)
    assert not path.exists()


def test_a_missing_store_is_not_made_by_opening_it(path: Path) -> None:
    with pytest.raises(NotAStoreError):
        open_engine(path, KEY)
    assert not path.exists()


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    for create in (False, True):
        with pytest.raises(NotAStoreError):
            open_engine(tmp_path, KEY, create=create)


def test_another_programs_database_is_told_as_such_and_left_alone(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (a)")
    other.close()
    before = path.read_bytes()
    for create in (False, True):
        with pytest.raises(NotAStoreError, match="another program’s SQLite database"):
            open_engine(path, KEY, create=create)
    assert path.read_bytes() == before


@pytest.mark.parametrize("size", [0, 1, 100, 4095, 4096, 10_000])
def test_bytes_that_are_no_database_are_a_damaged_store(path: Path, size: int) -> None:
    data = os.urandom(size)
    path.write_bytes(data)
    with pytest.raises(StoreDamagedError):
        open_engine(path, KEY)
    assert path.read_bytes() == data


def test_a_store_cut_short_is_damaged(opened: Engine, path: Path) -> None:
    fill(opened)
    opened.dispose()
    data = path.read_bytes()
    for length in (1, 1000, PAGE, len(data) // 2, len(data) - PAGE):
        path.write_bytes(data[:length])
        with pytest.raises(StoreDamagedError):
            open_engine(path, KEY)


def test_a_last_page_cut_short_is_found(opened: Engine, path: Path) -> None:
    fill(opened)
    opened.dispose()
    path.write_bytes(path.read_bytes()[:-1])
    # The write-ahead log might have completed it, so opening cannot tell.
    engine = open_engine(path, KEY)
    assert any("invalid size" in finding for finding in cipher_integrity(engine))
    engine.dispose()


def test_one_altered_bit_in_any_page_is_found(opened: Engine, path: Path) -> None:
    fill(opened)
    assert cipher_integrity(opened) == []
    opened.dispose()
    data = path.read_bytes()
    pages = len(data) // PAGE
    assert pages > 20
    for page in range(1, pages):
        altered = bytearray(data)
        altered[page * PAGE + 7 * page % PAGE] ^= 1 << page % 8
        path.write_bytes(altered)
        engine = open_engine(path, KEY)
        assert f"HMAC verification failed for page {page + 1}" in cipher_integrity(engine)
        engine.dispose()
    altered = bytearray(data)
    altered[100] ^= 1
    path.write_bytes(altered)
    with pytest.raises(StoreDamagedError):
        open_engine(path, KEY)


def test_pages_still_in_the_log_are_checked_too(opened: Engine, path: Path) -> None:
    fill(opened)
    assert path.with_name("store.db-wal").stat().st_size > 0
    assert cipher_integrity(opened) == []
    assert path.with_name("store.db-wal").stat().st_size == 0
    assert count(opened) == 201


def test_reading_a_broken_page_later_has_a_sentence(opened: Engine, path: Path) -> None:
    fill(opened)
    opened.dispose()
    data = bytearray(path.read_bytes())
    for page in range(2, len(data) // PAGE):
        data[page * PAGE + 50] ^= 1
    path.write_bytes(data)
    engine = open_engine(path, KEY)
    with pytest.raises(DBAPIError) as raised:
        count(engine)
    assert isinstance(as_user_error(raised.value), StoreDamagedError)
    engine.dispose()


@pytest.mark.parametrize(
    "pragma,error",
    [("max_page_count = 4", DiskFullError), ("query_only = ON", StoreNotWritableError)],
)
def test_a_commit_that_cannot_be_kept_has_a_sentence_and_leaves_nothing(
    opened: Engine, pragma: str, error: type[UserError]
) -> None:
    set_pragma(opened, pragma)
    with pytest.raises(DBAPIError) as raised:
        fill(opened)
    assert isinstance(as_user_error(raised.value), error)
    set_pragma(opened, "query_only = OFF")
    assert count(opened) == 1


def test_a_name_with_signs_of_its_own_is_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "50% of what? #1 & ümläut"
    folder.mkdir()
    open_engine(folder / "store.db", KEY, create=True).dispose()
    assert (folder / "store.db").exists()


def test_a_library_that_could_lose_commits_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(EngineTooOldError, match="too old"):
        open_engine(path, KEY, create=True)
    assert not path.exists()


def test_a_library_without_the_cipher_writes_nothing_in_the_clear(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "OLDEST_SQLITE", (3, 0, 0))
    monkeypatch.setattr(engine_module, "dbapi2", sqlite3)
    with pytest.raises(EngineTooOldError):
        open_engine(path, KEY, create=True)
    assert not path.exists() or path.read_bytes() == b""


WRITE = (  # three notes a transaction, and their number once it is committed
    "import sys; from pathlib import Path\n"
    "from sqlalchemy import text\n"
    "from iro_desktop.storage.engine import open_engine\n"
    "note = text('INSERT INTO note (words) VALUES (hex(randomblob(900)))')\n"
    "engine = open_engine(Path(sys.argv[1]), bytes(range(32)))\n"
    "while True:\n"
    "    with engine.begin() as connection:\n"
    "        for _ in range(3):\n"
    "            connection.execute(note)\n"
    "        total = connection.execute(text('SELECT count(*) FROM note')).scalar_one()\n"
    "    print(total, flush=True)\n"
)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX systems")
def test_what_was_reported_survives_a_killed_process(opened: Engine, path: Path) -> None:
    opened.dispose()
    for round_ in range(5):
        command = [sys.executable, "-c", WRITE, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout
            reported = [writer.stdout.readline() for _ in range(20 + round_ * 7)]
            writer.send_signal(signal.SIGKILL)
            reported += writer.stdout.readlines()
        last = int([line for line in reported if line.endswith("\n")][-1])
        engine = open_engine(path, KEY)
        found = count(engine)
        assert found >= last
        assert (found - 1) % 3 == 0
        assert cipher_integrity(engine) == []
        engine.dispose()


@pytest.mark.skipif(sys.platform == "win32", reason="limits on files are POSIX's")
def test_a_check_that_the_disk_refuses_is_no_finding(tmp_path: Path) -> None:
    import resource

    engine = open_engine(tmp_path / "store.db", KEY, create=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE note (text TEXT)")
        connection.exec_driver_sql("INSERT INTO note VALUES (?)", ("words " * 20_000,))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(StoreNotWritableError):
            cipher_integrity(engine)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert cipher_integrity(engine) == []
    engine.dispose()
