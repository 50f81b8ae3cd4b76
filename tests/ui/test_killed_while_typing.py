"""Killed in the middle of a sentence, the program has what was typed when it is opened again."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Child
from iro_desktop.services.holidays import shipped_calendar
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.encryption import KeyFile
from iro_desktop.storage.lock import StoreLock
from iro_desktop.storage.opening import OpenStore
from iro_desktop.storage.store import Store
from iro_desktop.ui.dialogs.quick_line import QuickLineDialog
from iro_desktop.ui.dialogs.review import ReviewDialog
from iro_desktop.ui.operations import Operations
from tests.builders import an_id
from tests.stores import DATA_KEY, TODAY, a_workspace

ROOT = Path(__file__).parents[2]
HALF_A_PAGE = "He showed us the garden that he is planting. " * 25
LINE = "AB12 check today spoke to SW, the plan is"

# Types half a page into the form of a review and half a line into the quick line, lets the timers
# of both drafts come round, says so, and waits to be killed.
TYPIST = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from iro_desktop.ui.dialogs.quick_line import QuickLineDialog
from iro_desktop.ui.dialogs.review import ReviewDialog
from iro_desktop.ui.operations import Operations
from tests.ui.test_killed_while_typing import LINE, HALF_A_PAGE, opened

app = QApplication([])
operations = Operations(opened(Path(sys.argv[1])))
window = QWidget()
window.show()
review = ReviewDialog(operations, sys.argv[2], window)
review.open()
quick = QuickLineDialog(operations, "", window)
quick.open()
QTest.qWait(50)
review._draft._timer.setInterval(20)
quick._keeping.setInterval(20)
QTest.keyClicks(review.outcome.editor("summary").target(), HALF_A_PAGE)
QTest.keyClicks(quick.line, LINE)
QTest.qWait(200)
print("typed", flush=True)
while True:
    app.processEvents()
"""


def opened(folder: Path) -> Workspace:
    """Open a store of these tests, with its lock."""
    lock = StoreLock(folder)
    lock.acquire("test")
    store = Store.open(folder, DATA_KEY)
    keys = KeyFile(store.facts.store_id, ())
    return Workspace(OpenStore(store, keys, DATA_KEY, lock), shipped_calendar(), lambda: TODAY)


@pytest.fixture
def child_id(tmp_path: Path) -> str:
    """A child in a store that is closed."""
    workspace = a_workspace(tmp_path / "s")
    child = Child(id=an_id(), reference="AB12")
    with workspace.write("add") as write:
        write.put(child)
    workspace.close()
    return child.id


@pytest.fixture
def killed(tmp_path: Path, child_id: str) -> None:
    """Have somebody type, and end it as a power cut does."""
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(tmp_path / "s"), child_id],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert typist.stdout is not None
    assert typist.stdout.readline() == "typed\n"
    typist.send_signal(signal.SIGKILL)
    typist.wait()
    typist.stdout.close()


@pytest.fixture
def operations(killed: None, tmp_path: Path, qapp: QApplication) -> Iterator[Operations]:
    del killed, qapp
    operations = Operations(opened(tmp_path / "s"))
    yield operations
    operations.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_half_a_page_and_half_a_line_are_there_again(
    operations: Operations, child_id: str, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    review = ReviewDialog(operations, child_id, window)
    with qtbot.waitSignal(review._draft.restored if review._draft else None):
        review.open()
    assert review.outcome.record().summary == HALF_A_PAGE.strip()
    assert review.frame.restored.isVisible()
    quick = QuickLineDialog(operations, "", window)
    quick.open()
    qtbot.waitUntil(lambda: quick.line.text() == LINE)
