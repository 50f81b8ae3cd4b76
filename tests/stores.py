"""Real encrypted stores for tests, opened with a given data key so that none is derived."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from iro_desktop.domain.measures import Figures, Sources
from iro_desktop.domain.measures.keeping import counts_of_each
from iro_desktop.domain.records import Erasure, Officer, WorkingTime
from iro_desktop.services.holidays import shipped_calendar
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.encryption import KeyFile
from iro_desktop.storage.facts import StoreFacts
from iro_desktop.storage.lock import StoreLock
from iro_desktop.storage.opening import OpenStore
from iro_desktop.storage.store import Store

DATA_KEY = bytes(range(32))
TODAY = date(2020, 3, 31)
OFFICER_ID = "0" * 31 + "1"


class Ticks:
    """A clock that moves on by one second each time it is asked."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def ticks(day: date = TODAY) -> Ticks:
    """Return a clock that starts at nine on a day."""
    return Ticks(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))


def a_store(folder: Path, *, officer_id: str = OFFICER_ID, whole_service: bool = False) -> Store:
    """Make an empty store."""
    facts = StoreFacts("a" * 32, officer_id, whole_service)
    return Store.create(folder, DATA_KEY, facts=facts, clock=ticks())


def reopened(store: Store) -> Store:
    """Close a store and open it again."""
    store.close()
    return Store.open(store.folder, DATA_KEY, clock=store._clock)


def an_open_store(folder: Path, *, whole_service: bool = False) -> OpenStore:
    """Make a store that is held open with its lock, its keys known but never derived."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = StoreLock(folder)
    lock.acquire("test")
    store = a_store(folder, whole_service=whole_service)
    return OpenStore(store, KeyFile(store.facts.store_id, ()), DATA_KEY, lock)


def a_workspace(
    folder: Path,
    *,
    today: date = TODAY,
    officer: str = "IRO 1",
    fte: float | None = 1.0,
    whole_service: bool = False,
) -> Workspace:
    """Make a workspace over a new store of one IRO."""
    opened = an_open_store(folder, whole_service=whole_service)
    workspace = Workspace(opened, shipped_calendar(), lambda: today)
    with workspace.write("set up the store", source="set-up") as write:
        write.put(Officer(id=OFFICER_ID, name=officer, role="iro"))
        if fte is not None:
            write.put(WorkingTime(id="0" * 31 + "2", officer_id=OFFICER_ID, fte=fte))
    return workspace


def erase(workspace: Workspace, *references: str) -> None:
    """Take children away as an erasure does, as far as figures can tell: their counts are kept."""
    snapshot, today = workspace.snapshot, workspace.today()
    figures = Figures(Sources.of(snapshot, workspace.practice, today))
    cases = [one for one in snapshot.cases.values() if one.child.reference in references]
    assert len(cases) == len(references)
    ids = [(case.child.id, f"e-{case.child.reference}") for case in cases]
    with workspace.write("erase children") as write:
        for kept in counts_of_each(figures, ids, today + timedelta(days=1)):
            write.put(kept)
        for case, (child_id, erasure_id) in zip(cases, ids, strict=True):
            write.put(Erasure(id=erasure_id, about_child_id=child_id, erased_on=today))
            for record in (case.child, *(one for ones in case.records.values() for one in ones)):
                write.delete(type(record).__name__, record.id)
