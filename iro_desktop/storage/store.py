"""One encrypted store: open it, read it as a snapshot, and write to it in whole commits.

A commit appends its changes to the log and brings the tables up to date in one transaction; the
next snapshot makes anew only the case files that were touched.
"""

from __future__ import annotations

import secrets
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from iro_desktop.domain.changes import Change, Edit, Key, project
from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.erasures import Erased
from iro_desktop.domain.errors import NotAStoreError, ReadOnlyError
from iro_desktop.domain.records import KINDS, Erasure
from iro_desktop.domain.snapshot import Commit, Snapshot, Stored
from iro_desktop.paths import DATABASE
from iro_desktop.storage import log, newer
from iro_desktop.storage.arrivals import Arrived, arrivals_in
from iro_desktop.storage.engine import compact, open_engine
from iro_desktop.storage.erasing import purge
from iro_desktop.storage.facts import (
    StoreFacts,
    facts_in,
    note_run,
    read_meta,
    set_local,
    write_facts,
    write_meta,
)
from iro_desktop.storage.files import make_private_folder
from iro_desktop.storage.held import Held
from iro_desktop.storage.landing import Landed, RecordKey, land, land_rows
from iro_desktop.storage.lines import Incoming, clock_of, covers, key_of, read_incoming, row_line
from iro_desktop.storage.projection import Progress, make_tables_anew
from iro_desktop.storage.reading import OpenLog
from iro_desktop.storage.receiving import new_rows, sifted
from iro_desktop.storage.tables import fingerprint, make_tables, projected_record
from iro_desktop.storage.writing import Envelope, Write, changes_of

LOG_FORM: Final = 1
"""The number of the log's own form, the only thing in a store that is ever migrated."""

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


class Store(OpenLog):
    """An open store. Its methods may be called from any thread, one at a time."""

    def __init__(self, folder: Path, engine: sa.Engine, clock: Clock) -> None:
        super().__init__(engine)
        self.folder = folder
        self._clock = clock
        self._run = 0
        self._seq = 0
        self._held = Held()
        self._arrived = Arrived()
        self._listeners: list[Callable[[Commit, Snapshot], None]] = []
        self.facts = StoreFacts("")
        self.snapshot = Snapshot()
        self.read_only = False
        """Whether a newer program wrote it, so that it is read here and never changed."""
        self.log_form = LOG_FORM
        self.erased = Erased()
        """What was erased for good: it stays out, whatever a file brings."""
        self.erasings = 0
        """How often something was taken out of the log since the store was opened."""

    @classmethod
    def create(
        cls,
        folder: Path,
        data_key: bytes,
        *,
        facts: StoreFacts | None = None,
        clock: Clock = system_clock,
    ) -> Store:
        """Make a new, empty store in ``folder`` and return it open."""
        make_private_folder(folder)
        store = cls(folder, open_engine(folder / DATABASE, data_key, create=True), clock)
        try:
            store._make_tables(facts or StoreFacts(secrets.token_hex(16)))
            store._load()
        except BaseException:
            store.close()
            raise
        return store

    def _make_tables(self, facts: StoreFacts) -> None:
        with self._transaction() as connection:
            make_tables(connection)
            shape = fingerprint()
            write_meta(connection, log_form=LOG_FORM, fingerprint=shape, position=0, clock=0)
            write_facts(connection, facts)

    @classmethod
    def open(
        cls,
        folder: Path,
        data_key: bytes,
        *,
        clock: Clock = system_clock,
        before_projecting: Callable[[Store], object] | None = None,
        progress: Progress | None = None,
    ) -> Store:
        """Open the store in ``folder``.

        A store whose tables were made by another set of records is projected anew from its log;
        ``before_projecting`` is called first, to back it up. One whose log has the form of a newer
        program opens ``read_only``, its tables as that left them. Raises NotAStoreError,
        StoreDamagedError, or NewerVersionError where nothing of it can be read here.
        """
        if not (folder / DATABASE).is_file():
            raise NotAStoreError
        store = cls(folder, open_engine(folder / DATABASE, data_key), clock)
        try:
            store._bring_up_to_date(before_projecting, progress)
            store._load()
        except BaseException:
            store.close()
            raise
        return store

    def _bring_up_to_date(
        self, before: Callable[[Store], object] | None, progress: Progress | None
    ) -> None:
        with self._transaction() as connection:
            if not sa.inspect(connection).has_table("meta"):
                raise NotAStoreError
            meta = read_meta(connection)
            self.log_form = int(meta.get("log_form", 0))
            self.read_only = self.log_form > LOG_FORM
            if self.read_only:
                newer.refuse_unreadable(connection, meta)
                return
        self.facts = facts_in(meta)
        if meta.get("fingerprint") == fingerprint():
            return
        if before:
            before(self)
        with self._transaction() as connection:
            make_tables_anew(connection, progress)
            write_meta(connection, fingerprint=fingerprint())

    # Reading

    def stored(self, kind: str, record_id: str) -> Stored | None:
        """Return what the tables hold under an id, deleted or not."""
        return self._held.tables[kind].get(record_id)

    def as_seen(self, kind: str, record_id: str, seen: int | None) -> Stored | None:
        """Return what a record was without what was received of it since the position ``seen``.

        None where nothing was received of it since.
        """
        arrived = self._arrived.since(seen, (kind, record_id))
        if not arrived:
            return None
        changes = self.history([record_id]).get(record_id, [])
        known = [one for one in changes if one.kind == kind and one.key not in arrived]
        return projected_record(KINDS[kind], record_id, project(KINDS[kind], known))

    def is_new_since(self, kind: str, record_id: str, seen: int | None) -> bool:
        """Return whether all of a record was received since the position ``seen``."""
        return self._arrived.is_new_since(seen, (kind, record_id))

    @property
    def own_run(self) -> Key:
        """The run of this opening and the number of its last change; (0, 0) before the first."""
        return self._run, self._seq

    def records_of(self, child_id: str) -> list[tuple[str, str]]:
        """Return (kind, id) of everything about a child, the child itself and the bin included."""
        return self._held.records_of(child_id)

    # This device's own values

    def set_local(self, key: str, value: str | None) -> None:
        """Keep a value on this device alone; None forgets it. Raises ReadOnlyError."""
        self._refuse_read_only()
        with self._lock, self._transaction() as connection:
            set_local(connection, key, value)

    def set_facts(self, facts: StoreFacts) -> None:
        """Keep what was settled when the store was made. Raises ReadOnlyError."""
        self._refuse_read_only()
        with self._lock:
            with self._transaction() as connection:
                write_facts(connection, facts)
            self.facts = facts

    # Writing

    def listen(self, listener: Callable[[Commit, Snapshot], None]) -> None:
        """Call ``listener`` after each commit, in order, on the thread that committed."""
        self._listeners.append(listener)

    @contextmanager
    def write(
        self, words: str, *, source: str = "typed", actor: str = "", seen: int | None = None
    ) -> Iterator[Write]:
        """Gather edits and commit them together when the block ends without an error.

        ``words`` say what the commit did, for undo and history: "record review of AB12". ``seen``
        is the position of the snapshot from which a form was filled: what was received since is
        not replaced, and stands as a second version where both set a field. Raises ReadOnlyError.
        """
        self._refuse_read_only()
        with self._lock:
            write = Write(self, seen)
            yield write
            with without_collecting():
                write.commit = self._commit(write, words, source, actor or self.facts.officer_id)

    def _refuse_read_only(self) -> None:
        if self.read_only:
            raise ReadOnlyError

    def _commit(self, write: Write, words: str, source: str, actor: str) -> Commit:
        known = {
            record_id for kind, record_id in write.edits if self._held.is_in_log(kind, record_id)
        } | {change.record_id for change in write.foreign}
        with self._transaction() as connection:
            before = log.of_records(connection, sorted(known))
            clock = int(read_meta(connection)["clock"])
            edits = [Edit(*key, fields) for key, fields in write.edits.items()]
            edits += write.besides
            seen = self._arrived.left_out_of(before, write.seen)
            # Drawn at the first commit after each opening, so that copies never number alike.
            run = self._run or secrets.randbits(63) or 1
            envelope = Envelope(run, self._seq + 1, words, source, actor, self._clock(), clock)
            made = changes_of(edits, seen, envelope)
            # By key and not by record: whatever a file says, a change here is never replaced.
            have = log.keys_of(connection, {change.run for change in write.foreign})
            foreign = {
                c.key: c
                for c in write.foreign
                if c.key not in have and not self.erased.covers(c.kind, c.record_id, c.at)
            }
            added = [*made, *foreign.values()]
            if not added:
                return Commit(self.snapshot.position, frozenset(), frozenset(), words)
            log.append(connection, added)
            if made and not self._run:
                note_run(connection, made[0].run)
            touched: dict[RecordKey, list[Change]] = {}
            for change in added:
                touched.setdefault((change.kind, change.record_id), []).append(change)
            landed = land(connection, touched, before, self._held.flags)
            for key, value in write.local.items():
                set_local(connection, key, value)
            if write.facts is not None:
                write_facts(connection, write.facts)
            clock = max(clock, *(change.clock for change in added))
            position = self._move_on(connection, len(added), clock)
        self.facts = write.facts or self.facts
        if made:
            self._run, self._seq = made[-1].run, made[-1].seq
        self._leave_run({change.run for change in foreign.values()})
        return self._take_over(landed, position, words)

    def _leave_run(self, brought: Container[int]) -> None:
        """Number on under a new run if a file brought changes of this one: a number is used once.

        A computer that was copied while the program ran goes on with the same run twice.
        """
        if self._run in brought:
            self._run, self._seq = 0, 0

    def _move_on(self, connection: sa.Connection, added: int, clock: int) -> int:
        """Note how many changes the log holds now and its latest clock; return the number."""
        position = self.snapshot.position + added
        write_meta(connection, position=position, clock=clock)
        return position

    def _tell(self, commit: Commit) -> None:
        """Tell every listener; one that fails is a fault of its own, for the commit is done."""
        for listener in self._listeners:
            try:
                listener(commit, self.snapshot)
            except Exception as error:  # noqa: BLE001 - reported where all faults are
                sys.excepthook(type(error), error, error.__traceback__)

    def _take_over(
        self,
        landed: Mapping[RecordKey, Landed],
        position: int,
        words: str,
        gone: Iterable[RecordKey] = (),
    ) -> Commit:
        """Bring what is held in memory up to date with a commit, tell of it, return its notice.

        ``gone`` names the records that were erased.
        """
        kinds, child_ids = self._held.take_over(landed, gone)
        if Erasure.__name__ in kinds:
            self.erased = self._held.erased()
        self.snapshot = self._held.next_snapshot(self.snapshot, position, kinds, child_ids)
        commit = Commit(position, kinds, child_ids - {""}, words)
        self._tell(commit)
        return commit

    # From elsewhere

    def incoming(self, files: Iterable[Iterable[bytes]]) -> Incoming:
        """Read the changes of a file, or of several, against the log; nothing is written.

        Raises FileDamagedError for a line that is no change, and what yields the lines raises.
        """
        known = self.known_keys()
        found = Incoming()
        with without_collecting():
            for lines in files:
                found.add(read_incoming(lines, known))
        return self.sifted(found)

    def sifted(self, incoming: Incoming) -> Incoming:
        """Return what came in without what is erased, unless it brings erasures of its own.

        Those decide about the rest, in ``take_in``.
        """
        return sifted(incoming, self.erased)

    def take_in(self, incoming: Incoming, words: str) -> Commit:
        """Commit what ``incoming`` found that is not here, all of it or nothing; it counts that.

        What is erased, by the erasures here and by those that come along, stays out. Raises
        ReadOnlyError.
        """
        self._refuse_read_only()
        with self._lock, without_collecting():
            with self._transaction() as connection:
                rows = new_rows(connection, incoming, self._held)
                if not rows:
                    return Commit(self.snapshot.position, frozenset(), frozenset(), words)
                clock = max(int(read_meta(connection)["clock"]), *map(clock_of, rows))
                position = self._move_on(connection, len(rows), clock)
                runs = Counter(key_of(row)[0] for row in rows)
                # To one who begins with it nothing of it comes in between.
                arrived = arrivals_in(rows) if self.snapshot.position else []
                landed = land_rows(connection, rows, self._held.is_in_log, self._held.flags)
            incoming.taken.update(runs)
            self._leave_run(runs)
            self._arrived.note(position, arrived, self._held.holds)
            return self._take_over(landed, position, words)

    def lines(self, *, without_erased: bool = False) -> Iterator[bytes]:
        """Yield the whole log as lines in key order, or what of it may leave this computer."""
        for row in self._pages():
            if not (without_erased and covers(self.erased, row)):
                yield row_line(row)

    def keys_to_send(self) -> set[Key]:
        """Return which changes the shared copy is to hold: all but those of what is erased."""
        if not self.erased:
            return self.known_keys()
        return {key_of(row) for row in self._pages() if not covers(self.erased, row)}

    # Erasing

    def erase(self, erased: Erased) -> int:
        """Take what is erased out of the log, the tables and the drafts for good, all or nothing.

        Return how many records of it were here. ``compact`` then clears the file of what they
        leave.
        """
        self._refuse_read_only()
        with self._lock, without_collecting():
            with self._transaction() as connection:
                gone, landed = purge(connection, erased, self._held.flags)
                # The position never goes back: whoever remembers one counts what came since.
                taken = self.snapshot.position - log.count(connection)
                write_meta(connection, erased=taken)
            self.erasings += 1
            if gone or landed:
                self._take_over(landed, self.snapshot.position, "erase", gone)
            return len(gone)

    def compact(self) -> None:
        """Write the file anew, so that nothing of what was erased is left in a free part of it.

        Raises DiskFullError or StoreNotWritableError.
        """
        with self._lock:
            compact(self._engine)

    # Loading

    def _load(self) -> None:
        with without_collecting(), self._transaction() as connection:
            meta = read_meta(connection)
            self.facts = facts_in(meta)
            self._held.load(connection, of_newer=self.read_only)
        self.erased = self._held.erased()
        self.snapshot = self._held.snapshot(int(meta["position"]))
