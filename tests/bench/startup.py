"""How long the first window takes beside an empty one, and the main window after Enter.

    python tests/bench/startup.py [ROUNDS]

Everything is measured in one run, offscreen, in turns with its yardstick, since machines differ and
are noisy. The passphrase is entered 3 s after the first paint, as a quick typist would, so that
what loads in the background has loaded; deriving the key is taken off, since it is slow on purpose.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 9
GOAL_RATIO, GOAL_SECONDS = 1.5, 0.4

EMPTY = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.painted)

    def painted(self):
        print(time.time(), flush=True)
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
    print(time.time(), flush=True)
    desktop.end()

app.Desktop.load = painted
main([])
"""

ENTER = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from iro_desktop import app as program

derived = []

def watch_derivation():
    from iro_desktop.storage.encryption import Argon
    derive = Argon.derive

    def timed(self, *values):
        start = time.perf_counter()
        try:
            return derive(self, *values)
        finally:
            derived.append(time.perf_counter() - start)

    Argon.derive = timed

app = program.make_application()
desktop = program.Desktop(app, Path(sys.argv[1]), program.Settings(Path(sys.argv[2])))

def enter():
    watch_derivation()
    enter.at = time.perf_counter()
    desktop.window.unlock("sample")

def on_shown(main):
    shown = time.perf_counter()

    def on_filled():
        if not main.operations.is_settled:
            QTimer.singleShot(0, on_filled)
            return
        app.processEvents()
        took = time.perf_counter() - enter.at
        print(took, sum(derived), shown - enter.at, flush=True)
        desktop.end()

    main.filled.connect(on_filled)

desktop.main_shown.connect(on_shown)
desktop.start()
QTimer.singleShot(3000, enter)
app.exec()
"""


def environment(folder: Path) -> dict[str, str]:
    """Return what both sides run in: no screen, and compiled files kept, as once installed."""
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "PYTHONPATH": str(ROOT),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
    }


def run(code: str, folder: Path, *arguments: Path) -> list[float]:
    """Return the numbers that a child process prints."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment(folder),
        check=True,
        capture_output=True,
        text=True,
    )
    return [float(number) for number in done.stdout.split()]


def until_painted(code: str, folder: Path) -> float:
    """Return the seconds from the start of a process to its first paint."""
    start = time.time()
    return run(code, folder)[0] - start


def make_store(folder: Path) -> Path:
    """Make the sample caseload of 68 children."""
    from iro_desktop.services.samples import create_sample

    # Where the program looks for the user's own, so that it starts as from the desktop.
    store = folder / "data" / "iro-desktop" / "caseload.iro"
    create_sample(store, as_of=date(2020, 3, 31)).close()
    return store


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = make_store(folder)
        for code in (EMPTY, UNLOCK):
            until_painted(code, folder)  # compile, and warm the disk
        empty, unlock = [], []
        for _ in range(rounds):
            empty.append(until_painted(EMPTY, folder))
            unlock.append(until_painted(UNLOCK, folder))
        print("Process start to visible window, ms (median, least):")
        for words, times in (("empty PySide6 window", empty), ("unlock window", unlock)):
            print(f"  {words:22} {median(times) * 1000:6.0f} {min(times) * 1000:6.0f}")
        middle, least = median(unlock) / median(empty), min(unlock) / min(empty)
        print(f"  ratio {middle:.2f}, of the least {least:.2f}; goal {GOAL_RATIO}")
        settings = folder / "settings.ini"
        enters = [run(ENTER, folder, store, settings) for _ in range(max(3, rounds // 2))]
        rest = [took - derived for took, derived, _ in enters]
        shown = [at - derived for _, derived, at in enters]
        print("Enter to main window, beside the key derivation, ms (median, least):")
        print(f"  window on the screen   {median(shown) * 1000:6.0f} {min(shown) * 1000:6.0f}")
        print(f"  views and charts full  {median(rest) * 1000:6.0f} {min(rest) * 1000:6.0f}")
        of_empty = median(rest) / median(empty)
        print(f"  {of_empty:.2f} times an empty window; goal {GOAL_SECONDS * 1000:.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
