"""Every store that a past version left behind still opens, whole."""

import json
import shutil
from pathlib import Path

import pytest

from iro_desktop.domain.records import KINDS, field_of
from iro_desktop.domain.records.fields import to_json
from iro_desktop.paths import KEYS
from iro_desktop.storage.check import findings
from iro_desktop.storage.encryption import read_keys, unlock
from iro_desktop.storage.restoring import restore
from iro_desktop.storage.store import Store
from tests.storage.past_stores import BACKUP, CODE, FOLDER, PASSPHRASE
from tests.stores import DATA_KEY

VERSIONS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def test_there_is_a_store_of_the_first_version() -> None:
    assert "0.1.0" in VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
def test_a_store_of_a_past_version_opens_with_everything_in_it(
    version: str, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    shutil.copytree(FOLDER / version, folder)
    store = Store.open(folder, DATA_KEY)
    _is_whole(store, version)
    store.close()


@pytest.mark.parametrize("with_code", [False, True], ids=["passphrase", "recovery code"])
@pytest.mark.parametrize("version", VERSIONS)
def test_a_backup_of_a_past_version_restores_with_everything_in_it(
    version: str, tmp_path: Path, *, with_code: bool
) -> None:
    code = (FOLDER / version / CODE).read_text(encoding="utf-8").strip()
    restore(
        FOLDER / version / BACKUP,
        tmp_path / "store",
        code if with_code else PASSPHRASE,
        with_recovery_code=with_code,
    )
    store = Store.open(tmp_path / "store", DATA_KEY)
    _is_whole(store, version)
    store.close()
    assert unlock(read_keys(tmp_path / "store" / KEYS), PASSPHRASE) == DATA_KEY


def _is_whole(store: Store, version: str) -> None:
    """Assert that a store holds all that the store of a version held."""
    expected = json.loads((FOLDER / version / "expected.json").read_text(encoding="utf-8"))
    assert list(findings(store)) == []
    for kind, rows in expected.items():
        for record_id, fields in rows.items():
            stored = store.stored(kind, record_id)
            assert stored is not None
            assert stored.deleted is fields.pop("deleted")
            for name, value in fields.items():
                if field_of(KINDS[kind], name) is not None:  # a later version may drop one
                    assert to_json(getattr(stored.record, name)) == value, (kind, name)
    assert [(flag.record_id, flag.field) for flag in store.snapshot.flags] == [
        ("child-2", "initials")
    ]
    newer = [change.fields for change in store.history(["child-2"])["child-2"] if change.run == 5]
    assert [fields["a_newer_field"] for fields in newer] == [[1]]
