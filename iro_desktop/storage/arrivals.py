"""What came from elsewhere while the store was open: what a form that was opened before knew not.

A form is filled at one position of the log and recorded at a later one. What has been received
between the two, its writer did not see: it stays a version of its own, and is never replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from iro_desktop.domain.changes import Change, Key
from iro_desktop.storage.landing import RecordKey
from iro_desktop.storage.lines import KIND, RECORD_ID, key_of
from iro_desktop.storage.tables import Row

Arrival = tuple[RecordKey, Key]
"""Of which record, and which change."""


def arrivals_in(rows: Iterable[Row]) -> list[Arrival]:
    """Return which changes of which records these rows of the log are."""
    return [((str(row[KIND]), str(row[RECORD_ID])), key_of(row)) for row in rows]


class Arrived:
    """Which changes were received at which position, and which records were new then."""

    def __init__(self) -> None:
        self._of: dict[RecordKey, list[tuple[int, Key]]] = {}
        self._new: dict[RecordKey, int] = {}

    def note(
        self,
        position: int,
        arrivals: Iterable[Arrival],
        is_on_file: Callable[[str, str], bool],
    ) -> None:
        """Note what the commit receives that moves the log on to ``position``."""
        for record, key in arrivals:
            if is_on_file(*record):
                self._of.setdefault(record, []).append((position, key))
            else:
                self._new.setdefault(record, position)

    def is_new_since(self, position: int | None, record: RecordKey) -> bool:
        """Return whether all that is known of a record was received after ``position``."""
        return position is not None and self._new.get(record, -1) > position

    def since(self, position: int | None, record: RecordKey) -> frozenset[Key]:
        """Return what was received of a record after ``position``; None: nothing counts as new."""
        if position is None or record not in self._of:
            return frozenset()
        return frozenset(key for at, key in self._of[record] if at > position)

    def left_out_of(
        self, known: Mapping[str, list[Change]], position: int | None
    ) -> Mapping[str, list[Change]]:
        """Return, per record id, the changes that whoever filled in an edit at ``position`` knew.

        ``known`` are all that there are; None: all of them.
        """
        if position is None:
            return known
        return {
            record_id: [
                one for one in changes if one.key not in self.since(position, (one.kind, record_id))
            ]
            for record_id, changes in known.items()
        }
