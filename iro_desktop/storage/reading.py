"""An open database, and what its log and its own values say; nothing here changes it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa

from iro_desktop.domain.changes import Change, Key
from iro_desktop.storage import log
from iro_desktop.storage.engine import DATABASE_ERRORS, as_user_error
from iro_desktop.storage.facts import local_value, local_values
from iro_desktop.storage.lines import key_of
from iro_desktop.storage.tables import Row


class StoreClosedError(Exception):
    """Whoever still works with a store that was closed, on another thread, is to stop."""


class OpenLog:
    """The log of an open store. Its methods may be called from any thread, one at a time."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._lock = threading.RLock()
        self._is_closed = False

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        """One transaction; what a person can act on is told as a sentence."""
        if self._is_closed:
            raise StoreClosedError  # the engine would open the database again, unlocked
        try:
            with self._engine.begin() as connection:
                yield connection
        except DATABASE_ERRORS as error:
            raise as_user_error(error) or error from error

    def close(self) -> None:
        """Close the database; what was read from it stays with whoever holds it."""
        with self._lock:
            self._is_closed = True
            self._engine.dispose()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let no other thread read or write: what is read here is still so when it is written."""
        with self._lock:
            yield

    @property
    def engine(self) -> sa.Engine:
        """The engine, for the check of the file; nobody else asks for it."""
        return self._engine

    # The log

    def history(self, record_ids: Iterable[str]) -> dict[str, list[Change]]:
        """Return all changes of some records, per record id."""
        with self._lock, self._transaction() as connection:
            return log.of_records(connection, record_ids)

    def act(self, run: int, act: int) -> list[Change]:
        """Return the changes of one act."""
        with self._lock, self._transaction() as connection:
            return log.of_act(connection, run, act)

    def latest_acts(self, limit: int, without: Iterable[str] = ()) -> list[Change]:
        """Return the first change of each of the latest acts, the newest first.

        Acts of the sources ``without`` are left out.
        """
        with self._lock, self._transaction() as connection:
            return log.latest_acts(connection, limit, without)

    def heads(self) -> dict[int, int]:
        """Return run -> the number of its last change: what is in the log now."""
        with self._lock, self._transaction() as connection:
            return log.heads(connection)

    def since(self, heads: Mapping[int, int]) -> list[Change]:
        """Return the changes that are not among ``heads``, wherever they were made."""
        with self._lock, self._transaction() as connection:
            return log.since(connection, heads)

    def latest_of_runs(self) -> dict[int, str]:
        """Return run -> when its last change was made, UTC, ISO."""
        with self._lock, self._transaction() as connection:
            return log.latest_of_runs(connection)

    def words_of(self, acts: Iterable[Key]) -> Mapping[Key, str]:
        """Return (run, act) -> the words of that act."""
        with self._lock, self._transaction() as connection:
            return log.words_of(connection, acts)

    def every_change(self) -> Iterator[Change]:
        """Yield the whole log in key order."""
        with self._lock, self._transaction() as connection:
            yield from log.every(connection)

    def known_keys(self) -> set[Key]:
        """Return which changes the log holds."""
        with self._lock, self._transaction() as connection:
            return log.every_key(connection)

    def naming(self, child_id: str) -> set[str]:
        """Return the ids of records about a child whose kinds only a newer program knows."""
        with self._lock, self._transaction() as connection:
            return log.unknown_about(connection, child_id)

    def _pages(self) -> Iterator[Row]:
        """Yield the whole log as rows in key order, page by page.

        What is sealed takes seconds, and nobody who saves waits for it: the store is held for a
        page. All that was in the log at the beginning is there, and of what comes meanwhile some.
        """
        last: Key = (-1, 0)
        while True:
            with self._lock, self._transaction() as connection:
                page = log.page_after(connection, last)
            if not page:
                return
            yield from page
            last = key_of(page[-1])

    # This device's own values

    def local(self, key: str) -> str | None:
        """Return a value that belongs to this device alone."""
        with self._lock, self._transaction() as connection:
            return local_value(connection, key)

    def locals(self, prefix: str) -> dict[str, str]:
        """Return this device's own values whose key begins with ``prefix``."""
        with self._lock, self._transaction() as connection:
            return local_values(connection, prefix)
