"""A child's care as a return and what is on file say it together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from iro_desktop.domain.records import CarePeriod, ChildRecord, LegalStatus, Placement, Record
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.importers.care import (
    CareRecord,
    Dated,
    care_records,
    episodes_on_file,
    joined,
)
from iro_desktop.importers.identity import record_id
from iro_desktop.services.origins import TYPED, Origins, year_of

BESIDE_EPISODES: Final = frozenset({"notified_on", "out_of_area"})
"""The fields of records of care that no return says anything about."""

_NEVER: Final = 0
_ALWAYS: Final = 9999  # later than any return: what a person typed stays


FileWins = Callable[[type[Record], str], bool]
"""Whether what a file says of a field of a kind wins over what a person typed."""


def care_on_file(
    file: CaseFile, references: Sequence[str], dated: Iterable[Dated]
) -> list[CareRecord]:
    """Return the records of care on file that a return can be joined with.

    They are those that imports made, which their ids tell, and of those that people typed the
    ones that start on the same days. Others stand beside the return as they are.
    """
    records: list[CareRecord] = [
        *file.of(CarePeriod),
        *file.of(LegalStatus),
        *file.of(Placement),
    ]
    made = [record for record in records if _is_imported(record, references)]
    starts: set[date | None] = {episode.started_on for _, episode in dated}
    starts.update(record.started_on for record in made)
    return [record for record in records if record.started_on in starts - {None}]


def _is_imported(record: CareRecord, references: Iterable[str]) -> bool:
    start, kind = record.started_on.isoformat() if record.started_on else "", type(record).__name__
    return any(record.id == record_id(kind, reference, start) for reference in references)


def joined_care(
    on_file: Iterable[CareRecord],
    references: Sequence[str],
    child_id: str,
    dated: Iterable[Dated],
    origins: Origins,
    *,
    file_wins: FileWins,
) -> tuple[list[CareRecord], list[CareRecord]]:
    """Return the records of care that both sides add up to, and those on file that are no more.

    A period whose first day was not known ceases to be one when an earlier year shows that it
    began before; what a person noted on it goes to the one that it became a part of. Of the
    child's ``references`` the first is the one by which new records are known.
    """

    def year(record: ChildRecord, field: str) -> int:
        source = origins.of(record.id, field)
        if source == TYPED:
            return _NEVER if file_wins(type(record), field) else _ALWAYS
        return year_of(source)

    on_file = list(on_file)
    episodes = joined([*episodes_on_file(on_file, year), *dated])
    wanted = care_records(references[0], child_id, episodes)
    starts = {(type(record), record.started_on) for record in wanted}
    gone = [
        record
        for record in on_file
        if (type(record), record.started_on) not in starts and _is_imported(record, references)
    ]
    for record in gone:
        _hand_over(record, wanted)
    return wanted, gone


def _hand_over(gone: CareRecord, wanted: list[CareRecord]) -> None:
    """Give what no return says of a record to the one that it became a part of."""
    start = gone.started_on or date.min
    before = [
        number
        for number, record in enumerate(wanted)
        if type(record) is type(gone) and (record.started_on or date.max) < start
    ]
    if before:
        heir = wanted[before[-1]]
        noted = {
            name: value
            for name in BESIDE_EPISODES
            if (value := getattr(gone, name, None)) is not None and getattr(heir, name) is None
        }
        wanted[before[-1]] = replace(heir, **noted)
