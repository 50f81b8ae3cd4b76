"""What a store says of itself, and the values that belong to this device alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from iro_desktop.storage.tables import LOCAL, META

OWN_RUNS: Final = "device:runs"
"""The local value that holds the runs that were made in this store, as JSON."""


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What was settled when the store was made."""

    store_id: str
    officer_id: str = ""
    whole_service: bool = False


def read_meta(connection: sa.Connection) -> dict[str, str]:
    """Return what the store says of itself."""
    return {key: value for key, value in connection.execute(sa.select(META))}  # noqa: C416 - rows are no pairs to mypy


def write_meta(connection: sa.Connection, **values: object) -> None:
    """Have the store say these things of itself, each as text."""
    statement = sa.insert(META).prefix_with("OR REPLACE")
    connection.execute(statement, [{"key": k, "value": str(v)} for k, v in values.items()])


def facts_in(meta: Mapping[str, str]) -> StoreFacts:
    """Return the facts among what a store says of itself."""
    return StoreFacts(
        meta.get("store_id", ""), meta.get("officer_id", ""), meta.get("whole_service") == "1"
    )


def write_facts(connection: sa.Connection, facts: StoreFacts) -> None:
    """Keep what was settled when the store was made."""
    write_meta(
        connection,
        store_id=facts.store_id,
        officer_id=facts.officer_id,
        whole_service=int(facts.whole_service),
    )


def local_value(connection: sa.Connection, key: str) -> str | None:
    """Return a value that belongs to this device alone."""
    query = sa.select(LOCAL.c.value).where(LOCAL.c.key == key)
    return connection.execute(query).scalar_one_or_none()


def local_values(connection: sa.Connection, prefix: str) -> dict[str, str]:
    """Return this device's own values whose key begins with ``prefix``."""
    rows = connection.execute(sa.select(LOCAL).order_by(LOCAL.c.key))
    return {key: value for key, value in rows if key.startswith(prefix)}


def set_local(connection: sa.Connection, key: str, value: str | None) -> None:
    """Keep a value that belongs to this device alone; None forgets it."""
    connection.execute(sa.delete(LOCAL).where(LOCAL.c.key == key))
    if value is not None:
        connection.execute(sa.insert(LOCAL), {"key": key, "value": value})


def note_run(connection: sa.Connection, run: int) -> None:
    """Remember with its first commit that a run was made here, whatever happens next."""
    runs = json.loads(local_value(connection, OWN_RUNS) or "[]")
    set_local(connection, OWN_RUNS, json.dumps([*runs, run]))
