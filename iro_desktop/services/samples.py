"""The sample caseload in a store of its own, clearly marked, to try the program with."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.importers.sample import sample
from iro_desktop.paths import default_store_folder, holds_a_store
from iro_desktop.services.holidays import shipped_calendar
from iro_desktop.services.last_here import arrived_on, remember
from iro_desktop.services.workspace import Today, Workspace, open_workspace
from iro_desktop.storage.encryption import Argon
from iro_desktop.storage.facts import StoreFacts
from iro_desktop.storage.lock import WINDOW
from iro_desktop.storage.opening import SAMPLE_AS_OF, create_store
from iro_desktop.storage.store import Store

SAMPLE_PASSPHRASE: Final = "sample"  # noqa: S105 - of invented children, and said on screen

# Nothing in a sample needs guarding, and it should open at once: the least that is allowed.
_QUICK: Final = Argon(memory_kib=64 * 1024, passes=1, lanes=4)


def sample_folder() -> Path:
    """Return where the sample caseload lies when no other place is named."""
    return default_store_folder().with_name("sample.iro")


def create_sample(
    folder: Path,
    passphrase: str = SAMPLE_PASSPHRASE,
    *,
    as_of: date,
    seed: int = 1,
    scale: float = 1.0,
    officer_name: str = "Sample IRO",
    who: str = "demo",
) -> Workspace:
    """Make a store with the sample caseload and return it open.

    The store keeps its own "today", ``as_of``, so that it looks the same whenever it is opened.
    """
    calendar = shipped_calendar()
    records = sample(
        as_of,
        seed=seed,
        scale=scale,
        officer_name=officer_name,
        calendar=calendar,
        standards=DEFAULT_STANDARDS,
    )
    officer_id = next(record.id for record in records if type(record).__name__ == "Officer")

    def set_up(store: Store) -> None:
        store.set_local(SAMPLE_AS_OF, as_of.isoformat())
        since = calendar.add_working_days(as_of, -1)
        news = {one.id for one in records if since <= (arrived_on(one) or date.min) <= as_of}
        with store.write("make the sample caseload", source="set-up") as write:
            for record in records:
                if record.id not in news:
                    write.put(record)
        # As if somebody had left it on the working day before.
        before = store.heads()
        remember(store, as_of, before, since, before)
        with store.write("make what is new in the sample caseload", source="set-up") as write:
            for record in records:
                if record.id in news:
                    write.put(record)

    opened, _code = create_store(
        folder,
        passphrase,
        facts=StoreFacts("", officer_id),
        who=who,
        argon=_QUICK,
        any_passphrase=True,
        fill=set_up,
    )
    return Workspace(opened, calendar, lambda: as_of)


def open_sample(today: Today = date.today) -> Workspace:
    """Open the sample caseload in its usual place; it is made as of ``today`` if it is not there.

    Raises what opening a store raises, such as StoreInUseError.
    """
    folder = sample_folder()
    if holds_a_store(folder):
        return open_workspace(folder, SAMPLE_PASSPHRASE)
    return create_sample(folder, as_of=today(), who=WINDOW)
