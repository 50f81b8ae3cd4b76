"""Make the shared copy that a version leaves behind, to be received by every later one.

    python -m tests.sync.past_copies VERSION

writes tests/data/shared/VERSION: the log of that version's store as a shared copy, under the key
of the tests, with one slot under the passphrase PASSPHRASE.
"""

import sys
from pathlib import Path
from typing import Final

from iro_desktop.storage.container import SHARED, seal, write_sealed
from iro_desktop.storage.encryption import Argon
from iro_desktop.storage.store import Store
from iro_desktop.sync.vault import slots_under
from tests.storage.past_stores import records
from tests.stores import a_store
from tests.sync.places import VAULT, put

FOLDER: Final = Path(__file__).parents[1] / "data" / "shared"
PASSPHRASE: Final = "three quiet herons"
FLOOR: Final = Argon(64 * 1024, 1, 1)


def filled_store(folder: Path) -> Store:
    """Make a store with one record of each kind."""
    store = a_store(folder)
    put(store, *records())
    return store


def make(version: str, scratch: Path) -> None:
    """Write the shared copy of a version."""
    store = filled_store(scratch)
    slots = slots_under(VAULT, PASSPHRASE, argon=FLOOR)
    lines = list(store.lines())
    data = seal(lines, key=VAULT.key, vault_id=VAULT.vault_id, purpose=SHARED, slots=slots)
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_sealed(FOLDER / f"{version}.irosync", data)
    store.close()


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        make(sys.argv[1], Path(name) / "store")
