"""What can still be read of a damaged database: every page proves by itself whether it is whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from iro_desktop.domain.changes import Change
from iro_desktop.domain.errors import UserError
from iro_desktop.paths import DATABASE
from iro_desktop.storage.backup import CARRIED
from iro_desktop.storage.engine import open_engine
from iro_desktop.storage.tables import CHANGE, row_change

_COLUMNS: Final = ",".join(f'"{column.name}"' for column in CHANGE.columns)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """The changes that could be read; ``whole`` says that they are all that were ever committed."""

    changes: tuple[Change, ...] = ()
    local: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False


def salvage(folder: Path, data_key: bytes) -> Salvaged:
    """Return what can be read of the log in the database in ``folder``, from both of its ends."""
    try:
        engine = open_engine(folder / DATABASE, data_key)
    except UserError:
        return Salvaged()
    try:
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            found = {change.key: change for change in _changes(cursor, "ASC")}
            committed = _committed(cursor)
            if len(found) != committed:
                found |= {change.key: change for change in _changes(cursor, "DESC")}
            return Salvaged(tuple(found.values()), _local(cursor), len(found) == committed)
    finally:
        engine.dispose()


def _changes(cursor: Any, way: str) -> Iterator[Change]:  # noqa: ANN401 - the driver has no types
    """Yield changes until the first damaged page."""
    with suppress(dbapi2.DatabaseError):
        cursor.execute(f'SELECT {_COLUMNS} FROM "change" ORDER BY run {way}, seq {way}')  # noqa: S608
        for row in cursor:
            with suppress(ValueError, TypeError):
                yield row_change(row)


def _committed(cursor: Any) -> int:  # noqa: ANN401 - the same
    """Return how many changes were committed and not erased; -1 where that cannot be read."""
    with suppress(dbapi2.DatabaseError, LookupError, ValueError, TypeError):
        cursor.execute("SELECT key, value FROM meta WHERE key IN ('position', 'erased')")
        found = dict(cursor.fetchall())
        return int(found["position"]) - int(found.get("erased", 0))
    return -1


def _local(cursor: Any) -> dict[str, str]:  # noqa: ANN401 - the same
    found: dict[str, str] = {}
    with suppress(dbapi2.DatabaseError):
        cursor.execute("SELECT key, value FROM local")
        found.update((key, value) for key, value in cursor if key.startswith(CARRIED))
    return found
