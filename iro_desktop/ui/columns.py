"""A layout for forms: short fields side by side where there is room, wide ones across."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_TWO_COLUMNS_FROM = 76  # average letters of the font


class ColumnsLayout(QLayout):
    """Pairs of items, tops aligned, in the order in which they were added."""

    def __init__(self, parent: QWidget, *, gap: int = 24, between: int = 16) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._wide: set[int] = set()
        self._gap = gap
        self._between = between
        self.setContentsMargins(QMargins())

    def add(self, widget: QWidget, *, wide: bool) -> None:
        """Add a widget; a wide one takes the whole width."""
        if wide:
            self._wide.add(len(self._items))
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item after the others."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None past the end, as Qt asks of layouts."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove an item and return it, or None past the end."""
        if not 0 <= index < len(self._items):
            return None
        self._wide = {at - (at > index) for at in self._wide if at != index}
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """Return sideways: a form is as wide as it may be, and no higher than it need be."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Return True: words wrap, and pairs part where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at `width`."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place every item."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return a width for two columns, and its height."""
        width = self._two_columns_from()
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """Return the width of the widest item; the height follows from the width."""
        width = max((item.minimumSize().width() for item in self._shown()), default=0)
        return QSize(width, 0)

    def _two_columns_from(self) -> int:
        widget = self.parentWidget()
        return widget.fontMetrics().averageCharWidth() * _TWO_COLUMNS_FROM if widget else 0

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        two = width >= self._two_columns_from()
        rows: list[list[QLayoutItem]] = []
        open_row = False
        for at, item in enumerate(self._items):
            if item.isEmpty():
                continue
            if two and open_row and at not in self._wide:
                rows[-1].append(item)
                open_row = False
            else:
                rows.append([item])
                open_row = at not in self._wide
        return rows

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        half = (rect.width() - self._gap) // 2
        two = rect.width() >= self._two_columns_from()
        wide = {id(self._items[at]) for at in self._wide}
        top = rect.top()
        for row in self._rows(rect.width()):
            width = half if two and id(row[0]) not in wide else rect.width()
            heights = [_height(item, width) for item in row]
            if move:
                for at, (item, height) in enumerate(zip(row, heights, strict=True)):
                    left = rect.left() + at * (half + self._gap)
                    item.setGeometry(QRect(QPoint(left, top), QSize(width, height)))
            top += max(heights) + self._between
        return max(0, top - self._between - rect.top())


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
