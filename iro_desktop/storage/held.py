"""What a store holds in memory: its tables as records, and the snapshot that is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

import sqlalchemy as sa

from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.erasures import Erased, erased
from iro_desktop.domain.records import KINDS, ChildRecord, Erasure, Record
from iro_desktop.domain.snapshot import Flag, Snapshot, Stored, build, rebuild
from iro_desktop.storage import newer
from iro_desktop.storage.landing import Landed, RecordKey
from iro_desktop.storage.tables import FLAG, RECORD_TABLES, every_row, reader


class Held:
    """The tables of a store in memory; it changes with each commit, a snapshot never does.

    ``tables`` maps kind -> record id -> what is stored, deleted or not; ``flags`` holds what a
    person should look at, per record.
    """

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Stored]] = {kind: {} for kind in KINDS}
        self.flags: dict[RecordKey, tuple[Flag, ...]] = {}
        self._of_child: dict[str, list[RecordKey]] = {}

    def load(self, connection: sa.Connection, *, of_newer: bool = False) -> None:
        """Read everything; of a store of a newer program what both know."""
        texts: dict[str, str] = {}
        for kind, table in RECORD_TABLES.items():
            if of_newer:
                found: Iterable[Stored] = newer.stored(connection, kind)
            else:
                found = map(reader(KINDS[kind], texts), every_row(connection, table))
            self.tables[kind] = {stored.record.id: stored for stored in found}
        for row in newer.rows(connection, FLAG) if of_newer else every_row(connection, FLAG):
            flag = Flag(*row)
            key = (flag.kind, flag.record_id)
            self.flags[key] = (*self.flags.get(key, ()), flag)
        for kind, rows in self.tables.items():
            for record_id, stored in rows.items():
                if (child_id := child_of(stored.record)) is not None:
                    self._of_child.setdefault(child_id, []).append((kind, record_id))

    def is_in_log(self, kind: str, record_id: str) -> bool:
        """Return whether the log may hold changes of a record."""
        return kind not in self.tables or record_id in self.tables[kind]

    def holds(self, kind: str, record_id: str) -> bool:
        """Return whether a record of a kind that is known is here, deleted or not."""
        return kind in self.tables and record_id in self.tables[kind]

    def records_of(self, child_id: str) -> list[RecordKey]:
        """Return (kind, id) of everything about a child, the child itself and the bin included."""
        return sorted(self._of_child.get(child_id, ()))

    def erased(self, beside: Mapping[str, Stored] | None = None) -> Erased:
        """Return what was erased for good, with erasures ``beside`` those on file."""
        known = self.tables[Erasure.__name__] | dict(beside or {})
        return erased(cast("Erasure", one.record) for one in known.values() if not one.deleted)

    def take_over(
        self, landed: Mapping[RecordKey, Landed], gone: Iterable[RecordKey] = ()
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Take over what a commit made of records, and let go of those that are ``gone``.

        Return the kinds and the ids of the children that it touched, "" for orphans.
        """
        kinds: set[str] = set()
        child_ids: set[str] = set()
        for key in gone:
            if key[0] in self.tables and key[1] in self.tables[key[0]]:
                kinds.add(key[0])
                child_ids.update(self._let_go(key))
                del self.tables[key[0]][key[1]]
                self.flags.pop(key, None)
        for key, (stored, flags) in landed.items():
            kind, record_id = key
            kinds.add(kind)
            child_ids.update(self._let_go(key))
            self.tables[kind][record_id] = stored
            if (child_id := child_of(stored.record)) is not None:
                child_ids.add(child_id)
                self._of_child.setdefault(child_id, []).append(key)
            if flags:
                self.flags[key] = flags
            else:
                self.flags.pop(key, None)
        return frozenset(kinds), frozenset(child_ids)

    def _let_go(self, key: RecordKey) -> tuple[str, ...]:
        """Take a record from the child that it was about; return that child's id, if any."""
        old = self.tables[key[0]].get(key[1])
        child_id = child_of(old.record) if old is not None else None
        if child_id is None:
            return ()
        self._of_child[child_id].remove(key)
        return (child_id,)

    def snapshot(self, position: int) -> Snapshot:
        """Return the snapshot of everything."""
        with without_collecting():
            return build(self.tables, position, self._every_flag())

    def next_snapshot(
        self, before: Snapshot, position: int, kinds: frozenset[str], child_ids: frozenset[str]
    ) -> Snapshot:
        """Return the snapshot after a commit, making anew only the case files that it touched."""
        if len(child_ids) * 2 > len(before.cases):
            return self.snapshot(position)
        touched = {
            child_id: [
                self.tables[kind][record_id]
                for kind, record_id in self._of_child.get(child_id, ())
                if kind != "Child"
            ]
            for child_id in child_ids
        }
        flags = self._every_flag()
        return rebuild(before, self.tables, position, kinds, child_ids, flags, touched)

    def _every_flag(self) -> list[Flag]:
        return [flag for found in self.flags.values() for flag in found]


def child_of(record: Record) -> str | None:
    """Return the id of the child that a record is about, or is; None for neither.

    Empty for a record that does not say which child: an orphan, until it does.
    """
    if isinstance(record, ChildRecord):
        return record.child_id
    return record.id if type(record).__name__ == "Child" else None
