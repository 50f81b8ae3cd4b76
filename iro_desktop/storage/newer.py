"""Reading a store that a newer program wrote: what both know, as that program left it.

Nothing is projected anew and nothing is written. A column or a table that is not there is empty,
and a value that this program cannot read is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from iro_desktop.domain.errors import NewerVersionError
from iro_desktop.domain.records import KINDS, fields_of
from iro_desktop.domain.records.fields import WrongTypeError, from_json, to_json
from iro_desktop.domain.snapshot import Stored
from iro_desktop.storage.tables import CHANGE, LOCAL, META, RECORD_TABLES, reader

_FACTS: Final = ("store_id", "position")


def refuse_unreadable(connection: sa.Connection, meta: Mapping[str, str]) -> None:
    """Raise NewerVersionError where even what the log and the store say of themselves is new."""
    whole = all(
        {column.name for column in table.columns} <= _columns(connection, table)
        for table in (CHANGE, META, LOCAL)
    )
    if not whole or any(name not in meta for name in _FACTS) or not meta["position"].isdigit():
        raise NewerVersionError


def rows(connection: sa.Connection, table: sa.Table) -> list[Any]:
    """Return all rows of a table in the order of the columns known here, None where one is new.

    A table without its key columns has no row that could be read.
    """
    there = _columns(connection, table)
    if not {column.name for column in table.primary_key} <= there:
        return []
    columns = ",".join(
        f'"{column.name}"' if column.name in there else "NULL" for column in table.columns
    )
    result = connection.exec_driver_sql(f'SELECT {columns} FROM "{table.name}"')  # noqa: S608
    return list(result)


def stored(connection: sa.Connection, kind: str) -> Iterator[Stored]:
    """Yield the records of a kind, without what cannot be read here."""
    read = reader(KINDS[kind])
    for row in rows(connection, RECORD_TABLES[kind]):
        try:
            found = read(row)
        except (ValueError, TypeError):
            found = read(_readable(row, kind))
        yield _fitting(found)


def _readable(row: Any, kind: str) -> tuple[Any, ...]:  # noqa: ANN401 - a row of the driver's
    """Return a row with only those of its values that this program can read."""
    read = reader(KINDS[kind])
    empty = (row[0], row[1], *([None] * (len(row) - 2)))
    kept = list(empty)
    for place in range(2, len(row)):
        with suppress(ValueError, TypeError):
            read((*empty[:place], row[place], *empty[place + 1 :]))
            kept[place] = row[place]
    return tuple(kept)


def _fitting(found: Stored) -> Stored:
    """Return a record without values of another type, which views could not show."""
    wrong: dict[str, Any] = {}
    for about in fields_of(type(found.record)):
        value = getattr(found.record, about.name)
        try:
            if value != about.empty:
                from_json(about, to_json(value))
        except WrongTypeError:
            wrong[about.name] = about.empty
    return replace(found, record=replace(found.record, **wrong)) if wrong else found


def _columns(connection: sa.Connection, table: sa.Table) -> set[str]:
    found = sa.inspect(connection)
    if not found.has_table(table.name):
        return set()
    return {column["name"] for column in found.get_columns(table.name)}
