"""Make the store that a version leaves behind, to be opened by every later one.

    python -m tests.storage.past_stores VERSION

writes tests/data/stores/VERSION: a store with one record of each kind, every field filled, one of
them edited, one deleted and one in two versions, expected.json with what it must hold, and its
backup, which PASSPHRASE and the code in recovery-code.txt open.

    python -m tests.storage.past_stores VERSION --backup

writes that backup anew, from the store that is there.
"""

import json
import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from iro_desktop.domain.changes import EXISTS, Change
from iro_desktop.domain.codes import CODES
from iro_desktop.domain.records import KINDS, About, Child, Record, fields_of
from iro_desktop.domain.records.fields import to_json
from iro_desktop.storage.backup import write_backup
from iro_desktop.storage.encryption import Argon, new_keys_for
from iro_desktop.storage.store import Store
from tests.stores import DATA_KEY, a_store

PASSPHRASE = "three quiet herons"
FLOOR = Argon(memory_kib=64 * 1024, passes=1, lanes=4)
BACKUP, CODE = "copy.irobackup", "recovery-code.txt"
FOLDER = Path(__file__).parents[1] / "data" / "stores"


def filled(about: About) -> Any:
    """Return a value for a field, of its type."""
    codes = list(CODES.get(about.codes, {"other": ""}))
    return {
        "text": f"{about.label} – ä"[: about.longest],
        "note": f"{about.label},\nin two lines",
        "code": codes[0],
        "codes": tuple(codes[:2]),
        "link": "child-1" if about.links_to == "Child" else "linked",
        "links": ("child-1", "child-2"),
        "day": date(2020, 2, 29),
        "instant": datetime(2020, 2, 29, 12, 30, tzinfo=UTC),
        "whole": int(about.maximum or 1),
        "number": 0.6,
        "yes_no": True,
        "list": ("one", "two"),
        "table": (("1", "one"), ("2", "two")),
    }[about.type]


def records() -> list[Record]:
    """Return one record of each kind, every field filled."""
    made = [
        kind(id=f"{name}-1".lower(), **{about.name: filled(about) for about in fields_of(kind)})
        for name, kind in KINDS.items()
    ]
    return [*made, Child(id="child-2", reference="CD34"), Child(id="child-3", reference="EF56")]


def make(version: str) -> None:
    """Write the store of a version."""
    folder = FOLDER / version
    shutil.rmtree(folder, ignore_errors=True)
    store = a_store(folder)
    with store.write("make one of each") as write:
        for record in records():
            write.put(record)
    with store.write("edit CD34") as write:
        write.put(Child(id="child-2", reference="CD34", initials="C.D."))
    with store.write("delete EF56") as write:
        write.delete("Child", "child-3")
    elsewhere = Change(
        run=5, seq=1, schema=1, act=1, words="edit elsewhere", source="typed", clock=1, actor="",
        at="2020-03-31T09:00:00.000Z", kind="Child", record_id="child-2",
        fields={EXISTS: True, "initials": "X.Y.", "a_newer_field": [1]},
    )  # fmt: skip
    with store.write("receive") as write:
        write.receive([elsewhere])
    expected = {
        kind: {
            record_id: {
                about.name: to_json(getattr(stored.record, about.name))
                for about in fields_of(KINDS[kind])
            }
            | {"deleted": stored.deleted}
            for record_id, stored in rows.items()
        }
        for kind, rows in store._held.tables.items()
    }
    store.close()
    text = json.dumps(expected, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / "expected.json").write_text(text + "\n", encoding="utf-8")


def make_backup(version: str) -> None:
    """Write the backup of the store of a version, which stays as it is."""
    keys, code = new_keys_for(DATA_KEY, "a" * 32, PASSPHRASE, argon=FLOOR)
    with TemporaryDirectory() as folder:
        copy = shutil.copytree(FOLDER / version, Path(folder) / "store")
        store = Store.open(copy, DATA_KEY)
        write_backup(store, keys, DATA_KEY, FOLDER / version / BACKUP)
        store.close()
    (FOLDER / version / CODE).write_text(code + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[2:] != ["--backup"]:
        make(sys.argv[1])
    make_backup(sys.argv[1])
