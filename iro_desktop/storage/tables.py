"""The tables of a store, made from the records, and the one way between a row and a record.

A table is only a projection of the log, so it has a primary key and no other constraint: whatever
the log holds must fit.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from iro_desktop.domain.change_lines import read_replaced
from iro_desktop.domain.changes import Change, Projected
from iro_desktop.domain.records import KINDS, SCHEMA, Record, fields_of
from iro_desktop.domain.records.fields import Value, to_json
from iro_desktop.domain.snapshot import Stored

METADATA: Final = sa.MetaData()

CHANGE: Final = sa.Table(
    "change",
    METADATA,
    # Keyed by run and seq, so that a commit appends; a random key would be slow to insert.
    sa.Column("run", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("schema", sa.Integer, nullable=False),
    sa.Column("act", sa.Integer, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("clock", sa.Integer, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("record_id", sa.Text, nullable=False, index=True),
    sa.Column("fields", sa.Text, nullable=False),
    sa.Column("replaced", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
# Finding the latest acts must not read the whole log; only the first change of an act has words.
sa.Index("change_acts", CHANGE.c.clock, sqlite_where=CHANGE.c.seq == CHANGE.c.act)

META: Final = sa.Table(
    "meta", METADATA, sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text)
)
LOCAL: Final = sa.Table(
    "local", METADATA, sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text)
)
FLAG: Final = sa.Table(
    "flag",
    METADATA,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("record_id", sa.Text, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("what", sa.Text, primary_key=True),
)

_COLUMN_TYPES: Final[Mapping[str, type[sa.types.TypeEngine[Any]]]] = {
    "whole": sa.Integer, "yes_no": sa.Integer, "number": sa.Float,
}  # fmt: skip


def table_name(kind: str) -> str:
    """Return the name of a kind's table: ``CarePeriod`` -> ``care_period``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind).lower()


def _record_table(kind: type[Record]) -> sa.Table:
    columns = [
        sa.Column(about.name, _COLUMN_TYPES.get(about.type, sa.Text)) for about in fields_of(kind)
    ]
    return sa.Table(
        table_name(kind.__name__),
        METADATA,
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("deleted", sa.Integer, nullable=False),
        *columns,
    )


RECORD_TABLES: Final[dict[str, sa.Table]] = {
    name: _record_table(kind) for name, kind in KINDS.items()
}


def make_tables(connection: sa.Connection) -> None:
    """Make every table that is not there yet."""
    for statement in _statements():
        connection.exec_driver_sql(statement)


@lru_cache(maxsize=1)
def _statements() -> tuple[str, ...]:
    """Return what makes all tables and indexes, spelt out once in a run."""
    dialect = sqlite.dialect()
    made: list[str] = []
    for table in METADATA.sorted_tables:
        made.append(str(CreateTable(table, if_not_exists=True).compile(dialect=dialect)))
        made += [
            str(CreateIndex(index, if_not_exists=True).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        ]
    return tuple(made)


def fingerprint() -> str:
    """Return a short name for the schema, its kinds and fields; another means: project anew."""
    shape = [
        [name, [[about.name, about.type] for about in fields_of(kind)]]
        for name, kind in sorted(KINDS.items())
    ]
    return hashlib.sha256(json.dumps([SCHEMA, shape]).encode()).hexdigest()[:16]


@lru_cache(maxsize=65_536)
def _day(value: str) -> date:
    return date.fromisoformat(value)


def _instant(value: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(UTC)


def _tuple(value: str) -> tuple[Any, ...]:
    return tuple(tuple(part) if isinstance(part, list) else part for part in json.loads(value))


_FROM_COLUMN: Final[Mapping[str, Callable[[Any], Value]]] = {
    "day": _day, "instant": _instant, "yes_no": bool, "codes": _tuple, "links": _tuple,
    "list": _tuple, "table": _tuple,
}  # fmt: skip


_SHARED: Final = frozenset({"code", "link"})
"""The types of fields whose texts come again in many records."""


def _to_column(value: Value) -> str | int | float | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return json.dumps(value) if value else None
    written: str = to_json(value)
    return written


Reader = Callable[[Any], Stored]


def reader(kind: type[Record], texts: dict[str, str] | None = None) -> Reader:
    """Return the function from a row of a kind's table (id, deleted, fields...) to a record.

    ``texts`` are the ids and codes read so far: the driver makes each anew for every row, and a
    child's id alone would be there once for each of its records.
    """
    same = ({} if texts is None else texts).setdefault
    fields = [
        (about.name, _FROM_COLUMN.get(about.type), about.type in _SHARED)
        for about in fields_of(kind)
    ]

    def read(row: Any) -> Stored:  # noqa: ANN401 - a tuple of the driver's
        # Most fields of most records are empty, and a record's own defaults are the empty values.
        values: dict[str, Any] = {
            name: same(value, value) if shared else convert(value) if convert else value
            for (name, convert, shared), value in zip(fields, row[2:], strict=True)
            if value is not None
        }
        return Stored(kind(id=same(row[0], row[0]), **values), deleted=bool(row[1]))

    return read


_ROWS_AT_ONCE: Final = 500


def every_row(connection: sa.Connection, table: sa.Table) -> Iterator[Any]:
    """Yield all rows of a table as the driver has them, in the order of its columns.

    Straight from the driver, as they were written: opening a store waits for nothing else so long.
    A few at a time: all of a large table at once would leave its gaps in memory for good.
    """
    columns = ",".join(f'"{column.name}"' for column in table.columns)  # from the records
    result = connection.exec_driver_sql(f'SELECT {columns} FROM "{table.name}"')  # noqa: S608
    if result.cursor is not None:
        while part := result.cursor.fetchmany(_ROWS_AT_ONCE):
            yield from part
    result.close()


Row = tuple[str | int | float | None, ...]
"""Values in the order of a table's columns."""


def insert_rows(
    connection: sa.Connection, table: sa.Table, rows: Sequence[Row], *, replace: bool = True
) -> None:
    """Insert rows, or replace those with the same key, or without ``replace`` fail on one.

    Straight to the driver: for the tens of thousands of rows of an import, naming every value
    for SQLAlchemy takes longer than the database does.
    """
    if rows:
        places = ",".join("?" * len(table.columns))
        name = table.name  # from the records, never from anything that was read
        how = "INSERT OR REPLACE" if replace else "INSERT"
        connection.exec_driver_sql(f'{how} INTO "{name}" VALUES ({places})', rows)


_PLACES: Final = {
    name: {about.name: at for at, about in enumerate(fields_of(kind), start=2)}
    for name, kind in KINDS.items()
}
"""Kind -> field -> where its column stands in a row of the kind's table."""


def projected_row(kind: type[Record], record_id: str, state: Projected) -> Row:
    """Return the row that a projected state makes in its kind's table."""
    places = _PLACES[kind.__name__]
    row: list[str | int | float | None] = [None] * (2 + len(places))
    row[0], row[1] = record_id, int(not state.live)
    for name, value in state.values.items():  # few of many fields hold anything
        row[places[name]] = _to_column(value)
    return tuple(row)


def projected_record(kind: type[Record], record_id: str, state: Projected) -> Stored:
    """Return the record that a projected state makes."""
    return Stored(kind(id=record_id, **state.values), deleted=not state.live)


def projected_flags(kind: str, record_id: str, state: Projected) -> list[Row]:
    """Return what a person should look at, as rows of the flag table."""
    if not (state.conflicts or state.unreadable or state.revived):
        return []
    found = [("conflict", name) for name in state.conflicts]
    found += [("unreadable", name) for name in state.unreadable]
    found += [("revived", "")] if state.revived else []
    return [(kind, record_id, name, what) for what, name in found]


def change_row(change: Change) -> Row:
    """Return a change as a row of the log."""
    fields = json.dumps(change.fields, separators=(",", ":"))
    replaced = json.dumps(change.replaced, separators=(",", ":")) if change.replaced else ""
    return (
        change.run, change.seq, change.schema, change.act, change.words, change.source,
        change.clock, change.actor, change.at, change.kind, change.record_id, fields, replaced,
    )  # fmt: skip


def row_change(row: Any) -> Change:  # noqa: ANN401 - a row of the driver's
    """Return the change that a row of the log holds, its columns in the table's order."""
    (run, seq, schema, act, words, source, clock, actor, at, kind, record_id, fields, replaced) = (
        row
    )
    return Change(
        run, seq, schema, act, words, source, clock, actor, at, kind, record_id,
        json.loads(fields), read_replaced(json.loads(replaced)) if replaced else {},
    )  # fmt: skip
