"""How long sending and receiving take, beside a raw copy of the same bytes.

    python -m tests.bench.sharing [CHANGES ...]

Each size is measured in one run with its yardstick, since machines differ and are noisy: making
the file and reading it back beside writing, syncing and reading the same bytes raw. The growth
exponent says how time grows with changes (1 is linear). Memory is the peak of a process of its own.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import Final

from iro_desktop.domain.changes import EXISTS, Change
from iro_desktop.domain.collecting import without_collecting
from iro_desktop.storage.container import open_sealed
from iro_desktop.storage.lines import row_line
from iro_desktop.storage.store import Store
from iro_desktop.storage.tables import change_row
from iro_desktop.sync.exchange import Folder
from iro_desktop.sync.round import Round
from iro_desktop.sync.vault import Vault
from tests.bench.caseload import Caseload
from tests.bench.timing import Timed, exponent
from tests.stores import a_store

VAULT: Final = Vault("f" * 32, bytes(range(32, 64)))
SIZES: Final = (27_300, 54_600, 109_200, 218_400)
GOALS: Final = {"receive all": 1.5, "receive 100 among them": 0.5, "send": 0.5}
GOAL_MIB: Final = 400
OF_A_CHILD: Final = 90  # changes
ROUNDS: Final = 3


def a_log(count: int, run: int = 7) -> list[bytes]:
    """Return so many changes as lines: children with reviews and checks, one in four an edit."""
    lines: list[bytes] = []
    for number in range(count):
        child, place = divmod(number, OF_A_CHILD)
        child_id = f"{child:032x}"
        edits = place % 4 == 3
        of = number - 1 if edits else number
        kind, record_id = ("Child", child_id) if not place else ("Review", f"r{of:031x}")
        said = "The child's views were heard, and the plan was agreed with dates and names."
        fields: dict[str, object] = (
            {"summary": f"{said} {number}"} if edits
            else {EXISTS: True, "reference": f"AB{child}"} if not place
            else {EXISTS: True, "child_id": child_id, "review_type": "later",
                  "held_on": "2020-03-31", "summary": said}
        )  # fmt: skip
        replaced = {"summary": ((run, of + 1),)} if edits else {}
        change = Change(
            run, number + 1, 1, number + 1, f"record review of AB{child}", "typed",
            (1_585_000_000_000 + number) << 16, "0" * 31 + "1", "2020-03-31T09:00:00.000Z",
            kind, record_id, fields, replaced,
        )  # fmt: skip
        lines.append(row_line(change_row(change)))
    return lines


def exchange(store: Store, path: Path) -> tuple[float, int]:
    """Return the seconds that one round takes, and how many changes it received."""
    start = perf_counter()
    outcome = Round(
        store=store, vault=VAULT, exchange=Folder(path), name="Bench",
        now=datetime(2020, 3, 31, tzinfo=UTC), today=date(2020, 3, 31), back_up=lambda: None,
    ).run()  # fmt: skip
    return perf_counter() - start, outcome.received


def raw_copy(path: Path) -> float:
    """Return the seconds that it takes to read a file and put a copy of it on the disk."""
    start = perf_counter()
    data = path.read_bytes()
    with path.with_name("raw").open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    took = perf_counter() - start
    path.with_name("raw").unlink()
    return took


def measured(count: int, folder: Path) -> dict[str, float]:
    """Return the seconds of each act over a log of ``count`` changes, and its file's MiB."""
    lines = a_log(count + 100)
    sender = a_store(folder / "sender")
    sender.take_in(sender.incoming([lines[:count]]), "fill")
    path = folder / "cloud" / "case.irosync"
    path.parent.mkdir()
    send = exchange(sender, path)[0]  # the file is not there yet: all of it is written
    raw = raw_copy(path)
    receiver = a_store(folder / "receiver")
    receive, _ = exchange_only_receiving(receiver, path)
    sender.take_in(sender.incoming([lines]), "100 more")
    path.unlink()
    exchange(sender, path)
    few, _ = exchange_only_receiving(receiver, path)
    found = {"receive all": receive, "receive 100 among them": few, "send": send, "raw copy": raw}
    found["MiB"] = path.stat().st_size / 2**20
    sender.close()
    receiver.close()
    return found


def exchange_only_receiving(store: Store, path: Path) -> tuple[float, int]:
    """Return the seconds from the file's bytes to the committed snapshot, and what was new."""
    start = perf_counter()
    data = path.read_bytes()
    incoming = store.incoming([open_sealed(data, VAULT.key)])
    store.take_in(incoming, "receive")
    return perf_counter() - start, len(incoming.rows)


def sync(caseload: Caseload, rounds: int) -> Timed:
    """All changes of so many children sent and received, beside a raw copy of the same bytes."""
    count = caseload.size.children * OF_A_CHILD
    lines, own, plain = a_log(count), [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(dir=caseload.folder) as name, without_collecting():
            folder = Path(name)
            path = folder / "cloud" / "case.irosync"
            path.parent.mkdir()
            sender, receiver = a_store(folder / "sender"), a_store(folder / "receiver")
            sender.take_in(sender.incoming([lines]), "fill")
            sent = exchange(sender, path)[0]
            own.append(sent + exchange_only_receiving(receiver, path)[0])
            plain.append(raw_copy(path))
            sender.close()
            receiver.close()
    return Timed(count, tuple(own), tuple(plain))


PEAK = """
import sys
from pathlib import Path
from iro_desktop.storage.store import Store
from tests.bench.sharing import exchange, exchange_only_receiving
from tests.memory import peak_mib
from tests.bench.caseload import Caseload
from tests.bench.timing import Timed, exponent
from tests.stores import a_store
folder = Path(sys.argv[1])
store = a_store(folder / "peak")
exchange_only_receiving(store, folder / "cloud" / "case.irosync")
exchange(store, folder / "cloud" / "case.irosync")
print(peak_mib())
"""


def peak(folder: Path) -> float:
    """Return the peak MiB of a process that receives all of the file and sends it again."""
    found = subprocess.run(
        [sys.executable, "-c", PEAK, str(folder)], capture_output=True, text=True, check=True
    )
    return float(found.stdout)


def main(sizes: list[int]) -> None:
    """Print the table."""
    rows: list[tuple[int, dict[str, float], float]] = []
    for count in sizes:
        best: dict[str, float] = {}
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory(prefix="iro-desktop-bench-") as name:
                found = measured(count, Path(name))
                best = {key: min(best.get(key, math.inf), value) for key, value in found.items()}
                most = peak(Path(name))
        rows.append((count, best, most))
        print(f"{count:,} changes, a file of {best['MiB']:.1f} MiB; peak {most:.0f} MiB "
              f"(goal {GOAL_MIB})")  # fmt: skip
        for act, goal in GOALS.items():
            said = f"{best[act] / goal:.2f} of the goal" if count == SIZES[0] else ""
            times = best[act] / best["raw copy"]
            print(f"  {act:<24}{best[act]:7.2f} s {times:7.0f} x a raw copy  {said}")
    for act in GOALS:
        grown = exponent([(count, best[act]) for count, best, _ in rows])
        print(f"growth exponent of “{act}”: {grown:.2f}")


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or list(SIZES))
