"""Killed at any moment, a store opens again, passes its check, and holds every commit reported."""

import random
import signal
import subprocess
import sys
import time
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


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_a_store_killed_many_times_keeps_every_commit(tmp_path: Path, *, long_run: bool) -> None:
    store = a_store(tmp_path)
    with store.write("start") as write:
        write.put(Child(id="c", reference="AB12"))
    store.close()
    chance = random.Random(9)
    kept: dict[int, int] = {}
    for _ in range(100 if long_run else 8):
        start = max(kept, default=0) + 1
        kept.update(written_until_killed(tmp_path, chance.uniform(0.02, 0.9), start))
        store = Store.open(tmp_path, DATA_KEY)
        assert list(findings(store)) == []
        reviews = {review.id for review in store.snapshot.of(Review)}
        for number, many in kept.items():
            assert {f"{number}-{part}" for part in range(many)} <= reviews
        # Nor is there half a commit: each act that is there at all is there whole.
        for number in {int(review_id.partition("-")[0]) for review_id in reviews}:
            many = 2000 if number % 7 == 0 else 1
            assert sum(review.startswith(f"{number}-") for review in reviews) == many
        last = int(store.snapshot.cases["c"].child.initials or 0)
        assert last >= max(kept, default=0)
        kept.setdefault(last, 2000 if last % 7 == 0 else 1)
        store.close()
    assert len(kept) > 8
