"""Every shared copy that a past version wrote is received whole by this one."""

from pathlib import Path

import pytest

from iro_desktop.domain.records import Child, Erasure, SharedCopy
from iro_desktop.services.sharing import open_shared
from tests.stores import a_store
from tests.sync.past_copies import FOLDER, PASSPHRASE
from tests.sync.places import VAULT, a_place, keys_of

COPIES = sorted(FOLDER.glob("*.irosync"))


def test_there_is_a_shared_copy_of_the_first_version() -> None:
    assert "0.1.0.irosync" in [path.name for path in COPIES]


@pytest.mark.parametrize("path", COPIES, ids=lambda path: path.stem)
def test_a_shared_copy_of_a_past_version_is_received_whole(path: Path, tmp_path: Path) -> None:
    vault, lines = open_shared(path.read_bytes(), PASSPHRASE)
    assert vault == VAULT
    place, store = a_place(tmp_path), a_store(tmp_path / "one")
    place.main.write_bytes(path.read_bytes())
    outcome = place.exchange(store)
    assert outcome.received == len(lines)
    held = {change.kind for change in store.every_change()}
    assert held >= {Child.__name__, SharedCopy.__name__, Erasure.__name__}
    assert keys_of(store) == place.keys()
    store.close()
