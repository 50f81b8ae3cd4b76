"""What a store keeps whichever backup takes its place: what was erased, and who saw what."""

from __future__ import annotations

from collections.abc import Iterator

from iro_desktop.domain.changes import Change
from iro_desktop.domain.records import AccessEvent, Erasure, FrozenCount, Record
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.storage.store import Store


def records_kept(snapshot: Snapshot) -> Iterator[Record]:
    """Yield all erasures, the figures that were frozen for those that are done, and the view log.

    Nobody can take back what was erased, nor hide what was looked at, by going back to a backup.
    """
    erasures = snapshot.of(Erasure)
    cancelled = {one.id for one in erasures if one.cancelled_on is not None}
    done = [
        one
        for one in erasures
        if one.erased_on is not None and not cancelled & {one.id, one.request_id}
    ]
    ids = {record_id for one in done for record_id in (one.id, one.request_id) if record_id}
    yield from erasures
    yield from snapshot.of(AccessEvent)
    yield from (count for count in snapshot.of(FrozenCount) if count.erasure_id in ids)


def changes_kept(store: Store) -> tuple[Change, ...]:
    """Return all changes of what ``records_kept`` yields.

    Raises StoreDamagedError where the log cannot be read.
    """
    found = store.history(sorted(record.id for record in records_kept(store.snapshot)))
    return tuple(change for changes in found.values() for change in changes)
