"""What children counted in finished months, taken down before they are erased."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from iro_desktop.domain.measures import Figures
from iro_desktop.domain.measures.keeping import counts_of
from iro_desktop.domain.records import Erasure, FrozenCount
from iro_desktop.services.measures import figures_of
from iro_desktop.services.workspace import Workspace


def counts_before(
    workspace: Workspace, requests: Sequence[Erasure], today: date
) -> Iterator[FrozenCount]:
    """Yield what the children of these requests count, one child after the other.

    Siblings may stand for one family, so each is taken down as the caseload is without those
    before. The ids come of the request: of two computers that erase the same child both make the
    same rows, and where their records differed the fuller count stays.
    """
    figures = figures_of(workspace.snapshot, workspace.practice, today)
    for request in requests:
        child_id, sources = request.about_child_id, figures.sources
        if child_id not in sources.cases:
            continue
        rows = counts_of(figures, [child_id], request.id, today)
        yield from (row for row in rows if _is_fuller(workspace, row))
        left = {key: case for key, case in sources.cases.items() if key != child_id}
        figures = Figures(replace(sources, cases=left, kept=(*sources.kept, *rows)), figures)


def _is_fuller(workspace: Workspace, row: FrozenCount) -> bool:
    """Return whether a row counts more than the one that another computer made in its place."""
    there = workspace.snapshot.find(FrozenCount, row.id)
    return there is None or _size(row) > _size(there)


def _size(row: FrozenCount) -> tuple[float, float]:
    return abs(row.denominator or 0), abs(row.numerator or 0)
