"""Killed at any moment of an exchange, both sides are whole and hold what they reported."""

import random
import signal
from pathlib import Path

import pytest

from iro_desktop.domain.records import Child
from iro_desktop.storage.check import findings
from iro_desktop.storage.store import Store
from tests.killing import killed
from tests.stores import DATA_KEY, a_store
from tests.sync.places import Place, a_place, keys_of, put

# Enters something and exchanges, for ever; each is reported once it is done.
WORKER = """
import sys
from pathlib import Path
from iro_desktop.domain.records import Child, Review
from iro_desktop.storage.store import Store
from tests.stores import DATA_KEY
from tests.sync.places import Place

store = Store.open(Path(sys.argv[1]), DATA_KEY)
place, number = Place(Path(sys.argv[2])), int(sys.argv[3])
print("open", flush=True)
while True:
    number += 1
    with store.write(f"act {number}") as write:
        write.put(Child(id=f"c{number}", reference=str(number)))
        for part in range(100 if number % 5 == 0 else 1):
            write.put(Review(id=f"{number}-{part}", child_id=f"c{number}", summary="x" * 50))
    print("entered", number, flush=True)
    place.exchange(store)
    print("sent", number, flush=True)
"""


def worked_until_killed(store: Path, folder: Path, start: int, after: float) -> dict[str, int]:
    """Let a process enter and exchange, kill it, and return the last of each that it reported."""
    reported = [line.split() for line in killed(WORKER, after, store, folder, start)]
    return {parts[0]: int(parts[1]) for parts in reported if len(parts) == 2}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_an_exchange_that_is_killed_loses_and_tears_nothing(
    tmp_path: Path, *, long_run: bool
) -> None:
    chance = random.Random(5)
    place, one = a_place(tmp_path), a_store(tmp_path / "one")
    two = a_store(tmp_path / "two")
    last = 0
    for number in range(50 if long_run else 3):
        put(two, Child(id=f"two{number}", reference="TWO"))
        place.exchange(two)
        one.close()
        said = worked_until_killed(one.folder, place.folder, last, chance.uniform(0.02, 0.5))
        one = Store.open(one.folder, DATA_KEY)
        assert list(findings(one)) == []
        entered = {int(ref) for ref in _references(one) if ref != "TWO"}
        assert set(range(1, said.get("entered", 0) + 1)) <= entered | set(range(1, last + 1))
        if "sent" in said:
            held = place.keys()  # the file is whole, whenever the process was killed
            sent = [c for c in one.every_change() if c.record_id == f"c{said['sent']}"]
            assert {change.key for change in sent} <= held
        last = max(entered, default=last)
        outcome = place.exchange(two)
        assert outcome.problems == []
    place.exchange(one)
    place.exchange(two)
    assert keys_of(one) == keys_of(two) == place.keys()
    one.close()
    two.close()


def _references(store: Store) -> set[str]:
    return {case.child.reference for case in store.snapshot.cases.values()}


def test_what_a_killed_writer_left_beside_the_file_is_no_copy(tmp_path: Path) -> None:
    place: Place = a_place(tmp_path)
    one = a_store(tmp_path / "one")
    put(one, Child(id="c", reference="AB12"))
    place.exchange(one)
    half = place.main.read_bytes()[:-40]
    (place.folder / f".{place.name}.0a1b2c3d.tmp").write_bytes(half)
    outcome = place.exchange(one)
    assert (outcome.problems, outcome.absorbed) == ([], [])
    one.close()
