"""Making the tables from the log, and checking that they still are what the log says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import sqlalchemy as sa

from iro_desktop.domain.changes import project
from iro_desktop.domain.records import KINDS
from iro_desktop.storage import log
from iro_desktop.storage.tables import (
    FLAG,
    RECORD_TABLES,
    Row,
    insert_rows,
    make_tables,
    projected_flags,
    projected_row,
    table_name,
)

Progress = Callable[[int, int], None]
"""Called with (done, total) now and then."""

_AT_ONCE: Final = 2000


def make_tables_anew(connection: sa.Connection, progress: Progress | None = None) -> None:
    """Drop every table but the log's own and fill them again from the log."""
    kept = {"change", "meta", "local"}
    for name in sa.inspect(connection).get_table_names():
        if name not in kept and not name.startswith("sqlite_"):
            sa.Table(name, sa.MetaData()).drop(connection)
    make_tables(connection)
    total = log.count(connection)
    done = 0
    rows: list[Row] = []
    flags: list[Row] = []
    filling = ""
    for kind, record_id, changes in log.by_record(connection):
        done += len(changes)
        if kind not in KINDS:
            continue  # a kind of a newer program: kept in the log, and passed on
        if rows and (kind != filling or len(rows) >= _AT_ONCE):
            insert_rows(connection, RECORD_TABLES[filling], rows)
            rows = []
            if progress:
                progress(done, total)
        filling = kind
        state = project(KINDS[kind], changes)
        rows.append(projected_row(KINDS[kind], record_id, state))
        flags += projected_flags(kind, record_id, state)
    if rows:
        insert_rows(connection, RECORD_TABLES[filling], rows)
    insert_rows(connection, FLAG, flags)
    if progress:
        progress(total, total)


def differences(connection: sa.Connection) -> Iterator[str]:
    """Yield a sentence for each record whose table does not say what the log says."""
    tables: dict[str, dict[str, Row]] = {}
    for kind, table in RECORD_TABLES.items():
        rows = connection.execute(sa.select(table))
        tables[kind] = {row[0]: tuple(row) for row in rows}
    flags: set[Row] = {tuple(row) for row in connection.execute(sa.select(FLAG))}
    for kind, record_id, changes in log.by_record(connection):
        if kind not in KINDS:
            continue
        state = project(KINDS[kind], changes)
        if tables[kind].pop(record_id, None) != projected_row(KINDS[kind], record_id, state):
            yield _sentence(kind, record_id)
        for flag in projected_flags(kind, record_id, state):
            if flag not in flags:
                yield _sentence(kind, record_id)
            flags.discard(flag)
    for kind, left in tables.items():
        for record_id in left:
            yield _sentence(kind, record_id)
    for flag in flags:
        yield _sentence(str(flag[0]), str(flag[1]))


def _sentence(kind: str, record_id: str) -> str:
    return f"The table {table_name(kind)} does not say what the log says of record {record_id}."
