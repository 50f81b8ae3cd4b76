"""The encrypted database: one connection to a SQLCipher file under a raw key."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from iro_desktop.domain.errors import (
    DiskFullError,
    EngineTooOldError,
    NotAStoreError,
    StoreDamagedError,
    StoreInUseError,
    StoreNotWritableError,
    UserError,
)
from iro_desktop.storage.encryption import KEY_BYTES
from iro_desktop.storage.files import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection, Engine

# Earlier ones can lose commits when a checkpoint meets a write (the WAL-reset bug).
OLDEST_SQLITE = (3, 51, 3)

_PLAIN_SQLITE = b"SQLite format 3\0"
_PAGE_BYTES = 4096
_PRAGMAS = (
    # Every page is on disk before a commit is reported; deleted text is overwritten.
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA cache_size = -65536",
    # The log may hold changes in any order, so links may dangle: findings, not errors.
    "PRAGMA foreign_keys = OFF",
)
_DISK_FAILS = (
    "The disk does not answer as it should: check that it is still connected, "
    "then open the store again."
)
# By SQLite's primary result code, https://www.sqlite.org/rescode.html
_ERRORS: dict[int, Callable[[], UserError]] = {
    3: StoreNotWritableError,  # PERM
    5: StoreInUseError,  # BUSY
    6: StoreInUseError,  # LOCKED
    8: StoreNotWritableError,  # READONLY
    10: lambda: StoreNotWritableError(_DISK_FAILS),  # IOERR
    11: StoreDamagedError,  # CORRUPT
    13: DiskFullError,  # FULL
    14: StoreNotWritableError,  # CANTOPEN
    26: StoreDamagedError,  # NOTADB
}


def open_engine(path: Path, data_key: bytes, *, create: bool = False) -> Engine:
    """Return an engine on the database at ``path``, already opened and read once.

    With ``create`` a missing file is made. Every transaction begins with BEGIN IMMEDIATE. Raises
    NotAStoreError (missing, another program's), StoreDamagedError (the key opens no database in
    it), StoreInUseError, StoreNotWritableError or EngineTooOldError.
    """
    if len(data_key) != KEY_BYTES:
        raise ValueError("a data key has 32 bytes")
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise EngineTooOldError
    _check_file(path, create=create)
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _connect(uri, data_key),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,  # an error's text would quote what was written about a child
    )
    event.listen(engine, "begin", _begin_immediate)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except DBAPIError as error:
        engine.dispose()
        raise as_user_error(error) or StoreDamagedError from error
    except BaseException:
        engine.dispose()
        raise
    return engine


DATABASE_ERRORS = (DBAPIError, dbapi2.Error)
"""What a transaction may raise: rows read straight from the driver bring its own errors."""


def as_user_error(error: Exception) -> UserError | None:
    """Return the sentence for a database error that a person can act on, or None for a fault."""
    return _told(error.orig if isinstance(error, DBAPIError) else error)


def _told(error: BaseException | None) -> UserError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    make = _ERRORS.get(code)
    return make() if make else None


def cipher_integrity(engine: Engine) -> list[str]:
    """Return what is wrong with the file: pages that were altered, and broken structure.

    Empty for a sound one. It reads every page from the disk, so it takes time with a large file,
    and cannot run inside a transaction. Raises DiskFullError or StoreNotWritableError where what
    is still in the write-ahead log cannot go into the file.
    """
    findings: list[str] = []
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        # Into the file with what is still in the write-ahead log, so that it is checked too.
        for check in ("wal_checkpoint(TRUNCATE)", "cipher_integrity_check", "integrity_check"):
            try:
                cursor.execute(f"PRAGMA {check}")
                rows = cursor.fetchall()
            except dbapi2.DatabaseError as error:
                told = _told(error)
                if told is not None and not isinstance(told, StoreDamagedError):
                    raise told from error  # a full disk is no fault of the file
                findings.append(str(error))
            else:
                findings += [row[0] for row in rows if isinstance(row[0], str) and row[0] != "ok"]
    return list(dict.fromkeys(findings))


def compact(engine: Engine) -> None:
    """Write the database anew without its free pages, and empty the write-ahead log into it.

    Deleted text is overwritten when it is deleted, but a page that was divided or joined since may
    keep what stood in it before. Raises DiskFullError or StoreNotWritableError.
    """
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for what in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            try:
                cursor.execute(what)
                cursor.fetchall()
            except dbapi2.DatabaseError as error:
                raise _told(error) or error from error


def _check_file(path: Path, *, create: bool) -> None:
    """Refuse what SQLite would take for a new database, or not tell from a damaged one."""
    try:
        with path.open("rb") as file:
            start = file.read(_PAGE_BYTES)
    except FileNotFoundError as error:
        if not create:
            raise NotAStoreError from error
        _make_empty(path)
    except IsADirectoryError as error:
        raise NotAStoreError from error
    except OSError as error:
        raise StoreNotWritableError from error
    else:
        if start.startswith(_PLAIN_SQLITE):
            raise NotAStoreError(
                "This is another program’s SQLite database and not an IRO Desktop store: "
                "choose the folder of your store."
            )
        if len(start) < _PAGE_BYTES and (start or not create):
            raise StoreDamagedError


def _make_empty(path: Path) -> None:
    """Make the file ahead of SQLite, which would let others read it, and its log beside it."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
    except OSError as error:
        raise StoreNotWritableError from error


def _connect(uri: str, data_key: bytes) -> Any:  # noqa: ANN401 - the driver has no types
    connection = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection, data_key)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Any, data_key: bytes) -> None:  # noqa: ANN401 - the same
    # Else SQLCipher writes errors of its own to standard error.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
    if connection.execute("PRAGMA cipher_version").fetchone() is None:
        # A library without the cipher would ignore the key and write in the clear.
        raise EngineTooOldError
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise StoreNotWritableError


def _begin_immediate(connection: Connection) -> None:
    # The driver begins nothing by itself (isolation_level None), and a transaction that took its
    # write lock only later could fail in the middle.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
