"""Makes the hostile files, and receives them all into one real store, one after the other.

    python -m tests.storage.hostile_run make FOLDER
    python -m tests.storage.hostile_run receive FOLDER

The second prints what came of each as a line of JSON: its name, the error that was told (or
"taken"), the seconds on the wall and of the processor, and the most memory that the process has had
until then (MB); and last, what was found wrong with the store, or with a second one that all was
sent on to.
"""

import faulthandler
import json
import re
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from iro_desktop.domain.change_lines import from_line
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import Child, Contact
from iro_desktop.storage.check import findings
from iro_desktop.storage.container import open_sealed, peek, read_sealed
from iro_desktop.storage.encryption import unlock
from iro_desktop.storage.restoring import restore
from iro_desktop.storage.store import Store
from iro_desktop.sync import devices
from iro_desktop.sync.exchange import Folder
from iro_desktop.sync.round import Round
from tests.storage.hostile import CASES, KEY, PASSPHRASE, TAKEN, VAULT
from tests.stores import a_store, reopened

HANG_SECONDS = 120
NOW = datetime(2020, 3, 31, 9, tzinfo=UTC)


def receive(store: Store, name: str, path: Path) -> None:
    """Receive a file as a device does that has the key, or that joins with the passphrase."""
    if name.startswith("backup:"):
        restore(path, path.with_suffix(".store"), PASSPHRASE)
        return
    data = read_sealed(path)
    header = peek(data)
    key = unlock(header.keys, PASSPHRASE) if name.startswith("joining:") else KEY
    store.take_in(store.incoming([open_sealed(data, key)]), "receive")


def what_came_of(store: Store, name: str, path: Path) -> str:
    """Receive a file, and write something of one's own after it, as after every other."""
    position = store.snapshot.position
    try:
        receive(store, name, path)
        came = TAKEN
    except UserError as error:
        came = type(error).__name__
        assert store.snapshot.position == position
    with store.write("an edit") as write:
        write.put(Contact(id="mine", child_id="c", note=name))
    assert store.snapshot.position > position
    return came


def most_memory() -> int:
    """Return the most MB of memory that this process has had; 0 where the system does not say."""
    # Not by getrusage, whose figure takes in what the process that started this one had.
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) // 1024 if found else 0


def sent_on(store: Store, folder: Path) -> list[str]:
    """Send all that was taken to a second computer, which must take the same."""
    other = a_store(folder / "other")
    (folder / "shared").mkdir()
    exchange = Folder(folder / "shared" / "caseload.irosync")
    for one, name in ((store, "one"), (other, "other"), (store, "one")):
        Round(one, VAULT, exchange, name, NOW, NOW.date(), lambda: None).run()
    different = store.keys_to_send() ^ other.keys_to_send()
    found = [*findings(other), *(f"{key} is on one computer alone" for key in different)]
    if set(store.snapshot.flags) != set(other.snapshot.flags):
        found.append("what should be looked at differs")
    if {one.name for one in devices.computers(store)} < {"one", "other"}:
        found.append("the computers are not known")
    return found


def receive_all(folder: Path) -> None:
    store = a_store(folder / "store")
    with store.write("a child") as write:
        write.put(Child(id="c", reference="AB12"))
    # Deriving first: what is taken stays in memory with the store.
    for number, name in sorted(enumerate(CASES), key=lambda one: "joining" not in one[1]):
        faulthandler.dump_traceback_later(HANG_SECONDS, exit=True)
        start, worked = time.perf_counter(), time.process_time()
        came = what_came_of(store, name, folder / str(number))
        took = time.perf_counter() - start, time.process_time() - worked
        print(json.dumps([name, came, *took, most_memory()]), flush=True)
    faulthandler.cancel_dump_traceback_later()
    found = list(findings(store))
    found += sent_on(store, folder)
    changes = len([from_line(line) for line in store.lines()])
    if changes != store.snapshot.position:
        found.append("not every change can be sent")
    store = reopened(store)
    print(json.dumps([*found, *findings(store)]))


def main() -> None:
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "make":
        for number, (_, make) in enumerate(CASES.values()):
            (folder / str(number)).write_bytes(make())
    else:
        receive_all(folder)


if __name__ == "__main__":
    main()
