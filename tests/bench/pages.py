"""How long a child's page takes to open, and a keystroke in the filter of 3,000 rows.

    python -m tests.bench.pages [ROUNDS]

Both are measured in the real window, offscreen, until all is laid out and painted, and in turns
with a yardstick in the same run, since machines differ and are noisy: a plain page of as many
labels, and Qt's own table and filter over as many rows. Collecting garbage and the history that a
page reads afterwards on another thread are not in it.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractItemModel, QEvent, QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QScrollArea, QTableView, QWidget

from iro_desktop.ui.filter_line import FilterLine
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pages import CASELOAD
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.theme import Scheme, apply_theme
from iro_desktop.ui.views.caseload import CaseloadView
from tests.caseloads import fill
from tests.stores import a_workspace

ROUNDS = 25
CHILDREN = 3_136  # of which 3,000 are open cases
GOAL_PAGE, GOAL_KEY = 0.05, 0.016
TYPED = ("lc-20", "foster care", "review 4", "zz", "e")
SIZE = (1440, 900)
COLUMNS = 7


def settle(app: QApplication, operations: Operations) -> None:
    """Let everything come through that threads are at work on."""
    while not operations.is_settled:
        app.processEvents()
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def timed(app: QApplication, act: Callable[[], object]) -> float:
    """Return the seconds that something takes until it is painted."""
    start = perf_counter()
    act()
    app.processEvents()
    return perf_counter() - start


class PlainPage(QScrollArea):
    """The yardstick of a page: a grid of labels, filled anew."""

    def __init__(self, number: int) -> None:
        super().__init__()
        page = QWidget()
        grid = QGridLayout(page)
        self._labels = [QLabel() for _ in range(number)]
        for at, label in enumerate(self._labels):
            label.setWordWrap(True)
            grid.addWidget(label, at // 4, at % 4)
        self.setWidgetResizable(True)
        self.setWidget(page)
        self.resize(*SIZE)

    def fill(self, words: str) -> None:
        """Show other words in every label."""
        for at, label in enumerate(self._labels):
            label.setText(f"{words} {at}, due in {at} days")


class PlainTable(QTableView):
    """The yardstick of a filter: the same words in Qt's own models."""

    def __init__(self, rows: QAbstractItemModel) -> None:
        super().__init__()
        model = QStandardItemModel(0, COLUMNS, self)
        for row in range(rows.rowCount()):
            words = [str(rows.index(row, at).data() or "") for at in range(COLUMNS)]
            model.appendRow([QStandardItem(one) for one in words])
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(model)
        self._shown.setFilterKeyColumn(-1)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self._shown)
        self.resize(*SIZE)

    def narrow(self, words: str) -> None:
        """Show the rows that hold these words."""
        self._shown.setFilterFixedString(words)


def say(words: str, own: list[float], plain: list[float], goal: float) -> None:
    """Print what something takes beside its yardstick and its goal."""
    print(
        f"{words}: median {median(own) * 1000:.1f} ms, slowest {max(own) * 1000:.1f} ms; "
        f"{median(own) / median(plain):.2f} times the yardstick of {median(plain) * 1000:.1f} ms; "
        f"{median(own) / goal:.2f} of the goal of {goal * 1000:.0f} ms"
    )


def measure_pages(app: QApplication, window: MainWindow, rounds: int) -> None:
    """Open the pages of some children one after the other."""
    own: list[float] = []
    children = list(islice(window.operations.session.snapshot.cases, rounds + 1))
    first = timed(app, partial(window.pages.show_child, children[0]))
    page = window.pages.currentWidget()
    number = len(page.findChildren(QLabel)) if page is not None else 0
    yardstick, plain = PlainPage(number), []
    yardstick.show()
    for child_id in children[1:]:
        window.pages.go_back()
        settle(app, window.operations)
        own.append(timed(app, partial(window.pages.show_child, child_id)))
        settle(app, window.operations)
        plain.append(timed(app, partial(yardstick.fill, child_id[-4:])))
    window.pages.go_back()
    yardstick.hide()
    print(f"A child's page, the first time: {first * 1000:.1f} ms")
    say(f"A child's page ({number} labels)", own, plain, GOAL_PAGE)


def measure_filter(app: QApplication, window: MainWindow, rounds: int) -> None:
    """Type some words letter by letter into the filter of the caseload."""
    page = window.pages.page(CASELOAD)
    assert isinstance(page, CaseloadView)
    (line,) = page.findChildren(FilterLine)
    yardstick, rows = PlainTable(page._model), page._model.rows()
    yardstick.show()
    settle(app, window.operations)
    for typed in TYPED:
        own, plain = [], []
        for _ in range(max(1, rounds // 5)):
            for letters in range(1, len(typed) + 1):
                letter, so_far = typed[letters - 1], typed[:letters]
                own.append(timed(app, partial(QTest.keyClicks, line, letter)))
                plain.append(timed(app, partial(yardstick.narrow, so_far)))
            line.clear()
            yardstick.narrow("")
            settle(app, window.operations)
        say(f"“{typed}” over {len(rows):,} rows", own, plain, GOAL_KEY)
    yardstick.hide()


def main(rounds: int) -> None:
    """Measure and print."""
    app = QApplication([])
    apply_theme(app, Scheme.LIGHT)
    with tempfile.TemporaryDirectory() as name:
        workspace = a_workspace(Path(name) / "s.iro", whole_service=True)
        fill(workspace, CHILDREN)
        operations = Operations(workspace)
        window = MainWindow(operations, Settings(Path(name) / "settings.ini"))
        window.resize(*SIZE)
        window.show()
        settle(app, operations)
        gc.collect()
        gc.disable()
        measure_pages(app, window, rounds)
        measure_filter(app, window, rounds)
        operations.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
