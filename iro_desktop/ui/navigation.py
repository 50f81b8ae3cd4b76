"""The list at the side of the window: where to go, and how much waits there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from iro_desktop.ui import icons, marks, theme
from iro_desktop.ui.theme import Status, TextSize
from iro_desktop.ui.words import translated

_KEY = Qt.ItemDataRole.UserRole
_DESTINATION = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Destination:
    """One place to go: its key, words and icon, and a badge such as "68" or "5 open"."""

    key: str
    text: str
    icon: str = ""
    badge: str = ""
    status: Status | None = None

    @property
    def spoken(self) -> str:
        """The destination as a screen reader says it: "Monitoring, 2 overdue"."""
        status = f" {self.status.word}" if self.status is not None else ""
        return f"{self.text}, {self.badge}{status}" if self.badge else self.text


class NavigationList(QListWidget):
    """A side list with the chosen place marked; Up and Down move, Enter or a click goes there."""

    destination_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setProperty("navigation", True)
        self.setAccessibleName(translated(name or "Views"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setItemDelegate(_DestinationDelegate(self))
        self._told = ""
        self.currentItemChanged.connect(self._on_current_changed)
        theme.follow(self._follow_theme)

    def set_destinations(self, destinations: Sequence[Destination]) -> None:
        """Show these places; the chosen one stays chosen, and nothing is emitted."""
        chosen = self.chosen()
        blocked = self.blockSignals(True)
        if [d.key for d in destinations] != [self.item(i).data(_KEY) for i in range(self.count())]:
            self.clear()
            for destination in destinations:
                self.addItem(QListWidgetItem(destination.text))
        for row, destination in enumerate(destinations):
            _fill(self.item(row), destination)
        self.blockSignals(blocked)
        if not self._select(chosen) and self.count():
            self._select(destinations[0].key)
        self.viewport().update()

    def chosen(self) -> str:
        """Return the key of the chosen place, or ""."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def choose(self, key: str) -> None:
        """Go to a place as a user would; an unknown key changes nothing."""
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.setCurrentRow(row)

    def _select(self, key: str) -> bool:
        self._told = key
        self.choose(key)
        return self.chosen() == key != ""

    def _on_current_changed(self) -> None:
        key = self.chosen()
        if key and key != self._told:
            self._told = key
            self.destination_chosen.emit(key)

    def sizeHint(self) -> QSize:
        """Return room for every place, whole."""
        width = max(
            (self.sizeHintForIndex(self.model().index(r, 0)).width() for r in range(self.count())),
            default=0,
        )
        height = sum(self.sizeHintForRow(row) for row in range(self.count()))
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """Return the same: this list never scrolls while there is room."""
        return QSize(self.sizeHint().width(), theme.space(12))

    def _follow_theme(self) -> None:
        self.setFont(theme.font())
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()


def _fill(item: QListWidgetItem, destination: Destination) -> None:
    item.setText(destination.text)
    item.setData(_KEY, destination.key)
    item.setData(_DESTINATION, destination)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, destination.spoken)


class _DestinationDelegate(QStyledItemDelegate):
    """Draws icon, words and badge; the chosen place has a tint and an accent edge."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option
        destination = index.data(_DESTINATION)
        words = QFontMetricsF(theme.font(strong=True))
        badge = (
            words.horizontalAdvance(destination.badge) + marks.mark_width(words) + theme.space(3)
            if destination.badge
            else 0
        )
        icon = words.height() + theme.space(3) if destination.icon else 0
        # Two steps more than the badge takes, so that it never touches the words.
        width = theme.space(12) + icon + words.horizontalAdvance(destination.text) + badge
        height = max(theme.MIN_TARGET, words.height() + theme.space(5))
        return QSize(round(width), round(height))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        destination = index.data(_DESTINATION)
        state = option.state
        rect = QRectF(option.rect).adjusted(theme.space(2), 1, -theme.space(2), -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = chosen and option.widget.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_ground(painter, rect, chosen=chosen, hovered=hovered)
        inner = rect.adjusted(theme.space(3), 0, -theme.space(3), 0)
        left = inner.left()
        if destination.icon:
            side = round(QFontMetricsF(theme.font()).height())
            square = QRect(round(left), round(rect.center().y() - side / 2), side, side)
            icons.icon(destination.icon, "accent" if chosen else "secondary").paint(painter, square)
            left += side + theme.space(3)
        painter.setPen(QColor(theme.colours().text))
        painter.setFont(theme.font(strong=chosen))
        words = QRectF(left, inner.top(), inner.right() - left, inner.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, destination.text)
        _draw_badge(painter, inner, destination)
        if focused:
            marks.draw_focus_ring(painter, rect, theme.RADIUS - 1)
        painter.restore()


def _draw_ground(painter: QPainter, rect: QRectF, *, chosen: bool, hovered: bool) -> None:
    now = theme.colours()
    if not chosen and not hovered:
        return
    path = QPainterPath()
    path.addRoundedRect(rect, theme.RADIUS, theme.RADIUS)
    painter.fillPath(path, QColor(now.selected if chosen else now.hover))
    if chosen:
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(now.accent))
        painter.restore()


def _draw_badge(painter: QPainter, inner: QRectF, destination: Destination) -> None:
    if not destination.badge:
        return
    strong = destination.status is not None
    font = theme.font(TextSize.SECONDARY, strong=strong)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    left = inner.right() - metrics.horizontalAdvance(destination.badge)
    baseline = inner.center().y() + metrics.capHeight() / 2
    if destination.status is not None:
        painter.setPen(theme.status_colour(destination.status))
        marks.draw_mark(
            painter, left - marks.mark_width(metrics), baseline, metrics, destination.status
        )
    else:
        painter.setPen(QColor(theme.colours().secondary))
    painter.drawText(round(left), round(baseline), destination.badge)
