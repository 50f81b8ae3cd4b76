"""The invented caseloads of three sizes that the benchmarks run over, and a store of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.measures import Figures, Sources
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Officer, Record, SiblingGroup, Standards
from iro_desktop.domain.series import caseload_now
from iro_desktop.domain.snapshot import Snapshot, Stored, build
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.importers.sample import sample
from iro_desktop.services.comparators import shipped_comparators
from iro_desktop.services.holidays import shipped_calendar
from iro_desktop.services.workspace import Workspace, open_workspace
from iro_desktop.storage.encryption import Argon
from iro_desktop.storage.facts import StoreFacts
from iro_desktop.storage.opening import SAMPLE_AS_OF, create_store
from iro_desktop.storage.store import Store

AS_OF = date(2020, 3, 31)
PASSPHRASE = "sample"
_OF_ONE_IRO, _YEARS_TOLD = 68, 3
_QUICK = Argon(memory_kib=64 * 1024, passes=1, lanes=4)


@dataclass(frozen=True, slots=True)
class Size:
    """So many children who are open today, with so many years on file."""

    children: int
    years: int

    def __str__(self) -> str:
        return f"{self.children} children, {self.years} years"


FULL = (Size(70, 3), Size(200, 3), Size(600, 10))
QUICK = (Size(20, 3), Size(40, 3), Size(70, 3))


def snapshot_of(records: Iterable[Record]) -> Snapshot:
    """Return the snapshot of some records, as a store would load it."""
    tables: dict[str, dict[str, Stored]] = {}
    for record in records:
        tables.setdefault(type(record).__name__, {})[record.id] = Stored(record)
    return build(tables, 0)


def records_of(size: Size) -> Iterator[Record]:
    """Yield the sample caseload of as many IROs as it takes, and who left in the years before.

    The sample tells three years; of each three years before, the children of one IRO at most are
    added who had left by their end.
    """
    calendar = shipped_calendar()
    scale = round(size.children / _OF_ONE_IRO, 1)
    yield from sample(AS_OF, scale=scale, calendar=calendar, standards=DEFAULT_STANDARDS)
    for back in range(_YEARS_TOLD, size.years, _YEARS_TOLD):
        yield from _who_left(back, min(1.0, scale))


def _who_left(back: int, scale: float) -> Iterator[Record]:
    as_of = add_months(AS_OF, -12 * back)
    calendar = shipped_calendar()
    snapshot = snapshot_of(
        sample(as_of, seed=1 + back, scale=scale, calendar=calendar, standards=DEFAULT_STANDARDS)
    )
    practice = Practice(calendar, snapshot.of(Standards))
    open_then = {
        one.child_id
        for one in caseload_now(Figures(Sources.of(snapshot, practice, as_of))).children()
    }
    yield from snapshot.of(SiblingGroup)
    for child_id, case in snapshot.cases.items():
        if child_id not in open_then:
            yield case.child
            for found in case.records.values():
                yield from found


class Caseload:
    """One size: its records and what measures read, and a store of it; each made when asked for."""

    def __init__(self, size: Size, folder: Path) -> None:
        self.size = size
        self.folder = folder

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All records."""
        with without_collecting():
            return tuple(records_of(self.size))

    @cached_property
    def snapshot(self) -> Snapshot:
        """The records as a store would load them."""
        return snapshot_of(self.records)

    @cached_property
    def sources(self) -> Sources:
        """What measures read of it."""
        practice = Practice(shipped_calendar(), self.snapshot.of(Standards))
        return Sources.of(self.snapshot, practice, AS_OF, shipped_comparators())

    @cached_property
    def store(self) -> Path:
        """The folder of an encrypted store of it, where the program looks for the user's own."""
        folder = self.folder / "data" / "iro-desktop" / "caseload.iro"
        officer_id = next(one.id for one in self.records if isinstance(one, Officer))

        def set_up(store: Store) -> None:
            store.set_local(SAMPLE_AS_OF, AS_OF.isoformat())
            with store.write("make the caseload", source="set-up") as write:
                for record in self.records:
                    write.put(record)

        with without_collecting():
            opened, _code = create_store(
                folder,
                PASSPHRASE,
                facts=StoreFacts("", officer_id, whole_service=True),
                who="benchmark",
                argon=_QUICK,
                any_passphrase=True,
                fill=set_up,
            )
        opened.close()
        return folder

    def opened(self) -> Workspace:
        """Return the store, open."""
        return open_workspace(self.store, PASSPHRASE, today=lambda: AS_OF)
