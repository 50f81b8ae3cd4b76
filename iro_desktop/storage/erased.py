"""What was erased for good, and what a store keeps of that whichever backup takes its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iro_desktop.domain.changes import Change
from iro_desktop.domain.records import Erasure, FrozenCount, Record
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.storage.store import Store


def erased_ids(snapshot: Snapshot) -> frozenset[str]:
    """Return the id of every record that was erased: none of them may ever come back."""
    return frozenset(record_id for erasure in _done(snapshot) for record_id in erasure.erased_ids)


def not_erased(changes: Iterable[Change], erased: frozenset[str]) -> Iterator[Change]:
    """Yield the changes but those of erased records."""
    return (change for change in changes if change.record_id not in erased)


def about_erasing(snapshot: Snapshot) -> Iterator[Record]:
    """Yield all erasures, and the figures that were frozen for those that are done."""
    done = {erasure.id for erasure in _done(snapshot)}
    yield from snapshot.of(Erasure)
    yield from (count for count in snapshot.of(FrozenCount) if count.erasure_id in done)


def changes_about_erasing(store: Store) -> tuple[Change, ...]:
    """Return all changes of what ``about_erasing`` yields.

    Raises StoreDamagedError where the log cannot be read.
    """
    found = store.history(sorted(record.id for record in about_erasing(store.snapshot)))
    return tuple(change for changes in found.values() for change in changes)


def _done(snapshot: Snapshot) -> list[Erasure]:
    return [
        erasure
        for erasure in snapshot.of(Erasure)
        if erasure.erased_on is not None and erasure.cancelled_on is None
    ]
