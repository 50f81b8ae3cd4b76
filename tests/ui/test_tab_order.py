"""Tab goes by the order of reading, in whatever way layouts were filled and emptied."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from iro_desktop.ui.tab_order import stops


def test_a_grid_is_read_row_by_row_in_whatever_order_it_was_filled(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    grid = QGridLayout(page)
    cells = {(row, column): QLineEdit() for column in (0, 1) for row in (1, 0)}
    for (row, column), cell in cells.items():
        grid.addWidget(cell, row, column)
    assert list(stops(page)) == [cells[at] for at in ((0, 0), (0, 1), (1, 0), (1, 1))]


def test_layouts_inside_layouts_are_read_where_they_stand(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    first, second, third, last = (QLineEdit() for _ in range(4))
    column, row = QVBoxLayout(page), QHBoxLayout()
    column.addWidget(last)
    column.insertLayout(0, row)
    row.addWidget(third)
    row.insertWidget(0, second)
    row.insertStretch(1)
    column.insertWidget(0, first)
    assert list(stops(page)) == [first, second, third, last]


def test_what_stood_in_a_layout_before_is_never_taken_for_what_stands_there_now(
    qapp: QApplication, qtbot: QtBot
) -> None:
    """Qt puts a new item where an old one was freed; whoever held the old one ends the program."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for turn in range(100):
        part = _a_part(turn)
        column.addWidget(part)
        assert [_text(one) for one in stops(window)] == [f"{turn}.{at}" for at in range(10)]
        part.deleteLater()
        qapp.processEvents()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _a_part(turn: int) -> QWidget:
    """Return ten fields, each in a layout of its own, with room before or after each."""
    part = QWidget()
    rows = QVBoxLayout(part)
    for at in range(10):
        if turn % 2:
            rows.addStretch()
        row = QHBoxLayout()
        row.addWidget(QLineEdit(f"{turn}.{at}"))
        rows.addLayout(row)
        if not turn % 2:
            rows.addStretch()
    return part


def _text(field: QWidget) -> str:
    assert isinstance(field, QLineEdit)
    return field.text()
