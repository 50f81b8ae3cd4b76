"""What a store keeps about erasing, whichever backup takes its place."""

from __future__ import annotations

from collections.abc import Iterator

from iro_desktop.domain.changes import Change
from iro_desktop.domain.records import Erasure, FrozenCount, Record
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.storage.store import Store


def about_erasing(snapshot: Snapshot) -> Iterator[Record]:
    """Yield all erasures, and the figures that were frozen for those that are done."""
    erasures = snapshot.of(Erasure)
    cancelled = {one.id for one in erasures if one.cancelled_on is not None}
    done = [
        one
        for one in erasures
        if one.erased_on is not None and not cancelled & {one.id, one.request_id}
    ]
    ids = {record_id for one in done for record_id in (one.id, one.request_id) if record_id}
    yield from erasures
    yield from (count for count in snapshot.of(FrozenCount) if count.erasure_id in ids)


def changes_about_erasing(store: Store) -> tuple[Change, ...]:
    """Return all changes of what ``about_erasing`` yields.

    Raises StoreDamagedError where the log cannot be read.
    """
    found = store.history(sorted(record.id for record in about_erasing(store.snapshot)))
    return tuple(change for changes in found.values() for change in changes)
