"""A table that keeps its place and is worked by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from iro_desktop.ui import theme
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.theme import Scheme, Status, apply_theme

Row = tuple[str, int, str]
ROWS: tuple[Row, ...] = (
    ("LC-1", -12, "6 months after 24 Sep 2019"),
    ("LC-2", -3, "halfway 14 Dec to 14 Jun"),
    ("LC-3", 4, "20 working days after 9 Mar 2020"),
    ("LC-4", 20, ""),
)
Key = Qt.Key
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def columns() -> tuple[Column[Row], ...]:
    return (
        Column("Child", text=lambda row: row[0]),
        Column(
            "By",
            text=lambda row: f"{abs(row[1])} days {'late' if row[1] < 0 else 'left'}",
            detail=lambda row: row[2],
            sort_key=lambda row: row[1],
            mark=lambda row: Status.OVERDUE if row[1] < 0 else Status.FINE,
        ),
        Column("Days", text=lambda row: str(row[1]), sort_key=lambda row: row[1], align_right=True),
    )


def make_model() -> TableModel[Row]:
    model = TableModel(
        columns(), key=lambda row: row[0], section=lambda row: "Overdue" if row[1] < 0 else "Later"
    )
    model.set_rows(ROWS)
    return model


def double_click(view: TableView, place: QPoint) -> None:
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


@pytest.fixture
def model() -> TableModel[Row]:
    return make_model()


@pytest.fixture
def view(model: TableModel[Row], qtbot: QtBot) -> TableView:
    view = TableView(model, name="Caseload")
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(view.hasFocus)
    return view


def test_the_keyboard_begins_on_the_first_row_and_passes_section_rows_over(view: TableView) -> None:
    seen = [view.current_row()]
    for _ in range(3):
        QTest.keyClick(view, Key.Key_Down)
        seen.append(view.current_row())
    assert seen == list(ROWS)


def test_the_first_row_of_a_section_comes_into_sight_with_its_heading(
    view: TableView, model: TableModel[Row]
) -> None:
    view.resize(700, 3 * view.rowHeight(1))
    QTest.keyClick(view, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert view.verticalScrollBar().value() > 0
    QTest.keyClick(view, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert view.current_row() == ROWS[0]
    assert view.visualRect(model.index(0, 0)).top() >= 0


def test_enter_opens_the_row(view: TableView, qtbot: QtBot) -> None:
    view.select_key("LC-3")
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Key.Key_Return)
    assert opened.args == [ROWS[2]]


def test_a_double_click_opens_the_row_but_not_a_section_row(
    view: TableView, model: TableModel[Row], qtbot: QtBot
) -> None:
    place = view.visualRect(model.index_of("LC-2")).center()
    with qtbot.waitSignal(view.opened) as opened:
        double_click(view, place)
    assert opened.args == [ROWS[1]]
    with qtbot.assertNotEmitted(view.opened):
        double_click(view, QPoint(20, 5))


@pytest.mark.parametrize(
    "change",
    [
        lambda model: model.set_rows(reversed(ROWS)),
        lambda model: model.sort(1, Qt.SortOrder.DescendingOrder),
        lambda model: model.set_filter_text("lc-3"),
    ],
    ids=["new rows", "another order", "a filter"],
)
def test_the_selection_stays_with_its_row(
    view: TableView, model: TableModel[Row], change: Callable[[TableModel[Row]], None]
) -> None:
    view.select_key("LC-3")
    change(model)
    assert view.current_row() == ROWS[2]
    assert view.selected_rows() == [ROWS[2]]


def test_a_row_that_a_filter_hid_is_selected_again_when_it_is_back(
    view: TableView, model: TableModel[Row]
) -> None:
    view.select_key("LC-3")
    model.set_filter_text("lc-1")
    assert view.current_row() is None
    model.set_filter_text("")
    assert view.current_row() == ROWS[2]


def test_who_listens_hears_of_each_row_once(view: TableView, model: TableModel[Row]) -> None:
    seen: list[object] = []
    view.current_row_changed.connect(seen.append)
    view.select_key("LC-2")
    QTest.keyClick(view, Key.Key_Right)
    model.set_rows(ROWS)
    model.set_filter_text("lc-4")
    assert seen == [ROWS[1], None]


def test_the_third_click_on_a_header_brings_the_groups_back(
    view: TableView, model: TableModel[Row]
) -> None:
    header = view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(2) + 20, header.height() // 2)
    orders: list[list[str]] = []
    for _ in range(3):
        QTest.mouseClick(
            header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
        )
        orders.append([row[0] for row in model.rows()])
    assert orders == [
        ["LC-1", "LC-2", "LC-3", "LC-4"],
        ["LC-4", "LC-3", "LC-2", "LC-1"],
        ["LC-1", "LC-2", "LC-3", "LC-4"],
    ]
    assert model.section_lines() == [0, 3]


def test_the_keyboard_sorts_by_the_column_of_the_focus(
    view: TableView, model: TableModel[Row]
) -> None:
    view.setCurrentIndex(model.index_of("LC-1", 1))
    QTest.keyClick(view, Key.Key_Down, CTRL_SHIFT)
    assert model.sorting == (1, Qt.SortOrder.DescendingOrder)
    assert view.horizontalHeader().sortIndicatorSection() == 1
    QTest.keyClick(view, Key.Key_Down, CTRL_SHIFT)
    assert model.sorting[0] == -1


def test_the_menu_sorts_by_any_column(view: TableView, model: TableModel[Row]) -> None:
    menu = view.menu()
    sort = menu.findChild(QMenu)
    assert isinstance(sort, QMenu)
    actions = {action.text(): action for action in sort.actions()}
    actions["By, descending"].trigger()
    assert [row[0] for row in model.rows()] == ["LC-4", "LC-3", "LC-2", "LC-1"]
    assert {"Default order", "Child, ascending", "Days, descending"} <= set(actions)
    menu.close()


def test_control_c_copies_the_row_as_text(view: TableView) -> None:
    view.select_key("LC-1")
    QTest.keyClick(view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied == "LC-1\t12 days late (6 months after 24 Sep 2019)\t-12"


def test_tab_leaves_the_table(view: TableView) -> None:
    assert not view.tabKeyNavigation()


def test_section_rows_span_the_table_after_every_change(
    view: TableView, model: TableModel[Row]
) -> None:
    assert [view.columnSpan(line, 0) for line in range(model.rowCount())] == [3, 1, 1, 3, 1, 1]
    model.sort(0, Qt.SortOrder.AscendingOrder)
    assert [view.columnSpan(line, 0) for line in range(model.rowCount())] == [1, 1, 1, 1]


def test_columns_share_the_width_without_a_scroll_bar(view: TableView) -> None:
    assert sum(view.columnWidth(at) for at in range(3)) == view.viewport().width()
    assert not view.horizontalScrollBar().isVisible()


def test_a_column_that_the_user_set_stays_so(view: TableView) -> None:
    view.setColumnWidth(0, 333)
    view.resize(900, 400)
    assert view.columnWidth(0) == 333


def test_a_row_is_as_high_as_its_broken_text(
    view: TableView, model: TableModel[Row], qtbot: QtBot
) -> None:
    wide = view.rowHeight(model.index_of("LC-3").row())
    view.resize(260, 400)
    qtbot.waitUntil(lambda: view.rowHeight(model.index_of("LC-3").row()) > wide)
    assert view.rowHeight(model.index_of("LC-4").row()) < wide


def test_a_short_table_in_a_page_is_as_high_as_its_rows(
    view: TableView, model: TableModel[Row]
) -> None:
    view.fit_height(True)
    before = view.height()
    assert view.verticalScrollBar().maximum() == 0
    model.set_rows(ROWS[:1])
    assert view.height() < before


def test_a_larger_text_makes_higher_rows(
    view: TableView, model: TableModel[Row], qapp: QApplication
) -> None:
    before = view.rowHeight(model.index_of("LC-4").row())
    apply_theme(qapp, Scheme.LIGHT, 2.0)
    assert view.rowHeight(model.index_of("LC-4").row()) > 1.5 * before


def picture(view: TableView) -> QImage:
    return view.viewport().grab().toImage()


def colours_in(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(0, image.height(), 2)
    }


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_status_focus_and_selection_are_drawn_in_the_colours_of_the_theme(
    view: TableView, qapp: QApplication, scheme: Scheme
) -> None:
    apply_theme(qapp, scheme)
    view.select_key("LC-1")
    seen = colours_in(picture(view))
    now = theme.colours()
    assert {now.surface, now.selected, now.accent, now.overdue, now.fine} <= seen


def test_the_ring_is_drawn_only_where_the_keyboard_is(view: TableView, qtbot: QtBot) -> None:
    view.setCurrentIndex(view.model().index(1, 1))
    with_keyboard = picture(view)
    view.clearFocus()
    qtbot.waitUntil(lambda: not view.hasFocus())
    without = picture(view)
    ring = view.visualRect(view.currentIndex()).topLeft() + QPoint(30, 3)
    assert with_keyboard.pixelColor(ring) == QColor(theme.colours().accent)
    assert without.pixelColor(ring) == QColor(theme.colours().selected)
