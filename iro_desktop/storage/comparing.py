"""What a backup holds that a store does not, and the other way round, by the keys of changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from iro_desktop.domain.changes import Change
from iro_desktop.storage.keeping import records_kept
from iro_desktop.storage.restoring import OpenBackup
from iro_desktop.storage.store import Store

Progress = Callable[[int, int], None]
"""Called with (done, total) now and then."""

_AT_ONCE = 1000


@dataclass(slots=True)
class Comparison:
    """The changes that only one of the two holds, and what the backup says of its records.

    ``back`` are those of the backup alone, without what was erased here (``erased`` counts these);
    ``missing`` those of the store alone, without what goes on whichever backup takes its place.
    ``records`` are the (kind, id) of everything in the backup; ``child_of`` maps the id of each of
    its records to that of its child, ``references`` that of each of its children to its reference.
    """

    back: list[Change] = field(default_factory=list)
    missing: list[Change] = field(default_factory=list)
    erased: int = 0
    records: set[tuple[str, str]] = field(default_factory=set)
    child_of: dict[str, str] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    last_at: str = ""


def compare(store: Store, backup: OpenBackup, progress: Progress | None = None) -> Comparison:
    """Compare an open store with a backup.

    Raises FileDamagedError for a backup that is not whole, and what ``progress`` raises.
    """
    found = Comparison()
    here, erased = store.known_keys(), store.erased
    left = set(here)
    for number, change in enumerate(backup.contents().changes(), 1):
        _note(found, change)
        if change.key not in here:
            if erased.covers(change.kind, change.record_id, change.at):
                found.erased += 1
            else:
                found.back.append(change)
        left.discard(change.key)
        if progress and number % _AT_ONCE == 0:
            progress(number, max(number, store.snapshot.position))
    if left:
        kept = {record.id for record in records_kept(store.snapshot)}
        found.missing = [
            change
            for change in store.every_change()
            if change.key in left and change.record_id not in kept
        ]
    return found


def _note(found: Comparison, change: Change) -> None:
    """Remember of a change in the backup what naming its record may need."""
    found.records.add((change.kind, change.record_id))
    found.last_at = max(found.last_at, change.at)
    child_id, reference = change.fields.get("child_id"), change.fields.get("reference")
    if isinstance(child_id, str):
        found.child_of[change.record_id] = child_id
    if change.kind == "Child" and isinstance(reference, str):
        found.references[change.record_id] = reference
