"""A child's care as a return and what is on file say it together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from iro_desktop.domain.records import CarePeriod, ChildRecord, LegalStatus, Placement
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.importers.care import (
    CareRecord,
    Dated,
    care_records,
    episodes_on_file,
    joined,
)
from iro_desktop.importers.care_partial import joined_with_partial
from iro_desktop.importers.identity import record_id
from iro_desktop.services.origins import TYPED, Origins, is_partial, year_of

BESIDE_EPISODES: Final = frozenset({"notified_on", "out_of_area"})
"""The fields of records of care that no return says anything about."""

_NEVER: Final = 0
_ALWAYS: Final = 9999  # later than any return: what a person typed stays


def care_on_file(file: CaseFile, reference: str, dated: Iterable[Dated]) -> list[CareRecord]:
    """Return the records of care on file that a return can be joined with.

    They are those that imports made, which their ids tell, and of those that people typed the
    ones that start on the same days. Others stand beside the return as they are.
    """
    records: list[CareRecord] = [
        *file.of(CarePeriod),
        *file.of(LegalStatus),
        *file.of(Placement),
    ]
    made = [record for record in records if _is_imported(record, reference)]
    starts: set[date | None] = {episode.started_on for _, episode in dated}
    starts.update(record.started_on for record in made)
    return [record for record in records if record.started_on in starts - {None}]


def _is_imported(record: CareRecord, reference: str) -> bool:
    start = record.started_on.isoformat() if record.started_on else ""
    return record.id == record_id(type(record).__name__, reference, start)


def joined_care(
    on_file: Iterable[CareRecord],
    reference: str,
    child_id: str,
    dated: Iterable[Dated],
    origins: Origins,
    *,
    replace_typed: bool,
    partial: bool = False,
) -> tuple[list[CareRecord], list[CareRecord]]:
    """Return the records of care that both sides add up to, and those on file that are no more.

    A period whose first day was not known ceases to be one when an earlier year shows that it
    began before; what a person noted on it goes to the one that it became a part of. ``partial``
    says that what was read is the latest status and placement alone.
    """

    def year(record: ChildRecord, field: str) -> int:
        source = origins.of(record.id, field)
        if source == TYPED:
            return _NEVER if replace_typed else _ALWAYS
        return year_of(source)

    on_file, dated = list(on_file), list(dated)
    both = [*episodes_on_file(on_file, year), *dated]
    latest_alone = _starts_of_partial(on_file, dated, origins, partial=partial)
    episodes = joined_with_partial(both, latest_alone) if latest_alone else joined(both)
    wanted = care_records(reference, child_id, episodes)
    starts = {(type(record), record.started_on) for record in wanted}
    gone = [
        record
        for record in on_file
        if (type(record), record.started_on) not in starts and _is_imported(record, reference)
    ]
    for record in gone:
        _hand_over(record, wanted)
    return wanted, gone


def _starts_of_partial(
    on_file: Iterable[CareRecord], dated: Iterable[Dated], origins: Origins, *, partial: bool
) -> set[date]:
    """Return the days on which episodes start that are known from a partial source alone."""
    found = {
        record.started_on
        for record in on_file
        if record.started_on and is_partial(origins.of(record.id, "started_on"))
    }
    read = {episode.started_on for _, episode in dated}
    return found | read if partial else found - read


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
