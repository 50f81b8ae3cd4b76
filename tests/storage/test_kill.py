"""Killed at any moment, a store opens again, passes its check, and holds every commit reported."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from iro_desktop.domain.records import Child, Review
from iro_desktop.storage.check import findings
from iro_desktop.storage.store import Store
from tests.stores import DATA_KEY, a_store

ROOT = Path(__file__).parents[2]

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
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(start)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "open\n"
    time.sleep(after)
    writer.send_signal(signal.SIGKILL)
    reported = [line.split() for line in writer.stdout.read().splitlines()]
    writer.wait()
    writer.stdout.close()
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


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_a_store_killed_many_times_keeps_every_commit(tmp_path: Path, *, long_run: bool) -> None:
    chance = random.Random(9)
    for number in range(13 if long_run else 1):
        assert kill_again_and_again(tmp_path / str(number), 8, chance) > 8
