"""What has been erased for good, and so is left out of every merge, restore and backup.

The set of erased ids only grows, and so does the set of cancellations; a cancellation wins. What a
set of Erasure records says is therefore the same on every computer, in whatever order it learns
of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.records import AccessEvent, Erasure


@dataclass(frozen=True, slots=True)
class Erased:
    """The ids of erased records, and the day before which the view log is erased, if any."""

    ids: frozenset[str] = frozenset()
    log_before_on: date | None = None

    def __bool__(self) -> bool:
        return bool(self.ids) or self.log_before_on is not None

    def covers(self, kind: str, record_id: str, at: str) -> bool:
        """Whether a change is of something erased; ``at`` is when it was made, UTC, ISO."""
        if record_id in self.ids:
            return True
        if self.log_before_on is None or kind != AccessEvent.__name__:
            return False
        return at[:10] < self.log_before_on.isoformat()


def erased(erasures: Iterable[Erasure]) -> Erased:
    """Return what was erased: by each press of Erase whose request nobody cancelled."""
    erasures = list(erasures)
    cancelled = {one.id for one in erasures if one.cancelled_on is not None}
    done = [
        one
        for one in erasures
        if one.erased_on is not None and not cancelled & {one.id, one.request_id}
    ]
    days = [one.before_on for one in done if one.before_on is not None]
    ids = frozenset(record_id for one in done for record_id in one.erased_ids)
    return Erased(ids, max(days, default=None))
