"""Killed at any moment, a store opens again, passes its check, and holds every commit reported."""

import random
import signal
from collections import Counter
from pathlib import Path

import pytest

from iro_desktop.domain.errors import WrongPassphraseError
from iro_desktop.domain.records import Child, Review
from iro_desktop.paths import KEYS
from iro_desktop.storage.backup import contents, own_backups
from iro_desktop.storage.check import findings
from iro_desktop.storage.encryption import (
    Argon,
    new_keys,
    read_keys,
    unlock,
    unlock_with_recovery,
    write_keys,
)
from iro_desktop.storage.facts import write_meta
from iro_desktop.storage.store import Store
from tests.killing import killed
from tests.stores import DATA_KEY, a_store

FLOOR = Argon(memory_kib=64 * 1024, passes=1, lanes=4)

# Writes for ever: small edits, and now and then a commit as large as an import. Each is reported
# only once the store says that it is done.
WRITER = """
import sys
from pathlib import Path
from iro_desktop.domain.records import Child, Review
from iro_desktop.storage.store import Store
from tests.stores import DATA_KEY

store = Store.open(Path(sys.argv[1]), DATA_KEY)
number = int(sys.argv[2])
print("open", flush=True)
while True:
    number += 1
    many = 2000 if number % 7 == 0 else 1
    with store.write(f"act {number}") as write:
        write.put(Child(id="c", reference="AB12", initials=str(number)))
        for part in range(many):
            write.put(Review(id=f"{number}-{part}", child_id="c", summary="x" * 50))
    print(number, many, flush=True)
"""


def written_until_killed(folder: Path, after: float, start: int) -> list[tuple[int, int]]:
    """Let a process write for a while, kill it, and return the commits that it reported."""
    reported = [line.split() for line in killed(WRITER, after, folder, start)]
    return [(int(parts[0]), int(parts[1])) for parts in reported if len(parts) == 2]


def kill_again_and_again(folder: Path, times: int, chance: random.Random) -> int:
    """Write to a new store, kill the writer so many times, and return the commits it reported."""
    store = a_store(folder)
    with store.write("start") as write:
        write.put(Child(id="c", reference="AB12"))
    store.close()
    kept: dict[int, int] = {}
    for _ in range(times):
        start = max(kept, default=0) + 1
        kept.update(written_until_killed(folder, chance.uniform(0.02, 0.9), start))
        store = Store.open(folder, DATA_KEY)
        assert list(findings(store)) == []
        parts = Counter(int(review.id.partition("-")[0]) for review in store.snapshot.of(Review))
        for number, many in kept.items():
            assert parts[number] == many
        # Nor is there half a commit: each act that is there at all is there whole.
        for number, found in parts.items():
            assert found == (2000 if number % 7 == 0 else 1)
        last = int(store.snapshot.cases["c"].child.initials or 0)
        assert last >= max(kept, default=0)
        kept.setdefault(last, 2000 if last % 7 == 0 else 1)
        store.close()
    return len(kept)


# Makes the tables again and again, after a backup, as another version of the program does.
MIGRATOR = """
import sys
from pathlib import Path
from iro_desktop.storage.backup import back_up
from iro_desktop.storage.encryption import KeyFile
from iro_desktop.storage.store import Store
from tests.stores import DATA_KEY

keys = KeyFile("a" * 32, ())
print("open", flush=True)
Store.open(
    Path(sys.argv[1]), DATA_KEY,
    before_projecting=lambda store: back_up(store, keys, DATA_KEY, "upgrade"),
).close()
print("done", flush=True)
"""

# Changes the passphrase for ever, and reports each one once it is said to hold; it is killed only
# after the first, however slow the machine.
CHANGER = """
import sys
from pathlib import Path
from iro_desktop.paths import KEYS
from iro_desktop.storage.encryption import Argon, change_passphrase, read_keys, write_keys

path = Path(sys.argv[1]) / KEYS
number = int(sys.argv[2])
floor = Argon(memory_kib=64 * 1024, passes=1, lanes=4)
keys = read_keys(path)
while True:
    before, after = f"quiet herons {number}", f"quiet herons {number + 1}"
    keys = change_passphrase(keys, before, after, argon=floor)
    write_keys(path, keys)
    number += 1
    if number == int(sys.argv[2]) + 1:
        print("open", flush=True)
    print(number, flush=True)
"""


def migrate_and_kill(folder: Path, times: int, chance: random.Random) -> int:
    """Kill the making of new tables so many times; return how often it had been at work."""
    store = a_store(folder)
    with store.write("start") as write:
        write.put(Child(id="c", reference="AB12"))
        for number in range(4000):
            write.put(Review(id=str(number), child_id="c", summary="x" * 50))
    whole = set(store.known_keys())
    store.close()
    met = 0
    for _ in range(times):
        store = Store.open(folder, DATA_KEY)
        with store.engine.begin() as connection:  # as an older program left it
            write_meta(connection, fingerprint="older")
            connection.exec_driver_sql("DROP TABLE snooze")
        store.close()
        met += killed(MIGRATOR, chance.uniform(0, 0.6), folder) == []
        store = Store.open(folder, DATA_KEY)
        assert list(findings(store)) == []
        assert store.known_keys() == whole
        assert len(store.snapshot.cases["c"].of(Review)) == 4000
        store.close()
        for own in own_backups(folder):  # what bears the name of a backup is a whole one
            found = contents(own.path.read_bytes(), DATA_KEY)
            assert {change.key for change in found.changes()} == whole
            own.path.unlink()
    return met


def change_and_kill(folder: Path, times: int, chance: random.Random) -> int:
    """Kill the changing of the passphrase so many times; return how often it was changed."""
    keys, data_key, code = new_keys("a" * 32, "quiet herons 0", argon=FLOOR)
    folder.mkdir()
    write_keys(folder / KEYS, keys)
    number = 0
    for _ in range(times):
        said = killed(CHANGER, chance.uniform(0, 0.4), folder, number)
        number = max([number, *map(int, said)])
        keys = read_keys(folder / KEYS)  # never torn
        try:
            assert unlock(keys, f"quiet herons {number}") == data_key
        except WrongPassphraseError:  # killed after the change, before it was reported
            number += 1
            assert unlock(keys, f"quiet herons {number}") == data_key
    assert unlock_with_recovery(keys, code) == data_key
    assert [path.name for path in folder.iterdir() if not path.name.startswith(".")] == [KEYS]
    return number


killing = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")


@killing
def test_a_store_killed_many_times_keeps_every_commit(tmp_path: Path, *, long_run: bool) -> None:
    chance = random.Random(9)
    for number in range(5 if long_run else 1):
        assert kill_again_and_again(tmp_path / str(number), 8 if long_run else 5, chance) > 5


@killing
def test_a_store_killed_while_its_tables_are_made_anew_is_whole(
    tmp_path: Path, *, long_run: bool
) -> None:
    times = 30 if long_run else 3
    assert migrate_and_kill(tmp_path / "s", times, random.Random(7)) >= times // 4


@killing
def test_keys_killed_while_the_passphrase_changes_open_with_the_old_or_the_new_one(
    tmp_path: Path, *, long_run: bool
) -> None:
    times = 30 if long_run else 3
    assert change_and_kill(tmp_path / "s", times, random.Random(8)) >= times
