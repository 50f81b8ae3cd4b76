"""The menu of a table: what can be done with the chosen row, and "Sort by" for each column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from iro_desktop.ui.table_model import TableModel
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.ui.table_view import TableView

Act = tuple[str, Callable[[], None]]
"""An entry: its words with their mnemonic, and what it does."""

_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def table_menu(table: TableView, model: TableModel[Any], more: Sequence[Act]) -> QMenu:
    """Return a table's menu; what it does with a row is out of reach where none is chosen."""
    row = table.current_row()
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    acts: tuple[Act, ...] = (
        ("&Open", lambda: table.opened.emit(row)),
        ("&Copy row", table.copy_rows),
        ("&Read row", table.read_row),
    )
    for group in (acts, more):
        for text, act in group:
            action = menu.addAction(translated(text))
            action.setEnabled(row is not None)
            action.triggered.connect(act)
        if group:
            menu.addSeparator()
    _add_sorting(menu.addMenu(translated("&Sort by")), table, model)
    return menu


def _add_sorting(menu: QMenu, table: TableView, model: TableModel[Any]) -> None:
    by, order = model.sorting

    def add(text: str, column: int, way: Qt.SortOrder, *, is_so: bool) -> None:
        action = menu.addAction(translated(text))
        action.setCheckable(True)
        action.setChecked(is_so)
        action.triggered.connect(lambda: table.sortByColumn(column, way))

    add("Default order", -1, _UP, is_so=by < 0)
    menu.addSeparator()
    for at, column in enumerate(model.columns):
        for way, words in ((_UP, "ascending"), (_DOWN, "descending")):
            add(f"{column.header}, {words}", at, way, is_so=(by, order) == (at, way))
