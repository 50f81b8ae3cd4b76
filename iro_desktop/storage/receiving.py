"""What may come into the log of what is brought from elsewhere."""

from __future__ import annotations

import sqlalchemy as sa

from iro_desktop.domain.changes import Change, project
from iro_desktop.domain.erasures import Erased
from iro_desktop.domain.records import Erasure
from iro_desktop.storage import log
from iro_desktop.storage.held import Held
from iro_desktop.storage.lines import KIND, RECORD_ID, Incoming, covers, key_of
from iro_desktop.storage.tables import Row, projected_record, row_change


def sifted(incoming: Incoming, erased: Erased) -> Incoming:
    """Return what came in without what is erased, unless it brings erasures of its own.

    Those decide about the rest, in ``new_rows``.
    """
    if not erased or any(row[KIND] == Erasure.__name__ for row in incoming.rows):
        return incoming
    rows = [row for row in incoming.rows if not covers(erased, row)]
    return Incoming(incoming.keys, rows)


def new_rows(connection: sa.Connection, incoming: Incoming, held: Held) -> list[Row]:
    """Return the rows that are not in the log and may come into it; ``incoming`` gives up its.

    Its erasures count already, for what comes with them too.
    """
    have = log.keys_of(connection, {key_of(row)[0] for row in incoming.rows})
    rows = [row for row in incoming.rows if key_of(row) not in have]
    incoming.rows.clear()
    erasures = [row for row in rows if row[KIND] == Erasure.__name__]
    said: dict[str, list[Change]] = {}
    for row in erasures:
        said.setdefault(str(row[RECORD_ID]), []).append(row_change(row))
    for record_id, changes in log.of_records(connection, sorted(said)).items():
        said[record_id] += changes
    erased = held.erased(
        {
            record_id: projected_record(Erasure, record_id, project(Erasure, changes))
            for record_id, changes in said.items()
        }
    )
    return [row for row in rows if row[KIND] == Erasure.__name__ or not covers(erased, row)]
