"""The caseload in the window: how much is seen at once, and what is cut short said in full."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.services.caseload_row import CaseRow
from iro_desktop.services.samples import create_sample
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui import theme
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pages import CASELOAD
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.theme import Scheme
from iro_desktop.ui.views.caseload import CaseloadView
from iro_desktop.ui.views.caseload_columns import columns


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("sample") / "s.iro"
    workspace = create_sample(folder, "sample", as_of=date(2020, 3, 31))
    yield workspace
    workspace.close()


@pytest.fixture
def window(sample: Workspace, qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    theme.apply_theme(qapp, Scheme.LIGHT)
    operations = Operations(sample)
    window = MainWindow(operations, Settings(tmp_path / "s.ini"), sample=True)
    qtbot.addWidget(window, before_close_func=lambda _: operations.stop())
    with qtbot.waitSignal(window.filled):
        window.show()
    qtbot.waitUntil(lambda: operations.is_settled)
    return window


def caseload(window: MainWindow, size: QSize) -> CaseloadView:
    window.resize(size)
    QApplication.processEvents()
    page = window.pages.page(CASELOAD)
    assert isinstance(page, CaseloadView)
    assert page._model.shown
    return page


def rows(window: MainWindow) -> dict[str, CaseRow]:
    page = caseload(window, QSize(1440, 900))
    return {row.reference: row for row in page._model.all_rows()}


def test_eight_children_are_seen_beside_the_charts(window: MainWindow) -> None:
    page = caseload(window, QSize(1440, 900))
    assert window.charts.isVisible()
    table, model = page._table, page._model
    bottom = table.viewport().height()
    seen = [
        line
        for line in range(model.rowCount())
        if model.row_at(line) and table.rowViewportPosition(line) + table.rowHeight(line) <= bottom
    ]
    assert len(seen) >= 8


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1440, 900)])
def test_nothing_lies_out_of_sight_to_the_right(window: MainWindow, size: QSize) -> None:
    page = caseload(window, size)
    assert window.charts.isVisible()
    assert not page._table.horizontalScrollBar().isVisible()
    assert page._table.horizontalScrollBar().maximum() == 0


def test_what_the_side_list_counts_and_what_is_apart_are_all_open_cases(
    window: MainWindow,
) -> None:
    page = caseload(window, QSize(1440, 900))
    numbers = {key: chip.text().rsplit(" ", 1)[1] for key, chip in page._chips._buttons.items()}
    spoken = window.side.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    counted = int(str(spoken).removeprefix("Caseload, "))
    assert int(numbers["apart"]) > 0
    assert int(numbers["all"]) == counted + int(numbers["apart"])


def test_words_cut_short_in_a_cell_are_whole_for_a_screen_reader(window: MainWindow) -> None:
    plan = next(column for column in columns() if column.header == "Plan")
    for row in rows(window).values():
        if row.plan:
            assert plan.spoken(row) == ", ".join(("Plan", row.plan, *row.notes))
            assert row.plan in (plan.tool_tip(row) if plan.tool_tip else "")


def test_a_child_with_many_siblings_names_them_for_a_screen_reader(window: MainWindow) -> None:
    child = columns()[0]
    many = next(row for row in rows(window).values() if len(row.siblings) > 1)
    assert f"with {len(many.siblings)} siblings" in child.full(many)
    assert all(reference in child.spoken(many) for reference in many.siblings)


def test_a_chip_says_in_full_what_it_lets_through(window: MainWindow) -> None:
    page = caseload(window, QSize(1440, 900))
    chip = page._chips._buttons["no_contact"]
    assert chip.text().startswith("No contact ")
    assert chip.accessibleName().startswith("No contact in 6 months, ")
    assert chip.toolTip() == "No contact in 6 months"
