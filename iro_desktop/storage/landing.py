"""Bringing the tables up to date: one way for edits made here and for changes from elsewhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Container, Mapping, Sequence
from typing import Final, NamedTuple

import sqlalchemy as sa

from iro_desktop.domain.changes import Change, project
from iro_desktop.domain.records import KINDS
from iro_desktop.domain.snapshot import Flag, Stored
from iro_desktop.storage import log
from iro_desktop.storage.lines import KIND, RECORD_ID, key_of
from iro_desktop.storage.tables import (
    FLAG,
    RECORD_TABLES,
    Row,
    insert_rows,
    projected_flags,
    projected_record,
    projected_row,
    row_change,
)

_AT_ONCE: Final = 2000  # records: so that what they are made from need not be held for all of them

RecordKey = tuple[str, str]
"""(kind, record id)."""


class Landed(NamedTuple):
    """What a record is after the changes, and what a person should look at in it."""

    stored: Stored
    flags: tuple[Flag, ...] = ()


def land(
    connection: sa.Connection,
    touched: Mapping[RecordKey, Sequence[Change]],
    before: Mapping[str, Sequence[Change]],
    flagged: Container[RecordKey],
) -> dict[RecordKey, Landed]:
    """Project each touched record from its new changes and those ``before``, and write it.

    ``before`` holds, per record id, the changes that the log had; ``flagged`` the records that
    have flags now. Kinds of a newer program stay in the log alone.
    """
    # By kind and in key order, or inserting is slow; part by part, or all rows are in memory.
    keys = sorted(touched)
    found: dict[RecordKey, Landed] = {}
    for start in range(0, len(keys), _AT_ONCE):
        part = {key: touched[key] for key in keys[start : start + _AT_ONCE]}
        found |= _land(connection, part, before, flagged)
    return found


def _land(
    connection: sa.Connection,
    touched: Mapping[RecordKey, Sequence[Change]],
    before: Mapping[str, Sequence[Change]],
    flagged: Container[RecordKey],
) -> dict[RecordKey, Landed]:
    found: dict[RecordKey, Landed] = {}
    rows: dict[str, list[Row]] = {}
    flags: list[Row] = []
    for (kind, record_id), changes in touched.items():
        if kind not in KINDS:
            continue
        earlier = [change for change in before.get(record_id, ()) if change.kind == kind]
        state = project(KINDS[kind], [*earlier, *changes])
        rows.setdefault(kind, []).append(projected_row(KINDS[kind], record_id, state))
        said = projected_flags(kind, record_id, state)
        flags += said
        found[kind, record_id] = Landed(
            projected_record(KINDS[kind], record_id, state), tuple(_flag(row) for row in said)
        )
        if (kind, record_id) in flagged:
            connection.execute(
                sa.delete(FLAG).where(FLAG.c.kind == kind, FLAG.c.record_id == record_id)
            )
    for kind, those in rows.items():
        insert_rows(connection, RECORD_TABLES[kind], those)
    insert_rows(connection, FLAG, flags)
    return found


def land_rows(
    connection: sa.Connection,
    rows: list[Row],
    is_known: Callable[[str, str], bool],
    flagged: Container[RecordKey],
) -> dict[RecordKey, Landed]:
    """Add rows to the log, none of which it holds, and bring what they touch up to date.

    ``is_known`` tells whether the log may hold changes of a kind's record. The list is emptied and
    the rows are let go of part by part: they and the records that are made from them are never in
    memory all at once.
    """
    touched: dict[RecordKey, list[Row]] = {}
    for row in rows:
        touched.setdefault((str(row[KIND]), str(row[RECORD_ID])), []).append(row)
    rows.clear()
    # In the order in which they were made, or nearly: the log is keyed by that.
    order = deque(sorted(touched, key=lambda key: key_of(touched[key][0])))
    found: dict[RecordKey, Landed] = {}
    while order:
        part = [order.popleft() for _ in range(min(_AT_ONCE, len(order)))]
        new = {key: touched.pop(key) for key in part}
        before = log.of_records(connection, [key[1] for key in part if is_known(*key)])
        changes = {key: [row_change(row) for row in those] for key, those in new.items()}
        found |= land(connection, changes, before, flagged)
        log.append_rows(
            connection, sorted((r for those in new.values() for r in those), key=key_of)
        )
    return found


def _flag(row: Row) -> Flag:
    kind, record_id, name, what = row
    return Flag(str(kind), str(record_id), str(name), str(what))
