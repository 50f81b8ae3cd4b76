"""A dialog that is a list: its header, what is over and under the table, and the way out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import ClassVar, Final, Generic, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.undoing import Undone
from iro_desktop.services.undo import Act, undo_latest
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.cards import PageHeader
from iro_desktop.ui.filter_line import FilterLine
from iro_desktop.ui.messages import MessageBar
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.sized_dialog import SizedDialog
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView

_SHARE: Final = 0.9  # of the screen

Row = TypeVar("Row")


class ListDialog(SizedDialog, Generic[Row]):
    """Shows ``rows`` in ``table`` under ``header``, over its window.

    What stands between the header and the foot is added from above to below.
    """

    letters: ClassVar[tuple[int, int]] = (120, 80)
    """The room that it takes where the screen has it: wide and high, in average letters."""

    def __init__(
        self,
        operations: Operations,
        title: str,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        parent: QWidget | None = None,
        *,
        name: str = "",
        many: bool = False,
    ) -> None:
        super().__init__(title, parent)
        self._operations = operations
        self.header = PageHeader()
        self.rows: TableModel[Row] = TableModel(columns, key=key, parent=self)
        self.table = TableView(self.rows, name=name or title, many=many)
        self.close_button = Button("Close")
        self.close_button.clicked.connect(self.accept)
        self._column = QVBoxLayout(self)
        edge = theme.space(6)
        self._column.setContentsMargins(edge, theme.space(4), edge, theme.space(4))
        self._column.setSpacing(theme.space(3))
        self.add(self.header)

    def sizeHint(self) -> QSize:
        """Return the room that the list is good to read in, within the screen."""
        letter = self.fontMetrics().averageCharWidth()
        wide, high = (letters * letter for letters in self.letters)
        return QSize(wide, high).boundedTo(self.screen().availableSize() * _SHARE)

    def begin(self) -> None:
        """Put the keyboard where one begins: in the table, which takes its first row by it."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        """Take the keyboard into the table, or to the way out where it shows nothing."""
        first = self.table if self.rows.shown else self.close_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_found(self, rows: Iterable[Row], empty: QWidget) -> bool:
        """Show rows, or ``empty`` in their place; return whether there are any."""
        self.rows.set_rows(rows)
        found = bool(self.rows.total)
        self.table.setVisible(found)
        empty.setVisible(not found)
        self.table.select_first()
        return found

    # How it is made

    def on_row(self, act: Callable[[Row], None]) -> Callable[[], None]:
        """Return what does something with the row that is chosen, where one is."""

        def do() -> None:
            row = self.table.current_row()
            if row is not None:
                act(row)

        return do

    def filter_line(self, hint: str, name: str) -> FilterLine:
        """Return a line that filters the rows; Down leads from it into the table."""
        line = FilterLine(hint, name, self)
        line.textChanged.connect(self.rows.set_filter_text)
        line.go_down.connect(self.table.setFocus)
        return line

    def on_key(self, key: Qt.Key, act: Callable[[], None]) -> None:
        """Do something when a key is pressed in the table."""
        shortcut = QShortcut(QKeySequence(key), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(act)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a part below those that are there."""
        self._column.addWidget(widget, stretch)

    def add_messages(self) -> MessageBar:
        """Add a bar that says what was done; its Undo takes the latest act back."""
        bar = MessageBar()

        def on_undone(taken: tuple[Act, Undone]) -> None:
            act, _ = taken
            bar.show_notice(f"Undone: {act.words}.")

        bar.acted.connect(lambda: self._operations.run(undo_latest, done=on_undone, owner=self))
        self.add(bar)
        return bar

    def add_foot(self, first: QWidget, *acts: Button) -> None:
        """Add the last line: a hint or what was done, Close, and what is done most often."""
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addWidget(first, 1)
        foot.addWidget(self.close_button)
        for act in acts:
            foot.addWidget(act)
        self._column.addLayout(foot)
