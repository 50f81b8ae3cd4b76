"""A page that is longer than its place: it scrolls, in the colour of the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QMoveEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from iro_desktop.ui import marks, theme
from iro_desktop.ui.tab_order import stops

MARGIN: Final = 6
"""Pixels between a page of words and the ring round it."""


class ScrolledPage(QWidget):
    """As high as its width needs: Qt would take the height that it has where it is narrowest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)

    def minimumSizeHint(self) -> QSize:
        """Return no height: texts in their narrowest form would make it scroll for nothing."""
        return QSize(super().minimumSizeHint().width(), 0)


class PageScroll(QScrollArea):
    """Shows a page, upright only unless ``sideways``.

    The keyboard goes past it to what is on the page, which has to be seen there; a page of words
    alone takes it with ``takes_keyboard``, so that it can be read on.
    """

    def __init__(
        self,
        page: QWidget | None = None,
        *,
        sideways: bool = False,
        takes_keyboard: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("plain", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        if not sideways:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ring: _Ring | None = None
        if not takes_keyboard:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("ring", takes_keyboard)
        if page is not None:
            self.setWidget(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the ring round all of it."""
        super().resizeEvent(event)
        self._place_ring()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Take the ring along."""
        super().moveEvent(event)
        self._place_ring()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here; pass it on to what is on the page, unless it is words."""
        super().focusInEvent(event)
        if self.focusPolicy() == Qt.FocusPolicy.NoFocus:
            inside = next((one for one in stops(self) if one.isVisible()), None)
            if inside is not None:
                inside.setFocus(event.reason())
            return
        if self._ring is None:
            self._ring = _Ring(self.parentWidget() or self)
        self._place_ring()
        self._ring.raise_()
        self._ring.show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it is here no more."""
        super().focusOutEvent(event)
        if self._ring is not None:
            self._ring.hide()

    def _place_ring(self) -> None:
        """Stand the ring in the margin round the page, so that it touches no words."""
        around = self.parentWidget()
        if self._ring is not None and around is not None:
            room = self.geometry().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
            self._ring.setGeometry(room.intersected(around.rect()))


class _Ring(QWidget):
    """Says over a page that it has the keyboard; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring alone."""
        del event
        painter = QPainter(self)
        marks.draw_focus_ring(painter, QRectF(self.rect()), theme.RADIUS)
        painter.end()


class TightScroll(PageScroll):
    """Shows a page that has its own lists to scroll, and scrolls itself only in the last need.

    In a low window at large text there may be no room for all that stands over such a list; then
    the page is as high as its words need, and this scrolls to what has the keyboard.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._show_focus)
        self.verticalScrollBar().rangeChanged.connect(self._show_focus)

    def _show_focus(self) -> None:
        """Scroll to what has the keyboard; Qt does that for Tab alone.

        Not under a mouse button: the page would move away from what is clicked.
        """
        focus, page = QApplication.focusWidget(), self.widget()
        if focus is None or page is None or not page.isAncestorOf(focus):
            return
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.ensureWidgetVisible(focus, 0, 0)

    def minimumSizeHint(self) -> QSize:
        """Return the width that the page needs, and hardly any height."""
        page = self.widget()
        width = page.minimumSizeHint().width() if page is not None else 0
        return QSize(width, self.fontMetrics().height() * 4)
