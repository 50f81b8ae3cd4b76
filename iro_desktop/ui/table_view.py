"""A table that is read at a glance, worked by keyboard, and keeps its place when rows change."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QTableView, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.table_delegate import RowDelegate
from iro_desktop.ui.table_header import TableHeader
from iro_desktop.ui.table_menu import Act, table_menu
from iro_desktop.ui.table_model import Index, TableModel
from iro_desktop.ui.table_sizes import FRAME, TableSizes
from iro_desktop.ui.words import translated

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class TableView(QTableView):
    """Shows a `TableModel`.

    Enter or a double click opens a row; Ctrl+C copies it; Ctrl+Shift+Up and Down sort by the
    column of the focus, once more the same brings the groups back; the menu key offers all of it.
    Selection, focus and scroll stay with the row, by its key, whatever happens to the rows.
    """

    opened = Signal(object)
    """The row that was opened."""
    current_row_changed = Signal(object)
    """The row that now has the focus, or None."""

    def __init__(
        self,
        model: TableModel[Any],
        *,
        name: str,
        parent: QWidget | None = None,
        many: bool = False,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = RowDelegate(self)
        self._sizes = TableSizes(self, model, self._delegate)
        self._kept_key: Hashable | None = None
        self._kept_column = 0
        self._kept_offset: int | None = None
        self._tall = False
        self._last_current: object = None
        self._more_acts: tuple[Act, ...] = ()
        self.setAccessibleName(translated(name))
        self.setProperty("framed", True)
        self._set_up_looks(many=many)
        self._set_up_header()
        model.modelAboutToBeReset.connect(self._on_about_to_be_reset)
        self.setModel(model)
        # After setModel: Qt's own handling of the reset comes first, then ours mends it.
        model.modelReset.connect(self._on_reset)
        self.setSortingEnabled(True)
        self.verticalScrollBar().valueChanged.connect(self._sizes.fit_rows)
        self.doubleClicked.connect(self._on_double_clicked)
        self._on_reset()
        theme.follow(self._follow_theme)

    def _set_up_looks(self, *, many: bool) -> None:
        mode = QAbstractItemView.SelectionMode
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)

    def _set_up_header(self) -> None:
        header = TableHeader(self)
        header.sectionResized.connect(self._sizes.note_resized)
        self.setHorizontalHeader(header)

    # Rows

    def current_row(self) -> Any:  # noqa: ANN401 - the type of the model's rows
        """Return the row that has the focus, or None."""
        return self._model.row_at(self.currentIndex()) if self.currentIndex().isValid() else None

    def selected_rows(self) -> list[Any]:
        """Return the selected rows, from top to bottom."""
        lines = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [row for line in lines if (row := self._model.row_at(line)) is not None]

    def select_key(self, key: Hashable) -> bool:
        """Select the row with this key and show it; return whether it is among those shown."""
        index = self._model.index_of(key, max(0, self.currentIndex().column()))
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def select_first(self) -> None:
        """Select the first row, where there is one and none is selected."""
        rows = self._model.rows()
        if rows and not self.currentIndex().isValid():
            first = 1 if self._model.section_at(0) is not None else 0
            self.setCurrentIndex(self._model.index(first, 0))

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into sight; the first of a section comes with its heading."""
        above = index.row() - 1
        if above >= 0 and self._model.section_at(above) is not None:
            super().scrollTo(self._model.index(above, index.column()), hint)
        super().scrollTo(index, hint)

    # Selection by key over resets

    def _on_about_to_be_reset(self) -> None:
        index = self.currentIndex()
        if not index.isValid():
            # A row that a filter hid keeps its claim until another is chosen.
            return
        self._kept_key = self._model.key_at(index)
        self._kept_column = index.column()
        self._kept_offset = self.rowViewportPosition(index.row())

    def _on_reset(self) -> None:
        self.clearSpans()
        for line in self._model.section_lines():
            self.setSpan(line, 0, 1, max(1, self._model.columnCount()))
        self._sizes.share_width()
        self._sizes.fit_rows()
        kept = self._model.index_of(self._kept_key, self._kept_column)
        if kept.isValid():
            self.selectionModel().setCurrentIndex(
                kept,
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )
            self._restore_offset(kept)
        self._tell_current()
        self._fit_to_rows()

    def _restore_offset(self, index: QModelIndex) -> None:
        bar = self.verticalScrollBar()
        if self._kept_offset is not None and 0 <= self._kept_offset < self.viewport().height():
            # Qt sets the bar's range only with its delayed layout; the old range may be too short.
            self.updateGeometries()
            bar.setValue(bar.value() + self.rowViewportPosition(index.row()) - self._kept_offset)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Remember where the focus is and tell who listens."""
        super().currentChanged(current, previous)
        if current.isValid():
            self._kept_key = self._model.key_at(current)
            self._tell_current()
            # The ring was drawn by the whole row's cells.
            self.viewport().update()

    def _tell_current(self) -> None:
        row = self.current_row()
        if row is not self._last_current:
            self._last_current = row
            self.current_row_changed.emit(row)

    # Sizes

    def show_column(self, column: int, *, shown: bool) -> None:
        """Show a column where it has room, or leave it out; the others share its width."""
        self._sizes.show_column(column, shown=shown)

    def minimumSizeHint(self) -> QSize:
        """Return room for the header and the row that has the keyboard, with its heading."""
        rows = self._delegate.section_height() + self._delegate.two_line_height()
        height = self.horizontalHeader().sizeHint().height() + rows + FRAME
        return QSize(super().minimumSizeHint().width(), height)

    def fit_height(self, on: bool) -> None:
        """Be as high as the rows, without a scroll bar: for short tables in a page."""
        self._tall = on
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if on else policy.ScrollBarAsNeeded
        )
        self._fit_to_rows()

    def height_of_rows(self) -> int:
        """Return the height at which all rows are seen, header and frame included."""
        rows = sum(self.rowHeight(line) for line in range(self._model.rowCount()))
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.isVisible() else 0
        return rows + self.horizontalHeader().height() + below + FRAME

    def _fit_to_rows(self) -> None:
        if self._tall:
            self.setFixedHeight(self.height_of_rows())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew, unless the user has set the columns."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._sizes.share_width()
        self._sizes.fit_rows()
        self._fit_to_rows()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the rows once the table has its real size."""
        super().showEvent(event)
        self._sizes.fit_rows()
        self._fit_to_rows()

    def _follow_theme(self) -> None:
        self._delegate.follow_theme()
        header = self.horizontalHeader()
        if isinstance(header, TableHeader):
            header.follow_theme()
        self._sizes.measure_anew()
        self._on_reset()
        self.viewport().update()

    # Keyboard and menu

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the first row when the keyboard comes to a table without one."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.select_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, copy and sort by keyboard; all else as in any table."""
        if not self.currentIndex().isValid():
            # Qt would begin at the first line, a section row, and get no further.
            self.select_first()
        sorting = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.key() in _ENTER and self.current_row() is not None:
            self.opened.emit(self.current_row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.modifiers() == sorting and event.key() == Qt.Key.Key_Up:
            self.toggle_sort(self.currentIndex().column(), _UP)
        elif event.modifiers() == sorting and event.key() == Qt.Key.Key_Down:
            self.toggle_sort(self.currentIndex().column(), _DOWN)
        else:
            super().keyPressEvent(event)

    def toggle_sort(self, column: int, order: Qt.SortOrder) -> None:
        """Sort by a column; if it is sorted so already, return to the default order."""
        column = max(0, column)
        again = self._model.sorting == (column, order)
        self.sortByColumn(-1 if again else column, _UP if again else order)
        header = self._model.columns[column].header
        way = "ascending" if order is _UP else "descending"
        announce(self, "Default order" if again else f"Sorted by {header}, {way}")

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard as text, one a line, cells parted by tabs."""
        lines = [self._model.row_text(row) for row in self.selected_rows()]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))
            announce(self, "Row copied" if len(lines) == 1 else f"{len(lines)} rows copied")

    def read_row(self) -> None:
        """Have a screen reader say the whole of the row that has the focus."""
        row = self.current_row()
        if row is not None:
            announce(self, self._model.row_spoken(row))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the table can do, by mouse or menu key."""
        menu = self.menu()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            place = self.visualRect(self.currentIndex()).bottomLeft()
            menu.popup(self.viewport().mapToGlobal(place))
        else:
            menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """Return the table's menu: open, copy, read, and "Sort by" for each column."""
        return table_menu(self, self._model, self._more_acts)

    def set_acts(self, *acts: Act) -> None:
        """Offer more in the menu: words with a mnemonic, and what they do with the chosen row."""
        self._more_acts = acts

    def _on_double_clicked(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if row is not None:
            self.opened.emit(row)
