"""A tour of three stops: what is due, a check, the figures; it points and never blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout

from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.labels import BodyLabel, HeadingLabel, SecondaryLabel
from iro_desktop.ui.pages import CASELOAD, MEASURES, MONITORING
from iro_desktop.ui.tab_order import READ_AFTER
from iro_desktop.ui.words import later, translated

if TYPE_CHECKING:
    from iro_desktop.ui.main_window import MainWindow
    from iro_desktop.ui.settings import Settings

_LOOK_AGAIN_MS: Final = 300
_ARROW: Final = 2  # steps of spacing that the point stands out by
_LETTERS: Final = 44


@dataclass(frozen=True, slots=True)
class Halt:
    """One stop: the view that is shown, the finding of the callout and what to do there.

    ``{key}`` in the sentence is the first key of the action ``act``.
    """

    view: str
    title: str
    sentence: str
    act: str = ""


HALTS: Final = (
    Halt(
        CASELOAD,
        later("Caseload: what is due"),
        later(
            "Every child stands here with what is due next. Enter opens the chosen child, "
            "Ctrl+F finds one, and {key} adds one."
        ),
        "add_child",
    ),
    Halt(
        MONITORING,
        later("Monitoring: record a check"),
        later(
            "Here stand the checks between reviews that are due. Choose a child and press {key} "
            "to record one; it counts in your figures at once."
        ),
        "record_check",
    ),
    Halt(
        MEASURES,
        later("Measures: your figures"),
        later(
            "Each measure with its figure and its target; Enter shows how it is counted and the "
            "children behind it. The charts panel shows them by month: {key} opens or closes it."
        ),
        "charts",
    ),
)


class Tour(QFrame):
    """A callout under the side list, one for each stop; work goes on as it likes meanwhile."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        self._ground = window.centralWidget() or window
        super().__init__(self._ground)
        self._window = window
        self._settings = settings
        self._at = 0
        self._points = False
        self._step = SecondaryLabel()
        self._title = HeadingLabel()
        self._text = BodyLabel()
        self._skip = Button(translated("Skip the tour"), Kind.LINK)
        self._skip.clicked.connect(self.leave)
        self._back = Button(translated("Back"))
        self._back.clicked.connect(lambda: self._go(self._at - 1))
        self._next = Button(translated("Next"), Kind.PRIMARY)
        self._next.clicked.connect(lambda: self._go(self._at + 1))
        column = QVBoxLayout(self)
        edge = theme.space(4)
        column.setContentsMargins(edge, edge + theme.space(_ARROW), edge, edge)
        column.setSpacing(theme.space(2))
        for widget in (self._step, self._title, self._text):
            column.addWidget(widget)
        column.addSpacing(theme.space(1))
        column.addWidget(button_row(self._next, self._back, self._skip))
        window.side.list.setProperty(READ_AFTER, self)
        self.hide()
        self._ground.installEventFilter(self)
        theme.follow(self._stand)

    # Going

    def begin_once(self) -> None:
        """Begin, if it was never begun before; while a dialog is open it waits for its end."""
        if not self._settings.tour_seen:
            self._wait_for_dialogs()

    def begin(self) -> None:
        """Begin at the first stop."""
        self._settings.tour_seen = True
        self._go(0)

    def leave(self) -> None:
        """Close the callout and put the keyboard into the page."""
        self.hide()
        self._window.pages.take_keyboard()

    @property
    def halt(self) -> Halt | None:
        """The stop that is shown, or None where the tour is not under way."""
        return None if self.isHidden() else HALTS[self._at]

    def _wait_for_dialogs(self) -> None:
        if QApplication.activeModalWidget() is not None or not self._window.isVisible():
            QTimer.singleShot(_LOOK_AGAIN_MS, self, self._wait_for_dialogs)
        else:
            self.begin()

    def _go(self, at: int) -> None:
        if at == len(HALTS):
            self.leave()
            return
        self._at = at
        halt = HALTS[at]
        # With the keyboard in the side list the page does not take it from the callout.
        self._window.side.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._window.show_view(halt.view)
        keys = self._window.menu_actions[halt.act].shortcut().toString()
        self._step.setText(translated("Tour, {at} of {all}").format(at=at + 1, all=len(HALTS)))
        self._title.setText(translated(halt.title))
        self._text.setText(translated(halt.sentence).format(key=keys))
        self._back.setVisible(at > 0)
        self._next.setText(translated("Done") if at == len(HALTS) - 1 else translated("Next"))
        self._skip.setVisible(at < len(HALTS) - 1)
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._text.text())
        self.show()
        self.raise_()
        self._stand()
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{self._step.text()}. {self._title.text()}. {self._text.text()}")

    # Where it stands

    def _stand(self) -> None:
        """Stand under the side list, whole within the window: what it speaks of stays in sight."""
        if self.isHidden():
            return
        views, room = self._window.side.list, self._ground.size()
        edge = theme.space(2)
        width = self.fontMetrics().averageCharWidth() * _LETTERS
        width = min(width, room.width() - 2 * edge)
        height = self.heightForWidth(width)
        last = views.visualItemRect(views.item(views.count() - 1))
        under = views.viewport().mapTo(self._ground, last.bottomLeft()).y() + edge
        top = max(0, min(under, room.height() - height - edge))
        self._points = top == under
        self.setGeometry(edge, top, width, height)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stand anew where the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._stand)
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Keep Escape for the callout while the keyboard is in it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the tour on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground with its edge in the accent, and the point towards the side list."""
        del event
        now = theme.colours()
        high = float(theme.space(_ARROW))
        shape = QPainterPath()
        shape.addRoundedRect(
            QRectF(self.rect()).adjusted(1, high, -1, -1), theme.RADIUS, theme.RADIUS
        )
        if self._points:
            at = self._window.side.width() / 4
            point = QPolygonF(
                [QPointF(at - high, high + 1), QPointF(at, 1), QPointF(at + high, high + 1)]
            )
            tip = QPainterPath()
            tip.addPolygon(point)
            tip.closeSubpath()
            shape = shape.united(tip)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(now.accent), 2))
        painter.setBrush(QColor(now.surface))
        painter.drawPath(shape)
        painter.end()
