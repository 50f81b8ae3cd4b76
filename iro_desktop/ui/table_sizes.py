"""How wide a table's columns are, which have room at all, and how high each row is."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, QObject, Qt
from PySide6.QtWidgets import QTableView

from iro_desktop.ui.column_widths import Need, kept, shared_widths
from iro_desktop.ui.table_delegate import RowDelegate
from iro_desktop.ui.table_model import TableModel

FRAME: Final = 4
"""A hairline and a pixel of padding, above and below."""
_MEASURED_ROWS: Final = 200
_FITTED_AT_ONCE: Final = 300


class TableSizes(QObject):
    """Shares the width of a table among its columns, until the user sets one by hand."""

    def __init__(self, view: QTableView, model: TableModel[Any], delegate: RowDelegate) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._delegate = delegate
        self._is_by_hand = False
        self._is_sizing = False
        self._measured: tuple[Any, ...] | None = None
        self._needs: list[Need] = []
        self._left_out: set[int] = set()

    def measure_anew(self) -> None:
        """Forget how wide texts are, as the fonts are others now."""
        self._measured = None

    def note_resized(self) -> None:
        """Leave the columns to the user, who has just set one."""
        if not self._is_sizing:
            self._is_by_hand = True
            self.fit_rows()

    def share_width(self) -> None:
        """Give every column that has room its share, unless the user has set the columns."""
        if self._is_by_hand:
            return
        rows = self._model.all_rows()
        if rows is not self._measured:
            # Filters and sorting change no text: columns stand still while the user types.
            self._measured = rows
            sample = rows[:_MEASURED_ROWS]
            self._needs = [self._delegate.need(column, sample) for column in self._model.columns]
        needs = self._needs
        offered = [at for at in range(len(needs)) if at not in self._left_out]
        fitting = kept(self._sure_width(), [needs[at] for at in offered])
        shown = [offered[at] for at in fitting]
        widths = shared_widths(self._view.viewport().width(), [needs[at] for at in shown])
        self._is_sizing = True
        for at in range(len(needs)):
            self._hide(at, hidden=at not in shown)
        for at, width in zip(shown, widths, strict=True):
            if self._view.columnWidth(at) != width:
                self._view.setColumnWidth(at, width)
        self._is_sizing = False

    def _sure_width(self) -> int:
        """Return the width that columns have with a scroll bar beside them or without.

        A column that came back as the bar went would make rows higher, and bring the bar back.
        """
        view = self._view
        never = view.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        bar = 0 if never else view.verticalScrollBar().sizeHint().width()
        return view.width() - bar - FRAME

    def _hide(self, column: int, *, hidden: bool) -> None:
        """Leave a column out or show it; the keyboard is never left in one that is not seen."""
        view = self._view
        if hidden is view.isColumnHidden(column):
            return
        view.setColumnHidden(column, hidden)
        here = view.currentIndex()
        if hidden and here.isValid() and here.column() == column:
            first = self._model.index(here.row(), 0)
            view.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def show_column(self, column: int, *, shown: bool) -> None:
        """Show a column where it has room, or leave it out; the others share its width."""
        if shown is not (column in self._left_out):
            return
        if shown:
            self._left_out.remove(column)
        else:
            self._left_out.add(column)
        if self._is_by_hand:
            self._is_sizing = True
            self._hide(column, hidden=not shown)
            self._is_sizing = False
        self.share_width()
        self.fit_rows()

    def fit_rows(self) -> None:
        """Give rows the height of their text: all of a short table, of a long one those in view."""
        if self._is_sizing:
            return
        view, lines = self._view, self._model.rowCount()
        view.verticalHeader().setDefaultSectionSize(self._delegate.two_line_height())
        first, last = 0, lines - 1
        if lines > _FITTED_AT_ONCE:
            first = max(0, view.rowAt(0))
            last = first + view.viewport().height() // self._delegate.section_height() + 1
        widths = [
            0 if view.isColumnHidden(at) else view.columnWidth(at)
            for at in range(len(self._model.columns))
        ]
        self._is_sizing = True
        for line in range(first, min(last, lines - 1) + 1):
            height = self._delegate.row_height(self._model, line, widths)
            if view.rowHeight(line) != height:
                view.setRowHeight(line, height)
        self._is_sizing = False
