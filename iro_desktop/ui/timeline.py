"""A child's timeline as it is drawn: lanes of marks and bars, worked by keyboard as by mouse."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from iro_desktop.domain import casefile
from iro_desktop.domain.words import short_date
from iro_desktop.services.child_timeline import LANES, Bar, Gap, Mark, Timeline
from iro_desktop.ui import marks, theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.standing import MARKS
from iro_desktop.ui.theme import Shape, Status, TextSize
from iro_desktop.ui.timeline_places import Item, Placed, Places
from iro_desktop.ui.words import translated

_NARROWEST: Final = 44  # letters


class TimelineWidget(QWidget):
    """Reviews, checks, challenges and plans on one axis.

    Left and Right go through everything in order of time, Up and Down to the lane above or below;
    what has the focus is said in words, Enter opens it.
    """

    activated = Signal(object)
    """The Mark or Bar that was opened."""
    current_changed = Signal(str)
    """The sentence of what has the focus now, or the sentence of the whole drawing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timeline: Timeline | None = None
        self._places: Places | None = None
        self._current = -1
        self.setAccessibleName(translated("Timeline"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_timeline(self, timeline: Timeline) -> None:
        """Draw another timeline; what had the focus keeps it where it is still there."""
        kept = self._item()
        self._timeline = timeline
        self._place()
        found = self._places.items if self._places else []
        self._current = next((at for at, one in enumerate(found) if one.item == kept), -1)
        self._describe()
        self.updateGeometry()
        self.update()

    def items(self) -> tuple[Item, ...]:
        """Return what can be gone through, in order of time."""
        return tuple(placed.item for placed in self._places.items) if self._places else ()

    # Size

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(theme.font(TextSize.SECONDARY))

    def _row(self) -> float:
        return float(round(self._metrics().height() * 2))

    def _place(self) -> None:
        if self._timeline is not None:
            width = self._metrics().horizontalAdvance
            self._places = Places(self._timeline, self.width(), self._row(), width)

    def sizeHint(self) -> QSize:
        """Return the height of the lanes and the axis."""
        height = self._places.height if self._places else self._row() * 5.75
        return QSize(round(self._metrics().averageCharWidth() * 80), round(height))

    def minimumSizeHint(self) -> QSize:
        """Return a width at which labels can still be read."""
        return QSize(
            round(self._metrics().averageCharWidth() * _NARROWEST), self.sizeHint().height()
        )

    def hasHeightForWidth(self) -> bool:
        """Return True, so that layouts ask again when bars need more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the same height at any width."""
        del width
        return self.sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Take up a new text size, and show what is under the mouse in words."""
        if event.type() is QEvent.Type.ApplicationFontChange:
            self._place()
            self.updateGeometry()
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            words = self._words_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    # Going through it

    def _item(self) -> Item | None:
        found = self.items()
        return found[self._current] if 0 <= self._current < len(found) else None

    def _go(self, at: int) -> None:
        found = self.items()
        if not found:
            return
        self._current = min(max(at, 0), len(found) - 1)
        self._describe()
        announce(self, found[self._current].words)
        self.update()

    def _describe(self) -> None:
        item = self._item()
        words = item.words if item else self._timeline.sentence if self._timeline else ""
        self.setAccessibleDescription(translated(words))
        self.current_changed.emit(words)

    def _go_lane(self, step: int) -> None:
        """Go to the nearest item of the next lane that has any."""
        item, places = self._item(), self._places
        if item is None or places is None:
            return
        lanes = places.timeline.lanes
        here = self._places.items[self._current].box.center().x() if self._places else 0.0
        at = lanes.index(item.lane) + step
        while 0 <= at < len(lanes):
            near = [
                (abs(placed.box.center().x() - here), number)
                for number, placed in enumerate(places.items)
                if placed.item.lane == lanes[at]
            ]
            if near:
                self._go(min(near)[1])
                return
            at += step

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the items, and open one."""
        key = event.key()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in steps:
            self._go(self._current + steps[Qt.Key(key)])
        elif key == Qt.Key.Key_Up:
            self._go_lane(-1)
        elif key == Qt.Key.Key_Down:
            self._go_lane(1)
        elif key == Qt.Key.Key_Home:
            self._go(0)
        elif key == Qt.Key.Key_End:
            self._go(len(self.items()) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._item() is not None:
            self.activated.emit(self._item())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the last thing that has happened."""
        super().focusInEvent(event)
        by_keyboard = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        if by_keyboard and self._item() is None and self._timeline is not None:
            today = self._timeline.today
            past = [
                at
                for at, item in enumerate(self.items())
                if isinstance(item, Mark) and item.on <= today
            ]
            self._go(past[-1] if past else 0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def _placed_at(self, point: QPointF) -> int:
        if self._places is None:
            return -1
        reach = theme.MIN_TARGET / 2
        near = [
            (QLineF(point, placed.box.center()).length(), at)
            for at, placed in enumerate(self._places.items)
            if placed.box.adjusted(-reach / 2, -reach / 2, reach / 2, reach / 2).contains(point)
        ]
        return min(near)[1] if near else -1

    def _words_at(self, point: QPointF) -> str:
        at = self._placed_at(point)
        if at >= 0:
            return self.items()[at].words
        return next((gap.words for gap in self._gaps() if self._gap_box(gap).contains(point)), "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse."""
        at = self._placed_at(event.position())
        if at >= 0:
            self._go(at)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is under the mouse."""
        at = self._placed_at(event.position())
        if at >= 0:
            self.activated.emit(self.items()[at])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that it can be clicked."""
        hit = self._placed_at(event.position()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if hit else Qt.CursorShape.ArrowCursor)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axis, lanes, gaps, bars and marks, and the ring of the keyboard."""
        del event
        places = self._places
        if places is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(TextSize.SECONDARY))
        self._draw_axis(painter, places)
        for gap in self._gaps():
            self._draw_gap(painter, gap)
        for placed in places.items:
            if isinstance(placed.item, Bar):
                self._draw_bar(painter, placed, placed.item)
        for placed in places.items:
            if isinstance(placed.item, Mark):
                self._draw_mark(painter, placed, placed.item)
        if self.hasFocus():
            self._draw_ring(painter, places)
        painter.end()

    def _draw_axis(self, painter: QPainter, places: Places) -> None:
        table = theme.colours()
        base = places.bottom + places.row / 2 + self._metrics().capHeight() / 2
        hairline = QPen(QColor(table.line), 1)
        today = places.timeline.today
        said = f"today, {short_date(today).removesuffix(f' {today.year}')}"
        for tick in places.ticks(said):
            painter.setPen(hairline)
            painter.drawLine(QLineF(tick.x, places.row / 4, tick.x, places.bottom))
            painter.setPen(QColor(table.secondary))
            painter.drawText(QPointF(tick.x, base), tick.words)
        painter.setPen(hairline)
        painter.drawLine(QLineF(places.left, places.bottom, places.right, places.bottom))
        painter.setPen(QColor(table.secondary))
        for lane in places.timeline.lanes:
            base_of_lane = self._baseline(places.middle(lane))
            painter.drawText(QPointF(places.row / 2, base_of_lane), translated(LANES[lane]))
        x = places.x(today)
        painter.setPen(QPen(QColor(table.accent), 1.5))
        painter.drawLine(QLineF(x, places.row / 4, x, places.bottom))
        wide = self._metrics().horizontalAdvance(said)
        left = min(max(x - wide / 2, places.left), self.width() - wide)
        painter.setPen(QColor(table.text))
        painter.drawText(QPointF(left, base), said)

    def _baseline(self, middle: float) -> float:
        return middle + self._metrics().capHeight() / 2

    def _gaps(self) -> tuple[Gap, ...]:
        return self._timeline.gaps if self._timeline else ()

    def _gap_box(self, gap: Gap) -> QRectF:
        return self._places.gap_box(gap) if self._places else QRectF()

    def _draw_gap(self, painter: QPainter, gap: Gap) -> None:
        """Draw a gap as a dotted line with its length: nothing stands there, and that is shown."""
        table, box = theme.colours(), self._gap_box(gap)
        middle = box.center().y()
        words = f"{gap.days} days without contact"
        if self._metrics().horizontalAdvance(words) + 24 > box.width():
            words = f"{gap.days} days"
        wide = self._metrics().horizontalAdvance(words) + 12
        pen = QPen(QColor(table.due_soon), 1.5, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        if wide + 16 > box.width():
            painter.drawLine(QLineF(box.left(), middle, box.right(), middle))
            return
        left = box.center().x() - wide / 2
        painter.drawLine(QLineF(box.left(), middle, left, middle))
        painter.drawLine(QLineF(left + wide, middle, box.right(), middle))
        painter.setPen(QColor(table.due_soon))
        painter.drawText(QPointF(left + 6, self._baseline(middle)), words)

    def _draw_bar(self, painter: QPainter, placed: Placed, bar: Bar) -> None:
        table = theme.colours()
        is_plan = bar.lane == "plans"
        is_open = bar.status is casefile.Status.SOON
        painter.setPen(QPen(QColor(table.accent if is_plan else table.due_soon), 1))
        painter.setBrush(QColor(table.due_soon if is_open else table.band))
        radius = theme.RADIUS / 2
        painter.drawRoundedRect(placed.box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if placed.label_at is None:
            return
        painter.setPen(QColor(table.text if is_plan else table.secondary))
        base = self._baseline(placed.box.center().y())
        painter.drawText(QPointF(placed.label_at, base), placed.label)

    def _draw_mark(self, painter: QPainter, placed: Placed, mark: Mark) -> None:
        table = theme.colours()
        colour = QColor(table.accent if mark.lane == "reviews" else table.target)
        box = placed.box
        if mark.look == "due":
            self._draw_due(painter, placed, mark)
        elif mark.look in ("review", "conference"):
            shape = Shape.DISC if mark.look == "review" else Shape.DIAMOND
            marks.draw_shape(painter, box, shape, colour)
        elif mark.look == "told":
            marks.draw_shape(painter, box, Shape.DIAMOND, QColor(table.secondary))
        elif mark.look == "contact":
            marks.draw_shape(painter, box.adjusted(1, 1, -1, -1), Shape.RING, colour)
        else:
            painter.setPen(QPen(colour, 1.5))
            painter.setBrush(colour if mark.look == "check" else Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _draw_due(self, painter: QPainter, placed: Placed, mark: Mark) -> None:
        standing = MARKS[mark.status] if mark.status else Status.NOT_YET
        colour = theme.status_colour(standing)
        painter.setPen(QPen(colour, 2.5))
        painter.setBrush(QColor(theme.colours().surface))
        painter.drawEllipse(placed.box.adjusted(1, 1, -1, -1))
        if placed.label_at is None:
            return
        metrics = QFontMetricsF(theme.font(TextSize.SECONDARY, strong=True))
        base = placed.box.center().y() + metrics.capHeight() / 2
        marks.draw_mark(painter, placed.label_at, base, metrics, standing)
        painter.save()
        painter.setFont(theme.font(TextSize.SECONDARY, strong=True))
        painter.setPen(colour)
        painter.drawText(QPointF(placed.label_at + marks.mark_width(metrics), base), placed.label)
        painter.restore()

    def _draw_ring(self, painter: QPainter, places: Places) -> None:
        if 0 <= self._current < len(places.items):
            box = places.items[self._current].box.adjusted(-5, -5, 5, 5)
            marks.draw_focus_ring(painter, box, theme.RADIUS)
        else:
            marks.draw_focus_ring(painter, QRectF(self.rect()), theme.RADIUS)
