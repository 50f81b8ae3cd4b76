"""One stage of the board: its name, who answers in how many days, and the cards that are at it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from iro_desktop.domain.words import counted
from iro_desktop.services.escalation_board import StageColumn
from iro_desktop.services.escalation_cards import EscalationCard
from iro_desktop.ui import theme
from iro_desktop.ui.board.card import MIME, CardButton
from iro_desktop.ui.labels import HeadingLabel, SecondaryLabel
from iro_desktop.ui.theme import TextSize
from iro_desktop.ui.words import all_translated, translated

LEAST_LETTERS: Final = 24
MOST_LETTERS: Final = 44


class ColumnWidget(QWidget):
    """A column of cards; one without cards keeps narrow, and takes what is dropped on it."""

    dropped = Signal(str, str)
    """A challenge was dropped on this stage: its id and the stage's key."""

    def __init__(self, column: StageColumn, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column
        self._under_drag = False
        self.cards: list[CardButton] = []
        self.setAcceptDrops(True)
        self._title = HeadingLabel()
        self._note = SecondaryLabel()
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(theme.space(1), theme.space(1), 0, theme.space(2))
        head.setSpacing(0)
        head.addWidget(self._title)
        head.addWidget(self._note)
        body = QVBoxLayout(self)
        edge = theme.space(2)
        body.setContentsMargins(edge, edge, edge, edge)
        body.setSpacing(0)
        body.addWidget(self._head)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.space(2))
        body.addLayout(self._cards)
        body.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.show_column(column, label)

    @property
    def key(self) -> str:
        """The stage's key."""
        return self._column.key

    def show_column(self, column: StageColumn, label: str) -> None:
        """Show the stage's words; `label` is what the group above it says already."""
        self._column = column
        days = counted(column.days, "working day") if column.days else ""
        self._title.setText(column.short)
        self._title.setVisible(column.short != label)
        name, short, role = all_translated((column.name, column.short, column.role))
        self._note.setText(", ".join(part for part in (role, days) if part))
        self.setToolTip(", ".join(part for part in (name, role, days) if part))
        self._aside = " · ".join(part for part in (short, role) if part)

    def set_cards(self, cards: Sequence[EscalationCard]) -> list[CardButton]:
        """Show these cards; those that stay keep their widgets. Return the new ones."""
        kept = {button.card.escalation_id: button for button in self.cards}
        new: list[CardButton] = []
        ordered: list[CardButton] = []
        for card in cards:
            button = kept.pop(card.escalation_id, None)
            if button is None:
                button = CardButton(card, self)
                new.append(button)
            else:
                button.show_card(card)
            ordered.append(button)
        for gone in kept.values():
            gone.hide()
            gone.deleteLater()
        while self._cards.count():
            self._cards.takeAt(0)
        for button in ordered:
            self._cards.addWidget(button)
            button.show()
        self.cards = ordered
        self._head.setVisible(bool(ordered))
        self.updateGeometry()
        self.setAccessibleName(f"{translated(self._column.name)}, {len(ordered)}")
        return new

    def wanted_width(self) -> tuple[int, int]:
        """Return the least and the most width at which the column reads well, in pixels."""
        if not self.cards:
            strip = QFontMetrics(_aside_font()).height() + 2 * theme.space(2)
            return strip, strip
        letter = self.fontMetrics().averageCharWidth()
        return letter * LEAST_LETTERS, letter * MOST_LETTERS

    def minimumSizeHint(self) -> QSize:
        """Return the least width; the height follows from it."""
        return QSize(self.wanted_width()[0], super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground on which cards lie, and where a card would fall."""
        del event
        now = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        pen = QPen(QColor(now.accent if self._under_drag else now.line), 1)
        if not self.cards and not self._under_drag:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(now.selected) if self._under_drag else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, theme.RADIUS + 4, theme.RADIUS + 4)
        if not self.cards:
            self._draw_aside(painter)
        painter.end()

    def _draw_aside(self, painter: QPainter) -> None:
        """Write an empty stage's name from top to bottom, so that it takes no room from others."""
        painter.setFont(_aside_font())
        painter.setPen(QColor(theme.colours().secondary))
        painter.translate(self.width(), 0)
        painter.rotate(90)
        room = QRectF(theme.space(3), 0, self.height() - theme.space(6), self.width())
        metrics = QFontMetrics(_aside_font())
        words = metrics.elidedText(self._aside, Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    # What is dragged here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a challenge that comes from another column."""
        if event.mimeData().hasFormat(MIME) and event.source() not in self.cards:
            self._set_under_drag(on=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show it plainly again."""
        del event
        self._set_under_drag(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move: the day and the reason are still to be said."""
        self._set_under_drag(on=False)
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData().data(MIME).toStdString(), self.key)

    def _set_under_drag(self, *, on: bool) -> None:
        self._under_drag = on
        self.update()


def _aside_font() -> QFont:
    return theme.font(TextSize.SECONDARY)
