"""How long a child's page takes to open, and a keystroke in the filter of 3,000 rows.

    python -m tests.bench.pages [ROUNDS]

Both are measured in the real window, offscreen, until all is laid out and painted, in turns with a
yardstick: a plain page of as many labels, and Qt's own table and filter over as many rows. Times
are those of the processor. Collecting garbage and the history that a page reads afterwards on
another thread are not in it.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from time import process_time

from PySide6.QtCore import QAbstractItemModel, QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QTableView, QWidget

from iro_desktop.domain.collecting import without_collecting
from iro_desktop.ui.filter_line import FilterLine
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.pages import CASELOAD
from iro_desktop.ui.views.caseload import CaseloadView
from tests.bench.caseload import Caseload
from tests.bench.timing import Timed
from tests.bench.windows import SIZE, settle, shown, the_application, until_painted
from tests.caseloads import fill
from tests.stores import a_workspace

ROUNDS = 25
CHILDREN = 3_136  # of which 3,000 are open cases
GOAL_PAGE, GOAL_KEY = 0.05, 0.016
TYPED = ("lc-20", "foster care", "review 4", "zz", "e")
COLUMNS = 7


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


def pages(window: MainWindow, rounds: int) -> Timed:
    """The pages of some children, one after the other, beside a page of as many labels."""
    app, operations = the_application(), window.operations
    own: list[float] = []
    children = list(islice(operations.session.snapshot.cases, rounds + 1))
    until_painted(app, partial(window.pages.show_child, children[0]), process_time)
    page = window.pages.currentWidget()
    yardstick, plain = PlainPage(len(page.findChildren(QLabel)) if page is not None else 0), []
    yardstick.show()
    for child_id in children[1:]:
        window.pages.go_back()
        settle(app, operations)
        own.append(until_painted(app, partial(window.pages.show_child, child_id), process_time))
        settle(app, operations)
        plain.append(until_painted(app, partial(yardstick.fill, child_id[-4:]), process_time))
    window.pages.go_back()
    settle(app, operations)
    yardstick.hide()
    yardstick.deleteLater()
    return Timed(len(operations.session.snapshot.cases), tuple(own), tuple(plain))


def keystrokes(window: MainWindow, rounds: int, words: tuple[str, ...] = TYPED) -> Timed:
    """Words typed letter by letter into the filter of the caseload, beside Qt's own."""
    app, operations = the_application(), window.operations
    page = window.pages.page(CASELOAD)
    assert isinstance(page, CaseloadView)
    (line,) = page.findChildren(FilterLine)
    yardstick, rows = PlainTable(page._model), page._model.rows()
    yardstick.show()
    settle(app, operations)
    own, plain = [], []
    for typed in words * rounds:
        for letters in range(1, len(typed) + 1):
            letter, so_far = typed[letters - 1], typed[:letters]
            own.append(until_painted(app, partial(QTest.keyClicks, line, letter), process_time))
            plain.append(until_painted(app, partial(yardstick.narrow, so_far), process_time))
        line.clear()
        yardstick.narrow("")
        settle(app, operations)
    yardstick.hide()
    yardstick.deleteLater()
    return Timed(len(rows), tuple(own), tuple(plain))


def child_page(caseload: Caseload, rounds: int) -> Timed:
    """A child's page in the window of a caseload, beside a plain page of labels."""
    with shown(caseload.opened(), caseload.folder) as window, without_collecting():
        return pages(window, 4 * rounds)


def filter_keystroke(caseload: Caseload, rounds: int) -> Timed:
    """A keystroke in the filter of a caseload, beside Qt's own table and filter."""
    with shown(caseload.opened(), caseload.folder) as window, without_collecting():
        return keystrokes(window, max(1, rounds // 2))


def say(words: str, found: Timed, goal: float) -> None:
    """Print what something takes beside its yardstick and its goal."""
    print(
        f"{words}: median {found.typical * 1000:.1f} ms, slowest {max(found.own) * 1000:.1f} ms; "
        f"{found.ratio:.2f} times the yardstick of {median(found.plain) * 1000:.1f} ms; "
        f"{found.typical / goal:.2f} of the goal of {goal * 1000:.0f} ms"
    )


def main(rounds: int) -> None:
    """Measure 3,000 rows, and print."""
    with tempfile.TemporaryDirectory() as name:
        workspace = a_workspace(Path(name) / "s.iro", whole_service=True)
        fill(workspace, CHILDREN)
        with shown(workspace, Path(name)) as window, without_collecting():
            say("A child’s page", pages(window, rounds), GOAL_PAGE)
            for typed in TYPED:
                found = keystrokes(window, max(1, rounds // 5), (typed,))
                say(f"“{typed}” over {found.amount:,} rows", found, GOAL_KEY)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
