"""Two IROs, each with an encrypted store of their own, and packs that are quickly opened."""

from datetime import date
from pathlib import Path

from iro_desktop.domain.records import Allocation, Officer, Record
from iro_desktop.services.handover import export_handover
from iro_desktop.services.holidays import shipped_calendar
from iro_desktop.services.take_over import import_handover, preview_handover
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.encryption import Argon, KeyFile
from iro_desktop.storage.facts import StoreFacts
from iro_desktop.storage.lock import StoreLock
from iro_desktop.storage.opening import OpenStore
from iro_desktop.storage.store import Store
from tests.builders import a_child, an_id
from tests.stores import DATA_KEY, TODAY, ticks

QUICK = Argon(memory_kib=64 * 1024, passes=1)
"""The least cost that is allowed."""

FIRST_DAY = date(2020, 4, 14)
"""The first day of the IRO who takes over."""


def an_iro(folder: Path, name: str, number: int, *, today: date = TODAY) -> Workspace:
    """Make the store of one IRO."""
    officer_id = f"{number:032x}"
    folder.mkdir(parents=True)
    lock = StoreLock(folder)
    lock.acquire("test")
    facts = StoreFacts(f"{number:032x}", officer_id)
    store = Store.create(folder, DATA_KEY, facts=facts, clock=ticks(today))
    opened = OpenStore(store, KeyFile(facts.store_id, ()), DATA_KEY, lock)
    workspace = Workspace(opened, shipped_calendar(), lambda: today)
    with workspace.write("set up the store", source="set-up") as write:
        write.put(Officer(id=officer_id, name=name, role="iro"))
    return workspace


def a_child_of(workspace: Workspace, reference: str, *records: Record, **fields: object) -> str:
    """Put a child on file, allocated to the store's own IRO since 2019; return the id."""
    from dataclasses import replace

    child = a_child(reference, **fields)  # type: ignore[arg-type]
    with workspace.write(f"add {reference}") as write:
        write.put(child)
        write.put(
            Allocation(
                id=an_id(), child_id=child.id, officer_id=workspace.officer_id, role="named",
                from_on=date(2019, 1, 7),
            )
        )  # fmt: skip
        for record in records:
            write.put(replace(record, child_id=child.id))  # type: ignore[call-arg]
    return child.id


def hand_over(workspace: Workspace, out: Path, *child_ids: str, on: date = FIRST_DAY) -> str:
    """Write a handover file and return its words."""
    return export_handover(workspace, child_ids, on, out, today=TODAY, argon=QUICK)


def take_over(workspace: Workspace, path: Path, words: str, *child_ids: str) -> object:
    """Take children over from a file: all of them where none is named."""
    coming = preview_handover(workspace, path, words)
    ids = child_ids or coming.pack.child_ids
    return import_handover(workspace, coming, ids, today=TODAY)
