"""Two computers of one IRO and the folder between them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from iro_desktop.domain.records import Record
from iro_desktop.storage.container import SHARED, open_sealed, seal
from iro_desktop.storage.lines import read_incoming
from iro_desktop.storage.store import Store
from iro_desktop.sync.exchange import Exchange, Folder
from iro_desktop.sync.round import Outcome, Round
from iro_desktop.sync.vault import Vault
from tests.stores import a_store

VAULT: Final = Vault("f" * 32, bytes(range(32, 64)))
NOW: Final = datetime(2020, 3, 31, 9, tzinfo=UTC)
TODAY: Final = date(2020, 3, 31)


@dataclass
class Place:
    """A folder that computers share, and what goes on in it."""

    folder: Path
    name: str = "case.irosync"
    now: datetime = NOW
    backups: int = 0
    others: list[Store] = field(default_factory=list)

    @property
    def main(self) -> Path:
        """The shared copy."""
        return self.folder / self.name

    def exchange(
        self,
        store: Store,
        *,
        vault: Vault = VAULT,
        exchange: Exchange | None = None,
        retired: str = "",
        anew: bool = False,
    ) -> Outcome:
        """Make one round of a store with the folder, a minute after the last."""
        self.now += timedelta(minutes=1)
        return Round(
            store=store, vault=vault, exchange=exchange or Folder(self.main), name="Laptop",
            now=self.now, today=TODAY, back_up=self._back_up, retired=retired, write_anew=anew,
        ).run()  # fmt: skip

    def _back_up(self) -> None:
        self.backups += 1

    def write(self, store: Store, name: str = "", *, vault: Vault = VAULT) -> bytes:
        """Write a store's whole log to a file without looking at what is there."""
        data = seal(list(store.lines()), key=vault.key, vault_id=vault.vault_id, purpose=SHARED)
        (self.folder / (name or self.name)).write_bytes(data)
        return data

    def keys(self) -> set[tuple[int, int]]:
        """Return which changes the shared copy holds."""
        return read_incoming(open_sealed(self.main.read_bytes(), VAULT.key), ()).keys


def a_place(folder: Path) -> Place:
    """Make an empty shared folder."""
    (folder / "cloud").mkdir()
    return Place(folder / "cloud")


def put(store: Store, *records: Record) -> None:
    """Commit records in one act."""
    with store.write("edit") as write:
        for record in records:
            write.put(record)


def keys_of(store: Store) -> set[tuple[int, int]]:
    """Return which changes a store holds."""
    return {change.key for change in store.every_change()}


def two_stores(folder: Path) -> tuple[Store, Store]:
    """Make the stores of two computers."""
    return a_store(folder / "one"), a_store(folder / "two")
