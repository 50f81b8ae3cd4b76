"""What the page of the caseload shows: rows, filters with their counts, and the headline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import SavedFilter
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.services.caseload import FILTERS, Filter, caseload, counts, headline, worded
from iro_desktop.services.caseload import KINDS as ROW_KINDS
from iro_desktop.services.caseload_row import CaseRow
from iro_desktop.services.saved_filters import as_filter, saved_filters

KINDS: Final = ROW_KINDS | {SavedFilter.__name__}
"""The kinds of records that the page depends on."""


@dataclass(frozen=True, slots=True)
class CaseloadPage:
    """The whole page; ``saved`` are those of the ``filters`` that a user keeps under a name.

    ``counts`` is filter key -> how many rows it lets through.
    """

    rows: tuple[CaseRow, ...]
    headline: str
    today: date
    saved: tuple[SavedFilter, ...]
    filters: tuple[Filter, ...]
    counts: Mapping[str, int]


def caseload_page(
    snapshot: Snapshot,
    practice: Practice,
    officer_id: str,
    today: date,
    *,
    everybody: bool = False,
) -> CaseloadPage:
    """Return the page of an IRO's caseload, or of everybody's; see ``caseload`` for its rows."""
    rows = caseload(snapshot, practice, officer_id, today, everybody=everybody)
    saved = saved_filters(snapshot)
    fixed = (worded(one, practice.on(today)) for one in FILTERS)
    filters = (*fixed, *(as_filter(one, rows) for one in saved))
    return CaseloadPage(rows, headline(rows, today), today, saved, filters, counts(rows, filters))
