"""One challenge as a card: the right outcome first, then the child, what it waits for, the days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from iro_desktop.services.escalation_cards import EscalationCard, is_late
from iro_desktop.ui import marks, theme
from iro_desktop.ui.board.meter import HEIGHT, draw_meter, meter_status
from iro_desktop.ui.standing import mark_of
from iro_desktop.ui.text_fitting import TextFitter
from iro_desktop.ui.theme import Status, TextSize
from iro_desktop.ui.words import translated

MIME: Final = "application/x-iro-desktop-challenge"
_PADDING: Final = 12
_GAP: Final = 8
_OUTCOME_LINES: Final = 5
_DETAIL_LINES: Final = 2
_THEME_LINES: Final = 3
_EDGE: Final = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """Some lines of one text, and how they are drawn; ``gap`` is the room above them."""

    lines: tuple[str, ...]
    fitter: TextFitter
    role: str
    gap: int = 0
    mark: Status | None = None


class CardButton(QAbstractButton):
    """A card that Enter or a click opens; its menu offers what may be done."""

    opened = Signal(str)
    """The id of the challenge."""
    focused = Signal(str)
    """The keyboard came to it."""
    arrow_pressed = Signal(int)
    """A key that goes to another card, as Qt.Key."""
    move_asked = Signal(str)
    """Ctrl+Right: what a drag to the next column does."""
    menu_asked = Signal(str, QPoint)
    """The menu was asked for at a place of the screen."""

    def __init__(self, card: EscalationCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = card
        self._pressed_at = QPoint()
        self._under_mouse = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._follow_theme()
        self.show_card(card)
        self.clicked.connect(lambda: self.opened.emit(self._card.escalation_id))

    @property
    def card(self) -> EscalationCard:
        """What it shows."""
        return self._card

    def show_card(self, card: EscalationCard) -> None:
        """Show another state of the same challenge."""
        self._card = card
        self.setAccessibleName(spoken(card))
        self.setToolTip(translated(card.right_outcome))
        self.updateGeometry()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Measure afresh when the text size changes."""
        if event.type() is QEvent.Type.ApplicationFontChange:
            self._follow_theme()
            self.updateGeometry()
        return super().event(event)

    def _follow_theme(self) -> None:
        self._body = TextFitter(theme.font(), 1.2)
        self._bold = TextFitter(theme.font(strong=True), 1.2)
        self._small = TextFitter(theme.font(TextSize.SECONDARY), 1.15)
        self._small_bold = TextFitter(theme.font(TextSize.SECONDARY, strong=True), 1.15)

    # Measuring

    def hasHeightForWidth(self) -> bool:
        """Return True: words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all its lines at `width`."""
        inner = width - 2 * _PADDING
        lines = sum(
            line.gap + len(line.lines) * line.fitter.line_height for line in self._lines(inner)
        )
        meter = _GAP + HEIGHT if self._card.meter else 0
        return lines + meter + 2 * _PADDING

    def sizeHint(self) -> QSize:
        """Return a width of some thirty letters, and its height."""
        width = round(self._body.metrics.averageCharWidth() * 34)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which words are still read easily."""
        return QSize(round(self._body.metrics.averageCharWidth() * 20), theme.MIN_TARGET)

    def _lines(self, width: int) -> list[_Line]:
        card = self._card
        outcome = card.right_outcome or card.needed or "Right outcome not said yet"
        small, body = self._small, self._body
        found = [
            _Line(body.lines(outcome, width, _OUTCOME_LINES), body, "text"),
            _Line(
                self._small_bold.lines(card.title, width, _DETAIL_LINES),
                self._small_bold,
                "text",
                gap=_GAP,
            ),
        ]
        if card.theme:
            found.append(_Line(small.lines(card.theme, width, _THEME_LINES), small, "secondary"))
        mark = mark_of(card.status)
        words = self._bold.lines(card.status_words, width - self._mark_width(), _DETAIL_LINES)
        found.append(_Line(words, self._bold, "", gap=_GAP, mark=mark))
        found.append(_Line(small.lines(card.asked, width, _DETAIL_LINES), small, "secondary"))
        if card.meter is not None and (card.is_formal or not card.meter.overdue):
            found.append(self._meter_line(width))
        return found

    def _meter_line(self, width: int) -> _Line:
        meter = self._card.meter
        assert meter is not None  # noqa: S101 - asked by its caller
        words = f"{meter.words[:1].upper()}{meter.words[1:]}"
        status = meter_status(meter)
        mark = status if status is not Status.FINE else None
        fitter = self._small_bold if mark else self._small
        room = width - (self._mark_width(fitter) if mark else 0)
        lines = fitter.lines(words, room, _DETAIL_LINES)
        return _Line(lines, fitter, "secondary", gap=_GAP, mark=mark)

    def _mark_width(self, fitter: TextFitter | None = None) -> int:
        return round(marks.mark_width((fitter or self._bold).metrics))

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, edge, lines and meter."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter)
        inner = self.width() - 2 * _PADDING
        top = float(_PADDING)
        for line in self._lines(inner):
            top = self._draw_line(painter, line, top + line.gap)
        if self._card.meter is not None:
            draw_meter(painter, QRectF(_PADDING, top + _GAP - 2, inner, HEIGHT), self._card.meter)
        if self.hasFocus():
            marks.draw_focus_ring(painter, QRectF(self.rect()), theme.RADIUS + 2)
        painter.end()

    def _draw_ground(self, painter: QPainter) -> None:
        now = theme.colours()
        chosen = self.hasFocus() or self.isDown()
        ground = now.selected if chosen else now.hover if self._under_mouse else now.surface
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(now.line), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(rect, theme.RADIUS + 2, theme.RADIUS + 2)
        if is_late(self._card):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.status_colour(Status.OVERDUE))
            edge = QRectF(1, _PADDING, _EDGE, self.height() - 2 * _PADDING)
            painter.drawRoundedRect(edge, _EDGE / 2, _EDGE / 2)

    def _draw_line(self, painter: QPainter, line: _Line, top: float) -> float:
        left = float(_PADDING)
        metrics: QFontMetricsF = line.fitter.metrics
        now = theme.colours()
        colour = QColor(getattr(now, line.role)) if line.role else QColor(now.text)
        painter.setFont(line.fitter.font)
        for number, text in enumerate(line.lines):
            spare = (line.fitter.line_height - metrics.height()) / 2
            baseline = round(top + spare + metrics.ascent())
            at = left
            if line.mark is not None:
                if number == 0:
                    marks.draw_mark(painter, left, baseline, metrics, line.mark)
                at += self._mark_width(line.fitter)
                colour = theme.status_colour(line.mark)
            painter.setPen(colour)
            painter.drawText(round(at), baseline, text)
            top += line.fitter.line_height
        return top

    # Keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, go to other cards with arrows, move on with Ctrl+Right."""
        key = Qt.Key(event.key())
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif control and key == Qt.Key.Key_Right:
            self.move_asked.emit(self._card.escalation_id)
        elif key in _ARROWS and not control:
            self.arrow_pressed.emit(key.value)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that it is the chosen card."""
        super().focusInEvent(event)
        self.focused.emit(self._card.escalation_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, at the mouse or for the menu key under the card's first line."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.mapToGlobal(QPoint(_PADDING, 2 * _PADDING)) if by_key else event.globalPos()
        self.menu_asked.emit(self._card.escalation_id, place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag an open card once the mouse has gone far enough."""
        far = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if (
            self._card.is_open
            and event.buttons() & Qt.MouseButton.LeftButton
            and far >= QApplication.startDragDistance()
        ):
            self.setDown(False)
            drag = QDrag(self)
            data = QMimeData()
            data.setData(MIME, self._card.escalation_id.encode())
            drag.setMimeData(data)
            drag.setPixmap(self.grab())
            drag.setHotSpot(self._pressed_at)
            drag.exec(Qt.DropAction.MoveAction)
            return
        super().mouseMoveEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be clicked."""
        self._under_mouse = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show it plainly again."""
        self._under_mouse = False
        self.update()
        super().leaveEvent(event)


_ARROWS: Final = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


def spoken(card: EscalationCard) -> str:
    """Return a card as a screen reader says it: the outcome, the child, the stage, the standing."""
    mark = mark_of(card.status)
    word = mark.word if mark is not None and card.is_open else ""
    parts = (
        card.right_outcome or "Right outcome not said yet",
        card.title,
        card.theme,
        card.stage_name,
        "" if word and word in card.status_words.lower() else word,
        card.status_words,
        card.asked,
        card.meter.words if card.meter else "",
    )
    return ". ".join(part.rstrip(".") for part in parts if part)
