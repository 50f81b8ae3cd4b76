"""The figures of an open store, kept from one question to the next."""

from __future__ import annotations

from datetime import date

from iro_desktop.domain.measures import Figures
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import AccessEvent
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.services.measures import figures_of


class KeptFigures:
    """Hands out the figures of a snapshot; of a later one only what has changed is counted anew.

    They are worked out as they are asked for: whoever asks does so on one thread, the reading one.
    """

    def __init__(self) -> None:
        self._snapshot: Snapshot | None = None
        self._figures: Figures | None = None

    def of(self, snapshot: Snapshot, practice: Practice, today: date) -> Figures:
        """The figures of a snapshot as known on a day."""
        kept = self._figures
        known = kept is not None and _counts_alike(self._snapshot, snapshot)
        if kept is None or not known or not _as_of(kept, practice, today):
            kept = figures_of(snapshot, practice, today, kept)
            self._snapshot, self._figures = snapshot, kept
        return kept


def _counts_alike(kept: Snapshot | None, snapshot: Snapshot) -> bool:
    """Return whether two snapshots differ at most by entries of the view log."""
    if kept is None or kept is snapshot:
        return kept is snapshot
    kinds = (kept.others.keys() | snapshot.others.keys()) - {AccessEvent}
    return kept.cases is snapshot.cases and all(
        kept.others.get(kind) is snapshot.others.get(kind) for kind in kinds
    )


def _as_of(figures: Figures, practice: Practice, today: date) -> bool:
    return figures.sources.as_of == today and figures.sources.practice == practice
