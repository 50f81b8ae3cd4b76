"""Every store that a past version left behind still opens, whole."""

import json
import shutil
from pathlib import Path

import pytest

from iro_desktop.domain.records import KINDS, field_of
from iro_desktop.domain.records.fields import to_json
from iro_desktop.storage.check import findings
from iro_desktop.storage.store import Store
from tests.storage.past_stores import FOLDER
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
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    store = Store.open(folder, DATA_KEY)
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
    store.close()
