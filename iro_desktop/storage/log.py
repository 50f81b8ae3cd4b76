"""The change log in the database: appending to it, and reading it by record, by act and whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Final

import sqlalchemy as sa

from iro_desktop.domain.changes import Change, Key
from iro_desktop.domain.records import KINDS
from iro_desktop.storage.tables import CHANGE, Row, change_row, insert_rows, row_change

_AT_ONCE: Final = 500  # ids in one query: below every limit of SQLite on variables
_ROWS_AT_ONCE: Final = 5000

_HEADS: Final = """
WITH RECURSIVE runs(run) AS (
    SELECT min(run) FROM change
    UNION ALL
    SELECT (SELECT min(run) FROM change WHERE run > runs.run) FROM runs WHERE run IS NOT NULL
)
SELECT run, (SELECT max(seq) FROM change WHERE run = runs.run) FROM runs WHERE run IS NOT NULL
"""
"""Steps from run to run along the key; GROUP BY would read, and decrypt, the whole log."""


def append(connection: sa.Connection, changes: Sequence[Change]) -> None:
    """Add changes to the log, none of which it holds: what is in it is never replaced."""
    for start in range(0, len(changes), _ROWS_AT_ONCE):
        part = changes[start : start + _ROWS_AT_ONCE]
        append_rows(connection, [change_row(change) for change in part])


def append_rows(connection: sa.Connection, rows: Sequence[Row]) -> None:
    """Add changes to the log as rows of it, none of which it holds."""
    insert_rows(connection, CHANGE, rows, replace=False)


def keys_of(connection: sa.Connection, runs: Iterable[int]) -> set[Key]:
    """Return which changes of these runs the log holds."""
    found: set[Key] = set()
    numbers = iter(runs)
    while part := list(islice(numbers, _AT_ONCE)):
        query = sa.select(CHANGE.c.run, CHANGE.c.seq).where(CHANGE.c.run.in_(part))
        found.update((run, seq) for run, seq in connection.execute(query))
    return found


def every_key(connection: sa.Connection) -> set[Key]:
    """Return which changes the log holds."""
    result = connection.exec_driver_sql('SELECT run, seq FROM "change"')
    return set(result.cursor.fetchall()) if result.cursor is not None else set()


def page_after(connection: sa.Connection, key: Key) -> list[Row]:
    """Return the rows that follow a key in key order, as many as one page holds.

    Straight from the driver: what is sent or backed up is all of it, and nothing of it is read.
    """
    columns = ",".join(f'"{column.name}"' for column in CHANGE.columns)  # from the definition
    query = (
        f'SELECT {columns} FROM "change" WHERE (run, seq) > (?, ?) '  # noqa: S608
        f"ORDER BY run, seq LIMIT {_ROWS_AT_ONCE}"
    )
    cursor = connection.exec_driver_sql(query, key).cursor
    return list(cursor.fetchall()) if cursor is not None else []


def of_records(connection: sa.Connection, record_ids: Iterable[str]) -> dict[str, list[Change]]:
    """Return all changes of the records with these ids, per record id."""
    found: dict[str, list[Change]] = {}
    ids = iter(record_ids)
    while part := list(islice(ids, _AT_ONCE)):
        for row in connection.execute(sa.select(CHANGE).where(CHANGE.c.record_id.in_(part))):
            change = row_change(row)
            found.setdefault(change.record_id, []).append(change)
    return found


def unknown_about(connection: sa.Connection, child_id: str) -> set[str]:
    """Return the ids of records of kinds that this program does not know and that name a child."""
    query = sa.select(CHANGE.c.record_id).where(
        CHANGE.c.kind.not_in(list(KINDS)), CHANGE.c.fields.contains(child_id, autoescape=True)
    )
    return set(connection.execute(query).scalars())


def of_act(connection: sa.Connection, run: int, act: int) -> list[Change]:
    """Return the changes of one act, in the order in which they were made."""
    query = sa.select(CHANGE).where(CHANGE.c.run == run, CHANGE.c.act == act)
    return [row_change(row) for row in connection.execute(query.order_by(CHANGE.c.seq))]


def every(connection: sa.Connection) -> Iterator[Change]:
    """Yield the whole log in key order, without holding it all."""
    rows = connection.execute(
        sa.select(CHANGE).order_by(CHANGE.c.run, CHANGE.c.seq).execution_options(yield_per=5000)
    )
    for row in rows:
        yield row_change(row)


def by_record(connection: sa.Connection) -> Iterator[tuple[str, str, list[Change]]]:
    """Yield (kind, record id, its changes) for every record, in that order."""
    query = sa.select(CHANGE).order_by(CHANGE.c.kind, CHANGE.c.record_id)
    rows = connection.execute(query.execution_options(yield_per=5000))
    for (kind, record_id), changes in groupby(
        map(row_change, rows), key=lambda change: (change.kind, change.record_id)
    ):
        yield kind, record_id, list(changes)


def heads(connection: sa.Connection) -> dict[int, int]:
    """Return run -> the number of its last change, for every run in the log."""
    found = connection.exec_driver_sql(_HEADS)
    return {run: last for run, last in found}  # noqa: C416 - rows are no pairs to mypy


def latest_of_runs(connection: sa.Connection) -> dict[int, str]:
    """Return run -> when its last change was made, UTC, ISO."""
    last = sa.select(CHANGE.c.run, sa.func.max(CHANGE.c.seq).label("seq")).group_by(CHANGE.c.run)
    of = last.subquery()
    query = sa.select(CHANGE.c.run, CHANGE.c.at).join(
        of, (CHANGE.c.run == of.c.run) & (CHANGE.c.seq == of.c.seq)
    )
    return {run: at for run, at in connection.execute(query)}  # noqa: C416 - rows are no pairs to mypy


def since(connection: sa.Connection, known: Mapping[int, int]) -> list[Change]:
    """Return the changes beyond ``known`` heads, in key order."""
    found: list[Change] = []
    for run, last in heads(connection).items():
        first = known.get(run, 0)
        if last > first:
            query = sa.select(CHANGE).where(CHANGE.c.run == run, CHANGE.c.seq > first)
            rows = connection.execute(query.order_by(CHANGE.c.seq))
            found.extend(row_change(row) for row in rows)
    return found


def latest_acts(connection: sa.Connection, limit: int, without: Iterable[str] = ()) -> list[Change]:
    """Return the first change of each of the latest acts, the newest first.

    That change alone carries the act's words. Acts of the sources ``without`` are left out.
    """
    query = sa.select(CHANGE).where(
        CHANGE.c.seq == CHANGE.c.act, CHANGE.c.source.not_in(list(without))
    )
    latest = (CHANGE.c.clock.desc(), CHANGE.c.run.desc(), CHANGE.c.seq.desc())
    rows = connection.execute(query.order_by(*latest).limit(limit))
    return [row_change(row) for row in rows]


def words_of(
    connection: sa.Connection, acts: Iterable[tuple[int, int]]
) -> Mapping[tuple[int, int], str]:
    """Return (run, act) -> the words of that act.

    They stand on its first change; of an act of which only some was handed over, on the first one
    that is here.
    """
    query = (
        sa.select(CHANGE.c.words)
        .where(
            CHANGE.c.run == sa.bindparam("run"),
            CHANGE.c.seq >= sa.bindparam("act"),
            CHANGE.c.act == sa.bindparam("act"),
        )
        .order_by(CHANGE.c.seq)
        .limit(1)
    )
    found = {}
    for run, act in set(acts):
        words = connection.execute(query, {"run": run, "act": act}).scalar_one_or_none()
        found[run, act] = words or ""
    return found


def count(connection: sa.Connection) -> int:
    """Return how many changes the log holds."""
    return connection.execute(sa.select(sa.func.count()).select_from(CHANGE)).scalar_one()
