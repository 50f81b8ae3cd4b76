"""How long the first window takes, the main window after it, and what memory it then has.

    python -m tests.bench.startup [ROUNDS]

Everything is measured in processes of their own, offscreen, in turns with a yardstick. The key is
given, for deriving it is slow on purpose. "Unlock to Today" begins once all that loads in the
background has loaded, as when somebody types the passphrase. The table of all benchmarks has the
time of the processor, of all threads together, so that other programs do not count; this command
says the seconds of the clock too, as somebody who waits has them.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from statistics import median

from iro_desktop.storage.encryption import PASSPHRASE as BY_PASSPHRASE
from iro_desktop.storage.encryption import read_keys
from tests.bench.caseload import PASSPHRASE, Caseload, Size
from tests.bench.timing import Timed, numbers_of

ROUNDS = 9
GOAL_RATIO = 1.5

EMPTY = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.painted)

    def painted(self):
        print(time.time(), time.process_time(), flush=True)
        app.quit()

app = QApplication([])
window = Window()
window.resize(480, 360)
window.show()
app.exec()
"""

UNLOCK = """
import time
from iro_desktop import app
from iro_desktop.cli import main

def painted(desktop):
    print(time.time(), time.process_time(), flush=True)
    desktop.end()

app.Desktop.load = painted
main([])
"""

TABLE = """
import sys, time
import pyqtgraph, sqlalchemy
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem
from tests.memory import resident_mib

class Table(QTableWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.painted)

    def painted(self):
        print(time.time(), time.process_time(), resident_mib(), flush=True)
        app.quit()

app = QApplication([])
table = Table(int(sys.argv[1]), 7)
for row in range(table.rowCount()):
    for column in range(7):
        table.setItem(row, column, QTableWidgetItem(f"{row} {column}"))
table.resize(1280, 800)
table.show()
app.exec()
"""

FULL_WINDOW = """
import gc, sys, time
gc.disable()  # as the command does that opens the window
from PySide6.QtCore import QTimer
from iro_desktop import app as program
from iro_desktop.ui.background import Background
from tests.memory import resident_mib

key, passphrase, is_typed = bytes.fromhex(sys.argv[1]), sys.argv[2], sys.argv[3] == "typed"
run = Background.run

def run_with_the_key(self, work, *rest, **named):
    def given():
        from iro_desktop.storage.encryption import Argon
        Argon.derive = lambda self, *secrets: key
        return work()
    run(self, given, *rest, **named)

Background.run = run_with_the_key

class Watched(program.Desktop):
    def start(self, passphrase=None):
        self.main_shown.connect(self.on_shown)
        self.loaded.connect(lambda: QTimer.singleShot(500, self.enter) if is_typed else None)
        super().start(passphrase)

    def enter(self):
        self.entered = time.time(), time.process_time()
        self.window.unlock(sys.argv[2])

    def on_shown(self, main):
        main.filled.connect(lambda: self.on_filled(main))

    def on_filled(self, main):
        if not main.operations.is_settled:
            QTimer.singleShot(0, lambda: self.on_filled(main))
            return
        self.parent().processEvents()
        now, used = time.time(), time.process_time()
        clock, processor = getattr(self, "entered", (0, 0))
        print(now, used, resident_mib(), now - clock, used - processor, flush=True)
        self.end()

program.Desktop = Watched
program.open_window(None, passphrase=None if is_typed else passphrase)
"""


def given_key(caseload: Caseload) -> str:
    """Return the bytes that the passphrase of a store derives to, in hexadecimal."""
    slots = read_keys(caseload.store / "keys.json").slots
    slot = next(one for one in slots if one.kind == BY_PASSPHRASE)
    return slot.argon.derive(PASSPHRASE.encode(), slot.salt).hex()


@dataclass(frozen=True, slots=True)
class Started:
    """What one process took to show its window: seconds of the clock, of the processor, MiB."""

    clock: float
    processor: float
    mib: float = 0.0


def started(code: str, caseload: Caseload, *arguments: object) -> Started:
    """Start a process and return what it took to show its window."""
    start = time.time()
    clock, processor, *mib = numbers_of(code, caseload.folder, *arguments)[:3]
    return Started(clock - start, processor, *mib)


def entered(caseload: Caseload) -> Started:
    """Start the program, wait until all is loaded, enter, and return what it took from there."""
    _, _, mib, clock, processor = numbers_of(
        FULL_WINDOW, caseload.folder, given_key(caseload), PASSPHRASE, "typed"
    )
    return Started(clock, processor, mib)


Turns = tuple[tuple[Started, Started], ...]


@cache
def unlock_turns(caseload: Caseload, rounds: int) -> Turns:
    """Start the unlock window of a store of this size, and an empty window of Qt, in turns."""
    _ = caseload.store  # there, so that it is what the program opens
    return _turns(partial(started, UNLOCK, caseload), partial(started, EMPTY, caseload), rounds)


@cache
def full_turns(caseload: Caseload, rounds: int) -> Turns:
    """Start the main window with all in it, and a process with its libraries and a table."""
    key = given_key(caseload)
    return _turns(
        partial(started, FULL_WINDOW, caseload, key, PASSPHRASE, "at once"),
        partial(started, TABLE, caseload, caseload.size.children),
        rounds,
    )


@cache
def today_turns(caseload: Caseload, rounds: int) -> Turns:
    """Enter the passphrase, and start an empty window of Qt, in turns."""
    return _turns(partial(entered, caseload), partial(started, EMPTY, caseload), rounds)


def _turns(own: Callable[[], Started], plain: Callable[[], Started], rounds: int) -> Turns:
    plain()  # compiled, and the disk warm
    own()
    return tuple((own(), plain()) for _ in range(rounds))


def _processor(caseload: Caseload, turns: Turns) -> Timed:
    own, plain = zip(*((one.processor, other.processor) for one, other in turns), strict=True)
    return Timed(len(caseload.records), own, plain)


def unlock_window(caseload: Caseload, rounds: int) -> Timed:
    """The unlock window of a store of this size, beside an empty window of Qt."""
    return _processor(caseload, unlock_turns(caseload, rounds))


def full_window(caseload: Caseload, rounds: int) -> Timed:
    """The main window with all in it, beside a process with the same libraries and a table."""
    return _processor(caseload, full_turns(caseload, rounds))


def unlock_to_today(caseload: Caseload, rounds: int) -> Timed:
    """From Enter to the main window with all in it, beside an empty window of Qt."""
    return _processor(caseload, today_turns(caseload, rounds))


def memory(caseload: Caseload, rounds: int) -> Timed:
    """The resident MiB of the same processes as those of ``full_window``."""
    turns = full_turns(caseload, rounds)
    own, plain = zip(*((one.mib, other.mib) for one, other in turns), strict=True)
    return Timed(len(caseload.records), own, plain)


def main(rounds: int) -> None:
    """Measure 70 children with three years on file, and print."""
    with tempfile.TemporaryDirectory(prefix="iro-desktop-bench-") as name:
        caseload = Caseload(Size(70, 3), Path(name) / "70")
        for words, act, beside in (
            ("start to unlock window", unlock_turns, "an empty window"),
            ("start to full window", full_turns, "a table with the same libraries"),
            ("unlock to Today", today_turns, "an empty window"),
        ):
            turns = act(caseload, rounds)
            print(f"{words}, beside {beside}; goal {GOAL_RATIO}")
            for clock in ("clock", "processor"):
                own = [getattr(one, clock) for one, _ in turns]
                plain = [getattr(one, clock) for _, one in turns]
                print(
                    f"  {clock:10}{median(own) * 1000:6.0f} ms, {median(own) / median(plain):.2f} "
                    f"times; least {min(own) * 1000:.0f} ms, {min(own) / min(plain):.2f} times"
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
