"""The caseload in the window: how much is seen at once, and what is cut short said in full."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.services.caseload_row import CaseRow
from iro_desktop.services.samples import create_sample
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.chips import FilterChips
from iro_desktop.ui.filter_line import FilterLine
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.measure_list import MeasureList
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pages import CASELOAD, ESCALATIONS, MEASURES, MONITORING
from iro_desktop.ui.pictures.charts import CHARTS_WIDE
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.theme import Scheme
from iro_desktop.ui.tool_row import ToolRow
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


@pytest.fixture(scope="module")
def looked_at(
    sample: Workspace, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """One window for the tests that only look at it."""
    theme.apply_theme(qapp, Scheme.LIGHT)
    operations = Operations(sample)
    window = MainWindow(operations, Settings(tmp_path_factory.mktemp("s") / "s.ini"), sample=True)
    loop = QEventLoop()
    window.filled.connect(loop.quit)
    window.show()
    loop.exec()
    while not operations.is_settled:
        qapp.processEvents()
    yield window
    operations.stop()
    window.close()
    window.deleteLater()


def caseload(window: MainWindow, size: QSize) -> CaseloadView:
    window.resize(size)
    QApplication.processEvents()
    page = window.pages.page(CASELOAD)
    assert isinstance(page, CaseloadView)
    assert page._model.shown
    return page


def headers(page: CaseloadView) -> list[str]:
    """Return the headers of the columns that are shown, from left to right."""
    return [one.header for at, one in enumerate(columns()) if not page._table.isColumnHidden(at)]


def rows(window: MainWindow) -> dict[str, CaseRow]:
    page = caseload(window, QSize(1440, 900))
    return {row.reference: row for row in page._model.all_rows()}


def test_eight_children_are_seen_beside_the_charts(looked_at: MainWindow) -> None:
    page = caseload(looked_at, QSize(1440, 900))
    assert looked_at.charts.isVisible()
    table, model = page._table, page._model
    bottom = table.viewport().height()
    seen = [
        line
        for line in range(model.rowCount())
        if model.row_at(line) and table.rowViewportPosition(line) + table.rowHeight(line) <= bottom
    ]
    assert len(seen) >= 8


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1440, 900)])
def test_nothing_lies_out_of_sight_to_the_right(looked_at: MainWindow, size: QSize) -> None:
    page = caseload(looked_at, size)
    assert looked_at.charts.isVisible()
    assert not page._table.horizontalScrollBar().isVisible()
    assert page._table.horizontalScrollBar().maximum() == 0


def test_at_large_text_the_less_needed_columns_give_way_one_after_the_other(
    window: MainWindow, qapp: QApplication
) -> None:
    page = caseload(window, QSize(1440, 900))
    before = len(columns())
    for scale in (1.25, 1.5, 2.0):
        theme.apply_theme(qapp, Scheme.LIGHT, scale)
        QApplication.processEvents()
        if window.charts_room.is_away:
            window.do("charts")  # wanted all the same
            QApplication.processEvents()
        assert window.charts.isVisible()
        assert page._table.horizontalScrollBar().maximum() == 0, scale
        shown = headers(page)
        assert {"Child", "Next due", "By"} <= set(shown)
        assert len(shown) <= before
        before = len(shown)
    assert before < len(columns())
    theme.apply_theme(qapp, Scheme.LIGHT)
    QApplication.processEvents()
    assert "Between reviews" in headers(page)


def test_the_keyboard_never_stays_in_a_column_that_gave_way(
    window: MainWindow, qapp: QApplication
) -> None:
    page = caseload(window, QSize(1440, 900))
    table, plan = page._table, [one.header for one in columns()].index("Plan")
    row = table.currentIndex().row()
    table.setCurrentIndex(page._model.index(row, plan))
    theme.apply_theme(qapp, Scheme.LIGHT, 2.0)
    QApplication.processEvents()
    assert table.isColumnHidden(plan)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (row, 0)
    theme.apply_theme(qapp, Scheme.LIGHT)


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1440, 900)])
def test_tools_and_filters_keep_to_a_line_each(
    window: MainWindow, size: QSize, qtbot: QtBot
) -> None:
    window.resize(size)
    for key in (CASELOAD, MONITORING, ESCALATIONS):
        window.show_view(key)
        qtbot.waitUntil(lambda: window.operations.is_settled)
        QApplication.processEvents()
        page = window.pages.page(key)
        tools, chips = page.findChild(ToolRow), page.findChild(FilterChips)
        assert tools is not None
        assert chips is not None
        assert not tools.stands_in_two_lines
        tops = {chip.y() for chip in chips.findChildren(Button) if chip.isVisible()}
        assert len(tops) == 1
        hint = tools.findChild(FilterLine)
        assert hint is not None
        room = hint.fontMetrics().horizontalAdvance(hint.placeholderText())
        assert room < hint.width()


def test_the_link_that_saves_a_filter_is_a_plus_alone_where_it_has_little_room(
    window: MainWindow,
) -> None:
    page = caseload(window, QSize(1440, 900))
    window.resizeDocks([window.dock], [CHARTS_WIDE], Qt.Orientation.Horizontal)
    QApplication.processEvents()
    top = page._table.y()
    page.filters.use("cla")
    QApplication.processEvents()
    assert page.filters.save.isVisible()
    assert page.filters.save.text() == ""
    assert page.filters.save.accessibleName() == page.filters.save.toolTip() == "Save filter…"
    assert page._table.y() == top
    window.resize(1700, 900)
    QApplication.processEvents()
    assert page.filters.save.text() == "Save filter…"
    assert page.filters.save.toolTip() == ""
    page.clear_filter()


def test_seven_measures_are_seen_beside_the_charts(window: MainWindow, qtbot: QtBot) -> None:
    window.show_view(MEASURES)
    window.resize(1440, 900)
    window.resizeDocks([window.dock], [window.charts.sizeHint().width()], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: window.operations.is_settled)
    rows = window.pages.page(MEASURES).findChild(MeasureList)
    assert rows is not None
    qtbot.waitUntil(lambda: rows.count() > 0)
    QApplication.processEvents()
    bottom = rows.viewport().height()
    places = [rows.visualItemRect(rows.item(line)) for line in range(1, rows.count())]
    assert sum(place.bottom() <= bottom for place in places) >= 7


def test_what_the_side_list_counts_and_what_is_apart_are_all_open_cases(
    looked_at: MainWindow,
) -> None:
    page = caseload(looked_at, QSize(1440, 900))
    buttons = page.filters.chips._buttons
    numbers = {key: chip.text().rsplit(" ", 1)[1] for key, chip in buttons.items()}
    spoken = looked_at.side.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    counted = int(str(spoken).removeprefix("Caseload, "))
    assert int(numbers["apart"]) > 0
    assert int(numbers["all"]) == counted + int(numbers["apart"])


def test_a_team_that_does_not_fit_beside_the_fte_stands_under_it(window: MainWindow) -> None:
    window.side.show_owner("A. Example", "1.0 FTE, East")
    assert window.side._post.text() == "1.0 FTE, East"
    window.side.show_owner("A. Example", "1.0 FTE, Reviewing and safeguarding")
    assert window.side._post.text() == "1.0 FTE\nReviewing and safeguarding"
    assert window.side.owner == ("A. Example", "1.0 FTE, Reviewing and safeguarding")


@pytest.mark.parametrize("size, gap", [(QSize(1440, 700), 4), (QSize(1440, 1400), 16)])
def test_the_charts_keep_from_the_edge_with_a_scroll_bar_and_without(
    window: MainWindow, size: QSize, gap: int, qtbot: QtBot
) -> None:
    window.resize(size)
    window.resizeDocks([window.dock], [window.charts.sizeHint().width()], Qt.Orientation.Horizontal)
    bar = window.charts._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.isVisible() == (gap < theme.space(4)))
    assert window.charts._body.contentsMargins().right() == gap


def test_words_cut_short_in_a_cell_are_whole_for_a_screen_reader(looked_at: MainWindow) -> None:
    plan = next(column for column in columns() if column.header == "Plan")
    for row in rows(looked_at).values():
        if row.plan:
            assert plan.spoken(row) == ", ".join(("Plan", row.plan, *row.notes))
            assert row.plan in (plan.tool_tip(row) if plan.tool_tip else "")


def test_a_child_with_many_siblings_names_them_for_a_screen_reader(looked_at: MainWindow) -> None:
    child = columns()[0]
    many = next(row for row in rows(looked_at).values() if len(row.siblings) > 1)
    assert f"with {len(many.siblings)} siblings" in child.full(many)
    assert all(reference in child.spoken(many) for reference in many.siblings)


def test_a_chip_says_in_full_what_it_lets_through(looked_at: MainWindow) -> None:
    page = caseload(looked_at, QSize(1440, 900))
    chip = page.filters.chips._buttons["no_contact"]
    assert chip.text().startswith("No contact ")
    assert chip.accessibleName().startswith("No contact in 6 months, ")
    assert chip.toolTip() == "No contact in 6 months"
